import { beforeAll, describe, expect, it } from 'vitest';
import { listChunks } from '../../../../src/engine/queries/export-list';
import { LIST_COLUMNS } from '../../../../src/engine/queries/list-columns';
import { selectRows } from '../../../../src/engine/queries/query-list';
import type { ReadingModel } from '../../../../src/engine/queries/reading-model';
import type { AnySelection } from '../../../../src/shared/ipc/engine-protocol';
import { LIST_NAMES, type ListName } from '../../../../src/shared/ipc/list-shapes';
import { demoModel } from '../../../support/demo-model';
import { parseCsv } from '../../../support/parse-csv';

let model: ReadingModel;
beforeAll(async () => {
  model = await demoModel();
});

function selection(list: ListName): AnySelection {
  const needed = { appMailboxes: { appId: model.audit.apps[0]!.appId }, principals: { mailboxId: model.reading.mailboxes.all[0]!.id } };
  const [person] = [...model.engine.peopleIndex().all];
  const filter = list === 'personMailboxes' ? { personId: person!.person.id } : (needed[list as keyof typeof needed] ?? {});
  return { list, readingId: 'demo', filter } as unknown as AnySelection;
}

describe.each(LIST_NAMES)('the export of the list %s', (list) => {
  it('has all rows, as CSV and as JSON, under the names of its columns', () => {
    const rows = selectRows(model, selection(list));
    if (!rows.ok) throw new Error(rows.error.message);
    const csv = parseCsv([...listChunks(list, rows.value, 'csv')].join(''));
    const json = JSON.parse([...listChunks(list, rows.value, 'json')].join('')) as Record<string, unknown>[];
    expect([csv.length - 1, json.length]).toEqual([rows.value.length, rows.value.length]);
    const names = LIST_COLUMNS[list].map(([name]) => name);
    expect(csv[0]).toEqual(names);
    for (const row of json) expect(Object.keys(row)).toEqual(names);
  });
});

describe('an export', () => {
  it('neutralises formulas in CSV and leaves them in JSON', () => {
    const row = {
      principals: 'people',
      right: 'sendAs',
      trustee: '=HYPERLINK("http://evil.example")',
      reason: 'x',
      mailboxes: 1,
      key: '0',
      group: null,
    } as const;
    expect([...listChunks('unresolved', [row], 'csv')].join('')).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect([...listChunks('unresolved', [row], 'json')].join('')).toContain('"=HYPERLINK(');
  });

  it('of nothing is an empty list', () => {
    expect(JSON.parse([...listChunks('apps', [], 'json')].join(''))).toEqual([]);
    expect([...listChunks('coverage', [], 'csv')].join('')).toBe('source,label,state,count,reason,consequence\r\n');
  });
});
