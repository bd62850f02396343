import { RIGHT_WORDS, type Delegation } from './delegations';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf, membershipGap } from './reach-judgement';
import { evidence, mailboxSubject } from './wording';

const HUGE = 50;

type Breadth =
  { readonly kind: 'broad'; readonly why: string } | { readonly kind: 'unknown'; readonly reason: string } | { readonly kind: 'no' };

/** Mailboxes on which a group that is dynamic, huge or everybody is a delegate. */
export function findDelegates(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const judged = new Map<string, Breadth>();
  for (const mailbox of context.reading.mailboxes.all) {
    const found: ReturnType<typeof evidence>[] = [];
    let unknown: string | null = null;
    for (const delegation of context.delegations.on(mailbox)) {
      const breadth = breadthOf(delegation, judged, context);
      if (breadth.kind === 'broad') found.push(evidence(`${breadth.why} has ${RIGHT_WORDS[delegation.right]}.`, [idOf(delegation)]));
      else if (breadth.kind === 'unknown') unknown = breadth.reason;
    }
    if (found.length === 0) {
      report.skip('broad-delegates', unknown, 1);
      continue;
    }
    report.add({
      id: 'broad-delegates',
      severity: 'medium',
      subject: mailboxSubject(mailbox),
      title: `A very broad group has rights on ${mailbox.name}`,
      risk: 'More people can read or send than anybody keeps track of, and who they are changes by itself.',
      evidence: found,
      remedy: 'Give the rights to a small group whose members somebody decides on.',
      source: DOCUMENTS.recipientPermissions,
    });
  }
  noteGaps(report, context);
  return report;
}

function idOf({ match, trustee }: Delegation): string {
  return match.kind === 'principal' ? match.principal.id : trustee;
}

function breadthOf(delegation: Delegation, judged: Map<string, Breadth>, context: FindingContext): Breadth {
  const { match } = delegation;
  if (match.kind === 'everyone') return { kind: 'broad', why: `Everyone ("${delegation.trustee}")` };
  if (match.kind !== 'principal' || match.principal.kind !== 'group') return { kind: 'no' };
  const known = judged.get(match.principal.id);
  if (known) return known;
  const breadth = judge(match.principal.id, context);
  judged.set(match.principal.id, breadth);
  return breadth;
}

function judge(id: string, context: FindingContext): Breadth {
  const group = context.groups.of(id);
  if (group.dynamic) return { kind: 'broad', why: `The group "${group.name}", which fills itself by a rule,` };
  if (context.groups.hasMoreThan(HUGE, id)) return { kind: 'broad', why: `The group "${group.name}" with more than ${HUGE} people` };
  const kindGap = group.kind === 'unknown' ? gapsOf(context.reading, ['graph.groups', 'exchange.groups']) : null;
  const gaps = [membershipGap(context.reading), kindGap].filter((gap) => gap !== null);
  return gaps.length > 0 ? { kind: 'unknown', reason: gaps.join('; ') } : { kind: 'no' };
}

function noteGaps(report: FamilyReport, context: FindingContext): void {
  const { reading } = context;
  const open = reading.mailboxes.all.filter((mailbox) => !report.has('broad-delegates', mailbox.id));
  const unread = open.filter((mailbox) => !context.delegations.isFullAccessRead(mailbox)).length;
  report.skip(
    'broad-delegates',
    gapsOf(reading, ['exchange.mailboxPermissions']) ?? 'the permissions of these mailboxes were not read',
    unread,
  );
  report.skip('broad-delegates', gapsOf(reading, ['exchange.recipientPermissions']), open.length);
  report.skip('broad-delegates', gapsOf(reading, ['exchange.mailboxes']), 1);
}
