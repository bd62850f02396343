/** What kind of failure ended a request. `expired`: the page mark is no longer valid, the collection starts again. */
export type ReadFailureKind =
  'cancelled' | 'forbidden' | 'notFound' | 'expired' | 'throttled' | 'unreachable' | 'notSignedIn' | 'refused' | 'unreadable';

/** Why something was not read, as a clause that coverage can show. */
export interface ReadFailure {
  readonly kind: ReadFailureKind;
  readonly reason: string;
}

/** The failure of everything that was under way when the user stopped. */
export const CANCELLED: ReadFailure = { kind: 'cancelled', reason: 'cancelled by the user' };
