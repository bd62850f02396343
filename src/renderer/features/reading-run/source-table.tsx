import { formatNumber } from '../../format/format';
import type { SourceProgress } from './run-api';
import { shareOf } from './run-figures';
import { SourceMark } from './source-mark';
import { runStrings as strings } from './strings';
import styles from './run.module.css';

/** One row per source: how far it is, and why it was not read in full. */
export function SourceTable({ sources }: { readonly sources: readonly SourceProgress[] }): React.JSX.Element {
  return (
    <table className={styles.table} aria-label={strings.tableLabel}>
      <thead>
        <tr>
          <th scope="col">{strings.columnSource}</th>
          <th scope="col">{strings.columnState}</th>
          <th scope="col" className={styles.number}>
            {strings.columnCount}
          </th>
          <th scope="col">{strings.columnReason}</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <SourceRow key={source.source} source={source} />
        ))}
      </tbody>
    </table>
  );
}

function countText({ state, count, total }: SourceProgress): string {
  if (state === 'waiting' || (state === 'missing' && count === 0)) return '–';
  const known = total !== null && (state === 'reading' || state === 'partial');
  return known ? strings.of(formatNumber(count), formatNumber(total)) : formatNumber(count);
}

function SourceRow({ source }: { readonly source: SourceProgress }): React.JSX.Element {
  const share = shareOf(source);
  return (
    <tr data-state={source.state}>
      <th scope="row" title={source.source}>
        {source.label}
      </th>
      <td>
        <SourceMark state={source.state} />
      </td>
      <td className={styles.number}>
        {countText(source)}
        {share !== null && <span className={styles.share} style={{ transform: `scaleX(${share})` }} aria-hidden="true" />}
      </td>
      <td className={styles.reasonCell}>{source.reason}</td>
    </tr>
  );
}
