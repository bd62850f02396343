import { err, ok, type Result } from '../../result';
import type { FilterNode } from './filter-node';
import { tokenizeFilter, type FilterError, type FilterToken } from './tokenize-filter';

export type { FilterError } from './tokenize-filter';

/**
 * How deep parentheses and negations may nest. Exchange stores a chain of n alternatives with about n nested parentheses, so
 * the limit is generous; it exists so that a hostile filter is an error and never a stack overflow.
 */
export const NESTING_LIMIT = 500;

const CONNECTIVES: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** A recursive descent over the tokens. The first problem is kept and ends it: every method answers null from then on. */
class Parser {
  private index = 0;
  private depth = 0;
  private problem: FilterError | null = null;

  constructor(
    private readonly tokens: readonly FilterToken[],
    private readonly end: number,
  ) {}

  parse(): Result<FilterNode, FilterError> {
    const node = this.parseChain('or');
    const rest = this.tokens[this.index];
    if (node !== null && rest !== undefined) this.fail(rest, 'expected -and, -or or the end of the filter');
    return node === null || this.problem !== null ? err(this.problem ?? { position: 0, message: 'the filter cannot be read' }) : ok(node);
  }

  private parseChain(connective: 'and' | 'or'): FilterNode | null {
    const operands: FilterNode[] = [];
    do {
      const operand = connective === 'or' ? this.parseChain('and') : this.parseUnary();
      if (operand === null) return null;
      operands.push(operand);
    } while (this.takeOperator(connective));
    const [first] = operands;
    return first !== undefined && operands.length === 1 ? first : { kind: connective, operands };
  }

  private parseUnary(): FilterNode | null {
    const token = this.tokens[this.index];
    if (token?.kind === 'open') return this.nested(token, () => this.parseGroup());
    if (this.takeOperator('not')) return this.nested(token, () => this.parseNegation());
    return this.parseComparison();
  }

  private parseGroup(): FilterNode | null {
    this.index += 1;
    const node = this.parseChain('or');
    if (node === null) return null;
    const close = this.tokens[this.index];
    if (close?.kind !== 'close') return this.fail(close, 'a closing parenthesis is missing');
    this.index += 1;
    return node;
  }

  private parseNegation(): FilterNode | null {
    const operand = this.parseUnary();
    return operand === null ? null : { kind: 'not', operand };
  }

  private parseComparison(): FilterNode | null {
    const [property, operator, value] = this.tokens.slice(this.index, this.index + 3);
    if (property?.kind !== 'word') return this.fail(property, 'expected the name of a property');
    if (operator?.kind !== 'operator' || CONNECTIVES.has(operator.text)) {
      return this.fail(operator, 'expected a comparison operator such as -eq');
    }
    if (value?.kind !== 'value') return this.fail(value, 'expected a value in quotation marks, $true, $false or $null');
    this.index += 3;
    return { kind: 'comparison', property: property.text, operator: operator.text, value: value.value };
  }

  private takeOperator(text: string): boolean {
    const token = this.tokens[this.index];
    if (token?.kind !== 'operator' || token.text !== text) return false;
    this.index += 1;
    return true;
  }

  private nested(token: FilterToken | undefined, parse: () => FilterNode | null): FilterNode | null {
    if (this.depth === NESTING_LIMIT) return this.fail(token, `the filter is nested deeper than ${NESTING_LIMIT} levels`);
    this.depth += 1;
    const node = parse();
    this.depth -= 1;
    return node;
  }

  private fail(token: FilterToken | undefined, message: string): null {
    this.problem ??= { position: token?.position ?? this.end, message };
    return null;
  }
}

/**
 * Reads a recipient filter (OPATH). Precedence: not, and, or. Linear in the length of the text.
 * https://learn.microsoft.com/powershell/exchange/recipient-filters
 */
export function parseFilter(text: string): Result<FilterNode, FilterError> {
  const tokens = tokenizeFilter(text);
  return tokens.ok ? new Parser(tokens.value, text.length).parse() : tokens;
}
