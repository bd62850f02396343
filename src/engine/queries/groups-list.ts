import { keyOf } from '../../shared/domain/collection/text-key';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipName, clipNullable } from './clip';
import type { ListRules } from './prepared-list';
import type { ReadingModel } from './reading-model';

type Row = ListRow<'groups'>;

/** What Entra calls a group that Exchange does not list. */
function entraKind(item: {
  readonly mailEnabled?: boolean | null | undefined;
  readonly groupTypes?: readonly string[] | null | undefined;
}): string {
  if (item.groupTypes?.includes('Unified')) return 'Microsoft 365 group';
  return item.mailEnabled ? 'Mail-enabled group' : 'Security group';
}

/** The groups of a reading, whichever source lists them. */
export function groupRows(model: ReadingModel): readonly Row[] {
  const { graph, exchange } = model.reading.collection;
  const rows = new Map<string, Row>();
  const add = (id: string, name: string | null | undefined, address: string | null | undefined, kind: string | null | undefined): void => {
    if (id === '' || rows.has(id)) return;
    const members = model.engine.groups.directMembers(id);
    rows.set(id, {
      id: clipName(id),
      name: clipName(name || address || id),
      address: clipNullable(address),
      kind: clipNullable(kind),
      mailboxes: model.engine.sets.countYes(members),
      group: null,
    });
  };
  for (const item of exchange.groups ?? [])
    add(
      keyOf(item.ExternalDirectoryObjectId) || keyOf(item.Guid),
      item.DisplayName || item.Name,
      item.PrimarySmtpAddress,
      item.RecipientTypeDetails,
    );
  for (const item of graph.groups ?? []) add(keyOf(item.id), item.displayName, item.mail, entraKind(item));
  return [...rows.values()];
}

/** How the list of groups is queried. */
export const groupRules: ListRules<'groups'> = {
  list: 'groups',
  text: (row) => `${row.name}\n${row.address ?? ''}\n${row.id}`,
  filters: { kind: (row, wanted) => wanted.includes(row.kind ?? '') },
  facets: { kind: (row) => [row.kind ?? ''] },
  sorts: { name: (row) => row.name, kind: (row) => row.kind, mailboxes: (row) => row.mailboxes },
  groups: { kind: (row) => ({ label: row.kind ?? 'Kind not known', order: row.kind ?? '\uffff' }) },
  usual: [{ by: 'name', direction: 'ascending' }],
};
