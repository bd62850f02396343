import type { Mailbox } from '../state/exchange-types';
import type { TenantState } from '../state/tenant-state';
import { isNestedMember } from './membership';

interface Entry {
  readonly trustee: string;
  readonly inherited: boolean;
  readonly deny: boolean;
}

/**
 * Whether somebody (account id, or Guid of a pointer) has FullAccess: what is explicit decides before what is inherited, and
 * on each level a denial before a permission. https://learn.microsoft.com/powershell/module/exchange/add-mailboxpermission
 */
export function hasFullAccess(state: TenantState, who: string, mailbox: Mailbox): boolean {
  const entries = state.mailboxPermissions
    .of(mailbox.ExternalDirectoryObjectId)
    .filter((entry) => entry.AccessRights.includes('FullAccess'))
    .map((entry) => ({ trustee: entry.trustee, inherited: entry.IsInherited, deny: entry.Deny }));
  return decide(state, who, entries);
}

/** Whether somebody may send as a mailbox. https://learn.microsoft.com/powershell/module/exchange/add-recipientpermission */
export function isSendAsAllowed(state: TenantState, who: string, mailbox: Mailbox): boolean {
  const entries = state.recipientPermissions
    .of(mailbox.ExternalDirectoryObjectId)
    .filter((entry) => entry.AccessRights.includes('SendAs'))
    .map((entry) => ({ trustee: entry.trustee, inherited: entry.IsInherited, deny: entry.AccessControlType === 'Deny' }));
  return decide(state, who, entries);
}

/** Whether somebody may send on behalf of a mailbox. https://learn.microsoft.com/powershell/module/exchange/set-mailbox */
export function isSendOnBehalfAllowed(state: TenantState, who: string, mailbox: Mailbox): boolean {
  return mailbox.sendOnBehalf.some((trustee) => isMeant(state, trustee, who));
}

function decide(state: TenantState, who: string, entries: readonly Entry[]): boolean {
  const mine = entries.filter((entry) => isMeant(state, entry.trustee, who));
  for (const inherited of [false, true]) {
    const level = mine.filter((entry) => entry.inherited === inherited);
    if (level.length > 0) return !level.some((entry) => entry.deny);
  }
  return false;
}

/** A trustee means the object itself, or whoever is in the group that it is. A service principal's rights come to it alone. */
function isMeant(state: TenantState, trustee: string, who: string): boolean {
  if (trustee.toLowerCase() === who.toLowerCase()) return true;
  return state.groups.has(trustee) && isNestedMember(state, trustee, who);
}
