import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { HttpAppIdentity } from '../../src/main/adapters/identity/http-app-identity';
import { readCredentialName } from '../../src/shared/domain/plan/credential-names';
import type { PlanFamily, PlanStep } from '../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../src/shared/domain/plan/questions.schema';
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

/** Every credential that is kept signs in: none is lost, and none in the tenant is one that nobody has. */
async function signsIn(run: PlanChildren): Promise<void> {
  const { simulator } = run;
  const { url, tenantId } = simulator;
  const identity = new HttpAppIdentity({
    http: new NodeHttp({ hosts: { 'https://login.demo.invalid': url } }),
    now: () => Promise.resolve(simulator.clock().now()),
    audience: (address) => Promise.resolve(address.replace('https://login.demo.invalid', url)),
  });
  for (const [name, text] of Object.entries(run.vault())) {
    const appId = readCredentialName(name)?.appId ?? '';
    const credential = text.includes('-----BEGIN') ? ({ kind: 'certificate', pem: text } as const) : ({ kind: 'secret', text } as const);
    const token = await identity.token({ cloud: 'demo', tenantId, appId, credential }, new AbortController().signal);
    expect([name, token.ok || token.error]).toEqual([name, true]);
  }
}

/** Lives one after the other, each ended where it is told, and the last one not at all. */
async function live(run: PlanChildren, kills: readonly (KillPlace | { readonly hold: string })[], backwards = false): Promise<number> {
  let killed = 0;
  for (const place of kills) {
    const end = await run.run('hold' in place ? { ...place, backwards } : { kill: place, backwards });
    if (end.kind === 'failed') throw new Error(`${JSON.stringify(place)}: ${end.says}`);
    if (end.kind === 'killed') killed += 1;
  }
  const end = await run.run({ backwards });
  expect(end).toEqual({ kind: 'over' });
  return killed;
}

const changing = ({ change }: PlanStep): boolean => change !== null && change.api !== 'person';

/** Every kind of plan, and those that have two ways. */
const PLANS: readonly (readonly [name: string, family: PlanFamily, answers: Answers])[] = [
  ...BUILT_FAMILIES.map((family) => [family, family, {}] as const),
  ['rotate-credential (certificate)', 'rotate-credential', { credential: 'certificate' }],
];

describe.each(PLANS)('a plan %s whose process is killed', (_name, family, answers) => {
  let run: PlanChildren;
  let before: readonly string[];
  let wanted: Left;
  let steps: readonly PlanStep[];
  /** Steps whose change is sent, as the tenant does not have it yet. */
  let sent: readonly string[];

  beforeAll(async () => {
    run = await PlanChildren.start(child.script, (simulator) => samplePlan(contextOf(simulator.state()), family, answers));
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

  it('while it is taken back', async () => {
    run.reset();
    expect(await run.run()).toEqual({ kind: 'over' });
    expect(await run.run({ backwards: true })).toEqual({ kind: 'over' });
    const back = left(run, before);
    run.reset();
    expect(await run.run()).toEqual({ kind: 'over' });
    const kills = steps
      .filter(({ id, undo }) => sent.includes(id) && undo.kind === 'change' && undo.change.api !== 'person')
      .reverse()
      .flatMap(({ id: step }): KillPlace[] => [
        { when: 'after', line: 'intent', step },
        { when: 'before', line: 'outcome', step, ok: true },
      ]);
    const killed = await live(run, kills, true);
    expect(killed).toBe(kills.length);
    expect(left(run, before)).toEqual(back);
  });
});
