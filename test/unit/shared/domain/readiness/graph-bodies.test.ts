import { describe, expect, it } from 'vitest';
import {
  readActiveRoles,
  readConsentPolicy,
  readCredentialPolicy,
  readEligibleRoles,
  readProfile,
  readServicePlans,
} from '../../../../../src/shared/domain/readiness/graph-bodies.schema';

const SELF = 'ManagePermissionGrantsForSelf.';

describe('who may consent', () => {
  it.each([
    ['nobody', []],
    ['nobody', ['ManagePermissionGrantsForOwnedResource.microsoft-dynamically-managed-permissions-for-team']],
    ['lowImpact', [`${SELF}microsoft-user-default-low`]],
    ['managed', [`${SELF}microsoft-user-default-recommended`]],
    ['everything', [`${SELF}microsoft-user-default-low`, `${SELF}microsoft-user-default-legacy`]],
    ['custom', ['just-user-read']],
    ['custom', [`${SELF}constructor`]],
  ])('is %s by %j', (users, permissionGrantPoliciesAssigned) => {
    expect(readConsentPolicy({ defaultUserRolePermissions: { permissionGrantPoliciesAssigned } })?.users).toBe(users);
  });

  it('is not told by an answer that leaves the policies out', () => {
    expect(readConsentPolicy({ defaultUserRolePermissions: { allowedToCreateApps: true } })).toBeNull();
  });
});

describe('answers of Microsoft Graph', () => {
  it('name built-in roles as this version does, others as the tenant does', () => {
    const value = [
      { displayName: 'Company Administrator', roleTemplateId: '62E90394-69F5-4237-9190-012177145E10' },
      { displayName: 'Teams Administrator', roleTemplateId: '69091246-20e8-4a56-aa4d-066075b2a7a8' },
      { displayName: 'Without a template', roleTemplateId: null },
    ];
    expect(readActiveRoles({ value })?.map(({ name }) => name)).toEqual(['Global Administrator', 'Teams Administrator']);
  });

  it('count roles for the whole directory alone as eligible', () => {
    const roleDefinitionId = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
    const value = [
      { roleDefinitionId, directoryScopeId: '/' },
      { roleDefinitionId, directoryScopeId: '/administrativeUnits/1' },
    ];
    expect(readEligibleRoles({ value })).toEqual([{ templateId: roleDefinitionId, name: 'Global Reader' }]);
  });

  it('count only plans that are on', () => {
    const plan = (servicePlanName: string, provisioningStatus = 'Success') => ({ servicePlanName, provisioningStatus });
    const value = [
      { capabilityStatus: 'Enabled', servicePlans: [plan('A'), plan('B', 'Disabled')] },
      { capabilityStatus: 'Warning', servicePlans: [plan('A'), plan('C', 'PendingInput')] },
      { capabilityStatus: 'Suspended', servicePlans: [plan('D')] },
      { capabilityStatus: 'LockedOut', servicePlans: [plan('E')] },
    ];
    expect(readServicePlans({ value })).toEqual(['A', 'C']);
  });

  it('leave out restrictions that are switched off', () => {
    const passwordCredentials = [
      { restrictionType: 'passwordAddition', state: 'disabled' },
      { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P90D' },
    ];
    const body = { isEnabled: true, applicationRestrictions: { passwordCredentials }, servicePrincipalRestrictions: null };
    expect(readCredentialPolicy(body)).toEqual({
      enabled: true,
      restrictions: [{ of: 'applications', type: 'passwordLifetime', maxLifetime: 'P90D' }],
    });
  });

  it.each([readProfile, readActiveRoles, readEligibleRoles, readServicePlans, readConsentPolicy, readCredentialPolicy])(
    'of another shape are not read (%o)',
    (read) => {
      for (const body of [null, [], 'text', 7, {}, { value: 'x' }, { value: [7] }]) expect(read(body)).toBeNull();
    },
  );
});
