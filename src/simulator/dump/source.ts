import type { TenantState } from '../state/tenant-state';
import type { View } from '../views/graph-views';

/** What a dump is made from. */
export interface DumpContext {
  readonly state: TenantState;
  /** The groups whose members were read, by id in lower case. */
  readonly groups: readonly string[];
  /** The mailboxes whose FullAccess entries were read; null: all of them. */
  readonly permissionsOf: ReadonlySet<string> | null;
  readonly readAt: string;
}

/** One array of a collection. */
export interface Source {
  readonly name: string;
  readonly rows: (context: DumpContext) => Iterable<View>;
}

/** Some properties of an object, named in a list or in one text with spaces between them. */
export function pick(view: object, names: string | readonly string[]): View {
  const from = view as View;
  const picked: Record<string, unknown> = {};
  for (const name of typeof names === 'string' ? names.split(' ') : names) picked[name] = from[name];
  return picked;
}

/** The same for every row of a table. */
export function* pickEach<Row>(rows: Iterable<Row>, view: (row: Row) => View, names: string | readonly string[]): Generator<View> {
  const list = typeof names === 'string' ? names.split(' ') : names;
  for (const row of rows) yield pick(view(row), list);
}
