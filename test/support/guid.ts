/** FNV-1a over the text's UTF-16 units, started from a seed: small, stable and good enough to keep names apart. */
function hash32(text: string, seed: number): string {
  let hash = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0');
}

/** A lower-case GUID that depends on the name alone: the same in every run and on every machine. */
export function guid(name: string): string {
  const hex = hash32(name, 1) + hash32(name, 2) + hash32(name, 3) + hash32(name, 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** A security identifier of the form Exchange shows for accounts, from a name. */
export function sid(name: string): string {
  const part = (seed: number): number => Number.parseInt(hash32(name, seed), 16);
  return `S-1-5-21-${part(11)}-${part(12)}-${part(13)}-${part(14) % 90_000_000}`;
}
