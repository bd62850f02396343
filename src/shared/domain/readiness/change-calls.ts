/** A change that steps of plans make by Graph, and the least it takes. */
export interface ChangeCall {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** `{id}` in the place of each id. */
  readonly path: string;
  readonly permission: string;
  readonly what: string;
}

const GRANTS = 'AppRoleAssignment.ReadWrite.All';
const APPS = 'Application.ReadWrite.All';

/** What plans change by Graph. https://learn.microsoft.com/graph/api/overview, the table "Permissions" of each page. */
export const CHANGE_CALLS: readonly ChangeCall[] = [
  {
    method: 'DELETE',
    path: '/servicePrincipals/{id}/appRoleAssignedTo/{id}',
    permission: GRANTS,
    what: 'take an application permission away',
  },
  {
    method: 'DELETE',
    path: '/servicePrincipals/{id}/appRoleAssignments/{id}',
    permission: GRANTS,
    what: 'take one on a deleted resource away',
  },
  { method: 'POST', path: '/servicePrincipals/{id}/appRoleAssignedTo', permission: GRANTS, what: 'give it back where a plan is undone' },
  {
    method: 'DELETE',
    path: '/oauth2PermissionGrants/{id}',
    permission: 'DelegatedPermissionGrant.ReadWrite.All',
    what: 'take a delegated permission away',
  },
  {
    method: 'POST',
    path: '/oauth2PermissionGrants',
    permission: 'DelegatedPermissionGrant.ReadWrite.All',
    what: 'give it back where a plan is undone',
  },
  {
    method: 'PATCH',
    path: '/oauth2PermissionGrants/{id}',
    permission: 'DelegatedPermissionGrant.ReadWrite.All',
    what: 'take one of several delegated permissions away',
  },
  { method: 'POST', path: '/applications/{id}/addPassword', permission: APPS, what: 'make a secret' },
  { method: 'POST', path: '/applications/{id}/removePassword', permission: APPS, what: 'remove a secret' },
  { method: 'POST', path: '/servicePrincipals/{id}/removePassword', permission: APPS, what: 'remove a secret of an app of somebody else' },
  { method: 'PATCH', path: '/applications/{id}', permission: APPS, what: 'change certificates and redirect addresses' },
  { method: 'POST', path: '/applications/{id}/owners/$ref', permission: APPS, what: 'add an owner to a registration' },
  { method: 'DELETE', path: '/applications/{id}/owners/{id}/$ref', permission: APPS, what: 'remove it where a plan is undone' },
  { method: 'POST', path: '/servicePrincipals/{id}/owners/$ref', permission: APPS, what: 'add an owner to an app of somebody else' },
  { method: 'DELETE', path: '/servicePrincipals/{id}/owners/{id}/$ref', permission: APPS, what: 'remove it where a plan is undone' },
  { method: 'PATCH', path: '/servicePrincipals/{id}', permission: APPS, what: 'disable and enable an app, and remove its certificates' },
  { method: 'POST', path: '/groups/{id}/members/$ref', permission: 'GroupMember.ReadWrite.All', what: 'add a member to a group' },
  {
    method: 'DELETE',
    path: '/groups/{id}/members/{id}/$ref',
    permission: 'GroupMember.ReadWrite.All',
    what: 'remove a member from a group',
  },
  { method: 'PATCH', path: '/groups/{id}', permission: 'Group.ReadWrite.All', what: 'make a public group private' },
  {
    method: 'POST',
    path: '/directory/administrativeUnits/{id}/members/$ref',
    permission: 'AdministrativeUnit.ReadWrite.All',
    what: 'add a member to an administrative unit',
  },
  {
    method: 'DELETE',
    path: '/directory/administrativeUnits/{id}/members/{id}/$ref',
    permission: 'AdministrativeUnit.ReadWrite.All',
    what: 'remove a member from an administrative unit',
  },
  { method: 'PATCH', path: '/users/{id}', permission: 'User.EnableDisableAccount.All', what: 'block and unblock a sign-in' },
];

/** One part of a path; a dot alone, or two, would lead elsewhere. */
const ID = '(?!(?:[.]|%2[eE]){1,2}(?:/|$))[^/?#\\\\]+';

const PATTERNS = CHANGE_CALLS.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^/v1\\.0${path.replaceAll('$', '\\$').replaceAll('{id}', ID)}$`),
}));

/** Whether a plan may make a change: nothing that is not on the list is ever sent. */
export function isChangeCall(method: string, path: string): boolean {
  return PATTERNS.some((listed) => listed.method === method && listed.pattern.test(path));
}
