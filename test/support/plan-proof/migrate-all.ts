import { migratePolicy } from '../../../src/shared/domain/plan/families/migrate-policy';
import type { PlanContext } from '../../../src/shared/domain/plan/family';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../src/shared/domain/plan/questions.schema';
import { CAPABILITIES } from '../../../src/shared/domain/reach/capability';
import { planFor } from '../plan-script/sample-plans';
import { dumpOf } from '../reading/read-simulator';
import { reachTableOf, verdictIn, type ReachTable } from './compare-reach';
import { liveTestsOf } from './live-calls-of';
import { contextOver, type ProofRun, type ProofTenant } from './proof-tenant';

/** The migration of one app, and what happened on its way. */
export interface Migration {
  readonly appId: string;
  readonly name: string;
  readonly plan: Plan;
  readonly run: ProofRun;
  /** What each round of real calls came to. */
  readonly rounds: readonly string[];
  /** Cells that were open after a step, and are open neither before nor after: `step: capability mailbox`. */
  readonly opened: readonly string[];
  /** The changes that the service was asked for, in their order. */
  readonly changes: readonly string[];
}

/** Migrates every app that has an access policy of its own, one after another, each by a new reading. `refused`: those that have no plan. */
export async function migrateAll(
  tenant: ProofTenant,
  first: PlanContext,
  answers: Answers,
): Promise<{ readonly migrations: readonly Migration[]; readonly refused: readonly string[] }> {
  const migrations: Migration[] = [];
  const refused: string[] = [];
  let now = first;
  const governed = first.engine.apps.filter((app) => app.policies.some((policy) => policy.appIds.includes(app.appId)));
  for (const [index, { appId, name }] of governed.entries()) {
    const context = { ...now, planId: `${index.toString(16).padStart(8, '0')}abcd` };
    const built = planFor(context, migratePolicy, appId, answers);
    if (!built.ok) {
      refused.push(name);
      continue;
    }
    migrations.push(await migrate(tenant, now, { appId, name }, built.value));
    tenant.settle();
    now = await tenant.context();
  }
  return { migrations, refused };
}

async function migrate(
  tenant: ProofTenant,
  before: PlanContext,
  app: { readonly appId: string; readonly name: string },
  plan: Plan,
): Promise<Migration> {
  const { simulator } = tenant;
  const ids = before.reading.mailboxes.all.map(({ id }) => id);
  const open = (table: ReachTable): ReadonlySet<string> => openCells(table, app.appId, ids);
  const rounds: string[] = [];
  const states: { readonly step: string; readonly cells: ReadonlySet<string> }[] = [];
  const run = tenant.begin(plan, {
    liveTest: liveTestsOf(simulator, rounds),
    afterStep: (step) => states.push({ step, cells: open(reachTableOf(contextOver(dumpOf(simulator)))) }),
  });
  const { end, changes } = await run.forward();
  if (end !== 'over') throw new Error(`${plan.title}: ${end}`);
  const may = new Set([...open(reachTableOf(before)), ...(states.at(-1)?.cells ?? [])]);
  return {
    ...app,
    plan,
    run,
    rounds,
    opened: states.flatMap(({ step, cells }) => [...cells].filter((cell) => !may.has(cell)).map((cell) => `${step}: ${cell}`)),
    changes: changes.map(({ cmdlet, method, path }) => cmdlet ?? `${method} ${path}`),
  };
}

function openCells({ matrix }: ReachTable, appId: string, mailboxIds: readonly string[]): ReadonlySet<string> {
  const row = matrix.apps.find((candidate) => candidate.appId === appId);
  return new Set(
    CAPABILITIES.flatMap((capability) =>
      mailboxIds.flatMap((mailbox) => (verdictIn(row, capability, mailbox) === 'no' ? [] : [`${capability} ${mailbox}`])),
    ),
  );
}

/** The mailboxes that a plan names as falling out, or as getting in: `app · mailbox · `, as differences between tables begin. */
export function announcedBy({ name, plan }: Migration, { reading }: PlanContext): readonly string[] {
  const addresses = plan.notes.filter(({ text }) => /falls? out:|would suddenly be open/.test(text)).flatMap(({ mailboxes }) => mailboxes);
  return addresses.map((address) => {
    const match = reading.mailboxes.match(address);
    return `${name} · ${match.kind === 'mailbox' ? match.mailbox.id : address} · `;
  });
}
