import type { Collection, CoverageEntry, ExchangeItem, GraphItem } from '../../src/shared/domain/collection/collection.schema';
import {
  accessPolicy,
  collection,
  delegatedGrant,
  DOMAIN,
  exchangeGroup,
  exchangeGrant,
  EXCHANGE_ROLE_IDS,
  fullAccess,
  graphGrant,
  GRAPH_ROLE_IDS,
  group,
  guid,
  mailbox,
  mailboxKey,
  managementScope,
  pointer,
  RESOURCES,
  roleAssignment,
  roleGrant,
  sendAs,
  servicePrincipal,
  sid,
  TENANT_ID,
  user,
} from './collection-builder';
import type { ExchangePermission, GraphPermission } from './permission-ids';
import { createRandom } from './random';
import type { Random } from './random';
import { randomFilter } from './random-filter';

const GRAPH_PERMISSIONS = Object.keys(GRAPH_ROLE_IDS) as GraphPermission[];
const EXCHANGE_PERMISSIONS = Object.keys(EXCHANGE_ROLE_IDS) as ExchangePermission[];
const COMMON_PERMISSIONS: readonly GraphPermission[] = [
  'Mail.Read',
  'Mail.ReadWrite',
  'Mail.Send',
  'Calendars.Read',
  'MailboxItem.Read.All',
];
const PROTOCOL_PERMISSIONS: readonly ExchangePermission[] = [
  'IMAP.AccessAsApp',
  'IMAP.AccessAsApp (2)',
  'POP.AccessAsApp',
  'SMTP.SendAsApp',
  'SMTP.SendAsApp (2)',
  'full_access_as_app',
];

/** Roles of RBAC for Applications as the documents list them, and two that no document knows. */
const RBAC_ROLES = [
  'Application Mail.ReadBasic',
  'Application Mail.Read',
  'Application Mail.ReadWrite',
  'Application Mail.Send',
  'Application MailboxSettings.Read',
  'Application MailboxSettings.ReadWrite',
  'Application Calendars.Read',
  'Application Calendars.ReadWrite',
  'Application Contacts.Read',
  'Application Contacts.ReadWrite',
  'Application MailboxFolder.Read',
  'Application MailboxFolder.ReadWrite',
  'Application MailboxItem.Read',
  'Application MailboxItem.ReadWrite',
  'Application MailboxItem.Export',
  'Application MailboxItem.ImportExport',
  'Application MailboxConfigItem.Read',
  'Application MailboxConfigItem.ReadWrite',
  'Application Mail-Advanced.ReadWrite.All',
  'Application MailTips.ReadBasic.All',
  'Application EWS.AccessAsApp',
  'Application SMTP.SendAsApp',
  'Application Mail Full Access',
  'Application Exchange Full Access',
  'Application Tasks.Read',
  'Application Teleport',
];

/** Sources that may be cut short or left out, each alone or together with others. */
const FRAGILE_SOURCES = [
  'graph.appRoleAssignments',
  'graph.groupMembers',
  'graph.groups',
  'graph.administrativeUnits',
  'graph.administrativeUnitMembers',
  'graph.users',
  'exchange.servicePrincipals',
  'exchange.managementRoleAssignments',
  'exchange.managementScopes',
  'exchange.applicationAccessPolicies',
  'exchange.mailboxPermissions',
  'exchange.recipientPermissions',
  'exchange.groups',
  'exchange.groupMembers',
  'exchange.recipients',
];

type Mailbox = ExchangeItem<'mailboxes'>;

/** Turns letters of an id to upper case at random: sources do not agree on case. */
function anyCase(random: Random, id: string): string {
  return random.chance(0.3) ? [...id].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter)).join('') : id;
}

/** What `New-ServicePrincipal` makes of the application's object id, given where the service principal's belongs. */
function wrongPointer(appId: string): Partial<ExchangeItem<'servicePrincipals'>> {
  const objectId = guid(`application of ${appId}`);
  return { ObjectId: objectId, Identity: objectId };
}

function makeMailboxes(random: Random, count: number): Mailbox[] {
  const withCustom = random.chance(0.7);
  return Array.from({ length: count }, (_, index) => {
    const name = `M${index}`;
    const extra = random.chance(0.15) ? [`smtp:sales.alias@${DOMAIN}`] : [];
    return mailbox(name, {
      ExternalDirectoryObjectId: random.chance(0.08) ? '' : anyCase(random, guid(`user ${name}`)),
      DisplayName: random.chance(0.5) ? random.pick(['Alex', 'Support', "O'Neil", 'Sales']) : name,
      RecipientTypeDetails: random.chance(0.4) ? 'SharedMailbox' : 'UserMailbox',
      EmailAddresses: [`SMTP:m${index}@${DOMAIN}`, ...extra],
      ...(random.chance(0.7) ? { Department: random.pick(['Sales', 'sales', 'Legal', '']) } : {}),
      ...(random.chance(0.4) ? { City: random.pick(['Oslo', 'Rome']) } : {}),
      ...(withCustom && random.chance(0.5) ? { CustomAttribute1: random.pick(['CRM', 'crm', 'other']) } : {}),
    });
  });
}

interface Parts {
  readonly random: Random;
  readonly mailboxes: Mailbox[];
  readonly users: GraphItem<'users'>[];
  readonly recipients: ExchangeItem<'recipients'>[];
  readonly groupNames: readonly string[];
  readonly graphGroups: GraphItem<'groups'>[];
  readonly exchangeGroups: ExchangeItem<'groups'>[];
  readonly apps: GraphItem<'servicePrincipals'>[];
  readonly pointers: ExchangeItem<'servicePrincipals'>[];
}

function makeMemberships(
  parts: Parts,
): Pick<Collection['graph'], 'groupMembers'> & { readonly exchangeMembers: ExchangeItem<'groupMembers'>[] } {
  const { random, groupNames, users, recipients, apps } = parts;
  const graphMembers: GraphItem<'groupMembers'>[] = [];
  const exchangeMembers: ExchangeItem<'groupMembers'>[] = [];
  const add = (groupName: string, memberId: string, memberType: string, details: string): void => {
    const groupId = anyCase(random, guid(`group ${groupName}`));
    const where = random.below(3);
    if (where !== 1) graphMembers.push({ groupId, memberId: anyCase(random, memberId), memberType });
    if (where !== 0)
      exchangeMembers.push({
        GroupExternalDirectoryObjectId: groupId,
        MemberExternalDirectoryObjectId: memberId,
        MemberRecipientTypeDetails: details,
      });
  };
  for (const name of groupNames) {
    for (const member of random.some(users, 0.25)) add(name, member.id, 'user', 'UserMailbox');
    for (const nested of random.some(groupNames, 0.25)) add(name, guid(`group ${nested}`), 'group', 'MailUniversalSecurityGroup');
    for (const contact of random.some(recipients, 0.15))
      add(
        name,
        contact.ExternalDirectoryObjectId ?? '',
        contact.RecipientTypeDetails === 'MailContact' ? 'orgContact' : 'user',
        contact.RecipientTypeDetails ?? '',
      );
    if (random.chance(0.1)) add(name, random.pick(apps).id, 'servicePrincipal', 'ServicePrincipal');
  }
  return { groupMembers: graphMembers, exchangeMembers };
}

function makePolicies(parts: Parts): ExchangeItem<'applicationAccessPolicies'>[] {
  const { random, groupNames, mailboxes, apps, recipients } = parts;
  return Array.from({ length: random.below(6) }, (_, index) => {
    const scope = random.pick([
      ...groupNames.map((name) => ({ id: guid(`group ${name}`), name })),
      ...random.some(mailboxes, 0.3).map((target) => ({ id: mailboxKey(target), name: target.Name ?? '' })),
      ...recipients.slice(0, 1).map((target) => ({ id: target.Guid ?? '', name: target.Name ?? '' })),
      { id: guid('gone'), name: groupNames[0] ?? 'gone' },
    ]);
    const app = random.pick(apps).appId;
    const form = random.next();
    const appIds =
      form < 0.1
        ? '*'
        : form < 0.2
          ? [app.toUpperCase(), random.pick(apps).appId]
          : form < 0.3
            ? `${app}, ${random.pick(apps).appId}`
            : anyCase(random, app);
    const policy = accessPolicy(app, random.pick(['RestrictAccess', 'RestrictAccess', 'DenyAccess']), scope, {
      AppId: appIds,
      ...(random.chance(0.06) ? { AccessRight: random.below(2) } : {}),
      ...(random.chance(0.06) ? { IsValid: false } : {}),
    });
    if (random.chance(0.75)) return { ...policy, Identity: `${TENANT_ID}\\${app}:S-1-5-21-1-2-3-${index};${anyCase(random, scope.id)}` };
    const reference = random.pick([scope.id, scope.name, `${scope.name.toLowerCase()}@${DOMAIN}`]);
    return { ...policy, Identity: `${TENANT_ID}\\${app}:S-1-5-21-1-2-3-${index}`, ScopeIdentity: reference, ScopeName: scope.name };
  });
}

function makeAssignments(parts: Parts, scopes: readonly ExchangeItem<'managementScopes'>[]): ExchangeItem<'managementRoleAssignments'>[] {
  const { random, pointers, groupNames } = parts;
  return pointers.flatMap((target) =>
    Array.from({ length: random.below(3) }, (_, index) => {
      const scopeName = random.chance(0.9) && scopes.length > 0 ? random.pick(scopes).Name : 'Gone scope';
      const groupName = random.pick([...groupNames, ...groupNames, 'Gone group']);
      const form = random.next();
      const scoped: Partial<ExchangeItem<'managementRoleAssignments'>> =
        form < 0.15
          ? {}
          : form < 0.5
            ? {
                RecipientWriteScope: 'CustomRecipientScope',
                ...(random.chance(0.7) ? { CustomResourceScope: scopeName } : { CustomRecipientWriteScope: scopeName }),
              }
            : form < 0.58
              ? { RecipientWriteScope: 'Organization', CustomResourceScope: scopeName }
              : form < 0.78
                ? {
                    RecipientWriteScope: 'Group',
                    CustomResourceScope: random.pick([groupName, groupName, guid(`group ${groupName}`), scopeName ?? groupName]),
                  }
                : form < 0.93
                  ? {
                      RecipientWriteScope: 'AdministrativeUnit',
                      RecipientAdministrativeUnitScope: random.pick([
                        anyCase(random, guid('unit U0')),
                        guid('unit U1'),
                        'Unit U0',
                        guid('unit gone'),
                        'Same unit',
                      ]),
                    }
                  : { RecipientWriteScope: random.pick(['None', 'Self', 'MyGAL']) };
      const assignee = random.next();
      return roleAssignment(target, random.pick(RBAC_ROLES), {
        Name: `assignment ${index} of ${target.DisplayName ?? ''}`,
        Identity: `assignment ${index} of ${target.DisplayName ?? ''}`,
        RoleAssignee: assignee < 0.5 ? anyCase(random, target.Identity ?? '') : assignee < 0.75 ? target.Guid : null,
        ...(assignee >= 0.9 ? { RoleAssigneeName: null } : {}),
        Enabled: random.chance(0.92),
        ...scoped,
      });
    }),
  );
}

function makeTrustees(parts: Parts): string[] {
  const { random, mailboxes, users, recipients, groupNames, pointers } = parts;
  const people = users.flatMap((account) => [anyCase(random, account.id), account.userPrincipalName ?? '']);
  const names = mailboxes.flatMap((target) => [
    target.DisplayName ?? '',
    target.Name ?? '',
    target.DistinguishedName ?? '',
    mailboxKey(target),
  ]);
  const groups = groupNames.flatMap((name) => [name, `${name.toLowerCase()}@${DOMAIN}`, guid(`group ${name}`)]);
  const outside = recipients
    .flatMap((target) => [target.DisplayName ?? '', target.Sid ?? '', target.Guid ?? ''])
    .filter((name) => name !== '');
  const services = pointers.flatMap((target) => [target.ObjectId ?? '', target.AppId ?? '', target.Guid ?? '', target.DisplayName ?? '']);
  return [
    ...people,
    ...names,
    ...groups,
    ...groups,
    ...outside,
    ...services,
    ...services,
    'NT AUTHORITY\\SELF',
    sid('deleted one'),
    sid('deleted two'),
    'Nobody Known',
  ];
}

function makePermissions(parts: Parts, trustees: readonly string[]) {
  const { random, mailboxes } = parts;
  const mailboxPermissions = mailboxes.flatMap((target) =>
    Array.from({ length: random.below(5) }, () =>
      fullAccess({ ...target, ExternalDirectoryObjectId: anyCase(random, mailboxKey(target)) }, random.pick(trustees), {
        AccessRights: random.pick([['FullAccess'], ['FullAccess', 'ReadPermission'], 'FullAccess, ReadPermission', ['ReadPermission']]),
        IsInherited: random.chance(0.3),
        Deny: random.chance(0.15),
      }),
    ),
  );
  const recipientPermissions = mailboxes.flatMap((target) =>
    Array.from({ length: random.below(4) }, () =>
      sendAs(random.chance(0.5) ? target : { ...target, ExternalDirectoryObjectId: target.PrimarySmtpAddress }, random.pick(trustees), {
        AccessControlType: random.chance(0.85) ? 'Allow' : 'Deny',
        IsInherited: random.chance(0.2),
      }),
    ),
  );
  return { mailboxPermissions, recipientPermissions };
}

function makeGrants(parts: Parts): GraphItem<'appRoleAssignments'>[] {
  const { random, apps } = parts;
  return apps.flatMap((app) => [
    ...Array.from({ length: random.below(3) }, () =>
      graphGrant(app, random.chance(0.5) ? random.pick(COMMON_PERMISSIONS) : random.pick(GRAPH_PERMISSIONS)),
    ),
    ...(random.chance(0.4)
      ? [exchangeGrant(app, random.chance(0.7) ? random.pick(PROTOCOL_PERMISSIONS) : random.pick(EXCHANGE_PERMISSIONS))]
      : []),
    ...(random.chance(0.08)
      ? [
          roleGrant(
            app,
            guid('resource graph'),
            guid(random.pick(['role Mail.Teleport.All', 'role Sites.Teleport', 'role Calendars.Teleport'])),
          ),
        ]
      : []),
    ...(random.chance(0.06)
      ? [
          roleGrant(
            app,
            guid('resource gone'),
            random.pick([
              GRAPH_ROLE_IDS['Mail.Read'],
              GRAPH_ROLE_IDS['MailboxItem.Read.All'],
              EXCHANGE_ROLE_IDS['POP.AccessAsApp'],
              guid('role of nothing'),
            ]),
          ),
        ]
      : []),
  ]);
}

/** Cuts sources short or leaves them out, and says so in the coverage, as an honest reader would. */
function degrade(random: Random, whole: Collection): Collection {
  if (random.chance(0.4)) return whole;
  const fragile = random.some(FRAGILE_SOURCES, 0.12);
  // Membership is known from either source: only together do they leave a gap.
  if (random.chance(0.15)) fragile.push('graph.groupMembers', 'exchange.groupMembers');
  const graph: Record<string, unknown> = { ...whole.graph };
  const exchange: Record<string, unknown> = { ...whole.exchange };
  const coverage: Record<string, CoverageEntry> = {};
  for (const path of new Set(fragile)) {
    const [section, name] = path.split('.') as ['graph' | 'exchange', string];
    const source = section === 'graph' ? graph : exchange;
    const items = source[name];
    if (!Array.isArray(items)) continue;
    if (random.chance(0.5)) {
      delete source[name];
      if (name === 'mailboxPermissions') delete exchange['mailboxPermissionsRead'];
      if (random.chance(0.7)) coverage[path] = { state: 'missing', reason: '403: not permitted' };
    } else {
      source[name] = random.some(items, 0.6);
      coverage[path] = { state: 'partial', reason: 'cut short' };
      if (name === 'mailboxPermissions')
        exchange['mailboxPermissionsRead'] = random.some(whole.exchange.mailboxes ?? [], 0.5).map(mailboxKey);
    }
  }
  return { ...whole, coverage, graph, exchange };
}

/**
 * A small tenant full of what real tenants hold: nested and circular groups, policies and assignments of every kind with broken
 * scopes, ambiguous names, deleted trustees, mixed-case ids, duplicates, and sources that were not read. The same seed, the same tenant.
 */
export function randomTenant(seed: number): Collection {
  const random = createRandom(seed);
  const groupNames = Array.from({ length: 2 + random.below(4) }, (_, index) => `G${index}`);
  const mailboxes = makeMailboxes(random, 2 + random.below(7));
  const recipients: ExchangeItem<'recipients'>[] = ['Guest', 'Mailuser', 'Contact'].map((name) => ({
    ExternalDirectoryObjectId: guid(`user ${name}`),
    Guid: guid(`recipient ${name}`),
    Name: name,
    DisplayName: random.chance(0.2) ? 'Alex' : name,
    PrimarySmtpAddress: `${name.toLowerCase()}@elsewhere.example`,
    RecipientTypeDetails: { Guest: 'GuestMailUser', Mailuser: 'MailUser' }[name] ?? 'MailContact',
    Sid: name === 'Contact' ? null : sid(name),
  }));
  const users = [
    ...mailboxes.map((target) => user(target.Name ?? '', { displayName: target.DisplayName, accountEnabled: random.chance(0.8) })),
    ...['Guest', 'Mailuser'].map((name, index) =>
      user(name, {
        userPrincipalName: `${name.toLowerCase()}@elsewhere.example`,
        mail: `${name.toLowerCase()}@elsewhere.example`,
        displayName: recipients[index]?.DisplayName,
        userType: 'Guest',
      }),
    ),
    user('Plain'),
  ];
  const apps = Array.from({ length: 3 + random.below(4) }, (_, index) =>
    servicePrincipal(`A${index}`, { accountEnabled: random.chance(0.85) }),
  );
  const pointers = random.some(apps, 0.6).map((app) => pointer(app, random.chance(0.12) ? wrongPointer(app.appId) : {}));
  const parts: Parts = {
    random,
    mailboxes,
    users,
    recipients,
    groupNames,
    apps,
    pointers,
    graphGroups: groupNames.map((name) => group(name)),
    exchangeGroups: groupNames.map((name) => exchangeGroup(name)),
  };
  const groupDistinguishedNames = [...parts.exchangeGroups.map((item) => item.DistinguishedName ?? ''), 'CN=Gone,DC=contoso'];
  const scopes = Array.from({ length: random.below(4) }, (_, index) =>
    managementScope(`Scope ${index}`, randomFilter(random, groupDistinguishedNames), {
      ...(random.chance(0.06) ? { RecipientRoot: 'contoso.com/Users' } : {}),
      ...(random.chance(0.05) ? { ScopeRestrictionType: 'ServerScope' } : {}),
      Exclusive: random.chance(0.1),
    }),
  );
  const memberships = makeMemberships(parts);
  const grants = makeGrants(parts);
  const trustees = makeTrustees(parts);
  const units = [
    { id: guid('unit U0'), displayName: 'Unit U0' },
    { id: guid('unit U1'), displayName: 'Same unit' },
    { id: guid('unit U2'), displayName: random.chance(0.5) ? 'Same unit' : 'Unit U2' },
  ];
  const unitMembers = [
    ...random
      .some(users, 0.4)
      .map((member) => ({ administrativeUnitId: anyCase(random, guid('unit U0')), memberId: anyCase(random, member.id) })),
    { administrativeUnitId: guid('unit U0'), memberId: guid('group G0') },
    ...(random.chance(0.5)
      ? random.some(users, 0.3).map((member) => ({ administrativeUnitId: guid('unit U1'), memberId: member.id }))
      : []),
  ];
  const resources = RESOURCES.map((resource, index) =>
    index > 0
      ? resource
      : {
          ...resource,
          appRoles: ['Mail.Teleport.All', 'Sites.Teleport', 'Calendars.Teleport'].map((value) => ({
            id: guid(`role ${value}`),
            value,
            allowedMemberTypes: ['Application'],
            isEnabled: true,
          })),
        },
  );
  const whole = collection({
    graph: {
      resources,
      servicePrincipals: random.chance(0.1) ? [...apps, servicePrincipal('A0', { displayName: 'Second copy' })] : apps,
      appRoleAssignments: grants.map((grant) => ({ ...grant, principalId: anyCase(random, grant.principalId) })),
      oauth2PermissionGrants: random
        .some(apps, 0.3)
        .map((app) => delegatedGrant(app, 'Mail.Read.Shared User.Read', random.chance(0.5) ? random.pick(users) : undefined)),
      users,
      groups: parts.graphGroups,
      groupMembers: memberships.groupMembers,
      administrativeUnits: units,
      administrativeUnitMembers: unitMembers,
    },
    exchange: {
      servicePrincipals: pointers,
      managementRoleAssignments: makeAssignments(parts, scopes),
      managementScopes: scopes,
      applicationAccessPolicies: makePolicies(parts),
      mailboxes: mailboxes.map((target) => ({ ...target, GrantSendOnBehalfTo: random.chance(0.3) ? [random.pick(trustees)] : [] })),
      recipients,
      ...makePermissions(parts, trustees),
      groups: parts.exchangeGroups,
      groupMembers: memberships.exchangeMembers,
    },
  });
  return degrade(random, whole);
}
