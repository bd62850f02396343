import type { View } from '../views/graph-views';

/** What a cmdlet puts out: rows by position, and how each looks. A position may be empty. */
export interface ObjectList<Row = unknown> {
  readonly rows: { readonly positionCount: number; at(position: number): Row | undefined };
  view(row: Row): View;
  /** What the cmdlet says beside its objects. */
  readonly warnings?: readonly string[];
}

/** A list with its row type forgotten. */
export function objectList<Row>(list: ObjectList<Row>): ObjectList {
  return list as unknown as ObjectList;
}

/** Objects of a plain list. */
export function listOf<Row>(rows: readonly Row[], view: (row: Row) => View): ObjectList {
  return objectList<Row>({ rows: { positionCount: rows.length, at: (position) => rows[position] }, view });
}

/** Only those that a condition picks. */
export function picked<Row>(rows: ObjectList<Row>['rows'], picks: (row: Row) => boolean): ObjectList<Row>['rows'] {
  return {
    positionCount: rows.positionCount,
    at: (position) => {
      const row = rows.at(position);
      return row !== undefined && picks(row) ? row : undefined;
    },
  };
}

/** Several lists behind each other. */
export function joined<Row>(lists: readonly ObjectList<Row>['rows'][]): ObjectList<Row>['rows'] {
  return {
    get positionCount() {
      return lists.reduce((sum, list) => sum + list.positionCount, 0);
    },
    at: (position) => {
      let rest = position;
      for (const list of lists) {
        if (rest < list.positionCount) return list.at(rest);
        rest -= list.positionCount;
      }
      return undefined;
    },
  };
}
