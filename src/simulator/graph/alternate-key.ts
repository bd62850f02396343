/** The value of an alternate key in a path: `appId='…'`, `uniqueName='…'` (a quote inside is doubled). Null where it is not that key. */
export function alternateKey(segment: string, key: string): string | null {
  const [, name, value] = /^(\w+)='(.*)'$/s.exec(segment) ?? [];
  return name === key && value !== undefined ? value.replaceAll("''", "'") : null;
}
