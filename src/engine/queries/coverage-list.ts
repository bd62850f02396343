import { sourceLabel, whatFollows } from '../../shared/report/source-facts';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipSentence } from './clip';
import type { ListRules } from './prepared-list';
import type { ReadingModel } from './reading-model';

type Row = ListRow<'coverage'>;

/** The rows of the list of sources. */
export function coverageRows(model: Pick<ReadingModel, 'reading'>): readonly Row[] {
  return Object.entries(model.reading.coverage).map(([source, entry]) => ({
    source,
    label: sourceLabel(source),
    state: entry.state,
    count: entry.count ?? null,
    reason: entry.reason ? clipSentence(entry.reason) : null,
    consequence: entry.state === 'complete' ? null : whatFollows(source),
    group: null,
  }));
}

const STATES = { missing: ['Not read', 0], partial: ['Read in part', 1], complete: ['Read in full', 2] } as const;

/** How the list of sources is queried. */
export const coverageRules: ListRules<'coverage'> = {
  list: 'coverage',
  text: (row) => `${row.label}\n${row.source}\n${row.reason ?? ''}`,
  filters: { state: (row, wanted) => wanted.includes(row.state) },
  facets: { state: (row) => [row.state] },
  sorts: { source: (row) => row.label, state: (row) => STATES[row.state][1], count: (row) => row.count },
  groups: { state: (row) => ({ label: STATES[row.state][0], order: STATES[row.state][1] }) },
  usual: [
    { by: 'state', direction: 'ascending' },
    { by: 'source', direction: 'ascending' },
  ],
};
