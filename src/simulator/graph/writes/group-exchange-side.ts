import { randomInt, randomUUID } from 'node:crypto';
import type { Group } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';

/** What Exchange makes of a new Microsoft 365 group: a group with a mailbox, which Exchange knows of when it has heard of the group. */
export function addExchangeSide(state: TenantState, group: Group): void {
  const name = `${group.mailNickname}_${group.id.slice(0, 8)}`;
  const address = group.mail ?? '';
  state.exchangeGroups.add({
    ExternalDirectoryObjectId: group.id,
    Guid: randomUUID(),
    Name: name,
    DisplayName: group.displayName,
    Alias: group.mailNickname,
    DistinguishedName: `CN=${name},${containerOf(state)}`,
    PrimarySmtpAddress: address,
    EmailAddresses: [`SMTP:${address}`],
    RecipientTypeDetails: 'GroupMailbox',
    MemberJoinRestriction: group.visibility === 'Public' ? 'Open' : 'Closed',
    MemberDepartRestriction: 'Closed',
    managedBy: state.owners.membersOf(group.id),
    RecipientFilter: null,
  });
}

/** A security identifier as the directory makes them. */
export function cloudSid(): string {
  const part = (): number => randomInt(1, 4_000_000_000);
  return `S-1-12-1-${part()}-${part()}-${part()}-${part()}`;
}

/** The end of every distinguished name of the organisation. */
function containerOf(state: TenantState): string {
  const [some] = state.exchangeGroups.size > 0 ? state.exchangeGroups : state.mailboxes;
  return (
    some?.DistinguishedName.replace(/^CN=(?:[^,\\]|\\.)*,/, '') ??
    `OU=${state.initialDomain},OU=Microsoft Exchange Hosted Organizations,DC=EURPR04A003,DC=PROD,DC=OUTLOOK,DC=COM`
  );
}
