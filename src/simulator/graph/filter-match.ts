import type { FilterNode, FilterValue } from './filter-syntax';

/** Whether an object (its properties by name) passes a filter. Texts are compared without case, as the directory does. */
export function matchesFilter(node: FilterNode, object: Readonly<Record<string, unknown>>): boolean {
  switch (node.kind) {
    case 'and':
      return matchesFilter(node.left, object) && matchesFilter(node.right, object);
    case 'or':
      return matchesFilter(node.left, object) || matchesFilter(node.right, object);
    case 'not':
      return !matchesFilter(node.inner, object);
    case 'in':
      return node.values.some((value) => compare(valueAt(object, node.path), 'eq', value));
    case 'compare':
      return compare(valueAt(object, node.path), node.operator, node.value);
    case 'any': {
      const list = valueAt(object, node.path);
      const { condition } = node;
      return (
        Array.isArray(list) && condition.kind === 'compare' && list.some((element) => compare(element, condition.operator, condition.value))
      );
    }
  }
}

function valueAt(object: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = object;
  for (const name of path.split('/')) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Readonly<Record<string, unknown>>)[name] ?? null;
  }
  return value;
}

function compare(actual: unknown, operator: string, wanted: FilterValue): boolean {
  if (operator === 'ne') return !compare(actual, 'eq', wanted);
  if (actual === null || actual === undefined || wanted === null) return operator === 'eq' && (actual ?? null) === wanted;
  if (typeof actual === 'string' && typeof wanted === 'string') return compareText(actual.toLowerCase(), operator, wanted.toLowerCase());
  if (typeof actual === 'number' && typeof wanted === 'number') return compareOrder(actual - wanted, operator);
  return operator === 'eq' && actual === wanted;
}

function compareText(actual: string, operator: string, wanted: string): boolean {
  switch (operator) {
    case 'startswith':
      return actual.startsWith(wanted);
    case 'endswith':
      return actual.endsWith(wanted);
    case 'contains':
      return actual.includes(wanted);
    default:
      return compareOrder(actual === wanted ? 0 : actual < wanted ? -1 : 1, operator);
  }
}

function compareOrder(difference: number, operator: string): boolean {
  switch (operator) {
    case 'eq':
      return difference === 0;
    case 'gt':
      return difference > 0;
    case 'ge':
      return difference >= 0;
    case 'lt':
      return difference < 0;
    case 'le':
      return difference <= 0;
    default:
      return false;
  }
}
