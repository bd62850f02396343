import type { Account } from '../shared/ipc/account-shapes';
import { CLOUDS } from '../shared/domain/clouds/clouds';
import { err, ok, type Result } from '../shared/domain/result';
import { failure, type Failure } from '../shared/ipc/envelope';
import type { DirectoryPort, ExchangePort } from '../shared/ipc/tenant-access';
import type { ClockPort } from './ports/clock';
import type { DemoClockPort, DemoTenantPort, SimulatorFacts } from './ports/demo-tenant';
import type { DesktopPort } from './ports/desktop';
import type { DialogsPort } from './ports/dialogs';
import type { EventsPort } from './ports/events';
import type { HttpPort } from './ports/http';
import type { AccessToken, IdentityPort, TokenResource } from './ports/identity';
import type { KeptValue } from './ports/kept-value';
import type { LogPort } from './ports/log';
import type { PowerShellHost, PowerShellPort } from './ports/powershell';
import type { SecretVault } from './ports/secret-vault';
import type { ChangeableTenant, DirectoryWriter, ExchangeWriter } from './ports/tenant-writer';
import { Accounts } from './services/accounts';
import type { KeptAccount } from './services/accounts-kept';
import { ChangeableTenants } from './services/changeable-tenants';
import { CollectorScript } from './services/collector-script';
import { DemoClock } from './services/demo-clock';
import { KeptSecrets } from './services/kept-secrets';
import { PowerShellStatus } from './services/powershell-status';
import { ReadinessMeasure } from './services/readiness-measure';
import { RegistrationGuide } from './services/registration-guide';
import { Tenants, type TenantAccount } from './services/tenants';
import type { Settings } from './services/user-settings';

/** The ways to the tenant of an account. */
interface Access {
  directory(account: TenantAccount): DirectoryPort;
  exchange(account: TenantAccount, signal: AbortSignal, anew?: boolean): Promise<Result<ExchangePort, Failure>>;
  directoryWriter(account: TenantAccount): DirectoryWriter;
  changeableExchange(
    account: TenantAccount,
    signal: AbortSignal,
  ): Promise<Result<{ readonly exchange: ExchangePort; readonly exchangeWriter: ExchangeWriter }, Failure>>;
  end(account: TenantAccount): void;
}

/** What the services around accounts are made of. */
export interface AccountServiceParts {
  readonly machine: {
    readonly http: HttpPort;
    readonly vault: SecretVault;
    readonly identity: IdentityPort;
    readonly powerShell: PowerShellPort;
    readonly demoClock: DemoClockPort;
    changeableDemo(facts: SimulatorFacts, signal: AbortSignal): Promise<Result<ChangeableTenant, Failure>>;
    accessTo(parts: {
      readonly tokens: (
        accountId: string,
        resource: TokenResource,
        wish: { readonly claims: string | null; readonly fresh: boolean },
        signal: AbortSignal,
      ) => Promise<Result<AccessToken, Failure>>;
      readonly exchangeSignIn: () => 'auto' | 'token' | 'module';
      readonly host: (signal: AbortSignal) => Promise<Result<PowerShellHost, Failure>>;
    }): Access;
  };
  readonly kept: KeptValue<readonly KeptAccount[]>;
  readonly settings: Settings;
  readonly demo: DemoTenantPort & {
    facts(): Promise<SimulatorFacts | null>;
    readonly isRunning: boolean;
  };
  readonly desktop: DesktopPort;
  readonly dialogs: DialogsPort;
  readonly events: EventsPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly hash: (text: string) => string;
  readonly newRequestId: () => string;
  readonly refusesRealClouds: string | null;
  readonly readScript: (fileName: string) => Promise<string>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** What credentials that plans created are called, by the names under which they are kept. */
  readonly credentialLabels: () => Promise<ReadonlyMap<string, string>>;
}

/** The services around accounts. */
export interface AccountServices {
  readonly accounts: Accounts;
  readonly tenants: Tenants;
  /** Only the plan executor uses it. */
  readonly changeableTenants: ChangeableTenants;
  readonly demoClock: DemoClock;
  readonly readiness: ReadinessMeasure;
  readonly powerShell: PowerShellStatus;
  readonly registration: RegistrationGuide;
  readonly collector: CollectorScript;
  readonly keptSecrets: KeptSecrets;
}

/** Puts the services around accounts together. */
export function createAccountServices(parts: AccountServiceParts): AccountServices {
  const { machine, settings, clock, dialogs, desktop, writeFile, readScript } = parts;
  const { http, vault } = machine;
  const accounts: Accounts = new Accounts({
    ...parts,
    identity: machine.identity,
    vault,
    settings: () => settings.current,
    onSignedOut: (account) => access.end(account),
    readTenantName: (account, token, signal) => readTenantName(http, account, token, signal),
  });
  const powerShell = new PowerShellStatus({ powerShell: machine.powerShell, dialogs, settings });
  const access = machine.accessTo({
    tokens: (accountId, resource, wish, signal) => accounts.token(accountId, resource, wish, signal),
    exchangeSignIn: () => settings.current.exchangeSignIn,
    host: (signal) => powerShell.used(signal),
  });
  const find = async (accountId: string): Promise<TenantAccount | null> => (await accounts.find(accountId))?.account ?? null;
  return {
    accounts,
    powerShell,
    tenants: new Tenants({
      demo: parts.demo,
      find,
      check: (accountId, signal) => accounts.token(accountId, 'graph', {}, signal),
      directory: (account) => access.directory(account),
      exchange: (account, signal) => access.exchange(account, signal),
      now: () => Date.parse(clock.now()),
    }),
    changeableTenants: new ChangeableTenants({
      demo: async (signal) => {
        const facts = await parts.demo.facts();
        return facts === null ? err(failure('demo-unavailable')) : machine.changeableDemo(facts, signal);
      },
      find,
      token: (accountId, fresh, signal) => accounts.token(accountId, 'graph', { fresh }, signal),
      consent: (accountId, features, signal) => accounts.consent(accountId, features, { requestId: parts.newRequestId(), signal }),
      directory: (account) => access.directory(account),
      directoryWriter: (account) => access.directoryWriter(account),
      exchange: (account, signal) => access.changeableExchange(account, signal),
      clock: async (cloud) => {
        if (cloud !== 'demo') return clock;
        await machine.demoClock.look();
        return machine.demoClock;
      },
    }),
    demoClock: new DemoClock(machine.demoClock, () => parts.demo.isRunning),
    readiness: new ReadinessMeasure({
      accounts,
      http: () => http,
      powerShell: (signal) => powerShell.status({ signal }),
      usedPowerShell: (signal) => powerShell.used(signal),
      exchangeCommands: async (accountId, signal) => {
        const account = await find(accountId);
        if (account === null) return err(failure('account-unknown'));
        // The module would open a browser to sign in: nobody is asked for a measure.
        const asks = account.cloud !== 'demo' && (account.client === 'quick' || settings.current.exchangeSignIn === 'module');
        return asks ? ok(null) : commandsOf(access, account, signal);
      },
      vault,
      clock,
    }),
    registration: new RegistrationGuide({ dialogs, writeFile, readScript: () => readScript('Register-MailscopeClient.ps1') }),
    collector: new CollectorScript({ dialogs, writeFile, readScript: () => readScript('Collect-MailscopeTenant.ps1') }),
    keptSecrets: new KeptSecrets({ vault, desktop, clock, labels: parts.credentialLabels }),
  };
}

async function commandsOf(access: Access, account: TenantAccount, signal: AbortSignal): Promise<Result<readonly string[] | null, Failure>> {
  const exchange = await access.exchange(account, signal, true);
  if (!exchange.ok) return exchange;
  const answer = await exchange.value.commands(signal);
  if (answer.kind === 'commands') return ok(answer.names);
  if (answer.kind === 'cancelled') return err(failure('cancelled'));
  return err(failure(answer.kind === 'notSignedIn' ? 'exchange-connect-failed' : 'tenant-unreachable', { detail: answer.message }));
}

/** https://learn.microsoft.com/graph/api/organization-list */
async function readTenantName(http: HttpPort, { cloud }: Account, { token }: AccessToken, signal: AbortSignal): Promise<string | null> {
  const url = `${CLOUDS[cloud].graph}/v1.0/organization?$select=displayName`;
  const answer = await http.send({ method: 'GET', url, headers: { authorization: `Bearer ${token}` }, body: null }, signal);
  if (answer.kind !== 'answer' || answer.status !== 200) return null;
  return organizationName(answer.body);
}

/** The name in an answer of `/organization`; null where there is none. */
export function organizationName(body: string): string | null {
  try {
    const { value } = JSON.parse(body) as { readonly value?: readonly { readonly displayName?: unknown }[] };
    const name = Array.isArray(value) ? (value[0] as { readonly displayName?: unknown } | undefined)?.displayName : null;
    return typeof name === 'string' && name !== '' ? name : null;
  } catch {
    return null;
  }
}
