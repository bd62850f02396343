import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanContext } from '../../src/shared/domain/plan/family';
import type { Answers } from '../../src/shared/domain/plan/questions.schema';
import { changedRows, rowsOf } from '../support/plan-script/run-plan-script';
import { reachTableOf, tableDifferences, type ReachTable } from '../support/plan-proof/compare-reach';
import { enforcementDifferences, knockingDifferences } from '../support/plan-proof/enforced';
import { announcedBy, migrateAll, type Migration } from '../support/plan-proof/migrate-all';
import { ProofTenant } from '../support/plan-proof/proof-tenant';

/** Ways to answer, and whether somebody falls out by them. */
const WAYS: readonly (readonly [name: string, answers: Answers, shrinks: boolean])[] = [
  ['with what is suggested', {}, false],
  ['without the members of inner groups', { nested: 'leaveOut' }, true],
  ['into new groups', { scope: 'newGroup' }, false],
];

describe.each(WAYS)('the demo tenant, where every change takes its time, migrated %s', (_name, answers, shrinks) => {
  let tenant: ProofTenant;
  let first: PlanContext;
  let before: ReachTable;
  let after: ReachTable;
  let later: PlanContext;
  let rows: ReadonlySet<string>;
  let migrations: readonly Migration[];
  let refused: readonly string[];
  let mailboxes: readonly string[];

  beforeAll(async () => {
    tenant = await ProofTenant.start({ replication: 'real' });
    rows = rowsOf(tenant.simulator);
    first = await tenant.context();
    before = reachTableOf(first);
    mailboxes = first.reading.mailboxes.all.map(({ id }) => id);
    ({ migrations, refused } = await migrateAll(tenant, first, answers));
    later = await tenant.context();
    after = reachTableOf(later);
  }, 300_000);

  afterAll(() => tenant.stop());

  it('has a plan for every app with a policy of its own, but for one that its policy lets in nowhere', () => {
    expect(refused).toEqual(['Harrowgate Scanner']);
    expect(migrations.length).toBeGreaterThan(3);
    for (const { appId } of migrations) {
      expect(later.engine.app(appId)?.policies.filter((policy) => policy.appIds.includes(appId))).toEqual([]);
    }
  });

  it('reaches what it reached before, cell by cell, but for what the plans announced', () => {
    const announced = migrations.flatMap((migration) => announcedBy(migration, first));
    const differences = tableDifferences(before, after, mailboxes);
    expect(differences.filter((line) => !announced.some((cell) => line.startsWith(cell)))).toEqual([]);
    // Whoever falls out of the scope may be reached on by what no policy governs, which a plan names besides.
    const goOn = migrations.filter(({ appId }) => first.engine.app(appId)?.grants.some((grant) => !grant.governedByPolicies));
    const ends = announced.filter((cell) => !goOn.some(({ name }) => cell.startsWith(`${name} · `)));
    expect(ends.filter((cell) => !differences.some((line) => line.startsWith(cell)))).toEqual([]);
    expect(ends.length > 0).toBe(shrinks);
  });

  it('opened nothing between two steps that was not open before or is not after', () => {
    expect(migrations.flatMap(({ name, opened }) => opened.map((cell) => `${name} ${cell}`))).toEqual([]);
  });

  it('kept the permissions until the roles were there, and the policies until real calls came out as expected', () => {
    for (const { changes, rounds, plan } of migrations) {
      const kinds = changes.map((change) => change.replace(/^DELETE .*/, 'grant'));
      expect(kinds.lastIndexOf('New-ManagementRoleAssignment')).toBeLessThan(kinds.indexOf('grant'));
      expect(kinds.lastIndexOf('grant')).toBeLessThan(kinds.indexOf('Remove-ApplicationAccessPolicy'));
      const live = plan.steps.findIndex(({ liveTest }) => liveTest !== null);
      if (live === -1) continue;
      expect(live).toBeLessThan(plan.steps.findIndex(({ id }) => id.startsWith('remove-policy')));
      expect(rounds.at(-1)).toMatch(/as it should/);
    }
    // Caches hold the old answer for a while: somebody had to wait.
    expect(Math.max(...migrations.map(({ rounds }) => rounds.length))).toBeGreaterThan(2);
  });

  it('is enforced as it is read, in every mailbox and over HTTP', async () => {
    const apps = new Set(migrations.map(({ appId }) => appId));
    expect(enforcementDifferences(tenant.simulator, after, { apps, people: new Set() })).toEqual([]);
    for (const app of later.engine.apps) {
      if (apps.has(app.appId)) expect(await knockingDifferences(tenant.simulator, after, app)).toEqual([]);
    }
  });

  it('is, when all is taken back, what it was at first', async () => {
    for (const { run } of [...migrations].reverse()) {
      expect((await run.back()).end).toBe('over');
      tenant.settle();
    }
    expect(tableDifferences(before, reachTableOf(await tenant.context()), mailboxes)).toEqual([]);
    expect(changedRows(rows, rowsOf(tenant.simulator))).toEqual([]);
  });
});
