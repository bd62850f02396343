import type {
  AccessToken,
  IdentityAccount,
  IdentityClient,
  IdentityPort,
  InteractiveWish,
  SilentWish,
} from '../../../src/main/ports/identity';
import { err, ok, type Result } from '../../../src/shared/domain/result';
import type { SignInProgress } from '../../../src/shared/ipc/account-shapes';
import type { ErrorCode } from '../../../src/shared/ipc/error-codes';
import { failure, type Failure } from '../../../src/shared/ipc/envelope';

type SignedIn = Result<{ readonly account: IdentityAccount; readonly token: AccessToken }, Failure>;

/** Who signs in unless a test says otherwise. */
export const MEGAN: IdentityAccount = {
  homeAccountId: 'megan-object.11111111-1111-4111-8111-111111111111',
  tenantId: '11111111-1111-4111-8111-111111111111',
  homeTenantId: '11111111-1111-4111-8111-111111111111',
  username: 'megan@contoso.com',
  displayName: 'Megan Bowen',
};

/** A token with some permissions. */
export function accessToken(scopes: readonly string[] = ['User.Read']): AccessToken {
  return { token: 'planted-token', expiresAt: 0, scopes };
}

/** An identity library whose answers a test sets, and that keeps what it was asked. */
export class FakeIdentity implements IdentityPort {
  readonly asked: InteractiveWish[] = [];
  readonly silent: SilentWish[] = [];
  readonly forgotten: { readonly client: IdentityClient; readonly account: IdentityAccount }[] = [];
  signInAnswer: (wish: InteractiveWish, signal: AbortSignal) => SignedIn | Promise<SignedIn> = (wish) =>
    ok({ account: MEGAN, token: accessToken(wish.scopes) });
  tokenAnswer: (wish: SilentWish, signal: AbortSignal) => Result<AccessToken, Failure> | Promise<Result<AccessToken, Failure>> = () =>
    ok(accessToken());

  async signIn(
    wish: InteractiveWish,
    signal: AbortSignal,
    onProgress: (progress: Omit<SignInProgress, 'requestId'>) => void,
  ): Promise<SignedIn> {
    if (signal.aborted) return refusal('cancelled');
    this.asked.push(wish);
    onProgress({ stage: 'waiting', address: 'https://login.example/authorize', deviceCode: null });
    return this.signInAnswer(wish, signal);
  }

  async token(wish: SilentWish, signal: AbortSignal): Promise<Result<AccessToken, Failure>> {
    this.silent.push(wish);
    return this.tokenAnswer(wish, signal);
  }

  forget(client: IdentityClient, account: IdentityAccount): Promise<void> {
    this.forgotten.push({ client, account });
    return Promise.resolve();
  }
}

/** A refusal, as an answer. */
export function refusal(code: ErrorCode): Result<never, Failure> {
  return err(failure(code));
}

/** An answer that comes only when the request is cancelled. */
export function untilCancelled(signal: AbortSignal): Promise<Result<never, Failure>> {
  if (signal.aborted) return Promise.resolve(refusal('cancelled'));
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(refusal('cancelled'));
    });
  });
}
