/** Nesting beyond this is refused before anything parses, clones or recurses. A collection needs less than ten levels. */
export const DEPTH_LIMIT = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

/** The offset of the first bracket that is nested too deeply, or -1. Text inside strings does not count. */
export function findTooDeep(text: Uint8Array, limit = DEPTH_LIMIT): number {
  let depth = 0;
  const { length } = text;
  for (let at = 0; at < length; at += 1) {
    const byte = text[at];
    if (byte === QUOTE) {
      at += 1;
      while (at < length && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > limit) return at;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
  }
  return -1;
}

/** Line and column of an offset, both from 1; columns count bytes. */
export function placeOf(text: Uint8Array, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  const end = Math.min(offset, text.length);
  for (let at = 0; at < end; at += 1) {
    if (text[at] !== 0x0a) continue;
    line += 1;
    start = at + 1;
  }
  return { line, column: end - start + 1 };
}
