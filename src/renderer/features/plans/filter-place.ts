/** Where in a text something stands, as one counts: from one. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Line and column of a position in a text. */
export function placeIn(text: string, position: number): TextPlace {
  const before = text.slice(0, Math.max(0, position)).split('\n');
  return { line: before.length, column: (before[before.length - 1]?.length ?? 0) + 1 };
}

/** A text cut at the word in which a position lies: before, the word, after. At the end of the text the word is a mark of its own. */
export function faultIn(text: string, position: number): { readonly before: string; readonly fault: string; readonly after: string } {
  const at = Math.min(Math.max(0, position), text.length);
  const word = /^(?:[\w-]+|[^])/u.exec(text.slice(at))?.[0] ?? '';
  return { before: text.slice(0, at), fault: word === '' ? '▏' : word, after: text.slice(at + word.length) };
}
