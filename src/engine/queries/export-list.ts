import type { ListName, ListRow } from '../../shared/ipc/list-shapes';
import { csvRow, type CsvCell } from '../../shared/report/csv-cell';
import { LIST_COLUMNS } from './list-columns';

type Column = readonly [string, (row: ListRow<ListName>) => CsvCell];

/** Rows of a list as a file, in pieces. CSV neutralises formulas, as every CSV of this project does. */
export function* listChunks(list: ListName, rows: readonly ListRow<ListName>[], format: 'csv' | 'json'): Generator<string> {
  const columns = LIST_COLUMNS[list] as readonly Column[];
  if (format === 'csv') {
    yield csvRow(columns.map(([name]) => name));
    for (const row of rows) yield csvRow(columns.map(([, cellOf]) => cellOf(row)));
    return;
  }
  yield '[';
  let first = true;
  for (const row of rows) {
    yield `${first ? '\n' : ',\n'}  ${JSON.stringify(Object.fromEntries(columns.map(([name, cellOf]) => [name, cellOf(row)])))}`;
    first = false;
  }
  yield first ? ']\n' : '\n]\n';
}
