import { singleQuoted } from '../../powershell/single-quoted';

/** Values as a script holds them: data, never code. */
export type ScriptData = string | number | boolean | null | ScriptJson | readonly ScriptData[] | { readonly [name: string]: ScriptData };

/** Text of JSON that is shown with its line ends, as a request carries it. */
export class ScriptJson {
  constructor(readonly text: string) {}
}

/**
 * Controls, line and paragraph separators, marks that turn the reading direction, what cannot be seen, and halves of pairs: in a
 * script they would hide what it does, end a line of it, or not survive the file. https://www.unicode.org/reports/tr55/
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\p{Surrogate}]/u;
const UNSEEN_RUNS = new RegExp(`(${UNSEEN.source})`, 'u');
const WIDTH = 120;
const STEP = 4;

/** A text as an expression that is that text: in single quotes, and what cannot be seen by its number. */
export function scriptText(text: string): string {
  if (!UNSEEN.test(text)) return singleQuoted(text);
  const pieces = text
    .split(UNSEEN_RUNS)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.length === 1 && UNSEEN.test(piece) ? `([char]0x${hex(piece)})` : singleQuoted(piece)));
  return `(-join (${["''", ...pieces].join(', ')}))`;
}

/** A text for a comment: one line, in which nothing hides and which cannot end the comment. */
export function commentText(text: string): string {
  return text
    .split(UNSEEN_RUNS)
    .map((piece) => (piece.length === 1 && UNSEEN.test(piece) ? seen(piece) : piece))
    .join('')
    .replaceAll('#>', '# >')
    .replaceAll('<#', '< #')
    .trim();
}

function seen(character: string): string {
  return /[\t\r\n]/.test(character) ? ' ' : `[U+${hex(character).toUpperCase()}]`;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}

/** A value as a literal, on one line where it fits, otherwise one line for each part. `indent`: of the line that it begins on. */
export function scriptLiteral(value: ScriptData, indent = 0, used = 0): string {
  const short = onOneLine(value);
  if (short !== null && indent + used + short.length <= WIDTH) return short;
  const pad = ' '.repeat(indent + STEP);
  const end = ' '.repeat(indent);
  if (value instanceof ScriptJson) return hereString(value);
  if (isList(value)) return `@(\n${value.map((item) => `${pad}${scriptLiteral(item, indent + STEP)}`).join(',\n')}\n${end})`;
  if (typeof value === 'object' && value !== null) {
    const lines = Object.entries(value).map(([name, item]) => {
      const key = keyText(name);
      return `${pad}${key} = ${scriptLiteral(item, indent + STEP, key.length + 3)}`;
    });
    return `[ordered]@{\n${lines.join('\n')}\n${end}}`;
  }
  return short ?? '';
}

function onOneLine(value: ScriptData): string | null {
  if (value instanceof ScriptJson) return value.text.includes('\n') ? null : scriptText(value.text);
  if (isList(value)) {
    const items = value.map(onOneLine);
    return items.includes(null) ? null : `@(${items.join(', ')})`;
  }
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(([name, item]) => {
      const text = onOneLine(item);
      return text === null ? null : `${keyText(name)} = ${text}`;
    });
    return items.includes(null) ? null : items.length === 0 ? '@{}' : `[ordered]@{ ${items.join('; ')} }`;
  }
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  return typeof value === 'number' ? numberText(value) : scriptText(value);
}

function isList(value: ScriptData): value is readonly ScriptData[] {
  return Array.isArray(value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a number of a plan is finite');
  return value < 0 ? `(${value})` : String(value);
}

/** Words of our own stand bare, everything else in quotes. */
function keyText(name: string): string {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name) && !KEYWORDS.has(name.toLowerCase()) ? name : scriptText(name);
}

const KEYWORDS = new Set(
  'begin break catch class clean continue data define do dynamicparam else elseif end enum exit filter finally for foreach from function hidden if in param process return static switch throw trap try type until using var while workflow parallel sequence inlinescript configuration'.split(
    ' ',
  ),
);

/** Lines of JSON begin with a blank or a bracket, so that none of them ends the text. */
function hereString({ text }: ScriptJson): string {
  return `@'\n${text}\n'@`;
}
