/** SHA-256 of the files of the bridge, as they are shipped. Written by `node scripts/bridge-hash.mjs`. */
export const BRIDGE_HASHES: Readonly<Record<string, string>> = {
  'Mailscope.Bridge.psd1': 'cb78d8124a6cdda48f42fd33d6f194daed5f9dd37eba57aa02a1a5f4cb387873',
  'Mailscope.Bridge.psm1': 'd2f76082e748602202a54ce7e70a9f77a27008ae91ed194c9a0abb31170c10e8',
};
