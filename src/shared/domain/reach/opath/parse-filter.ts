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

/** Carries a syntax error out of the recursion; it never leaves this file. */
class SyntaxProblem extends Error {
  readonly problem: FilterError;

  constructor(position: number, message: string) {
    super(message);
    this.problem = { position, message };
  }
}

class Parser {
  private index = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly FilterToken[],
    private readonly end: number,
  ) {}

  parse(): FilterNode {
    const node = this.parseChain('or');
    const rest = this.tokens[this.index];
    if (rest !== undefined) throw new SyntaxProblem(rest.position, 'expected -and, -or or the end of the filter');
    return node;
  }

  private parseChain(connective: 'and' | 'or'): FilterNode {
    const parseOperand = (): FilterNode => (connective === 'or' ? this.parseChain('and') : this.parseUnary());
    const first = parseOperand();
    if (!this.takeOperator(connective)) return first;
    const operands = [first];
    do operands.push(parseOperand());
    while (this.takeOperator(connective));
    return { kind: connective, operands };
  }

  private parseUnary(): FilterNode {
    const token = this.tokens[this.index];
    if (token === undefined) throw new SyntaxProblem(this.end, 'the filter ends where a comparison is expected');
    if (token.kind === 'open') {
      this.index += 1;
      const node = this.nested(token.position, () => this.parseChain('or'));
      const close = this.tokens[this.index];
      if (close?.kind !== 'close') throw new SyntaxProblem(close?.position ?? this.end, 'a closing parenthesis is missing');
      this.index += 1;
      return node;
    }
    if (this.takeOperator('not')) return { kind: 'not', operand: this.nested(token.position, () => this.parseUnary()) };
    return this.parseComparison(token);
  }

  private parseComparison(property: FilterToken): FilterNode {
    if (property.kind !== 'word') throw new SyntaxProblem(property.position, 'expected the name of a property');
    const operator = this.tokens[this.index + 1];
    if (operator?.kind !== 'operator' || CONNECTIVES.has(operator.text)) {
      throw new SyntaxProblem(operator?.position ?? this.end, 'expected a comparison operator such as -eq');
    }
    const value = this.tokens[this.index + 2];
    if (value?.kind !== 'value') {
      throw new SyntaxProblem(value?.position ?? this.end, 'expected a value in quotation marks, $true, $false or $null');
    }
    this.index += 3;
    return { kind: 'comparison', property: property.text, operator: operator.text, value: value.value };
  }

  private takeOperator(text: string): boolean {
    const token = this.tokens[this.index];
    if (token?.kind !== 'operator' || token.text !== text) return false;
    this.index += 1;
    return true;
  }

  private nested(position: number, parse: () => FilterNode): FilterNode {
    this.depth += 1;
    if (this.depth > NESTING_LIMIT) throw new SyntaxProblem(position, `the filter is nested deeper than ${NESTING_LIMIT} levels`);
    const node = parse();
    this.depth -= 1;
    return node;
  }
}

/**
 * Reads a recipient filter (OPATH). Precedence: not, and, or. Linear in the length of the text.
 * https://learn.microsoft.com/powershell/exchange/recipient-filters
 */
export function parseFilter(text: string): Result<FilterNode, FilterError> {
  const tokens = tokenizeFilter(text);
  if (!tokens.ok) return tokens;
  try {
    return ok(new Parser(tokens.value, text.length).parse());
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return err(problem.problem);
    throw problem;
  }
}
