import type { Evidence, FindingSubject } from '../answers/answer-shapes';
import type { Mailbox } from '../collection/mailbox-directory';
import { maskOf, type Capability, type CapabilityMask } from '../reach/capability';

/** How many names or ids one piece of evidence lists before it only counts. */
export const EVIDENCE_LIMIT = 100;

const VERBS: readonly (readonly [Capability, string])[] = [
  ['mail.write', 'read and change mail'],
  ['mail.read', 'read mail'],
  ['mail.readBasic', 'read the headers of mail'],
  ['mail.send', 'send mail'],
  ['items.export', 'export items'],
  ['items.import', 'import items'],
  ['calendar.write', 'change calendars'],
  ['calendar.read', 'read calendars'],
  ['calendar.readBasic', 'read the outline of calendars'],
  ['contacts.write', 'change contacts'],
  ['contacts.read', 'read contacts'],
  ['settings.write', 'change mailbox settings'],
  ['settings.read', 'read mailbox settings'],
  ['folders.write', 'change folders'],
  ['folders.read', 'read folders'],
  ['config.write', 'change configuration items'],
  ['config.read', 'read configuration items'],
];

/** What a set of capabilities lets one do, in words: `read and change mail, and send mail`. The weaker of two that imply each other is left out. */
export function whatOneCanDo(mask: CapabilityMask): string {
  let covered = 0;
  const phrases: string[] = [];
  for (const [capability, phrase] of VERBS) {
    const own = maskOf(capability);
    if ((mask & own) !== own || (covered & own) === own) continue;
    covered |= own;
    phrases.push(phrase);
  }
  if (phrases.length > 4) return [...phrases.slice(0, 3), 'more'].join(', ').replace(/, more$/, ' and more');
  return joinWords(phrases);
}

/** A list as one reads it aloud. */
export function joinWords(words: readonly string[]): string {
  const last = words[words.length - 1];
  if (last === undefined) return '';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** A number with its noun: `1 mailbox`, `12 mailboxes`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The plural of mailbox needs saying. */
export function mailboxCount(count: number): string {
  return countOf(count, 'mailbox', 'mailboxes');
}

/** Names as a list that stops at a handful: `A, B and 12 more`. */
export function someOf(names: readonly string[], limit = 5): string {
  return names.length <= limit ? joinWords(names) : `${names.slice(0, limit).join(', ')} and ${names.length - limit} more`;
}

/** Evidence as a sentence with the ids it rests on; empty ids are dropped. */
export function evidence(detail: string, ids: readonly (string | null | undefined)[] = []): Evidence {
  const kept = ids.filter((id): id is string => typeof id === 'string' && id !== '');
  return { detail, ids: kept.length > EVIDENCE_LIMIT ? kept.slice(0, EVIDENCE_LIMIT) : kept };
}

/** An app as the subject of a finding. */
export function appSubject(app: { readonly appId: string; readonly name: string }): FindingSubject {
  return { kind: 'app', id: app.appId, name: app.name };
}

/** A mailbox as the subject of a finding. */
export function mailboxSubject(mailbox: Mailbox): FindingSubject {
  return { kind: 'mailbox', id: mailbox.id, name: mailbox.name };
}

/** The earliest of some ISO dates, or null. */
export function earliest(dates: readonly (string | null | undefined)[]): string | null {
  let first: string | null = null;
  for (const date of dates) if (date && (first === null || date < first)) first = date;
  return first;
}
