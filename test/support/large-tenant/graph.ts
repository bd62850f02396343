import { DOMAIN, TENANT_ID } from '../collection-builder';
import { EXCHANGE_APP_ID, EXCHANGE_ROLE_IDS, GRAPH_APP_ID, GRAPH_ROLE_IDS } from '../permission-ids';
import type { CollectionSize } from '../collection-sizes';
import type { Random } from '../random';
import {
  address,
  app,
  EXCHANGE_RESOURCE,
  GRAPH_RESOURCE,
  group,
  groupName,
  idOf,
  scopedBy,
  servicePrincipal,
  times,
  unit,
  user,
} from './names';
import type { Rows } from './names';

/** Everything of a Graph section, source by source, each made row by row so that no size has to fit in memory. */
export function graphSources(size: CollectionSize, random: Random): Readonly<Record<string, Rows>> {
  const roles = (ids: Readonly<Record<string, string>>): object[] =>
    Object.entries(ids).map(([value, id]) => ({
      id,
      value: value.replace(' (2)', ''),
      allowedMemberTypes: ['Application'],
      isEnabled: true,
    }));
  const unrestricted = Math.ceil(size.scopedApps / 3);
  return {
    resources: [
      { id: GRAPH_RESOURCE, appId: GRAPH_APP_ID, displayName: 'Microsoft Graph', appRoles: roles(GRAPH_ROLE_IDS) },
      { id: EXCHANGE_RESOURCE, appId: EXCHANGE_APP_ID, displayName: 'Office 365 Exchange Online', appRoles: roles(EXCHANGE_ROLE_IDS) },
    ],
    servicePrincipals: times(size.servicePrincipals, (index) => ({
      id: servicePrincipal(index),
      appId: app(index),
      displayName: `Application ${index.toString()}`,
      accountEnabled: index % 37 !== 0,
      servicePrincipalType: index % 11 === 0 ? 'ManagedIdentity' : 'Application',
      appOwnerOrganizationId: index % 3 === 0 ? TENANT_ID : idOf('5eed0007', index % 900),
      verifiedPublisher:
        index % 2 === 0
          ? {
              displayName: `Publisher ${(index % 900).toString()}`,
              verifiedPublisherId: (100_000 + (index % 900)).toString(),
              addedDateTime: '2024-02-02T00:00:00Z',
            }
          : {},
      passwordCredentials: [],
      keyCredentials:
        index % 9 === 0
          ? [
              {
                keyId: idOf('5eed0008', index),
                displayName: 'CN=signing',
                type: 'AsymmetricX509Cert',
                usage: 'Verify',
                startDateTime: '2026-01-01T00:00:00Z',
                endDateTime: '2028-01-01T00:00:00Z',
              },
            ]
          : [],
      tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
      homepage: null,
      servicePrincipalNames: [app(index), `https://application-${index.toString()}.example`],
    })),
    applications: times(Math.ceil(size.servicePrincipals / 30), (index) => ({
      id: idOf('5eed0009', index * 3),
      appId: app(index * 3),
      displayName: `Application ${(index * 3).toString()}`,
      signInAudience: 'AzureADMyOrg',
      passwordCredentials: [
        {
          keyId: idOf('5eed000a', index),
          displayName: 'secret',
          startDateTime: '2026-03-01T00:00:00Z',
          endDateTime: index % 20 === 0 ? '2026-12-01T00:00:00Z' : '2027-03-01T00:00:00Z',
        },
      ],
      keyCredentials: [],
    })),
    appRoleAssignments: grants(size, unrestricted),
    oauth2PermissionGrants: times(Math.ceil(size.servicePrincipals / 12), (index) => ({
      id: idOf('5eed000b', index),
      clientId: servicePrincipal(size.servicePrincipals - 1 - index),
      consentType: index % 4 === 0 ? 'Principal' : 'AllPrincipals',
      principalId: index % 4 === 0 ? user(index % size.mailboxes) : null,
      resourceId: GRAPH_RESOURCE,
      scope: index % 25 === 0 ? 'User.Read Mail.Read' : 'User.Read openid profile',
    })),
    owners: times(Math.ceil(size.servicePrincipals / 30), (index) => ({
      objectId: idOf('5eed0009', index * 3),
      ownerIds: [user(index % size.mailboxes)],
    })),
    users: times(size.mailboxes, (index) => ({
      id: user(index),
      userPrincipalName: address(index),
      mail: address(index),
      displayName: `Mailbox ${index.toString()}`,
      accountEnabled: index % 10 !== 3,
      userType: 'Member',
    })),
    groups: times(size.groups, (index) => ({
      id: group(index),
      displayName: groupName(index),
      mail: `group${index.toString()}@${DOMAIN}`,
      mailEnabled: true,
      securityEnabled: true,
      groupTypes: [],
    })),
    groupMembers: memberships(size, random),
    administrativeUnits: times(size.units, (index) => ({
      id: unit(index),
      displayName: `Unit ${index.toString()}`,
      membershipType: 'Assigned',
    })),
    administrativeUnitMembers: times(size.units * 40, (index) => ({
      administrativeUnitId: unit(index % size.units),
      memberId: user(random.below(size.mailboxes)),
    })),
    directoryRoleAssignments: [],
    directoryRoleEligibilities: [],
    signInActivities: times(size.scopedApps, (index) => ({
      appId: app(index),
      lastSignInActivity: { lastSignInDateTime: '2026-11-01T00:00:00Z' },
    })),
    credentialSignInActivities: [],
    federatedIdentityCredentials: [],
    appManagementPolicies: [],
  };
}

function* grants(size: CollectionSize, unrestricted: number): Rows {
  const grant = (index: number, resourceId: string, appRoleId: string): object => ({
    id: `${servicePrincipal(index)}:${appRoleId}`,
    principalId: servicePrincipal(index),
    principalType: 'ServicePrincipal',
    principalDisplayName: `Application ${index.toString()}`,
    resourceId,
    appRoleId,
    createdDateTime: '2025-05-05T05:05:05Z',
  });
  for (let index = 0; index < size.scopedApps; index += 1) {
    if (scopedBy(index) === 'policy') yield grant(index, GRAPH_RESOURCE, GRAPH_ROLE_IDS['Mail.Read']);
  }
  for (let index = size.scopedApps; index < size.scopedApps + unrestricted; index += 1)
    yield grant(index, GRAPH_RESOURCE, GRAPH_ROLE_IDS['Mail.ReadWrite']);
  for (let index = size.scopedApps; index < size.servicePrincipals; index += 4)
    yield grant(index, GRAPH_RESOURCE, GRAPH_ROLE_IDS['User.Read.All']);
}

function* memberships(size: CollectionSize, random: Random): Rows {
  for (let index = 0; index < size.memberships; index += 1) {
    const groupIndex = index % size.groups;
    const nested = index % 400 === 399;
    yield nested
      ? { groupId: group(groupIndex), memberId: group(random.below(size.groups)), memberType: 'group' }
      : { groupId: group(groupIndex), memberId: user(random.below(size.mailboxes)), memberType: 'user' };
  }
}
