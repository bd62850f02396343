import { accessPolicy, DOMAIN } from '../collection-builder';
import type { CollectionSize } from '../collection-sizes';
import type { Random } from '../random';
import {
  address,
  alias,
  app,
  CITIES,
  DEPARTMENTS,
  group,
  groupDistinguishedName,
  groupName,
  idOf,
  ORGANIZATION,
  scopedBy,
  servicePrincipal,
  times,
  unit,
  user,
} from './names';
import type { Rows } from './names';

const SCOPED_ROLES = ['Mail.Read', 'Mail.ReadWrite', 'Mail.Send', 'Calendars.ReadWrite', 'MailboxSettings.Read'] as const;

function filterOf(index: number): string {
  const department = DEPARTMENTS[index % DEPARTMENTS.length] ?? '';
  const city = CITIES[(index >> 3) % CITIES.length] ?? '';
  if (index % 5 === 0) return `MemberOfGroup -eq '${groupDistinguishedName(index)}'`;
  if (index % 3 === 0) return `CustomAttribute1 -like 'team${index % 40}*' -and -not (City -eq '${city}')`;
  return `(Department -eq '${department}' -or City -eq '${city}') -and RecipientTypeDetails -ne 'RoomMailbox'`;
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
