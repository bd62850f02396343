import type { Collection, GraphItem } from '../../../src/shared/domain/collection/collection.schema';
import { guid } from '../../../test/support/guid';
import { EXCHANGE_APP_ID, EXCHANGE_ROLE_IDS, GRAPH_APP_ID, GRAPH_ROLE_IDS } from '../../../test/support/permission-ids';
import { APPS } from './apps';
import type { AppDefinition, SecretDefinition } from './definition';
import { ACCOUNTS, accountOf, applicationId, DOMAIN, groupId, servicePrincipalId, TENANT_ID, unitId } from './names';
import { DISABLED_STAFF, SHARED_WITH_SIGN_IN } from './people';
import { GROUPS, UNITS } from './rules';

const GRAPH_RESOURCE = guid('northwind microsoft graph');
const EXCHANGE_RESOURCE = guid('northwind exchange online');
const MICROSOFT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';
const EXCHANGE_ADMINISTRATOR = '29232cdf-9323-42fd-ade2-1d097af3e4de';
/** A permission that Microsoft added after the product's table was written. */
const PREVIEW_ROLES = { 'Mail.ReadAttachments.All': guid('role Mail.ReadAttachments.All') } as const;

const midnight = (day: string): string => `${day}T00:00:00Z`;

/** App id of one of the sample's apps. */
export function appIdOf(name: string): string {
  const app = APPS.find((item) => item.name === name);
  if (!app) throw new Error(`No app ${name} in the sample`);
  return app.appId ?? guid(`northwind app ${name}`);
}

function passwords(app: AppDefinition): GraphItem<'applications'>['passwordCredentials'] {
  return (app.secrets ?? []).map((secret) => ({
    keyId: guid(`secret ${app.name} ${secret.name}`),
    displayName: secret.name,
    hint: guid(secret.name).slice(0, 3),
    startDateTime: midnight(secret.from),
    endDateTime: midnight(secret.until),
  }));
}

/** A signing certificate stands twice, once for Sign and once for Verify, as it does for apps that sign in with SAML. */
function keys(app: AppDefinition): GraphItem<'applications'>['keyCredentials'] {
  const usages = app.name === 'Beacon Archive' ? ['Sign', 'Verify'] : ['Verify'];
  return (app.certificates ?? []).flatMap((certificate: SecretDefinition) =>
    usages.map((usage) => ({
      keyId: guid(`certificate ${app.name} ${certificate.name} ${usage}`),
      displayName: certificate.name,
      customKeyIdentifier: guid(`thumbprint ${certificate.name}`).replace(/-/g, '').toUpperCase(),
      type: 'AsymmetricX509Cert',
      usage,
      startDateTime: midnight(certificate.from),
      endDateTime: midnight(certificate.until),
    })),
  );
}

function publisherOf(app: AppDefinition) {
  if (app.verifiedPublisher === undefined) return { displayName: null, verifiedPublisherId: null, addedDateTime: null };
  return {
    displayName: app.verifiedPublisher,
    verifiedPublisherId: String(Number.parseInt(guid(app.name).slice(0, 6), 16)),
    addedDateTime: midnight('2024-03-12'),
  };
}

function servicePrincipals(): GraphItem<'servicePrincipals'>[] {
  return APPS.map((app) => ({
    id: servicePrincipalId(app.name),
    appId: appIdOf(app.name),
    displayName: app.name,
    accountEnabled: app.disabled !== true,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId:
      app.home === 'microsoft' ? MICROSOFT : app.home === 'elsewhere' ? guid(`organization of ${app.name}`) : TENANT_ID,
    verifiedPublisher: publisherOf(app),
    passwordCredentials: [],
    keyCredentials: [],
    tags: app.home === 'microsoft' ? [] : ['WindowsAzureActiveDirectoryIntegratedApp'],
    homepage: null,
    servicePrincipalNames: [appIdOf(app.name)],
  }));
}

function applications(): GraphItem<'applications'>[] {
  return APPS.filter((app) => (app.home ?? 'here') === 'here').map((app) => ({
    id: applicationId(app.name),
    appId: appIdOf(app.name),
    displayName: app.name,
    signInAudience: 'AzureADMyOrg',
    createdDateTime: midnight('2024-09-02'),
    passwordCredentials: passwords(app),
    keyCredentials: keys(app),
    requiredResourceAccess: [],
    web: { redirectUris: [...(app.redirects ?? [])] },
    spa: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    publisherDomain: DOMAIN,
  }));
}

function appRoleAssignments(): GraphItem<'appRoleAssignments'>[] {
  return APPS.flatMap((app) => {
    const grant = (resourceId: string, appRoleId: string, value: string) => ({
      id: guid(`grant ${app.name} ${resourceId} ${value}`),
      principalId: servicePrincipalId(app.name),
      principalType: 'ServicePrincipal',
      principalDisplayName: app.name,
      resourceId,
      appRoleId,
      createdDateTime: '2025-03-14T09:26:00Z',
    });
    return [
      ...(app.graph ?? []).map((value) => grant(GRAPH_RESOURCE, GRAPH_ROLE_IDS[value], value)),
      ...(app.exchange ?? []).map((value) => grant(EXCHANGE_RESOURCE, EXCHANGE_ROLE_IDS[value], value)),
      ...(app.otherGrants ?? []).map(({ resource, role }) =>
        resource === 'graph'
          ? grant(GRAPH_RESOURCE, guid(`role ${role}`), role)
          : grant(guid(`resource ${resource}`), GRAPH_ROLE_IDS['Mail.Read'], role),
      ),
    ];
  });
}

function permissionGrants(): GraphItem<'oauth2PermissionGrants'>[] {
  return APPS.flatMap((app) => {
    const grant = (scope: string, resourceId: string, principalId: string | null) => ({
      id: guid(`delegated ${app.name} ${resourceId} ${principalId ?? 'all'}`),
      clientId: servicePrincipalId(app.name),
      consentType: principalId === null ? 'AllPrincipals' : 'Principal',
      principalId,
      resourceId,
      scope,
    });
    return [
      ...(app.delegated === undefined ? [] : [grant(app.delegated, GRAPH_RESOURCE, null)]),
      ...(app.delegatedExchange === undefined ? [] : [grant(app.delegatedExchange, EXCHANGE_RESOURCE, null)]),
      ...Object.entries(app.delegatedTo ?? {}).map(([name, scope]) => grant(scope, GRAPH_RESOURCE, accountOf(name).id)),
    ];
  });
}

function owners(): GraphItem<'owners'>[] {
  return APPS.flatMap((app) => {
    const ownerIds = (app.owners ?? []).map((name) => accountOf(name).id);
    const registration = (app.home ?? 'here') === 'here' ? [{ objectId: applicationId(app.name), ownerIds }] : [];
    // The portal's own apps own what they create: that is how they come to write its credentials.
    const principal = app.name === 'Absence Dashboard' ? [servicePrincipalId('Developer Portal')] : [];
    return [...registration, { objectId: servicePrincipalId(app.name), ownerIds: principal }];
  });
}

function groupMembers(): GraphItem<'groupMembers'>[] {
  return GROUPS.flatMap((group) => [
    ...(group.members ?? [])
      .flatMap((name) => (name === '*' ? ACCOUNTS.filter((item) => item.kind !== 'shared') : [accountOf(name)]))
      .map((item) => ({ groupId: groupId(group.name), memberId: item.id, memberType: 'user' })),
    ...(group.groups ?? []).map((name) => ({ groupId: groupId(group.name), memberId: groupId(name), memberType: 'group' })),
  ]);
}

function resources(): GraphItem<'resources'>[] {
  const roles = (ids: Readonly<Record<string, string>>) =>
    Object.entries(ids).map(([value, id]) => ({
      id,
      value: value.replace(' (2)', ''),
      allowedMemberTypes: ['Application'],
      isEnabled: true,
    }));
  return [
    {
      id: GRAPH_RESOURCE,
      appId: GRAPH_APP_ID,
      displayName: 'Microsoft Graph',
      appRoles: roles({ ...GRAPH_ROLE_IDS, ...PREVIEW_ROLES }),
      oauth2PermissionScopes: [],
    },
    {
      id: EXCHANGE_RESOURCE,
      appId: EXCHANGE_APP_ID,
      displayName: 'Office 365 Exchange Online',
      appRoles: roles(EXCHANGE_ROLE_IDS),
      oauth2PermissionScopes: [],
    },
  ];
}

/** What Microsoft Graph answers about Northwind. */
export function northwindGraph(): Collection['graph'] {
  const seen = APPS.filter((app) => app.lastSignIn !== undefined);
  return {
    resources: resources(),
    servicePrincipals: servicePrincipals(),
    applications: applications(),
    appRoleAssignments: appRoleAssignments(),
    oauth2PermissionGrants: permissionGrants(),
    owners: owners(),
    users: [
      ...ACCOUNTS.map((item) => ({
        id: item.id,
        userPrincipalName: item.address,
        mail: item.kind === 'frontline' ? null : item.address,
        displayName: item.name,
        accountEnabled: item.kind === 'shared' ? SHARED_WITH_SIGN_IN.includes(item.alias) : !DISABLED_STAFF.includes(item.name),
        userType: 'Member',
      })),
      {
        id: guid('northwind external auditor'),
        userPrincipalName: 'auditor_partner.example#EXT#@northwind.example',
        mail: 'auditor@partner.example',
        displayName: 'External Auditor',
        accountEnabled: true,
        userType: 'Guest',
      },
    ],
    groups: GROUPS.map((group) => ({
      id: groupId(group.name),
      displayName: group.name,
      mail: group.kind === 'security' ? null : `${group.alias}@${DOMAIN}`,
      mailEnabled: group.kind !== 'security',
      securityEnabled: group.kind !== 'microsoft365',
      groupTypes: [...(group.kind === 'microsoft365' ? ['Unified'] : []), ...(group.rule === undefined ? [] : ['DynamicMembership'])],
      membershipRule: group.rule ?? null,
      visibility: group.open === true ? 'Public' : null,
    })),
    groupMembers: groupMembers(),
    administrativeUnits: UNITS.map((unit) => ({
      id: unitId(unit.name),
      displayName: unit.name,
      membershipType: 'Assigned',
      membershipRule: null,
    })),
    administrativeUnitMembers: UNITS.flatMap((unit) => [
      ...unit.members.map((name) => ({ administrativeUnitId: unitId(unit.name), memberId: accountOf(name).id })),
      ...unit.groups.map((name) => ({ administrativeUnitId: unitId(unit.name), memberId: groupId(name) })),
    ]),
    directoryRoleAssignments: [
      { principalId: servicePrincipalId('Exchange Automation'), roleDefinitionId: EXCHANGE_ADMINISTRATOR, directoryScopeId: '/' },
      { principalId: accountOf('Jonas Berg').id, roleDefinitionId: '62e90394-69f5-4237-9190-012177145e10', directoryScopeId: '/' },
    ],
    directoryRoleEligibilities: [
      { principalId: accountOf('Leila Haddad').id, roleDefinitionId: EXCHANGE_ADMINISTRATOR, directoryScopeId: '/' },
    ],
    signInActivities: seen.map((app) => ({
      appId: appIdOf(app.name),
      lastSignInActivity: { lastSignInDateTime: `${app.lastSignIn ?? ''}T04:12:00Z` },
    })),
    federatedIdentityCredentials: APPS.flatMap((app) =>
      app.federated === undefined
        ? []
        : [
            {
              applicationId: applicationId(app.name),
              id: guid(`federated ${app.name}`),
              ...app.federated,
              audiences: ['api://AzureADTokenExchange'],
            },
          ],
    ),
    appManagementPolicies: [
      {
        id: guid('northwind default policy'),
        displayName: 'Default app management tenant policy',
        isEnabled: false,
        isDefault: true,
        appliesTo: [],
      },
    ],
    authorizationPolicy: {
      permissionGrantPolicyIdsAssignedToDefaultUserRole: ['ManagePermissionGrantsForSelf.microsoft-user-default-recommended'],
    },
  };
}
