import type { User } from '../state/directory-types';
import { isSecret } from '../state/secrets';
import type { SignInAccount, TenantState } from '../state/tenant-state';
import type { EntraError } from './entra-errors';
import { isThisTenant } from './metadata';
import type { SignInClient } from './sign-in-clients';
import { SIGN_IN_ERRORS } from './sign-in-errors';

/** Somebody who can sign in here: the account, and what its password is checked against. */
export interface SignInPerson {
  readonly user: User;
  readonly account: SignInAccount;
  /** What the person types: the user principal name, for a guest the address at home. */
  readonly signInName: string;
}

/** What the `login_hint` claim begins with, before it is encoded. */
const HINT = 'O.';

/** The `login_hint` claim of a person: a name that only this service reads. */
export function loginHintOf({ signInName }: SignInPerson): string {
  return Buffer.from(`${HINT}${signInName}`).toString('base64url');
}

/** Everybody who has a password in this tenant. */
export function signInPeople(state: TenantState): readonly SignInPerson[] {
  return [...state.signInAccounts].flatMap((account) => personOf(state, account) ?? []);
}

/** Finds a person by what was typed, by the object id, or by the `login_hint` claim of an id token. */
export function findPerson(state: TenantState, name: string): SignInPerson | undefined {
  const hint = Buffer.from(name, 'base64url').toString('utf8');
  const wanted = (hint.startsWith(HINT) ? hint.slice(HINT.length) : name).trim().toLowerCase();
  return signInPeople(state).find(({ user, signInName }) =>
    [user.id, user.userPrincipalName, signInName].some((candidate) => candidate.toLowerCase() === wanted),
  );
}

/** A person by the object id. */
export function personById(state: TenantState, userId: string): SignInPerson | undefined {
  const account = state.signInAccounts.get(userId);
  return account === undefined ? undefined : (personOf(state, account) ?? undefined);
}

/** Whether a password is right. */
export function isPassword({ user, account }: SignInPerson, password: string): boolean {
  return isSecret(user.id, password, account.passwordHash);
}

/** Why a name that was typed leads to nobody, or to nobody who can sign in at this address. */
export function nameProblem(state: TenantState, name: string, tenantName: string, appId: string): EntraError | null {
  const person = findPerson(state, name);
  if (!person) return SIGN_IN_ERRORS.unknownUser(name, state.singles.organization.displayName);
  // At /common a guest is led to the own tenant, which is not this one.
  if (person.account.home && !isThisTenant(state, tenantName))
    return SIGN_IN_ERRORS.guestNeedsTenant(person.signInName, state.singles.organization.displayName, appId);
  return null;
}

/**
 * Whether somebody may use a client at all: where assignment is required, only who was assigned, or a group the person is a direct
 * member of. https://learn.microsoft.com/entra/identity/enterprise-apps/assign-user-or-group-access-portal
 */
export function isAssigned(state: TenantState, { principal }: SignInClient, userId: string): boolean {
  if (principal?.appRoleAssignmentRequired !== true) return true;
  const own = new Set([userId.toLowerCase(), ...state.members.holdersOf(userId)]);
  return state.assignmentsByResource.all(principal.id).some((row) => own.has(row.principalId.toLowerCase()));
}

/** Why somebody who signed in earlier is let in no more; null where nothing is in the way. */
export function revocation(state: TenantState, userId: string, signedInAt: number, timeText: (at: number) => string): EntraError | null {
  const person = personById(state, userId);
  if (!person) return SIGN_IN_ERRORS.unknownUser(userId, state.singles.organization.displayName);
  if (!person.user.accountEnabled) return SIGN_IN_ERRORS.disabledUser();
  const { validFrom = 0 } = person.account;
  return signedInAt < validFrom ? SIGN_IN_ERRORS.revoked(timeText(signedInAt), timeText(validFrom)) : null;
}

function personOf(state: TenantState, account: SignInAccount): SignInPerson | null {
  const user = state.users.get(account.userId);
  if (!user) return null;
  return { user, account, signInName: account.home ? (user.mail ?? user.userPrincipalName) : user.userPrincipalName };
}
