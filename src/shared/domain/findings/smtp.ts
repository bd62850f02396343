import { keyOf } from '../collection/text-key';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf } from './reach-judgement';
import { countOf, evidence } from './wording';

const RISK =
  'A password is enough to send mail; Microsoft turns basic authentication for SMTP AUTH off by default from the end of December 2026 and will announce its removal.';

/**
 * SMTP AUTH with basic authentication: on for the tenant, or switched on for single mailboxes. A mailbox without a switch of
 * its own follows the tenant and is no finding of its own.
 * https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission
 */
export function findSmtp(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  judgeTenant(report, context);
  judgeMailboxes(report, context);
  return report;
}

function judgeTenant(report: FamilyReport, context: FindingContext): void {
  const { reading } = context;
  const config = reading.collection.exchange.transportConfig;
  const disabled = config?.SmtpClientAuthenticationDisabled;
  if (disabled === null || disabled === undefined) {
    report.skip(
      'smtp-basic-deadline',
      gapsOf(reading, ['exchange.transportConfig']) ?? 'SmtpClientAuthenticationDisabled of the organization was not read',
      1,
    );
    return;
  }
  if (disabled) return;
  const { tenant } = reading.collection;
  const rows = reading.collection.exchange.casMailboxes ?? [];
  const following = rows.filter(
    (row) => row.SmtpClientAuthenticationDisabled === null || row.SmtpClientAuthenticationDisabled === undefined,
  ).length;
  report.add({
    id: 'smtp-basic-deadline',
    severity: 'medium',
    subject: { kind: 'tenant', id: keyOf(tenant.id), name: tenant.displayName || tenant.defaultDomain || tenant.id },
    title: 'SMTP AUTH with a password is on for the whole organization',
    risk: RISK,
    evidence: [
      evidence('SmtpClientAuthenticationDisabled of the organization is false.'),
      ...(rows.length > 0
        ? [evidence(`${countOf(following, 'mailbox has', 'mailboxes have')} no switch of their own and follow it.`)]
        : []),
    ],
    remedy:
      'Find out which devices and apps still send with a password, move them to OAuth or another way, and switch SMTP AUTH off for the organization.',
    source: DOCUMENTS.smtpAuth,
  });
}

function judgeMailboxes(report: FamilyReport, context: FindingContext): void {
  const { reading } = context;
  const rows = reading.collection.exchange.casMailboxes ?? [];
  for (const row of rows) {
    if (row.SmtpClientAuthenticationDisabled !== false) continue;
    const mailbox = reading.mailboxes.byId(row.ExternalDirectoryObjectId);
    const id = mailbox?.id ?? keyOf(row.ExternalDirectoryObjectId);
    if (id === '' || report.has('smtp-basic-deadline', id)) continue;
    const name = mailbox?.name ?? id;
    report.add({
      id: 'smtp-basic-deadline',
      severity: 'medium',
      subject: { kind: 'mailbox', id, name },
      title: `SMTP AUTH with a password is switched on for ${name}`,
      risk: RISK,
      evidence: [evidence('SmtpClientAuthenticationDisabled of the mailbox is false: it stays on whatever the organization says.', [id])],
      remedy: 'Move what sends through this mailbox to OAuth or another way, then switch SMTP AUTH off for it.',
      source: DOCUMENTS.smtpAuth,
    });
  }
  const gap = gapsOf(reading, ['exchange.casMailboxes']);
  report.skip('smtp-basic-deadline', gap, Math.max(1, reading.mailboxes.size - rows.length));
  if (gap === null && rows.length > 0 && rows.every((row) => row.SmtpClientAuthenticationDisabled === undefined)) {
    report.skip('smtp-basic-deadline', 'SmtpClientAuthenticationDisabled of the mailboxes was not read', rows.length);
  }
}
