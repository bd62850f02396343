/** What one can do in a mailbox, in the order in which lists show it. */
export const CAPABILITIES = [
  'mail.readBasic',
  'mail.read',
  'mail.write',
  'mail.send',
  'settings.read',
  'settings.write',
  'calendar.readBasic',
  'calendar.read',
  'calendar.write',
  'contacts.read',
  'contacts.write',
  'folders.read',
  'folders.write',
  'items.export',
  'items.import',
  'config.read',
  'config.write',
] as const;

/** One thing that can be done in a mailbox. */
export type Capability = (typeof CAPABILITIES)[number];

/** A set of capabilities as a bit mask: bit n stands for `CAPABILITIES[n]`. Masks are unions; no particular width is promised. */
export type CapabilityMask = number;

/** The empty set of capabilities. */
export const NO_CAPABILITIES: CapabilityMask = 0;

/** Every capability. */
export const ALL_CAPABILITIES: CapabilityMask = (1 << CAPABILITIES.length) - 1;

const BIT = new Map<Capability, number>(CAPABILITIES.map((capability, index) => [capability, 1 << index]));

const IMPLIED: readonly (readonly [Capability, Capability])[] = [
  ['mail.write', 'mail.read'],
  ['mail.read', 'mail.readBasic'],
  ['settings.write', 'settings.read'],
  ['calendar.write', 'calendar.read'],
  ['calendar.read', 'calendar.readBasic'],
  ['contacts.write', 'contacts.read'],
  ['folders.write', 'folders.read'],
  ['config.write', 'config.read'],
];

/** The mask of a single capability, without what it implies. */
export function bitOf(capability: Capability): CapabilityMask {
  return BIT.get(capability) ?? 0;
}

/** Closes a mask under implication: write brings read, read brings readBasic. Nothing else implies anything. */
export function closeMask(mask: CapabilityMask): CapabilityMask {
  let closed = mask;
  for (const [holder, implied] of IMPLIED) {
    if (closed & bitOf(holder)) closed |= bitOf(implied);
  }
  return closed;
}

/** The closed mask of a list of capabilities. */
export function maskOf(...capabilities: readonly Capability[]): CapabilityMask {
  return closeMask(capabilities.reduce((mask, capability) => mask | bitOf(capability), 0));
}

/** The capabilities in a mask, in display order. */
export function capabilitiesIn(mask: CapabilityMask): Capability[] {
  return CAPABILITIES.filter((capability) => mask & bitOf(capability));
}

/** Strongest first: what an administrator would name when asked for one word. */
const STRENGTH: readonly Capability[] = [
  'mail.write',
  'mail.send',
  'mail.read',
  'items.export',
  'items.import',
  'mail.readBasic',
  'calendar.write',
  'contacts.write',
  'settings.write',
  'folders.write',
  'config.write',
  'calendar.read',
  'contacts.read',
  'settings.read',
  'folders.read',
  'config.read',
  'calendar.readBasic',
];

/** The strongest capability of a mask, or null for the empty mask. */
export function strongestOf(mask: CapabilityMask): Capability | null {
  return STRENGTH.find((capability) => mask & bitOf(capability)) ?? null;
}
