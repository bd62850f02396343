import { describe, expect, it } from 'vitest';
import type { ChangeableTenant, DirectoryWriter, ExchangeWriter } from '../../../../src/main/ports/tenant-writer';
import { ChangeableTenants, type ChangeableTenantParts } from '../../../../src/main/services/changeable-tenants';
import type { TenantAccount } from '../../../../src/main/services/tenants';
import { err, ok } from '../../../../src/shared/domain/result';
import { failure } from '../../../../src/shared/ipc/envelope';
import type { DirectoryPort, ExchangePort } from '../../../../src/shared/ipc/tenant-access';
import { FakeClock } from '../../../support/fakes';

const directory: DirectoryPort = { send: () => Promise.resolve({ kind: 'cancelled' }) };
const directoryWriter: DirectoryWriter = { change: () => Promise.resolve({ kind: 'cancelled' }) };
const exchange: ExchangePort = {
  run: () => Promise.resolve({ kind: 'done', warnings: [] }),
  commands: () => Promise.resolve({ kind: 'commands', names: null }),
};
const exchangeWriter: ExchangeWriter = { change: () => Promise.resolve({ kind: 'done', warnings: [], objects: [] }) };
const DEMO = { tenantId: 'demo' } as ChangeableTenant;
const ACCOUNT: TenantAccount = {
  id: '0123456789abcdef',
  cloud: 'usGovHigh',
  tenantId: 'theirs',
  username: 'ada@contoso.com',
  client: 'own',
  customer: null,
};
const TARGET = `account:${ACCOUNT.id}` as const;
const NOTHING = { scopes: [], exchange: false };
const quiet = new AbortController().signal;

/** An account whose token has some permissions, and gets those that a consent grants. */
function setUp(granted: readonly string[], given: readonly string[] = [], parts: Partial<ChangeableTenantParts> = {}) {
  const asked: string[] = [];
  let held = granted;
  const clock = new FakeClock();
  const tenants = new ChangeableTenants({
    demo: () => Promise.resolve(ok(DEMO)),
    find: (id) => Promise.resolve(id === ACCOUNT.id ? ACCOUNT : null),
    token: (_id, fresh) => {
      asked.push(fresh ? 'new token' : 'token');
      return Promise.resolve(ok({ token: 't', expiresAt: 1, scopes: held }));
    },
    consent: (_id, features) => {
      asked.push(features.join(' '));
      held = [...held, ...given];
      return Promise.resolve(ok(null));
    },
    directory: () => directory,
    directoryWriter: () => directoryWriter,
    exchange: () => {
      asked.push('Exchange Online');
      return Promise.resolve(ok({ exchange, exchangeWriter }));
    },
    clock: () => Promise.resolve(clock),
    ...parts,
  });
  return { tenants, asked, clock };
}

describe('the way to a tenant that a plan changes', () => {
  it('is its operator’s for the demo, without anybody being asked', async () => {
    const { tenants, asked } = setUp([]);
    expect(await tenants.connect('demo', { scopes: ['Application.ReadWrite.All'], exchange: true }, quiet)).toEqual(ok(DEMO));
    expect(asked).toEqual([]);
  });

  it('is that of the account, with what was granted already', async () => {
    const { tenants, asked, clock } = setUp(['application.readwrite.all']);
    const connected = await tenants.connect(
      TARGET,
      { scopes: ['Application.ReadWrite.All', 'Application.Read.All'], exchange: true },
      quiet,
    );
    expect(connected).toEqual(
      ok({ tenantId: 'theirs', cloud: 'usGovHigh', actor: 'ada@contoso.com', directory, directoryWriter, exchange, exchangeWriter, clock }),
    );
    expect(asked).toEqual(['token', 'Exchange Online']);
  });

  it('asks for what is missing, and for nothing else', async () => {
    const { tenants, asked } = setUp(['User.Read', 'Application.Read.All'], ['GroupMember.ReadWrite.All']);
    expect(
      await tenants.connect(TARGET, { scopes: ['GroupMember.ReadWrite.All', 'Application.Read.All'], exchange: false }, quiet),
    ).toMatchObject({ ok: true });
    expect(asked).toEqual(['token', 'change-groups', 'new token']);
  });

  it.each([
    ['is refused', [], { consent: () => Promise.resolve(err(failure('consent-refused'))) }, 'consent-refused'],
    ['grants something else', ['User.Read'], {}, 'consent-needed'],
    ['leads nowhere', [], { token: () => Promise.resolve(err(failure('sign-in-needed'))) }, 'sign-in-needed'],
    ['is for an account that is gone', [], { find: () => Promise.resolve(null) }, 'account-unknown'],
  ])('is none where the consent %s', async (_case, given, parts, code) => {
    const { tenants } = setUp([], given, parts);
    const connected = await tenants.connect(TARGET, { scopes: ['Application.ReadWrite.All'], exchange: false }, quiet);
    expect(connected).toMatchObject({ ok: false, error: { code } });
  });

  it('names a permission that it knows no way to', async () => {
    const { tenants, asked } = setUp([]);
    const connected = await tenants.connect(TARGET, { scopes: ['Mail.ReadWrite'], exchange: false }, quiet);
    expect(connected).toMatchObject({
      ok: false,
      error: { code: 'consent-needed', message: expect.stringContaining('Mail.ReadWrite') as string },
    });
    expect(asked).toEqual(['token']);
  });

  it('bothers nobody with Exchange Online where no step needs it', async () => {
    const { tenants, asked } = setUp([]);
    const connected = await tenants.connect(TARGET, NOTHING, quiet);
    expect(asked).toEqual(['token']);
    const command = { cmdlet: 'Set-Mailbox', parameters: {} };
    expect(connected.ok ? await connected.value.exchangeWriter.change(command, quiet) : null).toMatchObject({ kind: 'notSignedIn' });
  });

  it('asks for Exchange Online where the account has no permission for it, once', async () => {
    const answers = [err(failure('consent-needed')), ok({ exchange, exchangeWriter })];
    const { tenants, asked } = setUp([], [], { exchange: () => Promise.resolve(answers.shift() ?? err(failure('consent-needed'))) });
    expect(await tenants.connect(TARGET, { scopes: [], exchange: true }, quiet)).toMatchObject({ ok: true });
    expect(asked).toEqual(['token', 'exchange']);
    const still = setUp([], [], { exchange: () => Promise.resolve(err(failure('consent-needed'))) });
    expect(await still.tenants.connect(TARGET, { scopes: [], exchange: true }, quiet)).toMatchObject({ error: { code: 'consent-needed' } });
  });

  it('is none without Exchange Online where a step needs it', async () => {
    const { tenants, asked } = setUp([], [], { exchange: () => Promise.resolve(err(failure('powershell-missing'))) });
    expect(await tenants.connect(TARGET, { scopes: [], exchange: true }, quiet)).toMatchObject({ error: { code: 'powershell-missing' } });
    expect(asked).toEqual(['token']);
  });
});
