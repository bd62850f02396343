import { describe, expect, it } from 'vitest';
import { ReadinessMeasure, type ReadinessContext, type ReadinessParts } from '../../../../src/main/services/readiness-measure';
import { err, ok } from '../../../../src/shared/domain/result';
import { failure } from '../../../../src/shared/ipc/envelope';
import { readinessSchema, type Readiness, type ReadinessFact } from '../../../../src/shared/ipc/readiness-shapes';
import { ACCOUNT, answer, FakeHttp, readyParts, refused } from '../../../support/readiness/fake-tenant';

function context(signal = new AbortController().signal): ReadinessContext & { readonly stages: string[] } {
  const stages: string[] = [];
  return { signal, stages, onProgress: ({ stage }) => stages.push(stage) };
}

async function measure(parts: ReadinessParts, accountId: string | null = ACCOUNT.id): Promise<Readiness> {
  const answered = await new ReadinessMeasure(parts).measure(accountId, context());
  if (!answered.ok) throw new Error(answered.error.message);
  return answered.value;
}

function factOf(readiness: Readiness, id: string): ReadinessFact {
  const fact = readiness.sections.flatMap(({ facts }) => facts).find((candidate) => candidate.id === id);
  if (!fact) throw new Error(`there is no fact ${id}`);
  return fact;
}

function statesOf(readiness: Readiness): Readonly<Record<string, string>> {
  return Object.fromEntries(readiness.features.map(({ id, state }) => [id, state]));
}

describe('measuring readiness', () => {
  it('is ready where everything answers', async () => {
    const readiness = await measure(readyParts());
    expect(new Set(Object.values(statesOf(readiness)))).toEqual(new Set(['ready']));
    expect(readiness.measuredAt).toBe('2026-11-21T12:00:00.000Z');
    expect(readinessSchema.parse(readiness)).toEqual(readiness);
  });

  it('tells what it found', async () => {
    const readiness = await measure(readyParts());
    expect(factOf(readiness, 'activeRoles')).toMatchObject({ value: 'Global Reader', state: 'good' });
    expect(factOf(readiness, 'eligibleRoles')).toMatchObject({ value: 'Exchange Administrator', state: 'attention' });
    expect(factOf(readiness, 'premium')).toMatchObject({ value: 'In the tenant', state: 'good' });
    expect(factOf(readiness, 'consent')).toMatchObject({ value: 'Users may consent to permissions of low impact' });
    expect(factOf(readiness, 'appManagement')).toMatchObject({
      value: 'Restricted',
      detail: 'App registrations: secrets may live no longer than P180D',
    });
    expect(factOf(readiness, 'scriptBlockLogging')).toMatchObject({ state: 'unknown', value: 'Not measured' });
    expect(factOf(readiness, 'powershell')).toMatchObject({ value: 'PowerShell 7.6.5' });
  });

  it('takes a fresh token, so that a role that was just activated counts', async () => {
    const wishes: unknown[] = [];
    const parts = readyParts();
    await measure({
      ...parts,
      accounts: {
        ...parts.accounts,
        token: (id, resource, wish, signal) => {
          wishes.push([resource, wish]);
          return parts.accounts.token(id, resource, wish, signal);
        },
      },
    });
    expect(wishes).toContainEqual(['graph', { fresh: true }]);
  });

  it('asks every address once, and only with a GET', async () => {
    const http = new FakeHttp();
    await measure(readyParts({}, http));
    const urls = http.sent.map(({ url }) => url);
    expect(new Set(urls).size).toBe(urls.length);
    expect(http.sent.every(({ method, body }) => method === 'GET' && body === null)).toBe(true);
  });

  it('sends the token to Microsoft Graph alone', async () => {
    const http = new FakeHttp();
    await measure(readyParts({}, http));
    const told = http.sent.filter(({ headers }) => headers['authorization'] !== undefined).map(({ url }) => new URL(url).host);
    expect(new Set(told)).toEqual(new Set(['graph.microsoft.com']));
  });

  it('never has a token in what it answers', async () => {
    expect(JSON.stringify(await measure(readyParts()))).not.toContain('token-of-');
  });

  it('never asks Microsoft for the demo tenant’s Exchange', async () => {
    const http = new FakeHttp();
    const demo = { ...ACCOUNT, cloud: 'demo' as const };
    const parts = readyParts({}, http);
    await measure({ ...parts, accounts: { ...parts.accounts, find: () => Promise.resolve({ account: demo }) } });
    expect(http.sent.map(({ url }) => new URL(url).host).filter((host) => !host.endsWith('.demo.invalid'))).toEqual([]);
  });

  it('shows a source that Graph refuses as blocked, with the permission that is missing', async () => {
    const http = new FakeHttp(({ url }) => (url.includes('/beta/reports/') ? refused() : null));
    const parts = readyParts({}, http);
    const readiness = await measure({
      ...parts,
      accounts: { ...parts.accounts, token: () => Promise.resolve(ok({ token: 't', expiresAt: 0, scopes: ['Directory.Read.All'] })) },
    });
    const feature = readiness.features.find(({ id }) => id === 'sign-in-activity')!;
    expect(feature).toMatchObject({ state: 'blocked', lacks: [{ kind: 'scope', remedy: { consent: 'sign-in-activity' } }] });
  });

  it.each([
    ['busy', answer(429, {}), 'Microsoft Graph is busy (429)'],
    ['broken', answer(503, 'oops'), 'Microsoft Graph is busy (503)'],
    ['asking for a new sign-in', answer(401, {}), 'Microsoft Graph asks for a new sign-in'],
    ['garbled', answer(200, '{"value":['), 'the answer of Microsoft Graph was not understood'],
    ['behind a proxy that refuses', answer(403, '<html>Blocked</html>'), 'something on the way to Microsoft Graph refuses the request'],
    ['without such an address', answer(404, { error: { code: 'ResourceNotFound' } }), 'Microsoft Graph answered 404 (ResourceNotFound)'],
    ['away', { kind: 'unreachable', problem: 'cut', message: 'The connection broke.' } as const, 'does not answer: the connection broke'],
  ])('leaves a source open to question where Graph is %s', async (_what, outcome, reason) => {
    const http = new FakeHttp(({ url }) => (url.includes('/v1.0/users?') ? outcome : null));
    const people = (await measure(readyParts({}, http))).features.find(({ id }) => id === 'people')!;
    expect(people.state).toBe('limited');
    expect(people.lacks.map(({ kind, what }) => [kind, what.includes(reason)])).toEqual([['notMeasured', true]]);
  });

  it('shows a body of another shape as not measured', async () => {
    const http = new FakeHttp(({ url }) => (url.includes('/subscribedSkus') ? answer(200, { value: [{ nothing: 1 }] }) : null));
    expect(factOf(await measure(readyParts({}, http)), 'premium')).toMatchObject({
      state: 'unknown',
      detail: 'The answer of Microsoft Graph was not understood.',
    });
  });

  it('does not wait for what never answers', async () => {
    const http = new FakeHttp(({ url }) => (url.includes('/v1.0/groups?') ? new Promise(() => undefined) : null));
    // Time passes for what takes too long only after everything else had its turn.
    const clock = { now: () => '2026-11-21T12:00:00.000Z', sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 20)) };
    const people = (await measure(readyParts({ clock }, http))).features.find(({ id }) => id === 'people')!;
    expect(people).toMatchObject({ state: 'limited', lacks: [{ kind: 'notMeasured' }] });
    expect(people.lacks[0]!.what).toContain('there was no answer within 15 seconds');
  });

  it('shows an account that has to sign in again, and the rest of the machine', async () => {
    const parts = readyParts();
    const readiness = await measure({
      ...parts,
      accounts: { ...parts.accounts, token: () => Promise.resolve(err(failure('sign-in-needed'))) },
      exchangeCommands: () => Promise.resolve(err(failure('sign-in-needed'))),
    });
    expect(new Set(Object.values(statesOf(readiness)))).toEqual(new Set(['blocked']));
    expect(readiness.features[0]!.lacks[0]).toMatchObject({ kind: 'signIn', remedy: { consent: 'sign-in' } });
    expect(factOf(readiness, 'module')).toMatchObject({ state: 'good' });
  });

  it('without an account measures this machine and asks for no token', async () => {
    const http = new FakeHttp();
    const parts = readyParts({}, http);
    const readiness = await measure(
      { ...parts, accounts: { find: () => Promise.reject(new Error()), token: () => Promise.reject(new Error()) } },
      null,
    );
    expect(readiness.account).toBeNull();
    expect(readiness.sections.map(({ id }) => id)).toEqual(['account', 'powershell', 'logging', 'network']);
    expect(http.sent).toHaveLength(3);
  });

  it('knows only accounts that are signed in here', async () => {
    const answered = await new ReadinessMeasure(readyParts()).measure('ffffffffffffffff', context());
    expect(answered).toMatchObject({ ok: false, error: { code: 'account-unknown' } });
  });

  it('ends at once when it is cancelled, whatever is under way', async () => {
    const controller = new AbortController();
    const never = new Promise<never>(() => undefined);
    const parts = readyParts(
      { powerShell: () => never, exchangeCommands: () => never, vault: { state: () => never } },
      new FakeHttp(() => never),
    );
    const measuring = new ReadinessMeasure(parts).measure(ACCOUNT.id, context(controller.signal));
    controller.abort();
    expect(await measuring).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('tells how far it is', async () => {
    const told = context();
    await new ReadinessMeasure(readyParts()).measure(ACCOUNT.id, told);
    expect(told.stages).toEqual(expect.arrayContaining(['PowerShell', 'Keychain', 'Exchange Online', 'Network: the sign-in service']));
  });

  it('names who can grant what an administrator has to approve, until it is granted', async () => {
    const http = new FakeHttp(({ url }) => (url.includes('/beta/reports/') ? refused() : null));
    const parts = readyParts({}, http);
    const measuring = new ReadinessMeasure({
      ...parts,
      accounts: { ...parts.accounts, token: () => Promise.resolve(ok({ token: 't', expiresAt: 0, scopes: ['User.Read'] })) },
    });
    const remedyOf = async (): Promise<string | null> => {
      const answered = await measuring.measure(ACCOUNT.id, context());
      return answered.ok ? answered.value.features.find(({ id }) => id === 'sign-in-activity')!.lacks[0]!.remedy.link : null;
    };
    expect(await remedyOf()).toBeNull();
    measuring.noteConsent(ACCOUNT.id, ['sign-in-activity'], 'admin-approval-needed');
    expect(await remedyOf()).toContain('/~/CallAnAPI/appId/');
    measuring.noteConsent(ACCOUNT.id, ['sign-in-activity'], null);
    expect(await remedyOf()).toBeNull();
  });
});
