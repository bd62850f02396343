/** A filter in OPATH, as a tree. https://learn.microsoft.com/powershell/exchange/recipient-filters */
export type FilterNode =
  | { readonly kind: 'and' | 'or'; readonly left: FilterNode; readonly right: FilterNode }
  | { readonly kind: 'not'; readonly inner: FilterNode }
  | { readonly kind: 'compare'; readonly property: string; readonly operator: string; readonly value: string | boolean | null };

type Token = { readonly kind: 'word' | 'text' | 'mark'; readonly text: string };

/** Reads a filter. Null where the text is no filter. */
export function readFilter(text: string): FilterNode | null {
  const tokens = split(text);
  if (tokens === null) return null;
  const reader = new FilterReader(tokens);
  const node = reader.disjunction();
  return node !== null && reader.isAtEnd() ? node : null;
}

/** Words (properties, operators, `$true`), texts in quotes, parentheses and the exclamation mark. */
function split(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  const pattern = /\s*(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)"|([()!])|([^\s()!'"]+))/y;
  while (pattern.lastIndex < text.length) {
    const before = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) return text.slice(before).trim() === '' ? tokens : null;
    const [, single, double, mark, word] = match;
    if (single !== undefined) tokens.push({ kind: 'text', text: single.replaceAll("''", "'") });
    else if (double !== undefined) tokens.push({ kind: 'text', text: double.replaceAll('""', '"') });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else tokens.push({ kind: 'word', text: word ?? '' });
  }
  return tokens;
}

/** Not binds tighter than and, and tighter than or. */
class FilterReader {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  isAtEnd(): boolean {
    return this.position === this.tokens.length;
  }

  disjunction(): FilterNode | null {
    return this.chain('or', '-or', () => this.conjunction());
  }

  private conjunction(): FilterNode | null {
    return this.chain('and', '-and', () => this.negation());
  }

  private chain(kind: 'and' | 'or', word: string, part: () => FilterNode | null): FilterNode | null {
    let left = part();
    while (left !== null && this.takes('word', word)) {
      const right = part();
      if (right === null) return null;
      left = { kind, left, right };
    }
    return left;
  }

  private negation(): FilterNode | null {
    if (!this.takes('word', '-not') && !this.takes('mark', '!')) return this.primary();
    const inner = this.negation();
    return inner && { kind: 'not', inner };
  }

  private primary(): FilterNode | null {
    if (this.takes('mark', '(')) {
      const inner = this.disjunction();
      return inner !== null && this.takes('mark', ')') ? inner : null;
    }
    const property = this.next('word');
    const operator = this.next('word');
    const value = this.tokens[this.position];
    if (property === null || operator === null || !/^-[a-z]+$/i.test(operator) || /^[-$]/.test(property) || !value) return null;
    this.position += 1;
    const read = value.kind === 'text' ? value.text : value.kind === 'word' ? SYSTEM_VALUES.get(value.text.toLowerCase()) : undefined;
    return read === undefined ? null : { kind: 'compare', property, operator: operator.toLowerCase(), value: read };
  }

  private next(kind: Token['kind']): string | null {
    const token = this.tokens[this.position];
    if (token?.kind !== kind) return null;
    this.position += 1;
    return token.text;
  }

  private takes(kind: Token['kind'], text: string): boolean {
    const token = this.tokens[this.position];
    if (token?.kind !== kind || token.text.toLowerCase() !== text) return false;
    this.position += 1;
    return true;
  }
}

const SYSTEM_VALUES = new Map<string, boolean | null>([
  ['$true', true],
  ['$false', false],
  ['$null', null],
]);
