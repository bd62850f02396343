import type { Trustee } from './exchange-types';
import type { TenantState } from './tenant-state';

/**
 * What Exchange Online shows for a trustee: an account by its user principal name, a group by its unique name, a service
 * principal by the identity of its pointer. What is none of these (a SID, `NT AUTHORITY\SELF`) stands as it is.
 * https://learn.microsoft.com/powershell/module/exchange/get-exomailboxpermission
 */
export function trusteeText(state: TenantState, trustee: Trustee): string {
  const user = state.users.get(trustee);
  if (user) return user.userPrincipalName;
  const group = state.exchangeGroups.get(trustee);
  if (group) return group.Name;
  const pointer = state.pointers.get(trustee);
  if (pointer) return pointer.Identity;
  return state.groups.get(trustee)?.displayName ?? trustee;
}

/** Where the name of a recipient is looked up. */
export interface NamesOfRecipients {
  readonly users: { get(id: string): { readonly userPrincipalName: string } | undefined };
  readonly mailboxes: { get(id: string): { readonly Name: string } | undefined };
  readonly exchangeGroups: { get(id: string): { readonly Name: string } | undefined };
  readonly recipients: { get(id: string): { readonly Name: string } | undefined };
}

/** What Exchange Online shows in GrantSendOnBehalfTo and ManagedBy: the unique name of the recipient. */
export function recipientName(state: NamesOfRecipients, id: string): string {
  const recipient = state.mailboxes.get(id) ?? state.exchangeGroups.get(id) ?? state.recipients.get(id);
  return recipient?.Name ?? state.users.get(id)?.userPrincipalName ?? id;
}
