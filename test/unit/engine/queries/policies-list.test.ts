import { beforeAll, describe, expect, it } from 'vitest';
import { groupRules, groupRows } from '../../../../src/engine/queries/groups-list';
import { PreparedList } from '../../../../src/engine/queries/prepared-list';
import { queryList } from '../../../../src/engine/queries/query-list';
import type { ReadingModel } from '../../../../src/engine/queries/reading-model';
import type { AnyQuery } from '../../../../src/shared/ipc/engine-protocol';
import { listAnswerSchema, type ListAnswer, type ListQuery } from '../../../../src/shared/ipc/list-shapes';
import { demoModel } from '../../../support/demo-model';

let model: ReadingModel;
beforeAll(async () => {
  model = await demoModel();
});

function policies(filter: ListQuery<'policies'>['filter'], more: Partial<ListQuery<'policies'>> = {}): ListAnswer<'policies'> {
  const asked = { list: 'policies', readingId: 'demo', filter, range: { start: 0, end: 200 }, querySeq: 1, ...more } as AnyQuery;
  const answer = queryList(model, asked, 1);
  if (!answer.ok) throw new Error(answer.error.message);
  expect(listAnswerSchema.safeParse(answer.value).success).toBe(true);
  return answer.value as unknown as ListAnswer<'policies'>;
}

const rowOf = (name: string) => policies({}).rows.find((row) => row.name === name);

describe('the list of policies', () => {
  it('has every app that holds an application permission on mail, or that a policy, role or pointer names', () => {
    const expected = model.engine.apps
      .filter(
        (app) =>
          app.pointers.length > 0 ||
          app.roleAssignments.length > 0 ||
          app.policies.some((policy) => policy.appIds.includes(app.appId)) ||
          app.grants.some((grant) => !grant.retired && (grant.mask > 0 || grant.protocol !== null)),
      )
      .map((app) => app.appId);
    expect(
      policies({})
        .rows.map((row) => row.id)
        .sort(),
    ).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(20);
  });

  it.each([
    ['Tidewater Helpdesk', { mechanism: 'rbac', scope: 'RBAC: the scope Helpdesk mailboxes.', members: 3, extent: 'all', assignments: 2 }],
    ['Harbor CRM Connector', { mechanism: 'none', scope: 'Nothing confines it.', members: null, extent: 'all', assignments: 0 }],
  ])('%s', (name, facts) => {
    expect(rowOf(name)).toMatchObject(facts);
  });

  it('says what an access policy lets in, and counts nested members', () => {
    for (const row of policies({ mechanism: ['aap'] }).rows) {
      const app = model.engine.app(row.id)!;
      const restricting = app.policies.filter((policy) => policy.right === 'restrict');
      if (restricting.length !== 1) continue;
      expect(row.scope).toContain('Access policy: only ');
      expect(row.scope).toContain(restricting[0]!.scope.name);
      expect(row.members).toBe(model.engine.sets.countYes(restricting[0]!.scope.members));
    }
  });

  it('begins with what is worst, and groups by what confines', () => {
    expect(policies({}).rows[0]?.worst).toBe('critical');
    const { groups, rows } = policies({}, { group: 'mechanism' });
    expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(rows.length);
    expect(groups[0]?.label).toBe('Nothing confines it');
  });

  it('a policy for every app that blocks no mailbox confines nothing', () => {
    const wide = model.engine.apps.find(
      (app) => app.policies.length > 0 && app.policies.every((policy) => policy.appIds.includes('*')) && app.roleAssignments.length === 0,
    )!;
    expect(rowOf(wide.name)).toMatchObject({ mechanism: 'none', policies: wide.policies.length });
  });

  it('its facets are the numbers that choosing them gives', () => {
    const { facets } = policies({});
    for (const [mechanism, count] of Object.entries(facets['mechanism'] ?? {}))
      expect(policies({ mechanism: [mechanism as 'rbac'] }).total).toBe(count);
    for (const [extent, count] of Object.entries(facets['extent'] ?? {})) expect(policies({ extent: [extent as 'all'] }).total).toBe(count);
    for (const [severity, count] of Object.entries(facets['severity'] ?? {}))
      expect(policies({ severity: [severity as 'high'] }).total).toBe(count);
  });
});

describe('the list of groups', () => {
  it('has each group once, whichever source lists it, and finds it by name or address', () => {
    const rows = groupRows(model);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    const known = [...(model.reading.collection.exchange.groups ?? [])].find((group) => group.PrimarySmtpAddress)!;
    const found = new PreparedList(groupRules, rows).query({ filter: { text: known.PrimarySmtpAddress! } }, { start: 0, end: 5 });
    expect(found.rows[0]).toMatchObject({ name: known.DisplayName, address: known.PrimarySmtpAddress, kind: known.RecipientTypeDetails });
  });
});
