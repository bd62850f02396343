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

function appliesTo(directory: Directory, { resolved }: Entry, personId: string): Ternary {
  if (resolved.kind === 'deleted') return certain(resolved.id === personId);
  if (resolved.kind !== 'principal') return 'no';
  if (resolved.principal.kind === 'group') return directory.isMember(resolved.principal.id, personId, true);
  return certain(resolved.principal.id === personId);
}

/** Everybody a permission could name, deleted accounts included. */
export function personIds(directory: Directory): string[] {
  const ids = directory.principals.filter((principal) => principal.kind === 'person').map((principal) => principal.id);
  for (const mailbox of directory.mailboxes) {
    for (const right of ['fullAccess', 'sendAs', 'sendOnBehalf'] as const) {
      for (const { resolved } of entriesOn(directory, mailbox, right)) if (resolved.kind === 'deleted') ids.push(resolved.id);
    }
  }
  return [...new Set(ids)];
}

/** What a person can do in somebody else's mailbox. A group whose members are not known shows as `unresolved`, not as doubt about everybody. */
export function personReach(directory: Directory, personId: string, mailbox: Mailbox, capability: string): Ternary {
  if (personId === mailboxId(mailbox)) return 'no';
  return anyOf(
    (['fullAccess', 'sendAs', 'sendOnBehalf'] as const)
      .filter((right) => GIVES[right].includes(capability))
      .map((right): Ternary => {
        const entries = entriesOn(directory, mailbox, right).map((entry) => ({ ...entry, applies: appliesTo(directory, entry, personId) }));
        // An allowance through a group whose members are not known is an unresolved entry; a denial through one makes the seen allowance doubtful.
        return heldRight(
          entries.map((entry) => (entry.applies === 'unknown' && !entry.deny ? { ...entry, applies: 'no' as const } : entry)),
        );
      }),
  );
}

/** The places where the answer about people must say that it is incomplete: `right|mailbox id`. */
export function unresolvedPeople(directory: Directory): Set<string> {
  const places = new Set<string>();
  for (const mailbox of directory.mailboxes) {
    for (const right of ['fullAccess', 'sendAs', 'sendOnBehalf'] as const) {
      const place = `${right}|${mailboxId(mailbox)}`;
      if (right !== 'sendOnBehalf' && !wasRead(directory, mailbox, right)) places.add(place);
      for (const { resolved, deny } of entriesOn(directory, mailbox, right)) {
        if (deny) continue;
        if (resolved.kind === 'unresolved') places.add(place);
        const isGroup = resolved.kind === 'principal' && resolved.principal.kind === 'group';
        if (isGroup && directory.isMember(resolved.principal.id, 'a member that is nobody', true) === 'unknown') places.add(place);
      }
    }
  }
  return places;
}
