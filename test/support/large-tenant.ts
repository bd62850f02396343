import { accessPolicy, DOMAIN, TENANT_ID } from './collection-builder';
import { EXCHANGE_APP_ID, EXCHANGE_ROLE_IDS, GRAPH_APP_ID, GRAPH_ROLE_IDS } from './permission-ids';
import type { Random } from './random';
import type { CollectionSize } from './collection-sizes';

/** An id that says what it belongs to and is cheap to make by the hundred thousand. */
function idOf(kind: string, index: number): string {
  return `${kind}-${(index >>> 16).toString(16).padStart(4, '0')}-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

const user = (index: number): string => idOf('5eed0001', index);
const group = (index: number): string => idOf('5eed0002', index);
const servicePrincipal = (index: number): string => idOf('5eed0003', index);
const app = (index: number): string => idOf('5eed0004', index);
const unit = (index: number): string => idOf('5eed0005', index);
const GRAPH_RESOURCE = idOf('5eed0006', 1);
const EXCHANGE_RESOURCE = idOf('5eed0006', 2);

const DEPARTMENTS = ['Sales', 'Finance', 'Legal', 'Logistics', 'Human Resources', 'IT', 'Marketing', 'Research'];
const CITIES = ['Oslo', 'Bergen', 'Lisbon', 'Toronto', 'Osaka', 'Leeds', 'Lyon', 'Graz'];
const ORGANIZATION = `OU=${DOMAIN},OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`;
const SCOPED_ROLES = ['Mail.Read', 'Mail.ReadWrite', 'Mail.Send', 'Calendars.ReadWrite', 'MailboxSettings.Read'] as const;

const alias = (index: number): string => `mailbox${index.toString().padStart(6, '0')}`;
const address = (index: number): string => `${alias(index)}@${DOMAIN}`;
const groupName = (index: number): string => `Group ${index.toString().padStart(5, '0')}`;
const groupDistinguishedName = (index: number): string => `CN=${groupName(index)},${ORGANIZATION}`;

type Rows = Iterable<object>;

function* times(count: number, make: (index: number) => object): Rows {
  for (let index = 0; index < count; index += 1) yield make(index);
}

/** Which app is confined by what: the scoped apps come first, a quarter of them by each kind of scope. */
function scopedBy(index: number): 'filter' | 'group' | 'unit' | 'policy' {
  return (['filter', 'group', 'unit', 'policy'] as const)[index % 4] ?? 'filter';
}

function filterOf(index: number): string {
  const department = DEPARTMENTS[index % DEPARTMENTS.length] ?? '';
  const city = CITIES[(index >> 3) % CITIES.length] ?? '';
  if (index % 5 === 0) return `MemberOfGroup -eq '${groupDistinguishedName(index)}'`;
  if (index % 3 === 0) return `CustomAttribute1 -like 'team${index % 40}*' -and -not (City -eq '${city}')`;
  return `(Department -eq '${department}' -or City -eq '${city}') -and RecipientTypeDetails -ne 'RoomMailbox'`;
}

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

function* permissions(size: CollectionSize, random: Random): Rows {
  for (let index = 0; index < size.permissions; index += 1) {
    const target = index % size.mailboxes;
    const round = Math.floor(index / size.mailboxes);
    const other = random.below(size.mailboxes);
    const trustee = round === 0 ? 'NT AUTHORITY\\SELF' : round === 1 && index % 5 === 0 ? groupName(other % size.groups) : address(other);
    yield {
      Identity: user(target),
      User: trustee,
      AccessRights: ['FullAccess'],
      IsInherited: false,
      Deny: false,
      readAt: '2026-11-21T06:00:00Z',
    };
  }
}

function roleAssignment(index: number, size: CollectionSize): object {
  const kind = scopedBy(index);
  const role = `Application ${SCOPED_ROLES[index % SCOPED_ROLES.length] ?? 'Mail.Read'}`;
  const base = {
    Name: `${role} ${index.toString()}`,
    Identity: `${role} ${index.toString()}`,
    Role: role,
    RoleAssignee: servicePrincipal(index),
    RoleAssigneeName: servicePrincipal(index),
    RoleAssigneeType: 'ServicePrincipal',
    App: app(index),
    Enabled: true,
  };
  if (kind === 'group') return { ...base, RecipientWriteScope: 'Group', CustomResourceScope: groupName(index % size.groups) };
  if (kind === 'unit')
    return { ...base, RecipientWriteScope: 'AdministrativeUnit', RecipientAdministrativeUnitScope: unit(index % size.units) };
  return { ...base, RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: `Scope ${index.toString()}` };
}

const scopedIndexes = (size: CollectionSize): number[] => Array.from({ length: size.scopedApps }, (_, index) => index);

/** Everything of an Exchange section, source by source. */
export function exchangeSources(size: CollectionSize, random: Random): Readonly<Record<string, Rows>> {
  const scoped = scopedIndexes(size);
  const assigned = scoped.filter((index) => scopedBy(index) !== 'policy');
  return {
    servicePrincipals: assigned.map((index) => ({
      AppId: app(index),
      ObjectId: servicePrincipal(index),
      DisplayName: `Application ${index.toString()}`,
      Identity: servicePrincipal(index),
      Guid: idOf('5eed000c', index),
    })),
    managementRoleAssignments: assigned.map((index) => roleAssignment(index, size)),
    managementScopes: scoped
      .filter((index) => scopedBy(index) === 'filter')
      .map((index) => ({
        Name: `Scope ${index.toString()}`,
        Identity: `Scope ${index.toString()}`,
        RecipientFilter: filterOf(index),
        RecipientRoot: '',
        Exclusive: false,
        ScopeRestrictionType: 'RecipientScope',
      })),
    applicationAccessPolicies: scoped
      .filter((index) => scopedBy(index) === 'policy')
      .map((index) => accessPolicy(app(index), 'RestrictAccess', { id: group(index % size.groups), name: groupName(index % size.groups) })),
    mailboxes: times(size.mailboxes, (index) => ({
      ExternalDirectoryObjectId: user(index),
      Guid: idOf('5eed000d', index),
      PrimarySmtpAddress: address(index),
      UserPrincipalName: address(index),
      DisplayName: `Mailbox ${index.toString()}`,
      Alias: alias(index),
      Name: alias(index),
      DistinguishedName: `CN=${alias(index)},${ORGANIZATION}`,
      RecipientTypeDetails: index % 10 === 3 ? 'SharedMailbox' : 'UserMailbox',
      EmailAddresses: [`SMTP:${address(index)}`, `smtp:${alias(index)}@contoso.onmicrosoft.com`],
      GrantSendOnBehalfTo: index % 20 === 0 ? [alias(random.below(size.mailboxes))] : [],
      MessageCopyForSentAsEnabled: false,
      MessageCopyForSendOnBehalfEnabled: false,
      HiddenFromAddressListsEnabled: false,
      WhenCreatedUTC: '2023-04-05T06:07:08Z',
      CustomAttribute1: `team${(index % 400).toString()}`,
      CustomAttribute2: index % 7 === 0 ? 'migrated' : '',
      Department: DEPARTMENTS[index % DEPARTMENTS.length],
      Company: 'Contoso',
      Office: `Building ${(index % 90).toString()}`,
      City: CITIES[(index * 7) % CITIES.length],
      CountryOrRegion: 'Norway',
    })),
    recipients: times(Math.ceil(size.mailboxes / 50), (index) => ({
      ExternalDirectoryObjectId: idOf('5eed000e', index),
      Guid: idOf('5eed000f', index),
      Name: `guest${index.toString()}`,
      DisplayName: `Guest ${index.toString()}`,
      PrimarySmtpAddress: `guest${index.toString()}@partner.example`,
      RecipientTypeDetails: 'GuestMailUser',
    })),
    mailboxPermissions: permissions(size, random),
    recipientPermissions: times(Math.ceil(size.mailboxes / 2), (index) => ({
      Identity: user(index * 2),
      Trustee: address(random.below(size.mailboxes)),
      AccessRights: ['SendAs'],
      AccessControlType: 'Allow',
      IsInherited: false,
    })),
    groups: times(size.groups, (index) => ({
      ExternalDirectoryObjectId: group(index),
      Guid: idOf('5eed0010', index),
      DistinguishedName: groupDistinguishedName(index),
      PrimarySmtpAddress: `group${index.toString()}@${DOMAIN}`,
      DisplayName: groupName(index),
      Name: groupName(index),
      RecipientTypeDetails: 'MailUniversalSecurityGroup',
    })),
    groupMembers: [],
    roleGroups: [],
    roleGroupMembers: [],
    managementRoles: [],
    casMailboxes: times(size.mailboxes, (index) => ({
      ExternalDirectoryObjectId: user(index),
      EwsEnabled: true,
      ImapEnabled: false,
      PopEnabled: false,
      SmtpClientAuthenticationDisabled: null,
    })),
  };
}
