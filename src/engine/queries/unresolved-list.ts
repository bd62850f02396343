import { keyOf } from '../../shared/domain/collection/text-key';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipNullable, clipSentence } from './clip';
import type { ListRules } from './prepared-list';
import type { ReadingModel } from './reading-model';

type Row = ListRow<'unresolved'>;

/** What could not be attributed to anybody: everything, or what concerns one mailbox. */
export function unresolvedRows(model: ReadingModel, mailboxId: string | undefined): readonly Row[] {
  const rows: Row[] = [];
  const wanted = mailboxId === undefined ? undefined : keyOf(mailboxId);
  model.engine.unresolved().forEach((entry, index) => {
    if (wanted !== undefined && entry.mailboxes !== 'all' && !entry.mailboxes.includes(wanted)) return;
    rows.push({
      key: String(index),
      principals: entry.principals,
      right: entry.right,
      trustee: clipNullable(entry.trustee),
      reason: clipSentence(entry.reason),
      mailboxes: entry.mailboxes === 'all' ? 'all' : entry.mailboxes.length,
      group: null,
    });
  });
  return rows;
}

/** How the list of what could not be attributed is queried. */
export const unresolvedRules: ListRules<'unresolved'> = {
  list: 'unresolved',
  text: (row) => `${row.trustee ?? ''}\n${row.reason}\n${row.right}`,
  filters: { principals: (row, wanted) => wanted.includes(row.principals) },
  facets: { principals: (row) => [row.principals] },
  sorts: {
    right: (row) => row.right,
    trustee: (row) => row.trustee,
    mailboxes: (row) => (row.mailboxes === 'all' ? Number.MAX_SAFE_INTEGER : row.mailboxes),
  },
  groups: { right: (row) => ({ label: row.right, order: row.right }) },
  usual: [
    { by: 'mailboxes', direction: 'descending' },
    { by: 'trustee', direction: 'ascending' },
  ],
};
