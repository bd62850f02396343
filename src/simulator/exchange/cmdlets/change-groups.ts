import { randomUUID } from 'node:crypto';
import type { Group } from '../../state/directory-types';
import type { ExchangeGroup } from '../../state/exchange-types';
import type { TenantState } from '../../state/tenant-state';
import { viewExchangeGroup } from '../../views/exchange-views';
import { CHANGE_ERRORS } from '../change-errors';
import { changeOf, choiceOf, flagOf, isOn, textOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { groupToChange } from '../group-manager';
import { changedList } from '../list-change';
import { namesOfNew, newCloudSid, newDistinguishedName } from '../new-recipient';
import { answering, changing, silently, type PendingChange } from '../pending-change';
import { memberToAdd } from './change-members';

/** Distribution groups and mail-enabled security groups. */
export const GROUP_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  'New-DistributionGroup': changing(
    [
      'Name',
      'DisplayName',
      'Alias',
      'PrimarySmtpAddress',
      'Type',
      'Members',
      'ManagedBy',
      'CopyOwnerToMember',
      'MemberJoinRestriction',
      'MemberDepartRestriction',
      'RequireSenderAuthenticationEnabled',
      'Description',
      'Notes',
      // There is no policy for names here.
      'IgnoreNamingPolicy',
    ],
    create,
  ),
  'Set-DistributionGroup': changing(
    [
      'Identity',
      'DisplayName',
      'ManagedBy',
      'MemberJoinRestriction',
      'MemberDepartRestriction',
      'HiddenFromAddressListsEnabled',
      'RequireSenderAuthenticationEnabled',
      'Description',
      'BypassSecurityGroupManagerCheck',
    ],
    change,
  ),
  'Remove-DistributionGroup': changing(['Identity', 'BypassSecurityGroupManagerCheck'], remove),
};

const JOIN = ['Open', 'Closed', 'ApprovalRequired'] as const;
const DEPART = ['Open', 'Closed'] as const;
/** Whom Exchange shows as manager of a group that an app made. */
const ORGANIZATION_MANAGEMENT = 'Organization Management';
/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-distributiongroup#-managedby */
const MANAGERS = ['UserMailbox', 'MailUser', 'MailUniversalSecurityGroup'];

interface Restrictions {
  readonly join: ExchangeGroup['MemberJoinRestriction'];
  readonly depart: ExchangeGroup['MemberDepartRestriction'];
}

function create(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state, caller } = context;
  const type = choiceOf(context, 'Type', ['Distribution', 'Security'] as const);
  if (!type.ok) return type;
  const security = type.value === 'Security';
  const restrictions = restrictionsOf(context, security, { join: 'Closed', depart: security ? 'Closed' : 'Open' });
  if (!restrictions.ok) return restrictions;
  const names = namesOfNew(context);
  if (!names.ok) return names;
  const creator = caller.kind === 'person' ? caller.userId : ORGANIZATION_MANAGEMENT;
  const managers = managersOf(context, [creator]);
  if (!managers.ok) return managers;
  const id = randomUUID();
  const members = membersOfNew(context, names.value.name, isOn(context, 'CopyOwnerToMember') ? managers.value : []);
  if (!members.ok) return members;
  const { name, displayName, alias, address } = names.value;
  const group: Group = {
    id,
    displayName,
    description: descriptionOf(context) ?? null,
    mail: address,
    mailNickname: alias,
    mailEnabled: true,
    securityEnabled: security,
    groupTypes: [],
    membershipRule: null,
    visibility: null,
    securityIdentifier: newCloudSid(),
    createdDateTime: state.clock.nowText(),
  };
  const row: ExchangeGroup = {
    ExternalDirectoryObjectId: id,
    Guid: randomUUID(),
    Name: name,
    DisplayName: displayName,
    Alias: alias,
    DistinguishedName: newDistinguishedName(state, name),
    PrimarySmtpAddress: address,
    EmailAddresses: [`SMTP:${address}`],
    RecipientTypeDetails: security ? 'MailUniversalSecurityGroup' : 'MailUniversalDistributionGroup',
    MemberJoinRestriction: restrictions.value.join,
    MemberDepartRestriction: restrictions.value.depart,
    managedBy: managers.value,
    RecipientFilter: null,
    RequireSenderAuthenticationEnabled: flagOf(context, 'RequireSenderAuthenticationEnabled') ?? true,
    Notes: textOf(context, 'Notes') ?? '',
  };
  return answering(() => {
    state.groups.add(group);
    state.exchangeGroups.add(row);
    for (const member of members.value) state.members.add(id, member);
    return viewExchangeGroup(state, row);
  });
}

function change(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const found = groupToChange(context);
  if (!found.ok) return found;
  const before = found.value;
  const security = before.RecipientTypeDetails === 'MailUniversalSecurityGroup';
  const restrictions = restrictionsOf(context, security, {
    join: before.MemberJoinRestriction,
    depart: before.MemberDepartRestriction,
  });
  if (!restrictions.ok) return restrictions;
  const managers = managersOf(context, before.managedBy);
  if (!managers.ok) return managers;
  const displayName = textOf(context, 'DisplayName') ?? before.DisplayName;
  const after: ExchangeGroup = {
    ...before,
    DisplayName: displayName,
    MemberJoinRestriction: restrictions.value.join,
    MemberDepartRestriction: restrictions.value.depart,
    managedBy: managers.value,
    HiddenFromAddressListsEnabled: flagOf(context, 'HiddenFromAddressListsEnabled') ?? before.HiddenFromAddressListsEnabled ?? false,
    RequireSenderAuthenticationEnabled:
      flagOf(context, 'RequireSenderAuthenticationEnabled') ?? before.RequireSenderAuthenticationEnabled ?? true,
  };
  const description = descriptionOf(context);
  return silently(() => {
    state.exchangeGroups.replace(after);
    const group = state.groups.get(before.ExternalDirectoryObjectId);
    if (group) state.groups.replace({ ...group, displayName, ...(description === undefined ? {} : { description }) });
  });
}

function remove(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const found = groupToChange(context);
  if (!found.ok) return found;
  const id = found.value.ExternalDirectoryObjectId;
  return silently(() => {
    const sid = state.groups.get(id)?.securityIdentifier;
    state.exchangeGroups.remove(id);
    state.groups.remove(id);
    state.members.removeObject(id);
    state.unitMembers.removeObject(id);
    state.owners.removeObject(id);
    if (sid !== undefined) leaveIdentifier(state, id, sid);
  });
}

/** The rights of a trustee that is gone stay, under its security identifier. */
function leaveIdentifier(state: TenantState, id: string, sid: string): void {
  const isGone = ({ trustee }: { readonly trustee: string }): boolean => trustee.toLowerCase() === id.toLowerCase();
  state.mailboxPermissions.change(isGone, (entry) => ({ ...entry, trustee: sid }));
  state.recipientPermissions.change(isGone, (entry) => ({ ...entry, trustee: sid }));
}

/** A security group is not open to everybody. https://learn.microsoft.com/powershell/module/exchangepowershell/new-distributiongroup#-memberjoinrestriction */
function restrictionsOf(context: CmdletContext, security: boolean, usual: Restrictions): CmdletOutcome<Restrictions> {
  const join = choiceOf(context, 'MemberJoinRestriction', JOIN);
  if (!join.ok) return join;
  const depart = choiceOf(context, 'MemberDepartRestriction', DEPART);
  if (!depart.ok) return depart;
  for (const [property, value] of [
    ['MemberJoinRestriction', join.value],
    ['MemberDepartRestriction', depart.value],
  ] as const) {
    if (security && value === 'Open')
      return refused(CHANGE_ERRORS.invalidValue(property, value, "You can't use this value on universal security groups."));
  }
  return gave({ join: join.value ?? usual.join, depart: depart.value ?? usual.depart });
}

function managersOf(context: CmdletContext, usual: readonly string[]): CmdletOutcome<readonly string[]> {
  const wanted = changeOf(context, 'ManagedBy');
  if (wanted === undefined) return gave(usual);
  const changed = changedList(wanted, usual, (name) => {
    if (name.toLowerCase() === ORGANIZATION_MANAGEMENT.toLowerCase()) return gave(ORGANIZATION_MANAGEMENT);
    const found = context.find.recipient(name);
    if (!found.ok) return found;
    return MANAGERS.includes(found.value.RecipientTypeDetails)
      ? gave(found.value.ExternalDirectoryObjectId)
      : refused(
          CHANGE_ERRORS.invalidValue('ManagedBy', name, 'A manager is a user mailbox, a mail user or a mail-enabled security group.'),
        );
  });
  if (!changed.ok) return changed;
  return changed.value.length > 0 ? changed : refused(CHANGE_ERRORS.notPossible('A group must have at least one owner.'));
}

function membersOfNew(context: CmdletContext, group: string, more: readonly string[]): CmdletOutcome<readonly string[]> {
  const wanted = changeOf(context, 'Members');
  const names = wanted === undefined ? [] : wanted.kind === 'replace' ? wanted.values : wanted.add;
  const ids = new Set(more.filter((id) => context.state.mailboxes.has(id) || context.state.exchangeGroups.has(id)));
  for (const name of names) {
    const member = memberToAdd(context, name, group);
    if (!member.ok) return member;
    ids.add(member.value.ExternalDirectoryObjectId);
  }
  return gave([...ids]);
}

/** Description takes a list and holds one text. */
function descriptionOf(context: CmdletContext): string | undefined {
  const wanted = changeOf(context, 'Description');
  if (wanted === undefined) return undefined;
  return (wanted.kind === 'replace' ? wanted.values : wanted.add).join(' ');
}
