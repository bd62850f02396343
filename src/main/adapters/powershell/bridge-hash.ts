/** SHA-256 of the files of the bridge, as they are shipped. Written by `node scripts/bridge-hash.mjs`. */
export const BRIDGE_HASHES: Readonly<Record<string, string>> = {
  'Mailscope.Bridge.psd1': 'cb78d8124a6cdda48f42fd33d6f194daed5f9dd37eba57aa02a1a5f4cb387873',
  'Mailscope.Bridge.psm1': '4f6de8deba94afc3afc82c5e00eec7ba171560ea813ccc7d6d61420b44f092da',
};
