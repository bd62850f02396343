import { describe, expect, it } from 'vitest';
import type { ReadableTenant } from '../../../../src/main/ports/demo-tenant';
import { Tenants, type TenantAccount, type TenantParts } from '../../../../src/main/services/tenants';
import { err, ok } from '../../../../src/shared/domain/result';
import { failure } from '../../../../src/shared/ipc/envelope';
import type { DirectoryPort, ExchangePort } from '../../../../src/shared/ipc/tenant-access';

const directory: DirectoryPort = { send: () => Promise.resolve({ kind: 'cancelled' }) };
const exchange: ExchangePort = {
  run: () => Promise.resolve({ kind: 'done', warnings: [] }),
  commands: () => Promise.resolve({ kind: 'commands', names: null }),
};
const DEMO: ReadableTenant = { tenantId: 'demo', cloud: 'global', mode: 'simulator', now: 7, directory, exchange };
const ACCOUNT: TenantAccount = {
  id: '0123456789abcdef',
  cloud: 'usGovHigh',
  tenantId: 'theirs',
  username: 'ada@contoso.com',
  client: 'own',
  customer: null,
};
const signal = new AbortController().signal;

function tenants(parts: Partial<TenantParts> = {}): Tenants {
  return new Tenants({
    demo: { connect: () => Promise.resolve(ok(DEMO)) },
    find: (id) => Promise.resolve(id === ACCOUNT.id ? ACCOUNT : null),
    check: () => Promise.resolve(ok(null)),
    directory: () => directory,
    exchange: () => Promise.resolve(ok(exchange)),
    now: () => 42,
    ...parts,
  });
}

describe('the way to a tenant', () => {
  it('is the simulator for the demo', async () => {
    expect(await tenants().connect('demo', signal)).toEqual(ok(DEMO));
  });

  it('is the account’s own tenant, in its cloud, at the real time', async () => {
    const connected = await tenants().connect(`account:${ACCOUNT.id}`, signal);
    expect(connected).toMatchObject({ ok: true, value: { tenantId: 'theirs', cloud: 'usGovHigh', mode: 'live', now: 42, exchange } });
  });

  it('is at the time of the simulated tenant for an account of it', async () => {
    const connected = await tenants({ find: () => Promise.resolve({ ...ACCOUNT, cloud: 'demo' }) }).connect(
      'account:0123456789abcdef',
      signal,
    );
    expect(connected).toMatchObject({ ok: true, value: { mode: 'simulator', now: 7 } });
  });

  it.each([
    ['an account that nobody knows', {}, 'account:ffffffffffffffff', 'account-unknown'],
    [
      'an account that has to sign in',
      { check: () => Promise.resolve(err(failure('sign-in-needed'))) },
      `account:${ACCOUNT.id}`,
      'sign-in-needed',
    ],
    [
      'a demo that does not start',
      { demo: { connect: () => Promise.resolve(err(failure('demo-unavailable'))) } },
      'demo',
      'demo-unavailable',
    ],
    ['a cancelled connection', { exchange: () => Promise.resolve(err(failure('cancelled'))) }, `account:${ACCOUNT.id}`, 'cancelled'],
  ] as const)('is not there for %s', async (_case, parts, target, code) => {
    expect(await tenants(parts).connect(target, signal)).toMatchObject({ ok: false, error: { code } });
  });

  it('is there without Exchange Online, which then says why', async () => {
    const connected = await tenants({ exchange: () => Promise.resolve(err(failure('powershell-missing'))) }).connect(
      `account:${ACCOUNT.id}`,
      signal,
    );
    if (!connected.ok) throw new Error(connected.error.message);
    const said = { kind: 'notSignedIn', message: 'there is no PowerShell on this machine that Mailscope can use' };
    expect(await connected.value.exchange.run({ cmdlet: 'Get-Mailbox', parameters: {} }, signal, () => undefined)).toEqual(said);
    expect(await connected.value.exchange.commands(signal)).toEqual(said);
  });
});
