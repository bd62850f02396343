import type { Unresolved } from '../answers/answer-shapes';
import type { Reading } from '../collection/reading';
import type { Mailbox } from '../collection/mailbox-directory';
import type { Capability } from './capability';
import type { MailboxSets, TriSet } from './mailbox-sets';
import type { AccessPolicy, AppEntry, ApplicationReach, DelegatedReach, Explanation, MailboxRight, PersonReach, Pointer } from './reach-model';

/** Who and what can reach which mailbox, computed from one reading. Everything is computed when first asked for, and kept. */
export interface ReachEngine {
  readonly reading: Reading;
  readonly sets: MailboxSets;
  /** Apps that hold anything that concerns mailboxes (permission, assignment, pointer, policy, delegated mail grant), by name. */
  readonly apps: readonly AppEntry[];
  /** Any app of the reading, by app id in any case. */
  app(appId: string): AppEntry | undefined;
  readonly pointers: readonly Pointer[];
  readonly policies: readonly AccessPolicy[];
  applicationReach(app: AppEntry): ApplicationReach;
  delegatedReach(app: AppEntry): DelegatedReach;
  /** Why an app reaches a mailbox: application paths and, if asked for, delegated ones. */
  explainApp(app: AppEntry, mailbox: Mailbox, options?: { readonly delegated?: boolean }): Explanation;
  /** Apps with a delegated grant that reaches the mailbox, or may. */
  /** People who reach one mailbox, its own account included (path `owner`). */
  peopleOf(mailbox: Mailbox): readonly PersonReach[];
  /** Per person (own mailboxes left out): per capability the mailboxes, yes and unknown. */
  peopleMatrix(): readonly { readonly id: string; readonly name: string; readonly enabled: boolean | null; readonly deleted: boolean; readonly capabilities: ReadonlyMap<Capability, TriSet | { readonly yes: readonly number[]; readonly unknown: readonly number[] }> }[];
  /** The raw rights on one mailbox, by the source's own words (system trustees included). */
  rightsOn(mailbox: Mailbox): readonly MailboxRight[];
  /** Rights on one mailbox held by service principals, with the app id. */
  readonly unresolved: readonly Unresolved[];
}
