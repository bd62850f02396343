const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const BARE = /^[0-9a-f]{32}$/;

/** A client id as portals, scripts and registries write it, with or without braces and hyphens, in its usual form; null where it is none. */
export function readClientId(text: string): string | null {
  const inner = text
    .trim()
    .toLowerCase()
    .replace(/^[{(](.*)[)}]$/, '$1')
    .trim();
  if (GUID.test(inner)) return inner;
  if (!BARE.test(inner)) return null;
  return inner.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
