import type { ListRow } from '../../shared/ipc/list-shapes';
import { formatNumber } from '../format/format';
import { sectionPath } from '../routing/routes';
import { SeverityMark } from './severity-mark';
import { componentStrings as strings } from './strings';
import styles from './finding-list.module.css';

interface FindingListProps {
  readonly findings: readonly ListRow<'findings'>[];
  readonly total: number;
  readonly readingId: string;
  readonly empty: string;
}

/** A few findings inside of a detail; each leads to its page. */
export function FindingList({ findings, total, readingId, empty }: FindingListProps): React.JSX.Element {
  if (findings.length === 0) return <p className={styles.more}>{empty}</p>;
  return (
    <>
      <ul className={styles.list}>
        {findings.map((finding) => (
          <li key={finding.key} className={styles.item}>
            <a href={`#${sectionPath(readingId, 'findings', [finding.key])}`}>
              <SeverityMark severity={finding.severity} withWord />
              <span className={styles.title}>{finding.title}</span>
              <span className={styles.risk}>{finding.risk}</span>
            </a>
          </li>
        ))}
      </ul>
      {total > findings.length && <p className={styles.more}>{strings.moreRows(formatNumber(total - findings.length))}</p>}
    </>
  );
}
