import { CLOUDS, type CloudId } from '../../shared/domain/clouds/clouds';
import { featuresFor, missingScopes, type AnyFeatureId } from '../../shared/domain/readiness/change-features';
import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { ErrorCode } from '../../shared/ipc/error-codes';
import type { DirectoryPort, ExchangePort } from '../../shared/ipc/tenant-access';
import type { ClockPort } from '../ports/clock';
import type { AccessToken } from '../ports/identity';
import type { ChangeableTenant, ChangeableTenantsPort, ChangeNeeds, DirectoryWriter, ExchangeWriter } from '../ports/tenant-writer';
import type { ReadingTarget } from '../ports/tenants';
import { exchangeAway, type TenantAccount } from './tenants';

/** What the ways to tenants that may be changed are made of. */
export interface ChangeableTenantParts {
  /** The demo tenant, changed as its operator. */
  readonly demo: (signal: AbortSignal) => Promise<Result<ChangeableTenant, Failure>>;
  readonly find: (accountId: string) => Promise<TenantAccount | null>;
  /** A token for Microsoft Graph without anybody being asked. `fresh`: with what was granted meanwhile. */
  readonly token: (accountId: string, fresh: boolean, signal: AbortSignal) => Promise<Result<AccessToken, Failure>>;
  /** Asks the person for the permissions of features. */
  readonly consent: (accountId: string, features: readonly AnyFeatureId[], signal: AbortSignal) => Promise<Result<unknown, Failure>>;
  readonly directory: (account: TenantAccount) => DirectoryPort;
  readonly directoryWriter: (account: TenantAccount) => DirectoryWriter;
  /** Exchange Online, connected; a failure says why it cannot be. */
  readonly exchange: (
    account: TenantAccount,
    signal: AbortSignal,
  ) => Promise<Result<{ readonly exchange: ExchangePort; readonly exchangeWriter: ExchangeWriter }, Failure>>;
  /** The time in the tenants of a cloud, as it is now. */
  readonly clock: (cloud: CloudId) => Promise<ClockPort>;
}

/** Consent to Exchange Online is asked for where it is what keeps a plan from running. */
const CONSENT_HELPS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['consent-needed', 'sign-in-needed', 'claims-challenge', 'mfa-needed']);

/** Finds the way to a tenant that a plan is to change, and asks for the permissions that it takes. */
export class ChangeableTenants implements ChangeableTenantsPort {
  constructor(private readonly parts: ChangeableTenantParts) {}

  /** See the port. */
  async connect(target: ReadingTarget, needs: ChangeNeeds, signal: AbortSignal): Promise<Result<ChangeableTenant, Failure>> {
    if (target === 'demo') return this.parts.demo(signal);
    const account = await this.parts.find(target.slice('account:'.length));
    if (account === null) return err(failure('account-unknown'));
    const granted = await this.granted(account, needs.scopes, signal);
    if (!granted.ok) return granted;
    const exchange = await this.exchange(account, needs.exchange, signal);
    if (!exchange.ok) return exchange;
    return ok({
      tenantId: account.tenantId,
      cloud: CLOUDS[account.cloud].collectionName,
      actor: account.username,
      directory: this.parts.directory(account),
      directoryWriter: this.parts.directoryWriter(account),
      ...exchange.value,
      clock: await this.parts.clock(account.cloud),
    });
  }

  /** Whether the account's token holds what the plan needs; what is missing is asked for once. */
  private async granted({ id }: TenantAccount, scopes: readonly string[], signal: AbortSignal): Promise<Result<null, Failure>> {
    const token = await this.parts.token(id, false, signal);
    if (!token.ok) return token;
    const { features, unknown } = featuresFor(scopes, token.value.scopes);
    if (unknown.length > 0) return err(notGranted(unknown));
    if (features.length === 0) return ok(null);
    const asked = await this.parts.consent(id, features, signal);
    if (!asked.ok) return asked;
    const renewed = await this.parts.token(id, true, signal);
    if (!renewed.ok) return renewed;
    const missing = missingScopes(scopes, renewed.value.scopes);
    return missing.length === 0 ? ok(null) : err(notGranted(missing));
  }

  /** Connected where a cmdlet is among the steps; otherwise nobody is bothered with it. */
  private async exchange(
    account: TenantAccount,
    isNeeded: boolean,
    signal: AbortSignal,
  ): Promise<Result<Pick<ChangeableTenant, 'exchange' | 'exchangeWriter'>, Failure>> {
    if (!isNeeded) return ok(withoutExchange());
    const connected = await this.parts.exchange(account, signal);
    if (connected.ok || !CONSENT_HELPS.has(connected.error.code)) return connected;
    const asked = await this.parts.consent(account.id, ['exchange'], signal);
    return asked.ok ? this.parts.exchange(account, signal) : asked;
  }
}

/** Exchange Online for a plan that does without it. */
function withoutExchange(): Pick<ChangeableTenant, 'exchange' | 'exchangeWriter'> {
  const away = failure('exchange-connect-failed', { message: 'No step of this plan was said to need Exchange Online.' });
  return {
    exchange: exchangeAway(away),
    exchangeWriter: { change: () => Promise.resolve({ kind: 'notSignedIn', message: away.message }) },
  };
}

function notGranted(scopes: readonly string[]): Failure {
  return failure('consent-needed', { message: `The account lacks ${scopes.join(', ')}, which the plan needs.`, detail: scopes.join(' ') });
}
