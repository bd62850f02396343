import { CLOUDS } from '../../shared/domain/clouds/clouds';
import { err, ok, type Result } from '../../shared/domain/result';
import type { Account } from '../../shared/ipc/account-shapes';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { DirectoryPort, ExchangePort } from '../../shared/ipc/tenant-access';
import type { DemoTenantPort, ReadableTenant } from '../ports/demo-tenant';
import type { ReadingTarget, TenantsPort } from '../ports/tenants';

/** An account as far as the way to its tenant depends on it. */
export type TenantAccount = Pick<Account, 'id' | 'cloud' | 'tenantId' | 'username' | 'client' | 'customer'>;

/** What the ways to tenants are made of. */
export interface TenantParts {
  readonly demo: DemoTenantPort;
  readonly find: (accountId: string) => Promise<TenantAccount | null>;
  /** Whether the account still has a token: nothing is begun with one that has to sign in first. */
  readonly check: (accountId: string, signal: AbortSignal) => Promise<Result<unknown, Failure>>;
  readonly directory: (account: TenantAccount) => DirectoryPort;
  /** Exchange Online, connected; a failure says why it cannot be. */
  readonly exchange: (account: TenantAccount, signal: AbortSignal) => Promise<Result<ExchangePort, Failure>>;
  /** The time in a real tenant, milliseconds since 1970. */
  readonly now: () => number;
}

/** Finds the way to whatever is to be read. */
export class Tenants implements TenantsPort {
  constructor(private readonly parts: TenantParts) {}

  /** See the port. Without Exchange Online the rest is read all the same, and the reading says why. */
  async connect(target: ReadingTarget, signal: AbortSignal): Promise<Result<ReadableTenant, Failure>> {
    if (target === 'demo') return this.parts.demo.connect();
    const account = await this.parts.find(target.slice('account:'.length));
    if (account === null) return err(failure('account-unknown'));
    const demo = account.cloud === 'demo' ? await this.parts.demo.connect() : null;
    if (demo?.ok === false) return demo;
    const checked = await this.parts.check(account.id, signal);
    if (!checked.ok) return checked;
    const exchange = await this.parts.exchange(account, signal);
    if (!exchange.ok && exchange.error.code === 'cancelled') return exchange;
    return ok({
      tenantId: account.tenantId,
      cloud: CLOUDS[account.cloud].collectionName,
      mode: demo === null ? 'live' : 'simulator',
      now: demo?.value.now ?? this.parts.now(),
      directory: this.parts.directory(account),
      exchange: exchange.ok ? exchange.value : exchangeAway(exchange.error),
    });
  }
}

/** Exchange Online that cannot be reached: every source says why, and none is tried. */
export function exchangeAway({ message }: Failure): ExchangePort {
  const answer = { kind: 'notSignedIn', message: lowerFirst(message.replace(/\.$/, '')) } as const;
  return { run: () => Promise.resolve(answer), commands: () => Promise.resolve(answer) };
}

/** A sentence as part of another one; a name keeps its capital. */
function lowerFirst(text: string): string {
  return /^(?:This|The|There|No|It|A)\b/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}
