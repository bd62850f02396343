/** SHA-256 of the files of the bridge, as they are shipped. Written by `node scripts/bridge-hash.mjs`. */
export const BRIDGE_HASHES: Readonly<Record<string, string>> = {
  'Mailscope.Bridge.psd1': 'cb78d8124a6cdda48f42fd33d6f194daed5f9dd37eba57aa02a1a5f4cb387873',
  'Mailscope.Bridge.psm1': '5a8271dc49a2533481afb9df804e66084c277f0ed28b0a503f4b4a8112e070c8',
};
