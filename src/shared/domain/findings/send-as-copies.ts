import type { Mailbox } from '../collection/mailbox-directory';
import type { Delegation } from './delegations';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf } from './reach-judgement';
import { evidence, mailboxSubject, someOf } from './wording';

/**
 * Shared mailboxes that somebody sends as, while what is sent is kept in the sender's own mailbox only.
 * https://learn.microsoft.com/powershell/module/exchange/set-mailbox
 */
export function findSendAsCopies(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const { reading } = context;
  for (const mailbox of reading.mailboxes.all) {
    if (!mailbox.isShared) continue;
    const copies = copiesOf(mailbox, context);
    if (copies === true) continue;
    const senders = context.delegations.on(mailbox).filter(isSender);
    if (senders.length === 0) {
      report.skip('sendas-without-copy', gapsOf(reading, ['exchange.recipientPermissions']), 1);
    } else if (copies === null) {
      report.skip('sendas-without-copy', 'MessageCopyForSentAsEnabled of these mailboxes was not read', 1);
    } else add(report, mailbox, senders, context);
  }
  report.skip('sendas-without-copy', gapsOf(reading, ['exchange.mailboxes']), 1);
  return report;
}

/** Whether copies are kept: by the mailbox's own setting, or, where it has none, by the organization's. */
function copiesOf(mailbox: Mailbox, context: FindingContext): boolean | null {
  return (
    mailbox.item.MessageCopyForSentAsEnabled ?? context.reading.collection.exchange.transportConfig?.MessageCopyForSentAsEnabled ?? null
  );
}

function isSender({ right, match }: Delegation): boolean {
  if (right !== 'sendAs') return false;
  if (match.kind === 'principal') return match.principal.kind === 'account' || match.principal.kind === 'group';
  return match.kind === 'everyone';
}

function add(report: FamilyReport, mailbox: Mailbox, senders: readonly Delegation[], context: FindingContext): void {
  const ids = senders.map(({ match, trustee }) => (match.kind === 'principal' ? match.principal.id : trustee));
  report.add({
    id: 'sendas-without-copy',
    severity: 'info',
    subject: mailboxSubject(mailbox),
    title: `Mail sent as ${mailbox.name} is not kept in it`,
    risk: "What was sent in the name of the mailbox lies in the senders' own mailboxes: colleagues cannot see it, and it goes when they go.",
    evidence: [
      evidence('MessageCopyForSentAsEnabled is false.', [mailbox.id]),
      evidence(`${someOf(ids.map((id) => context.principalName(id)))} can send as the mailbox.`, ids),
    ],
    remedy: 'Set MessageCopyForSentAsEnabled to true for the mailbox.',
    source: DOCUMENTS.sentItems,
  });
}
