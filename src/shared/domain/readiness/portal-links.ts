import { CLOUDS, type CloudId } from '../clouds/clouds';

/** Pages of the portals of a cloud. The parts behind the host are the same in every cloud. */
export interface PortalLinks {
  /** Where a person activates the roles that they are eligible for. https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-activate-role */
  readonly activateRole: string;
  /** Roles and administrators. https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal */
  readonly directoryRoles: string;
  /** Admin roles of Exchange. https://learn.microsoft.com/exchange/permissions-exo/role-groups */
  readonly exchangeRoles: string;
  /** API permissions of a registration, with "Grant admin consent". https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent */
  readonly registrationPermissions: (clientId: string) => string;
  /** Every enterprise application, where consent for somebody else's application is given. */
  readonly enterpriseApplications: string;
  /** A page of one enterprise application, by its object id. https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions */
  readonly enterpriseApplication: (objectId: string, page: 'Permissions' | 'Properties' | 'Owners') => string;
  /** A page of one registration, by its application id. https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials */
  readonly registration: (clientId: string, page: 'Credentials' | 'Owners' | 'Authentication') => string;
  /** One user. https://learn.microsoft.com/entra/fundamentals/how-to-manage-user-profile-info */
  readonly user: (userId: string) => string;
  /** The members of one group. https://learn.microsoft.com/entra/fundamentals/how-to-manage-groups */
  readonly groupMembers: (groupId: string) => string;
  /** Mailboxes, with their delegation. https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
  readonly exchangeMailboxes: string;
  /** Groups of Exchange. https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-mail-enabled-security-groups */
  readonly exchangeGroups: string;
}

/** The pages of a cloud. */
export function portalLinks(cloud: CloudId): PortalLinks {
  const { entra, azure, exchange } = CLOUDS[cloud].portals;
  return {
    activateRole: `${azure}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles`,
    directoryRoles: `${entra}/#view/Microsoft_AAD_IAM/RolesManagementMenuBlade/~/AllRoles`,
    // In the cloud of 21Vianet the classic center is the only one, and has no address for a page.
    exchangeRoles: cloud === 'china' ? exchange : `${exchange}/#/adminRoles`,
    exchangeMailboxes: cloud === 'china' ? exchange : `${exchange}/#/mailboxes`,
    exchangeGroups: cloud === 'china' ? exchange : `${exchange}/#/groups`,
    registrationPermissions: (clientId) =>
      `${entra}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${encodeURIComponent(clientId)}`,
    enterpriseApplications: `${entra}/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview`,
    enterpriseApplication: (objectId, page) =>
      `${entra}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/${page}/objectId/${encodeURIComponent(objectId)}`,
    registration: (clientId, page) =>
      `${entra}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${page}/appId/${encodeURIComponent(clientId)}`,
    user: (userId) => `${entra}/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${encodeURIComponent(userId)}`,
    groupMembers: (groupId) => `${entra}/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Members/groupId/${encodeURIComponent(groupId)}`,
  };
}

/** Licences of Microsoft Entra: which product brings which feature. */
export const LICENCE_PAGE = 'https://learn.microsoft.com/entra/fundamentals/licensing';
