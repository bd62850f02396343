import type { Collection } from '../../../src/shared/domain/collection/collection.schema';
import { findAll } from '../../../src/shared/domain/findings/find-all';
import type { PlanContext } from '../../../src/shared/domain/plan/family';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';
import { applyEffects } from '../../../src/shared/domain/plan/preview/apply-effects';
import { changedRows, rowsOf } from '../plan-script/run-plan-script';
import { dumpOf, readerOf } from '../reading/read-simulator';
import { reachTableOf, tableDifferences, type MatrixRow, type ReachTable } from './compare-reach';
import { enforcementDifferences, knockingDifferences } from './enforced';
import { liveTestsOf } from './live-calls-of';
import { findingKey } from './plan-subjects';
import { contextOver, type ProofTenant } from './proof-tenant';

/** What running a plan, running it again and taking it back came to; every list is empty where all is as it should be. */
export interface Proof {
  readonly title: string;
  /** Why it could not be run to its end. */
  readonly stuck: readonly string[];
  /** Cells in which the preview and the tenant, read again, differ. */
  readonly unforeseen: readonly string[];
  /** Findings that the preview and the tenant, read again, do not have in common. */
  readonly otherFindings: readonly string[];
  /** Cells that the simulated tenant decides otherwise. */
  readonly notEnforced: readonly string[];
  /** Changes that a second run of the same plan asked for. */
  readonly again: readonly string[];
  /** Rows that are not as they were when all that can be taken back is. */
  readonly leftBehind: readonly string[];
  /** Cells that are not as they were when everything is taken back. */
  readonly otherReach: readonly string[];
  /** Findings that the plan ended. */
  readonly fixed: readonly string[];
  readonly changes: number;
}

/** How the tenant is read after a plan: over HTTP, or from what the simulator says that a reading holds. */
export type Reread = 'http' | 'dump';

/** Runs a plan over a tenant as it was in the beginning, once more, and takes it back. */
export async function provePlan(tenant: ProofTenant, before: PlanContext, plan: Plan, reread: Reread): Promise<Proof> {
  // The app that a reading signs in with may have lost its own credential.
  const { appId } = readerOf(tenant.simulator);
  try {
    return await prove(tenant, before, plan, plan.subject.id === appId.toLowerCase() ? 'dump' : reread);
  } catch (error) {
    const nothing = {
      unforeseen: [],
      otherFindings: [],
      notEnforced: [],
      again: [],
      leftBehind: [],
      otherReach: [],
      fixed: [],
      changes: 1,
    };
    return { ...nothing, title: plan.title, stuck: [error instanceof Error ? error.message : String(error)] };
  }
}

async function prove(tenant: ProofTenant, before: PlanContext, plan: Plan, reread: Reread): Promise<Proof> {
  tenant.reset();
  const { simulator } = tenant;
  const rows = rowsOf(simulator);
  const run = tenant.begin(plan, { liveTest: liveTestsOf(simulator, []) });
  const { end, changes } = await run.forward();
  tenant.settle();
  if (end !== 'over') throw new Error(`${plan.title}: ${end}`);
  const read: Collection = reread === 'http' ? await tenant.read() : dumpOf(simulator);
  const after = { ...contextOver(read), now: before.now };
  const expected = {
    ...contextOver(
      applyEffects(
        before.reading.collection,
        plan.steps.flatMap(({ effects }) => effects),
      ),
    ),
    now: before.now,
  };
  const mailboxes = before.reading.mailboxes.all.map(({ id }) => id);
  const [earlier, wanted, found] = [before, expected, after].map(reachTableOf) as [ReachTable, ReachTable, ReachTable];
  const notEnforced = await enforcementOf(tenant, plan, earlier, found, after);
  const second = await tenant.begin(plan, { liveTest: liveTestsOf(simulator, []) }).forward();
  await run.back();
  const own = findingsOf(before);
  const rest = findingsOf(after);
  return {
    title: plan.title,
    stuck: [],
    unforeseen: tableDifferences(wanted, found, mailboxes),
    otherFindings: setDifferences(findingsOf(expected), rest).filter((line) => !isMakersOwn(plan, line)),
    notEnforced,
    again: second.changes.map(({ method, path, cmdlet }) => cmdlet ?? `${method} ${path}`),
    leftBehind: changedRows(rows, rowsOf(simulator)).filter((row) => !mayStay(plan, row)),
    otherReach: lasts(plan) ? [] : tableDifferences(earlier, reachTableOf(contextOver(dumpOf(simulator))), mailboxes),
    fixed: [...own].filter((finding) => !rest.has(finding)),
    changes: changes.length,
  };
}

async function enforcementOf(
  { simulator }: ProofTenant,
  plan: Plan,
  earlier: ReachTable,
  found: ReachTable,
  after: PlanContext,
): Promise<readonly string[]> {
  const apps = changedRowIds(earlier.matrix.apps, found.matrix.apps, plan.subject.kind === 'app' ? [plan.subject.id] : []);
  const people = changedRowIds(earlier.matrix.people, found.matrix.people, []);
  const lines = [...enforcementDifferences(simulator, found, { apps, people })];
  for (const app of after.engine.apps) if (apps.has(app.appId)) lines.push(...(await knockingDifferences(simulator, found, app)));
  return lines;
}

function changedRowIds(before: readonly MatrixRow[], after: readonly MatrixRow[], more: readonly string[]): ReadonlySet<string> {
  const texts = (rows: readonly MatrixRow[]): ReadonlySet<string> => new Set(rows.map((row) => JSON.stringify(row)));
  const [one, other] = [texts(before), texts(after)];
  const changed = [...[...one].filter((text) => !other.has(text)), ...[...other].filter((text) => !one.has(text))];
  const ids = changed.map((text) => JSON.parse(text) as MatrixRow).map((row) => ('appId' in row ? row.appId : row.id));
  return new Set([...ids, ...more].map((id) => id.toLowerCase()));
}

function findingsOf({ reading, engine, now }: PlanContext): ReadonlySet<string> {
  return new Set(findAll(reading, engine, now).findings.map(findingKey));
}

function setDifferences(expected: ReadonlySet<string>, found: ReadonlySet<string>): readonly string[] {
  return [
    ...[...expected].filter((text) => !found.has(text)).map((text) => `only in the preview: ${text}`),
    ...[...found].filter((text) => !expected.has(text)).map((text) => `only found: ${text}`),
  ];
}

/** Whoever makes a group owns it, and may widen it: a preview does not know who that will be. */
function isMakersOwn({ steps }: Plan, line: string): boolean {
  const makesGroup = steps.some(({ change }) => change?.api === 'exchange' && change.cmdlet === 'New-DistributionGroup');
  return makesGroup && line.startsWith('only found: scope-can-be-widened ');
}

/** Whether something stays when a plan is taken back; rights on mailboxes hang on the very pointer that was removed, and go with it. */
function lasts({ steps }: Plan): boolean {
  return steps.some(
    ({ undo, change }) => undo.kind === 'impossible' || (change?.api === 'exchange' && change.cmdlet === 'Remove-ServicePrincipal'),
  );
}

/** What a plan says that it cannot take back may stay as the plan left it. */
function mayStay({ steps }: Plan, row: string): boolean {
  const lasting = steps.filter(({ undo }) => undo.kind === 'impossible').flatMap(({ effects }) => effects.map(({ source }) => source));
  // Members are read of groups only that somebody's right needs: without the right they are not.
  const sources = lasting.length === 0 ? [] : [...lasting, 'graph.groupMembers', 'exchange.groupMembers'];
  return sources.some((source) => row.startsWith(`- ${source} `) || row.startsWith(`+ ${source} `));
}
