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
 * The folder permissions of a reading, by mailbox. They are read on request only, and indexed when first asked for.
 * https://learn.microsoft.com/powershell/module/exchange/add-mailboxfolderpermission
 */
export class FolderRights {
  private byMailbox: ReadonlyMap<number, readonly FolderRight[]> | null = null;

  constructor(
    private readonly reading: Reading,
    private readonly holders: RightHolders,
  ) {}

  /** What folder permissions give in one mailbox. */
  on(mailbox: number): readonly FolderRight[] {
    this.byMailbox ??= folderRightsOf(this.reading, this.holders);
    return this.byMailbox.get(mailbox) ?? [];
  }
}

function folderRightsOf(reading: Reading, holders: RightHolders): ReadonlyMap<number, readonly FolderRight[]> {
  const byMailbox = new Map<number, FolderRight[]>();
  for (const item of reading.collection.exchange.mailboxFolderPermissions ?? []) {
    const at = item.Identity.indexOf(':\\');
    const match = reading.mailboxes.match(at < 0 ? item.Identity : item.Identity.slice(0, at));
    if (match.kind !== 'mailbox') continue;
    const isDefault = keyOf(item.User) === 'default';
    const mask = maskOfFolder(at < 0 ? '' : item.Identity.slice(at + 2), wordsOf(item.AccessRights), isDefault);
    if (mask === NO_CAPABILITIES) continue;
    const rights = byMailbox.get(match.mailbox.index) ?? [];
    byMailbox.set(match.mailbox.index, rights);
    const persons = isDefault ? [null] : holdersOf(item.User ?? '', reading, holders);
    for (const personId of persons) rights.push({ personId, mask });
  }
  return byMailbox;
}

function holdersOf(user: string, reading: Reading, holders: RightHolders): readonly string[] {
  const match = reading.principals.match(user);
  if (match.kind !== 'principal') return [];
  if (match.principal.kind === 'account') return [match.principal.id];
  return match.principal.kind === 'group' ? holders.peopleIn(match.principal.id).map(([person]) => person.id) : [];
}

/** Every calendar shows its free and busy times to everybody by default: that is no reading of events. */
function maskOfFolder(folder: string, roles: readonly string[], isDefault: boolean): CapabilityMask {
  const writes = roles.some((role) => WRITING_ROLES.has(role));
  const reads = writes || roles.some((role) => READING_ROLES.has(role));
  const name = keyOf(folder);
  if (name.includes('calendar')) {
    if (writes) return maskOf('calendar.write');
    if (reads) return maskOf('calendar.read');
    return !isDefault && roles.some((role) => CALENDAR_BASIC_ROLES.has(role)) ? maskOf('calendar.readBasic') : NO_CAPABILITIES;
  }
  if (!reads) return NO_CAPABILITIES;
  if (name.includes('contact')) return writes ? maskOf('contacts.write') : maskOf('contacts.read');
  return writes ? maskOf('mail.write') : maskOf('mail.read');
}
