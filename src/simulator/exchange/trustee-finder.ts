import type { Trustee } from '../state/exchange-types';
import { trusteeText } from '../state/trustee-text';
import { CHANGE_ERRORS } from './change-errors';
import type { CmdletContext } from './cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from './cmdlet-errors';

/** Recipients that rights can be given to. https://learn.microsoft.com/powershell/module/exchangepowershell/add-mailboxpermission#-user */
const TRUSTEE_TYPES = [
  'UserMailbox',
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'MailUser',
  'GuestMailUser',
  'MailUniversalSecurityGroup',
];

/** Whoever a right is to be given to: an account, a mail-enabled security group, or the pointer of a service principal. */
export function trusteeToAdd(context: CmdletContext, name: string): CmdletOutcome<Trustee> {
  const { state, find } = context;
  const user = state.users.get(name) ?? state.usersByPrincipalName.first(name);
  if (user && state.replication.isVisibleInExchange(user.id)) return gave(user.id);
  const recipient = find.recipient(name);
  if (recipient.ok) {
    const { Name, RecipientTypeDetails: type, ExternalDirectoryObjectId: id } = recipient.value;
    return TRUSTEE_TYPES.includes(type)
      ? gave(id)
      : refused(CHANGE_ERRORS.notPossible(`"${Name}" is a ${type} and no security principal: it can't be given rights.`));
  }
  if (recipient.error.id !== CMDLET_ERRORS.notFound(name).id) return recipient;
  // https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
  const pointer = find.pointer(name);
  return pointer.ok ? gave(pointer.value.Guid) : pointer;
}

/** Whose entry is to be removed: as entries show it (a SID of an account that is gone, too), or whoever the name means. */
export function trusteeToRemove(context: CmdletContext, name: string, held: readonly Trustee[]): CmdletOutcome<Trustee> {
  const wanted = name.toLowerCase();
  const shown = held.find((trustee) => trustee.toLowerCase() === wanted || trusteeText(context.state, trustee).toLowerCase() === wanted);
  return shown === undefined ? trusteeToAdd(context, name) : gave(shown);
}
