import type { Reading } from '../../shared/domain/collection/reading';

/** The account behind an id that no right on a mailbox names: as much as the reading knows of it. */
export function personOf(
  reading: Reading,
  id: string,
): { readonly name: string; readonly enabled: boolean | null; readonly deleted: false } {
  return { name: reading.principals.byId(id)?.name ?? id, enabled: reading.users.get(id)?.accountEnabled ?? null, deleted: false };
}
