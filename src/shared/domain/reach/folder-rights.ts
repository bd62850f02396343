import type { Reading } from '../collection/reading';
import { keyOf, wordsOf } from '../collection/text-key';
import { maskOf, NO_CAPABILITIES, type CapabilityMask } from './capability';
import type { RightHolders } from './right-holders';

const WRITING_ROLES = new Set([
  'owner',
  'publishingeditor',
  'editor',
  'publishingauthor',
  'author',
  'noneditingauthor',
  'editallitems',
  'editowneditems',
  'createitems',
  'deleteallitems',
]);
const READING_ROLES = new Set(['reviewer', 'readitems']);
const CALENDAR_BASIC_ROLES = new Set(['availabilityonly', 'limiteddetails']);

/** What one folder permission lets one person do; `personId` null stands for everybody (`Default`). */
export interface FolderRight {
  readonly personId: string | null;
  readonly mask: CapabilityMask;
}

/**
 * The folder permissions of a reading, by mailbox index. They are read on request only.
 * https://learn.microsoft.com/powershell/module/exchange/add-mailboxfolderpermission
 */
export function folderRightsOf(reading: Reading, holders: RightHolders): ReadonlyMap<number, readonly FolderRight[]> {
  const byMailbox = new Map<number, FolderRight[]>();
  for (const item of reading.collection.exchange.mailboxFolderPermissions ?? []) {
    const at = item.Identity.indexOf(':\\');
    const match = reading.mailboxes.match(at < 0 ? item.Identity : item.Identity.slice(0, at));
    if (match.kind !== 'mailbox') continue;
    const mask = maskOfFolder(at < 0 ? '' : item.Identity.slice(at + 2), wordsOf(item.AccessRights));
    if (mask === NO_CAPABILITIES) continue;
    const rights = byMailbox.get(match.mailbox.index) ?? [];
    byMailbox.set(match.mailbox.index, rights);
    for (const personId of holdersOf(item.User ?? '', reading, holders)) rights.push({ personId, mask });
  }
  return byMailbox;
}

function holdersOf(user: string, reading: Reading, holders: RightHolders): readonly (string | null)[] {
  if (keyOf(user) === 'default') return [null];
  const match = reading.principals.match(user);
  if (match.kind !== 'principal') return [];
  if (match.principal.kind === 'account') return [match.principal.id];
  return match.principal.kind === 'group' ? holders.peopleIn(match.principal.id).map(([person]) => person.id) : [];
}

function maskOfFolder(folder: string, roles: readonly string[]): CapabilityMask {
  const writes = roles.some((role) => WRITING_ROLES.has(role));
  const reads = writes || roles.some((role) => READING_ROLES.has(role));
  const name = keyOf(folder);
  if (name.includes('calendar')) {
    if (writes) return maskOf('calendar.write');
    if (reads) return maskOf('calendar.read');
    return roles.some((role) => CALENDAR_BASIC_ROLES.has(role)) ? maskOf('calendar.readBasic') : NO_CAPABILITIES;
  }
  if (!reads) return NO_CAPABILITIES;
  if (name.includes('contact')) return writes ? maskOf('contacts.write') : maskOf('contacts.read');
  return writes ? maskOf('mail.write') : maskOf('mail.read');
}
