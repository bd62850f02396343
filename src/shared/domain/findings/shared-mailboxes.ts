import type { Mailbox } from '../collection/mailbox-directory';
import { keyOf } from '../collection/text-key';
import { RIGHT_WORDS, type Delegation } from './delegations';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf } from './reach-judgement';
import { evidence, mailboxSubject, someOf } from './wording';

const UNRESOLVED_TRUSTEE = 'a trustee does not resolve to exactly one principal of the reading';

/** Shared mailboxes whose account can sign in, that nobody has full access to, or that former colleagues still have rights on. */
export function findSharedMailboxes(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const connections = connectionsByUser(context);
  for (const mailbox of context.reading.mailboxes.all) {
    if (!mailbox.isShared) continue;
    judgeSignIn(report, mailbox, connections, context);
    judgeDelegates(report, mailbox, context);
    judgeFormer(report, mailbox, context);
  }
  const gap = gapsOf(context.reading, ['exchange.mailboxes']);
  for (const finding of ['shared-mailbox-signin-enabled', 'shared-mailbox-no-delegates', 'shared-mailbox-ex-delegates'] as const)
    report.skip(finding, gap, 1);
  return report;
}

/** The apps that an account itself has given delegated mail access to: such a connection needs the account to sign in. */
function connectionsByUser(
  context: FindingContext,
): ReadonlyMap<string, readonly { readonly appId: string; readonly name: string; readonly grantId: string | null }[]> {
  const found = new Map<string, { appId: string; name: string; grantId: string | null }[]>();
  for (const app of context.engine.apps) {
    for (const grant of app.delegatedGrants) {
      if (!grant.userId || grant.mask === 0) continue;
      const list = found.get(grant.userId);
      const item = { appId: app.appId, name: app.name, grantId: grant.item.id ?? null };
      if (list) list.push(item);
      else found.set(grant.userId, [item]);
    }
  }
  return found;
}

function judgeSignIn(
  report: FamilyReport,
  mailbox: Mailbox,
  connections: ReturnType<typeof connectionsByUser>,
  context: FindingContext,
): void {
  const { reading } = context;
  const user = reading.users.get(mailbox.id);
  if (user?.accountEnabled === undefined || user.accountEnabled === null) {
    const gap = gapsOf(reading, ['graph.users']);
    report.skip('shared-mailbox-signin-enabled', gap ?? (user ? 'accountEnabled of the account was not read' : null), 1);
    return;
  }
  if (!user.accountEnabled) return;
  const apps = connections.get(mailbox.id) ?? [];
  const names = someOf([...new Set(apps.map((app) => app.name))]);
  report.add({
    id: 'shared-mailbox-signin-enabled',
    severity: apps.length > 0 ? 'info' : 'high',
    subject: mailboxSubject(mailbox),
    title:
      apps.length > 0
        ? `The account of ${mailbox.name} can sign in, which ${names} needs`
        : `The account of the shared mailbox ${mailbox.name} can sign in`,
    risk:
      apps.length > 0
        ? 'The connection lives as long as the account can sign in; its password opens the mailbox without any delegate.'
        : 'Whoever gets or guesses the password is in the mailbox, and no person stands behind the sign-in.',
    evidence: [
      evidence(`The account ${user.userPrincipalName ?? mailbox.address} is enabled.`, [keyOf(user.id)]),
      ...apps.map((app) => evidence(`${app.name} holds a delegated grant for this very account.`, [app.appId, app.grantId])),
    ],
    remedy:
      apps.length > 0
        ? 'Keep a long random password in a vault and limit the sign-in by conditional access; disable it when the connection ends.'
        : 'Block the sign-in of this account; delegates do not need it.',
    source: DOCUMENTS.sharedMailboxes,
  });
}

/** What a trustee counts as when one asks whether somebody looks after the mailbox. */
function counts(delegation: Delegation): 'yes' | 'no' | 'perhaps' {
  const { match } = delegation;
  if (match.kind === 'everyone') return 'yes';
  if (match.kind === 'principal') return match.principal.kind === 'account' || match.principal.kind === 'group' ? 'yes' : 'no';
  return match.kind === 'ambiguous' || match.kind === 'none' ? 'perhaps' : 'no';
}

function judgeDelegates(report: FamilyReport, mailbox: Mailbox, context: FindingContext): void {
  const held = context.delegations.on(mailbox).filter((delegation) => delegation.right === 'fullAccess');
  if (held.some((delegation) => counts(delegation) === 'yes')) return;
  if (!context.delegations.isFullAccessRead(mailbox)) {
    report.skip(
      'shared-mailbox-no-delegates',
      gapsOf(context.reading, ['exchange.mailboxPermissions']) ?? 'the permissions of these mailboxes were not read',
      1,
    );
    return;
  }
  if (held.some((delegation) => counts(delegation) === 'perhaps')) {
    report.skip('shared-mailbox-no-delegates', UNRESOLVED_TRUSTEE, 1);
    return;
  }
  report.add({
    id: 'shared-mailbox-no-delegates',
    severity: 'low',
    subject: mailboxSubject(mailbox),
    title: `Nobody has full access to the shared mailbox ${mailbox.name}`,
    risk: 'Mail that arrives there may be read by nobody, and nobody notices when something is wrong with it.',
    evidence: [evidence(`No person and no group has Full Access to ${mailbox.address}.`, [mailbox.id]), ...held.map(heldEvidence)],
    remedy: 'Find out whether the mailbox is still needed: give somebody access to it, or close it.',
    source: DOCUMENTS.sharedMailboxes,
  });
}

function heldEvidence(delegation: Delegation): ReturnType<typeof evidence> {
  return evidence(`${delegation.trustee} has ${RIGHT_WORDS[delegation.right]}, but is neither a person nor a group.`, [
    keyOf(delegation.trustee),
  ]);
}

function judgeFormer(report: FamilyReport, mailbox: Mailbox, context: FindingContext): void {
  const { reading } = context;
  const former: ReturnType<typeof evidence>[] = [];
  let unknownAccounts = false;
  let unknownSids = false;
  let unresolved = false;
  for (const { right, match, trustee, inherited } of context.delegations.on(mailbox)) {
    const word = RIGHT_WORDS[right];
    if (match.kind === 'sid' && !inherited) {
      // Inherited SIDs are those of the servers and their administrators, which no directory of the tenant holds.
      if (reading.isComplete('exchange.recipients')) former.push(evidence(`The deleted account ${trustee} has ${word}.`, [match.sid]));
      else unknownSids = true;
    } else if (match.kind === 'principal' && match.principal.kind === 'account') {
      const { id, name } = match.principal;
      const enabled = reading.users.get(id)?.accountEnabled;
      if (enabled === false) former.push(evidence(`The disabled account ${name} has ${word}.`, [id]));
      else if (enabled !== true && !reading.isComplete('graph.users')) unknownAccounts = true;
    } else if (match.kind === 'none' || match.kind === 'ambiguous') unresolved = true;
  }
  if (former.length > 0) {
    report.add({
      id: 'shared-mailbox-ex-delegates',
      severity: 'low',
      subject: mailboxSubject(mailbox),
      title: `Accounts that are deleted or disabled still have rights on ${mailbox.name}`,
      risk: 'Nobody can use these rights now; an account that is enabled or restored has them back at once.',
      evidence: former,
      remedy: 'Remove the rights of these accounts.',
      source: DOCUMENTS.recipientPermissions,
    });
    return;
  }
  const unread = context.delegations.isFullAccessRead(mailbox)
    ? null
    : (gapsOf(reading, ['exchange.mailboxPermissions']) ?? 'the permissions of these mailboxes were not read');
  const reasons = [
    unread,
    gapsOf(reading, ['exchange.recipientPermissions']),
    unknownAccounts || unresolved ? gapsOf(reading, ['graph.users']) : null,
    unknownSids ? gapsOf(reading, ['exchange.recipients']) : null,
  ].filter((reason) => reason !== null);
  if (unresolved && reasons.length === 0) reasons.push(UNRESOLVED_TRUSTEE);
  report.skip('shared-mailbox-ex-delegates', reasons.join('; '), 1);
}
