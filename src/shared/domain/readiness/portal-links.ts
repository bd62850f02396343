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
}

/** The pages of a cloud. */
export function portalLinks(cloud: CloudId): PortalLinks {
  const { entra, azure, exchange } = CLOUDS[cloud].portals;
  return {
    activateRole: `${azure}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles`,
    directoryRoles: `${entra}/#view/Microsoft_AAD_IAM/RolesManagementMenuBlade/~/AllRoles`,
    // In the cloud of 21Vianet the classic center is the only one, and has no address for a page.
    exchangeRoles: cloud === 'china' ? exchange : `${exchange}/#/adminRoles`,
    registrationPermissions: (clientId) =>
      `${entra}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${encodeURIComponent(clientId)}`,
    enterpriseApplications: `${entra}/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview`,
  };
}

/** Licences of Microsoft Entra: which product brings which feature. */
export const LICENCE_PAGE = 'https://learn.microsoft.com/entra/fundamentals/licensing';
