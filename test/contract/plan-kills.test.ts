import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanStep } from '../../src/shared/domain/plan/plan.schema';
import { bundleChild, changedRows, PlanChildren, withoutNew } from '../support/plan-runner/child-runs';
import type { KillPlace } from '../support/plan-runner/plan-child';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../support/plan-script/sample-plans';

let child: Awaited<ReturnType<typeof bundleChild>>;

beforeAll(async () => {
  child = await bundleChild();
});

afterAll(() => child.remove());

/** What a run leaves behind, ids and times aside. */
interface Left {
  readonly rows: readonly string[];
  readonly changes: readonly string[];
  readonly vault: readonly string[];
  readonly tagged: readonly string[];
}

function left(run: PlanChildren, before: readonly string[]): Left {
  const known = before.join('\n');
  return {
    rows: withoutNew(changedRows(before, run.rows()), known),
    changes: withoutNew(run.changes(), known),
    vault: Object.keys(run.vault()).sort(),
    tagged: run
      .tagged()
      .map(({ displayName }) => displayName)
      .sort(),
  };
}

/** Every secret that is kept signs in: none is lost, and none in the tenant is one that nobody has. */
async function signsIn(run: PlanChildren): Promise<void> {
  for (const [name, text] of Object.entries(run.vault())) {
    if (text.includes('-----BEGIN')) continue;
    const [, , appId = ''] = name.split('/');
    const form = { grant_type: 'client_credentials', client_id: appId, client_secret: text, scope: 'https://graph.microsoft.com/.default' };
    const answer = await fetch(`${run.simulator.url}/${run.simulator.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    expect(answer.status, name).toBe(200);
  }
}

/** Lives one after the other, each ended where it is told, and the last one not at all. */
async function live(run: PlanChildren, kills: readonly (KillPlace | { readonly hold: string })[]): Promise<number> {
  let killed = 0;
  for (const place of kills) {
    const end = await run.run('hold' in place ? place : { kill: place });
    if (end.kind === 'failed') throw new Error(`${JSON.stringify(place)}: ${end.says}`);
    if (end.kind === 'killed') killed += 1;
  }
  const end = await run.run();
  expect(end).toEqual({ kind: 'over' });
  return killed;
}

const changing = ({ change }: PlanStep): boolean => change !== null && change.api !== 'person';

describe.each(BUILT_FAMILIES)('a plan %s whose process is killed', (family) => {
  let run: PlanChildren;
  let before: readonly string[];
  let wanted: Left;
  let steps: readonly PlanStep[];
  /** Steps whose change is sent, as the tenant does not have it yet. */
  let sent: readonly string[];

  beforeAll(async () => {
    run = await PlanChildren.start(child.script, (simulator) => samplePlan(contextOf(simulator.state()), family));
    run.reset();
    before = run.rows();
    expect(await run.run()).toEqual({ kind: 'over' });
    wanted = left(run, before);
    const intents = new Set(run.journal().flatMap((entry) => (entry.kind === 'intent' ? [entry.step] : [])));
    steps = run.plan.steps;
    sent = steps.filter((step) => intents.has(step.id) && changing(step)).map(({ id }) => id);
    expect(wanted.rows).not.toEqual([]);
    expect(sent.length).toBeGreaterThan(0);
  });

  afterAll(() => run.stop());

  const compare = async (killed: number, atLeast: number): Promise<void> => {
    expect(killed).toBeGreaterThanOrEqual(atLeast);
    expect(left(run, before)).toEqual(wanted);
    await signsIn(run);
  };

  it('before its first change, when an outcome has just been written, and after every step', async () => {
    run.reset();
    const kills = steps.flatMap(({ id }): KillPlace[] => [
      ...(id === sent[0] ? [{ when: 'before', line: 'intent', step: id } as const] : []),
      ...(sent.includes(id) ? [{ when: 'after', line: 'outcome', step: id } as const] : []),
      { when: 'after', line: 'done', step: id },
    ]);
    await compare(await live(run, kills), kills.length);
  });

  it('when it has said what it is about to do, and not done it', async () => {
    run.reset();
    const kills = sent.map((step): KillPlace => ({ when: 'after', line: 'intent', step }));
    await compare(await live(run, kills), kills.length);
  });

  it('when a secret has come, before it is kept and after', async () => {
    run.reset();
    const secrets = steps.filter(({ id, credential }) => credential !== null && sent.includes(id));
    const kills = secrets.flatMap(({ id, credential }): KillPlace[] => [
      // Of a certificate the key is kept before the change is sent.
      { when: 'before-vault', step: credential?.kind === 'secret' ? id : null },
      { when: 'before', line: 'outcome', step: id, ok: true },
    ]);
    await compare(await live(run, kills), kills.length);
  });

  it('while the service holds back the answer to a change that it has made', async () => {
    run.reset();
    const kills = sent.map((step) => ({ hold: step }));
    await compare(await live(run, kills), kills.length);
  });

  it('or is not, but loses every answer to a change that was made', async () => {
    run.reset();
    expect(await run.run({ drop: true })).toEqual({ kind: 'over' });
    await compare(0, 0);
  });
});
