import type { View } from '../views/graph-views';
import type { EntityType } from './entity-types';

/** Rows by position. A position may be empty where a row was removed; those of the others never change. */
export interface Positions<Row> {
  readonly positionCount: number;
  at(position: number): Row | undefined;
}

/** A collection that Graph can list: what is in it, what type it has, how a row looks. */
export interface ListSource<Row = unknown> {
  readonly rows: Positions<Row>;
  /** The type of the collection. */
  readonly type: EntityType;
  /** The type of one row, where the collection holds several. Its `@odata.type` then stands in the answer. */
  typeOf?(row: Row): EntityType;
  view(row: Row): View;
  /** Related objects for `$expand`: at most the first 20 come along, with no sign that there are more. */
  expand?(row: Row, relationship: string): ListSource | undefined;
  readonly pageSize: { readonly usual: number; readonly most: number };
}

/** A list with its row type forgotten: whoever pages through it only hands rows back to it. */
export function listSource<Row>(source: ListSource<Row>): ListSource {
  return source as unknown as ListSource;
}

/** Rows of a plain list. */
export function positionsOf<Row>(list: readonly Row[]): Positions<Row> {
  return { positionCount: list.length, at: (position) => list[position] };
}

/** How many rows there are at all. */
export function countRows(source: ListSource, picks: (row: unknown) => boolean = () => true): number {
  let count = 0;
  for (let position = 0; position < source.rows.positionCount; position += 1) {
    const row = source.rows.at(position);
    if (row !== undefined && picks(row)) count += 1;
  }
  return count;
}
