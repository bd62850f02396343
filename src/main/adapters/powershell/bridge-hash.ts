/** SHA-256 of the files of the bridge, as they are shipped. Written by `node scripts/bridge-hash.mjs`. */
export const BRIDGE_HASHES: Readonly<Record<string, string>> = {
  'Mailscope.Bridge.psd1': 'cb78d8124a6cdda48f42fd33d6f194daed5f9dd37eba57aa02a1a5f4cb387873',
  'Mailscope.Bridge.psm1': '49691f39d9234097ae51a8d77bb9c45cf1f8573c5e0dc930751c3d07ce27ad0f',
};
