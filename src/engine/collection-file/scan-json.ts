/** Nesting beyond this is refused before anything parses, clones or recurses. A collection needs less than ten levels. */
export const DEPTH_LIMIT = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = 0x5b;
const CLOSING = 0x5d;
const COMMA = 0x2c;

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
    if (byte === QUOTE) at = skipString(text, at);
    else if ((byte & WITHOUT_BRACE) === OPENING) {
      depth += 1;
      if (depth > limit) return at - 1;
    } else if ((byte & WITHOUT_BRACE) === CLOSING) depth -= 1;
  }
  return -1;
}

/** The offset after the closing quote of a string, given the offset after its opening one; the text's end if it has none. */
export function skipString(text: Uint8Array, start: number): number {
  let at = start;
  while (at < text.length) {
    const byte = text[at++];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
  }
  return text.length;
}

/** The offset of the next byte that is no white space. */
export function skipWhiteSpace(text: Uint8Array, start: number): number {
  let at = start;
  while (isWhiteSpace(text[at])) at += 1;
  return at;
}

/** The offset after the value that starts at an offset, in text that is JSON for certain. */
export function skipValue(text: Uint8Array, start: number): number {
  const first = text[start] ?? 0;
  if (first === QUOTE) return skipString(text, start + 1);
  let at = start + 1;
  if ((first & WITHOUT_BRACE) !== OPENING) {
    while (at < text.length && !isEndOfWord(text[at] ?? 0)) at += 1;
    return at;
  }
  for (let depth = 1; depth > 0 && at < text.length;) {
    const byte = text[at++] ?? 0;
    if (byte === QUOTE) at = skipString(text, at);
    else if ((byte & WITHOUT_BRACE) === OPENING) depth += 1;
    else if ((byte & WITHOUT_BRACE) === CLOSING) depth -= 1;
  }
  return at;
}

function isWhiteSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isEndOfWord(byte: number): boolean {
  return byte === COMMA || (byte & WITHOUT_BRACE) === CLOSING || isWhiteSpace(byte);
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
