import type { AuthenticationResult } from '@azure/msal-node';
import { CLOUDS, type Cloud } from '../../../shared/domain/clouds/clouds';
import { err, ok, type Result } from '../../../shared/domain/result';
import type { SignInProgress } from '../../../shared/ipc/account-shapes';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { ClockPort } from '../../ports/clock';
import type { HttpPort } from '../../ports/http';
import type {
  AccessToken,
  IdentityAccount,
  IdentityClient,
  IdentityPort,
  InteractiveWish,
  SilentWish,
  TokenResource,
} from '../../ports/identity';
import type { SecretVault } from '../../ports/secret-vault';
import { signInWithBrowser } from './browser-sign-in';
import { signInWithCode } from './device-code-sign-in';
import { KeyedLock } from './keyed-lock';
import { authorityOf, libraryAccount, libraryClient } from './library-client';
import { failureOfError } from './library-failures';
import { scopesFor, shortNames } from './scopes';
import { failureOfRefusal } from './sign-in-errors';
import { SignInNetwork } from './sign-in-network';
import { TokenCache, tokensName } from './token-cache';

/** How long somebody has to finish a sign-in in the browser. */
export const BROWSER_LIMIT = 5 * 60_000;

/** What sign-in is made of. */
export interface MsalIdentityParts {
  readonly http: HttpPort;
  /** Opens an address in the system's browser; rejects where there is none. */
  readonly openBrowser: (address: string) => Promise<void>;
  /** Where tokens are kept. */
  readonly cache: SecretVault;
  /** What the service's clock is compared with; the demo's is that of the simulated tenant. */
  readonly clock: ClockPort;
  /** The address that a browser finds, for the demo cloud, whose names do not exist. */
  readonly mapAddress?: (address: string) => string;
  /** Milliseconds; `BROWSER_LIMIT` where nothing is said. */
  readonly browserLimit?: number;
}

type OnProgress = (progress: Omit<SignInProgress, 'requestId'>) => void;

/** Sign-in by the Microsoft Authentication Library, as a public client. https://learn.microsoft.com/entra/msal/javascript/node/ */
export class MsalIdentity implements IdentityPort {
  private readonly tokens: TokenCache;
  private readonly silent = new KeyedLock();

  constructor(private readonly parts: MsalIdentityParts) {
    this.tokens = new TokenCache(parts.cache);
  }

  /** See the port. */
  async signIn(
    wish: InteractiveWish,
    signal: AbortSignal,
    onProgress: OnProgress,
  ): Promise<Result<{ readonly account: IdentityAccount; readonly token: AccessToken }, Failure>> {
    const giveUp = new AbortController();
    const stop = (): void => {
      giveUp.abort();
    };
    if (signal.aborted) return err(failure('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = wish.method === 'browser';
      if (timedOut) stop();
    }, this.parts.browserLimit ?? BROWSER_LIMIT);
    let isFinishing = false;
    const network = new SignInNetwork(this.parts.http, this.parts.clock, giveUp.signal, () => {
      if (wish.method !== 'browser') return;
      // The person is done: from here on it is the service that takes its time.
      isFinishing = true;
      clearTimeout(timer);
      onProgress({ stage: 'finishing', address: null, deviceCode: null });
    });
    const tell: OnProgress = (progress) => {
      // A browser may be slow to say that it is open.
      if (!isFinishing) onProgress(progress);
    };
    try {
      const cloud = CLOUDS[wish.client.cloud];
      const refused = wish.method === 'browser' ? await this.lookAhead(wish, cloud, giveUp.signal) : null;
      if (refused !== null) return err(refused);
      const result = await this.ask(wish, cloud, network, giveUp.signal, tell);
      const token = this.tokenOf(result, cloud, wish.resource);
      if (result.account === null || token === null) return err(failure('sign-in-failed', { detail: 'no_token_in_response' }));
      return ok({ account: accountOf(result, result.account.homeAccountId), token });
    } catch (error) {
      if (timedOut) return err(failure('sign-in-timed-out'));
      if (giveUp.signal.aborted) return err(failure('cancelled'));
      const context = { resource: wish.resource, method: wish.method, claims: wish.claims !== null };
      return err(failureOfError(error, network, context));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  /** See the port. One after the other for each client: a service may refuse a refresh token that it has already replaced. */
  token(wish: SilentWish, signal: AbortSignal): Promise<Result<AccessToken, Failure>> {
    return this.silent.run(tokensName(wish.client), async () => {
      if (signal.aborted) return err(failure('cancelled'));
      const { client, account, resource, scopes, claims, fresh } = wish;
      const cloud = CLOUDS[client.cloud];
      const network = new SignInNetwork(this.parts.http, this.parts.clock, signal);
      try {
        const library = libraryClient(cloud, client.clientId, account.tenantId, network, this.tokens.pluginFor(client));
        const result = await library.acquireTokenSilent({
          account: libraryAccount(cloud, account),
          authority: authorityOf(cloud, account.tenantId),
          scopes: scopesFor(cloud, resource, scopes),
          forceRefresh: fresh,
          ...(claims === null ? {} : { claims }),
        });
        const token = this.tokenOf(result, cloud, resource);
        return token === null ? err(failure('sign-in-needed', { detail: 'no_token_in_response' })) : ok(token);
      } catch (error) {
        return err(failureOfError(error, network, { resource, method: 'silent', claims: claims !== null }));
      }
    });
  }

  /** See the port. */
  forget(client: IdentityClient, account: IdentityAccount): Promise<void> {
    return this.silent.run(tokensName(client), () => this.tokens.forget(client, account));
  }

  /**
   * Asks the tenant for its public description before a browser opens. A tenant that does not exist is told in the browser only, where
   * the app never hears of it, and a service that the app cannot reach would show when somebody has typed the password.
   */
  private async lookAhead({ tenant, resource, method }: InteractiveWish, cloud: Cloud, signal: AbortSignal): Promise<Failure | null> {
    const network = new SignInNetwork(this.parts.http, this.parts.clock, signal);
    await network.sendGetRequestAsync(`${authorityOf(cloud, tenant)}/v2.0/.well-known/openid-configuration`);
    const refusal = network.lastRefusal;
    // Only what the sign-in service itself says with a number counts: it may describe its tenants elsewhere one day.
    if (refusal === null || refusal.numbers.length === 0) return null;
    return failureOfRefusal(refusal, { resource, method, claims: false, skewed: false });
  }

  private tokenOf({ accessToken, expiresOn, scopes }: AuthenticationResult, cloud: Cloud, resource: TokenResource): AccessToken | null {
    if (accessToken === '' || expiresOn === null) return null;
    // The library counts by the clock of the machine, whoever uses the token by that of the tenant.
    const left = expiresOn.getTime() - Date.now();
    return { token: accessToken, expiresAt: Date.parse(this.parts.clock.now()) + left, scopes: shortNames(cloud, resource, scopes) };
  }

  private ask(
    { client, tenant, resource, scopes, claims, loginHint, prompt, method }: InteractiveWish,
    cloud: Cloud,
    network: SignInNetwork,
    signal: AbortSignal,
    onProgress: OnProgress,
  ): Promise<AuthenticationResult> {
    const library = libraryClient(cloud, client.clientId, tenant, network, this.tokens.pluginFor(client));
    const { openBrowser, mapAddress = (address) => address } = this.parts;
    const parts = { openBrowser, mapAddress, onProgress, signal };
    const request = {
      authority: authorityOf(cloud, tenant),
      scopes: scopesFor(cloud, resource, scopes),
      ...(claims === null ? {} : { claims }),
    };
    if (method === 'deviceCode') return signInWithCode(library, request, parts);
    return signInWithBrowser(
      library,
      { ...request, ...(prompt === null ? {} : { prompt }), ...(loginHint === null ? {} : { loginHint }) },
      parts,
    );
  }
}

function accountOf({ account, tenantId }: AuthenticationResult, homeAccountId: string): IdentityAccount {
  return {
    homeAccountId,
    tenantId,
    // `<object id>.<tenant id>` of where the account belongs.
    homeTenantId: homeAccountId.split('.')[1] ?? tenantId,
    username: account?.username ?? '',
    displayName: account?.name ?? null,
  };
}
