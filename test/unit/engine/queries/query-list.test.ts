import { beforeAll, describe, expect, it, test } from 'vitest';
import { queryList } from '../../../../src/engine/queries/query-list';
import type { ReadingModel } from '../../../../src/engine/queries/reading-model';
import { buildMatrix } from '../../../../src/shared/domain/answers/matrix-answer';
import { buildWho } from '../../../../src/shared/domain/answers/who-answer';
import type { AnyQuery } from '../../../../src/shared/ipc/engine-protocol';
import { listAnswerSchema, type ListAnswer, type ListName, type ListQuery } from '../../../../src/shared/ipc/list-shapes';
import { demoModel } from '../../../support/demo-model';

let model: ReadingModel;
beforeAll(async () => {
  model = await demoModel();
});

function query<Name extends ListName>(
  list: Name,
  filter: ListQuery<Name>['filter'],
  more: Partial<ListQuery<Name>> = {},
): ListAnswer<Name> {
  const asked = { list, readingId: 'demo', filter, range: { start: 0, end: 200 }, querySeq: 7, ...more } as unknown as AnyQuery;
  const answer = queryList(model, asked, 3);
  if (!answer.ok) throw new Error(answer.error.message);
  expect(listAnswerSchema.safeParse(answer.value).success).toBe(true);
  return answer.value as unknown as ListAnswer<Name>;
}

describe('the list of apps', () => {
  it('has a row for every app of the audit, and the figures of its summary', () => {
    const { rows, total } = query('apps', {});
    expect(total).toBe(model.audit.summary.apps);
    expect(rows.filter((row) => row.extent === 'all')).toHaveLength(model.audit.summary.tenantWide);
    expect(rows.filter((row) => row.extent === 'some')).toHaveLength(model.audit.summary.scoped);
    expect(rows.filter((row) => row.extent === 'unknown')).toHaveLength(model.audit.summary.unknown);
  });

  it('begins with those that reach farthest', () => {
    expect(query('apps', {}).rows[0]?.extent).toBe('all');
  });

  it('its facets are the numbers that choosing them gives', () => {
    const { facets } = query('apps', {});
    for (const [extent, count] of Object.entries(facets['extent'] ?? {}))
      expect(query('apps', { extent: [extent as 'all'] }).total).toBe(count);
    for (const [capability, count] of Object.entries(facets['capability'] ?? {})) {
      expect(query('apps', { capability: [capability as 'mail.read'] }).total).toBe(count);
    }
    for (const [way, count] of Object.entries(facets['by'] ?? {})) expect(query('apps', { by: [way as 'entra'] }).total).toBe(count);
  });

  it('knows who published an app and whether Microsoft did', () => {
    const { rows } = query('apps', {});
    expect(rows.some((row) => row.verified === true)).toBe(true);
    for (const row of rows.filter((one) => one.microsoft)) expect(row.publisher).not.toBeNull();
  });

  test.each(['none', 'extent', 'publisher', 'severity'] as const)(
    'grouped by %s every row has its heading, and groups do not mix',
    (group) => {
      const { rows, groups } = query('apps', {}, { group });
      const headings = rows.map((row) => row.group);
      if (group === 'none') expect(new Set(headings)).toEqual(new Set([null]));
      else expect(headings.filter((heading, index) => heading !== headings[index - 1]).length).toBe(new Set(headings).size);
      const heads = groups.flatMap(({ label, count }) => Array<string>(count).fill(label));
      expect(heads).toEqual(group === 'none' ? [] : headings);
    },
  );

  it('grouped by reach it begins with what reaches farthest, whatever it is sorted by', () => {
    const { groups } = query('apps', {}, { group: 'extent', sort: { by: 'name', direction: 'ascending' } });
    expect(groups.map(({ label }) => label)).toEqual(['Every mailbox', 'Some mailboxes', 'Not known', 'No mailbox']);
  });
});

describe('the list of findings', () => {
  it('is that of the audit, worst first', () => {
    const { rows, total, facets } = query('findings', {});
    expect(total).toBe(model.audit.findings.length);
    expect(rows[0]?.severity).toBe('critical');
    expect(facets['severity']).toEqual(Object.fromEntries(Object.entries(model.audit.summary.findings).filter(([, count]) => count > 0)));
  });

  it('can be asked for one app', () => {
    const [first] = query('findings', {}).rows;
    const { rows } = query('findings', { subjectId: first!.subject.id.toUpperCase() });
    expect(new Set(rows.map((row) => row.subject.id))).toEqual(new Set([first!.subject.id]));
  });

  it('keys are unique', () => {
    const keys = query('findings', {}).rows.map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the lists of who reaches what say what the answers of the command line say', () => {
  it('mailboxes: as many apps and people as the matrix has for each', () => {
    const matrix = buildMatrix(model.reading, model.engine);
    const reaches = (lists: readonly ('all' | readonly string[])[], id: string): boolean =>
      lists.some((list) => list === 'all' || list.includes(id));
    for (const row of query('mailboxes', {}).rows) {
      const apps = matrix.apps.filter((app) =>
        reaches(
          Object.values(app.capabilities).map((entry) => entry.yes),
          row.id,
        ),
      );
      const people = matrix.people.filter((person) =>
        reaches(
          Object.values(person.capabilities).map((entry) => entry.yes),
          row.id,
        ),
      );
      expect([row.address, row.apps, row.people]).toEqual([row.address, apps.length, people.length]);
    }
  });

  it('mailboxes: say why the apps or people are not known in full, exactly where something could not be attributed', () => {
    const unresolved = model.engine.unresolved();
    const reasons = (kind: 'apps' | 'people', id: string): readonly string[] =>
      unresolved
        .filter((entry) => entry.principals === kind && (entry.mailboxes === 'all' || entry.mailboxes.includes(id)))
        .map((entry) => entry.reason);
    const { rows } = query('mailboxes', {});
    for (const row of rows) {
      for (const [gap, expected] of [
        [row.peopleGap, reasons('people', row.id)],
        [row.appsGap, reasons('apps', row.id)],
      ] as const) {
        if (expected.length === 0) expect([row.address, gap]).toEqual([row.address, null]);
        else expect(gap).toContain(expected[0]);
      }
    }
    const unread = model.reading.mailboxes.all.filter((mailbox) => !model.engine.rights.isFullAccessRead(mailbox.index));
    expect(unread.length).toBeGreaterThan(0);
    for (const { id } of unread) expect(rows.find((row) => row.id === id)?.peopleGap).toMatch(/^Full Access: /);
  });

  it('mailboxes: by people, one that is not known in full comes before one with the same number', () => {
    const { rows } = query('mailboxes', {}, { sort: { by: 'people', direction: 'descending' } });
    const weights = rows.map((row) => row.people + row.unknownPeople / 1e6 + (row.peopleGap === null ? 0 : 1e-7));
    expect(weights).toEqual([...weights].sort((left, right) => right - left));
  });

  it('principals: everybody of the who answer with the same verdicts', () => {
    for (const mailbox of model.reading.mailboxes.all) {
      const who = buildWho(model.reading, model.engine, mailbox.id);
      if (!who.ok) throw new Error(who.error.message);
      const verdicts = (entries: Readonly<Record<string, unknown>>): string => JSON.stringify(Object.entries(entries).sort());
      const expected = who.value.principals.map((principal) => {
        const held = Object.entries(principal.capabilities).map(([capability, explained]) => [capability, explained.verdict]);
        return `${principal.kind} ${principal.id} ${verdicts(Object.fromEntries(held) as Record<string, unknown>)}`;
      });
      const rows = query('principals', { mailboxId: mailbox.id }).rows.map((row) => `${row.kind} ${row.id} ${verdicts(row.capabilities)}`);
      expect(rows.sort()).toEqual(expected.sort());
    }
  });

  it('appMailboxes: the same mailboxes and verdicts as in the matrix, for application permissions', () => {
    const matrix = buildMatrix(model.reading, model.engine);
    for (const app of matrix.apps) {
      const expected = new Map<string, Record<string, string>>();
      const note = (list: 'all' | readonly string[], capability: string, verdict: string): void => {
        for (const id of list === 'all' ? model.reading.mailboxes.all.map((mailbox) => mailbox.id) : list) {
          expected.set(id, { ...expected.get(id), [capability]: verdict });
        }
      };
      for (const [capability, { yes, unknown }] of Object.entries(app.capabilities)) {
        note(yes, capability, 'yes');
        note(unknown, capability, 'unknown');
      }
      const { rows } = query('appMailboxes', { appId: app.appId, through: 'application' });
      expect(new Map(rows.map((row) => [row.id, row.capabilities]))).toEqual(expected);
      expect(rows.every((row) => row.by.length > 0)).toBe(true);
    }
  });

  it('appMailboxes through users: only by delegated paths', () => {
    const delegated = query('apps', { by: ['delegated'] }).rows;
    expect(delegated.length).toBeGreaterThan(0);
    for (const app of delegated) {
      const { rows } = query('appMailboxes', { appId: app.id, through: 'delegated' });
      for (const row of rows) expect(row.by).toEqual(['delegated']);
    }
  });

  it('personMailboxes: the other way round of principals', () => {
    const pairs = new Set<string>();
    const people = new Set<string>();
    for (const mailbox of model.reading.mailboxes.all) {
      for (const row of query('principals', { mailboxId: mailbox.id, kind: 'person' }).rows) {
        pairs.add(`${row.id} ${mailbox.id} ${JSON.stringify(Object.entries(row.capabilities).sort())}`);
        people.add(row.id);
      }
    }
    const reverse = new Set<string>();
    for (const personId of people) {
      for (const row of query('personMailboxes', { personId }).rows)
        reverse.add(`${personId} ${row.id} ${JSON.stringify(Object.entries(row.capabilities).sort())}`);
    }
    expect(reverse).toEqual(pairs);
  });

  it('a capability and a verdict are asked for together: the verdict is that of the capability', () => {
    const [mailbox] = query('mailboxes', { shared: true }).rows;
    const { rows } = query('principals', { mailboxId: mailbox!.id, capability: 'mail.send', verdict: ['unknown'] });
    for (const row of rows) expect(row.capabilities['mail.send']).toBe('unknown');
  });
});

describe('the other lists', () => {
  it('credentials: all of them, the next to end first', () => {
    const { rows, total } = query('credentials', {});
    expect(total).toBe(model.credentials.length);
    const ends = rows.flatMap((row) => row.end ?? []);
    expect(ends).toEqual([...ends].sort());
  });

  it('coverage: every source, those that were not read first, with what follows from it', () => {
    const { rows } = query('coverage', {});
    expect(rows).toHaveLength(35);
    expect(rows[0]).toMatchObject({ state: 'missing', consequence: expect.any(String) as string });
    for (const row of rows) expect(row.consequence === null).toBe(row.state === 'complete');
  });

  it('unresolved: all, or those that concern one mailbox', () => {
    expect(query('unresolved', {}).total).toBe(model.engine.unresolved().length);
    for (const mailbox of model.reading.mailboxes.all) {
      const concerned = model.engine.unresolved().filter((entry) => entry.mailboxes === 'all' || entry.mailboxes.includes(mailbox.id));
      expect(query('unresolved', { mailboxId: mailbox.id }).total).toBe(concerned.length);
    }
  });
});

describe('a query that cannot be answered', () => {
  test.each([
    ['an app that is not there', { list: 'appMailboxes', filter: { appId: 'nobody' } }, 'app-unknown'],
    ['a mailbox that is not there', { list: 'principals', filter: { mailboxId: 'nobody' } }, 'mailbox-unknown'],
  ])('%s', (_name, selection, code) => {
    const asked = { ...selection, readingId: 'demo', range: { start: 0, end: 10 }, querySeq: 1 } as unknown as AnyQuery;
    expect(queryList(model, asked, 1)).toMatchObject({ ok: false, error: { code } });
  });

  it('tells its caller which query and which opening it answers', () => {
    expect(query('coverage', {})).toMatchObject({ querySeq: 7, revision: 3 });
  });
});
