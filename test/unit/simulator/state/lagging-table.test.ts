import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';
import { LaggingTable } from '../../../../src/simulator/state/lagging-table';
import { Replication } from '../../../../src/simulator/state/replication';
import { Table } from '../../../../src/simulator/state/table';

interface Row {
  readonly id: string;
  readonly key: string;
  readonly value: number;
}

function lagging(mode: 'none' | 'real' = 'real') {
  const clock = createSimulatedClock();
  const replication = new Replication(clock);
  replication.use(mode);
  const table = new Table<Row>((row) => row.id);
  return { clock, replication, table, index: table.indexBy((row) => row.key), seen: new LaggingTable(table, replication, clock) };
}

/** What somebody sees, by position and through an index. */
function look({ table, seen }: ReturnType<typeof lagging>): readonly Row[] {
  const rows = seen.rows('lists');
  return Array.from({ length: table.positionCount }, (_empty, position) => rows.at(position)).filter((row) => row !== undefined);
}

describe('a table that is seen late', () => {
  it('shows rows as they were five seconds ago, whatever was done in between', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const key = fc.constantFrom('x', 'y');
    const step = fc.record({ id, key, act: fc.constantFrom('put', 'remove'), seconds: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const parts = lagging();
        const { clock, table, index, seen } = parts;
        const history: { readonly at: number; readonly rows: readonly Row[] }[] = [{ at: -Infinity, rows: [] }];
        for (const [value, { id, key, act, seconds }] of steps.entries()) {
          clock.advance(seconds * 1000);
          const row = { id, key, value };
          if (act === 'remove') table.remove(id);
          else if (!table.replace(row)) table.add(row);
          history.push({ at: clock.now(), rows: [...table] });
          const then = history.filter(({ at }) => at <= clock.now() - 5000).at(-1)!.rows;
          const byId = (left: Row, right: Row): number => (left.id < right.id ? -1 : 1);
          expect([...look(parts)].sort(byId)).toEqual([...then].sort(byId));
          for (const row of then) expect(seen.get(row.id, 'lists')).toEqual(row);
          for (const wanted of ['x', 'y'])
            expect([...seen.among(index.all(wanted), (row) => row.key === wanted, 'lists')].sort(byId)).toEqual(
              then.filter((row) => row.key === wanted).sort(byId),
            );
        }
        clock.advance(5000);
        expect(look(parts)).toEqual([...table]);
        expect(seen.rows('lists')).toBe(table);
      }),
    );
  });

  it('is the table itself where changes take no time', () => {
    const parts = lagging('none');
    parts.table.add({ id: 'a', key: 'x', value: 1 });
    expect(parts.seen.rows('lists')).toBe(parts.table);
    expect(parts.seen.get('A')).toEqual({ id: 'a', key: 'x', value: 1 });
  });

  it('goes by where a change was made', () => {
    const { clock, replication, table, seen } = lagging();
    replication.writtenIn('exchange', () => table.add({ id: 'a', key: 'x', value: 1 }));
    table.add({ id: 'b', key: 'x', value: 2 });
    clock.advance(2000);
    expect([seen.get('a'), seen.get('b')?.value]).toEqual([undefined, 2]);
    clock.advance(8000);
    expect([seen.get('a')?.value, seen.get('a', 'lists')]).toEqual([1, undefined]);
    clock.advance(5000);
    expect(seen.get('a', 'lists')?.value).toBe(1);
  });
});
