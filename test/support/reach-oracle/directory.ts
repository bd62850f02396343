import type { Collection, ExchangeItem, GraphItem } from '../../../src/shared/domain/collection/collection.schema';
import { certain } from './ternary';
import type { Ternary } from './ternary';

/** How a source was read. */
export type State = 'complete' | 'partial' | 'missing';

/** Someone or something that a permission can name. `keys` are ids, `addresses` addresses, `names` everything that may collide. */
export interface Principal {
  readonly kind: 'person' | 'group' | 'app' | 'other';
  readonly id: string;
  readonly keys: Set<string>;
  readonly addresses: Set<string>;
  readonly names: Set<string>;
}

/** Lower case, and the empty text for what is not there. */
export function lower(text: string | null | undefined): string {
  return (text ?? '').toLowerCase();
}

/** The id a mailbox is known by. */
export function mailboxId(mailbox: ExchangeItem<'mailboxes'>): string {
  return lower(mailbox.ExternalDirectoryObjectId) || lower(mailbox.Guid);
}

/** One text or many, as a list. */
export function listOf(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The first of the items with each id. */
export function firstOfEach<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const id = idOf(item);
    if (id === '') return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** The reading as the oracle sees it: lists, states, principals and memberships, all looked up by plain loops. */
export interface Directory {
  readonly collection: Collection;
  state(path: string): State;
  readonly mailboxes: readonly ExchangeItem<'mailboxes'>[];
  readonly servicePrincipals: readonly GraphItem<'servicePrincipals'>[];
  readonly pointers: readonly ExchangeItem<'servicePrincipals'>[];
  readonly principals: readonly Principal[];
  /** Trustees that were already looked for. */
  readonly trustees: Map<string, Trustee>;
  /** Whether an id is a member of a group, directly or through groups. */
  isMember(groupId: string, memberId: string, nested: boolean): Ternary;
}

function stateOf(collection: Collection, path: string): State {
  const [section, name] = path.split('.') as ['graph' | 'exchange', string];
  const present = Object.entries(collection[section]).some(([key, value]) => key === name && value !== undefined && value !== null);
  if (!present) return 'missing';
  return collection.coverage[path]?.state ?? 'complete';
}

function without(prefixed: string): string {
  return lower(prefixed).replace(/^[a-z0-9]+:/, '');
}

/** Opens a reading for the oracle. */
export function openDirectory(collection: Collection): Directory {
  const { graph, exchange } = collection;
  const mailboxes = firstOfEach(exchange.mailboxes ?? [], mailboxId);
  const servicePrincipals = firstOfEach(graph.servicePrincipals ?? [], (item) => lower(item.id));
  const pointers = exchange.servicePrincipals ?? [];
  const edges = [
    ...(graph.groupMembers ?? []).map((edge) => [lower(edge.groupId), lower(edge.memberId)] as const),
    ...(exchange.groupMembers ?? []).map(
      (edge) => [lower(edge.GroupExternalDirectoryObjectId), lower(edge.MemberExternalDirectoryObjectId)] as const,
    ),
  ];
  const known = stateOf(collection, 'graph.groupMembers') === 'complete' || stateOf(collection, 'exchange.groupMembers') === 'complete';

  const isMember = (groupId: string, memberId: string, nested: boolean): Ternary => {
    const reached = new Set([groupId]);
    for (let grown = true; grown && nested;) {
      grown = false;
      for (const [parent, child] of edges) {
        if (reached.has(parent) && !reached.has(child)) {
          reached.add(child);
          grown = true;
        }
      }
    }
    const seen = edges.some(([parent, child]) => reached.has(parent) && child === memberId && memberId !== '');
    return seen ? 'yes' : known ? certain(false) : 'unknown';
  };

  return {
    collection,
    state: (path) => stateOf(collection, path),
    mailboxes,
    servicePrincipals,
    pointers,
    principals: principalsOf(collection, mailboxes, servicePrincipals, pointers),
    trustees: new Map(),
    isMember,
  };
}

function principalsOf(
  { graph, exchange }: Collection,
  mailboxes: readonly ExchangeItem<'mailboxes'>[],
  servicePrincipals: readonly GraphItem<'servicePrincipals'>[],
  pointers: readonly ExchangeItem<'servicePrincipals'>[],
): Principal[] {
  const found: Principal[] = [];
  const add = (
    kind: Principal['kind'],
    id: string,
    keys: readonly unknown[],
    addresses: readonly unknown[],
    names: readonly unknown[],
  ): void => {
    let principal = found.find((item) => item.id === id);
    if (!principal) {
      principal = { kind, id, keys: new Set([id]), addresses: new Set(), names: new Set() };
      found.push(principal);
    }
    const fill = (set: Set<string>, values: readonly unknown[]): void => {
      for (const value of values) if (typeof value === 'string' && value !== '') set.add(value.toLowerCase());
    };
    fill(principal.keys, keys);
    fill(principal.addresses, addresses);
    fill(principal.names, names);
  };
  const seen = (id: string): void => {
    if (!found.some((item) => item.id === id)) found.push({ kind: 'person', id, keys: new Set(), addresses: new Set(), names: new Set() });
  };
  for (const item of graph.users ?? []) add('person', lower(item.id), [], [item.userPrincipalName, item.mail], [item.displayName]);
  for (const item of mailboxes) {
    const addresses = [item.PrimarySmtpAddress, item.UserPrincipalName, ...listOf(item.EmailAddresses).map(without)];
    add('person', mailboxId(item), [item.Guid, item.DistinguishedName], addresses, [item.Name, item.DisplayName, item.Alias]);
  }
  for (const item of exchange.recipients ?? []) {
    const kind = /contact/i.test(item.RecipientTypeDetails ?? '') ? 'other' : 'person';
    const addresses = [item.PrimarySmtpAddress, item.UserPrincipalName, ...listOf(item.EmailAddresses).map(without)];
    add(kind, lower(item.ExternalDirectoryObjectId) || lower(item.Guid), [item.Guid, item.DistinguishedName, item.Sid], addresses, [
      item.Name,
      item.DisplayName,
      item.Alias,
    ]);
  }
  for (const edge of graph.groupMembers ?? []) if (edge.memberType === 'user') seen(lower(edge.memberId));
  for (const edge of exchange.groupMembers ?? []) {
    const account = /mailbox|user/i.test(edge.MemberRecipientTypeDetails ?? '') && lower(edge.MemberExternalDirectoryObjectId) !== '';
    if (account) seen(lower(edge.MemberExternalDirectoryObjectId));
  }
  for (const item of graph.groups ?? []) add('group', lower(item.id), [item.securityIdentifier], [item.mail], [item.displayName]);
  for (const item of exchange.groups ?? []) {
    const addresses = [item.PrimarySmtpAddress, ...listOf(item.EmailAddresses).map(without)];
    add('group', lower(item.ExternalDirectoryObjectId) || lower(item.Guid), [item.Guid, item.DistinguishedName], addresses, [
      item.Name,
      item.DisplayName,
      item.Alias,
    ]);
  }
  // A service principal is known by its ids; rights that name one do so by its pointer's name.
  for (const item of servicePrincipals) add('app', lower(item.id), [item.appId], [], []);
  for (const item of pointers) {
    const owner =
      servicePrincipals.find((candidate) => lower(candidate.id) === lower(item.ObjectId)) ??
      servicePrincipals.find((candidate) => lower(candidate.appId) === lower(item.AppId));
    add(
      'app',
      owner ? lower(owner.id) : lower(item.ObjectId),
      [item.ObjectId, item.AppId, item.Guid, item.Identity],
      [],
      [item.DisplayName],
    );
  }
  return found;
}

/** What a trustee turns out to be. */
export type Trustee =
  | { readonly kind: 'principal'; readonly principal: Principal }
  | { readonly kind: 'deleted'; readonly id: string; readonly certain: boolean }
  | { readonly kind: 'builtIn' }
  | { readonly kind: 'unresolved'; readonly candidates: readonly string[] };

/** Finds the one principal a trustee names: by id, by address, by a name that only one has; never by a guess. */
export function resolveTrustee(directory: Directory, trustee: string): Trustee {
  const known = directory.trustees.get(trustee);
  if (known) return known;
  const found = searchTrustee(directory, trustee.trim().toLowerCase());
  directory.trustees.set(trustee, found);
  return found;
}

/** Administrative groups of Exchange and its forest, as inherited entries name them. */
const BUILT_IN =
  /^[^\\]+\\(organization management|view-only organization management|public folder management|discovery management|delegated setup|domain admins|enterprise admins|schema admins|administrators?|exchange (servers|trusted subsystem|domain servers|organization administrators|services)|managed availability servers)$/;

function searchTrustee(directory: Directory, text: string): Trustee {
  if (text.startsWith('nt authority\\') || BUILT_IN.test(text)) return { kind: 'builtIn' };
  for (const part of ['keys', 'addresses', 'names'] as const) {
    const matches = directory.principals.filter((principal) => principal[part].has(text));
    if (matches.length === 1 && matches[0]) return { kind: 'principal', principal: matches[0] };
    if (matches.length > 1) return { kind: 'unresolved', candidates: matches.map((match) => match.id) };
  }
  return /^s-1-[0-9-]+$/.test(text)
    ? { kind: 'deleted', id: text, certain: directory.state('exchange.recipients') === 'complete' }
    : { kind: 'unresolved', candidates: [] };
}

/** Whether a right is held, from the entries that give and deny it: explicit beats inherited, a denial beats an allowance on its level. */
export function heldRight(entries: readonly { readonly applies: Ternary; readonly inherited: boolean; readonly deny: boolean }[]): Ternary {
  // Every combination of the uncertain entries is tried: the answer is certain only where all of them agree.
  const doubtful = entries.filter((entry) => entry.applies === 'unknown');
  const outcomes = new Set<boolean>();
  for (let choice = 0; choice < 2 ** Math.min(doubtful.length, 12); choice += 1) {
    const active = entries.filter(
      (entry) => entry.applies === 'yes' || (entry.applies === 'unknown' && (choice >> doubtful.indexOf(entry)) % 2 === 1),
    );
    const explicit = active.filter((entry) => !entry.inherited);
    const level = explicit.length > 0 ? explicit : active;
    outcomes.add(level.length > 0 && level.every((entry) => !entry.deny));
  }
  return outcomes.size > 1 ? 'unknown' : certain(outcomes.has(true));
}
