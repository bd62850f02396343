/** What a filter compares with. */
export type FilterValue = string | number | boolean | null;

/** A `$filter` as a tree. https://learn.microsoft.com/graph/filter-query-parameter */
export type FilterNode =
  | { readonly kind: 'and' | 'or'; readonly left: FilterNode; readonly right: FilterNode }
  | { readonly kind: 'not'; readonly inner: FilterNode }
  /** `path` is a property, or properties with slashes between them; empty inside a lambda means the element itself. */
  | { readonly kind: 'compare'; readonly path: string; readonly operator: string; readonly value: FilterValue }
  | { readonly kind: 'in'; readonly path: string; readonly values: readonly FilterValue[] }
  | { readonly kind: 'any'; readonly path: string; readonly condition: FilterNode };

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const FUNCTIONS = ['startswith', 'endswith', 'contains'];

type Token = { readonly kind: 'word' | 'value' | 'mark'; readonly text: string; readonly value?: FilterValue };

/** Reads a filter. A text says what is wrong with it. */
export function readFilter(text: string): FilterNode | string {
  const tokens = split(text);
  if (typeof tokens === 'string') return tokens;
  const reader = new FilterReader(tokens);
  const node = reader.disjunction(null);
  if (node === null || !reader.isAtEnd()) return `Syntax error at position ${reader.place} in '${text}'.`;
  return node;
}

function split(text: string): readonly Token[] | string {
  const tokens: Token[] = [];
  const pattern = /\s*(?:'((?:[^']|'')*)'|([(),:])|([^\s(),:']+))/y;
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      return text.slice(start).trim() === '' ? tokens : `There is an unterminated string literal at position ${text.length} in '${text}'.`;
    }
    const [, quoted, mark, word] = match;
    if (quoted !== undefined) tokens.push({ kind: 'value', text: quoted, value: quoted.replaceAll("''", "'") });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else tokens.push(...joinTime(tokens, wordToken(word ?? '')));
  }
  return tokens;
}

/** `2026-11-21T07:00:00Z` was cut at its colons. */
function joinTime(tokens: Token[], token: Token): readonly Token[] {
  const parts = tokens.slice(-4);
  const [hour, firstColon] = parts.slice(-2);
  if (firstColon?.text === ':' && hour?.kind === 'value' && /^\d{4}-\d\d-\d\dT\d\d(:\d\d)?$/.test(hour.text) && /^\d\d/.test(token.text)) {
    tokens.splice(-2);
    const text = `${hour.text}:${token.text}`;
    return [{ kind: 'value', text, value: text }];
  }
  return [token];
}

function wordToken(text: string): Token {
  if (text === 'true' || text === 'false') return { kind: 'value', text, value: text === 'true' };
  if (text === 'null') return { kind: 'value', text, value: null };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { kind: 'value', text, value: Number(text) };
  // GUIDs and times stand without quotes.
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) || /^\d{4}-\d\d-\d\d/.test(text))
    return { kind: 'value', text, value: text };
  return { kind: 'word', text };
}

class FilterReader {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get place(): number {
    return this.tokens.slice(0, this.position).reduce((length, token) => length + token.text.length + 1, 0);
  }

  isAtEnd(): boolean {
    return this.position === this.tokens.length;
  }

  disjunction(variable: string | null): FilterNode | null {
    return this.chain('or', variable, () => this.chain('and', variable, () => this.negation(variable)));
  }

  private chain(kind: 'and' | 'or', variable: string | null, part: () => FilterNode | null): FilterNode | null {
    let left = part();
    while (left !== null && this.takes(kind)) {
      const right = part();
      if (right === null) return null;
      left = { kind, left, right };
    }
    return left;
  }

  private negation(variable: string | null): FilterNode | null {
    if (!this.takes('not')) return this.primary(variable);
    const inner = this.primary(variable);
    return inner && { kind: 'not', inner };
  }

  private primary(variable: string | null): FilterNode | null {
    if (this.takes('(')) {
      const inner = this.disjunction(variable);
      return inner !== null && this.takes(')') ? inner : null;
    }
    const word = this.word();
    if (word === null) return null;
    if (FUNCTIONS.includes(word.toLowerCase()) && this.takes('(')) return this.call(word.toLowerCase(), variable);
    if (word.endsWith('/any') && this.takes('(')) return this.lambda(word.slice(0, -'/any'.length));
    return this.comparison(inElement(word, variable));
  }

  private call(operator: string, variable: string | null): FilterNode | null {
    const word = this.word();
    if (word === null || !this.takes(',')) return null;
    const value = this.value();
    return value !== undefined && this.takes(')') ? { kind: 'compare', path: inElement(word, variable), operator, value } : null;
  }

  private lambda(path: string): FilterNode | null {
    const variable = this.word();
    if (variable === null || !this.takes(':')) return null;
    const condition = this.disjunction(variable);
    return condition !== null && this.takes(')') ? { kind: 'any', path, condition } : null;
  }

  private comparison(path: string): FilterNode | null {
    const operator = this.word()?.toLowerCase();
    if (operator === 'in') return this.list(path);
    if (operator === undefined || !COMPARISONS.includes(operator)) return null;
    const value = this.value();
    return value === undefined ? null : { kind: 'compare', path, operator, value };
  }

  private list(path: string): FilterNode | null {
    if (!this.takes('(')) return null;
    const values: FilterValue[] = [];
    do {
      const value = this.value();
      if (value === undefined) return null;
      values.push(value);
    } while (this.takes(','));
    return this.takes(')') ? { kind: 'in', path, values } : null;
  }

  private word(): string | null {
    const token = this.tokens[this.position];
    if (token?.kind !== 'word') return null;
    this.position += 1;
    return token.text;
  }

  private value(): FilterValue | undefined {
    const token = this.tokens[this.position];
    if (token?.kind !== 'value') return undefined;
    this.position += 1;
    return token.value;
  }

  private takes(text: string): boolean {
    const token = this.tokens[this.position];
    if (!token || token.kind === 'value' || token.text.toLowerCase() !== text) return false;
    this.position += 1;
    return true;
  }
}

/** `x/skuId` inside `any(x:…)` is `skuId` of the element, `x` the element itself. */
function inElement(word: string, variable: string | null): string {
  if (variable === null) return word;
  if (word === variable) return '';
  return word.startsWith(`${variable}/`) ? word.slice(variable.length + 1) : word;
}
