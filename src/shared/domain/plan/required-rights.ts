import type { PlanStep } from './plan.schema';

/** What whoever makes a change has to hold. */
export type Requirement = PlanStep['requires'];

const none: Requirement = { entraRoles: [], exchangeRoles: [], scopes: [] };

/** What the changes of plans need. Of roles any one is enough, the least first; of permissions all are needed. */
export const RIGHTS = {
  /** A person's word, or nothing at all. */
  none,
  /**
   * Taking an application permission away: https://learn.microsoft.com/graph/api/serviceprincipal-delete-approleassignedto. The grants
   * are read again before and after, which needs Application.Read.All.
   */
  removeGrant: {
    entraRoles: ['Cloud Application Administrator', 'Application Administrator', 'Privileged Role Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
  },
  /**
   * Granting an application permission of Microsoft Graph; application administrators may not:
   * https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent#prerequisites
   */
  grantPermission: {
    entraRoles: ['Privileged Role Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
  },
  /** Reading apps and what they hold. */
  readApps: {
    entraRoles: ['Directory Readers', 'Global Reader', 'Cloud Application Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['Application.Read.All'],
  },
  /** Pointers, management scopes and role assignments: https://learn.microsoft.com/exchange/permissions-exo/application-rbac#requirements */
  exchangeRoles: { ...none, exchangeRoles: ['Organization Management'] },
  /** https://learn.microsoft.com/graph/auth-limit-mailbox-access#configure-applicationaccesspolicy */
  accessPolicies: { ...none, exchangeRoles: ['Organization Management'] },
  /** https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-mail-enabled-security-groups */
  exchangeGroups: { ...none, exchangeRoles: ['Recipient Management', 'Organization Management'] },
  /**
   * Members of a group that somebody else may own: the switch that this takes is for Organization Management only.
   * https://learn.microsoft.com/powershell/module/exchange/add-distributiongroupmember#-bypasssecuritygroupmanagercheck
   */
  groupMembers: { ...none, exchangeRoles: ['Organization Management'] },
  /** https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
  recipients: { ...none, exchangeRoles: ['Recipient Management', 'Organization Management'] },
  /** Members of groups that Exchange Online does not keep: https://learn.microsoft.com/graph/api/group-post-members */
  directoryGroups: {
    entraRoles: ['Groups Administrator', 'User Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['GroupMember.ReadWrite.All'],
  },
  /** https://learn.microsoft.com/graph/api/administrativeunit-post-members */
  administrativeUnits: {
    entraRoles: ['Privileged Role Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['AdministrativeUnit.ReadWrite.All'],
  },
} as const satisfies Readonly<Record<string, Requirement>>;
