import { describe, expect, it } from 'vitest';
import { lookupPowerfulPermission, POWERFUL_PERMISSIONS } from '../../../../../../src/shared/domain/reach/permissions/powerful-permissions';
import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../../../../../../src/shared/domain/reach/permissions/resources';
import { exchangeReference, graphReference, referenceIsThere, referenceNote } from './reference-facts';

const NEW_ID = '11111111-2222-3333-4444-555555555555';

const severityOf = (severity: 'critical' | 'high'): string[] =>
  POWERFUL_PERMISSIONS.filter((entry) => entry.indirectReach?.severity === severity).map((entry) => entry.value);

describe('the powerful permissions', () => {
  it('are critical where an app can grant itself reach', () => {
    expect(severityOf('critical')).toEqual([
      'AppRoleAssignment.ReadWrite.All',
      'RoleManagement.ReadWrite.Directory',
      'RoleManagement.ReadWrite.Exchange',
      'RoleAssignmentSchedule.ReadWrite.Directory',
      'RoleEligibilitySchedule.ReadWrite.Directory',
      'Application.ReadWrite.All',
      'Exchange.ManageAsApp',
      'Exchange.ManageAsAppV2',
    ]);
  });

  it('are high where an app can become somebody with reach', () => {
    expect(severityOf('high')).toEqual([
      'Application.ReadWrite.OwnedBy',
      'DelegatedPermissionGrant.ReadWrite.All',
      'UserAuthenticationMethod.ReadWrite.All',
      'User-PasswordProfile.ReadWrite.All',
    ]);
  });

  it('widen groups, administrative units or filters', () => {
    const widening = POWERFUL_PERMISSIONS.filter((entry) => entry.widens !== null);
    expect(widening.map((entry) => [entry.value, entry.widens])).toEqual([
      ['Group.ReadWrite.All', 'groupMembers'],
      ['GroupMember.ReadWrite.All', 'groupMembers'],
      ['AdministrativeUnit.ReadWrite.All', 'administrativeUnitMembers'],
      ['User.ReadWrite.All', 'userAttributes'],
    ]);
  });

  it('are found by resource and id, else by the name in the reading', () => {
    const id = '06B708A9-E830-4DB3-A914-8E69DA51D44F';
    expect(lookupPowerfulPermission(GRAPH_APP_ID, id, undefined)?.value).toBe('AppRoleAssignment.ReadWrite.All');
    expect(lookupPowerfulPermission(EXCHANGE_APP_ID, id, undefined)).toBeNull();
    expect(lookupPowerfulPermission(EXCHANGE_APP_ID, NEW_ID, 'exchange.manageasapp')?.value).toBe('Exchange.ManageAsApp');
    expect(lookupPowerfulPermission(GRAPH_APP_ID, NEW_ID, 'Exchange.ManageAsApp')).toBeNull();
    expect(lookupPowerfulPermission(NEW_ID, id, 'AppRoleAssignment.ReadWrite.All')).toBeNull();
  });

  it.skipIf(!referenceIsThere)(`have the ids of the reference${referenceNote}`, () => {
    const theirs = new Set([
      ...graphReference()
        .permissions.filter((entry) => entry.type === 'Application')
        .map((entry) => `${GRAPH_APP_ID} ${entry.value} ${entry.id}`),
      ...exchangeReference()
        .permissions.filter((entry) => entry.type === 'Application')
        .map((entry) => `${EXCHANGE_APP_ID} ${entry.value} ${entry.id}`),
    ]);
    const mine = POWERFUL_PERMISSIONS.map((entry) => `${entry.resourceAppId} ${entry.value} ${entry.id}`);
    expect(mine.filter((key) => !theirs.has(key))).toEqual([]);
  });
});
