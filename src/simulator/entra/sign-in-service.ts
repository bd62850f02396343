import type { FaultSwitch } from '../faults/fault-switch';
import type { TenantState } from '../state/tenant-state';
import type { AccessTokens } from './access-tokens';
import type { SignInStore } from './sign-in-store';

/** What every part of the sign-in service works with. */
export interface SignInService {
  readonly state: TenantState;
  readonly tokens: AccessTokens;
  readonly faults: FaultSwitch;
  readonly store: SignInStore;
  /** The password that was made for an account: the page tells it, as nobody else could. Null where none was. */
  readonly madePassword: (userPrincipalName: string) => string | null;
}
