import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Table } from '../../../../src/simulator/state/table';

interface Row {
  readonly id: string;
  readonly city: string | null;
}

const table = (...rows: readonly Row[]): Table<Row> => {
  const made = new Table<Row>((row) => row.id);
  for (const row of rows) made.add(row);
  return made;
};

describe('a table', () => {
  it('finds rows by id in any case', () => {
    expect(table({ id: 'AbC', city: null }).get('aBc')).toEqual({ id: 'AbC', city: null });
  });

  it('keeps every other row at its position when one is removed', () => {
    const rows = table({ id: 'a', city: null }, { id: 'b', city: null }, { id: 'c', city: null });
    expect(rows.remove('B')).toBe(true);
    expect([rows.at(0)?.id, rows.at(1)?.id, rows.at(2)?.id]).toEqual(['a', undefined, 'c']);
    expect([rows.size, rows.positionCount]).toEqual([2, 3]);
    expect([...rows].map((row) => row.id)).toEqual(['a', 'c']);
  });

  it('refuses a second row with one id', () => {
    expect(() => table({ id: 'a', city: null }, { id: 'A', city: null })).toThrow('there is a row with the id a already');
  });

  it('says so when there is nothing to replace or remove', () => {
    const rows = table();
    expect([rows.replace({ id: 'x', city: null }), rows.remove('x'), rows.has('x')]).toEqual([false, false, false]);
  });

  it('indexes rows that were there before and rows that come later', () => {
    const rows = table({ id: 'a', city: 'Leeds' });
    const byCity = rows.indexBy((row) => row.city);
    rows.add({ id: 'b', city: 'leeds' });
    rows.add({ id: 'c', city: null });
    expect(byCity.all('LEEDS').map((row) => row.id)).toEqual(['a', 'b']);
    expect(byCity.first('Leeds')?.id).toBe('a');
    expect(byCity.all('Porto')).toEqual([]);
  });

  it('keeps its indexes true whatever is added, changed and removed', () => {
    const step = fc.record({
      act: fc.constantFrom('add', 'replace', 'remove'),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      city: fc.constantFrom('x', 'X', 'y', null),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const rows = table();
        const byCity = rows.indexBy((row) => row.city);
        for (const { act, id, city } of steps) {
          if (act === 'add' && !rows.has(id)) rows.add({ id, city });
          if (act === 'replace') rows.replace({ id, city });
          if (act === 'remove') rows.remove(id);
        }
        for (const city of ['x', 'y']) {
          const expected = [...rows].filter((row) => row.city?.toLowerCase() === city).map((row) => row.id);
          expect(
            byCity
              .all(city)
              .map((row) => row.id)
              .sort(),
          ).toEqual(expected.sort());
        }
      }),
    );
  });
});
