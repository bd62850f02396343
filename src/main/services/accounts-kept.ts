import type { Account } from '../../shared/ipc/account-shapes';
import type { IdentityAccount, IdentityClient } from '../ports/identity';

/** An account as it is kept between starts: who it is, never what lets one in. */
export interface KeptAccount extends Account {
  /** Opaque; names the account in the identity library. */
  readonly homeAccountId: string;
  readonly homeTenantId: string;
}

/** An account for main's own use. */
export interface HeldAccount {
  readonly account: Account;
  readonly client: IdentityClient;
  readonly identity: IdentityAccount;
}

/** The account as pages see it. */
export function shownAccount({ homeAccountId: _home, homeTenantId: _homeTenant, ...account }: KeptAccount): Account {
  return account;
}

/** The account as main uses it. */
export function heldAccount(kept: KeptAccount): HeldAccount {
  const { homeAccountId, homeTenantId, tenantId, username, displayName, cloud, clientId } = kept;
  return {
    account: shownAccount(kept),
    client: { cloud, clientId },
    identity: { homeAccountId, homeTenantId, tenantId, username, displayName },
  };
}

/** What an account's id is made from. A person who is a guest somewhere is another account there. */
export function accountSeed(cloud: string, tenantId: string, homeAccountId: string): string {
  return `${cloud}|${tenantId}|${homeAccountId}`.toLowerCase();
}
