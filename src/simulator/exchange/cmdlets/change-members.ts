import { isNestedMember } from '../../enforcement/membership';
import type { ExchangeGroup } from '../../state/exchange-types';
import { CHANGE_ERRORS } from '../change-errors';
import { changeOf, choiceOf, textOf, textsOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { groupToChange } from '../group-manager';
import { changing, silently, type PendingChange } from '../pending-change';
import type { AnyRecipient } from '../recipient-finder';

const BYPASS = 'BypassSecurityGroupManagerCheck';

/** Who is in a group. */
export const MEMBER_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  'Add-DistributionGroupMember': changing(['Identity', 'Member', BYPASS], add),
  'Remove-DistributionGroupMember': changing(['Identity', 'Member', BYPASS], remove),
  'Update-DistributionGroupMember': changing(['Identity', 'Members', BYPASS], update),
  'Add-UnifiedGroupLinks': changing(['Identity', 'Links', 'LinkType'], addLinks),
  'Remove-UnifiedGroupLinks': changing(['Identity', 'Links', 'LinkType'], removeLinks),
};

/** https://learn.microsoft.com/powershell/module/exchangepowershell/add-distributiongroupmember#-member */
const MEMBER_TYPES = [
  'UserMailbox',
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'MailUser',
  'GuestMailUser',
  'MailContact',
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
];

/** A recipient that can be a member of a group. */
export function memberToAdd(context: CmdletContext, name: string, group: string): CmdletOutcome<AnyRecipient> {
  const found = context.find.recipient(name);
  if (!found.ok) return found;
  const type = found.value.RecipientTypeDetails;
  return MEMBER_TYPES.includes(type) ? found : refused(CHANGE_ERRORS.cannotBeMember(found.value.Name, group, type));
}

function add(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const group = groupToChange(context);
  if (!group.ok) return group;
  const member = newMember(context, textOf(context, 'Member') ?? '', group.value);
  if (!member.ok) return member;
  const { ExternalDirectoryObjectId: id, Name } = group.value;
  const memberId = member.value.ExternalDirectoryObjectId;
  if (state.members.has(id, memberId)) return refused(CHANGE_ERRORS.alreadyMember(member.value.Name, Name));
  return silently(() => state.members.add(id, memberId));
}

function remove(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state, find } = context;
  const group = groupToChange(context);
  if (!group.ok) return group;
  const member = find.recipient(textOf(context, 'Member') ?? '');
  if (!member.ok) return member;
  const { ExternalDirectoryObjectId: id, Name } = group.value;
  const memberId = member.value.ExternalDirectoryObjectId;
  if (!state.members.has(id, memberId)) return refused(CHANGE_ERRORS.notMember(member.value.Name, Name));
  return silently(() => state.members.remove(id, memberId));
}

/** The given members take the place of all that are there. */
function update(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const group = groupToChange(context);
  if (!group.ok) return group;
  const id = group.value.ExternalDirectoryObjectId;
  const wanted = changeOf(context, 'Members');
  if (wanted?.kind === 'change') return refused(CMDLET_ERRORS.notSimulated(context.name, 'Members with Add and Remove'));
  const ids = new Set<string>();
  for (const name of wanted?.values ?? []) {
    const member = newMember(context, name, group.value);
    if (!member.ok) return member;
    ids.add(member.value.ExternalDirectoryObjectId.toLowerCase());
  }
  return silently(() => {
    for (const before of [...state.members.membersOf(id)]) if (!ids.has(before)) state.members.remove(id, before);
    for (const member of ids) state.members.add(id, member);
  });
}

/** A group cannot be in itself. Groups that contain each other are possible, and nobody is told. */
function newMember(context: CmdletContext, name: string, group: ExchangeGroup): CmdletOutcome<AnyRecipient> {
  const member = memberToAdd(context, name, group.Name);
  if (!member.ok) return member;
  return member.value.ExternalDirectoryObjectId === group.ExternalDirectoryObjectId
    ? refused(CHANGE_ERRORS.notPossible(`The group "${group.Name}" can't be a member of itself.`))
    : member;
}

interface LinkCall {
  readonly id: string;
  readonly kind: 'Members' | 'Owners';
  readonly people: readonly AnyRecipient[];
}

function linkCall(context: CmdletContext): CmdletOutcome<LinkCall> {
  const { find, state } = context;
  const identity = textOf(context, 'Identity') ?? '';
  const group = find.group(identity);
  if (!group.ok) return group;
  if (group.value.RecipientTypeDetails !== 'GroupMailbox') return refused(CMDLET_ERRORS.notFound(identity));
  const kind = choiceOf(context, 'LinkType', ['Members', 'Owners', 'Subscribers'] as const);
  if (!kind.ok) return kind;
  if (kind.value === undefined || kind.value === 'Subscribers')
    return refused(CMDLET_ERRORS.notSimulated(context.name, 'LinkType Subscribers'));
  const id = group.value.ExternalDirectoryObjectId;
  if (state.groups.get(id)?.groupTypes.includes('DynamicMembership') && kind.value === 'Members')
    return refused(CHANGE_ERRORS.notPossible('The members of a dynamic group follow from its rule.'));
  const people: AnyRecipient[] = [];
  for (const name of textsOf(context, 'Links') ?? []) {
    const found = find.recipient(name);
    if (!found.ok) return found;
    people.push(found.value);
  }
  return gave({ id, kind: kind.value, people });
}

/** Whoever is in already stays in. Only members can become owners, and guests cannot. https://learn.microsoft.com/powershell/module/exchangepowershell/add-unifiedgrouplinks */
function addLinks(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const call = linkCall(context);
  if (!call.ok) return call;
  const { id, kind, people } = call.value;
  for (const person of people) {
    const personId = person.ExternalDirectoryObjectId;
    if (!state.users.has(personId)) return refused(CHANGE_ERRORS.cannotBeMember(person.Name, id, person.RecipientTypeDetails));
    if (kind === 'Members') continue;
    if (person.RecipientTypeDetails === 'GuestMailUser')
      return refused(CHANGE_ERRORS.notPossible("Guest users can't be owners of a group."));
    if (!isNestedMember(state, id, personId))
      return refused(CHANGE_ERRORS.notPossible(`Only members can be owners of a group, and "${person.Name}" is no member.`));
  }
  const links = kind === 'Members' ? state.members : state.owners;
  return silently(() => {
    for (const person of people) links.add(id, person.ExternalDirectoryObjectId);
  });
}

/** An owner stays a member, and a group keeps an owner. https://learn.microsoft.com/powershell/module/exchangepowershell/remove-unifiedgrouplinks */
function removeLinks(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const call = linkCall(context);
  if (!call.ok) return call;
  const { id, kind, people } = call.value;
  const ids = people.map((person) => person.ExternalDirectoryObjectId.toLowerCase());
  const owners = state.owners.membersOf(id);
  if (kind === 'Members' && ids.some((person) => owners.includes(person)))
    return refused(CHANGE_ERRORS.notPossible('An owner has to be removed from the owners before it can be removed from the members.'));
  if (kind === 'Owners' && owners.length > 0 && owners.every((owner) => ids.includes(owner)))
    return refused(CHANGE_ERRORS.notPossible('A group must have at least one owner.'));
  const links = kind === 'Members' ? state.members : state.owners;
  return silently(() => {
    for (const person of ids) links.remove(id, person);
  });
}
