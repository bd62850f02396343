import type { Collection } from './collection.schema';
import { UniqueLookup } from './lookup';
import { addressOf, keyOf, listOf } from './text-key';

/** What kind of thing a principal is. Only accounts are people; contacts and service principals are not. */
export type PrincipalKind = 'account' | 'group' | 'servicePrincipal' | 'contact';

/** One principal of a reading. `id` is its object id in lower case; for a service principal in Exchange, its pointer's ObjectId. */
export interface Principal {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly name: string;
  readonly enabled: boolean | null;
  /** Lower case; set for service principals that Exchange knows by a pointer. */
  readonly appId: string | null;
}

/** What a trustee stands for. */
export type TrusteeMatch =
  | { readonly kind: 'principal'; readonly principal: Principal }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Principal[] }
  | { readonly kind: 'system' }
  | { readonly kind: 'everyone' }
  | { readonly kind: 'sid'; readonly sid: string }
  | { readonly kind: 'none' };

interface Draft {
  id: string;
  kind: PrincipalKind;
  name: string;
  enabled: boolean | null;
  appId: string | null;
}

const GROUP_TYPE = /group|distributionlist|roomlist/;

/** Role groups and machine groups that Exchange itself puts on every mailbox. */
const BUILT_IN_GROUPS = new Set([
  'administrators',
  'compliance management',
  'delegated setup',
  'discovery management',
  'domain admins',
  'enterprise admins',
  'exchange domain servers',
  'exchange organization administrators',
  'exchange recipient administrators',
  'exchange servers',
  'exchange services',
  'exchange trusted subsystem',
  'exchange windows permissions',
  'hygiene management',
  'jitusers',
  'managed availability servers',
  'organization management',
  'public folder management',
  'recipient management',
  'schema admins',
  'view-only organization management',
]);

const EVERYONE = new Set(['everyone', 's-1-1-0', 'nt authority\\authenticated users', 's-1-5-11']);

/** Everything of a reading that can hold a right: found by id, address, distinguished name, SID, or a name that only one has. */
export class PrincipalDirectory {
  private readonly drafts = new Map<string, Draft>();
  private readonly ids = new Map<string, Principal>();
  private readonly addresses = new UniqueLookup<Principal>();
  private readonly distinguishedNames = new UniqueLookup<Principal>();
  private readonly names = new UniqueLookup<Principal>();
  private readonly sids = new Map<string, Principal>();
  private readonly matches = new Map<string, TrusteeMatch>();

  /** `base`: a directory that holds everybody else; then the collection has only what is new, by ids that the base lacks. */
  constructor(
    collection: Pick<Collection, 'graph' | 'exchange'>,
    readonly base: PrincipalDirectory | null = null,
  ) {
    const { graph, exchange } = collection;
    for (const user of graph.users ?? []) {
      if (keyOf(user.id) === '') continue;
      const principal = this.put(user.id, 'account', user.displayName ?? user.userPrincipalName, user.accountEnabled ?? null);
      this.addAddresses(principal, [user.userPrincipalName, user.mail]);
      this.addNames(principal, [user.displayName]);
    }
    for (const group of graph.groups ?? []) {
      if (keyOf(group.id) === '') continue;
      const principal = this.put(group.id, 'group', group.displayName, null);
      this.addAddresses(principal, [group.mail]);
      this.addNames(principal, [group.displayName]);
      this.addSid(principal, group.securityIdentifier);
    }
    for (const group of exchange.groups ?? []) this.addRecipient(group, 'group');
    for (const mailbox of exchange.mailboxes ?? []) this.addRecipient(mailbox, 'account');
    for (const recipient of exchange.recipients ?? []) {
      this.addSid(this.addRecipient(recipient, kindOfRecipient(recipient.RecipientTypeDetails)), recipient.Sid);
    }
    for (const item of graph.servicePrincipals ?? []) this.addServicePrincipal(item.id, item.appId, item.displayName);
    for (const pointer of exchange.servicePrincipals ?? []) this.addPointer(pointer);
    this.drafts.clear();
  }

  /** The principal with an object id (or another id that only it has), or undefined. */
  byId(id: string | null | undefined): Principal | undefined {
    return this.ids.get(keyOf(id)) ?? this.base?.byId(id);
  }

  /** What a trustee text stands for. Names are compared last, and count only if exactly one principal has them. */
  match(text: string): TrusteeMatch {
    const key = keyOf(text);
    const known = this.matches.get(key);
    if (known) return known;
    const match = this.compute(key);
    this.matches.set(key, match);
    return match;
  }

  /** Whether every text that the base was asked for stands for the same as before: nobody new is known by any of them. */
  get leavesAnswersOfBase(): boolean {
    if (this.base === null) return false;
    for (const key of this.base.matches.keys()) {
      if (this.ids.has(key) || this.sids.has(key) || this.distinguishedNames.find(key) !== undefined || this.names.find(key) !== undefined)
        return false;
      if (this.addresses.find(addressOf(key)) !== undefined) return false;
    }
    return true;
  }

  private compute(key: string): TrusteeMatch {
    const byId = this.bySurest(key);
    if (byId) return { kind: 'principal', principal: byId };
    for (const [lookup, wanted] of [
      ['addresses', addressOf(key)],
      ['distinguishedNames', key],
      ['names', key],
    ] as const) {
      const [found, ...others] = this.holders(lookup, wanted);
      if (found)
        return others.length === 0 ? { kind: 'principal', principal: found } : { kind: 'ambiguous', candidates: [found, ...others] };
    }
    if (EVERYONE.has(key)) return { kind: 'everyone' };
    if (isSystem(key)) return { kind: 'system' };
    if (/^s-1-[\d-]+$/.test(key)) return { kind: 'sid', sid: key };
    return { kind: 'none' };
  }

  private bySurest(key: string): Principal | undefined {
    return this.ids.get(key) ?? this.sids.get(key) ?? this.base?.bySurest(key);
  }

  /** Everybody who has a key, those of the base first. */
  private holders(lookup: 'addresses' | 'distinguishedNames' | 'names', key: string): readonly Principal[] {
    const own = this[lookup].all(key);
    return this.base === null ? own : [...this.base.holders(lookup, key), ...own];
  }

  private put(rawId: string, kind: PrincipalKind, name: string | null | undefined, enabled: boolean | null): Principal {
    const id = keyOf(rawId);
    const present = this.drafts.get(id);
    if (present) {
      // A group stays a group, and an account an account, whatever a second source calls it.
      if (present.kind === 'contact' && kind !== 'contact') present.kind = kind;
      present.enabled ??= enabled;
      if (present.name === id && name) present.name = name;
      return present;
    }
    const draft: Draft = { id, kind, name: name || id, enabled, appId: null };
    this.drafts.set(id, draft);
    this.ids.set(id, draft);
    return draft;
  }

  private addRecipient(
    item: {
      readonly ExternalDirectoryObjectId?: string | null | undefined;
      readonly Guid?: string | null | undefined;
      readonly DisplayName?: string | null | undefined;
      readonly Name?: string | null | undefined;
      readonly Alias?: string | null | undefined;
      readonly DistinguishedName?: string | null | undefined;
      readonly PrimarySmtpAddress?: string | null | undefined;
      readonly UserPrincipalName?: string | null | undefined;
      readonly EmailAddresses?: string | readonly string[] | null | undefined;
    },
    kind: PrincipalKind,
  ): Principal {
    const id =
      item.ExternalDirectoryObjectId ||
      item.Guid ||
      item.DistinguishedName ||
      item.PrimarySmtpAddress ||
      item.Name ||
      item.DisplayName ||
      '';
    const principal = this.put(id, kind, item.DisplayName || item.Name || item.PrimarySmtpAddress, null);
    this.addId(keyOf(item.Guid), principal);
    this.addAddresses(principal, [item.PrimarySmtpAddress, item.UserPrincipalName, ...listOf(item.EmailAddresses)]);
    this.distinguishedNames.add(keyOf(item.DistinguishedName), principal);
    this.addNames(principal, [item.Name, item.DisplayName, item.Alias]);
    return principal;
  }

  /** Known by its ids only: a right names a service principal by the name of its pointer, not by the one that Graph has. */
  private addServicePrincipal(rawId: string, rawAppId: string, name: string | null | undefined): void {
    const id = keyOf(rawId);
    const appId = keyOf(rawAppId);
    if (id === '' || this.drafts.has(id)) return;
    const principal = this.put(id, 'servicePrincipal', name, null) as Draft;
    if (appId === '') return;
    principal.appId = appId;
    this.addId(appId, principal);
  }

  /** A pointer belongs to the service principal whose object id is its ObjectId; if none, to the one with its AppId. */
  private addPointer(pointer: NonNullable<Collection['exchange']['servicePrincipals']>[number]): void {
    const objectId = keyOf(pointer.ObjectId);
    const appId = keyOf(pointer.AppId);
    const owner = [objectId, appId].map((key) => this.ids.get(key)).find((item) => item?.kind === 'servicePrincipal');
    const id = objectId || keyOf(pointer.Guid) || keyOf(pointer.Identity) || appId;
    if (!owner && id === '') return;
    const principal = (owner ?? this.put(id, 'servicePrincipal', pointer.DisplayName, null)) as Draft;
    principal.appId ??= appId || null;
    for (const other of [objectId, appId, keyOf(pointer.Guid), keyOf(pointer.Identity)]) this.addId(other, principal);
    this.addNames(principal, [pointer.DisplayName]);
  }

  private addId(key: string, principal: Principal): void {
    if (key !== '' && !this.ids.has(key)) this.ids.set(key, principal);
  }

  private addAddresses(principal: Principal, addresses: readonly (string | null | undefined)[]): void {
    for (const address of addresses) this.addresses.add(addressOf(address), principal);
  }

  private addNames(principal: Principal, names: readonly (string | null | undefined)[]): void {
    for (const name of names) this.names.add(keyOf(name), principal);
  }

  private addSid(principal: Principal, sid: string | null | undefined): void {
    const key = keyOf(sid);
    if (key !== '' && !this.sids.has(key)) this.sids.set(key, principal);
  }
}

function kindOfRecipient(type: string | null | undefined): PrincipalKind {
  const key = keyOf(type);
  if (key.includes('contact') || key === 'publicfolder') return 'contact';
  if (key === 'groupmailbox' || GROUP_TYPE.test(key)) return 'group';
  return 'account';
}

/** Whether a member type as Graph or Exchange words it (`user`, `#microsoft.graph.user`, `UserMailbox`) is an account; null if the word says nothing. */
export function isAccountType(type: string | null | undefined): boolean | null {
  const key = keyOf(type).replace('#microsoft.graph.', '');
  if (key === '') return null;
  if (key === 'user' || key === 'mailuser' || key === 'guestmailuser' || key === 'disableduser' || key.endsWith('user')) return true;
  if (key.endsWith('mailbox') && key !== 'groupmailbox') return true;
  return false;
}

function isSystem(key: string): boolean {
  if (key.startsWith('nt authority\\') || key.startsWith('nt service\\') || key.startsWith('builtin\\')) return true;
  // Well-known SIDs (SELF, SYSTEM, the built-in domain) belong to no deleted account.
  if (/^s-1-5-(\d+)$/.test(key) || key.startsWith('s-1-5-32-')) return true;
  const name = key.includes('\\') ? key.slice(key.lastIndexOf('\\') + 1) : key;
  return BUILT_IN_GROUPS.has(name);
}
