import { ADMINISTRATOR_ROLE_NAMES, APPLICATION_ROLE_NAMES, BUILT_IN_ROLE_GROUPS } from '../facts/exchange-roles';
import { timeText, type SimulatedClock } from '../state/clock';
import type { CredentialRestrictions } from '../state/policy-types';
import { TenantState } from '../state/tenant-state';
import type { BuildContext } from './build-context';
import { firstMessages } from './messages';
import type { Random } from './random';

const YEAR = 365 * 86_400_000;
const NO_RESTRICTIONS: CredentialRestrictions = { passwordCredentials: [], keyCredentials: [] };

/** What a company is called, and where it lives. */
export interface CompanyPlan {
  readonly name: string;
  /** Before `.example` and `.onmicrosoft.com`. */
  readonly domain: string;
  readonly city: string;
  readonly countryLetterCode: string;
}

/** An empty tenant with the settings that a tenant of these years has. */
export function createEmptyTenant(company: CompanyPlan, random: Random, clock: SimulatedClock): TenantState {
  return new TenantState(
    clock,
    {
      organization: {
        id: random.guid(),
        displayName: company.name,
        createdDateTime: timeText(clock.now() - 6 * YEAR),
        countryLetterCode: company.countryLetterCode,
        city: company.city,
        verifiedDomains: [
          { name: `${company.domain}.example`, isDefault: true, isInitial: false, type: 'Managed' },
          { name: `${company.domain}.onmicrosoft.com`, isDefault: false, isInitial: true, type: 'Managed' },
        ],
      },
      // https://learn.microsoft.com/graph/api/resources/authorizationpolicy
      authorizationPolicy: {
        id: 'authorizationPolicy',
        displayName: 'Authorization Policy',
        description: 'Used to manage authorization related settings across the company.',
        allowInvitesFrom: 'adminsAndGuestInviters',
        guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
        blockMsolPowerShell: false,
        defaultUserRolePermissions: {
          allowedToCreateApps: true,
          allowedToCreateSecurityGroups: true,
          allowedToCreateTenants: false,
          allowedToReadBitlockerKeysForOwnedDevice: true,
          allowedToReadOtherUsers: true,
          permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-recommended'],
        },
      },
      // https://learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy
      defaultAppManagementPolicy: {
        id: '00000000-0000-0000-0000-000000000000',
        displayName: 'Default app management tenant policy',
        description: 'Default tenant policy that enforces app management restrictions on applications and service principals.',
        isEnabled: false,
        applicationRestrictions: NO_RESTRICTIONS,
        servicePrincipalRestrictions: NO_RESTRICTIONS,
      },
      organizationConfig: {
        Name: `${company.domain}.onmicrosoft.com`,
        DisplayName: company.name,
        EwsEnabled: null,
        EwsApplicationAccessPolicy: null,
        EwsAllowedAppIDs: [],
        OAuth2ClientProfileEnabled: true,
      },
      transportConfig: { SmtpClientAuthenticationDisabled: true, MessageCopyForSentAsEnabled: false },
    },
    firstMessages,
  );
}

/** Makes the roles and role groups that every organisation has. */
export function addExchangeRoles({ state, random }: BuildContext): void {
  for (const name of APPLICATION_ROLE_NAMES) {
    state.managementRoles.add({ Name: name, Guid: random.guid(), RoleType: name.replaceAll(/[ .-]/g, ''), IsServicePrincipalRole: true });
  }
  for (const name of ADMINISTRATOR_ROLE_NAMES) {
    state.managementRoles.add({ Name: name, Guid: random.guid(), RoleType: name.replaceAll(/[ -]/g, ''), IsServicePrincipalRole: false });
  }
  for (const [name, roles] of BUILT_IN_ROLE_GROUPS) {
    state.roleGroups.add({ Name: name, Guid: random.guid(), Roles: roles, members: [] });
    for (const role of roles) {
      state.managementRoleAssignments.add({
        Name: `${role}-${name}`,
        Guid: random.guid(),
        Role: role,
        assignee: { kind: 'roleGroup', roleGroup: name },
        scope: { kind: 'organization' },
        Enabled: true,
      });
    }
  }
}
