import type { AuditApp } from '../../shared/domain/answers/answer-shapes';
import type { Capability } from '../../shared/domain/reach/capability';
import { counted, sentenceList } from '../../shared/report/numbers';
import { withoutImplied } from '../../shared/report/words';

/** What a capability lets one do, as a verb. */
const VERBS: Readonly<Record<Capability, string>> = {
  'mail.readBasic': 'read message headers',
  'mail.read': 'read mail',
  'mail.write': 'read, change and delete mail',
  'mail.send': 'send mail',
  'settings.read': 'read mailbox settings',
  'settings.write': 'change mailbox settings',
  'calendar.readBasic': 'read free/busy times',
  'calendar.read': 'read calendars',
  'calendar.write': 'change calendars',
  'contacts.read': 'read contacts',
  'contacts.write': 'change contacts',
  'folders.read': 'read folders',
  'folders.write': 'change folders',
  'items.export': 'export items',
  'items.import': 'import items',
  'config.read': 'read configuration items',
  'config.write': 'change configuration items',
};

const MOST_VERBS = 4;

function verbsOf(capabilities: readonly Capability[]): string {
  const verbs = withoutImplied(capabilities).map((capability) => VERBS[capability]);
  const rest = verbs.length - MOST_VERBS;
  return sentenceList(rest > 0 ? [...verbs.slice(0, MOST_VERBS), `${rest} more`] : verbs);
}

/** What an app can do, in one to three sentences. Without an audit entry it has nothing to do with mail. */
export function appSentence(name: string, app: AuditApp | undefined, mailboxes: number): string {
  const held = Object.entries(app?.application ?? {}) as [Capability, NonNullable<AuditApp['application'][Capability]>][];
  const having = (...reaches: readonly string[]): Capability[] =>
    held.filter(([, extent]) => reaches.includes(extent.reach)).map(([capability]) => capability);
  const sentences: string[] = [];
  const all = having('all');
  const some = having('some');
  const unknown = having('unknown');
  const widest = Math.max(0, ...held.filter(([, extent]) => extent.reach === 'some').map(([, extent]) => extent.mailboxes));
  if (all.length > 0) sentences.push(`${name} can ${verbsOf(all)} in every mailbox (${counted(mailboxes, 'mailbox', 'mailboxes')}).`);
  if (some.length > 0)
    sentences.push(`${all.length > 0 ? 'It' : name} can ${verbsOf(some)} in ${counted(widest, 'mailbox', 'mailboxes')} of ${mailboxes}.`);
  if (unknown.length > 0)
    sentences.push(`Whether ${sentences.length > 0 ? 'it' : name} can ${verbsOf(unknown)} cannot be said from this reading.`);
  const delegated = Object.keys(app?.delegated ?? {}) as Capability[];
  if (delegated.length > 0) {
    const everybody = Object.values(app?.delegated ?? {}).some((entry) => entry.consent === 'AllPrincipals');
    const whose = everybody ? 'every user who signs in to it' : 'the users who consented';
    sentences.push(`Through ${whose} it can ${verbsOf(delegated)}, never more than that user may.`);
  }
  if (sentences.length === 0)
    sentences.push(
      held.length > 0 ? `${name} holds permissions for mail, but they are confined to no mailbox.` : `${name} reaches no mailbox.`,
    );
  if (app?.enabled === false) sentences.push('It is disabled: it keeps these rights but cannot use them now.');
  return sentences.join(' ');
}

/** Who reaches a mailbox, in one to three sentences. */
export function mailboxSentence(counts: {
  readonly apps: number;
  readonly unknownApps: number;
  readonly appsGap: string | null;
  readonly delegatedApps: number;
  readonly people: number;
  readonly unknownPeople: number;
  readonly peopleGap: string | null;
}): string {
  const sentences = [
    `${counted(counts.apps, 'app')} and ${counted(counts.people, 'other person', 'other people')} ${counts.apps + counts.people === 1 ? 'reaches' : 'reach'} this mailbox.`,
  ];
  if (counts.delegatedApps > 0) {
    sentences.push(
      `${counted(counts.delegatedApps, 'more app')} can reach it through people who sign in to ${counts.delegatedApps === 1 ? 'it' : 'them'}.`,
    );
  }
  const unknown = counts.unknownApps + counts.unknownPeople;
  if (unknown > 0) sentences.push(`For ${unknown} more this reading cannot say.`);
  const gaps = [...(counts.appsGap === null ? [] : ['apps']), ...(counts.peopleGap === null ? [] : ['people'])];
  if (gaps.length > 0)
    sentences.push(`There may be more ${sentenceList(gaps)}: not everything about this mailbox was read or could be attributed.`);
  return sentences.join(' ');
}

/** What a person reaches, in one or two sentences. */
export function personSentence(name: string, mailboxes: number, unknown: number, enabled: boolean | null): string {
  const reach = `${name} reaches ${counted(mailboxes, 'mailbox', 'mailboxes')}${unknown === 0 ? '' : `, and perhaps ${unknown} more`}.`;
  return enabled === false ? `${reach} The account is disabled: it keeps these rights but cannot use them now.` : reach;
}
