import type { Mailbox } from '../../shared/domain/collection/mailbox-directory';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipName, clipNullable } from './clip';
import { findGaps } from './mailbox-gaps';
import type { ListRules } from './prepared-list';
import { countReach } from './reach-counts';
import type { ReadingModel } from './reading-model';

type MailboxRow = ListRow<'mailboxes'>;

const KIND_NOT_KNOWN = 'Kind not known';

/** Whether the mailbox's own account can sign in; null where the reading does not say. */
export function signInOf(model: ReadingModel, mailbox: Mailbox): boolean | null {
  const verdict = model.engine.people.ownSignIn(mailbox);
  return verdict === 'unknown' ? null : verdict === 'yes';
}

/** The rows of the list of mailboxes. */
export function mailboxRows(model: ReadingModel): readonly MailboxRow[] {
  const counts = model.kept('reach-counts', () => countReach(model));
  const gaps = model.kept('mailbox-gaps', () => findGaps(model));
  return model.reading.mailboxes.all.map((mailbox) => ({
    id: mailbox.id,
    address: clipName(mailbox.address),
    name: clipName(mailbox.name),
    kind: clipNullable(mailbox.item.RecipientTypeDetails),
    shared: mailbox.isShared,
    apps: counts.apps[mailbox.index] ?? 0,
    unknownApps: counts.unknownApps[mailbox.index] ?? 0,
    appsGap: gaps.apps[mailbox.index] ?? null,
    people: counts.people[mailbox.index] ?? 0,
    unknownPeople: counts.unknownPeople[mailbox.index] ?? 0,
    peopleGap: gaps.people[mailbox.index] ?? null,
    signIn: signInOf(model, mailbox),
    group: null,
  }));
}

/** Certain ones count first, then those in doubt, then whether there may be others. */
function weightOf(known: number, unknown: number, gap: string | null): number {
  return known + unknown / 1e6 + (gap === null ? 0 : 1e-7);
}

/** How the list of mailboxes is queried. */
export const mailboxRules: ListRules<'mailboxes'> = {
  list: 'mailboxes',
  text: (row) => `${row.name}\n${row.address}\n${row.id}`,
  filters: {
    kind: (row, wanted) => wanted.includes(row.kind ?? ''),
    shared: (row, wanted) => row.shared === wanted,
  },
  facets: { kind: (row) => [row.kind ?? ''], shared: (row) => [String(row.shared)] },
  sorts: {
    name: (row) => row.name,
    address: (row) => row.address,
    kind: (row) => row.kind,
    apps: (row) => weightOf(row.apps, row.unknownApps, row.appsGap),
    people: (row) => weightOf(row.people, row.unknownPeople, row.peopleGap),
    signIn: (row) => (row.signIn === null ? null : Number(row.signIn)),
  },
  groups: { kind: (row) => ({ label: row.kind ?? KIND_NOT_KNOWN, order: row.kind ?? '\uffff' }) },
  usual: [
    { by: 'name', direction: 'ascending' },
    { by: 'address', direction: 'ascending' },
  ],
};
