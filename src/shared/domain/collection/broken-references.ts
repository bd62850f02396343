import type { Reading } from './reading';
import { keyOf } from './text-key';

/** References to objects that a source which was read in full does not hold: one warning per list and kind, with the first place. */
export function findBrokenReferences(reading: Reading): readonly string[] {
  const { graph, exchange } = reading.collection;
  const warnings: string[] = [];
  const report = (place: string, what: string, indexes: readonly number[]): void => {
    const [first] = indexes;
    if (first === undefined) return;
    const more = indexes.length > 1 ? ` (and ${indexes.length - 1} more in this list)` : '';
    warnings.push(`$.${place}[${first}]: refers to ${what} that the reading does not hold${more}`);
  };
  if (reading.isComplete('graph.servicePrincipals')) {
    report(
      'graph.appRoleAssignments',
      'a service principal',
      indexesWhere(
        graph.appRoleAssignments ?? [],
        (item) => isServicePrincipal(item.principalType) && !reading.servicePrincipals.has(keyOf(item.principalId)),
      ),
    );
    report(
      'graph.oauth2PermissionGrants',
      'a service principal',
      indexesWhere(graph.oauth2PermissionGrants ?? [], (item) => !reading.servicePrincipals.has(keyOf(item.clientId))),
    );
  }
  if (reading.isComplete('graph.users')) {
    report(
      'graph.oauth2PermissionGrants',
      'a user',
      indexesWhere(
        graph.oauth2PermissionGrants ?? [],
        (item) => keyOf(item.principalId) !== '' && !reading.users.has(keyOf(item.principalId)),
      ),
    );
  }
  if (reading.isComplete('exchange.mailboxes')) {
    const isGone = (item: { readonly Identity: string }): boolean => reading.mailboxes.match(item.Identity).kind === 'none';
    report('exchange.mailboxPermissions', 'a mailbox', indexesWhere(exchange.mailboxPermissions ?? [], isGone));
    report('exchange.recipientPermissions', 'a mailbox', indexesWhere(exchange.recipientPermissions ?? [], isGone));
  }
  return warnings;
}

function isServicePrincipal(type: string | null | undefined): boolean {
  const key = keyOf(type);
  return key === '' || key === 'serviceprincipal';
}

function indexesWhere<T>(items: readonly T[], test: (item: T) => boolean): number[] {
  const indexes: number[] = [];
  items.forEach((item, index) => {
    if (test(item)) indexes.push(index);
  });
  return indexes;
}
