import type { FilterChoice } from './filter-bar';

/** The values of a filter with the rows that each would leave. */
export function filterOptions<Value extends string>(
  values: readonly Value[],
  word: (value: Value) => string,
  counts: Readonly<Record<string, number>> | undefined,
): FilterChoice['options'] {
  return values.map((value) => ({ value, label: word(value), count: counts?.[value] ?? 0 }));
}

/** Only the values that would leave rows, and those chosen already, so that they can be taken back. */
export function usefulOptions(options: FilterChoice['options'], chosen: readonly string[]): FilterChoice['options'] {
  return options.filter(({ value, count }) => count !== 0 || chosen.includes(value));
}
