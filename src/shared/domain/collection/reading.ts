import type { Collection, CoverageEntry, GraphItem } from './collection.schema';
import { MailboxDirectory } from './mailbox-directory';
import { findBrokenReferences } from './broken-references';
import { Membership } from './membership';
import { PrincipalDirectory } from './principal-directory';
import { coverageOf, type SourcePath } from './sources';
import { keyOf } from './text-key';

/** A collection with the indexes that every answer is computed from. Ids are keys: trimmed, lower case. */
export interface Reading {
  readonly collection: Collection;
  readonly coverage: Readonly<Record<SourcePath, CoverageEntry>>;
  readonly warnings: readonly string[];
  readonly mailboxes: MailboxDirectory;
  readonly principals: PrincipalDirectory;
  readonly membership: Membership;
  /** Service principals by object id. */
  readonly servicePrincipals: ReadonlyMap<string, GraphItem<'servicePrincipals'>>;
  /** Service principals by app id. */
  readonly servicePrincipalsByApp: ReadonlyMap<string, GraphItem<'servicePrincipals'>>;
  /** Application registrations by app id. */
  readonly applicationsByApp: ReadonlyMap<string, GraphItem<'applications'>>;
  /** Accounts by object id. */
  readonly users: ReadonlyMap<string, GraphItem<'users'>>;
  /** The app id behind the object id of a resource, from the resources and the service principals. */
  readonly resourceAppIds: ReadonlyMap<string, string>;
  /** Whether a source was read in full. */
  isComplete(source: SourcePath): boolean;
  /** Why a source is not complete, as a clause (`exchange.groups: 403 …`), or null if it is. */
  gap(source: SourcePath): string | null;
}

/** The indexes of a reading, apart from what its coverage says. */
export type ReadingIndexes = Omit<Reading, 'collection' | 'coverage' | 'warnings' | 'isComplete' | 'gap'>;

/** Indexes a collection. `warnings` are those of parsing it; broken references found here are added to them. */
export function openReading(collection: Collection, warnings: readonly string[] = []): Reading {
  const coverage = coverageOf(collection);
  const { graph, exchange } = collection;
  const reading = readingWith(collection, coverage, {
    mailboxes: new MailboxDirectory(exchange.mailboxes ?? []),
    principals: new PrincipalDirectory(collection),
    membership: new Membership(collection, isMembershipKnown(coverage)),
    servicePrincipals: firstBy(graph.servicePrincipals ?? [], (item) => item.id),
    servicePrincipalsByApp: firstBy(graph.servicePrincipals ?? [], (item) => item.appId),
    applicationsByApp: firstBy(graph.applications ?? [], (item) => item.appId),
    users: firstBy(graph.users ?? [], (item) => item.id),
    resourceAppIds: resourceAppIdsOf(collection),
  });
  return { ...reading, warnings: [...warnings, ...findBrokenReferences(reading)] };
}

/** A reading with indexes that exist, without warnings. */
export function readingWith(collection: Collection, coverage: Reading['coverage'], indexes: ReadingIndexes): Reading {
  return {
    ...indexes,
    collection,
    coverage,
    warnings: [],
    isComplete: (source) => coverage[source].state === 'complete',
    gap: (source) => {
      const { state, reason } = coverage[source];
      return state === 'complete' ? null : `${source} is ${state}${reason ? ` (${reason})` : ''}`;
    },
  };
}

/** Whether absence from the lists of members means "not a member". */
export function isMembershipKnown(coverage: Reading['coverage']): boolean {
  return coverage['graph.groupMembers'].state === 'complete' || coverage['exchange.groupMembers'].state === 'complete';
}

/** The app ids behind the object ids of resources. */
export function resourceAppIdsOf({ graph }: Collection): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const item of [...(graph.servicePrincipals ?? []), ...(graph.resources ?? [])]) {
    if (keyOf(item.id) !== '' && keyOf(item.appId) !== '') found.set(keyOf(item.id), keyOf(item.appId));
  }
  return found;
}

/** Objects by a key that they have, the first of two with the same one. */
export function firstBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const item of items) {
    const id = keyOf(key(item));
    if (id !== '' && !map.has(id)) map.set(id, item);
  }
  return map;
}
