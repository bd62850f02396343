import type { Collection, ExchangeItem } from '../../src/shared/domain/collection/collection.schema';
import {
  collection,
  delegatedGrant,
  exchangeGroup,
  group,
  guid,
  mailboxKey,
  managementScope,
  pointer,
  RESOURCES,
  servicePrincipal,
  sid,
  user,
} from './collection-builder';
import { createRandom } from './random';
import type { Random } from './random';
import { randomFilter } from './random-filter';
import { makeAssignments, makeGrants, makePolicies } from './random-tenant/app-rules';
import { degrade } from './random-tenant/degrade';
import { anyCase, makeMailboxes } from './random-tenant/parts';
import type { Parts } from './random-tenant/parts';
import { makeMemberships, makePermissions, makeTrustees } from './random-tenant/rights';

/** What `New-ServicePrincipal` makes of the application's object id, given where the service principal's belongs. */
function wrongPointer(appId: string): Partial<ExchangeItem<'servicePrincipals'>> {
  const objectId = guid(`application of ${appId}`);
  return { ObjectId: objectId, Identity: objectId };
}

/** Now and then one mailbox stands twice, the second time with other facts: the first counts. */
function withDuplicate(random: Random, mailboxes: readonly ExchangeItem<'mailboxes'>[]): readonly ExchangeItem<'mailboxes'>[] {
  const [first] = mailboxes;
  return first !== undefined && random.chance(0.1)
    ? [...mailboxes, { ...first, DisplayName: 'Twin', Department: 'Legal', City: 'Oslo' }]
    : mailboxes;
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
  if (random.chance(0.15)) pointers.push(pointer(servicePrincipal('Deleted')));
  const parts: Parts = {
    random,
    mailboxes,
    users,
    recipients,
    groupNames,
    apps,
    pointers,
    graphGroups: groupNames.map((name) => group(name, random.chance(0.4) ? { securityIdentifier: sid(name) } : {})),
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
      mailboxes: withDuplicate(
        random,
        mailboxes.map((target) => ({
          ...target,
          GrantSendOnBehalfTo: random.chance(0.3) ? random.some(trustees, 0.05) : random.pick([[], null]),
        })),
      ),
      recipients,
      ...makePermissions(parts, trustees),
      ...(random.chance(0.2) ? { mailboxPermissionsRead: random.some(mailboxes, 0.6).map(mailboxKey) } : {}),
      groups: parts.exchangeGroups,
      groupMembers: memberships.exchangeMembers,
    },
  });
  return degrade(random, whole);
}
