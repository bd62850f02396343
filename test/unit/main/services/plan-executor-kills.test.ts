import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Killed, MemoryJournal } from '../../../support/plan-runner/memory-journal';
import { PlanBench } from '../../../support/plan-runner/run-plan';
import { addCertificate, addSecret, makeScope, makeThing, planOf } from '../../../support/plan-runner/small-plans';

const PLAN = planOf([makeThing('a'), makeScope('s', 'a'), addSecret(), addCertificate(), makeThing('b')]);
const FORWARD = [{ kind: 'run' }] as const;
const BACK = [{ kind: 'undoing', to: 'scope-s' }] as const;

/** Where the process ends: at a line (counted over all lives of it), before or after it is on the disk, or in the middle of a change. */
interface Kill {
  readonly at: number;
  readonly when: 'before' | 'after' | 'in-change';
}

/** Runs to the end however often it is killed on the way. */
async function survive(bench: PlanBench, kills: readonly Kill[], lines: typeof FORWARD | typeof BACK): Promise<number> {
  const left = [...kills];
  let lives = 1;
  let count = 0;
  let changes = 0;
  const die = (when: Kill['when'], at: number): void => {
    const index = left.findIndex((kill) => kill.when === when && kill.at === at);
    if (index < 0) return;
    left.splice(index, 1);
    throw new Killed('killed');
  };
  bench.journal.watch = (when) => {
    if (when === 'before') count += 1;
    die(when, count);
  };
  // The change has been made, and the process ends before it hears of it.
  const { directoryWriter, exchangeWriter } = bench.tenant;
  const around = <T extends (...given: never[]) => Promise<unknown>>(change: T): T =>
    (async (...given: never[]) => {
      const answer = await change(...given);
      die('in-change', (changes += 1));
      return answer;
    }) as unknown as T;
  Object.assign(bench.tenant, {
    directoryWriter: { change: around(directoryWriter.change) },
    exchangeWriter: { change: around(exchangeWriter.change) },
  });
  for (let again = false; ; again = true) {
    try {
      if ((await bench.run(...(again ? lines.filter(({ kind }) => kind !== 'run') : lines))) === 'over') break;
      throw new Error(
        `it stands still: ${JSON.stringify(
          bench
            .log()
            .progress()
            .steps.filter(({ hold }) => hold !== null),
        )}`,
      );
    } catch (error) {
      if (!(error instanceof Killed) && !(error instanceof Error && error.message.includes('journal'))) throw error;
      lives += 1;
      // What a new process knows is what is on the disk.
      const journal = new MemoryJournal(bench.journal.entries);
      journal.watch = bench.journal.watch;
      bench.journal = journal;
      if (lives > 200) throw new Error('it never ends');
    }
  }
  Object.assign(bench.tenant, { directoryWriter, exchangeWriter });
  bench.journal.watch = () => undefined;
  return lives;
}

/** What the tenant and the vault hold in the end, ids aside. */
function outcome(bench: PlanBench): unknown {
  const [app] = bench.tenant.list('applications');
  const keys = (app?.['keyCredentials'] ?? []) as readonly { readonly displayName: string }[];
  const texts = bench.vault.held();
  return {
    things: bench.names('things'),
    scopes: bench.names('Scope', 'Name'),
    secrets: bench.secrets().map(({ displayName }) => displayName),
    keys: keys.map(({ displayName }) => displayName),
    // Every secret that is left is one whose text is kept.
    kept: bench.secrets().every(({ keyId }) => texts.includes(`text-of-${keyId}`)),
    texts: texts.length,
    state: bench.log().progress().state,
  };
}

async function unkilled(): Promise<PlanBench> {
  const bench = new PlanBench(PLAN);
  await bench.run();
  return bench;
}

describe('a process that ends anywhere', () => {
  it('leaves nothing twice and nothing undone, at every line and in every change', async () => {
    const whole = await unkilled();
    const wanted = outcome(whole);
    expect(wanted).toMatchObject({ things: ['a', 'b'], scopes: ['s'], kept: true, texts: 2, state: 'done' });
    const lines = whole.journal.entries.length;
    const kills: Kill[] = [];
    for (let at = 1; at <= lines; at += 1) kills.push({ at, when: 'before' }, { at, when: 'after' });
    for (let at = 1; at <= whole.tenant.sent.length; at += 1) kills.push({ at, when: 'in-change' });
    let died = 0;
    for (const kill of kills) {
      const bench = new PlanBench(PLAN);
      died += (await survive(bench, [kill], FORWARD)) - 1;
      expect(outcome(bench), JSON.stringify(kill)).toEqual(wanted);
      // A secret whose text is lost has to be made anew; nothing else is made a second time.
      const made = bench.tenant.made.filter((text) => !/addPassword|removePassword/.test(text));
      expect(new Set(made).size, JSON.stringify(kill)).toBe(made.length);
    }
    // Two of these lines are not written anew: the plan itself and its first `run`.
    expect(died).toBeGreaterThan(kills.length - 8);
  });

  it('may do so again and again, also while it takes the plan back', async () => {
    const wanted = outcome(await unkilled());
    const back = await unkilled();
    await back.run(...BACK);
    const wantedBack = outcome(back);
    expect(wantedBack).toMatchObject({ things: ['a'], scopes: [], secrets: [], keys: [], texts: 0 });
    const kill = fc.record({ at: fc.integer({ min: 1, max: 60 }), when: fc.constantFrom('before', 'after', 'in-change') });
    const kills = fc.uniqueArray(kill, { maxLength: 12, selector: ({ at, when }) => `${when} ${String(at)}` });
    const lag = fc.constantFrom(0, 1_000, 90_000);
    await fc.assert(
      fc.asyncProperty(kills, kills, lag, async (forward, backward, late) => {
        const bench = new PlanBench(PLAN);
        bench.tenant.lag = late;
        await survive(bench, forward as Kill[], FORWARD);
        bench.tenant.clock.time += late;
        expect(outcome(bench)).toEqual(wanted);
        await survive(bench, backward as Kill[], BACK);
        bench.tenant.clock.time += late;
        expect(outcome(bench)).toEqual(wantedBack);
      }),
      { numRuns: 150 },
    );
  });
});
