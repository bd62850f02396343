import { describe, expect, it } from 'vitest';
import { PlanDrafts } from '../../../../src/main/services/plan-drafts';
import type { Plan } from '../../../../src/shared/domain/plan/plan.schema';
import { err, ok, type Result } from '../../../../src/shared/domain/result';
import { failure, type Failure } from '../../../../src/shared/ipc/envelope';
import { askPerson, makeThing, planOf } from '../../../support/plan-runner/small-plans';

const WISH = { readingId: '0123456789abcdef0123456789abcdef', family: 'disable-app', subjectId: null, answers: {} } as const;

/** Drafts over an engine that answers as it is told. */
class Bench {
  built: (planId: string) => Result<unknown, Failure> = (planId) => ok({ plan: planOf([makeThing('a'), askPerson()], { id: planId }) });
  readonly asked: unknown[] = [];
  readonly written = new Map<string, string>();
  target: string | null = '/home/ada/out.txt';
  proposed = '';
  begun: { readonly plan: Plan; readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>> } | null = null;
  writes = true;
  private count = 0;

  readonly drafts = new PlanDrafts({
    queries: {
      ask: ((operation: string, input: { planId: string }) => {
        this.asked.push([operation, input]);
        return Promise.resolve(operation === 'planBuild' ? this.built(input.planId) : ok({ gains: [] }));
      }) as never,
    },
    dialogs: {
      chooseTarget: ({ fileName }) => {
        this.proposed = fileName;
        return Promise.resolve(this.target);
      },
    },
    texts: {
      script: (plan, step, outputs) => `script ${plan.id} ${step ?? 'all'} ${JSON.stringify(outputs)}`,
      instructions: (_plan, step) => `# ${step ?? 'all'}`,
      page: (_plan, step) => `<h1>${step ?? 'all'}</h1>`,
    },
    begun: () => Promise.resolve(this.begun),
    newPlanId: () => `plan-${String((this.count += 1)).padStart(4, '0')}`,
    writeFile: (path, text) => {
      if (!this.writes) return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      this.written.set(path, text);
      return Promise.resolve();
    },
  });
}

describe('a draft', () => {
  it('is made under an id of its own, kept, and forgotten when fifty newer ones are there', async () => {
    const bench = new Bench();
    expect(await bench.drafts.build(WISH, {})).toMatchObject({
      ok: true,
      value: { kind: 'plan', plan: { id: 'plan-0001', shortened: false } },
    });
    for (let made = 0; made < 50; made += 1) await bench.drafts.build(WISH, {});
    expect(bench.drafts.all()).toHaveLength(50);
    expect(bench.drafts.draft('plan-0001')).toBeNull();
    expect(bench.drafts.draft('plan-0051')?.id).toBe('plan-0051');
  });

  it('is not made where the answers are wrong, or the engine fails', async () => {
    const bench = new Bench();
    bench.built = () => ok({ problems: [{ question: 'scope', message: 'Say which.' }] });
    expect(await bench.drafts.build(WISH, {})).toEqual({
      ok: true,
      value: { kind: 'problems', problems: [{ question: 'scope', message: 'Say which.' }] },
    });
    bench.built = () => err(failure('reading-unknown'));
    expect(await bench.drafts.build(WISH, {})).toMatchObject({ error: { code: 'reading-unknown' } });
    expect(bench.drafts.all()).toEqual([]);
  });

  it('is previewed as it was made, not as the screen has it', async () => {
    const bench = new Bench();
    await bench.drafts.build(WISH, {});
    await bench.drafts.preview({ planId: 'plan-0001', readingId: WISH.readingId }, {});
    expect(bench.asked.at(-1)).toEqual(['planPreview', { readingId: WISH.readingId, plan: bench.drafts.draft('plan-0001') }]);
    expect(await bench.drafts.preview({ planId: 'plan-none', readingId: WISH.readingId }, {})).toMatchObject({
      error: { code: 'plan-unknown' },
    });
  });
});

describe('the texts of a plan', () => {
  it.each([
    ['script', null, 'script plan-0001 all {}', '.ps1'],
    ['script', 'ask', 'script plan-0001 ask {}', '.ps1'],
    ['instructions', 'ask', '# ask', '.md'],
  ] as const)('%s of %s', async (kind, step, text, extension) => {
    const bench = new Bench();
    await bench.drafts.build(WISH, {});
    const made = await bench.drafts.text({ planId: 'plan-0001', kind, step });
    expect(made).toMatchObject({ ok: true, value: { text } });
    if (made.ok) expect(made.value.fileName).toMatch(new RegExp(`^disable-app-[A-Za-z0-9-]+\\${extension}$`));
  });

  it('are JSON of the whole plan, or of one step', async () => {
    const bench = new Bench();
    await bench.drafts.build(WISH, {});
    const whole = await bench.drafts.text({ planId: 'plan-0001', kind: 'json', step: null });
    expect(whole.ok && JSON.parse(whole.value.text)).toEqual(bench.drafts.draft('plan-0001'));
    const one = await bench.drafts.text({ planId: 'plan-0001', kind: 'json', step: 'ask' });
    expect(one.ok && (JSON.parse(one.value.text) as Plan).steps.map(({ id }) => id)).toEqual(['ask']);
    expect(await bench.drafts.text({ planId: 'plan-0001', kind: 'json', step: 'no-step' })).toMatchObject({
      error: { code: 'plan-step-unknown' },
    });
  });

  it('of a plan that was begun know what its steps have brought', async () => {
    const bench = new Bench();
    bench.begun = { plan: planOf([makeThing('a')], { id: 'plan-begun' }), outputs: { 'make-a': { id: 'x' } } };
    expect(await bench.drafts.text({ planId: 'plan-begun', kind: 'script', step: null })).toMatchObject({
      value: { text: 'script plan-begun all {"make-a":{"id":"x"}}' },
    });
  });

  it('go to the file that is chosen, instructions as a page', async () => {
    const bench = new Bench();
    await bench.drafts.build(WISH, {});
    expect(await bench.drafts.export({ planId: 'plan-0001', kind: 'instructions', step: null })).toEqual({
      ok: true,
      value: { fileName: 'out.txt', rows: null },
    });
    expect([...bench.written.values()]).toEqual(['<h1>all</h1>']);
    expect(bench.proposed).toMatch(/\.html$/);
    bench.target = null;
    expect(await bench.drafts.export({ planId: 'plan-0001', kind: 'script', step: null })).toMatchObject({
      error: { code: 'dialog-closed' },
    });
    bench.target = '/full/x.ps1';
    bench.writes = false;
    expect(await bench.drafts.export({ planId: 'plan-0001', kind: 'script', step: null })).toMatchObject({
      error: { code: 'file-not-writable', detail: '/full/x.ps1: ENOSPC' },
    });
  });
});
