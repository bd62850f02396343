import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ListRow } from '../../../../src/shared/ipc/list-shapes';
import { PreparedList, type ListRules } from '../../../../src/engine/queries/prepared-list';

type Row = ListRow<'coverage'>;

const ORDER = { missing: 0, partial: 1, complete: 2 } as const;

const RULES: ListRules<'coverage'> = {
  list: 'coverage',
  text: (row) => `${row.label}\n${row.source}`,
  filters: { state: (row, wanted) => wanted.includes(row.state) },
  facets: { state: (row) => [row.state] },
  sorts: { source: (row) => row.label, state: (row) => ORDER[row.state], count: (row) => row.count },
  groups: { state: (row) => ({ label: row.state.toUpperCase(), order: ORDER[row.state] }) },
  usual: [{ by: 'source', direction: 'ascending' }],
};

function row(label: string, state: Row['state'] = 'complete', count: number | null = 0): Row {
  return { source: label.toLowerCase(), label, state, count, reason: null, consequence: null, group: null };
}

const ROWS = [row('Zebra', 'complete', 3), row('Äpfel', 'missing', null), row('apple', 'partial', 7), row('Mango', 'complete', 3)];
const list = new PreparedList(RULES, ROWS);
const labels = (rows: readonly Row[]): string[] => rows.map((one) => one.label);
const all = { start: 0, end: 200 };

describe('a list as a query', () => {
  test.each([
    ['in its usual order, without case and accents', { filter: {} }, ['Äpfel', 'apple', 'Mango', 'Zebra']],
    ['by a column', { filter: {}, sort: { by: 'state', direction: 'ascending' } }, ['Äpfel', 'apple', 'Mango', 'Zebra']],
    ['by a column, descending', { filter: {}, sort: { by: 'state', direction: 'descending' } }, ['Mango', 'Zebra', 'apple', 'Äpfel']],
    ['missing values last', { filter: {}, sort: { by: 'count', direction: 'ascending' } }, ['Mango', 'Zebra', 'apple', 'Äpfel']],
    [
      'missing values last in the other direction too',
      { filter: {}, sort: { by: 'count', direction: 'descending' } },
      ['apple', 'Mango', 'Zebra', 'Äpfel'],
    ],
    ['by a word, without case and accents', { filter: { text: 'APFEL' } }, ['Äpfel']],
    ['by all words', { filter: { text: 'a ma' } }, ['Mango']],
    ['by a value', { filter: { state: ['partial', 'missing'] } }, ['Äpfel', 'apple']],
    ['an empty choice is no filter', { filter: { state: [] } }, ['Äpfel', 'apple', 'Mango', 'Zebra']],
    ['nothing', { filter: { text: 'nothing like that' } }, []],
  ] as const)('%s', (_name, selection, expected) => {
    expect(labels(list.query(selection as never, all).rows)).toEqual(expected);
  });

  it('puts a heading on every row of a grouped list, groups in their order', () => {
    const { rows } = list.query({ filter: {}, group: 'state', sort: { by: 'source', direction: 'descending' } }, all);
    expect(rows.map((one) => `${one.group ?? ''} ${one.label}`)).toEqual([
      'MISSING Äpfel',
      'PARTIAL apple',
      'COMPLETE Zebra',
      'COMPLETE Mango',
    ]);
    expect(list.query({ filter: {}, group: 'none' }, all).rows[0]?.group).toBeNull();
  });

  it('counts the rows under each heading, as far as they pass the filters', () => {
    expect(list.query({ filter: {}, group: 'state' }, { start: 0, end: 1 }).groups).toEqual([
      { label: 'MISSING', count: 1 },
      { label: 'PARTIAL', count: 1 },
      { label: 'COMPLETE', count: 2 },
    ]);
    expect(list.query({ filter: { text: 'ma' }, group: 'state' }, all).groups).toEqual([{ label: 'COMPLETE', count: 1 }]);
    expect(list.query({ filter: {} }, all).groups).toEqual([]);
  });

  it.each([
    ['ascending', ['MISSING', 'PARTIAL', 'COMPLETE']],
    ['descending', ['COMPLETE', 'PARTIAL', 'MISSING']],
  ] as const)('sorted by what it is grouped by, its groups are in %s order too', (direction, expected) => {
    const { groups } = list.query({ filter: {}, group: 'state', sort: { by: 'state', direction } }, all);
    expect(groups.map(({ label }) => label)).toEqual(expected);
  });

  it('spellings that compare as equal are one group', () => {
    const bySource: ListRules<'coverage'> = { ...RULES, groups: { state: (one) => ({ label: one.label, order: one.label }) } };
    const spelt = new PreparedList(bySource, [row('Contoso'), row('Fabrikam'), row('CONTOSO'), row('contoso')]);
    const { rows, groups } = spelt.query({ filter: {}, group: 'state' }, all);
    expect(groups).toEqual([
      { label: 'Contoso', count: 3 },
      { label: 'Fabrikam', count: 1 },
    ]);
    expect(rows.map((one) => one.group)).toEqual(['Contoso', 'Contoso', 'Contoso', 'Fabrikam']);
  });

  it('counts a facet with every other filter applied, but not its own', () => {
    expect(list.query({ filter: { state: ['partial'], text: 'a' } }, all).facets).toEqual({
      state: { complete: 2, partial: 1, missing: 1 },
    });
  });

  it('says how many rows there are, and how many there would be without any filter', () => {
    expect(list.query({ filter: { state: ['complete'] } }, { start: 0, end: 1 })).toMatchObject({
      rows: [{ label: 'Mango' }],
      total: 2,
      unfiltered: 4,
    });
  });

  it('beyond its end there is nothing', () => {
    expect(list.query({ filter: {} }, { start: 100, end: 200 })).toMatchObject({ rows: [], total: 4 });
  });

  it('pages put together are the whole list, whatever the rows and the page', () => {
    const rowsOf = fc.array(
      fc.record({ label: fc.string(), state: fc.constantFrom('complete', 'partial', 'missing'), count: fc.option(fc.nat()) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        rowsOf,
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('source', 'state', 'count'),
        fc.constantFrom('ascending', 'descending'),
        (drafts, page, by, direction) => {
          const many = new PreparedList(
            RULES,
            drafts.map(({ label, state, count }, index) => ({ ...row(label, state, count), source: String(index) })),
          );
          const selection = { filter: {}, sort: { by, direction } } as const;
          const whole = many.select(selection).map((one) => one.source);
          const paged: string[] = [];
          for (let start = 0; start < drafts.length; start += page)
            paged.push(...many.query(selection, { start, end: start + page }).rows.map((one) => one.source));
          expect(paged).toEqual(whole);
          expect(new Set(whole).size).toBe(drafts.length);
          const grouped = many.query({ ...selection, group: 'state' }, { start: 0, end: drafts.length });
          expect(grouped.groups.flatMap(({ label, count }) => Array<string>(count).fill(label))).toEqual(
            grouped.rows.map((one) => one.group),
          );
        },
      ),
    );
  });
});
