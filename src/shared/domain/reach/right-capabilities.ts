import { maskOf, type CapabilityMask } from './capability';

/** A right that people and service principals can have on a mailbox. */
export type RightKind = 'fullAccess' | 'sendAs' | 'sendOnBehalf';

/** Every right, in the order in which lists show them. */
export const RIGHTS: readonly RightKind[] = ['fullAccess', 'sendAs', 'sendOnBehalf'];

/** What FullAccess opens; it does not bring sending. https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
export const FULL_ACCESS_MASK: CapabilityMask = maskOf('mail.write', 'calendar.write', 'contacts.write', 'folders.write', 'settings.write');

const SEND_MASK = maskOf('mail.send');

/** The capabilities that each right brings, closed under implication. */
export const RIGHT_MASKS: Readonly<Record<RightKind, CapabilityMask>> = {
  fullAccess: FULL_ACCESS_MASK,
  sendAs: SEND_MASK,
  sendOnBehalf: SEND_MASK,
};

/** The rights as the portal words them. */
export const RIGHT_WORDS: Readonly<Record<RightKind, string>> = {
  fullAccess: 'Full Access',
  sendAs: 'Send As',
  sendOnBehalf: 'Send on Behalf',
};
