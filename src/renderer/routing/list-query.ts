import { readList } from './routes';

/** The order of a list. */
export interface Sorting<By extends string = string> {
  readonly by: By;
  readonly direction: 'ascending' | 'descending';
}

/** Reads a `sort` parameter: a column's name, with a minus for descending. Null where it names no column of the list. */
export function readSorting<By extends string>(text: string | undefined, columns: readonly By[]): Sorting<By> | null {
  if (!text) return null;
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const by = columns.find((column) => column === name);
  return by === undefined ? null : { by, direction: descending ? 'descending' : 'ascending' };
}

/** Writes a `sort` parameter. */
export function writeSorting(sorting: Sorting): string {
  return sorting.direction === 'descending' ? `-${sorting.by}` : sorting.by;
}

/** The value of a parameter where it is one that the view knows. */
export function readChoice<Value extends string>(text: string | undefined, known: readonly Value[]): Value | undefined {
  return known.find((value) => value === text);
}

/** The values of a list parameter that the filter knows, or undefined where none is left: then the filter does not apply. */
export function readChoices<Value extends string>(text: string | undefined, known: readonly Value[]): Value[] | undefined {
  const chosen = readList(text);
  const values = known.filter((value) => chosen.includes(value));
  return values.length > 0 ? values : undefined;
}
