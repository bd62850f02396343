import type { Collection } from '../../../src/shared/domain/collection/collection.schema';

/** The largest page of a list. */
const PAGE = 999;

/** How few requests a complete reading can do with, by service: a page at a time, and one for each object whose inside is needed. */
export interface RequestFloor {
  readonly graph: number;
  readonly exchange: number;
}

/** Counts the pages of everything that a collection holds: Σ⌈items ÷ page⌉, a page per group and unit that was needed, a call per mailbox. */
export function requestFloor(collection: Collection): RequestFloor {
  const { graph, exchange } = collection;
  const pages = (items: readonly unknown[] | undefined): number => Math.ceil((items?.length ?? 0) / PAGE);
  const perObject = (items: readonly unknown[] | undefined, key: string): number => {
    const counts = new Map<unknown, number>();
    for (const item of items ?? []) {
      const object = (item as Readonly<Record<string, unknown>>)[key];
      counts.set(object, (counts.get(object) ?? 0) + 1);
    }
    return [...counts.values()].reduce((sum, count) => sum + Math.ceil(count / PAGE), 0);
  };
  const lists = [
    ...[graph.servicePrincipals, graph.applications, graph.oauth2PermissionGrants, graph.users, graph.groups, graph.administrativeUnits],
    ...[graph.directoryRoleAssignments, graph.directoryRoleEligibilities, graph.signInActivities, graph.credentialSignInActivities],
    ...[graph.federatedIdentityCredentials, graph.resources],
  ];
  return {
    graph:
      lists.reduce((sum, list) => sum + pages(list), 0) +
      perObject(graph.appRoleAssignments, 'resourceId') +
      perObject(graph.groupMembers, 'groupId') +
      perObject(graph.administrativeUnitMembers, 'administrativeUnitId') +
      (graph.appManagementPolicies?.length ?? 0) +
      1,
    exchange:
      [...Object.values(exchange)].filter((list) => Array.isArray(list)).length +
      (exchange.roleGroups?.length ?? 0) +
      perObject(exchange.groupMembers, 'GroupExternalDirectoryObjectId') +
      (exchange.mailboxPermissionsRead === 'all' ? (exchange.mailboxes?.length ?? 0) : (exchange.mailboxPermissionsRead?.length ?? 0)),
  };
}
