import type { Mailbox, MailboxPermission, RecipientPermission } from '../../state/exchange-types';
import { viewMailboxPermission, viewRecipientPermission } from '../../views/exchange-views';
import { CHANGE_ERRORS } from '../change-errors';
import { changeOf, choiceOf, isOn, textOf, textsOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { answering, changing, onlyWarning, silently, type PendingChange } from '../pending-change';
import { trusteeToAdd, trusteeToRemove } from '../trustee-finder';

/** Rights on mailboxes and recipients. */
export const PERMISSION_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  // Whether Outlook shows the mailbox by itself is nothing that anybody can read here: AutoMapping is taken and has no effect.
  'Add-MailboxPermission': changing(['Identity', 'User', 'AccessRights', 'Deny', 'InheritanceType', 'AutoMapping'], addMailboxRight),
  'Remove-MailboxPermission': changing(['Identity', 'User', 'AccessRights', 'Deny', 'InheritanceType'], removeMailboxRight),
  'Add-RecipientPermission': changing(['Identity', 'Trustee', 'AccessRights'], addSendAs),
  'Remove-RecipientPermission': changing(['Identity', 'Trustee', 'AccessRights', 'Deny'], removeSendAs),
};

/** https://learn.microsoft.com/powershell/module/exchangepowershell/add-mailboxpermission#-accessrights */
const RIGHTS = ['ChangeOwner', 'ChangePermission', 'DeleteItem', 'ExternalAccount', 'FullAccess', 'ReadPermission'];
const INHERITANCE = ['None', 'All', 'Children', 'Descendents', 'SelfAndChildren'] as const;

interface MailboxRight {
  readonly box: Mailbox;
  readonly rights: readonly string[];
  readonly deny: boolean;
}

function mailboxRight(context: CmdletContext): CmdletOutcome<MailboxRight> {
  const box = context.find.mailbox(textOf(context, 'Identity') ?? '');
  if (!box.ok) return box;
  const inheritance = choiceOf(context, 'InheritanceType', INHERITANCE);
  if (!inheritance.ok) return inheritance;
  if (inheritance.value !== undefined && inheritance.value !== 'All')
    return refused(CMDLET_ERRORS.notSimulated(context.name, `InheritanceType ${inheritance.value}`));
  const rights = rightsOf(context, textsOf(context, 'AccessRights') ?? [], RIGHTS);
  return rights.ok ? gave({ box: box.value, rights: rights.value, deny: isOn(context, 'Deny') }) : rights;
}

function addMailboxRight(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const call = mailboxRight(context);
  if (!call.ok) return call;
  const { box, rights, deny } = call.value;
  const trustee = trusteeToAdd(context, textOf(context, 'User') ?? '');
  if (!trustee.ok) return trustee;
  const id = box.ExternalDirectoryObjectId;
  const isMine = (entry: MailboxPermission): boolean => entry.trustee === trustee.value && !entry.IsInherited && entry.Deny === deny;
  const held = state.mailboxPermissions
    .of(id)
    .filter(isMine)
    .flatMap((entry) => entry.AccessRights);
  if (rights.every((right) => held.includes(right))) return onlyWarning(alreadyThere(box.Name, textOf(context, 'User') ?? ''));
  const entry: MailboxPermission = {
    trustee: trustee.value,
    AccessRights: [...new Set([...held, ...rights])],
    IsInherited: false,
    Deny: deny,
  };
  return answering(() => {
    state.mailboxPermissions.remove(id, isMine);
    state.mailboxPermissions.add(id, entry);
    return viewMailboxPermission(state, box, entry);
  });
}

function removeMailboxRight(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const call = mailboxRight(context);
  if (!call.ok) return call;
  const { box, rights, deny } = call.value;
  const id = box.ExternalDirectoryObjectId;
  const entries = state.mailboxPermissions.of(id);
  const name = textOf(context, 'User') ?? '';
  const trustee = trusteeToRemove(
    context,
    name,
    entries.map((entry) => entry.trustee),
  );
  if (!trustee.ok) return trustee;
  const mine = entries.filter(
    (entry) => entry.trustee === trustee.value && entry.Deny === deny && entry.AccessRights.some((right) => rights.includes(right)),
  );
  const own = mine.filter((entry) => !entry.IsInherited);
  if (own.length === 0) return onlyWarning(mine.length === 0 ? notThere(box.Name, name) : inherited(box.Name, name));
  return silently(() => {
    state.mailboxPermissions.remove(id, (entry) => own.includes(entry));
    for (const entry of own) {
      const left = entry.AccessRights.filter((right) => !rights.includes(right));
      if (left.length > 0) state.mailboxPermissions.add(id, { ...entry, AccessRights: left });
    }
  });
}

function addSendAs(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const recipient = recipientOf(context);
  if (!recipient.ok) return recipient;
  const { id, name } = recipient.value;
  const trustee = trusteeToAdd(context, textOf(context, 'Trustee') ?? '');
  if (!trustee.ok) return trustee;
  const isThere = state.recipientPermissions.of(id).some((held) => isSendAs(held, trustee.value, 'Allow') && !held.IsInherited);
  if (isThere) return onlyWarning(alreadyThere(name, textOf(context, 'Trustee') ?? ''));
  const entry: RecipientPermission = { trustee: trustee.value, AccessRights: ['SendAs'], AccessControlType: 'Allow', IsInherited: false };
  return answering(() => {
    state.recipientPermissions.add(id, entry);
    return viewRecipientPermission(state, id, entry);
  });
}

function removeSendAs(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const recipient = recipientOf(context);
  if (!recipient.ok) return recipient;
  const { id, name } = recipient.value;
  const wanted = textOf(context, 'Trustee') ?? '';
  const entries = state.recipientPermissions.of(id);
  const trustee = trusteeToRemove(
    context,
    wanted,
    entries.map((entry) => entry.trustee),
  );
  if (!trustee.ok) return trustee;
  const kind = isOn(context, 'Deny') ? 'Deny' : 'Allow';
  const mine = entries.filter((entry) => isSendAs(entry, trustee.value, kind));
  const own = mine.filter((entry) => !entry.IsInherited);
  if (own.length === 0) return onlyWarning(mine.length === 0 ? notThere(name, wanted) : inherited(name, wanted));
  return silently(() => state.recipientPermissions.remove(id, (entry) => own.includes(entry)));
}

function recipientOf(context: CmdletContext): CmdletOutcome<{ readonly id: string; readonly name: string }> {
  const found = context.find.recipient(textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  const change = changeOf(context, 'AccessRights');
  const rights = rightsOf(context, change?.kind === 'replace' ? change.values : [], ['SendAs']);
  return rights.ok ? gave({ id: found.value.ExternalDirectoryObjectId, name: found.value.Name }) : rights;
}

function isSendAs(entry: RecipientPermission, trustee: string, kind: RecipientPermission['AccessControlType']): boolean {
  return entry.trustee === trustee && entry.AccessControlType === kind && entry.AccessRights.includes('SendAs');
}

/** The rights in their proper spelling; several may stand in one text, with commas. */
function rightsOf(context: CmdletContext, given: readonly string[], known: readonly string[]): CmdletOutcome<readonly string[]> {
  const rights: string[] = [];
  for (const word of given.flatMap((text) => text.split(',')).map((text) => text.trim())) {
    const right = known.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
    if (right === undefined) return refused(CMDLET_ERRORS.wrongName(context.name, 'AccessRights', word, known));
    rights.push(right);
  }
  return rights.length > 0 ? gave(rights) : refused(CHANGE_ERRORS.invalidValue('AccessRights', '', 'It is empty.'));
}

const alreadyThere = (object: string, trustee: string): string =>
  `The appropriate access control entry is already present on the object "${object}" for account "${trustee}".`;
const notThere = (object: string, trustee: string): string =>
  `Can't remove the access control entry on the object "${object}" for account "${trustee}" because the ACE isn't present.`;
const inherited = (object: string, trustee: string): string =>
  `Can't remove the access control entry on the object "${object}" for account "${trustee}" because it's inherited.`;
