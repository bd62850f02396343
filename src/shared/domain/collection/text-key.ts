/** The form in which ids, addresses and names are compared: trimmed and in lower case; empty for nothing. */
export function keyOf(text: string | null | undefined): string {
  return text ? text.trim().toLowerCase() : '';
}

/** A property that some sources answer as one text and some as a list, as a list. */
export function listOf(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The words of a property that comes as an array or as one text with commas (`"FullAccess, ReadPermission"`), in lower case. */
export function wordsOf(value: string | readonly string[] | null | undefined): readonly string[] {
  return listOf(value)
    .flatMap((text) => text.split(','))
    .map(keyOf)
    .filter((word) => word !== '');
}

/** Whether a property that comes as an array or as one text with commas holds a word, given in lower case. */
export function hasWord(value: string | readonly string[] | null | undefined, word: string): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return keyOf(value) === word || (value.includes(',') && wordsOf(value).includes(word));
  return value.some((text) => hasWord(text, word));
}

/** An e-mail address without its prefix (`smtp:`, `SIP:`), in lower case. */
export function addressOf(text: string | null | undefined): string {
  return keyOf(text).replace(/^[a-z0-9]+:/, '');
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a key is a GUID. */
export function isGuid(key: string): boolean {
  return GUID.test(key);
}
