import { randomUUID } from 'node:crypto';
import type { User } from '../../state/directory-types';
import type { CustomAttributes, Mailbox, MailboxType } from '../../state/exchange-types';
import { viewMailbox } from '../../views/exchange-views';
import { CHANGE_ERRORS } from '../change-errors';
import { changeOf, choiceOf, clearableOf, flagOf, isOn, textOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { changedList } from '../list-change';
import { namesOfNew, newCloudSid, newDistinguishedName } from '../new-recipient';
import { answering, changing, onlyWarning, silently, type PendingChange } from '../pending-change';

const ATTRIBUTES = Array.from({ length: 15 }, (_, index) => index + 1);

/** Mailboxes and what protocols open them. */
export const MAILBOX_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  'New-Mailbox': changing(['Name', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'Shared', 'Room', 'Equipment'], create),
  'Set-Mailbox': changing(
    [
      'Identity',
      'DisplayName',
      'Type',
      'GrantSendOnBehalfTo',
      'MessageCopyForSentAsEnabled',
      'MessageCopyForSendOnBehalfEnabled',
      'HiddenFromAddressListsEnabled',
      'ForwardingSmtpAddress',
      'DeliverToMailboxAndForward',
      ...ATTRIBUTES.map((number) => `CustomAttribute${number}`),
    ],
    change,
  ),
  'Set-CASMailbox': changing(['Identity', 'EwsEnabled', 'ImapEnabled', 'PopEnabled', 'SmtpClientAuthenticationDisabled'], changeProtocols),
};

const TYPES: Readonly<Record<'Regular' | 'Shared' | 'Room' | 'Equipment', MailboxType>> = {
  Regular: 'UserMailbox',
  Shared: 'SharedMailbox',
  Room: 'RoomMailbox',
  Equipment: 'EquipmentMailbox',
};
/** https://learn.microsoft.com/powershell/module/exchangepowershell/set-mailbox#-grantsendonbehalfto */
const SENDERS = ['UserMailbox', 'MailUser', 'MailUniversalSecurityGroup'];

/** A mailbox that is nobody's own comes with an account that is disabled. https://learn.microsoft.com/powershell/module/exchangepowershell/new-mailbox#-shared */
function create(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const kind = (['Shared', 'Room', 'Equipment'] as const).find((name) => isOn(context, name));
  if (kind === undefined) return refused(CMDLET_ERRORS.notSimulated(context.name, 'Password, for the mailbox of a person'));
  const names = namesOfNew(context);
  if (!names.ok) return names;
  const { name, displayName, alias, address } = names.value;
  const id = randomUUID();
  const user: User = {
    id,
    userPrincipalName: address,
    displayName,
    givenName: null,
    surname: null,
    mail: address,
    mailNickname: alias,
    accountEnabled: false,
    userType: 'Member',
    usageLocation: null,
    department: null,
    companyName: null,
    jobTitle: null,
    officeLocation: null,
    city: null,
    state: null,
    country: null,
    createdDateTime: state.clock.nowText(),
    licenses: [],
    securityIdentifier: newCloudSid(),
  };
  const box: Mailbox = {
    ExternalDirectoryObjectId: id,
    Guid: randomUUID(),
    ExchangeGuid: randomUUID(),
    PrimarySmtpAddress: address,
    UserPrincipalName: address,
    DisplayName: displayName,
    Alias: alias,
    Name: name,
    DistinguishedName: newDistinguishedName(state, name),
    RecipientTypeDetails: TYPES[kind],
    EmailAddresses: [...new Set([`SMTP:${address}`, `smtp:${alias}@${state.initialDomain}`])],
    sendOnBehalf: [],
    MessageCopyForSentAsEnabled: false,
    MessageCopyForSendOnBehalfEnabled: false,
    ForwardingSmtpAddress: null,
    DeliverToMailboxAndForward: false,
    HiddenFromAddressListsEnabled: false,
    WhenCreatedUTC: state.clock.nowText(),
    customAttributes: {},
    EwsEnabled: true,
    ImapEnabled: true,
    PopEnabled: true,
    SmtpClientAuthenticationDisabled: null,
    ItemCount: 0,
    TotalItemSizeBytes: 0,
  };
  return answering(() => {
    state.users.add(user);
    state.mailboxes.add(box);
    state.mailboxPermissions.add(id, {
      trustee: 'NT AUTHORITY\\SELF',
      AccessRights: ['FullAccess', 'ReadPermission'],
      IsInherited: false,
      Deny: false,
    });
    return viewMailbox(state, box);
  });
}

function change(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state, find } = context;
  const found = find.mailbox(textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  const before = found.value;
  const type = choiceOf(context, 'Type', ['Regular', 'Shared', 'Room', 'Equipment'] as const);
  if (!type.ok) return type;
  const senders = sendersOf(context, before.sendOnBehalf);
  if (!senders.ok) return senders;
  const forwarding = forwardingOf(context, before.ForwardingSmtpAddress);
  if (!forwarding.ok) return forwarding;
  const displayName = textOf(context, 'DisplayName') ?? before.DisplayName;
  const after: Mailbox = {
    ...before,
    DisplayName: displayName,
    RecipientTypeDetails: type.value === undefined ? before.RecipientTypeDetails : TYPES[type.value],
    sendOnBehalf: senders.value,
    ForwardingSmtpAddress: forwarding.value,
    customAttributes: attributesOf(context, before.customAttributes),
    ...flagsOf(context, before, [
      'MessageCopyForSentAsEnabled',
      'MessageCopyForSendOnBehalfEnabled',
      'HiddenFromAddressListsEnabled',
      'DeliverToMailboxAndForward',
    ]),
  };
  if (isSame(before, after)) return onlyWarning(nothingChanged(before));
  return silently(() => {
    state.mailboxes.replace(after);
    const user = state.users.get(before.ExternalDirectoryObjectId);
    if (user && user.displayName !== displayName) state.users.replace({ ...user, displayName });
  });
}

function changeProtocols(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state, find } = context;
  const found = find.mailbox(textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  const before = found.value;
  const smtp = flagOf(context, 'SmtpClientAuthenticationDisabled');
  const after: Mailbox = {
    ...before,
    EwsEnabled: flagOf(context, 'EwsEnabled') ?? before.EwsEnabled,
    ...flagsOf(context, before, ['ImapEnabled', 'PopEnabled']),
    SmtpClientAuthenticationDisabled: smtp === undefined ? before.SmtpClientAuthenticationDisabled : smtp,
  };
  return isSame(before, after) ? onlyWarning(nothingChanged(before)) : silently(() => state.mailboxes.replace(after));
}

function sendersOf(context: CmdletContext, before: readonly string[]): CmdletOutcome<readonly string[]> {
  const wanted = changeOf(context, 'GrantSendOnBehalfTo');
  if (wanted === undefined) return gave(before);
  return changedList(wanted, before, (name) => {
    const sender = context.find.recipient(name);
    if (!sender.ok) return sender;
    return SENDERS.includes(sender.value.RecipientTypeDetails)
      ? gave(sender.value.ExternalDirectoryObjectId)
      : refused(
          CHANGE_ERRORS.invalidValue(
            'GrantSendOnBehalfTo',
            name,
            `A ${sender.value.RecipientTypeDetails} can't send on behalf of a mailbox.`,
          ),
        );
  });
}

/** With or without the prefix `smtp:`; Exchange keeps it as it was given. */
function forwardingOf(context: CmdletContext, before: string | null): CmdletOutcome<string | null> {
  const wanted = clearableOf(context, 'ForwardingSmtpAddress');
  if (wanted === undefined) return gave(before);
  if (wanted === null || wanted === '') return gave(null);
  return /^(?:smtp:)?[^\s@]+@[^\s@]+\.[^\s@]+$/i.test(wanted)
    ? gave(wanted)
    : refused(CHANGE_ERRORS.invalidValue('ForwardingSmtpAddress', wanted, 'It is no address.'));
}

function attributesOf(context: CmdletContext, before: CustomAttributes): CustomAttributes {
  const after: Record<number, string> = { ...before };
  for (const number of ATTRIBUTES) {
    const value = textOf(context, `CustomAttribute${number}`);
    if (value !== undefined) after[number] = value;
  }
  return after;
}

function flagsOf<Name extends keyof Mailbox>(
  context: CmdletContext,
  before: Mailbox & Readonly<Record<Name, boolean>>,
  names: readonly Name[],
): Record<Name, boolean> {
  const flags = names.map((name) => [name, flagOf(context, name) ?? before[name]] as const);
  return Object.fromEntries(flags) as Record<Name, boolean>;
}

function isSame(before: Mailbox, after: Mailbox): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

const nothingChanged = (box: Mailbox): string => `The command completed successfully but no settings of '${box.Name}' have been modified.`;
