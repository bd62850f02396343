import type { AuditApp, ExplainedCapabilities, PathKind, ReachExtent } from '../domain/answers/answer-shapes';
import { CAPABILITIES, bitOf, capabilitiesIn, closeMask, type Capability } from '../domain/reach/capability';
import { counted } from './numbers';

const PATH_WORDS: Readonly<Record<PathKind, string>> = {
  entra: 'application permission (Entra)',
  rbac: 'RBAC for Applications',
  delegated: 'delegated permission',
  fullAccess: 'Full Access',
  sendAs: 'Send As',
  sendOnBehalf: 'Send on Behalf',
  mailboxPermission: 'protocol permission with a right on the mailbox',
  owner: "the mailbox's own account",
};

const EXTENT_WORDS: Readonly<Record<ReachExtent, string>> = {
  all: 'every mailbox',
  some: 'some mailboxes',
  none: 'no mailbox (confined)',
  unknown: 'not certain',
};

/** A kind of path in the words of the admin centres. */
export function pathWords(kind: PathKind): string {
  return PATH_WORDS[kind];
}

/** How far a capability goes, in words. */
export function extentWords(extent: ReachExtent): string {
  return EXTENT_WORDS[extent];
}

/** Whether a service principal or an account can be used now. */
export function enabledWords(enabled: boolean | null): string {
  if (enabled === null) return 'not known';
  return enabled ? 'yes' : 'no (disabled)';
}

/** Capabilities in display order without those that a stronger one of them implies: `mail.write` stands for `mail.read` too. */
export function withoutImplied(capabilities: readonly Capability[]): Capability[] {
  const implied = capabilities.reduce((mask, capability) => mask | (closeMask(bitOf(capability)) & ~bitOf(capability)), 0);
  const held = capabilities.reduce((mask, capability) => mask | bitOf(capability), 0);
  return capabilitiesIn(held & ~implied);
}

/** The capabilities with a given verdict, in display order. */
export function withVerdict(capabilities: ExplainedCapabilities, verdict: 'yes' | 'unknown'): Capability[] {
  return CAPABILITIES.filter((capability) => capabilities[capability]?.verdict === verdict);
}

/** The capabilities of a principal on one mailbox as one text: the certain ones, then the uncertain ones. */
export function capabilityWords(capabilities: ExplainedCapabilities): string {
  const certain = withVerdict(capabilities, 'yes');
  const certainMask = closeMask(certain.reduce((mask, capability) => mask | bitOf(capability), 0));
  const uncertain = withoutImplied(withVerdict(capabilities, 'unknown')).filter((capability) => (bitOf(capability) & certainMask) === 0);
  return [...withoutImplied(certain), ...uncertain.map((capability) => `${capability} (not certain)`)].join(', ');
}

/** The widest extent of an app's application permissions, or null where it holds none. */
export function widestReach(app: AuditApp): ReachExtent | null {
  const extents = Object.values(app.application).map((entry) => entry.reach);
  return (['all', 'some', 'unknown', 'none'] as const).find((extent) => extents.includes(extent)) ?? null;
}

/** How far an app goes by its application permissions, in words with figures. */
export function applicationReachWords(app: AuditApp): string {
  const widest = widestReach(app);
  if (widest === null) return '–';
  const entries = Object.values(app.application);
  if (widest === 'all') return extentWords(widest);
  const certain = Math.max(0, ...entries.map((entry) => entry.mailboxes));
  const uncertain = Math.max(0, ...entries.map((entry) => entry.unknownMailboxes));
  if (widest === 'none') return extentWords(widest);
  const doubt = `not certain for ${counted(uncertain, 'mailbox', 'mailboxes')}`;
  if (widest === 'unknown') return doubt;
  const text = counted(certain, 'mailbox', 'mailboxes');
  return uncertain > 0 ? `${text} (${doubt})` : text;
}

/** How far an app goes through signed-in users, in words with figures. */
export function delegatedReachWords(app: AuditApp): string {
  const entries = Object.values(app.delegated);
  if (entries.length === 0) return '–';
  if (entries.some((entry) => entry.consent === 'AllPrincipals')) return 'any signed-in user';
  return `through ${counted(Math.max(...entries.map((entry) => entry.users)), 'user')}`;
}
