import { isUtf8 } from 'node:buffer';
import { JSONParser, Tokenizer } from '@streamparser/json';
import { err, ok, type Result } from '../../shared/domain/result';
import { findTooDeep, placeOf } from './scan-json';

/** Text up to this many bytes is parsed at once; larger text would not fit into one string for certain. */
export const STREAM_ABOVE = 400 * 1024 ** 2;

const CHUNK = 4 * 1024 ** 2;

/** Parses the bytes of a collection as JSON. The error is a clause that names the place: `line 3, column 17: …`. */
export function parseJson(content: Buffer, streamAbove = STREAM_ABOVE): Result<unknown, string> {
  const utf16 = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
  if (utf16) return err('the file is UTF-16 text; save it as UTF-8');
  const text = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? content.subarray(3) : content;
  if (text.length === 0) return err('the file holds nothing but a byte order mark');
  if (!isUtf8(text)) return err('the file is not UTF-8 text');
  const deep = findTooDeep(text);
  if (deep >= 0) return err(`${words(text, deep)}: nested too deeply for a collection`);
  try {
    return ok(text.length > streamAbove ? parseStream(text) : (JSON.parse(text.toString('utf8')) as unknown));
  } catch {
    return err(locate(text));
  }
}

/** Builds the collection list by list, so that no string has to hold the whole text. */
function parseStream(text: Buffer): unknown {
  const root: Record<string, unknown> = {};
  const sections: Record<string, Record<string, unknown>> = {};
  const parser = new JSONParser({ paths: ['$.*', '$.graph.*', '$.exchange.*', '$.graph.*.*', '$.exchange.*.*'], keepStack: false });
  parser.onValue = ({ value, key, stack }) => {
    const [, first, second] = stack.map((entry) => entry.key);
    if (stack.length === 1) {
      if (!Object.hasOwn(sections, String(key))) put(root, String(key), value);
    } else if (stack.length === 2) {
      const section = (sections[String(first)] ??= {});
      if (!Object.hasOwn(section, String(key))) put(section, String(key), value);
    } else {
      const section = (sections[String(first)] ??= {});
      const name = String(second);
      if (!Object.hasOwn(section, name)) put(section, name, typeof key === 'number' ? [] : {});
      const holder = section[name];
      if (Array.isArray(holder)) holder.push(value);
      else put(holder as Record<string, unknown>, String(key), value);
    }
  };
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.subarray(at, at + CHUNK));
  if (!parser.isEnded) parser.end();
  for (const [name, section] of Object.entries(sections)) put(root, name, section);
  return root;
}

/** Sets an own property even where the key is one that assignment would treat specially. */
function put(holder: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Where the text stops being JSON, found by reading it again piece by piece: V8 names the place in some cases only. */
function locate(text: Buffer): string {
  let problem: Error | null = null;
  let ended = false;
  let at = 0;
  const parser = new JSONParser({ paths: ['$.*.*.*'], keepStack: false });
  parser.onValue = () => undefined;
  parser.onError = (error) => {
    problem ??= error;
  };
  parser.onEnd = () => {
    ended = true;
  };
  const step = text.length > CHUNK ? CHUNK : 1;
  for (; at < text.length && problem === null; at += step) parser.write(text.subarray(at, at + step));
  if (problem === null && !ended) return `${words(text, text.length)}: the file ends too early; it was cut off`;
  const offset = step === 1 ? at - 1 : findOffset(text, at - step, step);
  return `${words(text, Math.max(0, offset))}: this is not JSON`;
}

/** The offset inside a piece that the tokenizer refuses, to the byte where the piece alone shows it; else the piece's start. */
function findOffset(text: Buffer, start: number, length: number): number {
  const tokenizer = new Tokenizer();
  let failed = false;
  tokenizer.onError = () => {
    failed = true;
  };
  tokenizer.onToken = () => undefined;
  for (let at = start; at < Math.min(start + length, text.length); at += 1) {
    tokenizer.write(text.subarray(at, at + 1));
    if (failed) return at;
  }
  return start;
}

function words(text: Uint8Array, offset: number): string {
  const { line, column } = placeOf(text, offset);
  return `line ${line}, column ${column}`;
}
