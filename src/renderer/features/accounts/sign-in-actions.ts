import type { Account, SignInProgress, SignInWish } from '../../../shared/ipc/account-shapes';
import { isCancellation, nextRequestId, request, type Answer } from '../../data/api';
import { noteAccount } from './account-actions';
import { useAccountDialogStore, type SignInPrefill, type Waiting } from './dialog-store';

const store = useAccountDialogStore;

/** Opens the sign-in. */
export function openSignIn(prefill: Partial<SignInPrefill> = {}): void {
  cancelWaiting();
  store.setState({ dialog: { kind: 'signIn', prefill: { cloud: prefill.cloud ?? null } }, waiting: null, failure: null, signedIn: null });
}

/** Closes the dialog about an account; what is waited for ends. */
export function closeAccountDialog(): void {
  cancelWaiting();
  store.setState({ dialog: null, waiting: null, failure: null, signedIn: null });
}

/** Ends what is waited for, and leaves the dialog. */
export function cancelWaiting(): void {
  const { waiting } = store.getState();
  if (!waiting) return;
  window.mailscope.cancel(waiting.requestId);
  store.setState({ waiting: null });
}

/** Waits for somebody to finish in the browser or on another device. Null: it was given up meanwhile, and nothing more is to be told. */
export async function waitFor(
  method: Waiting['method'],
  ask: (requestId: string) => Promise<Answer<Account>>,
): Promise<Answer<Account> | null> {
  const requestId = nextRequestId();
  store.setState({ waiting: { requestId, method, progress: null }, failure: null, signedIn: null });
  const answer = await ask(requestId);
  if (answer.ok) noteAccount(answer.value);
  if (store.getState().waiting?.requestId !== requestId) return null;
  store.setState({ waiting: null, failure: answer.ok || isCancellation(answer.error) ? null : answer.error });
  return answer;
}

/** Signs in as wished; the dialog shows how far it is, and what came of it. */
export async function signIn(wish: SignInWish): Promise<void> {
  const answer = await waitFor(wish.method, (requestId) => request(window.mailscope.account.signIn, wish, { requestId }));
  if (answer?.ok) store.setState({ signedIn: answer.value });
}

/** Gives up the browser and signs in with a code on another device. */
export async function codeInstead(wish: SignInWish): Promise<void> {
  cancelWaiting();
  await signIn({ ...wish, method: 'deviceCode' });
}

/** Takes in how far the sign-in is that is waited for. */
export function takeSignInProgress(progress: SignInProgress): void {
  const { waiting } = store.getState();
  if (waiting?.requestId === progress.requestId) store.setState({ waiting: { ...waiting, progress } });
}
