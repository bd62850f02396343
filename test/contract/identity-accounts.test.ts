import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountListFormat } from '../../src/main/adapters/files/account-list';
import { Accounts } from '../../src/main/services/accounts';
import type { KeptAccount } from '../../src/main/services/accounts-kept';
import { DEFAULT_SETTINGS } from '../../src/main/services/user-settings';
import type { Account, SignInWish } from '../../src/shared/ipc/account-shapes';
import type { DemoSignIn } from '../../src/simulator/generator/made-tenant';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { FakeEvents, FakeLog } from '../support/fakes';
import { FormBrowser } from '../support/identity/browser';
import { FakeVault } from '../support/identity/fake-vault';
import { identityFor, OWN_CLIENT, walk, type Choice } from '../support/identity/simulated-sign-in';
import { getGraph } from '../support/simulator-client';

const NEVER = new AbortController().signal;
const CONTEXT = { requestId: 'r1', signal: NEVER };

let simulator: RunningSimulator;
let vault: FakeVault;
let browser: FormBrowser;
let choices: readonly Choice[];
let who: DemoSignIn;
let visits: number;
let kept: readonly KeptAccount[];

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
});

beforeEach(() => {
  vault = new FakeVault();
  browser = new FormBrowser();
  choices = ['approve', 'accept'];
  visits = 0;
  kept = [];
  const administrator = simulator.users.find(({ roles }) => roles.includes('Global Administrator'));
  if (!administrator) throw new Error('nobody administers the tenant');
  who = administrator;
});

afterEach(() => {
  simulator.faults.clearAll();
});

afterAll(() => simulator.stop());

/** The accounts as the app has them after a start: what is on disk and in the vault is all there is. */
function start(): Accounts {
  const read = accountListFormat.schema.parse(JSON.parse(JSON.stringify({ accounts: kept }))).accounts;
  kept = read;
  return new Accounts({
    identity: identityFor(simulator, vault, async (address) => {
      visits += 1;
      await walk(browser, await browser.open(address), who, choices);
    }),
    vault,
    kept: {
      get current() {
        return kept;
      },
      note: null,
      set: (value) => {
        kept = value;
        return Promise.resolve(true);
      },
    },
    events: new FakeEvents(),
    clock: { now: () => simulator.clock().nowText(), sleep: () => Promise.resolve() },
    log: new FakeLog(),
    settings: () => ({ ...DEFAULT_SETTINGS, ownClients: [{ cloud: 'demo', clientId: OWN_CLIENT.clientId, tenant: simulator.tenantId }] }),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    refusesRealClouds: 'Only the demo is served here.',
    onSignedOut: () => undefined,
    readTenantName: async (_account, { token }) => {
      const { body } = await getGraph(simulator, token, '/v1.0/organization?$select=displayName');
      return (body['value'] as readonly { readonly displayName: string }[] | undefined)?.[0]?.displayName ?? null;
    },
  });
}

async function signedIn(accounts: Accounts, client: SignInWish['client'] = 'own'): Promise<Account> {
  const wish: SignInWish = { cloud: 'demo', tenant: null, asPartner: false, loginHint: null, client, method: 'browser' };
  const answer = await accounts.signIn(wish, CONTEXT);
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.detail ?? ''}`);
  return answer.value;
}

describe('accounts of the simulated tenant', () => {
  it('are there after a restart, with the name of the tenant, and renew silently', async () => {
    const account = await signedIn(start());
    expect(account).toMatchObject({
      username: who.userPrincipalName,
      tenantId: simulator.tenantId,
      tenantName: simulator.state().singles.organization.displayName,
      state: 'ready',
    });
    const restarted = start();
    await restarted.renew(NEVER);
    expect((await restarted.list()).accounts).toMatchObject([{ id: account.id, state: 'ready' }]);
    expect(await restarted.token(account.id, 'graph', {}, NEVER)).toMatchObject({ ok: true });
    expect(await restarted.token(account.id, 'exchange', {}, NEVER)).toMatchObject({ ok: true });
    expect(visits).toBe(1);
  });

  it('need a person where the refresh token ran out, and are ready again after that', async () => {
    const { id } = await signedIn(start());
    const restarted = start();
    expect(simulator.faults.set('refresh-expired=1')).toBeNull();
    await restarted.renew(NEVER);
    expect((await restarted.list()).accounts).toMatchObject([{ state: 'signInNeeded' }]);
    expect(await restarted.consent(id, [], CONTEXT)).toMatchObject({ ok: true, value: { id, state: 'ready' } });
    expect(visits).toBe(2);
  });

  it('are asked for a permission when a feature needs it, and not before', async () => {
    const accounts = start();
    const { id, scopes } = await signedIn(accounts, 'quick');
    expect(scopes).not.toContain('Policy.Read.All');
    const answer = await accounts.consent(id, ['policies'], CONTEXT);
    expect(answer).toMatchObject({ ok: true });
    expect(answer.ok ? answer.value.scopes : []).toEqual(expect.arrayContaining(['User.Read', 'Policy.Read.All']));
    // What is granted now is not asked for a second time.
    expect(await accounts.consent(id, ['policies'], CONTEXT)).toMatchObject({ ok: true });
    expect(visits).toBe(2);
  });

  it('go on without what was declined', async () => {
    const accounts = start();
    const { id } = await signedIn(accounts, 'quick');
    choices = ['cancel'];
    expect(await accounts.consent(id, ['sign-in-activity'], CONTEXT)).toMatchObject({ ok: false, error: { code: 'consent-refused' } });
    expect(await accounts.token(id, 'graph', {}, NEVER)).toMatchObject({ ok: true });
    expect((await accounts.list()).accounts).toMatchObject([{ state: 'ready' }]);
  });

  it('meet a second factor that is asked for while they work', async () => {
    const accounts = start();
    const { id } = await signedIn(accounts);
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    expect(await accounts.token(id, 'graph', { claims, fresh: true }, NEVER)).toMatchObject({
      ok: false,
      error: { code: 'claims-challenge' },
    });
    expect((await accounts.list()).accounts).toMatchObject([{ state: 'signInNeeded' }]);
    expect(await accounts.consent(id, [], CONTEXT)).toMatchObject({ ok: true, value: { state: 'ready' } });
    expect(await accounts.token(id, 'graph', { claims, fresh: true }, NEVER)).toMatchObject({ ok: true });
  });

  it('leave nothing behind when they sign out', async () => {
    const accounts = start();
    const { id } = await signedIn(accounts);
    expect(await accounts.signOut(id)).toMatchObject({ ok: true, value: { accounts: [] } });
    expect([kept.length, vault.texts.size]).toEqual([0, 0]);
    expect((await start().list()).accounts).toEqual([]);
  });
});
