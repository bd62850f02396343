import { earliestGrant, grantEvidence } from './grant-evidence';
import { keyOf } from '../collection/text-key';
import type { AppEntry } from '../reach/reach-model';
import { DOCUMENTS } from './documents';
import type { Delegation } from './delegations';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf, remainingApps } from './reach-judgement';
import { appSubject, evidence, mailboxCount, someOf } from './wording';

/** Apps with IMAP, POP or SMTP app roles, and the mailboxes where those work. */
export function findProtocolApps(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  for (const app of context.engine.apps) {
    const grants = app.grants.filter((grant) => grant.protocol !== null && grant.doubt === null);
    if (grants.length === 0) continue;
    const held = heldBy(app, context);
    const unread = gapsOf(context.reading, ['exchange.mailboxPermissions', 'exchange.recipientPermissions']);
    report.add({
      id: 'imap-pop-smtp-app',
      severity: 'medium',
      subject: appSubject(app),
      title: `${app.name} may use ${protocolsOf(grants.map((grant) => grant.permission))} as an app`,
      risk: 'The grant names no mailbox: whoever can change mailbox permissions decides what the app reaches, and no policy or scope limits it.',
      since: earliestGrant(grants),
      evidence: [
        ...grants.map((grant) => grantEvidence(grant)),
        ...heldEvidence(held),
        ...(unread === null ? [] : [evidence(`Where else it has permissions is not known: ${unread}.`)]),
      ],
      remedy:
        'Check that each of these mailboxes is meant, remove the permissions that are not, and move the app to Microsoft Graph with a scoped Exchange role.',
      source: DOCUMENTS.protocols,
    });
  }
  report.skip(
    'imap-pop-smtp-app',
    gapsOf(context.reading, ['graph.appRoleAssignments']),
    remainingApps(context.reading, report.findings.length),
  );
  return report;
}

/** Whether an app's protocol role works for at least one mailbox for certain. */
export function holdsByProtocol(app: AppEntry, protocol: 'imapPop' | 'smtp', context: FindingContext): boolean {
  const wanted = protocol === 'imapPop' ? 'fullAccess' : 'sendAs';
  return heldBy(app, context).some((delegation) => delegation.right === wanted);
}

/** The mailbox permissions of an app's own service principal. */
function heldBy(app: AppEntry, context: FindingContext): readonly Delegation[] {
  const ids = app.pointers.map((pointer) => pointer.objectId || keyOf(pointer.item.Guid) || keyOf(pointer.item.Identity) || pointer.appId);
  return [...new Set([keyOf(app.servicePrincipal?.id), ...ids])].flatMap((id) => (id === '' ? [] : context.delegations.heldBy(id)));
}

function heldEvidence(held: readonly Delegation[]): readonly ReturnType<typeof evidence>[] {
  const rights = [
    ['fullAccess', 'Full Access: mail can be read and changed'],
    ['sendAs', 'Send As: mail can be sent'],
  ] as const;
  const list = rights.flatMap(([right, words]) => {
    const mailboxes = held.filter((delegation) => delegation.right === right).map((delegation) => delegation.mailbox);
    if (mailboxes.length === 0) return [];
    return [
      evidence(
        `Its service principal has ${words} in ${mailboxCount(mailboxes.length)} (${someOf(mailboxes.map((mailbox) => mailbox.address))}).`,
        mailboxes.map((mailbox) => mailbox.id),
      ),
    ];
  });
  return list.length > 0 ? list : [evidence('The reading shows no mailbox where its service principal has a permission.')];
}

function protocolsOf(permissions: readonly string[]): string {
  const names = [...new Set(permissions.map((permission) => permission.slice(0, permission.indexOf('.')).toUpperCase()))];
  return someOf(names.sort());
}
