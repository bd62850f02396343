import { allOf, anyOf, certain, negate } from './ternary';
import type { Ternary } from './ternary';

type Value = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'null' };

/** What a filter can ask about one mailbox. `valuesOf` answers null where the property cannot be judged, and no values where it is empty. */
export interface FilterSubject {
  valuesOf(property: string): readonly string[] | null;
  memberOf(distinguishedName: string): Ternary;
}

interface Token {
  readonly kind: 'word' | 'text' | '(' | ')' | '!';
  readonly text: string;
}

class BrokenFilter extends Error {}

function tokens(filter: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    const letter = filter.charAt(at);
    if (/\s/.test(letter)) {
      at += 1;
    } else if (letter === '(' || letter === ')' || letter === '!') {
      found.push({ kind: letter, text: letter });
      at += 1;
    } else if (letter === "'" || letter === '"') {
      let text = '';
      for (at += 1; ; at += 1) {
        if (at >= filter.length) throw new BrokenFilter('open quote');
        if (filter.charAt(at) !== letter) text += filter.charAt(at);
        else if (filter.charAt(at + 1) === letter) {
          text += letter;
          at += 1;
        } else break;
      }
      at += 1;
      found.push({ kind: 'text', text });
    } else {
      let word = '';
      while (at < filter.length && !/[\s()'"!]/.test(filter.charAt(at))) {
        word += filter.charAt(at);
        at += 1;
      }
      found.push({ kind: 'word', text: word });
    }
  }
  return found;
}

function compare(operator: string, property: string, wanted: Value, subject: FilterSubject): Ternary {
  if (operator === '-ne') return negate(compare('-eq', property, wanted, subject));
  if (operator === '-notlike') return negate(compare('-like', property, wanted, subject));
  if (operator !== '-eq' && operator !== '-like') return 'unknown';
  if (property.toLowerCase() === 'memberofgroup') {
    return operator === '-eq' && wanted.kind === 'text' ? subject.memberOf(wanted.text) : 'unknown';
  }
  const values = subject.valuesOf(property);
  if (values === null) return 'unknown';
  const filled = values.filter((value) => value !== '');
  const text = wanted.kind === 'text' ? wanted.text.toLowerCase() : '';
  if (text === '') return certain(filled.length === 0);
  return certain(filled.some((value) => (operator === '-eq' ? value.toLowerCase() === text : like(value.toLowerCase(), text))));
}

function like(value: string, pattern: string): boolean {
  const open = pattern.startsWith('*');
  const ended = pattern.length > 1 && pattern.endsWith('*');
  const core = pattern.slice(open ? 1 : 0, ended ? -1 : undefined);
  if (open && ended) return value.includes(core);
  if (open) return value.endsWith(core);
  return ended ? value.startsWith(core) : value === core;
}

/** Evaluates a recipient filter over one mailbox while it reads it: precedence not, and, or; a broken filter is unknown as a whole. */
export function evaluateFilter(filter: string, subject: FilterSubject): Ternary {
  try {
    const input = tokens(filter);
    let at = 0;
    const isWord = (text: string): boolean => input[at]?.kind === 'word' && input[at]?.text.toLowerCase() === text;
    const alternatives = (): Ternary => {
      const values = [conjunction()];
      while (isWord('-or')) {
        at += 1;
        values.push(conjunction());
      }
      return anyOf(values);
    };
    const conjunction = (): Ternary => {
      const values = [negation()];
      while (isWord('-and')) {
        at += 1;
        values.push(negation());
      }
      return allOf(values);
    };
    const negation = (): Ternary => {
      if (isWord('-not') || input[at]?.kind === '!') {
        at += 1;
        return negate(negation());
      }
      if (input[at]?.kind === '(') {
        at += 1;
        const value = alternatives();
        if (input[at]?.kind !== ')') throw new BrokenFilter('open parenthesis');
        at += 1;
        return value;
      }
      return comparison();
    };
    const comparison = (): Ternary => {
      const [property, operator, operand] = [input[at], input[at + 1], input[at + 2]];
      at += 3;
      if (property?.kind !== 'word' || property.text.startsWith('-') || operator?.kind !== 'word' || !operator.text.startsWith('-'))
        throw new BrokenFilter('no comparison');
      return compare(operator.text.toLowerCase(), property.text, operandOf(operand), subject);
    };
    const value = alternatives();
    if (at !== input.length) throw new BrokenFilter('something follows');
    return value;
  } catch (error) {
    if (error instanceof BrokenFilter) return 'unknown';
    throw error;
  }
}

function operandOf(token: Token | undefined): Value {
  if (token?.kind === 'text') return { kind: 'text', text: token.text };
  const word = token?.kind === 'word' ? token.text.toLowerCase() : '';
  if (word === '$null') return { kind: 'null' };
  if (word === '$true' || word === '$false') return { kind: 'text', text: word.slice(1) };
  throw new BrokenFilter('a bare word or nothing');
}
