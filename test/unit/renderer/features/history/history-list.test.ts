import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowAt } from '../../../../../src/renderer/data/list-pages';
import {
  findReadings,
  groupByTenant,
  HISTORY_SORTS,
  pagesOf,
  type HistoryWords,
} from '../../../../../src/renderer/features/history/history-list';
import { storedReading } from '../../../../support/fake-bridge';

const words: HistoryWords = { name: (reading) => reading.name ?? reading.collectedAt, from: (reading) => reading.fileName };
const contoso = { id: 't2', displayName: 'Contoso', defaultDomain: 'contoso.com', cloud: 'global' };
const readings = [
  storedReading({ id: 'a', name: 'Before the migration', collectedAt: '2026-11-01T07:00:00Z', bytes: 300 }),
  storedReading({ id: 'b', collectedAt: '2026-11-20T07:00:00Z', bytes: 100, coverage: { complete: 32, partial: 0, missing: 0 } }),
  storedReading({ id: 'c', tenant: contoso, collectedAt: '2026-11-10T07:00:00Z', bytes: 200, fileName: 'contoso.json' }),
];
const ids = (rows: readonly { readonly id: string }[]): string => rows.map(({ id }) => id).join('');

describe('the history', () => {
  it.each([
    ['collectedAt', 'descending', 'cba'],
    ['collectedAt', 'ascending', 'cab'],
    ['bytes', 'ascending', 'cba'],
    ['bytes', 'descending', 'cab'],
    ['missing', 'descending', 'cab'],
    ['name', 'ascending', 'cba'],
    ['from', 'ascending', 'cba'],
  ] as const)('sorted by %s, %s, stays under its tenants', (by, direction, order) => {
    const { rows, groups } = groupByTenant(readings, { by, direction }, words);
    expect(ids(rows)).toBe(order);
    expect(groups).toEqual([
      { id: 't2', label: 'Contoso', count: 1 },
      { id: 't1', label: 'Northwind Traders', count: 2 },
    ]);
  });

  it.each([
    ['', 'abc'],
    ['  migration ', 'a'],
    ['CONTOSO.com', 'c'],
    ['northwind.json', 'ab'],
    ['nothing', ''],
  ])('found by “%s”', (text, found) => {
    expect(ids(findReadings(readings, text, words))).toBe(found);
  });

  it('loses no reading, whatever the order', () => {
    const reading = fc
      .record({
        id: fc.uuid(),
        tenant: fc.constantFrom('t1', 't2', 't3'),
        day: fc.integer({ min: 1, max: 28 }),
        bytes: fc.nat(),
      })
      .map(({ id, tenant, day, bytes }) =>
        storedReading({ id, tenant: { ...contoso, id: tenant }, collectedAt: `2026-11-${String(day).padStart(2, '0')}T07:00:00Z`, bytes }),
      );
    fc.assert(
      fc.property(
        fc.uniqueArray(reading, { selector: ({ id }) => id }),
        fc.constantFrom(...HISTORY_SORTS),
        fc.constantFrom('ascending' as const, 'descending' as const),
        (all, by, direction) => {
          const { rows, groups } = groupByTenant(all, { by, direction }, words);
          expect(rows.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
          const heads = groups.flatMap(({ id, count }) => Array.from({ length: count }, () => id));
          expect(rows.map(({ tenant }) => tenant.id)).toEqual(heads);
        },
      ),
    );
  });

  it('comes in the pages of the table', () => {
    const many = Array.from({ length: 205 }, (_, index) => index);
    const list = pagesOf(many, 300, 1);
    expect(list).toMatchObject({ total: 205, unfiltered: 300 });
    expect([0, 99, 100, 204, 205].map((index) => rowAt(list, index))).toEqual([0, 99, 100, 204, null]);
    expect(pagesOf([], 3, 1)).toMatchObject({ total: 0 });
  });
});
