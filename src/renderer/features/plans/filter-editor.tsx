import { Field, Textarea } from '@fluentui/react-components';
import { useId } from 'react';
import { PlainTable } from '../../components/plain-table';
import { ErrorState } from '../../components/states';
import { VerdictDot } from '../../components/verdict-dot';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { formatCount, formatNumber } from '../../format/format';
import { faultIn, placeIn } from './filter-place';
import type { FilterCheck } from './plan-api';
import { questionStrings as strings } from './question-strings';
import { useSettled } from './use-settled';
import styles from './question.module.css';

interface FilterEditorProps {
  readonly readingId: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly required: boolean;
  readonly problem: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const TYPING_PAUSE = 250;

/** A recipient filter (OPATH) as it is written: where it is wrong, and which mailboxes of the reading match it. */
export function FilterEditor({ readingId, label, hint, required, problem, value, onChange }: FilterEditorProps): React.JSX.Element {
  const filter = useSettled(value, TYPING_PAUSE);
  const blank = filter.trim() === '';
  const { state, retry } = useAnswer(blank ? null : `filter:${readingId}:${filter}`, (signal) =>
    request(window.mailscope.filter.check, { readingId, filter }, { signal }),
  );
  const check = !blank && state.status === 'ready' ? state.value : null;
  const wrong = check?.problem ?? null;
  const syntax = wrong === null ? undefined : `${wrong.message} (${whereText(filter, wrong.position)})`;
  return (
    <div className={styles.filter}>
      <Field label={label} hint={hint ?? strings.filterHint} required={required} validationMessage={problem ?? syntax}>
        <Textarea
          value={value}
          rows={3}
          resize="vertical"
          spellCheck={false}
          autoComplete="off"
          maxLength={20_000}
          onChange={(_, data) => onChange(data.value)}
        />
      </Field>
      {wrong !== null && <Fault filter={filter} position={wrong.position} />}
      {blank && <p className={styles.faint}>{strings.filterEmpty}</p>}
      {!blank && state.status === 'loading' && (
        <p className={styles.faint} role="status">
          {strings.filterChecking}
        </p>
      )}
      {!blank && state.status === 'error' && <ErrorState error={state.error} onRetry={retry} compact />}
      {check !== null && wrong === null && <Matches check={check} />}
    </div>
  );
}

function whereText(filter: string, position: number): string {
  const { line, column } = placeIn(filter, position);
  return strings.filterAt(line, column);
}

function Fault({ filter, position }: { readonly filter: string; readonly position: number }): React.JSX.Element {
  const { before, fault, after } = faultIn(filter, position);
  return (
    <pre className={styles.syntax} aria-hidden="true">
      {before}
      <span className={styles.fault}>{fault}</span>
      {after}
    </pre>
  );
}

function Matches({ check }: { readonly check: FilterCheck }): React.JSX.Element {
  const titleId = useId();
  const { rows, matches, unknown, mailboxes, doubts } = check;
  const rest = matches + unknown - rows.length;
  return (
    <div className={styles.picker} data-testid="filter-matches">
      <p id={titleId} role="status" className={styles.row}>
        <strong>{strings.filterMatches(formatNumber(matches), formatCount(mailboxes, 'mailbox', 'mailboxes'))}</strong>
        {unknown > 0 && <span>{strings.filterUnknown(formatCount(unknown, 'mailbox', 'mailboxes'))}</span>}
      </p>
      {doubts.map((doubt) => (
        <p key={doubt} className={styles.faint}>
          {doubt}
        </p>
      ))}
      {rows.length > 0 && (
        <div className={styles.matches} role="region" aria-label={strings.filterList} tabIndex={0}>
          <PlainTable heads={[strings.columnName, strings.columnAddress, strings.columnVerdict]}>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>{row.name}</td>
                <td>{row.address}</td>
                <td>
                  <VerdictDot verdict={row.verdict} withWord />
                </td>
              </tr>
            ))}
          </PlainTable>
          {rest > 0 && <p className={styles.faint}>{strings.filterMore(formatNumber(rest))}</p>}
        </div>
      )}
    </div>
  );
}
