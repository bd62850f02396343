import type { PathKind, ReachExtent } from '../../shared/domain/answers/answer-shapes';
import type { Severity } from '../../shared/domain/findings/finding';
import type { Capability } from '../../shared/domain/reach/capability';
import type { Verdict } from '../../shared/domain/reach/verdict';

/** Capabilities in the words of the admin centres. */
export const CAPABILITY_WORDS: Readonly<Record<Capability, string>> = {
  'mail.readBasic': 'Read mail headers',
  'mail.read': 'Read mail',
  'mail.write': 'Read and write mail',
  'mail.send': 'Send mail',
  'settings.read': 'Read mailbox settings',
  'settings.write': 'Change mailbox settings',
  'calendar.readBasic': 'Read free/busy and titles',
  'calendar.read': 'Read calendars',
  'calendar.write': 'Change calendars',
  'contacts.read': 'Read contacts',
  'contacts.write': 'Change contacts',
  'folders.read': 'Read folders',
  'folders.write': 'Change folders',
  'items.export': 'Export items',
  'items.import': 'Import items',
  'config.read': 'Read configuration items',
  'config.write': 'Change configuration items',
};

/** Verdicts as words. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { yes: 'yes', no: 'no', unknown: 'unknown' };

/** Severities as words. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

/** How far an app goes, as words. */
export const EXTENT_WORDS: Readonly<Record<ReachExtent, string>> = {
  all: 'Every mailbox',
  some: 'Some mailboxes',
  none: 'No mailbox',
  unknown: 'Not known',
};

/** Kinds of paths as words. */
export const PATH_WORDS: Readonly<Record<PathKind, string>> = {
  entra: 'Entra grant',
  rbac: 'RBAC for Applications',
  delegated: 'Delegated grant',
  fullAccess: 'Full Access',
  sendAs: 'Send As',
  sendOnBehalf: 'Send on Behalf',
  mailboxPermission: 'Mailbox permission of the app',
  owner: 'Own mailbox',
};

/** Recipient types in the words of the Exchange admin centre; others stand as they are. */
export function mailboxKindWord(kind: string | null | undefined): string {
  const words: Readonly<Record<string, string>> = {
    UserMailbox: 'User',
    SharedMailbox: 'Shared',
    RoomMailbox: 'Room',
    EquipmentMailbox: 'Equipment',
    SchedulingMailbox: 'Scheduling',
    GroupMailbox: 'Microsoft 365 group',
    TeamMailbox: 'Site',
    DiscoveryMailbox: 'Discovery',
  };
  return kind ? (words[kind] ?? kind) : '–';
}

/** Sources of a collection as one would call them: `exchange.mailboxPermissions` → "Mailbox permissions (Exchange)". */
export function sourceWord(source: string): string {
  const [section = '', name = source] = source.split('.');
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const words = spaced.charAt(0).toUpperCase() + spaced.slice(1);
  const where = section === 'graph' ? 'Microsoft Graph' : section === 'exchange' ? 'Exchange' : section;
  return where && name !== source ? `${words} (${where})` : words;
}

/** Clouds in the words of the portals. */
export function cloudWord(cloud: string): string {
  const words: Readonly<Record<string, string>> = {
    global: 'Global cloud',
    usgov: 'US Government',
    usgovhigh: 'US Government GCC High',
    gcchigh: 'US Government GCC High',
    usgovdod: 'US Government DoD',
    dod: 'US Government DoD',
    china: 'China (21Vianet)',
  };
  return words[cloud.toLowerCase()] ?? cloud;
}
