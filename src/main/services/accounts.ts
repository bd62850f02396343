import { ALL_FEATURES, type AnyFeatureId } from '../../shared/domain/readiness/change-features';
import { FEATURES } from '../../shared/domain/readiness/features';
import { err, ok, type Result } from '../../shared/domain/result';
import type { Account, AccountsState, SignInProgress, SignInWish, VaultState } from '../../shared/ipc/account-shapes';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { ErrorCode } from '../../shared/ipc/error-codes';
import type { AccessToken, IdentityAccount, InteractiveWish, TokenResource } from '../ports/identity';
import { chooseClient } from './accounts-client';
import { accountSeed, heldAccount, shownAccount, type HeldAccount, type KeptAccount } from './accounts-kept';
import { NEEDS_PERSON, OUT_OF_REACH, type AccountsParts, type SignInContext, type TokenWish } from './accounts-parts';
import { SharedCalls } from './accounts-shared-calls';
import { InteractiveTurn } from './accounts-turn';

/** The permissions that some feature needs. A client of many uses may have been granted others. */
const OUR_SCOPES: ReadonlySet<string> = new Set(Object.values(ALL_FEATURES).flatMap(({ graphScopes }) => graphScopes));

/** How long pages wait for the keychain, in milliseconds. */
const VAULT_PATIENCE = 2000;
const UNUSED: VaultState = { state: 'ready', message: null, next: null };
const NO_ANSWER_YET: VaultState = {
  state: 'silent',
  message: 'The keychain of this machine has not answered yet.',
  next: 'Unlock it if it asks for a password.',
};

/** The accounts that are signed in on this machine. */
export class Accounts {
  private awaitsVault = false;
  private lastVault: VaultState | null = null;
  private readonly turn = new InteractiveTurn();
  private readonly tokens = new SharedCalls<AccessToken>();
  /** By account and resource: what the next sign-in has to bring, with the claims it has to meet. */
  private readonly owed = new Map<string, Map<TokenResource, string | null>>();

  constructor(private readonly parts: AccountsParts) {}

  /** Everything that pages know of accounts. */
  async list(): Promise<AccountsState> {
    const vault = await this.vaultState();
    // Read after the waiting: who asked later must not be told what was true earlier.
    return { accounts: this.parts.kept.current.map(shownAccount), signInRefused: this.parts.refusesRealClouds, vault };
  }

  /** An account for main's own use; null where it is not signed in here. */
  find(accountId: string): Promise<HeldAccount | null> {
    const kept = this.keptOf(accountId);
    return Promise.resolve(kept === null ? null : heldAccount(kept));
  }

  /** Signs somebody in. A sign-in that is still waited for ends. */
  signIn(wish: SignInWish, context: SignInContext): Promise<Result<Account, Failure>> {
    const refused = this.refusalOf(wish.cloud);
    if (refused) return Promise.resolve(err(refused));
    if (wish.asPartner && wish.tenant === null) {
      return Promise.resolve(err(failure('tenant-not-found', { message: 'Name the customer’s tenant to sign in to it as a partner.' })));
    }
    const chosen = chooseClient(wish, this.parts.settings().ownClients);
    if (!chosen.ok) return Promise.resolve(chosen);
    const { clientId, tenant } = chosen.value;
    return this.turn.run(context.signal, async (signal) => {
      const answer = await this.parts.identity.signIn(
        {
          client: { cloud: wish.cloud, clientId },
          tenant,
          loginHint: wish.loginHint,
          resource: 'graph',
          scopes: FEATURES['sign-in'].graphScopes,
          method: wish.method,
          prompt: wish.loginHint === null ? 'select_account' : null,
          claims: null,
        },
        signal,
        this.tellProgress(context.requestId),
      );
      if (!answer.ok) return answer;
      const { account, token } = answer.value;
      const id = this.idOf(wish.cloud, account);
      const known = this.keptOf(id);
      const next: KeptAccount = {
        id,
        cloud: wish.cloud,
        tenantId: account.tenantId,
        tenantName: known?.tenantName ?? null,
        username: account.username,
        displayName: account.displayName,
        guest: account.homeTenantId !== account.tenantId,
        customer: wish.asPartner ? wish.tenant : null,
        client: wish.client,
        clientId,
        state: 'ready',
        scopes: [...token.scopes],
        signedInAt: this.parts.clock.now(),
        homeAccountId: account.homeAccountId,
        homeTenantId: account.homeTenantId,
      };
      // The same person signed in with another client before: what that one left is not needed any more.
      if (known && known.clientId !== clientId) await this.parts.identity.forget(heldAccount(known).client, heldAccount(known).identity);
      this.owed.delete(id);
      return ok(await this.put(await this.named(next, token, signal)));
    });
  }

  /** Signs an account out: what it left in the vault is gone, and so is its record. */
  async signOut(accountId: string): Promise<Result<AccountsState, Failure>> {
    const kept = this.keptOf(accountId);
    if (kept === null) return err(failure('account-unknown'));
    const { client, identity } = heldAccount(kept);
    await this.parts.identity.forget(client, identity);
    this.owed.delete(accountId);
    this.parts.onSignedOut(shownAccount(kept));
    await this.parts.kept.set(this.parts.kept.current.filter(({ id }) => id !== accountId));
    return ok(await this.announce());
  }

  /** Asks for the permissions of features, in the browser; without features it renews the sign-in. What is granted already is not asked for again. */
  async consent(accountId: string, features: readonly AnyFeatureId[], context: SignInContext): Promise<Result<Account, Failure>> {
    const kept = this.keptOf(accountId);
    if (kept === null) return err(failure('account-unknown'));
    const refused = this.refusalOf(kept.cloud);
    if (refused) return err(refused);
    const wanted = {
      graph: unique(features.flatMap((feature) => ALL_FEATURES[feature].graphScopes)),
      exchange: unique(features.flatMap((feature) => ALL_FEATURES[feature].exchangeScopes)),
    };
    if (wanted.exchange.length > 0 && kept.client === 'quick') return err(failure('exchange-client-missing'));
    const owed = this.owed.get(accountId);
    const resources = (['graph', 'exchange'] as const).filter((resource) => wanted[resource].length > 0 || owed?.has(resource) === true);
    return this.turn.run(context.signal, async (signal) => {
      let last: Account = shownAccount(kept);
      for (const resource of resources.length === 0 ? (['graph'] as const) : resources) {
        const asked = await this.grant(accountId, resource, wanted[resource], { requestId: context.requestId, signal });
        if (!asked.ok) return asked;
        last = asked.value;
      }
      return ok(last);
    });
  }

  /** A token without anybody being asked. Equal requests that overlap are one. Where a person has to come the account is marked. */
  async token(
    accountId: string,
    resource: TokenResource,
    { claims = null, fresh = false }: TokenWish,
    signal: AbortSignal,
  ): Promise<Result<AccessToken, Failure>> {
    const kept = this.keptOf(accountId);
    if (kept === null) return err(failure('account-unknown'));
    const refused = this.refusalOf(kept.cloud);
    if (refused) return err(refused);
    if (resource === 'exchange' && kept.client === 'quick') return err(failure('exchange-client-missing'));
    const { client, identity } = heldAccount(kept);
    return this.tokens.join([accountId, resource, String(fresh), claims ?? ''].join('|'), signal, async (shared) => {
      const answer = await this.parts.identity.token({ client, account: identity, resource, scopes: [], claims, fresh }, shared);
      if (!answer.ok && NEEDS_PERSON.has(answer.error.code)) await this.mark(accountId, resource, claims, answer.error.code);
      if (answer.ok && fresh) await this.renewed(accountId, resource, answer.value);
      return answer;
    });
  }

  /** Sees whether every account is still signed in; for the start of the app. What cannot be reached now stays as it is. */
  async renew(signal: AbortSignal): Promise<void> {
    for (const { id, cloud, tenantName } of this.parts.kept.current) {
      if (this.refusalOf(cloud)) continue;
      const answer = await this.token(id, 'graph', { fresh: true }, signal);
      const now = this.keptOf(id);
      if (answer.ok && now !== null && tenantName === null) await this.put(await this.named(now, answer.value, signal));
    }
  }

  private async grant(
    accountId: string,
    resource: TokenResource,
    scopes: readonly string[],
    { requestId, signal }: SignInContext,
  ): Promise<Result<Account, Failure>> {
    const kept = this.keptOf(accountId);
    if (kept === null) return err(failure('account-unknown'));
    const { client, identity } = heldAccount(kept);
    const claims = this.owed.get(accountId)?.get(resource) ?? null;
    const isOwed = this.owed.get(accountId)?.has(resource) === true;
    if (kept.state === 'ready' && !isOwed && scopes.length > 0) {
      const silent = await this.parts.identity.token({ client, account: identity, resource, scopes, claims: null, fresh: false }, signal);
      if (silent.ok && scopes.every((scope) => silent.value.scopes.includes(scope)))
        return ok(await this.granted(kept, resource, silent.value));
      if (!silent.ok && OUT_OF_REACH.has(silent.error.code)) return silent;
    }
    const wish: InteractiveWish = {
      client,
      tenant: kept.tenantId,
      loginHint: kept.username,
      resource,
      scopes: unique([...scopes, ...scopesOfBefore(resource, kept)]),
      method: 'browser',
      prompt: null,
      claims,
    };
    const answer = await this.parts.identity.signIn(wish, signal, this.tellProgress(requestId));
    if (!answer.ok) return answer;
    if (this.idOf(kept.cloud, answer.value.account) !== accountId) {
      // Somebody chose another account in the browser: it is not one of ours by that.
      if (this.keptOf(this.idOf(kept.cloud, answer.value.account)) === null) await this.parts.identity.forget(client, answer.value.account);
      return err(failure('wrong-tenant', { message: `Another account signed in than ${kept.username}, so nothing was changed.` }));
    }
    this.owed.get(accountId)?.delete(resource);
    return ok(await this.granted(kept, resource, answer.value.token));
  }

  private granted(kept: KeptAccount, resource: TokenResource, token: AccessToken): Promise<Account> {
    const isReady = (this.owed.get(kept.id)?.size ?? 0) === 0;
    return this.put({
      ...(this.keptOf(kept.id) ?? kept),
      state: isReady ? 'ready' : 'signInNeeded',
      ...(resource === 'graph' ? { scopes: [...token.scopes] } : {}),
    });
  }

  private async mark(accountId: string, resource: TokenResource, claims: string | null, code: ErrorCode): Promise<void> {
    const owed = this.owed.get(accountId) ?? new Map<TokenResource, string | null>();
    this.owed.set(accountId, owed.set(resource, claims ?? owed.get(resource) ?? null));
    this.parts.log.warn('account-needs-sign-in', { code, operation: resource });
    const kept = this.keptOf(accountId);
    if (kept?.state === 'ready') await this.put({ ...kept, state: 'signInNeeded' });
  }

  private async renewed(accountId: string, resource: TokenResource, token: AccessToken): Promise<void> {
    this.owed.get(accountId)?.delete(resource);
    const kept = this.keptOf(accountId);
    if (kept === null) return;
    const isSame = resource === 'exchange' || sameNames(kept.scopes, token.scopes);
    if (kept.state === 'signInNeeded' || !isSame) await this.granted(kept, resource, token);
  }

  private async named(kept: KeptAccount, token: AccessToken, signal: AbortSignal): Promise<KeptAccount> {
    const tenantName = await this.parts.readTenantName(shownAccount(kept), token, signal);
    return { ...kept, tenantName: tenantName ?? kept.tenantName };
  }

  private async put(kept: KeptAccount): Promise<Account> {
    const { current } = this.parts.kept;
    const isKnown = current.some(({ id }) => id === kept.id);
    await this.parts.kept.set(isKnown ? current.map((other) => (other.id === kept.id ? kept : other)) : [...current, kept]);
    await this.announce();
    return shownAccount(kept);
  }

  /** A keychain that asks its owner for a password answers when that one has typed it; pages do not wait for that. */
  private async vaultState(): Promise<VaultState> {
    const { vault, clock, kept } = this.parts;
    // Nothing is in the keychain yet, and asking it may open a window of the system: that belongs to a sign-in, not to a start.
    if (this.lastVault === null && kept.current.length === 0) return UNUSED;
    const asked = vault.state().then((state) => (this.lastVault = state));
    const state = await Promise.race([asked, clock.sleep(VAULT_PATIENCE).then(() => null)]);
    if (state !== null) return state;
    if (this.lastVault !== null) return this.lastVault;
    if (!this.awaitsVault) {
      this.awaitsVault = true;
      void asked.then(() => this.announce());
    }
    return NO_ANSWER_YET;
  }

  private async announce(): Promise<AccountsState> {
    const state = await this.list();
    this.parts.events.send('accountsChanged', state);
    return state;
  }

  private tellProgress(requestId: string): (progress: Omit<SignInProgress, 'requestId'>) => void {
    return (progress) => {
      this.parts.events.send('signInProgress', { ...progress, requestId });
    };
  }

  private refusalOf(cloud: Account['cloud']): Failure | null {
    const { refusesRealClouds } = this.parts;
    return cloud === 'demo' || refusesRealClouds === null ? null : failure('sign-in-refused-here', { message: refusesRealClouds });
  }

  private idOf(cloud: Account['cloud'], { tenantId, homeAccountId }: IdentityAccount): string {
    return this.parts.hash(accountSeed(cloud, tenantId, homeAccountId)).slice(0, 16);
  }

  private keptOf(accountId: string): KeptAccount | null {
    return this.parts.kept.current.find(({ id }) => id === accountId) ?? null;
  }
}

/** What is asked for besides: what the features had before, so that the new token can do what the old one could. */
function scopesOfBefore(resource: TokenResource, { scopes }: KeptAccount): readonly string[] {
  if (resource === 'exchange') return FEATURES.exchange.exchangeScopes;
  return [...FEATURES['sign-in'].graphScopes, ...scopes.filter((scope) => OUR_SCOPES.has(scope))];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
