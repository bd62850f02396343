import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { AccountAccess } from '../../src/main/adapters/tenant/account-access';
import { ExchangeSessions } from '../../src/main/adapters/tenant/exchange-sessions';
import type { ChangeNeeds } from '../../src/main/ports/tenant-writer';
import { Accounts } from '../../src/main/services/accounts';
import type { KeptAccount } from '../../src/main/services/accounts-kept';
import { ChangeableTenants } from '../../src/main/services/changeable-tenants';
import { DEFAULT_SETTINGS } from '../../src/main/services/user-settings';
import { err } from '../../src/shared/domain/result';
import type { SignInWish } from '../../src/shared/ipc/account-shapes';
import { failure } from '../../src/shared/ipc/envelope';
import type { DemoSignIn } from '../../src/simulator/generator/made-tenant';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { FakePowerShell } from '../support/fake-powershell';
import { FakeClock, FakeEvents, FakeLog } from '../support/fakes';
import { FormBrowser } from '../support/identity/browser';
import { FakeVault } from '../support/identity/fake-vault';
import { identityFor, OWN_CLIENT, walk, type Choice } from '../support/identity/simulated-sign-in';

const quiet = new AbortController().signal;
const SECRETS: ChangeNeeds = { scopes: ['Application.ReadWrite.All', 'Application.Read.All'], exchange: false };

let simulator: RunningSimulator;
let browser: FormBrowser;
let choices: readonly Choice[];
let visits: number;
let kept: readonly KeptAccount[];
let accounts: Accounts;
let tenants: ChangeableTenants;
let objectId: string;

beforeAll(async () => {
  simulator = await startSimulator({ standing: true });
  objectId = [...simulator.state().applications].find(({ appId }) => appId === simulator.apps[0]!.appId)!.id;
});

beforeEach(() => {
  [browser, choices, visits, kept] = [new FormBrowser(), ['approve', 'accept'], 0, []];
  simulator.log.clear();
});

afterAll(() => simulator.stop());

/** Somebody of the tenant who signs in, and the way by which plans of theirs change it. */
async function signIn(role: string, client: SignInWish['client']): Promise<`account:${string}`> {
  const who: DemoSignIn | undefined = simulator.users.find(({ roles, kind }) => kind === undefined && roles.includes(role));
  if (!who) throw new Error(`nobody is ${role}`);
  const clock = { now: () => simulator.clock().nowText(), sleep: () => Promise.resolve() };
  accounts = new Accounts({
    identity: identityFor(simulator, new FakeVault(), async (address) => {
      visits += 1;
      await walk(browser, await browser.open(address), who, choices);
    }),
    vault: new FakeVault(),
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
    clock,
    log: new FakeLog(),
    settings: () => ({ ...DEFAULT_SETTINGS, ownClients: [{ cloud: 'demo', clientId: OWN_CLIENT.clientId, tenant: simulator.tenantId }] }),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    refusesRealClouds: null,
    onSignedOut: () => undefined,
    readTenantName: () => Promise.resolve(null),
  });
  const hosts = { 'https://graph.demo.invalid': simulator.url };
  const access = new AccountAccess({
    http: new NodeHttp({ hosts }),
    writeHttp: new NodeHttp({ hosts, sendsOnce: true }),
    tokens: (id, resource, wish, signal) => accounts.token(id, resource, wish, signal),
    sessions: new ExchangeSessions({
      powerShell: new FakePowerShell(),
      host: () => Promise.resolve(err(failure('powershell-missing'))),
      clock: new FakeClock(),
    }),
    exchangeSignIn: () => 'auto',
    cmdlets: [],
    demoAddress: () => Promise.resolve(simulator.url),
    now: () => simulator.clock().now(),
  });
  tenants = new ChangeableTenants({
    demo: () => Promise.resolve(err(failure('demo-unavailable'))),
    find: async (id) => (await accounts.find(id))?.account ?? null,
    token: (id, fresh, signal) => accounts.token(id, 'graph', { fresh }, signal),
    consent: (id, features, signal) => accounts.consent(id, features, { requestId: 'r', signal }),
    directory: (account) => access.directory(account),
    directoryWriter: (account) => access.directoryWriter(account),
    exchange: (account, signal) => access.changeableExchange(account, signal),
    clock: () => Promise.resolve(clock),
  });
  const wish: SignInWish = { cloud: 'demo', tenant: null, asPartner: false, loginHint: null, client, method: 'browser' };
  const answer = await accounts.signIn(wish, { requestId: 'r', signal: quiet });
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.detail ?? ''}`);
  return `account:${answer.value.id}`;
}

const addSecret = (name: string) => ({
  method: 'POST' as const,
  path: `/v1.0/applications/${objectId}/addPassword`,
  headers: {},
  body: JSON.stringify({ passwordCredential: { displayName: name } }),
});

describe('a tenant that somebody signed in to, changed by a plan', () => {
  it('is asked for the permissions when it is to be changed, once, and is changed then', async () => {
    const target = await signIn('Global Administrator', 'quick');
    expect(visits).toBe(1);
    const connected = await tenants.connect(target, SECRETS, quiet);
    if (!connected.ok) throw new Error(JSON.stringify(connected.error));
    expect(visits).toBe(2);
    const changed = await connected.value.directoryWriter.change(addSecret('by plan'), quiet);
    expect(changed).toMatchObject({ kind: 'answer', status: 200, body: expect.stringContaining('secretText') as string });
    const read = await connected.value.directory.send(
      { method: 'GET', path: `/v1.0/applications/${objectId}`, headers: {}, body: null },
      quiet,
    );
    expect(read).toMatchObject({ kind: 'answer', status: 200, body: expect.stringContaining('by plan') as string });

    expect(await tenants.connect(target, SECRETS, quiet)).toMatchObject({ ok: true });
    expect(visits).toBe(2);
    // What was granted for changes does not stand in the way of reading on.
    expect((await accounts.list()).accounts[0]?.scopes).toEqual(expect.arrayContaining(['User.Read', 'Application.ReadWrite.All']));
  });

  it('is not changed where the permissions are refused', async () => {
    const target = await signIn('Global Administrator', 'own');
    choices = ['approve', 'cancel'];
    const needs: ChangeNeeds = { scopes: ['AdministrativeUnit.ReadWrite.All'], exchange: false };
    expect(await tenants.connect(target, needs, quiet)).toMatchObject({ ok: false, error: { code: 'consent-refused' } });
    expect(simulator.log.all().filter(({ front, method }) => front === 'graph' && method !== 'GET')).toEqual([]);
  });

  it('is changed in Exchange Online with the same account', async () => {
    const target = await signIn('Global Administrator', 'own');
    const connected = await tenants.connect(target, { scopes: [], exchange: true }, quiet);
    if (!connected.ok) throw new Error(JSON.stringify(connected.error));
    const command = { cmdlet: 'New-ManagementScope', parameters: { Name: 'By an account', RecipientRestrictionFilter: "City -eq 'Ulm'" } };
    expect(await connected.value.exchangeWriter.change(command, quiet)).toMatchObject({
      kind: 'done',
      objects: [{ Name: 'By an account' }],
    });
  });

  it('says that the quick start has no permission for Exchange Online of the demo', async () => {
    const target = await signIn('Global Administrator', 'quick');
    expect(await tenants.connect(target, { scopes: [], exchange: true }, quiet)).toMatchObject({
      error: { code: 'exchange-client-missing' },
    });
  });

  it('is none for an account that is gone', async () => {
    const target = await signIn('Global Administrator', 'quick');
    await accounts.signOut(target.slice('account:'.length));
    expect(await tenants.connect(target, SECRETS, quiet)).toMatchObject({ error: { code: 'account-unknown' } });
  });
});
