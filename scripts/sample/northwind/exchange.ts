import type { Collection, ExchangeItem } from '../../../src/shared/domain/collection/collection.schema';
import { guid, sid } from '../../../test/support/guid';
import type { AssignmentDefinition, PolicyDefinition, RightDefinition } from './definition';
import { appIdOf } from './graph';
import {
  ACCOUNTS,
  accountOf,
  applicationId,
  deletedSid,
  distinguishedName,
  DOMAIN,
  groupId,
  servicePrincipalId,
  TENANT_ID,
  unitId,
} from './names';
import type { Account } from './names';
import {
  ASSIGNMENTS,
  FULL_ACCESS,
  GROUPS,
  PERMISSIONS_NOT_READ,
  POLICIES,
  SCOPES,
  SEND_AS,
  SEND_ON_BEHALF,
  SMTP_BASIC,
  WITHOUT_SENT_COPY,
} from './rules';

const READ_AT = '2026-11-21T06:41:00Z';
const AUDITOR = { id: guid('northwind external auditor'), name: 'External Auditor', address: 'auditor@partner.example' } as const;
const POINTED = [...new Set([...ASSIGNMENTS.map(({ app }) => app), 'Copper Mail Gateway', 'Printer Fleet', 'Post Collector'])];
const MAILBOXES = ACCOUNTS.filter((account) => account.kind !== 'frontline');

/** The commonest mistake: the application's object id where the service principal's belongs. */
const POINTED_WRONG = ['Meridian Scheduler'];

function pointers(): ExchangeItem<'servicePrincipals'>[] {
  const known = POINTED.map((app) => ({
    AppId: appIdOf(app),
    ObjectId: POINTED_WRONG.includes(app) ? applicationId(app) : servicePrincipalId(app),
    DisplayName: app,
    Identity: POINTED_WRONG.includes(app) ? applicationId(app) : servicePrincipalId(app),
    Guid: guid(`northwind pointer ${app}`),
  }));
  const gone = guid('northwind deleted service principal');
  return [
    ...known,
    {
      AppId: guid('northwind deleted app'),
      ObjectId: gone,
      DisplayName: 'Old Mail Robot',
      Identity: gone,
      Guid: guid('northwind pointer of deleted'),
    },
  ];
}

function scopeOf({ scope }: AssignmentDefinition): Partial<ExchangeItem<'managementRoleAssignments'>> {
  switch (scope.kind) {
    case 'organization':
      return { RecipientWriteScope: 'Organization' };
    case 'filter':
      return { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: scope.name };
    case 'group':
      return { RecipientWriteScope: 'Group', CustomResourceScope: scope.name };
    case 'unit':
      return { RecipientWriteScope: 'AdministrativeUnit', RecipientAdministrativeUnitScope: unitId(scope.name) };
    case 'none':
      return { RecipientWriteScope: 'None' };
  }
}

function roleAssignments(): ExchangeItem<'managementRoleAssignments'>[] {
  const assignments = ASSIGNMENTS.map((definition) => {
    const pointer = POINTED_WRONG.includes(definition.app) ? applicationId(definition.app) : servicePrincipalId(definition.app);
    const name = `${definition.role}-${guid(`assignment ${definition.app} ${definition.role}`).slice(0, 8)}`;
    return {
      Name: name,
      Identity: name,
      Role: definition.role,
      RoleAssignee: pointer,
      RoleAssigneeName: pointer,
      RoleAssigneeType: 'ServicePrincipal',
      CustomRecipientWriteScope: null,
      CustomResourceScope: null,
      RecipientAdministrativeUnitScope: null,
      App: appIdOf(definition.app),
      Enabled: true,
      ...scopeOf(definition),
    };
  });
  const gone = guid('northwind deleted service principal');
  const leftover = {
    Name: 'Application Mail.Read-leftover',
    Identity: 'Application Mail.Read-leftover',
    Role: 'Application Mail.Read',
    RoleAssignee: gone,
    RoleAssigneeName: gone,
    RoleAssigneeType: 'ServicePrincipal',
    RecipientWriteScope: 'CustomRecipientScope',
    CustomResourceScope: 'Finance shared',
    App: guid('northwind deleted app'),
    Enabled: true,
  };
  return [...assignments, leftover];
}

function accessPolicy({ app, right, scope, description, broken }: PolicyDefinition): ExchangeItem<'applicationAccessPolicies'> {
  const appId = app === '*' ? '*' : appIdOf(app);
  const scopeId = scope === AUDITOR.name ? AUDITOR.id : broken === true ? guid(`gone ${scope}`) : groupId(scope);
  return {
    Identity: `${TENANT_ID}\\${appId}:${sid(`scope ${scope}`)};${scopeId}`,
    AppId: appId,
    AccessRight: right,
    ScopeName: scope,
    ScopeIdentity: scope,
    ScopeIdentityRaw: `${sid(`scope ${scope}`)};${scopeId}`,
    Description: description,
    IsValid: broken !== true,
  };
}

function mailbox(account: Account): ExchangeItem<'mailboxes'> {
  const shared = account.kind === 'shared';
  const former = account.alias === 'support' ? [`smtp:service@${DOMAIN}`] : [];
  return {
    ExternalDirectoryObjectId: account.id,
    Guid: guid(`northwind mailbox ${account.alias}`),
    PrimarySmtpAddress: account.address,
    UserPrincipalName: account.address,
    DisplayName: account.name,
    Alias: account.alias,
    Name: account.alias,
    DistinguishedName: distinguishedName(account.alias),
    RecipientTypeDetails: shared ? 'SharedMailbox' : 'UserMailbox',
    EmailAddresses: [`SMTP:${account.address}`, ...former],
    GrantSendOnBehalfTo: [...(SEND_ON_BEHALF[account.alias] ?? SEND_ON_BEHALF[account.name] ?? [])],
    MessageCopyForSentAsEnabled: shared && !WITHOUT_SENT_COPY.includes(account.alias),
    MessageCopyForSendOnBehalfEnabled: shared,
    ForwardingSmtpAddress: null,
    HiddenFromAddressListsEnabled: account.alias === 'board',
    WhenCreatedUTC: shared ? '2022-02-07T08:00:00Z' : '2021-08-16T08:00:00Z',
    CustomAttribute1: account.mark,
    Department: account.department,
    Company: 'Northwind',
    City: account.city,
    CountryOrRegion: 'Norway',
  };
}

/** How the source names a trustee: people by address, groups by name, apps by their pointer, deleted accounts by SID. */
function trusteeText(trustee: string): string {
  if (trustee.includes('\\')) return trustee;
  if (trustee.startsWith('pointer of ')) return servicePrincipalId(trustee.slice('pointer of '.length));
  if (trustee.startsWith('deleted ')) return deletedSid(trustee);
  if (trustee === AUDITOR.name) return AUDITOR.address;
  return GROUPS.some((group) => group.name === trustee) ? trustee : accountOf(trustee).address;
}

function mailboxPermission(right: RightDefinition): ExchangeItem<'mailboxPermissions'> {
  return {
    Identity: accountOf(right.mailbox).id,
    User: trusteeText(right.trustee),
    AccessRights: ['FullAccess'],
    IsInherited: right.inherited === true,
    Deny: right.deny === true,
    readAt: READ_AT,
  };
}

/** What Exchange Online answers about Northwind. */
export function northwindExchange(): Collection['exchange'] {
  const read = MAILBOXES.filter((account) => !PERMISSIONS_NOT_READ.includes(account.name));
  const groups = GROUPS.filter((group) => group.kind !== 'security');
  return {
    servicePrincipals: pointers(),
    managementRoleAssignments: roleAssignments(),
    managementScopes: SCOPES.map(({ name, filter, exclusive }) => ({
      Name: name,
      Identity: name,
      RecipientFilter: filter,
      RecipientRoot: '',
      Exclusive: exclusive === true,
      ScopeRestrictionType: 'RecipientScope',
    })),
    applicationAccessPolicies: POLICIES.map(accessPolicy),
    mailboxes: MAILBOXES.map(mailbox),
    recipients: [
      {
        ExternalDirectoryObjectId: AUDITOR.id,
        Guid: guid('northwind auditor recipient'),
        Name: AUDITOR.name,
        DisplayName: AUDITOR.name,
        Alias: 'auditor',
        DistinguishedName: distinguishedName(AUDITOR.name),
        PrimarySmtpAddress: AUDITOR.address,
        RecipientTypeDetails: 'GuestMailUser',
        Sid: sid('northwind auditor'),
      },
    ],
    mailboxPermissions: [
      ...read.map((account) => ({
        Identity: account.id,
        User: 'NT AUTHORITY\\SELF',
        AccessRights: ['FullAccess', 'ReadPermission'],
        IsInherited: false,
        Deny: false,
        readAt: READ_AT,
      })),
      ...FULL_ACCESS.filter(({ mailbox: name }) => read.includes(accountOf(name))).map(mailboxPermission),
    ],
    mailboxPermissionsRead: read.map((account) => account.id),
    recipientPermissions: SEND_AS.map((right) => ({
      Identity: accountOf(right.mailbox).id,
      Trustee: trusteeText(right.trustee),
      AccessRights: ['SendAs'],
      AccessControlType: 'Allow',
      IsInherited: false,
    })),
    groups: groups.map((group) => ({
      ExternalDirectoryObjectId: groupId(group.name),
      Guid: guid(`northwind exchange group ${group.name}`),
      DistinguishedName: distinguishedName(group.name),
      PrimarySmtpAddress: `${group.alias}@${DOMAIN}`,
      EmailAddresses: [`SMTP:${group.alias}@${DOMAIN}`],
      DisplayName: group.name,
      Name: group.name,
      Alias: group.alias,
      RecipientTypeDetails: group.kind === 'microsoft365' ? 'GroupMailbox' : 'MailUniversalSecurityGroup',
      MemberJoinRestriction: group.open === true ? 'Open' : 'Closed',
      ManagedBy: group.owner === undefined ? [] : [accountOf(group.owner).alias],
    })),
    groupMembers: groups.flatMap((group) => [
      ...(group.members ?? [])
        .flatMap((name) => (name === '*' ? ACCOUNTS.filter((item) => item.kind === 'staff') : [accountOf(name)]))
        .map((item) => ({
          GroupExternalDirectoryObjectId: groupId(group.name),
          MemberExternalDirectoryObjectId: item.id,
          MemberRecipientTypeDetails: item.kind === 'shared' ? 'SharedMailbox' : 'UserMailbox',
        })),
      ...(group.groups ?? []).map((name) => ({
        GroupExternalDirectoryObjectId: groupId(group.name),
        MemberExternalDirectoryObjectId: groupId(name),
        MemberRecipientTypeDetails: 'MailUniversalSecurityGroup',
      })),
    ]),
    roleGroups: [
      {
        Name: 'Organization Management',
        Identity: 'Organization Management',
        Guid: guid('northwind role group om'),
        Roles: ['Organization Configuration', 'Role Management'],
      },
      { Name: 'Recipient Management', Identity: 'Recipient Management', Guid: guid('northwind role group rm'), Roles: ['Mail Recipients'] },
    ],
    roleGroupMembers: [
      {
        RoleGroup: 'Organization Management',
        Name: 'Jonas Berg',
        ExternalDirectoryObjectId: accountOf('Jonas Berg').id,
        RecipientTypeDetails: 'UserMailbox',
      },
    ],
    managementRoles: [...new Set(ASSIGNMENTS.map(({ role }) => role))].map((role) => ({ Name: role, IsServicePrincipalRole: true })),
    organizationConfig: {
      EwsEnabled: true,
      EwsApplicationAccessPolicy: 'EnforceAllowList',
      EwsAllowedAppIDs: appIdOf('Lobby Room Display'),
      OAuth2ClientProfileEnabled: true,
    },
    transportConfig: { SmtpClientAuthenticationDisabled: true, MessageCopyForSentAsEnabled: false },
    casMailboxes: MAILBOXES.map((account) => ({
      ExternalDirectoryObjectId: account.id,
      EwsEnabled: true,
      ImapEnabled: account.alias === 'orders',
      PopEnabled: false,
      SmtpClientAuthenticationDisabled: SMTP_BASIC.includes(account.alias) ? false : null,
    })),
  };
}
