import type { ServicePrincipal } from '../state/directory-types';
import type { ApplicationAccessPolicy, AssignmentScope, ManagementScope, ServicePrincipalPointer } from '../state/exchange-types';
import { exchangeSid, type BuildContext } from './build-context';

/** Makes the Exchange-side object of a service principal; with `objectId`, one that points at something else. */
export function addPointer(context: BuildContext, principal: ServicePrincipal, objectId: string = principal.id): ServicePrincipalPointer {
  const { state, random } = context;
  return state.pointers.add({
    Guid: random.guid(),
    ObjectId: objectId,
    AppId: principal.appId,
    DisplayName: principal.displayName,
    Identity: objectId,
  });
}

/** Makes a management scope. */
export function addManagementScope(
  context: BuildContext,
  name: string,
  filter: string,
  more: Partial<Pick<ManagementScope, 'RecipientRoot' | 'Exclusive' | 'ScopeRestrictionType'>> = {},
): ManagementScope {
  return context.state.managementScopes.add({
    Name: name,
    Identity: name,
    Guid: context.random.guid(),
    RecipientFilter: filter,
    RecipientRoot: '',
    Exclusive: false,
    ScopeRestrictionType: 'RecipientScope',
    ...more,
  });
}

/** Assigns a role to a pointer. */
export function assignRole(
  context: BuildContext,
  pointer: ServicePrincipalPointer,
  role: string,
  scope: AssignmentScope,
  enabled = true,
): void {
  const { state } = context;
  const base = `${role}-${pointer.DisplayName}`.slice(0, 60);
  let name = base;
  for (let number = 1; state.managementRoleAssignments.has(name); number += 1) name = `${base}-${number}`;
  state.managementRoleAssignments.add({
    Name: name,
    Guid: context.random.guid(),
    Role: role,
    assignee: { kind: 'pointer', pointerGuid: pointer.Guid },
    scope,
    Enabled: enabled,
  });
}

/** A scope of the whole organisation. */
export const ORGANIZATION: AssignmentScope = { kind: 'organization' };

/** A management scope as the scope of an assignment. */
export function byScope(name: string): AssignmentScope {
  return { kind: 'managementScope', name, writtenAs: 'CustomResourceScope' };
}

/** Makes an application access policy. */
export function addPolicy(
  context: BuildContext,
  appIds: readonly string[],
  right: ApplicationAccessPolicy['AccessRight'],
  scope: { readonly id: string; readonly name: string },
  description = '',
): ApplicationAccessPolicy {
  return context.state.accessPolicies.add({
    Guid: context.random.guid(),
    appIds,
    AccessRight: right,
    scopeId: scope.id,
    scopeSid: exchangeSid(context),
    scopeName: scope.name,
    Description: description,
  });
}

/** Gives somebody FullAccess. */
export function giveFullAccess(
  { state }: BuildContext,
  mailboxId: string,
  trustee: string,
  more: { readonly inherited?: boolean; readonly deny?: boolean; readonly rights?: readonly string[] } = {},
): void {
  state.mailboxPermissions.add(mailboxId, {
    trustee,
    AccessRights: more.rights ?? FULL_ACCESS,
    IsInherited: more.inherited ?? false,
    Deny: more.deny ?? false,
  });
}

/** Gives somebody SendAs. */
export function giveSendAs({ state }: BuildContext, mailboxId: string, trustee: string, deny = false): void {
  state.recipientPermissions.add(mailboxId, {
    trustee,
    AccessRights: SEND_AS,
    AccessControlType: deny ? 'Deny' : 'Allow',
    IsInherited: false,
  });
}

/** Lets somebody send on behalf of a mailbox. */
export function giveSendOnBehalf({ state }: BuildContext, mailboxId: string, trustee: string): void {
  const mailbox = state.mailboxes.get(mailboxId);
  if (mailbox) state.mailboxes.replace({ ...mailbox, sendOnBehalf: [...mailbox.sendOnBehalf, trustee] });
}

const FULL_ACCESS: readonly string[] = Object.freeze(['FullAccess']);
const SEND_AS: readonly string[] = Object.freeze(['SendAs']);

/** The entry that every mailbox has for its own account. */
export const SELF = 'NT AUTHORITY\\SELF';
