import type { EntityType } from './entity-types';
import type { FilterNode } from './filter-syntax';
import { done, failed, GRAPH_ERRORS, type GraphError, type Outcome } from './graph-errors';

/** How Graph names operators in its errors. */
const OPERATOR_NAMES: Readonly<Record<string, string>> = {
  ne: 'NotEqualsMatch',
  not: 'Not',
  endswith: 'EndsWithMatch',
  contains: 'Contains',
  gt: 'GreaterThan',
  lt: 'LessThan',
};

/**
 * Checks whether the type lets its properties be filtered so, and whether the advanced query parameters that this takes were
 * given. https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function checkFilter(node: FilterNode, type: EntityType, advanced: boolean): Outcome<FilterNode> {
  const problem = problemOf(node, type, advanced, false);
  return problem ? failed(problem) : done(node);
}

function problemOf(node: FilterNode, type: EntityType, advanced: boolean, negated: boolean): GraphError | null {
  switch (node.kind) {
    case 'and':
    case 'or':
      return problemOf(node.left, type, advanced, negated) ?? problemOf(node.right, type, advanced, negated);
    case 'not':
      return problemOf(node.inner, type, advanced, true);
    case 'in':
      return checkUse(node.path, 'in', type, advanced) ?? (negated ? checkUse(node.path, 'not', type, advanced) : null);
    case 'compare':
      return checkUse(node.path, node.operator, type, advanced) ?? (negated ? checkUse(node.path, 'not', type, advanced) : null);
    case 'any':
      return checkLambda(node, type, advanced, negated);
  }
}

function checkLambda(
  node: FilterNode & { readonly kind: 'any' },
  type: EntityType,
  advanced: boolean,
  negated: boolean,
): GraphError | null {
  if (!type.properties.has(node.path)) return GRAPH_ERRORS.unknownFilterProperty(node.path, type.name);
  if (!type.collections.has(node.path)) return GRAPH_ERRORS.invalidFilter('Any/All may only be used following a collection.');
  const { condition } = node;
  if (condition.kind !== 'compare' || condition.path !== '') {
    return GRAPH_ERRORS.unsupportedQuery(`Complex query on property ${node.path} is not supported.`);
  }
  return checkUse(node.path, condition.operator, type, advanced) ?? (negated ? checkUse(node.path, 'not', type, advanced) : null);
}

function checkUse(path: string, operator: string, type: EntityType, advanced: boolean): GraphError | null {
  const [property = ''] = path.split('/');
  if (!type.properties.has(property)) return GRAPH_ERRORS.unknownFilterProperty(property, type.name);
  const operators = type.filters.get(path);
  if (!operators) return GRAPH_ERRORS.unsupportedFilter(path, title(type.name));
  if (operators.has(operator)) return null;
  if (operators.has(`${operator}*`) && advanced) return null;
  return GRAPH_ERRORS.unsupportedOperator(OPERATOR_NAMES[operator] ?? operator);
}

function title(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
