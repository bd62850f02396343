import type { FeatureId } from '../../../shared/domain/readiness/features';
import type { Account } from '../../../shared/ipc/account-shapes';
import { request } from '../../data/api';
import { notify, openReading, notifyFailure } from '../../state/session-actions';
import { useSessionStore } from '../../state/session-store';
import { startReading } from '../reading-run/run-actions';
import type { StartInput } from '../reading-run/run-api';
import { accountTarget, newestReading } from './account-words';
import { useAccountDialogStore, type AccountDialog } from './dialog-store';
import { missingFeatures } from './permissions';
import { cancelWaiting, closeAccountDialog, waitFor } from './sign-in-actions';
import { accountStrings as strings } from './strings';

const store = useAccountDialogStore;

function show(dialog: AccountDialog): void {
  cancelWaiting();
  store.setState({ dialog, waiting: null, failure: null, signedIn: null });
}

/** The reading that an account begins with. */
export function accountStart(accountId: string): StartInput {
  return { target: accountTarget(accountId), mailboxPermissions: 'shared', resume: null };
}

/**
 * Reads the tenant of an account. Before the first time it says what it asks for; an account that is no longer signed in signs in
 * first.
 */
export async function readAccount(account: Account): Promise<void> {
  const then = accountStart(account.id);
  if (account.state === 'signInNeeded') {
    show({ kind: 'renew', accountId: account.id, then });
    return;
  }
  const { recent, app } = useSessionStore.getState();
  const features = missingFeatures(account, app?.settings.exchangeSignIn ?? 'auto');
  if (features.length > 0 && newestReading(account.id, recent) === null) {
    show({ kind: 'permissions', accountId: account.id, features, then, skippable: true });
    return;
  }
  closeAccountDialog();
  await startReading(then);
}

/** Says what some features need, and asks for it. `then` is read once it was granted. */
export function askPermissions(accountId: string, features: readonly FeatureId[], then: StartInput | null = null): void {
  show({ kind: 'permissions', accountId, features, then, skippable: false });
}

/** Signs in again with an account whose sign-in is no longer accepted. */
export function signInAgain(accountId: string, then: StartInput | null = null): void {
  show({ kind: 'renew', accountId, then });
}

async function goOn(then: StartInput | null): Promise<void> {
  closeAccountDialog();
  if (then) await startReading(then);
}

/** Asks for what the open dialog names, in the browser, and goes on with what waits for it. */
export async function grant(): Promise<void> {
  const { dialog } = store.getState();
  if (dialog?.kind !== 'permissions' && dialog?.kind !== 'renew') return;
  const { accountId, then } = dialog;
  const features = dialog.kind === 'permissions' ? [...dialog.features] : [];
  const answer = await waitFor('browser', (requestId) => request(window.mailscope.account.consent, { accountId, features }, { requestId }));
  if (!answer?.ok) return;
  const title = dialog.kind === 'renew' ? strings.signedInTitle(answer.value.username) : strings.grantedTitle;
  if (!then) notify({ intent: 'success', title, text: '', detail: null });
  await goOn(then);
}

/** Reads with what is granted already. */
export async function readWithout(): Promise<void> {
  const { dialog } = store.getState();
  await goOn(dialog?.kind === 'permissions' ? dialog.then : null);
}

/** Shows the newest reading of an account. */
export async function showNewest(accountId: string): Promise<void> {
  const reading = newestReading(accountId, useSessionStore.getState().recent);
  if (!reading) return;
  const answer = await openReading(reading.id, reading.fileName, true);
  if (!answer.ok) notifyFailure(answer.error);
}
