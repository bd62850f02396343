import type { FolderPermission, Mailbox, MailboxPermission, RecipientPermission } from '../../state/exchange-types';
import type { TenantState } from '../../state/tenant-state';
import { trusteeText } from '../../state/trustee-text';
import { viewFolderPermission, viewMailboxPermission, viewRecipientPermission } from '../../views/exchange-views';
import { EXO_IDENTITIES, identityOf, isOn, textOf, textsOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { listOf, type ObjectList } from '../object-list';

/** Who has which right on mailboxes, recipients and folders. */
export const PERMISSION_CMDLETS: Readonly<Record<string, CmdletHandler>> = {
  // Entries of accounts that are gone are Get-MailboxPermission's alone, and only on request: no page promises them here.
  'Get-EXOMailboxPermission': {
    knows: [...EXO_IDENTITIES, 'User'],
    run: (context) => mailboxPermissions(context, identityOf(context), false),
  },
  'Get-MailboxPermission': {
    knows: ['Identity', 'User', 'IncludeUnresolvedPermissions'],
    run: (context) => mailboxPermissions(context, textOf(context, 'Identity'), isOn(context, 'IncludeUnresolvedPermissions')),
  },
  'Get-EXORecipientPermission': {
    knows: [...EXO_IDENTITIES, 'AccessRights', 'Trustee'],
    run: (context) => recipientPermissions(context, identityOf(context)),
  },
  'Get-RecipientPermission': {
    knows: ['Identity', 'AccessRights', 'Trustee'],
    run: (context) => recipientPermissions(context, textOf(context, 'Identity')),
  },
  'Get-EXOMailboxFolderPermission': {
    knows: [...EXO_IDENTITIES, 'User'],
    run: (context) => folderPermissions(context, identityOf(context)),
  },
  'Get-MailboxFolderPermission': { knows: ['Identity', 'User'], run: (context) => folderPermissions(context, textOf(context, 'Identity')) },
};

/** There is no form for the whole tenant: one mailbox at a time. */
function mailboxPermissions(context: CmdletContext, identity: string | undefined, withUnresolved: boolean): CmdletOutcome<ObjectList> {
  const { state, find } = context;
  if (identity === undefined) return refused(CMDLET_ERRORS.mailboxNeeded(context.name));
  const box = find.mailbox(identity);
  if (!box.ok) return box;
  const user = textOf(context, 'User')?.toLowerCase();
  const entries = state.mailboxPermissions
    .of(box.value.ExternalDirectoryObjectId)
    .filter((entry) => withUnresolved || !isUnresolved(entry.trustee))
    .filter((entry) => user === undefined || isNamed(state, entry.trustee, user));
  return gave(listOf<MailboxPermission>(entries, (entry) => viewMailboxPermission(state, box.value, entry)));
}

function recipientPermissions(context: CmdletContext, identity: string | undefined): CmdletOutcome<ObjectList> {
  const { state, find } = context;
  const trustee = textOf(context, 'Trustee')?.toLowerCase();
  const rights = textsOf(context, 'AccessRights')?.map((right) => right.toLowerCase());
  const holders: string[] = [];
  if (identity === undefined) holders.push(...holdersOf(state));
  else {
    const found = find.recipient(identity);
    if (!found.ok) return found;
    holders.push(found.value.ExternalDirectoryObjectId);
  }
  const entries: (readonly [string, RecipientPermission])[] = [];
  for (const holder of holders) {
    for (const entry of state.recipientPermissions.of(holder)) {
      if (trustee !== undefined && !isNamed(state, entry.trustee, trustee)) continue;
      if (rights === undefined || entry.AccessRights.some((right) => rights.includes(right.toLowerCase()))) entries.push([holder, entry]);
    }
  }
  return gave(listOf(entries, ([holder, entry]) => viewRecipientPermission(state, holder, entry)));
}

/** Whoever has entries, in the order of the recipients. */
function* holdersOf(state: TenantState): Generator<string> {
  for (const table of [state.mailboxes, state.exchangeGroups, state.recipients]) {
    for (const { ExternalDirectoryObjectId: id } of table) if (state.recipientPermissions.of(id).length > 0) yield id;
  }
}

/** `mailbox:\Folder` names a folder; the mailbox alone means its root. */
function folderPermissions(context: CmdletContext, identity: string | undefined): CmdletOutcome<ObjectList> {
  const { state, find } = context;
  if (identity === undefined) return refused(CMDLET_ERRORS.mailboxNeeded(context.name));
  const [mailboxName = '', ...path] = identity.split(':');
  const folder = path.join(':').replace(/^\\/, '');
  const box = find.mailbox(mailboxName);
  if (!box.ok) return box;
  const user = textOf(context, 'User')?.toLowerCase();
  const wanted = folder === '' ? 'Top of Information Store' : folder;
  const entries = state.folderPermissions
    .of(box.value.ExternalDirectoryObjectId)
    .filter((entry) => entry.folder.toLowerCase() === wanted.toLowerCase())
    .filter((entry) => user === undefined || isNamed(state, entry.trustee, user));
  return gave(listOf<FolderPermission>(entries, (entry) => viewFolderPermission(state, box.value as Mailbox, entry)));
}

function isNamed(state: TenantState, trustee: string, name: string): boolean {
  return trustee.toLowerCase() === name || trusteeText(state, trustee).toLowerCase() === name;
}

/** The SID of an account that is gone. */
function isUnresolved(trustee: string): boolean {
  return /^S-1-/i.test(trustee);
}
