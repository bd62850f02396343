import { err, ok, type Result } from '../../result';
import { DOUBLE_QUOTES, SINGLE_QUOTES, type FilterValue } from './filter-node';

/** Why a filter could not be read, and where: the offset of the character, from 0. */
export interface FilterError {
  readonly position: number;
  readonly message: string;
}

/** One token of a filter. A word is the name of a property; an operator comes in lower case without its hyphen. */
export type FilterToken =
  | { readonly kind: 'open' | 'close'; readonly position: number }
  | { readonly kind: 'operator' | 'word'; readonly text: string; readonly position: number }
  | { readonly kind: 'value'; readonly value: FilterValue; readonly position: number };

const SPACE = /\s+/y;
const OPERATOR = /-([A-Za-z]+)/y;
const CONSTANT = /\$(true|false|null)(?![\w$])/iy;
const WORD = /[A-Za-z_]\w*/y;
const WORD_END = new RegExp(`[\\s()!$${SINGLE_QUOTES}${DOUBLE_QUOTES}]`);

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** The text between quotation marks that start at `start`; a doubled mark stands for one. Null where the closing mark is missing. */
function readText(text: string, start: number, quotes: string): { readonly value: string; readonly end: number } | null {
  let value = '';
  let position = start + 1;
  let from = position;
  while (position < text.length) {
    if (!quotes.includes(text.charAt(position))) {
      position += 1;
      continue;
    }
    value += text.slice(from, position);
    const next = text.charAt(position + 1);
    if (next === '' || !quotes.includes(next)) return { value, end: position + 1 };
    value += next;
    position += 2;
    from = position;
  }
  return null;
}

function constantOf(name: string): FilterValue {
  const lower = name.toLowerCase();
  return lower === 'null' ? null : lower === 'true';
}

/** Splits a filter into tokens. Operators may touch parentheses, quotation marks and constants, but not the name of a property. */
export function tokenizeFilter(text: string): Result<readonly FilterToken[], FilterError> {
  const tokens: FilterToken[] = [];
  let position = 0;
  while (position < text.length) {
    const space = matchAt(SPACE, text, position);
    if (space !== null) {
      position += space[0].length;
      continue;
    }
    const character = text.charAt(position);
    if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', position });
      position += 1;
      continue;
    }
    if (character === '!') {
      tokens.push({ kind: 'operator', text: 'not', position });
      position += 1;
      continue;
    }
    const quotes = SINGLE_QUOTES.includes(character) ? SINGLE_QUOTES : DOUBLE_QUOTES.includes(character) ? DOUBLE_QUOTES : null;
    if (quotes !== null) {
      const read = readText(text, position, quotes);
      if (read === null) return err({ position, message: 'the closing quotation mark is missing' });
      tokens.push({ kind: 'value', value: read.value, position });
      position = read.end;
      continue;
    }
    const constant = matchAt(CONSTANT, text, position);
    if (constant !== null) {
      tokens.push({ kind: 'value', value: constantOf(constant[1] ?? ''), position });
      position += constant[0].length;
      continue;
    }
    const operator = matchAt(OPERATOR, text, position);
    const word = operator ?? matchAt(WORD, text, position);
    const end = position + (word?.[0].length ?? 0);
    if (word === null || (end < text.length && !WORD_END.test(text.charAt(end)))) {
      return err({ position, message: 'expected the name of a property, an operator or a value in quotation marks' });
    }
    tokens.push(
      operator === null
        ? { kind: 'word', text: word[0], position }
        : { kind: 'operator', text: (operator[1] ?? '').toLowerCase(), position },
    );
    position = end;
  }
  return ok(tokens);
}
