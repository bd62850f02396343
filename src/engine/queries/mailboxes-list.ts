import type { Mailbox } from '../../shared/domain/collection/mailbox-directory';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipName, clipNullable } from './clip';
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
  return model.reading.mailboxes.all.map((mailbox) => ({
    id: mailbox.id,
    address: clipName(mailbox.address),
    name: clipName(mailbox.name),
    kind: clipNullable(mailbox.item.RecipientTypeDetails),
    shared: mailbox.isShared,
    apps: counts.apps[mailbox.index] ?? 0,
    unknownApps: counts.unknownApps[mailbox.index] ?? 0,
    people: counts.people[mailbox.index] ?? 0,
    unknownPeople: counts.unknownPeople[mailbox.index] ?? 0,
    signIn: signInOf(model, mailbox),
    group: null,
  }));
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
    apps: (row) => row.apps + row.unknownApps / 1e6,
    people: (row) => row.people + row.unknownPeople / 1e6,
    signIn: (row) => (row.signIn === null ? null : Number(row.signIn)),
  },
  groups: { kind: (row) => ({ label: row.kind ?? KIND_NOT_KNOWN, order: row.kind ?? '\uffff' }) },
  usual: [
    { by: 'name', direction: 'ascending' },
    { by: 'address', direction: 'ascending' },
  ],
};
