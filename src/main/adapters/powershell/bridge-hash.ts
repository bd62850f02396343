/** SHA-256 of the files of the bridge, as they are shipped. Written by `node scripts/bridge-hash.mjs`. */
export const BRIDGE_HASHES: Readonly<Record<string, string>> = {
  'Mailscope.Bridge.psd1': 'c9d36b9f6d606867e6e45cd167c721b90b025b41816e5bf82e53ccbc307952ca',
  'Mailscope.Bridge.psm1': '284fd36297b2de7c82f145f30138d9f74bd82424d7d9d12c6def9221726be4c4',
};
