import { stringify } from 'csv-stringify/sync';

/** One cell: text, a number, true or false, or nothing. Only text can be mistaken for a formula. */
export type CsvCell = string | number | boolean | null;

/** csv-stringify itself quotes only for the line end it writes; a lone return or line feed ends a record for many readers too. */
const LINE_BREAK = /[\r\n]/;
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * Text that a spreadsheet shows instead of computing: what begins with `= + - @`, tab or return gets a leading apostrophe.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function neutraliseFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** One cell as it stands in the file, quoted where RFC 4180 asks for it. */
export function csvCell(cell: CsvCell): string {
  return csvFields([cell]);
}

/** One row as RFC 4180 has it, with its line end (CRLF). */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${csvFields(cells)}\r\n`;
}

function csvFields(cells: readonly CsvCell[]): string {
  return stringify([cells.map(fieldOf)], { eof: false, record_delimiter: '\r\n', quoted_match: LINE_BREAK });
}

function fieldOf(cell: CsvCell): string {
  if (cell === null) return '';
  return typeof cell === 'string' ? neutraliseFormula(cell) : String(cell);
}
