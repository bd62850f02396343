import type { Collection, ExchangeItem } from './collection.schema';
import { MailboxDirectory } from './mailbox-directory';
import { Membership } from './membership';
import { PrincipalDirectory } from './principal-directory';
import { firstBy, isMembershipKnown, readingWith, resourceAppIdsOf, type Reading } from './reading';
import { coverageOf, type SourcePath } from './sources';

type Mailboxes = readonly ExchangeItem<'mailboxes'>[] | undefined;

/** By these a mailbox is known as a principal; whatever else of it changes leaves the principals as they are. */
const PRINCIPAL_PROPERTIES = [
  'ExternalDirectoryObjectId',
  'Guid',
  'Name',
  'DisplayName',
  'Alias',
  'DistinguishedName',
  'PrimarySmtpAddress',
  'UserPrincipalName',
  'EmailAddresses',
] as const satisfies readonly (keyof ExchangeItem<'mailboxes'>)[];

/** What the principals of a reading are made from, mailboxes apart. */
const PRINCIPAL_SOURCES: readonly SourcePath[] = [
  'graph.servicePrincipals',
  'graph.users',
  'graph.groups',
  'exchange.groups',
  'exchange.recipients',
  'exchange.servicePrincipals',
];

/**
 * Indexes a collection that was made from that of an opened reading. Indexes over lists that are the same as before, by identity, are
 * taken over: a large tenant's take a second and more. Warnings are those of before; broken references are not looked for anew.
 */
export function reopenReading(before: Reading, collection: Collection): Reading {
  if (collection === before.collection) return before;
  const { graph, exchange } = collection;
  const coverage = coverageOf(collection);
  const same = (...paths: readonly SourcePath[]): boolean => paths.every((path) => sameSource(before.collection, collection, path));
  const keep = <T>(unchanged: boolean, kept: T, make: () => T): T => (unchanged ? kept : make());
  const servicePrincipalsSame = same('graph.servicePrincipals');
  const known = isMembershipKnown(coverage);
  const reading = readingWith(collection, coverage, {
    mailboxes: keep(same('exchange.mailboxes'), before.mailboxes, () => new MailboxDirectory(exchange.mailboxes ?? [])),
    principals: principalsOf(before, collection),
    membership: keep(
      same('graph.groupMembers', 'exchange.groupMembers') && known === before.membership.known,
      before.membership,
      () => new Membership(collection, known),
    ),
    servicePrincipals: keep(servicePrincipalsSame, before.servicePrincipals, () =>
      firstBy(graph.servicePrincipals ?? [], (item) => item.id),
    ),
    servicePrincipalsByApp: keep(servicePrincipalsSame, before.servicePrincipalsByApp, () =>
      firstBy(graph.servicePrincipals ?? [], (item) => item.appId),
    ),
    applicationsByApp: keep(same('graph.applications'), before.applicationsByApp, () =>
      firstBy(graph.applications ?? [], (item) => item.appId),
    ),
    users: keep(same('graph.users'), before.users, () => firstBy(graph.users ?? [], (item) => item.id)),
    resourceAppIds: keep(servicePrincipalsSame && same('graph.resources'), before.resourceAppIds, () => resourceAppIdsOf(collection)),
  });
  return { ...reading, warnings: before.warnings };
}

/** Those of before; with what is new beside them, where only groups have come; otherwise anew. */
function principalsOf(before: Reading, collection: Collection): PrincipalDirectory {
  const old = before.collection;
  const mailboxesSame = samePrincipals(collection.exchange.mailboxes, old.exchange.mailboxes);
  const same = (path: SourcePath): boolean => sameSource(old, collection, path);
  const changed = PRINCIPAL_SOURCES.filter((path) => !same(path));
  if (mailboxesSame && changed.length === 0) return before.principals;
  const onlyGroups = changed.every((path) => path === 'graph.groups' || path === 'exchange.groups');
  const fresh = {
    graph: { groups: addedTo(old.graph.groups, collection.graph.groups) },
    exchange: { groups: addedTo(old.exchange.groups, collection.exchange.groups) },
  };
  const { groups: inGraph } = fresh.graph;
  const { groups: inExchange } = fresh.exchange;
  if (!mailboxesSame || !onlyGroups || inGraph === null || inExchange === null || before.principals.base !== null) {
    return new PrincipalDirectory(collection);
  }
  const ids = [...inGraph.map(({ id }) => id), ...inExchange.flatMap((item) => [item.ExternalDirectoryObjectId, item.Guid])];
  const isNew = ids.every((id) => !id || before.principals.byId(id) === undefined);
  return isNew
    ? new PrincipalDirectory({ graph: { groups: inGraph }, exchange: { groups: inExchange } }, before.principals)
    : new PrincipalDirectory(collection);
}

/** The rows that a list has more than another one at its end; null where it differs in more than that. */
function addedTo<T>(before: readonly T[] | undefined, after: readonly T[] | undefined): readonly T[] | null {
  const old = before ?? [];
  const next = after ?? [];
  return next.length >= old.length && old.every((item, index) => item === next[index]) ? next.slice(old.length) : null;
}

/** Whether two collections have the very same list or object of a source. */
export function sameSource(left: Collection, right: Collection, path: SourcePath): boolean {
  const [section, name] = path.split('.') as ['graph' | 'exchange', string];
  return (left[section] as Readonly<Record<string, unknown>>)[name] === (right[section] as Readonly<Record<string, unknown>>)[name];
}

function samePrincipals(left: Mailboxes, right: Mailboxes): boolean {
  if (left === right) return true;
  if (left === undefined || left.length !== right?.length) return false;
  return left.every((item, index) => {
    const other = right[index];
    return item === other || PRINCIPAL_PROPERTIES.every((property) => item[property] === other?.[property]);
  });
}
