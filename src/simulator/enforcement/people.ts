import type { User } from '../state/directory-types';
import type { Mailbox } from '../state/exchange-types';
import type { TenantState } from '../state/tenant-state';
import { grant, refuse, type Verdict } from './decision';
import { hasFullAccess, isSendAsAllowed, isSendOnBehalfAllowed } from './mailbox-rights';
import { CONTACTS_WRITE, EVENTS_WRITE, FOLDERS_WRITE, MAIL_WRITE, SETTINGS_WRITE, type Operation } from './operations';

/** What FullAccess opens; sending is a right of its own. https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
const BY_FULL_ACCESS = new Set<Operation>([...MAIL_WRITE, ...EVENTS_WRITE, ...CONTACTS_WRITE, ...FOLDERS_WRITE, ...SETTINGS_WRITE]);

/** Whether a mailbox is a person's own. */
export function isOwner(user: User, mailbox: Mailbox): boolean {
  return user.id.toLowerCase() === mailbox.ExternalDirectoryObjectId.toLowerCase();
}

/** What a person may do in a mailbox, whatever app the person uses. */
export function personVerdict(state: TenantState, user: User, mailbox: Mailbox, operation: Operation): Verdict {
  // The own account has no entry to lose: without sign-in there is nobody who could use it.
  if (isOwner(user, mailbox))
    return user.accountEnabled ? grant('the own mailbox', 'mailboxPermissions') : refuse('the own account cannot sign in', 'signIn');
  if (operation === 'sendMail') {
    if (isSendAsAllowed(state, user.id, mailbox)) return grant('SendAs', 'recipientPermissions');
    if (isSendOnBehalfAllowed(state, user.id, mailbox)) return grant('SendOnBehalf', 'recipientPermissions');
    return refuse('neither SendAs nor SendOnBehalf', 'recipientPermissions');
  }
  if (!BY_FULL_ACCESS.has(operation)) return refuse('no right of a delegate opens this', 'mailboxPermissions');
  return hasFullAccess(state, user.id, mailbox) ? grant('FullAccess', 'mailboxPermissions') : refuse('no FullAccess', 'mailboxPermissions');
}
