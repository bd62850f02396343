import type { ExchangeItem } from '../../../src/shared/domain/collection/collection.schema';
import { isOn, rightsOf, wasRead } from './apps';
import { heldRight, listOf, lower, mailboxId, resolveTrustee } from './directory';
import type { Directory, Trustee } from './directory';
import { withImplied } from './permission-table';
import { anyOf, certain } from './ternary';
import type { Ternary } from './ternary';

type Mailbox = ExchangeItem<'mailboxes'>;
type Right = 'fullAccess' | 'sendAs' | 'sendOnBehalf';

interface Entry {
  readonly trustee: string;
  readonly resolved: Trustee;
  readonly inherited: boolean;
  readonly deny: boolean;
}

const GIVES: Readonly<Record<Right, readonly string[]>> = {
  fullAccess: withImplied(['mail.write', 'calendar.write', 'contacts.write', 'folders.write', 'settings.write']),
  sendAs: ['mail.send'],
  sendOnBehalf: ['mail.send'],
};

function entriesOn(directory: Directory, mailbox: Mailbox, right: Right): Entry[] {
  const { exchange } = directory.collection;
  const make = (trustee: string, inherited: boolean, deny: boolean): Entry => ({
    trustee,
    resolved: resolveTrustee(directory, trustee),
    inherited,
    deny,
  });
  if (right === 'sendOnBehalf') return listOf(mailbox.GrantSendOnBehalfTo).map((trustee) => make(trustee, false, false));
  if (right === 'fullAccess') {
    return (exchange.mailboxPermissions ?? [])
      .filter((row) => isOn(row.Identity, mailbox) && rightsOf(row.AccessRights).includes('fullaccess'))
      .map((row) => make(row.User, row.IsInherited === true, row.Deny === true));
  }
  return (exchange.recipientPermissions ?? [])
    .filter((row) => isOn(row.Identity, mailbox) && rightsOf(row.AccessRights).includes('sendas'))
    .map((row) => make(row.Trustee, row.IsInherited === true, lower(row.AccessControlType) === 'deny'));
}

const PEOPLE_SOURCES = ['graph.users', 'graph.groups', 'exchange.mailboxes', 'exchange.recipients', 'exchange.groups'];

/** A trustee that names several is perhaps each of them; one that names nobody is perhaps anybody who was not read. */
function mayBe(directory: Directory, candidates: readonly string[], personId: string): Ternary {
  if (candidates.length > 0) {
    const groups = directory.principals.filter((principal) => principal.kind === 'group' && candidates.includes(principal.id));
    const near = candidates.includes(personId) || groups.some((group) => directory.isMember(group.id, personId, true) !== 'no');
    return near ? 'unknown' : 'no';
  }
  return PEOPLE_SOURCES.every((path) => directory.state(path) === 'complete') ? 'no' : 'unknown';
}

function appliesTo(directory: Directory, entry: Entry, personId: string): Ternary {
  const { resolved } = entry;
  // A SID that no recipient has is a deleted account, provided that every recipient was read.
  if (resolved.kind === 'deleted') {
    if (resolved.certain) return certain(resolved.id === personId);
    return resolved.id === personId || entry.deny ? 'unknown' : 'no';
  }
  if (resolved.kind === 'unresolved') return mayBe(directory, resolved.candidates, personId);
  if (resolved.kind !== 'principal') return 'no';
  if (resolved.principal.kind === 'group') return directory.isMember(resolved.principal.id, personId, true);
  return certain(resolved.principal.id === personId);
}

const everybody = new WeakMap<Directory, readonly string[]>();

/** Everybody a permission could name, deleted accounts included. */
function personIds(directory: Directory): readonly string[] {
  const known = everybody.get(directory);
  if (known) return known;
  const ids = directory.principals.filter((principal) => principal.kind === 'person').map((principal) => principal.id);
  for (const mailbox of directory.mailboxes) {
    for (const right of ['fullAccess', 'sendAs', 'sendOnBehalf'] as const) {
      for (const { resolved } of entriesOn(directory, mailbox, right)) if (resolved.kind === 'deleted') ids.push(resolved.id);
    }
  }
  const unique = [...new Set(ids)];
  everybody.set(directory, unique);
  return unique;
}

/** What everybody can do in one mailbox that is not their own: `person|capability`, without the noes. */
export function peopleReach(directory: Directory, mailbox: Mailbox): Map<string, Ternary> {
  const reach = new Map<string, Ternary>();
  for (const right of ['fullAccess', 'sendAs', 'sendOnBehalf'] as const) {
    const entries = entriesOn(directory, mailbox, right);
    for (const personId of entries.length > 0 ? personIds(directory) : []) {
      if (personId === mailboxId(mailbox)) continue;
      const applied = entries.map((entry) => ({ ...entry, applies: appliesTo(directory, entry, personId) }));
      // An allowance through a group whose members are not known is an unresolved entry; a denial through one makes the seen allowance doubtful.
      const held = heldRight(
        applied.map((entry) =>
          entry.applies === 'unknown' && !entry.deny && entry.resolved.kind !== 'deleted' ? { ...entry, applies: 'no' as const } : entry,
        ),
      );
      if (held === 'no') continue;
      for (const capability of GIVES[right]) {
        const cell = `${personId}|${capability}`;
        reach.set(cell, anyOf([reach.get(cell) ?? 'no', held]));
      }
    }
  }
  return reach;
}

/** The places where the answer about people must say that it is incomplete: `right|mailbox id`. */
export function unresolvedPeople(directory: Directory): Set<string> {
  const places = new Set<string>();
  for (const mailbox of directory.mailboxes) {
    for (const right of ['fullAccess', 'sendAs', 'sendOnBehalf'] as const) {
      const place = `${right}|${mailboxId(mailbox)}`;
      if (right !== 'sendOnBehalf' && !wasRead(directory, mailbox, right)) places.add(place);
      for (const { resolved } of entriesOn(directory, mailbox, right)) {
        if (resolved.kind === 'unresolved' || (resolved.kind === 'deleted' && !resolved.certain)) places.add(place);
        const isGroup = resolved.kind === 'principal' && resolved.principal.kind === 'group';
        if (isGroup && directory.isMember(resolved.principal.id, 'a member that is nobody', true) === 'unknown') places.add(place);
      }
    }
  }
  return places;
}
