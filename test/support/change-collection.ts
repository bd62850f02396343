import type { Collection, CoverageEntry } from '../../src/shared/domain/collection/collection.schema';
import { MailboxDirectory } from '../../src/shared/domain/collection/mailbox-directory';
import { mailboxKey } from './collection-builder';
import type { Random } from './random';

type Section = 'graph' | 'exchange';

/** The lists of a collection by path. */
export function listsOf(collection: Collection): ReadonlyMap<string, readonly unknown[]> {
  const lists = (section: Section) =>
    Object.entries(collection[section]).filter(
      (entry): entry is [string, readonly unknown[]] => Array.isArray(entry[1]) && entry[0] !== 'mailboxPermissionsRead',
    );
  return new Map([
    ...lists('graph').map(([name, items]) => [`graph.${name}`, items] as const),
    ...lists('exchange').map(([name, items]) => [`exchange.${name}`, items] as const),
  ]);
}

/** The collection with one property replaced; `undefined` leaves it out. */
export function withProperty(collection: Collection, path: string, value: unknown): Collection {
  const [section, name] = path.split('.') as [Section, string];
  const rest = Object.fromEntries(Object.entries(collection[section]).filter(([key]) => key !== name));
  return { ...collection, [section]: value === undefined ? rest : { ...rest, [name]: value } };
}

function withCoverage(collection: Collection, path: string, entry: CoverageEntry): Collection {
  return { ...collection, coverage: { ...collection.coverage, [path]: entry } };
}

/** The collection as a reader gives it who was not allowed to read a source. */
export function withoutSource(collection: Collection, path: string): Collection {
  const without = withCoverage(withProperty(collection, path, undefined), path, { state: 'missing', reason: '403' });
  return path === 'exchange.mailboxPermissions' ? withProperty(without, 'exchange.mailboxPermissionsRead', undefined) : without;
}

/** Permissions are read mailbox by mailbox: a reader that is cut off lacks all rows of a mailbox, or none. */
const BY_MAILBOX = ['exchange.mailboxPermissions', 'exchange.recipientPermissions', 'exchange.mailboxFolderPermissions'];

/** The collection as a reader gives it who was cut off: some rows are left, and the coverage says so. */
export function withFewerRows(collection: Collection, path: string, random: Random): Collection {
  const rows = listsOf(collection).get(path) ?? [];
  const mailboxes = new MailboxDirectory(collection.exchange.mailboxes ?? []);
  const unitOf = (row: unknown): unknown => {
    if (!BY_MAILBOX.includes(path) || typeof row !== 'object' || row === null || !('Identity' in row)) return row;
    const match = mailboxes.match(String(row.Identity));
    return match.kind === 'mailbox' ? match.mailbox.id : row;
  };
  const kept = new Set(random.some([...new Set(rows.map(unitOf))], 0.6));
  const few = rows.filter((row) => kept.has(unitOf(row)));
  const cut = withCoverage(withProperty(collection, path, few), path, { state: 'partial', reason: 'cut short' });
  return path === 'exchange.mailboxPermissions' ? withProperty(cut, 'exchange.mailboxPermissionsRead', undefined) : cut;
}

/** The collection with names, addresses and ids that only one object has: no text becomes unique because a source is missing. */
export function withUniqueNames(collection: Collection): Collection {
  const { graph, exchange } = collection;
  const mailboxes = exchange.mailboxes?.map((item) => ({
    ...item,
    ExternalDirectoryObjectId:
      graph.users?.find(({ userPrincipalName }) => userPrincipalName === item.UserPrincipalName)?.id ?? mailboxKey(item),
    DisplayName: item.Name,
    EmailAddresses: [`SMTP:${item.PrimarySmtpAddress ?? ''}`],
  }));
  const changed: readonly (readonly [path: string, items: readonly unknown[] | undefined])[] = [
    ['exchange.mailboxes', mailboxes],
    ['exchange.recipients', exchange.recipients?.map((item) => ({ ...item, DisplayName: item.Name }))],
    ['graph.users', graph.users?.map((item) => ({ ...item, displayName: null }))],
    ['graph.administrativeUnits', graph.administrativeUnits?.map((item) => ({ ...item, displayName: `Unit ${item.id}` }))],
    ['graph.groups', graph.groups?.map((item) => ({ ...item, securityIdentifier: null }))],
  ];
  return changed.reduce((result, [path, items]) => (items ? withProperty(result, path, items) : result), collection);
}

const GRAPH_TYPES: readonly (readonly [RegExp, string])[] = [
  [/contact/i, 'orgContact'],
  [/group/i, 'group'],
  [/service/i, 'servicePrincipal'],
];

/** The collection with every membership in both sources, as two complete sources have it. */
export function withMirroredMembers(collection: Collection): Collection {
  const { graph, exchange } = collection;
  const inGraph = graph.groupMembers ?? [];
  const inExchange = exchange.groupMembers ?? [];
  const toGraph = inExchange.map((row) => ({
    groupId: row.GroupExternalDirectoryObjectId,
    memberId: row.MemberExternalDirectoryObjectId ?? '',
    memberType: GRAPH_TYPES.find(([pattern]) => pattern.test(row.MemberRecipientTypeDetails ?? ''))?.[1] ?? 'user',
  }));
  const toExchange = inGraph.map((row) => ({
    GroupExternalDirectoryObjectId: row.groupId,
    MemberExternalDirectoryObjectId: row.memberId,
    MemberRecipientTypeDetails: row.memberType === 'user' ? 'UserMailbox' : (row.memberType ?? null),
  }));
  const filled = graph.groupMembers ? withProperty(collection, 'graph.groupMembers', [...inGraph, ...toGraph]) : collection;
  return exchange.groupMembers ? withProperty(filled, 'exchange.groupMembers', [...inExchange, ...toExchange]) : filled;
}

/** The collection with every list in another order. */
export function reordered(collection: Collection, random: Random): Collection {
  let result = collection;
  for (const [path, items] of listsOf(collection)) {
    const order = items.map((item) => ({ item, place: random.next() })).sort((left, right) => left.place - right.place);
    result = withProperty(
      result,
      path,
      order.map(({ item }) => item),
    );
  }
  return result;
}

/** A value with every text changed, wherever it stands. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  const walk = (item: unknown): unknown => {
    if (typeof item === 'string') return change(item);
    if (Array.isArray(item)) return item.map(walk);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as T;
}
