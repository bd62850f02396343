/** `applications(appId='…')` is the collection and a key. A quote inside the key is doubled. */
export function splitKey(segment: string): readonly string[] {
  const match = /^([A-Za-z]+)\((\w+)='((?:[^']|'')*)'\)$/.exec(segment);
  const [, collection, key, value] = match ?? [];
  return collection !== undefined && key !== undefined && value !== undefined ? [collection, `${key}='${value}'`] : [segment];
}

/** What stands where an id could stand, and is none. */
const FUNCTIONS: readonly string[] = ['delta', 'delta()', 'getbyids', '$ref'];

/** How many segments of a path are those of a template, from its beginning. */
export function matchedParts(wanted: readonly string[], given: readonly string[]): number {
  let matched = 0;
  while (matched < given.length && matched < wanted.length) {
    const want = wanted[matched] ?? '';
    const got = given[matched]?.toLowerCase() ?? '';
    if (want.startsWith('{') ? FUNCTIONS.includes(got) : want.toLowerCase() !== got) break;
    matched += 1;
  }
  return matched;
}
