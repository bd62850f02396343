import { create } from 'zustand';
import type { CloudId } from '../../../shared/domain/clouds/clouds';
import type { FeatureId } from '../../../shared/domain/readiness/features';
import type { Account, SignInProgress } from '../../../shared/ipc/account-shapes';
import type { Failure } from '../../../shared/ipc/envelope';
import type { StartInput } from '../reading-run/run-api';

/** What a sign-in begins with. */
export interface SignInPrefill {
  readonly cloud: CloudId | null;
}

/** What is asked of the user about an account. */
export type AccountDialog =
  | { readonly kind: 'signIn'; readonly prefill: SignInPrefill }
  /** `skippable`: a reading waits, which can begin with what is granted. */
  | {
      readonly kind: 'permissions';
      readonly accountId: string;
      readonly features: readonly FeatureId[];
      readonly then: StartInput | null;
      readonly skippable: boolean;
    }
  | { readonly kind: 'renew'; readonly accountId: string; readonly then: StartInput | null };

/** A sign-in that is under way, in the browser or by a code. */
export interface Waiting {
  readonly requestId: string;
  readonly method: 'browser' | 'deviceCode';
  /** Null until main tells the first time. */
  readonly progress: SignInProgress | null;
}

interface DialogState {
  readonly dialog: AccountDialog | null;
  readonly waiting: Waiting | null;
  readonly failure: Failure | null;
  /** Who signed in just now, while the dialog still stands. */
  readonly signedIn: Account | null;
}

/** The dialogs about accounts. Changed by `sign-in-actions` and `permission-actions` only. */
export const useAccountDialogStore = create<DialogState>(() => ({ dialog: null, waiting: null, failure: null, signedIn: null }));
