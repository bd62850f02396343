/** The value a comparison compares with: a text, or one of the constants `$true`, `$false` and `$null`. */
export type FilterValue = string | boolean | null;

/** One comparison as it is written: `Department -eq 'Sales'`. */
export interface FilterComparison {
  readonly kind: 'comparison';
  /** As written; names of properties compare without case. */
  readonly property: string;
  /** Lower case, without its hyphen; may be one that is not understood. */
  readonly operator: string;
  readonly value: FilterValue;
}

/**
 * A recipient filter as a tree. A chain of one connective is one node with all its operands, so that a filter with thousands
 * of alternatives is wide rather than deep.
 */
export type FilterNode =
  | FilterComparison
  | { readonly kind: 'not'; readonly operand: FilterNode }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterNode[] };

/** Every character PowerShell takes for a single quotation mark: https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-02 */
export const SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b";

/** Every character PowerShell takes for a double quotation mark: https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-02 */
export const DOUBLE_QUOTES = '"\u201c\u201d\u201e';

const SINGLE_QUOTE = new RegExp(`[${SINGLE_QUOTES}]`, 'g');

function printValue(value: FilterValue): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  return `'${value.replace(SINGLE_QUOTE, '$&$&')}'`;
}

/** Writes a filter so that parsing it gives the same tree. Every operand of a connective stands in parentheses, as Exchange stores it. */
export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case 'comparison':
      return `${node.property} -${node.operator} ${printValue(node.value)}`;
    case 'not':
      return `-not (${printFilter(node.operand)})`;
    default:
      return node.operands.map((operand) => `(${printFilter(operand)})`).join(` -${node.kind} `);
  }
}

/** Calls `visit` for every comparison of a filter, from left to right. */
export function forEachComparison(node: FilterNode, visit: (comparison: FilterComparison) => void): void {
  if (node.kind === 'comparison') visit(node);
  else if (node.kind === 'not') forEachComparison(node.operand, visit);
  else for (const operand of node.operands) forEachComparison(operand, visit);
}
