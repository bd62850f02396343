import { describe, expect, it } from 'vitest';
import type { ChangeNeeds } from '../../../../src/main/ports/tenant-writer';
import { KeptPlans } from '../../../../src/main/services/kept-plans';
import { PlanRuns } from '../../../../src/main/services/plan-runs';
import type { LiveOutcome } from '../../../../src/main/services/plan-attempt';
import type { Plan } from '../../../../src/shared/domain/plan/plan.schema';
import { err, ok, type Result } from '../../../../src/shared/domain/result';
import type { ErrorCode } from '../../../../src/shared/ipc/error-codes';
import { failure, type Failure } from '../../../../src/shared/ipc/envelope';
import { EVENTS } from '../../../../src/shared/ipc/events';
import type { LiveCredential, PlanAction, PlanRun } from '../../../../src/shared/ipc/plan-shapes';
import { FakeClock, FakeEvents, FakeLog } from '../../../support/fakes';
import { FakeVault } from '../../../support/identity/fake-vault';
import { FakeChangeableTenant } from '../../../support/plan-runner/fake-tenant';
import { MemoryPlanStore } from '../../../support/plan-runner/memory-journal';
import { CountingCertificates } from '../../../support/plan-runner/run-plan';
import { addSecret, askPerson, makeScope, makeThing, planOf, step } from '../../../support/plan-runner/small-plans';

/** An app with drafts and a tenant; `again` starts another app over the same disk. */
class Bench {
  readonly drafts = new Map<string, Plan>();
  readonly events = new FakeEvents();
  readonly log = new FakeLog();
  readonly connects: ChangeNeeds[] = [];
  refusals: Failure[] = [];
  credentials: (LiveCredential | null)[] = [];
  live: () => LiveOutcome = () => ({ kind: 'settled', says: [] });
  runs: PlanRuns;

  constructor(
    readonly tenant = new FakeChangeableTenant(),
    readonly store = new MemoryPlanStore(),
    readonly vault = new FakeVault(),
    demoEnds = false,
  ) {
    tenant.lists.set('applications', tenant.lists.get('applications') ?? [{ id: 'app-1', passwordCredentials: [] }]);
    const { events, log } = this;
    this.runs = new PlanRuns({
      drafts: {
        draft: (id) => this.drafts.get(id) ?? null,
        all: () => [...this.drafts.values()],
        forget: (id) => void this.drafts.delete(id),
      },
      tenants: {
        connect: (_target, needs) => {
          this.connects.push(needs);
          const refused = this.refusals.shift();
          return Promise.resolve(refused ? err(refused) : ok(tenant));
        },
      },
      kept: new KeptPlans(store, demoEnds),
      vaultOf: () => Promise.resolve(vault),
      certificates: new CountingCertificates(),
      clock: new FakeClock(),
      events,
      log,
      liveTest: (_step, credential) => {
        this.credentials.push(credential);
        return Promise.resolve(this.live());
      },
    });
  }

  again(demoEnds = false): Bench {
    return new Bench(this.tenant, this.store, this.vault, demoEnds);
  }

  draft(plan: Plan): string {
    this.drafts.set(plan.id, plan);
    return plan.id;
  }

  act(planId: string, act: PlanAction): Promise<Result<PlanRun, Failure>> {
    return this.runs.act(planId, act, {});
  }

  async code(planId: string, act: PlanAction): Promise<ErrorCode | 'fine'> {
    const acted = await this.act(planId, act);
    return acted.ok ? 'fine' : acted.error.code;
  }

  start(planId: string, confirmed: string[] = []): Promise<ErrorCode | 'fine'> {
    return this.code(planId, { action: 'run', target: 'demo', confirmed });
  }

  async run(planId: string): Promise<PlanRun> {
    const got = await this.runs.get(planId);
    if (!got.ok) throw new Error(got.error.code);
    return got.value.run;
  }

  /** How far it is when it stands still. */
  async rest(planId: string): Promise<PlanRun> {
    for (let turn = 0; turn < 2_000; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const run = await this.run(planId);
      const queued = run.steps.some(({ hold }) => hold?.kind === 'queued');
      if (
        !['running', 'undoing'].includes(run.state) &&
        (run.state !== 'waiting' || queued || run.steps.some(({ hold }) => hold?.kind === 'handedOver'))
      )
        return run;
    }
    throw new Error('it does not come to rest');
  }

  kinds(planId: string): readonly string[] {
    return this.store.journals.get(planId)?.kinds() ?? [];
  }
}

const two = (id = 'plan-0123abcd'): Plan => planOf([makeThing('a'), askPerson(), makeScope('s', 'a')], { id });

describe('a plan from its draft to its end', () => {
  it('is a draft, then runs, waits for somebody, and is done', async () => {
    const bench = new Bench();
    const id = bench.draft(two());
    expect(await bench.run(id)).toMatchObject({ state: 'draft', target: null, startedAt: null });
    expect(await bench.start(id)).toBe('fine');
    expect(await bench.rest(id)).toMatchObject({
      state: 'needs-you',
      target: 'demo',
      steps: [{ state: 'done' }, { hold: { kind: 'person' } }, { state: 'open' }],
    });
    expect(bench.drafts.size).toBe(0);
    expect(await bench.code(id, { action: 'confirm', step: 'ask', note: 'Given.' })).toBe('fine');
    const run = await bench.rest(id);
    expect(run.state).toBe('done');
    expect(run.steps[1]?.evidence).toEqual(['Confirmed by admin@contoso.com. Given.']);
    expect(run.journal.at(-1)).toMatchObject({ step: null, says: 'The plan is done.' });
  });

  it('stays over: a click that comes too late makes nothing else of it', async () => {
    const bench = new Bench();
    const id = bench.draft(planOf([makeThing('a')]));
    await bench.start(id);
    expect((await bench.rest(id)).state).toBe('done');
    const lines = bench.kinds(id).length;
    expect(await bench.start(id)).toBe('plan-over');
    for (const action of ['pause', 'cancel'] as const) expect(await bench.code(id, { action })).toBe('plan-over');
    expect(await bench.code(id, { action: 'retry', step: 'make-a' })).toBe('plan-over');
    expect(await bench.code(id, { action: 'handOver', step: 'make-a', to: 'Anna' })).toBe('plan-over');
    expect(bench.kinds(id)).toHaveLength(lines);
    expect(await bench.code(id, { action: 'undoTo', step: 'make-a' })).toBe('fine');
    expect((await bench.rest(id)).state).toBe('undone');
  });

  it('tells every window how far it is, in the shape of the event', async () => {
    const bench = new Bench();
    const id = bench.draft(two());
    await bench.start(id);
    await bench.rest(id);
    await new Promise((resolve) => setImmediate(resolve));
    const told = bench.events.sent.filter(({ name }) => name === 'planChanged').map(({ payload }) => EVENTS.planChanged.parse(payload));
    expect(told.at(-1)).toMatchObject({ planId: id, state: 'needs-you' });
  });

  it('goes on in an app that starts later', async () => {
    const first = new Bench();
    const id = first.draft(two());
    await first.start(id);
    await first.rest(id);
    const later = first.again();
    expect((await later.runs.list()).plans).toMatchObject([
      {
        planId: id,
        state: 'needs-you',
        stepsDone: 1,
        stepsTotal: 3,
        standsAt: expect.stringContaining('Step ask — Hand it over.') as string,
      },
    ]);
    expect(await later.code(id, { action: 'confirm', step: 'ask', note: '' })).toBe('fine');
    expect((await later.rest(id)).state).toBe('done');
    expect(later.tenant.sent).toHaveLength(2);
  });

  it('ends with the demo tenant where that ends with the app', async () => {
    const first = new Bench();
    const id = first.draft(two());
    await first.start(id);
    await first.rest(id);
    const later = first.again(true);
    expect((await later.runs.list()).plans).toEqual([]);
    expect(await later.code(id, { action: 'confirm', step: 'ask', note: '' })).toBe('plan-unknown');
    expect(later.store.journals.size).toBe(0);
    const fresh = later.draft(two('plan-4567cdef'));
    expect(await later.start(fresh)).toBe('fine');
    expect((await later.rest(fresh)).state).toBe('needs-you');
  });

  it('asks for what its steps need, and for what the next one needs where the rest is refused', async () => {
    const bench = new Bench();
    const other = step({ id: 'other', requires: { entraRoles: [], exchangeRoles: [], scopes: ['Group.ReadWrite.All'] } });
    const id = bench.draft(planOf([makeThing('a'), other]));
    bench.refusals = [failure('admin-approval-needed')];
    expect(await bench.start(id)).toBe('fine');
    expect(bench.connects).toEqual([
      { scopes: ['Application.ReadWrite.All', 'Group.ReadWrite.All'], exchange: false },
      { scopes: ['Application.ReadWrite.All'], exchange: false },
    ]);
    await bench.rest(id);
    const again = new Bench();
    again.refusals = [failure('consent-refused'), failure('consent-refused')];
    expect(await again.start(again.draft(two()))).toBe('consent-refused');
    expect(again.connects[0]?.exchange).toBe(true);
    expect(again.drafts.size).toBe(1);
  });

  it('of another tenant is not run', async () => {
    const bench = new Bench();
    const id = bench.draft(
      planOf([makeThing('a')], {
        tenant: { id: 'ffffffff-1111-4111-8111-111111111111', displayName: 'F', defaultDomain: 'f', cloud: 'global' },
      }),
    );
    expect(await bench.start(id)).toBe('plan-other-tenant');
    expect(bench.tenant.sent).toEqual([]);
    expect(bench.kinds(id)).toEqual([]);
  });
});

describe('two plans on one tenant', () => {
  it('never interleave: the second says which one it waits for', async () => {
    const bench = new Bench();
    bench.tenant.lag = 60_000;
    const one = bench.draft(planOf([makeThing('a'), makeThing('b')], { id: 'plan-one', title: 'The first' }));
    const other = bench.draft(planOf([makeThing('c')], { id: 'plan-other' }));
    await bench.start(one);
    const queued = await bench.act(other, { action: 'run', target: 'demo', confirmed: [] });
    expect(queued.ok).toBe(true);
    expect(await bench.rest(other)).toMatchObject({
      state: 'waiting',
      steps: [{ state: 'waiting', hold: { kind: 'queued', behind: 'The first' } }],
    });
    let run = await bench.run(other);
    for (let turn = 0; turn < 500 && run.state !== 'done'; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      run = await bench.run(other);
    }
    expect(run.state).toBe('done');
    expect(bench.tenant.made.map((text) => text.slice(-4, -2))).toEqual(['"a', '"b', '"c']);
  });

  it('let the second in when the first stands still', async () => {
    const bench = new Bench();
    await bench.start(bench.draft(planOf([askPerson(), makeThing('a')], { id: 'plan-one' })));
    await bench.rest('plan-one');
    await bench.start(bench.draft(planOf([makeThing('c')], { id: 'plan-other' })));
    expect((await bench.rest('plan-other')).state).toBe('done');
  });
});

describe('what somebody does to a plan', () => {
  it('is refused where it makes no sense', async () => {
    const bench = new Bench();
    expect(await bench.start('plan-nowhere')).toBe('plan-unknown');
    expect(await bench.code('plan-nowhere', { action: 'pause' })).toBe('plan-unknown');
    const id = bench.draft(two());
    expect(await bench.code(id, { action: 'pause' })).toBe('plan-not-begun');
    await bench.start(id);
    await bench.rest(id);
    expect(await bench.code(id, { action: 'retry', step: 'no-such-step' })).toBe('plan-step-unknown');
    expect(await bench.code(id, { action: 'skip', step: 'ask', reason: 'No.' })).toBe('plan-not-skippable');
    expect(await bench.code(id, { action: 'confirm', step: 'scope-s', note: '' })).toBe('plan-nothing-to-confirm');
    expect(await bench.code(id, { action: 'undoTo', step: 'scope-s' })).toBe('plan-not-undoable');
    expect(await bench.code(id, { action: 'handOver', step: 'make-a', to: 'Grace' })).toBe('plan-step-unknown');
  });

  it('happens once, however often it is clicked', async () => {
    const bench = new Bench();
    const id = bench.draft(two());
    expect(await Promise.all([bench.start(id), bench.start(id), bench.start(id)])).toEqual(['fine', 'plan-running', 'plan-running']);
    await bench.rest(id);
    const confirm = { action: 'confirm', step: 'ask', note: '' } as const;
    expect((await Promise.all([bench.code(id, confirm), bench.code(id, confirm)])).filter((code) => code === 'fine')).toHaveLength(1);
    expect((await bench.rest(id)).state).toBe('done');
    expect(bench.kinds(id).filter((kind) => kind === 'confirmed')).toHaveLength(1);
  });

  it('pauses after the change that is under way, and goes on', async () => {
    const bench = new Bench();
    bench.tenant.lag = 3_600_000;
    const id = bench.draft(planOf([makeThing('a'), makeThing('b')]));
    await bench.start(id);
    expect(await bench.start(id)).toBe('plan-running');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await bench.code(id, { action: 'pause' })).toBe('fine');
    expect((await bench.rest(id)).state).toBe('paused');
    expect(bench.kinds(id).at(-1)).toBe('paused');
    expect(await bench.start(id)).toBe('fine');
    expect((await bench.rest(id)).state).toBe('done');
    expect(bench.tenant.sent).toHaveLength(2);
  });

  it('cancels, and can be taken up again', async () => {
    const bench = new Bench();
    const id = bench.draft(two());
    await bench.start(id);
    await bench.rest(id);
    await bench.code(id, { action: 'cancel' });
    expect((await bench.run(id)).state).toBe('cancelled');
    await bench.start(id);
    expect((await bench.rest(id)).state).toBe('needs-you');
  });

  it('skips with a reason what may be skipped', async () => {
    const bench = new Bench();
    const id = bench.draft(planOf([askPerson('ask', { optional: true }), makeThing('a')]));
    await bench.start(id);
    await bench.rest(id);
    expect(await bench.code(id, { action: 'skip', step: 'ask', reason: 'Nobody is there.' })).toBe('fine');
    expect(await bench.rest(id)).toMatchObject({
      state: 'done',
      steps: [{ state: 'skipped', reason: 'Nobody is there.' }, { state: 'done' }],
    });
  });

  it('tries a step again, with a credential that goes nowhere else', async () => {
    const bench = new Bench();
    bench.live = () => (bench.credentials.at(-1) === null ? { kind: 'no-credential', says: 'Give it.' } : { kind: 'settled', says: [] });
    const id = bench.draft(planOf([step({ id: 'test', liveTest: { appId: 'x', inside: ['m'], outside: [], operations: ['mail.read'] } })]));
    await bench.start(id);
    expect((await bench.rest(id)).steps[0]?.hold).toEqual({ kind: 'credential', says: 'Give it.' });
    await bench.code(id, { action: 'retry', step: 'test', credential: { kind: 'secret', text: 'planted-secret' } });
    expect((await bench.rest(id)).state).toBe('done');
    expect(JSON.stringify([bench.store.journals.get(id)?.entries, bench.events.sent, bench.log.lines])).not.toContain('planted-secret');
  });

  it('hands a step over, and goes on by itself when it has been done', async () => {
    const bench = new Bench();
    const id = bench.draft(planOf([askPerson(), makeThing('a'), makeThing('b')]));
    await bench.start(id);
    await bench.rest(id);
    bench.refusals = [failure('consent-refused'), failure('consent-refused')];
    expect(await bench.code(id, { action: 'handOver', step: 'make-a', to: 'Grace' })).toBe('fine');
    await bench.code(id, { action: 'confirm', step: 'ask', note: '' });
    expect(await bench.rest(id)).toMatchObject({
      state: 'waiting',
      steps: [{}, { state: 'waiting', hold: { kind: 'handedOver', to: 'Grace' } }, { state: 'open' }],
    });
    expect(bench.tenant.sent).toEqual([]);
    bench.tenant.list('things').push({ id: 'theirs', name: 'a' });
    await bench.code(id, { action: 'lookNow', step: 'make-a' });
    let run = await bench.run(id);
    for (let turn = 0; turn < 200 && run.state !== 'done'; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      run = await bench.run(id);
    }
    expect(run).toMatchObject({ state: 'done', steps: [{}, { state: 'already-so' }, { state: 'done' }] });
  });

  it('takes it back to a step, and does it again', async () => {
    const bench = new Bench();
    const id = bench.draft(planOf([makeThing('a'), makeThing('b'), addSecret()]));
    await bench.start(id);
    await bench.rest(id);
    await bench.code(id, { action: 'undoTo', step: 'make-b' });
    expect(await bench.rest(id)).toMatchObject({ state: 'paused', steps: [{ state: 'done' }, { state: 'undone' }, { state: 'undone' }] });
    expect(bench.vault.texts.size).toBe(0);
    await bench.start(id);
    expect((await bench.rest(id)).state).toBe('done');
  });

  it('confirms at the start only what is confirmed before a step runs', async () => {
    const bench = new Bench();
    const id = bench.draft(planOf([makeThing('a', { confirm: 'It stops.' }), askPerson('ask', { confirm: 'Really?' })]));
    await bench.start(id, ['make-a', 'ask']);
    expect(await bench.rest(id)).toMatchObject({
      state: 'needs-you',
      steps: [{ state: 'done' }, { hold: { says: 'Hand it over. Really?' } }],
    });
  });
});

describe('a journal that cannot be written', () => {
  it('stops the plan with a sentence, before the next change', async () => {
    const bench = new Bench();
    const id = bench.draft(two());
    await bench.start(id);
    await bench.rest(id);
    const journal = bench.store.journals.get(id);
    if (!journal) throw new Error('no journal');
    journal.watch = (_when, { kind }) => {
      if (kind === 'outcome') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    await bench.code(id, { action: 'confirm', step: 'ask', note: '' });
    expect(await bench.rest(id)).toMatchObject({
      state: 'failed',
      steps: [{}, { hold: { code: 'plan-journal-failed', detail: 'ENOSPC' } }, {}],
    });
    expect(bench.tenant.sent).toHaveLength(1);
    journal.watch = (when) => {
      if (when === 'before') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    expect(await bench.code(id, { action: 'retry', step: 'ask' })).toBe('plan-journal-failed');
    journal.watch = () => undefined;
    await bench.code(id, { action: 'retry', step: 'ask' });
    await bench.rest(id);
    await bench.code(id, { action: 'confirm', step: 'ask', note: '' });
    expect((await bench.rest(id)).state).toBe('done');
  });
});

describe('lists of plans', () => {
  it('hold drafts and plans that were begun, with what could not be read', async () => {
    const bench = new Bench();
    bench.store.notes = ['One was damaged.'];
    await bench.start(bench.draft(planOf([makeThing('a')], { id: 'plan-begun' })));
    await bench.rest('plan-begun');
    bench.draft(planOf([makeThing('a')], { id: 'plan-draft', madeAt: '2026-11-20T00:00:00Z' }));
    const { plans, notes } = await bench.runs.list();
    expect(plans.map(({ planId, state, standsAt }) => [planId, state, standsAt])).toEqual([
      ['plan-begun', 'done', null],
      ['plan-draft', 'draft', null],
    ]);
    expect(notes).toEqual(['One was damaged.']);
  });

  it('lose what is discarded, which stays done', async () => {
    const bench = new Bench();
    const id = bench.draft(planOf([makeThing('a')]));
    bench.draft(planOf([], { id: 'plan-draft' }));
    await bench.start(id);
    expect(await bench.runs.discard(id)).toMatchObject({ error: { code: 'plan-running' } });
    await bench.rest(id);
    expect(await bench.runs.discard(id)).toEqual({ ok: true, value: { done: true } });
    expect(await bench.runs.discard('plan-draft')).toEqual({ ok: true, value: { done: true } });
    expect(await bench.runs.discard(id)).toMatchObject({ error: { code: 'plan-unknown' } });
    expect((await bench.runs.list()).plans).toEqual([]);
    expect(bench.tenant.made).toHaveLength(1);
  });

  it('know what credentials of plans are called', async () => {
    const bench = new Bench();
    const id = bench.draft(planOf([addSecret()]));
    await bench.start(id);
    await bench.rest(id);
    const [name = ''] = [...bench.vault.texts.keys()];
    expect((await bench.again().runs.credentialLabels()).get(name)).toBe('Client secret of App');
  });
});
