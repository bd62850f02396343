import { describe, expect, it } from 'vitest';
import {
  application,
  delegatedGrant,
  exchangeGrant,
  graphGrant,
  group,
  guid,
  member,
  pointer,
  servicePrincipal,
} from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';
import type { GraphPermission } from '../../../../support/permission-ids';

const app = servicePrincipal('Automation');
const target = servicePrincipal('Reader');
const registration = application(target);
const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';
const EXCHANGE = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

function tenant(grants: readonly object[], graph: object = {}, exchange: object = {}): FindingCase['parts'] {
  return {
    graph: { servicePrincipals: [app, target], applications: [registration], appRoleAssignments: grants as never, ...graph },
    exchange: { servicePrincipals: [pointer(app)], ...exchange },
  };
}

const manage = exchangeGrant(app, 'Exchange.ManageAsApp');
const role = (roleDefinitionId: string, principalId = app.id, directoryScopeId = '/'): object => ({
  directoryRoleAssignments: [{ roleDefinitionId, principalId, directoryScopeId }],
});

const ALWAYS: readonly (readonly [GraphPermission, string])[] = [
  ['AppRoleAssignment.ReadWrite.All', 'critical'],
  ['RoleManagement.ReadWrite.Directory', 'critical'],
  ['RoleManagement.ReadWrite.Exchange', 'critical'],
  ['RoleAssignmentSchedule.ReadWrite.Directory', 'critical'],
  ['RoleEligibilitySchedule.ReadWrite.Directory', 'critical'],
  ['DelegatedPermissionGrant.ReadWrite.All', 'high'],
  ['UserAuthenticationMethod.ReadWrite.All', 'high'],
  ['User-PasswordProfile.ReadWrite.All', 'high'],
];

const CASES: readonly FindingCase[] = [
  ...ALWAYS.map(([permission, severity]) => ({
    when: `it holds ${permission}`,
    parts: tenant([graphGrant(app, permission)]),
    finds: [`${severity} indirect-reach Automation`],
  })),
  { when: 'it can only read the directory', parts: tenant([graphGrant(app, 'Directory.Read.All')]), finds: [] },
  {
    when: 'a high and a critical way exist: one finding',
    parts: tenant([graphGrant(app, 'User-PasswordProfile.ReadWrite.All'), graphGrant(app, 'AppRoleAssignment.ReadWrite.All')]),
    finds: ['critical indirect-reach Automation'],
  },
  {
    when: 'it may change every app, and one has reach',
    parts: tenant([graphGrant(app, 'Application.ReadWrite.All'), graphGrant(target, 'Mail.Read')]),
    finds: ['critical indirect-reach Automation'],
  },
  {
    when: 'it may change every app, and one has delegated reach',
    parts: tenant([graphGrant(app, 'Application.ReadWrite.All')], { oauth2PermissionGrants: [delegatedGrant(target, 'Mail.Read')] }),
    finds: ['critical indirect-reach Automation'],
  },
  {
    when: 'it may change every app, and only itself has reach',
    parts: tenant([graphGrant(app, 'Application.ReadWrite.All'), graphGrant(app, 'Mail.Read')]),
    finds: [],
  },
  {
    when: 'it may change its own apps and owns the registration of one with reach',
    parts: tenant([graphGrant(app, 'Application.ReadWrite.OwnedBy'), graphGrant(target, 'Mail.Read')], {
      owners: [{ objectId: registration.id, ownerIds: [app.id] }],
    }),
    finds: ['high indirect-reach Automation'],
  },
  {
    when: 'it may change its own apps and owns one without reach',
    parts: tenant([graphGrant(app, 'Application.ReadWrite.OwnedBy')], { owners: [{ objectId: target.id, ownerIds: [app.id] }] }),
    finds: [],
  },
  {
    when: 'it may change its own apps and owns none',
    parts: tenant([graphGrant(app, 'Application.ReadWrite.OwnedBy'), graphGrant(target, 'Mail.Read')]),
    finds: [],
  },
  {
    when: 'it manages Exchange as a global administrator',
    parts: tenant([manage], role(GLOBAL)),
    finds: ['critical indirect-reach Automation'],
  },
  {
    when: 'it manages Exchange by the second version of the permission',
    parts: tenant([exchangeGrant(app, 'Exchange.ManageAsAppV2')], role(EXCHANGE)),
    finds: ['critical indirect-reach Automation'],
  },
  { when: 'it manages Exchange without a role', parts: tenant([manage]), finds: [] },
  { when: 'it manages Exchange as a reader', parts: tenant([manage], role(READER)), finds: [] },
  {
    when: 'its role ends at an administrative unit',
    parts: tenant([manage], role(EXCHANGE, app.id, `/administrativeUnits/${guid('unit')}`)),
    finds: [],
  },
  { when: 'it has the role but may not manage Exchange', parts: tenant([], role(GLOBAL)), finds: [] },
  {
    when: 'it has the role by a group',
    parts: tenant([manage], {
      ...role(EXCHANGE, guid('group Admins')),
      groups: [group('Admins')],
      groupMembers: [member('Admins', app.id, 'servicePrincipal')],
    }),
    finds: ['critical indirect-reach Automation'],
  },
  {
    when: 'it is in an Exchange role group',
    parts: tenant(
      [manage],
      {},
      {
        roleGroups: [{ Name: 'Helpers', Roles: ['Mail Recipients'] }],
        roleGroupMembers: [{ RoleGroup: 'Helpers', ExternalDirectoryObjectId: app.id }],
      },
    ),
    finds: ['critical indirect-reach Automation'],
  },
  {
    when: 'it is in a role group that can only look',
    parts: tenant(
      [manage],
      {},
      {
        roleGroups: [{ Name: 'Lookers', Roles: ['View-Only Recipients'] }],
        roleGroupMembers: [{ RoleGroup: 'Lookers', ExternalDirectoryObjectId: app.id }],
      },
    ),
    finds: [],
  },
];

describe('an app that can give itself reach', () => {
  it.each(CASES)('is found or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['indirect-reach'])).toEqual(finds);
  });

  it('is described with what it could take over', () => {
    const parts = tenant([graphGrant(app, 'Application.ReadWrite.All'), graphGrant(target, 'Mail.Read')]);
    expect(textOf(theFinding(parts, 'indirect-reach'))).toContain('1 app with reach could be taken over: Reader.');
  });

  it.each([
    ['graph.directoryRoleAssignments', [manage]],
    ['exchange.roleGroupMembers', [manage]],
    ['graph.owners', [graphGrant(app, 'Application.ReadWrite.OwnedBy'), graphGrant(target, 'Mail.Read')]],
    ['graph.oauth2PermissionGrants', [graphGrant(app, 'Application.ReadWrite.All')]],
    ['graph.resources', [graphGrant(app, 'RoleManagement.ReadWrite.Directory')]],
  ])('cannot be judged without %s', (source, grants) => {
    const parts = { ...tenant(grants), without: [source] };
    expect(raised(parts, ['indirect-reach'])).toEqual([]);
    expect(unjudged(parts, ['indirect-reach'])).toEqual([expect.stringContaining(`indirect-reach × 1: ${source} is missing`)]);
  });

  it('is judged of nobody where the grants were not read', () => {
    expect(unjudged({ ...tenant([]), without: ['graph.appRoleAssignments'] }, ['indirect-reach'])).toEqual([
      expect.stringContaining('indirect-reach × 2'),
    ]);
  });
});
