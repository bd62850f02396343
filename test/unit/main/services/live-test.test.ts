import { describe, expect, it } from 'vitest';
import type { AppCredential, AppToken } from '../../../../src/main/ports/app-identity';
import { LiveTests } from '../../../../src/main/services/live-test';
import { credentialName } from '../../../../src/shared/domain/plan/credential-names';
import { err, ok, type Result } from '../../../../src/shared/domain/result';
import { failure, type Failure } from '../../../../src/shared/ipc/envelope';
import { EVENTS } from '../../../../src/shared/ipc/events';
import type { LiveTestStart, LiveTestState } from '../../../../src/shared/ipc/plan-shapes';
import type { DirectoryAnswer } from '../../../../src/shared/ipc/tenant-access';
import { FakeEvents } from '../../../support/fakes';
import { FakeVault } from '../../../support/identity/fake-vault';
import { answer, FakeChangeableTenant } from '../../../support/plan-runner/fake-tenant';
import { planOf, step } from '../../../support/plan-runner/small-plans';

const DENIED = answer(403, { error: { code: 'ErrorAccessDenied', message: 'Access is denied.' } }, { 'request-id': 'r-1' });
const FINE = answer(200, { value: [] });
const APP = 'AAAAAAAA-1111-4111-8111-111111111111';

/** An app, its token and what Graph answers it. */
class Bench {
  readonly tenant = new FakeChangeableTenant();
  readonly vault = new FakeVault();
  readonly events = new FakeEvents();
  readonly asked: AppCredential[] = [];
  readonly calls: { readonly method: string; readonly path: string; readonly body: string | null }[] = [];
  tokens: Result<AppToken, Failure>[] = [];
  roles: readonly string[] = [];
  verdicts: Readonly<Record<string, 'yes' | 'no' | 'unknown'>> = {};
  /** By the beginning of the path. */
  answers: Readonly<Record<string, DirectoryAnswer | (() => DirectoryAnswer)>> = {
    '/v1.0/users/in/': FINE,
    '/v1.0/users/out/': DENIED,
  };

  constructor() {
    for (const [id, mail] of [
      ['in', 'in@contoso.com'],
      ['out', 'out@contoso.com'],
      ['bare', null],
    ]) {
      this.tenant.list('users').push({ id, displayName: `Mailbox ${String(id)}`, mail });
    }
  }

  readonly tests = new LiveTests({
    identity: {
      token: ({ credential }) => {
        this.asked.push(credential);
        const expiresAt = this.tenant.clock.time + 3_600_000;
        return Promise.resolve(this.tokens.shift() ?? ok({ token: 'token', expiresAt, roles: this.roles }));
      },
    },
    calls: {
      call: ({ method, path, body }) => {
        this.calls.push({ method, path, body });
        const found =
          Object.entries(this.answers).find(([start]) => path.startsWith(start))?.[1] ??
          answer(404, { error: { code: 'ErrorInvalidUser' } });
        const came = typeof found === 'function' ? found() : found;
        return Promise.resolve(came as Awaited<ReturnType<ConstructorParameters<typeof LiveTests>[0]['calls']['call']>>);
      },
    },
    vault: this.vault,
    tenants: {
      connect: () =>
        Promise.resolve(
          ok({
            tenantId: this.tenant.tenantId,
            cloud: 'global',
            mode: 'live',
            now: 0,
            directory: this.tenant.directory,
            exchange: this.tenant.exchange,
          }),
        ),
    },
    queries: {
      ask: ((_operation: string, { mailboxIds, capabilities }: { mailboxIds: string[]; capabilities: string[] }) =>
        Promise.resolve(
          ok(
            mailboxIds.flatMap((mailboxId) =>
              capabilities.map((capability) => ({ mailboxId, capability, verdict: this.verdicts[mailboxId] ?? 'unknown' })),
            ),
          ),
        )) as never,
    },
    events: this.events,
    placeOf: () => Promise.resolve({ cloud: 'demo', clock: this.tenant.clock }),
  });

  run(wish: Partial<LiveTestStart> = {}, signal?: AbortSignal): Promise<Result<LiveTestState, Failure>> {
    const whole: LiveTestStart = {
      target: 'demo',
      readingId: null,
      appId: APP,
      credential: { kind: 'secret', text: 'pasted-secret' },
      inside: ['in'],
      outside: ['out'],
      operations: ['mail.read'],
      patience: 0,
      ...wish,
    };
    return this.tests.run(whole, { requestId: 'r', ...(signal ? { signal } : {}) });
  }

  async state(wish: Partial<LiveTestStart> = {}): Promise<LiveTestState> {
    const came = await this.run(wish);
    if (!came.ok) throw new Error(came.error.code);
    return came.value;
  }

  rounds(): readonly LiveTestState[] {
    return this.events.sent.map(({ payload }) => EVENTS.liveTestProgress.parse(payload).state);
  }
}

describe('a live test', () => {
  it('calls inside and outside, and is settled where both are as expected', async () => {
    const bench = new Bench();
    const state = await bench.state();
    expect(state).toMatchObject({ settled: true, round: 1, nextAt: null, says: expect.stringContaining('as it should be') as string });
    expect(state.results.map(({ mailbox, outcome, status, code, requestId }) => [mailbox, outcome, status, code, requestId])).toEqual([
      ['Mailbox in', 'allowed', 200, null, null],
      ['Mailbox out', 'refused', 403, 'ErrorAccessDenied', 'r-1'],
    ]);
    expect(bench.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1.0/users/in/messages?$top=1&$select=id',
      'GET /v1.0/users/out/messages?$top=1&$select=id',
    ]);
  });

  it('sends a message only where it is asked to, from a mailbox to itself', async () => {
    const bench = new Bench();
    bench.answers = { '/v1.0/users/in/sendMail': answer(202, null), ...bench.answers };
    await bench.state({ operations: ['mail.send'], outside: [] });
    const [call] = bench.calls;
    expect([call?.method, call?.path]).toEqual(['POST', '/v1.0/users/in/sendMail']);
    expect(JSON.parse(call?.body ?? '{}')).toMatchObject({
      message: { toRecipients: [{ emailAddress: { address: 'in@contoso.com' } }] },
      saveToSentItems: false,
    });
  });

  it('tries every operation that is asked for', async () => {
    const bench = new Bench();
    await bench.state({ operations: ['mail.read', 'calendar.read', 'contacts.read', 'settings.read', 'folders.read'], outside: [] });
    expect(bench.calls.map(({ path }) => path.replace('/v1.0/users/in/', '').replace(/\?.*/, ''))).toEqual([
      'messages',
      'calendar/events',
      'contacts',
      'mailboxSettings',
      'mailFolders',
    ]);
  });

  it('proves nothing at a mailbox that may not be there', async () => {
    const bench = new Bench();
    bench.answers = { '/v1.0/users/': DENIED };
    const state = await bench.state({ inside: [], outside: ['bare', 'nobody', 'out'] });
    expect(state.results.map(({ outcome }) => outcome)).toEqual(['proves-nothing', 'proves-nothing', 'refused']);
    expect(state.settled).toBe(false);
  });

  it('tests again until the answer settles, ever less often', async () => {
    const bench = new Bench();
    const began = bench.tenant.clock.time;
    bench.answers = { '/v1.0/users/in/': FINE, '/v1.0/users/out/': () => (bench.tenant.clock.time - began > 40 * 60_000 ? DENIED : FINE) };
    const state = await bench.state({ patience: 4 * 3_600 });
    expect(state.settled).toBe(true);
    const rounds = bench.rounds();
    expect(rounds.length).toBe(state.round);
    expect(rounds.at(-2)).toMatchObject({
      settled: false,
      nextAt: expect.any(String) as string,
      says: expect.stringContaining('30 minutes') as string,
    });
    expect(rounds.length).toBeLessThan(20);
    // A new token each time: an old one would keep what was taken away.
    expect(bench.asked).toHaveLength(rounds.length);
  });

  it('ends when patience does, and says what it saw last', async () => {
    const bench = new Bench();
    bench.roles = ['Mail.Read'];
    bench.answers = { '/v1.0/users/': FINE };
    const began = bench.tenant.clock.time;
    const state = await bench.state({ patience: 600 });
    expect(state).toMatchObject({ settled: false, nextAt: null, roles: ['Mail.Read'] });
    expect(state.says).toContain('the token carries Mail.Read');
    expect(bench.tenant.clock.time - began).toBe(600_000);
  });

  it('tests once where no more is asked for, though the clock goes back by a moment', async () => {
    const bench = new Bench();
    bench.tokens = [err(failure('app-credential-refused')), err(failure('app-credential-refused'))];
    const { clock } = bench.tenant;
    const times = [clock.time, clock.time - 1];
    clock.now = () => new Date(times.shift() ?? clock.time).toISOString();
    const came = await bench.run();
    expect(came).toMatchObject({ error: { code: 'app-credential-refused' } });
    expect(bench.rounds()).toEqual([]);
  });

  it('ends when it is cancelled', async () => {
    const bench = new Bench();
    const controller = new AbortController();
    bench.answers = { '/v1.0/users/': FINE };
    bench.tenant.clock.onSleep = () => controller.abort();
    expect(await bench.run({ patience: 600 }, controller.signal)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('waits for a credential that is new, and for no other refusal', async () => {
    const bench = new Bench();
    bench.tokens = [err(failure('app-credential-refused')), err(failure('app-credential-refused'))];
    expect(await bench.state({ patience: 600 })).toMatchObject({ settled: true, round: 3 });
    expect(bench.rounds()[0]).toMatchObject({ results: [], says: expect.stringContaining('it is a wrong one, or so new') as string });
    bench.tokens = [err(failure('app-disabled'))];
    expect(await bench.run({ patience: 600 })).toMatchObject({ error: { code: 'app-disabled' } });
    bench.tokens = [err(failure('app-credential-refused'))];
    expect(await bench.run()).toMatchObject({ error: { code: 'app-credential-refused' } });
  });

  it('compares with what the reach engine says, and tells where they disagree', async () => {
    const bench = new Bench();
    bench.verdicts = { in: 'no', out: 'no' };
    const state = await bench.state({ readingId: '0123456789abcdef0123456789abcdef' });
    expect(state.results.map(({ engine, agrees }) => [engine, agrees])).toEqual([
      ['no', false],
      ['no', true],
    ]);
    expect(state.disagreements).toEqual([`The app ${APP} could read mail of Mailbox in, although by the reading nothing lets it.`]);
  });

  it('uses what was pasted once, and tells nobody', async () => {
    const bench = new Bench();
    await bench.state();
    expect(bench.asked).toEqual([{ kind: 'secret', text: 'pasted-secret' }]);
    expect(JSON.stringify([bench.events.sent, [...bench.vault.texts]])).not.toContain('pasted-secret');
  });

  it('takes a kept credential by its name, and never one of Mailscope’s own', async () => {
    const bench = new Bench();
    bench.vault.texts.set('secrets/a', 'kept');
    bench.vault.texts.set('secrets/b', '-----BEGIN PRIVATE KEY-----\n');
    bench.vault.texts.set('tokens/global', 'a refresh token');
    await bench.state({ credential: { kind: 'kept', vaultName: 'secrets/a' } });
    await bench.state({ credential: { kind: 'kept', vaultName: 'secrets/b' } });
    expect(bench.asked.map(({ kind }) => kind)).toEqual(['secret', 'certificate']);
    for (const vaultName of ['tokens/global', 'secrets/none']) {
      expect(await bench.run({ credential: { kind: 'kept', vaultName } })).toMatchObject({ error: { code: 'live-test-no-credential' } });
    }
  });
});

describe('the live test of a step', () => {
  const PLAN = planOf([]);
  const TEST = step({
    id: 'test',
    liveTest: { appId: APP, inside: ['in'], outside: ['out'], operations: ['mail.read', 'folders.read', 'config.read'] },
  });
  const forStep = (bench: Bench, given: Parameters<Bench['tests']['forStep']>[1] = null): ReturnType<Bench['tests']['forStep']> =>
    bench.tests.forStep({ plan: PLAN, step: TEST, target: 'demo', tenant: bench.tenant }, given, new AbortController().signal);

  it('uses the credential that a plan created for the app, its own first', async () => {
    const bench = new Bench();
    bench.vault.texts.set(credentialName(APP, 'plan-other', 'add'), 'other');
    bench.vault.texts.set(credentialName(APP, PLAN.id, 'add'), 'own');
    bench.vault.texts.set(credentialName('another-app', PLAN.id, 'add'), 'not of this app');
    expect(await forStep(bench)).toMatchObject({ kind: 'settled' });
    expect(bench.asked).toEqual([{ kind: 'secret', text: 'own' }]);
    bench.tokens = [err(failure('app-credential-expired'))];
    expect(await forStep(bench)).toMatchObject({ kind: 'settled' });
    expect(bench.asked.at(-1)).toEqual({ kind: 'secret', text: 'other' });
  });

  it('asks for one where none is kept, and takes what is given', async () => {
    const bench = new Bench();
    expect(await forStep(bench)).toMatchObject({ kind: 'no-credential' });
    expect(await forStep(bench, { kind: 'secret', text: 'given' })).toMatchObject({
      kind: 'settled',
      says: ['It can read mail of Mailbox in.', expect.any(String)],
    });
  });

  it('goes on while it is not as expected, and fails where waiting does not help', async () => {
    const bench = new Bench();
    bench.answers = { '/v1.0/users/': FINE };
    expect(await forStep(bench, { kind: 'secret', text: 'x' })).toMatchObject({
      kind: 'not-yet',
      says: expect.stringContaining('30 minutes') as string,
    });
    bench.tokens = [err(failure('app-credential-refused'))];
    expect(await forStep(bench, { kind: 'secret', text: 'x' })).toMatchObject({ kind: 'not-yet' });
    bench.tokens = [err(failure('app-disabled'))];
    expect(await forStep(bench, { kind: 'secret', text: 'x' })).toMatchObject({ kind: 'failed', code: 'app-disabled' });
  });
});
