import { join } from 'node:path';
import { CLOUDS, type CloudId } from '../../shared/domain/clouds/clouds';
import { CMDLETS_TO_ASK_FOR } from '../../shared/domain/readiness/source-needs';
import { err, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { AppCallsPort, AppIdentityPort } from '../ports/app-identity';
import type { CertificateMaker } from '../ports/certificate-maker';
import type { ClockPort } from '../ports/clock';
import type { DemoClockPort, SimulatorFacts } from '../ports/demo-tenant';
import type { HttpPort } from '../ports/http';
import type { IdentityPort } from '../ports/identity';
import type { SecretVault } from '../ports/secret-vault';
import type { ChangeableTenant } from '../ports/tenant-writer';
import { NodeCertificateMaker } from './crypto/node-certificate-maker';
import { ElectronHttp } from './http/electron-http';
import { NodeHttp } from './http/node-http';
import { HttpAppIdentity } from './identity/http-app-identity';
import { MsalIdentity } from './identity/msal-identity';
import { NodePowerShellPort } from './powershell/node-powershell-port';
import { AccountAccess, type AccountAccessParts } from './tenant/account-access';
import { connectChangeableSimulator } from './tenant/changeable-simulator';
import { DemoAwareHttp } from './tenant/demo-http';
import { ExchangeSessions, type SessionParts } from './tenant/exchange-sessions';
import { GraphAppCalls } from './tenant/graph-app-calls';
import { SimulatorClock } from './tenant/simulator-clock';
import { DemoAwareVault } from './vault/demo-aware-vault';
import { KeychainVault } from './vault/keychain-vault';
import { loadKeytar } from './vault/keytar';
import { MemoryVault } from './vault/memory-vault';

/** What the adapters of this machine need to know of it. */
export interface MachineParts {
  readonly clock: ClockPort;
  readonly storageFolder: string;
  /** The folder of the PowerShell scripts. */
  readonly powerShellFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly openBrowser: (address: string) => Promise<void>;
  readonly demoAddress: () => Promise<string | null>;
  /** Whether the demo tenant ends with the app, and what belongs to it too. */
  readonly demoEnds: boolean;
  readonly onNote: (note: string) => void;
}

/** Everything of this machine by which a tenant is reached. */
export interface Machine {
  readonly http: HttpPort;
  readonly vault: SecretVault;
  /** Where what plans make in the demo tenant is kept: with the demo, where that ends with the app. */
  readonly demoVault: SecretVault;
  readonly identity: IdentityPort;
  readonly powerShell: NodePowerShellPort;
  /** The ways to the tenants of accounts, once it is known who has tokens. */
  accessTo(parts: Pick<AccountAccessParts, 'tokens' | 'exchangeSignIn'> & Pick<SessionParts, 'host'>): AccountAccess;
  /** The demo tenant's clock: it can be moved. */
  readonly demoClock: DemoClockPort;
  /** The demo tenant as its operator changes it. */
  changeableDemo(facts: SimulatorFacts, signal: AbortSignal): Promise<Result<ChangeableTenant, Failure>>;
  /** Sign-in as an app, and its calls: for live tests. */
  readonly appIdentity: AppIdentityPort;
  readonly appCalls: AppCallsPort;
  readonly certificates: CertificateMaker;
  /** Whether something outside never answered, so that the process cannot end by itself. */
  isStuck(): boolean;
  /** Ends every shell. */
  close(): Promise<void>;
}

/** Sign-in: to the demo tenant by its own clock, to all others by that of this machine. */
function identityOf({ openBrowser, clock }: MachineParts, http: DemoAwareHttp, cache: SecretVault, demoClock: DemoClockPort): IdentityPort {
  const common = { http, openBrowser, cache };
  const real = new MsalIdentity({ ...common, clock });
  const demo = new MsalIdentity({
    ...common,
    clock: demoClock,
    mapAddress: (address) => http.mapAddress(address),
  });
  const of = (cloud: CloudId): IdentityPort => (cloud === 'demo' ? demo : real);
  return {
    signIn: async (wish, signal, onProgress) => {
      // The browser cannot resolve the demo's names: where it is has to be known before anything is opened.
      if (wish.client.cloud === 'demo') {
        if ((await http.findDemo()) === null) return err(failure('demo-unavailable'));
        // Where it does not answer, the sign-in itself says so.
        await demoClock.look();
      }
      return of(wish.client.cloud).signIn(wish, signal, onProgress);
    },
    token: async (wish, signal) => {
      // It may have been moved since it was last looked at.
      if (wish.client.cloud === 'demo') await demoClock.look();
      return of(wish.client.cloud).token(wish, signal);
    },
    forget: (client, account) => of(client.cloud).forget(client, account),
  };
}

/** Puts the adapters of this machine together. */
export function openMachine(parts: MachineParts): Machine {
  const { clock, demoAddress } = parts;
  const http = new DemoAwareHttp(new ElectronHttp('graph-read'), demoAddress);
  const writeHttp = new DemoAwareHttp(new ElectronHttp('graph-write'), demoAddress, true);
  const signInHttp = new DemoAwareHttp(new ElectronHttp('sign-in'), demoAddress);
  const keychain = new KeychainVault({ folder: join(parts.storageFolder, 'vault'), clock, load: loadKeytar, onNote: parts.onNote });
  const demoVault = parts.demoEnds ? new MemoryVault() : keychain;
  const vault = parts.demoEnds ? new DemoAwareVault(keychain, demoVault) : keychain;
  const powerShell = new NodePowerShellPort({ folder: parts.powerShellFolder, environment: parts.environment });
  const demoClock = new SimulatorClock(new NodeHttp(), demoAddress);
  let sessions: ExchangeSessions | null = null;
  return {
    http,
    vault,
    demoVault,
    identity: identityOf(parts, signInHttp, vault, demoClock),
    powerShell,
    accessTo: ({ tokens, exchangeSignIn, host }) => {
      sessions = new ExchangeSessions({ powerShell, host: (signal): ReturnType<typeof host> => host(signal), clock });
      return new AccountAccess({
        http,
        writeHttp,
        tokens,
        sessions,
        exchangeSignIn,
        cmdlets: CMDLETS_TO_ASK_FOR,
        demoAddress,
        now: () => Date.parse(clock.now()),
      });
    },
    demoClock,
    changeableDemo: async (facts, signal) => {
      const { operator } = facts;
      return operator === null ? err(failure('demo-unavailable')) : connectChangeableSimulator(facts, operator, demoClock, signal);
    },
    appIdentity: new HttpAppIdentity({
      http: signInHttp,
      now: async (cloud) => Date.parse((cloud === 'demo' ? await demoClock.look() : null) ?? clock.now()),
      audience: async (url) => {
        // The demo knows itself by the address that it listens at.
        if (url.startsWith(`${CLOUDS.demo.authority}/`)) await signInHttp.findDemo();
        return signInHttp.mapAddress(url);
      },
    }),
    appCalls: new GraphAppCalls(http, writeHttp),
    certificates: new NodeCertificateMaker(),
    isStuck: () => keychain.stuck,
    close: async () => {
      await sessions?.closeAll();
      await powerShell.closeAll();
    },
  };
}
