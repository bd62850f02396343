import { err, ok, type Result } from '../../../shared/domain/result';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { AccessToken } from '../../ports/identity';

/** What kind of token is wished: one that meets a claims challenge, or one that is not taken out of a cache. */
export interface TokenWish {
  /** The claims as JSON text; null where none are asked for. */
  readonly claims: string | null;
  readonly fresh: boolean;
}

/** Whoever has tokens. Never rejects. */
export type TokenSource = (wish: TokenWish, signal: AbortSignal) => Promise<Result<AccessToken, Failure>>;

/** A token that ends so soon is renewed before it is used: a request may be under way for a while. */
const RENEW_BEFORE = 5 * 60_000;
/** Where the new one ends as soon, the next is not asked for at once. */
const PAUSE_BETWEEN = 60_000;

interface Asking {
  readonly answer: Promise<Result<AccessToken, Failure>>;
  readonly controller: AbortController;
  waiting: number;
}

/** The token in use. Many requests at once ask for one; whoever was refused first has it replaced, the others find the new one. */
export class HeldToken {
  private token: AccessToken | null = null;
  private renewedAt = -Infinity;
  private readonly asking = new Map<string, Asking>();

  constructor(
    private readonly source: TokenSource,
    private readonly now: () => number,
  ) {}

  /** A token that is good for some minutes. */
  async get(signal: AbortSignal): Promise<Result<AccessToken, Failure>> {
    const { token } = this;
    if (token && !this.isDue(token)) return ok(token);
    const renewed = await this.ask({ claims: null, fresh: false }, signal);
    // Nobody could renew it, but it is still good: the network may be back before it ends.
    return !renewed.ok && token && renewed.error.code !== 'cancelled' && token.expiresAt > this.now() ? ok(token) : renewed;
  }

  /** The token that came instead of one that was refused, if another request has brought one already. */
  instead(refused: AccessToken): AccessToken | null {
    return this.token && this.token.token !== refused.token ? this.token : null;
  }

  /** A new token in place of the one in use. */
  replace(claims: string | null, signal: AbortSignal): Promise<Result<AccessToken, Failure>> {
    return this.ask({ claims, fresh: true }, signal);
  }

  private isDue({ expiresAt }: AccessToken): boolean {
    const now = this.now();
    return expiresAt - now < RENEW_BEFORE && (expiresAt <= now || now - this.renewedAt >= PAUSE_BETWEEN);
  }

  private async ask(wish: TokenWish, signal: AbortSignal): Promise<Result<AccessToken, Failure>> {
    if (signal.aborted) return err(failure('cancelled'));
    const key = JSON.stringify(wish);
    let asking = this.asking.get(key);
    if (!asking) {
      const controller = new AbortController();
      const answer = this.source(wish, controller.signal)
        .then((result) => {
          if (result.ok) {
            this.token = result.value;
            this.renewedAt = this.now();
          }
          return result;
        })
        .finally(() => {
          if (this.asking.get(key)?.controller === controller) this.asking.delete(key);
        });
      asking = { answer, controller, waiting: 0 };
      this.asking.set(key, asking);
    }
    return this.wait(asking, key, signal);
  }

  /** Who is cancelled leaves; the last one to leave cancels the asking itself. */
  private wait(asking: Asking, key: string, signal: AbortSignal): Promise<Result<AccessToken, Failure>> {
    asking.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        asking.waiting -= 1;
        if (asking.waiting === 0) {
          if (this.asking.get(key) === asking) this.asking.delete(key);
          asking.controller.abort();
        }
        resolve(err(failure('cancelled')));
      };
      signal.addEventListener('abort', leave, { once: true });
      void asking.answer.finally(() => signal.removeEventListener('abort', leave)).then(resolve, reject);
    });
  }
}
