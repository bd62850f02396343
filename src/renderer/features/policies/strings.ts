import type { ListRow } from '../../../shared/ipc/list-shapes';

/** What confines an app, as a short word. */
export const MECHANISM_WORDS: Readonly<Record<ListRow<'policies'>['mechanism'], string>> = {
  none: 'Nothing',
  aap: 'Access policy',
  both: 'RBAC and access policy',
  rbac: 'RBAC',
};

/** The same in full, for a tooltip. */
export const MECHANISM_TITLES: Readonly<Record<ListRow<'policies'>['mechanism'], string>> = {
  none: 'Nothing confines it: what it holds in Entra reaches every mailbox',
  aap: 'Confined by an application access policy, which is legacy',
  both: 'Has a scope of RBAC for Applications and an application access policy',
  rbac: 'Confined by RBAC for Applications',
};

/** Texts of the page of policies. */
export const policiesStrings = {
  title: 'Policies',
  listLabel: 'Apps by what confines them',
  search: 'Find by app, id or scope',
  emptyTitle: 'Nothing to confine',
  emptyText: 'No app of this reading holds an application permission on mail, or the apps were not read: see Coverage.',
  columnApp: 'App',
  columnMechanism: 'Confined by',
  columnScope: 'Scope',
  columnMembers: 'Members now',
  columnReach: 'Reaches in the end',
  columnAssignments: 'Roles',
  columnPolicies: 'Access policies',
  columnFindings: 'Findings',
  groupMechanism: 'What confines',
  filterMechanism: 'Confined by',
  filterReach: 'Reach',
  filterFinding: 'Severity',
  disabled: 'disabled',
  between: (least: string, most: string): string => `${least}–${most}`,
  inVain: 'Its scope confines nothing: by another grant it reaches every mailbox',
  effective: 'What it reaches in the end',
  effectiveNote: 'Grants in Entra and roles in Exchange add up: a scope confines nothing that a tenant-wide grant allows.',
  toApp: 'Everything about this app',
  capability: 'Capability',
  mailboxes: 'Mailboxes',
  test: 'Test…',
  noReach: 'By application permissions it reaches no mailbox.',
} as const;
