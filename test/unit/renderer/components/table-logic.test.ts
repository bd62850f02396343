import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterOptions, usefulOptions } from '../../../../src/renderer/components/filter-options';
import { columnsThatFit, moveIndex } from '../../../../src/renderer/components/grid-navigation';
import { groupOfRow, lineAt, lineOfRow, usableGroups } from '../../../../src/renderer/components/grouped-rows';
import { chainText, distinctLinks } from '../../../../src/renderer/components/path-steps';
import { emptyPages, indexOfRow, missingPages, PAGE_SIZE, rowAt, withPage } from '../../../../src/renderer/data/list-pages';

describe('moving in a list', () => {
  it.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['ArrowUp', -1, 0],
    ['ArrowUp', 5, 4],
    ['PageDown', 2, 7],
    ['PageDown', 8, 9],
    ['PageUp', 3, 0],
    ['Home', 7, 0],
    ['End', 0, 9],
    ['x', 3, null],
  ])('%s from row %i of ten', (key, from, to) => {
    expect(moveIndex(key, from, 10, 5)).toBe(to);
  });

  it('goes nowhere in an empty list', () => {
    expect(moveIndex('ArrowDown', 0, 0, 5)).toBeNull();
  });
});

describe('columns', () => {
  const columns = [
    { id: 'name', width: 10 },
    { id: 'reach', width: 10, rank: 1 },
    { id: 'expiry', width: 10, rank: 3 },
    { id: 'findings', width: 10, rank: 2 },
  ];
  it.each([
    [100, ['name', 'reach', 'expiry', 'findings']],
    [44, ['name', 'reach', 'findings']],
    [33, ['name', 'reach']],
    [5, ['name']],
    [0, ['name', 'reach', 'expiry', 'findings']],
  ])('leave by rank when there are %i rem', (width, ids) => {
    expect(columnsThatFit(columns, width).map((column) => column.id)).toEqual(ids);
  });
});

describe('groups of rows', () => {
  const groups = [
    { id: 'critical', label: 'Critical', count: 2 },
    { id: 'high', label: 'High', count: 1 },
  ];

  it('have their head before their rows', () => {
    const lines = Array.from({ length: 5 }, (_, line) => lineAt(line, groups)).map((line) =>
      line.kind === 'group' ? line.group.label : line.index,
    );
    expect(lines).toEqual(['Critical', 0, 1, 'High', 2]);
  });

  it.each([
    [0, 'Critical'],
    [1, 'Critical'],
    [2, 'High'],
    [3, undefined],
  ])('row %i stands under %s', (index, label) => {
    expect(groupOfRow(index, groups)?.label).toBe(label);
  });

  it('are not shown unless they account for every row', () => {
    expect(usableGroups(groups, 3)).toHaveLength(2);
    expect(usableGroups(groups, 4)).toEqual([]);
    expect(usableGroups([...groups, { id: 'low', label: 'Low', count: 0 }], 3)).toHaveLength(2);
  });

  it('put every row on a line of its own', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 5 }), (counts) => {
        const made = counts.map((count, index) => ({ id: String(index), label: '', count }));
        const total = counts.reduce((sum, count) => sum + count, 0);
        for (let index = 0; index < total; index += 1) expect(lineAt(lineOfRow(index, made), made)).toEqual({ kind: 'row', index });
      }),
    );
  });
});

describe('the values of a filter', () => {
  const options = filterOptions(['all', 'some', 'none'], (value) => value.toUpperCase(), { all: 3, some: 0 });

  it('carry how many rows they leave', () => {
    expect(options).toEqual([
      { value: 'all', label: 'ALL', count: 3 },
      { value: 'some', label: 'SOME', count: 0 },
      { value: 'none', label: 'NONE', count: 0 },
    ]);
  });

  it('that leave nothing are offered only to be taken back', () => {
    expect(usefulOptions(options, []).map(({ value }) => value)).toEqual(['all']);
    expect(usefulOptions(options, ['none']).map(({ value }) => value)).toEqual(['all', 'none']);
  });
});

describe('pages of a list', () => {
  const page = (rows: readonly string[], total: number, revision = 1) => ({ rows, total, unfiltered: total, facets: {}, revision });
  const rows = Array.from({ length: PAGE_SIZE }, (_, index) => `row ${index}`);

  it('are asked for once, and only where rows are in sight', () => {
    const list = withPage(emptyPages<string>(), 0, page(rows, 350));
    expect(missingPages(list, 0, 50)).toEqual([]);
    expect(missingPages(list, 90, 210)).toEqual([1, 2]);
    expect(missingPages(list, 320, 999)).toEqual([3]);
  });

  it('come with the heads of their groups', () => {
    const heads = [{ label: 'Every mailbox', count: 150 }];
    expect(withPage(emptyPages<string>(), 0, { ...page(rows, 150), groups: heads }).groups).toEqual(heads);
    expect(withPage(emptyPages<string>(), 0, page(rows, 150)).groups).toEqual([]);
  });

  it('know their rows', () => {
    const list = withPage(withPage(emptyPages<string>(), 0, page(rows, 150)), 1, page(['last'], 150));
    expect(rowAt(list, 0)).toBe('row 0');
    expect(rowAt(list, PAGE_SIZE)).toBe('last');
    expect(rowAt(list, PAGE_SIZE + 1)).toBeNull();
    expect(indexOfRow(list, (row) => row === 'last')).toBe(PAGE_SIZE);
  });

  it.each([
    ['another revision', page(['new'], 150, 2)],
    ['another total', page(['new'], 149)],
  ])('of %s do not mix with the old ones', (_, fetched) => {
    const before = withPage(emptyPages<string>(), 0, page(rows, 150));
    expect([...withPage(before, 1, fetched).pages.keys()]).toEqual([1]);
  });
});

describe('a path', () => {
  const links = [
    { kind: 'app', id: 'a', label: 'Archiver' },
    { kind: 'group', id: 'g', label: 'Team' },
    { kind: 'group', id: 'g', label: 'Team' },
    { kind: 'mailbox', id: 'm', label: 'info@contoso.com' },
  ] as const;

  it('names no object twice in a row', () => {
    expect(chainText(distinctLinks(links))).toBe('Archiver → Team → info@contoso.com');
  });
});
