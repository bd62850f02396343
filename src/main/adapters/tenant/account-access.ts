import { CLOUDS } from '../../../shared/domain/clouds/clouds';
import { err, ok, type Result } from '../../../shared/domain/result';
import type { Account } from '../../../shared/ipc/account-shapes';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { DirectoryPort, ExchangePort } from '../../../shared/ipc/tenant-access';
import type { HttpPort } from '../../ports/http';
import type { AccessToken, TokenResource } from '../../ports/identity';
import type { DirectoryWriter, ExchangeWriter } from '../../ports/tenant-writer';
import { AccountTokens } from './account-tokens';
import type { ExchangeAccess, ExchangeSessions } from './exchange-sessions';
import { GraphDirectory, type GraphDirectoryParts } from './graph-directory';
import { GraphWriter } from './graph-writer';
import { LoopbackHttp } from './loopback-http';
import { PowerShellExchange } from './powershell-exchange';
import { PowerShellExchangeWriter } from './powershell-exchange-writer';
import { SimulatorExchange } from './simulator-exchange';
import { SimulatorExchangeWriter } from './simulator-exchange-writer';

/** An account as far as the way to its tenant depends on it. */
type AccountOfTenant = Pick<Account, 'id' | 'cloud' | 'tenantId' | 'username' | 'client' | 'customer'>;

/** The Windows broker fails without a window that is in front; the system's browser does not. */
const BY_MODULE = { kind: 'module', useDeviceCode: false, disableWam: true } as const;

/** What the ways to an account's tenant are made of. */
export interface AccountAccessParts {
  readonly http: HttpPort;
  /** Sends each request once, on a connection of its own. */
  readonly writeHttp: HttpPort;
  readonly tokens: (
    accountId: string,
    resource: TokenResource,
    wish: { readonly claims: string | null; readonly fresh: boolean },
    signal: AbortSignal,
  ) => Promise<Result<AccessToken, Failure>>;
  readonly sessions: ExchangeSessions;
  /** How the user wants Exchange Online to be signed in to. */
  readonly exchangeSignIn: () => 'auto' | 'token' | 'module';
  /** The cmdlets that are asked for. */
  readonly cmdlets: readonly string[];
  readonly demoAddress: () => Promise<string | null>;
  /** Milliseconds since 1970, by which tokens end. */
  readonly now: () => number;
}

/** The ways to the tenant of an account: Microsoft Graph over HTTP, Exchange Online by the local PowerShell. */
export class AccountAccess {
  constructor(private readonly parts: AccountAccessParts) {}

  /** Microsoft Graph, for reading. */
  directory(account: AccountOfTenant): DirectoryPort {
    return new GraphDirectory({ ...this.graphOf(account), http: this.parts.http });
  }

  /** Microsoft Graph, for the steps of a plan. */
  directoryWriter(account: AccountOfTenant): DirectoryWriter {
    return new GraphWriter({ ...this.graphOf(account), http: this.parts.writeHttp });
  }

  /** Exchange Online, connected; a failure says why it cannot be. `anew`: roles as they are now, not as they were when it was connected. */
  async exchange(account: AccountOfTenant, signal: AbortSignal, anew = false): Promise<Result<ExchangePort, Failure>> {
    if (account.cloud === 'demo') return this.demoExchange(account, signal);
    const access = this.accessOf(account);
    if (!access.ok) return access;
    const exchange = new PowerShellExchange(this.parts.sessions, access.value, this.parts.cmdlets);
    const connected = anew ? await exchange.reconnect(signal) : await exchange.connect(signal);
    return connected.ok ? ok(exchange) : connected;
  }

  /** Exchange Online for the steps of a plan, connected; a failure says why it cannot be. */
  async changeableExchange(
    account: AccountOfTenant,
    signal: AbortSignal,
  ): Promise<Result<{ readonly exchange: ExchangePort; readonly exchangeWriter: ExchangeWriter }, Failure>> {
    const exchange = await this.exchange(account, signal);
    if (!exchange.ok) return exchange;
    if (account.cloud !== 'demo') {
      const access = this.accessOf(account);
      if (!access.ok) return access;
      return ok({ exchange: exchange.value, exchangeWriter: new PowerShellExchangeWriter(this.parts.sessions, access.value) });
    }
    const address = await this.parts.demoAddress();
    if (address === null) return err(failure('demo-unavailable'));
    const writer = new SimulatorExchangeWriter(this.parts.writeHttp, address, this.exchangeTokens(account));
    return ok({ exchange: exchange.value, exchangeWriter: writer });
  }

  /** Ends what is connected for an account. */
  end({ id, tenantId }: AccountOfTenant): void {
    void this.parts.sessions.end({ tenantId, accountId: id });
  }

  private async demoExchange(account: AccountOfTenant, signal: AbortSignal): Promise<Result<ExchangePort, Failure>> {
    const { tokens, demoAddress } = this.parts;
    const token = await tokens(account.id, 'exchange', { claims: null, fresh: false }, signal);
    if (!token.ok) return token;
    const address = await demoAddress();
    if (address === null) return err(failure('demo-unavailable'));
    return ok(new SimulatorExchange(new LoopbackHttp(address), this.exchangeTokens(account)));
  }

  private exchangeTokens({ id }: AccountOfTenant): AccountTokens {
    return new AccountTokens(({ fresh }, asked) => this.parts.tokens(id, 'exchange', { claims: null, fresh }, asked));
  }

  private graphOf({ id, cloud }: AccountOfTenant): Omit<GraphDirectoryParts, 'http'> {
    const { tokens, now } = this.parts;
    return { graph: CLOUDS[cloud].graph, tokens: (wish, signal) => tokens(id, 'graph', wish, signal), now };
  }

  /** By a token where the client may have one, by the module's own sign-in otherwise. */
  private accessOf({ id, cloud, tenantId, username, client, customer }: AccountOfTenant): Result<ExchangeAccess, Failure> {
    const wish = this.parts.exchangeSignIn();
    const byToken = client === 'own' && wish !== 'module';
    if (!byToken && wish === 'token') return err(failure('exchange-client-missing'));
    return ok({
      tenantId,
      accountId: id,
      organization: null,
      userPrincipalName: username,
      environment: CLOUDS[cloud].exchangeEnvironment,
      delegatedOrganization: customer,
      signIn: byToken
        ? {
            kind: 'token',
            tokens: (signal, fresh) => this.parts.tokens(id, 'exchange', { claims: null, fresh }, signal),
            ...(wish === 'auto' ? { whereLogged: BY_MODULE } : {}),
          }
        : BY_MODULE,
    });
  }
}
