import { isUtf8 } from 'node:buffer';
import { err, ok, type Result } from '../../shared/domain/result';
import { findSyntaxProblem } from './json-syntax';
import { parseInPieces } from './parse-in-pieces';
import { findTooDeep, placeOf } from './scan-json';

/** Text up to this many bytes is parsed at once; larger text would not fit into one string for certain. */
export const PIECES_ABOVE = 400 * 1024 ** 2;

/** Pieces of larger text: large enough to be quick, small enough to be forgotten soon. */
const PIECE = 16 * 1024 ** 2;

/** Parses the bytes of a collection as JSON. The error is a clause that names the place: `line 3, column 17: …`. */
export function parseJson(content: Buffer, piecesAbove = PIECES_ABOVE): Result<unknown, string> {
  const utf16 = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
  if (utf16) return err('the file is UTF-16 text; save it as UTF-8');
  if (content.length === 0) return err('the file holds no text');
  const text = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? content.subarray(3) : content;
  if (text.length === 0) return err('the file holds nothing but a byte order mark');
  if (!isUtf8(text)) return err('the file is not UTF-8 text');
  const deep = findTooDeep(text);
  if (deep >= 0) return err(`${words(text, deep)}: nested too deeply for a collection`);
  if (text.length <= piecesAbove) {
    try {
      return ok(JSON.parse(text.toString('utf8')) as unknown);
    } catch {
      return err(problemOf(text) ?? 'the file is not JSON');
    }
  }
  const problem = problemOf(text);
  if (problem !== null) return err(problem);
  try {
    return ok(parseInPieces(text, Math.min(PIECE, piecesAbove)));
  } catch {
    return err('the file holds a single text that is too long for a collection');
  }
}

function problemOf(text: Uint8Array): string | null {
  const problem = findSyntaxProblem(text);
  if (problem === null) return null;
  return `${words(text, problem.offset)}: ${problem.cutOff ? 'the file ends too early; it was cut off' : 'this is not JSON'}`;
}

function words(text: Uint8Array, offset: number): string {
  const { line, column } = placeOf(text, offset);
  return `line ${line}, column ${column}`;
}
