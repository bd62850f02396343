import { skipString, skipValue, skipWhiteSpace } from './scan-json';

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

/**
 * Parses text that is JSON for certain, but too large for one string: values of up to `limit` bytes are parsed at once,
 * neighbours in a list together, and what is larger is put together from its parts. The outcome is that of `JSON.parse`.
 */
export function parseInPieces(text: Buffer, limit: number): unknown {
  const start = skipWhiteSpace(text, 0);
  return build(text, start, skipValue(text, start), limit);
}

function build(text: Buffer, start: number, end: number, limit: number): unknown {
  const first = text[start];
  if (end - start > limit && first === OPEN_BRACKET) return buildList(text, start, limit);
  if (end - start > limit && first === OPEN_BRACE) return buildObject(text, start, limit);
  return parsePiece(text, start, end);
}

function buildObject(text: Buffer, start: number, limit: number): Record<string, unknown> {
  const holder: Record<string, unknown> = {};
  let at = skipWhiteSpace(text, start + 1);
  while (text[at] !== CLOSE_BRACE) {
    const keyEnd = skipString(text, at + 1);
    const key = String(parsePiece(text, at, keyEnd));
    const valueStart = skipWhiteSpace(text, skipWhiteSpace(text, keyEnd) + 1);
    const valueEnd = skipValue(text, valueStart);
    const value = build(text, valueStart, valueEnd, limit);
    // An own property even for keys that assignment would treat specially.
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
    at = next(text, valueEnd);
  }
  return holder;
}

function buildList(text: Buffer, start: number, limit: number): unknown[] {
  const list: unknown[] = [];
  let at = skipWhiteSpace(text, start + 1);
  let batchStart = at;
  let batchEnd = at;
  const flush = (): void => {
    if (batchEnd > batchStart) for (const item of parseItems(text, batchStart, batchEnd)) list.push(item);
  };
  while (text[at] !== CLOSE_BRACKET) {
    const end = skipValue(text, at);
    if (end - batchStart > limit) {
      flush();
      batchStart = at;
    }
    if (end - at > limit) {
      list.push(build(text, at, end, limit));
      batchStart = next(text, end);
    }
    batchEnd = end;
    at = next(text, end);
  }
  flush();
  return list;
}

/** Where the next item starts after one that ended, or its list's closing bracket. */
function next(text: Buffer, end: number): number {
  const at = skipWhiteSpace(text, end);
  return text[at] === COMMA ? skipWhiteSpace(text, at + 1) : at;
}

function parsePiece(text: Buffer, start: number, end: number): unknown {
  return JSON.parse(text.toString('utf8', start, end));
}

function parseItems(text: Buffer, start: number, end: number): readonly unknown[] {
  return JSON.parse(`[${text.toString('utf8', start, end)}]`) as readonly unknown[];
}
