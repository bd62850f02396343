import { useMemo } from 'react';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { PageSection } from '../../components/page';
import { PAGE_SIZE, rowAt } from '../../data/list-pages';
import { useList } from '../../data/use-list';
import { formatNumber } from '../../format/format';
import { unresolvedText } from '../../format/unresolved-text';
import { whoStrings as strings } from './strings';
import styles from './who.module.css';

interface UnresolvedListProps {
  readonly readingId: string;
  /** Only what concerns this mailbox. */
  readonly mailboxId?: string;
}

/** Rights that are there but belong to nobody the reading knows. */
export function UnresolvedList({ readingId, mailboxId }: UnresolvedListProps): React.JSX.Element | null {
  const selection = useMemo(
    (): ListSelection<'unresolved'> => ({ list: 'unresolved', readingId, filter: mailboxId === undefined ? {} : { mailboxId } }),
    [readingId, mailboxId],
  );
  const { list } = useList<'unresolved'>(selection);
  const shown = Math.min(list.total, PAGE_SIZE);
  const rows = Array.from({ length: shown }, (_, index) => rowAt(list, index)).filter((row): row is ListRow<'unresolved'> => row !== null);
  if (rows.length === 0) return null;
  return (
    <PageSection title={strings.unresolvedTitle} note={strings.unresolvedText}>
      <ul className={styles.unresolved}>
        {rows.map((row) => (
          <li key={row.key}>{unresolvedText(row)}</li>
        ))}
      </ul>
      {list.total > shown && <p className={styles.note}>{strings.peopleMore(formatNumber(shown), formatNumber(list.total))}</p>}
    </PageSection>
  );
}
