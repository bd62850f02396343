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
  /** Whether a Microsoft 365 group is public: https://learn.microsoft.com/graph/api/group-update */
  groupSettings: {
    entraRoles: ['Groups Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['Group.ReadWrite.All'],
  },
  /** https://learn.microsoft.com/graph/api/administrativeunit-post-members */
  administrativeUnits: {
    entraRoles: ['Privileged Role Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['AdministrativeUnit.ReadWrite.All'],
  },
  /** Registrations and enterprise applications: https://learn.microsoft.com/graph/api/application-update */
  changeApps: {
    entraRoles: ['Cloud Application Administrator', 'Application Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['Application.ReadWrite.All'],
  },
  /** The same, where what the organization allows is looked at first: https://learn.microsoft.com/graph/api/tenantappmanagementpolicy-get */
  addCredential: {
    entraRoles: ['Cloud Application Administrator', 'Application Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['Application.ReadWrite.All', 'Policy.Read.All'],
  },
  /** When credentials were used last: https://learn.microsoft.com/graph/api/reportroot-list-appcredentialsigninactivities */
  readSignIns: {
    entraRoles: ['Reports Reader', 'Security Reader', 'Global Reader', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['AuditLog.Read.All'],
  },
  /** Delegated permissions: https://learn.microsoft.com/graph/api/oauth2permissiongrant-delete */
  delegatedGrants: {
    entraRoles: ['Cloud Application Administrator', 'Application Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['DelegatedPermissionGrant.ReadWrite.All', 'Application.Read.All'],
  },
  /** Owners; who may be one is looked up in the directory: https://learn.microsoft.com/graph/api/application-post-owners */
  appOwners: {
    entraRoles: ['Cloud Application Administrator', 'Application Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['Application.ReadWrite.All', 'Directory.Read.All'],
  },
  /** Whether an account can sign in: https://learn.microsoft.com/graph/api/user-update#permissions */
  accountSignIn: {
    entraRoles: ['User Administrator', 'Global Administrator'],
    exchangeRoles: [],
    scopes: ['User.EnableDisableAccount.All', 'User.Read.All'],
  },
  /** Settings of the organization: https://learn.microsoft.com/exchange/permissions-exo/feature-permissions */
  organization: { ...none, exchangeRoles: ['Organization Management'] },
} as const satisfies Readonly<Record<string, Requirement>>;
