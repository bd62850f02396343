/** The form of a text in which it is compared and searched: without case and accents, the same on every machine. */
export function comparable(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Compares two values; null comes last in either direction, because a missing value is never what one sorts for. */
export function compareValues(left: string | number | null, right: string | number | null, sign: number): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -sign : sign;
}

/** Whether a text holds every word of a search. Both in comparable form. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** The words of a search in comparable form. */
export function wordsOf(search: string | undefined): readonly string[] {
  return comparable(search ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
}
