import type { Collection } from '../../../src/shared/domain/collection/collection.schema';

type Section = Readonly<Record<string, unknown>>;

/** When a row was read differs from one reading to the next, and says nothing about the tenant. */
const TIMES = new Set(['readAt']);

/** What two collections say differently, as lines to read; the order of rows and of properties means nothing, absent is null. */
export function differences(left: Collection, right: Collection): readonly string[] {
  const lines: string[] = [];
  const compare = (place: string, one: unknown, other: unknown): void => {
    if (canonical(one) !== canonical(other)) lines.push(`${place}: ${canonical(one).slice(0, 300)} <> ${canonical(other).slice(0, 300)}`);
  };
  compare('tenant', left.tenant, right.tenant);
  compare('coverage', left.coverage, right.coverage);
  for (const name of ['graph', 'exchange'] as const) {
    const [one, other] = [left[name] as Section, right[name] as Section];
    for (const source of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const place = `${name}.${source}`;
      if (!Array.isArray(one[source]) || !Array.isArray(other[source])) compare(place, one[source], other[source]);
      else lines.push(...compareRows(place, one[source], other[source]));
    }
  }
  return lines;
}

function compareRows(place: string, one: readonly unknown[], other: readonly unknown[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of one) counts.set(canonical(row), (counts.get(canonical(row)) ?? 0) + 1);
  for (const row of other) counts.set(canonical(row), (counts.get(canonical(row)) ?? 0) - 1);
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([row, count]) => `${place}: ${count > 0 ? 'only read' : 'only there'}: ${row}`);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
      const entries = Object.entries(item).filter(([name, held]) => held !== null && held !== undefined && !TIMES.has(name));
      return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? 'absent'
  );
}
