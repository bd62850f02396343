import type { Mailbox } from './exchange-types';
import type { TenantState } from './tenant-state';

/** No document names a figure ("minutes to hours"): this is the short end of it. */
const UNTIL_READY = 10 * 60_000;

/** Whether the APIs serve a mailbox yet: a new one takes a while. https://learn.microsoft.com/graph/api/resources/mail-api-overview */
export function isMailboxReady({ replication, clock }: TenantState, mailbox: Mailbox): boolean {
  return replication.mode === 'none' || clock.now() >= Date.parse(mailbox.WhenCreatedUTC) + UNTIL_READY;
}
