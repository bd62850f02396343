/** Nesting beyond this is refused before anything parses, clones or recurses. A collection needs less than ten levels. */
export const DEPTH_LIMIT = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = 0x5b;
const CLOSING = 0x5d;

/** Braces and brackets differ in this bit alone: without it, both opening ones are `[`, both closing ones `]`. */
const WITHOUT_BRACE = 0xdf;

/** The offset of the first bracket that is nested too deeply, or -1. Text inside strings does not count. */
export function findTooDeep(text: Uint8Array, limit = DEPTH_LIMIT): number {
  const { length } = text;
  let depth = 0;
  let at = 0;
  while (at < length) {
    const byte = text[at++] ?? 0;
    if (byte > QUOTE && byte < OPENING) continue;
    if (byte === QUOTE) at = endOfString(text, at);
    else if ((byte & WITHOUT_BRACE) === OPENING) {
      depth += 1;
      if (depth > limit) return at - 1;
    } else if ((byte & WITHOUT_BRACE) === CLOSING) depth -= 1;
  }
  return -1;
}

function endOfString(text: Uint8Array, start: number): number {
  let at = start;
  while (at < text.length) {
    const byte = text[at++];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
  }
  return at;
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
