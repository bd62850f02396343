import { SearchBox } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useId, useMemo, useState } from 'react';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { Explanation } from '../../components/explanation';
import { TextLink } from '../../components/page';
import { ErrorState, LoadingState } from '../../components/states';
import { StatusPill } from '../../components/status-pill';
import { VerdictDot } from '../../components/verdict-dot';
import { VerdictList } from '../../components/verdict-list';
import { PAGE_SIZE, rowAt } from '../../data/list-pages';
import { useList } from '../../data/use-list';
import { formatNumber } from '../../format/format';
import { sectionPath } from '../../routing/routes';
import { whoStrings as strings } from './strings';
import styles from './who.module.css';

type Row = ListRow<'principals'>;

/** From so many rows on a filter is worth its room. */
const FILTER_FROM = 12;

interface PrincipalColumnProps {
  readonly kind: 'app' | 'person';
  readonly readingId: string;
  readonly mailboxId: string;
  /** Why there may be others. */
  readonly gap: string | null;
}

/** The apps or the people that reach a mailbox: name, what, why; each unfolds into its paths. */
export function PrincipalColumn({ kind, readingId, mailboxId, gap }: PrincipalColumnProps): React.JSX.Element {
  const [text, setText] = useState('');
  const headingId = useId();
  const selection = useMemo(
    (): ListSelection<'principals'> => ({
      list: 'principals',
      readingId,
      filter: { mailboxId, kind, text: text.trim() || undefined },
      sort: { by: 'strongest', direction: 'descending' },
    }),
    [readingId, mailboxId, kind, text],
  );
  const state = useList<'principals'>(selection);
  const { list } = state;
  const shown = Math.min(list.total, PAGE_SIZE);
  const rows = Array.from({ length: shown }, (_, index) => rowAt(list, index)).filter((row): row is Row => row !== null);
  const title = kind === 'app' ? strings.apps : strings.people;
  return (
    <section className={styles.column} aria-labelledby={headingId}>
      <h3 id={headingId} className={styles.columnTitle}>
        {title} <span className={styles.count}>{formatNumber(list.total)}</span>
        {gap !== null && <VerdictDot verdict="unknown" reason={strings.maybeMore(gap)} />}
      </h3>
      {(list.total > FILTER_FROM || text !== '') && (
        <SearchBox
          className={styles.filter}
          size="small"
          aria-label={`${title}: ${strings.filterPrincipals}`}
          placeholder={strings.filterPrincipals}
          value={text}
          onChange={(_, data) => setText(data.value)}
        />
      )}
      {state.status === 'error' && state.error && <ErrorState error={state.error} onRetry={state.retry} compact />}
      {state.status === 'loading' && rows.length === 0 && <LoadingState />}
      {state.status === 'ready' && rows.length === 0 && <p className={styles.note}>{text ? strings.noMatch : nobodyText(kind, gap)}</p>}
      <ul className={styles.rows}>
        {rows.map((row) => (
          <PrincipalItem key={row.id} row={row} readingId={readingId} mailboxId={mailboxId} />
        ))}
      </ul>
      {list.total > shown && <p className={styles.note}>{strings.peopleMore(formatNumber(shown), formatNumber(list.total))}</p>}
    </section>
  );
}

/** Nobody in the list is "nobody" only where everything was read. */
function nobodyText(kind: 'app' | 'person', gap: string | null): string {
  if (gap === null) return kind === 'app' ? strings.appsNone : strings.peopleNone;
  return kind === 'app' ? strings.appsNoneKnown : strings.peopleNoneKnown;
}

function PrincipalItem({
  row,
  readingId,
  mailboxId,
}: {
  readonly row: Row;
  readonly readingId: string;
  readonly mailboxId: string;
}): React.JSX.Element {
  const [open, setOpen] = useState(false);
  const bodyId = useId();
  const path = sectionPath(readingId, row.kind === 'app' ? 'apps' : 'people', [row.id]);
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.rowHead}
        aria-expanded={open}
        aria-controls={open ? bodyId : undefined}
        onClick={() => setOpen(!open)}
      >
        {open ? (
          <ChevronDownRegular className={styles.chevron} aria-hidden="true" />
        ) : (
          <ChevronRightRegular className={styles.chevron} aria-hidden="true" />
        )}
        <span className={styles.rowName}>
          {row.name || row.id}
          {row.deleted && <StatusPill tone="warning">{strings.deleted}</StatusPill>}
          {row.enabled === false && !row.deleted && <StatusPill>{strings.disabled}</StatusPill>}
        </span>
        <VerdictList verdicts={row.capabilities} wrap />
        <span className={styles.rowWhy}>{row.why}</span>
      </button>
      {open && (
        <div className={styles.rowBody} id={bodyId}>
          <Explanation readingId={readingId} principal={{ kind: row.kind, id: row.id }} mailboxId={mailboxId} />
          {!row.deleted && (
            <p className={styles.note}>
              <TextLink href={`#${path}`}>{row.kind === 'app' ? strings.everythingApp : strings.everythingPerson}</TextLink>
            </p>
          )}
        </div>
      )}
    </li>
  );
}
