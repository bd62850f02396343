import { activeRolesOf } from '../enforcement/directory-roles-of';
import { DIRECTORY_ROLES, type DirectoryRoleName } from '../facts/directory-roles';
import type { TenantState } from '../state/tenant-state';

const GRANT_READERS: readonly DirectoryRoleName[] = [
  'Directory Readers',
  'Global Reader',
  'Application Developer',
  'Directory Writers',
  'Cloud Application Administrator',
  'Application Administrator',
  'User Administrator',
  'Privileged Role Administrator',
];
const ASSIGNMENT_READERS = GRANT_READERS.filter((role) => role !== 'Application Developer');
const ROLE_READERS: readonly DirectoryRoleName[] = ['Directory Readers', 'Global Reader', 'Privileged Role Administrator'];
const SCHEDULE_READERS: readonly DirectoryRoleName[] = [
  'Global Reader',
  'Security Reader',
  'Security Operator',
  'Security Administrator',
  'Privileged Role Administrator',
];
const REPORT_READERS: readonly DirectoryRoleName[] = [
  'Reports Reader',
  'Security Reader',
  'Security Operator',
  'Security Administrator',
  'Global Reader',
];
const POLICY_READERS: readonly DirectoryRoleName[] = [
  'Global Reader',
  'Security Reader',
  'Security Operator',
  'Security Administrator',
  'Cloud Application Administrator',
  'Application Administrator',
];

/**
 * Paths that a person needs a directory role for besides the delegated permission: one of these, or Global Administrator. From
 * "For delegated access … the signed-in user must be assigned a supported Microsoft Entra role" on the pages named beside them.
 */
const NEEDED_ROLES: readonly (readonly [path: RegExp, roles: readonly DirectoryRoleName[]])[] = [
  // https://learn.microsoft.com/graph/api/oauth2permissiongrant-list#permissions
  [/\/oauth2PermissionGrants(?:\/|$)/, GRANT_READERS],
  // https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto#permissions
  [/\/appRoleAssign(?:edTo|ments)$/, ASSIGNMENT_READERS],
  // https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments#permissions
  [/^\/roleManagement\/directory\/roleAssignments/, ROLE_READERS],
  // https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityschedules#permissions
  [/^\/roleManagement\/directory\/role(?:Eligibility|Assignment)Schedule/, SCHEDULE_READERS],
  // https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities#permissions
  [/^\/reports\//, REPORT_READERS],
  // https://learn.microsoft.com/graph/api/authorizationpolicy-get#permissions
  [/^\/policies\//, POLICY_READERS],
];

/** Paths about whoever asks. */
const OWN = /^\/me(?:\/|$)|\/filterByCurrentUser\//;

/** What a guest may see with the usual setting: the own account and the organization. https://learn.microsoft.com/entra/identity/users/users-restrict-guest-permissions */
const OF_GUESTS: readonly string[] = ['/users/{id}', '/organization'];

/** Whether a person's own rights reach a path. A permission of the app never gives a person more than that. */
export function personMayRead(state: TenantState, userId: string, template: string, ids: readonly string[]): boolean {
  if (OWN.test(template)) return true;
  const user = state.users.get(userId);
  const held = activeRolesOf(state, userId);
  if (held.includes(DIRECTORY_ROLES['Global Administrator'])) return true;
  const needed = NEEDED_ROLES.find(([path]) => path.test(template))?.[1];
  if (needed !== undefined) return needed.some((role) => held.includes(DIRECTORY_ROLES[role]));
  if (user?.userType !== 'Guest' || held.length > 0 || isOfMailbox(template)) return true;
  return OF_GUESTS.includes(template) && (ids.length === 0 || ids[0]?.toLowerCase() === userId.toLowerCase());
}

/** In mailboxes Exchange decides. */
function isOfMailbox(template: string): boolean {
  return /^\/users\/\{id\}\/(?:messages|mailFolders|mailboxSettings|calendar|events|contacts)/.test(template);
}
