import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIRECTORY_OBJECT, entityType } from '../../../../src/simulator/graph/entity-types';
import { answerCount, answerList, type ListPlace } from '../../../../src/simulator/graph/list-answer';
import { PageMarks } from '../../../../src/simulator/graph/page-marks';
import { readQueryOptions, type QueryOptions } from '../../../../src/simulator/graph/query-options';
import { listSource, positionsOf, type ListSource } from '../../../../src/simulator/graph/row-source';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';
import { Table } from '../../../../src/simulator/state/table';

interface Row {
  readonly id: string;
  readonly displayName: string;
}

const makeRows = (count: number): Table<Row> => {
  const table = new Table<Row>((row) => row.id);
  for (let index = 0; index < count; index += 1) table.add({ id: `id-${index}`, displayName: index % 3 === 0 ? 'third' : 'other' });
  return table;
};

const applications = (rows: ListSource<Row>['rows'], owners: readonly string[] = []): ListSource =>
  listSource<Row>({
    rows,
    type: entityType('application'),
    view: (row) => ({ ...row, appId: `app of ${row.id}` }),
    expand: () =>
      listSource<string>({
        rows: positionsOf(owners),
        type: DIRECTORY_OBJECT,
        typeOf: () => entityType('user'),
        view: (id) => ({ id, displayName: 'Owner' }),
        pageSize: { usual: 100, most: 999 },
      }),
    pageSize: { usual: 100, most: 999 },
  });

type Query = readonly (readonly [string, string])[];

function options(query: Query, consistency?: string): QueryOptions {
  const read = readQueryOptions(query, consistency);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function place(query: Query, marks = new PageMarks(createSimulatedClock())): ListPlace {
  return { base: 'http://127.0.0.1:1/v1.0', path: 'applications', query: query.filter(([name]) => name !== '$skiptoken'), marks };
}

function list(source: ListSource, query: Query, marks?: PageMarks, consistency?: string): Record<string, unknown> {
  const answer = answerList(source, options(query, consistency), place(query, marks));
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

function code(source: ListSource, query: Query, marks?: PageMarks, consistency?: string): string | null {
  const read = readQueryOptions(query, consistency);
  if (!read.ok) return read.error.code;
  const answer = answerList(source, read.value, place(query, marks));
  return answer.ok ? null : answer.error.code;
}

const values = (body: Record<string, unknown>): readonly Record<string, unknown>[] => body['value'] as Record<string, unknown>[];

function follow(body: Record<string, unknown>): Query | null {
  const link = body['@odata.nextLink'];
  return typeof link === 'string' ? [...new URL(link).searchParams] : null;
}

describe('a collection in pages', () => {
  it('gives every row once and in order, whatever the page size and whichever rows are gone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 70 }),
        fc.array(fc.integer({ min: 0, max: 59 })),
        (count, top, gone) => {
          const rows = makeRows(count);
          for (const index of gone) rows.remove(`id-${index}`);
          const marks = new PageMarks(createSimulatedClock());
          const seen: unknown[] = [];
          for (
            let query: Query | null = [
              ['$top', String(top)],
              ['$select', 'id'],
            ];
            query !== null;
          ) {
            const body = list(applications(rows), query, marks);
            expect(values(body).length).toBeLessThanOrEqual(top);
            seen.push(...values(body).map((row) => row['id']));
            query = follow(body);
            expect(query === null || values(body).length === top).toBe(true);
          }
          expect(seen).toEqual([...rows].map((row) => row.id));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the filter over the pages', () => {
    const marks = new PageMarks(createSimulatedClock());
    const first = list(
      applications(makeRows(10)),
      [
        ['$filter', "displayName eq 'third'"],
        ['$top', '3'],
      ],
      marks,
    );
    const second = list(applications(makeRows(10)), follow(first)!, marks);
    expect([...values(first), ...values(second)].map((row) => row['id'])).toEqual(['id-0', 'id-3', 'id-6', 'id-9']);
    expect(follow(second)).toBeNull();
  });

  it('has pages of 100 unless asked otherwise, and of 999 at most', () => {
    expect(values(list(applications(makeRows(300)), []))).toHaveLength(100);
    expect(values(list(applications(makeRows(1200)), [['$top', '999']]))).toHaveLength(999);
    expect(code(applications(makeRows(3)), [['$top', '1000']])).toBe('Request_UnsupportedQuery');
    expect(code(applications(makeRows(3)), [['$top', '0']])).toBe('Request_UnsupportedQuery');
  });

  it('marks end after an hour, fit no other query, and cannot be made up', () => {
    const clock = createSimulatedClock();
    const marks = new PageMarks(clock);
    const source = applications(makeRows(5));
    const next = follow(list(source, [['$top', '2']], marks))!;
    expect(code(source, next, marks)).toBeNull();
    const mark = next.find(([name]) => name === '$skiptoken')![1];
    expect(
      code(
        source,
        [
          ['$top', '3'],
          ['$skiptoken', mark],
        ],
        marks,
      ),
    ).toBe('Request_BadRequest');
    expect(
      code(
        source,
        [
          ['$top', '2'],
          ['$skiptoken', `${mark.slice(0, -2)}AA`],
        ],
        marks,
      ),
    ).toBe('Directory_ExpiredPageToken');
    expect(code(source, next, new PageMarks(clock))).toBe('Directory_ExpiredPageToken');
    clock.advance(61 * 60_000);
    expect(code(source, next, marks)).toBe('Directory_ExpiredPageToken');
  });
});

describe('selected and expanded', () => {
  const source = applications(
    makeRows(1),
    Array.from({ length: 30 }, (_, index) => `owner-${index}`),
  );

  it('gives what was selected, in the case of the type, null or empty where there is nothing', () => {
    expect(values(list(source, [['$select', 'ID,tags,notes']]))).toEqual([{ id: 'id-0', tags: [], notes: null }]);
  });

  it('cuts what is expanded at twenty, with no sign of more', () => {
    const [row] = values(
      list(source, [
        ['$select', 'id'],
        ['$expand', 'owners($select=id)'],
      ]),
    );
    const owners = row!['owners'] as readonly Record<string, unknown>[];
    expect(owners).toHaveLength(20);
    expect(owners[0]).toEqual({ '@odata.type': '#microsoft.graph.user', id: 'owner-0' });
    expect(Object.keys(row!)).toEqual(['id', 'owners']);
  });

  it.each([
    [[['$select', 'id,color']], 'BadRequest'],
    [[['$expand', 'colors']], 'BadRequest'],
    [[['$expand', 'owners($select=color)']], 'BadRequest'],
    [[['$expand', 'owners($top=5)']], 'Request_UnsupportedQuery'],
    [[['$expand', 'owners,federatedIdentityCredentials']], 'Request_UnsupportedQuery'],
    [[['$orderby', 'displayName']], 'Request_UnsupportedQuery'],
    [[['$search', '"displayName:a"']], 'Request_BadRequest'],
    [[['$skip', '1']], 'Request_UnsupportedQuery'],
    [[['$filter', 'displayName']], 'BadRequest'],
    [[['$color', 'red']], 'BadRequest'],
    [[['$top', 'many']], 'BadRequest'],
    [
      [
        ['$top', '1'],
        ['top', '2'],
      ],
      'BadRequest',
    ],
  ] as const)('%j is refused', (query, expected) => {
    expect(code(source, query)).toBe(expected);
  });
});

describe('counting', () => {
  const source = applications(makeRows(10));

  it('takes the header: without it the count is left out, or the path refused', () => {
    expect(list(source, [['$count', 'true']])).not.toHaveProperty('@odata.count');
    expect(list(source, [['$count', 'true']], undefined, 'eventual')['@odata.count']).toBe(10);
    const raw = answerCount(source, options([]));
    expect(raw.ok ? null : raw.error.message).toContain('Raw count (/$count) is not supported');
    expect(answerCount(source, options([], 'eventual'))).toEqual({ ok: true, value: '10' });
  });

  it('counts what the filter picks', () => {
    expect(answerCount(source, options([['$filter', "displayName eq 'third'"]], 'eventual'))).toEqual({ ok: true, value: '4' });
  });

  it('does not go together with $expand', () => {
    expect(
      code(
        source,
        [
          ['$count', 'true'],
          ['$expand', 'owners'],
        ],
        undefined,
        'eventual',
      ),
    ).toBe('Request_UnsupportedQuery');
  });
});
