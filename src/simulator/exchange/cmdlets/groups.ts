import type { ExchangeGroup, Recipient } from '../../state/exchange-types';
import type { User } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { viewExchangeGroup, viewGroupMember } from '../../views/exchange-views';
import type { View } from '../../views/graph-views';
import { textOf, typesOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { listOf, objectList, picked, type ObjectList } from '../object-list';

type GroupType = ExchangeGroup['RecipientTypeDetails'];

const DISTRIBUTION: readonly GroupType[] = ['MailUniversalSecurityGroup', 'MailUniversalDistributionGroup'];
const DISTRIBUTION_TYPES = ['MailNonUniversalGroup', 'MailUniversalDistributionGroup', 'MailUniversalSecurityGroup', 'RoomList'];
const USER_TYPES =
  'DisabledUser DiscoveryMailbox EquipmentMailbox GuestMailUser GroupMailbox LegacyMailbox LinkedMailbox LinkedRoomMailbox LinkedUser MailUser PublicFolderMailbox RemoteEquipmentMailbox RemoteRoomMailbox RemoteSharedMailbox RemoteTeamMailbox RemoteUserMailbox RoomMailbox SchedulingMailbox SharedMailbox SharedWithMailUser TeamMailbox User UserMailbox'.split(
    ' ',
  );

/** Groups with their members, and accounts as Exchange sees them. */
export const GROUP_CMDLETS: Readonly<Record<string, CmdletHandler>> = {
  'Get-DistributionGroup': { knows: ['Identity', 'RecipientTypeDetails'], run: (context) => groups(context, DISTRIBUTION) },
  'Get-UnifiedGroup': { knows: ['Identity'], run: (context) => groups(context, ['GroupMailbox']) },
  'Get-DistributionGroupMember': { knows: ['Identity'], run: (context) => members(context, DISTRIBUTION) },
  'Get-DynamicDistributionGroupMember': { knows: ['Identity'], run: (context) => members(context, ['DynamicDistributionGroup']) },
  'Get-UnifiedGroupLinks': { knows: ['Identity', 'LinkType'], run: links },
  'Get-User': { knows: ['Identity', 'RecipientTypeDetails'], run: users },
};

function groups(context: CmdletContext, kinds: readonly GroupType[]): CmdletOutcome<ObjectList> {
  const { state } = context;
  const show = (row: ExchangeGroup): View => viewExchangeGroup(state, row);
  const types = typesOf(context, DISTRIBUTION_TYPES);
  if (!types.ok) return types;
  const identity = textOf(context, 'Identity');
  if (identity !== undefined) {
    const found = oneGroup(context, identity, kinds);
    return found.ok ? gave(listOf([found.value], show)) : found;
  }
  const wanted = types.value;
  const rows = picked(
    state.exchangeGroups,
    (row) =>
      kinds.includes(row.RecipientTypeDetails) &&
      (wanted === null || wanted.includes(row.RecipientTypeDetails)) &&
      state.replication.isVisibleInExchange(row.ExternalDirectoryObjectId),
  );
  return gave(objectList({ rows, view: show }));
}

function members(context: CmdletContext, kinds: readonly GroupType[]): CmdletOutcome<ObjectList> {
  const { state } = context;
  const group = oneGroup(context, textOf(context, 'Identity') ?? '', kinds);
  return group.ok ? gave(memberList(state, state.seen.members.membersOf(group.value.ExternalDirectoryObjectId, 'exchange'))) : group;
}

function links(context: CmdletContext): CmdletOutcome<ObjectList> {
  const { state } = context;
  const kind = textOf(context, 'LinkType') ?? '';
  const group = oneGroup(context, textOf(context, 'Identity') ?? '', ['GroupMailbox']);
  if (!group.ok) return group;
  const id = group.value.ExternalDirectoryObjectId;
  switch (kind.toLowerCase()) {
    case 'members':
      return gave(memberList(state, state.seen.members.membersOf(id, 'exchange')));
    case 'owners':
      return gave(memberList(state, state.seen.owners.membersOf(id, 'exchange')));
    case 'subscribers':
      return refused(CMDLET_ERRORS.notSimulated(context.name, 'LinkType Subscribers'));
    default:
      return refused(CMDLET_ERRORS.wrongName(context.name, 'LinkType', kind, ['Members', 'Owners', 'Subscribers']));
  }
}

/** Only those that Exchange knows: a service principal in a group is no recipient. */
function memberList(state: TenantState, ids: readonly string[]): ObjectList {
  const views = ids.map((id) => viewGroupMember(state, id)).filter((view): view is View => view !== null);
  return listOf(views, (view) => view);
}

function oneGroup(context: CmdletContext, identity: string, kinds: readonly GroupType[]): CmdletOutcome<ExchangeGroup> {
  const found = context.find.group(identity);
  return found.ok && !kinds.includes(found.value.RecipientTypeDetails) ? refused(CMDLET_ERRORS.notFound(identity)) : found;
}

function users(context: CmdletContext): CmdletOutcome<ObjectList> {
  const { state } = context;
  const types = typesOf(context, USER_TYPES);
  if (!types.ok) return types;
  const show = (row: User): View => viewExchangeUser(state, row);
  const isKnown = (row: User): boolean => state.replication.isVisibleInExchange(row.id);
  const identity = textOf(context, 'Identity');
  if (identity !== undefined) {
    const row = state.users.get(identity) ?? state.usersByPrincipalName.first(identity) ?? userOfRecipient(context, identity);
    return row && isKnown(row) ? gave(listOf([row], show)) : refused(CMDLET_ERRORS.notFound(identity));
  }
  const wanted = types.value;
  const rows = picked(state.users, (row) => isKnown(row) && (wanted === null || wanted.includes(userType(state, row))));
  return gave(objectList({ rows, view: show }));
}

function userOfRecipient(context: CmdletContext, identity: string): User | undefined {
  const found = context.find.recipient(identity);
  return found.ok ? context.state.users.get(found.value.ExternalDirectoryObjectId) : undefined;
}

/** An account as Get-User answers it. https://learn.microsoft.com/powershell/module/exchange/get-user */
function viewExchangeUser(state: TenantState, row: User): View {
  const box = state.mailboxes.get(row.id);
  const recipient: Recipient | undefined = state.recipients.get(row.id);
  return {
    Identity: box?.Name ?? recipient?.Name ?? row.displayName,
    ExternalDirectoryObjectId: row.id,
    Guid: box?.Guid ?? recipient?.Guid ?? row.id,
    Name: box?.Name ?? recipient?.Name ?? row.displayName,
    DisplayName: row.displayName,
    UserPrincipalName: row.userPrincipalName,
    RecipientTypeDetails: userType(state, row),
    AccountDisabled: !row.accountEnabled,
    Sid: recipient?.Sid ?? null,
    Department: row.department ?? '',
    Company: row.companyName ?? '',
    Office: row.officeLocation ?? '',
    City: row.city ?? '',
    StateOrProvince: row.state ?? '',
    CountryOrRegion: row.country ?? '',
    Title: row.jobTitle ?? '',
    FirstName: row.givenName ?? '',
    LastName: row.surname ?? '',
  };
}

function userType(state: TenantState, row: User): string {
  const recipient = state.mailboxes.get(row.id) ?? state.recipients.get(row.id);
  return recipient?.RecipientTypeDetails ?? (row.accountEnabled ? 'User' : 'DisabledUser');
}
