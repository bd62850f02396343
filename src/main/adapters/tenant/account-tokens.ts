import type { Result } from '../../../shared/domain/result';
import type { Failure } from '../../../shared/ipc/envelope';
import type { NoAnswer } from '../../../shared/ipc/tenant-access';
import type { AccessToken } from '../../ports/identity';
import type { TokenUser } from './token-user';

/** Tokens of a signed-in account for Exchange Online; `fresh`: not the one that was just refused. */
export type ExchangeTokens = (wish: { readonly fresh: boolean }, signal: AbortSignal) => Promise<Result<AccessToken, Failure>>;

/** Lets an account's tokens be used as the reader's own are. */
export class AccountTokens implements TokenUser {
  constructor(private readonly tokens: ExchangeTokens) {}

  /** See the interface. A token that was refused is replaced once: what is refused as soon as it was issued is refused for another reason. */
  async use<T>(
    _resource: string,
    signal: AbortSignal,
    send: (token: string) => Promise<T>,
    isRefused: (answer: T) => boolean,
  ): Promise<T | NoAnswer> {
    const first = await this.tokens({ fresh: false }, signal);
    if (!first.ok) return noAnswer(first.error);
    const answer = await send(first.value.token);
    if (!isRefused(answer)) return answer;
    const second = await this.tokens({ fresh: true }, signal);
    return second.ok ? send(second.value.token) : noAnswer(second.error);
  }
}

/** What a request comes to that could not get a token. */
export function noAnswer({ code, message }: Failure): NoAnswer {
  if (code === 'cancelled') return { kind: 'cancelled' };
  if (code === 'network-down' || code === 'service-unavailable') return { kind: 'unreachable', message };
  return { kind: 'notSignedIn', message };
}
