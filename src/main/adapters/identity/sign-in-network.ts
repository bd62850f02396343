import { AuthError, type INetworkModule, type NetworkRequestOptions, type NetworkResponse } from '@azure/msal-node';
import type { ClockPort } from '../../ports/clock';
import type { HttpOutcome, HttpPort } from '../../ports/http';
import { refusalOfBody } from './read-refusal';
import type { ConnectionProblem, Refusal } from './sign-in-errors';

/** A clock that is off by more is worth a word: tokens are refused by then. */
const SKEW = 5 * 60_000;

/** No answer of the sign-in service came. It is the library's own kind of error, which it hands on as it is. */
export class ConnectionError extends AuthError {
  readonly problem: ConnectionProblem;
  readonly refusal: Refusal | null;

  constructor(problem: ConnectionProblem, refusal: Refusal | null = null) {
    super('no_answer', '', problem);
    // The base class puts its own prototype back.
    Object.setPrototypeOf(this, ConnectionError.prototype);
    this.problem = problem;
    this.refusal = refusal;
  }
}

/** The library's way to the sign-in service: one of them for each sign-in and each silent request, so that cancelling one cancels its requests. */
export class SignInNetwork implements INetworkModule {
  /** What the service refused last: the library drops its numbers with a device code. */
  lastRefusal: Refusal | null = null;
  /** Whether the clock of this machine is off, by the service's own. */
  skewed = false;

  constructor(
    private readonly http: HttpPort,
    private readonly clock: ClockPort,
    private readonly signal: AbortSignal,
    /** Called before each request. */
    private readonly onRequest: () => void = () => undefined,
  ) {}

  /** See the library's interface. */
  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.send<T>('GET', url, options);
  }

  /** See the library's interface. */
  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.send<T>('POST', url, options);
  }

  private async send<T>(method: 'GET' | 'POST', url: string, options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> {
    // A sign-in that was given up must not leave a token behind.
    if (this.signal.aborted) throw new ConnectionError('cancelled');
    this.onRequest();
    const outcome = await this.http.send({ method, url, headers: { ...options.headers }, body: options.body ?? null }, this.signal);
    if (outcome.kind === 'cancelled' || this.signal.aborted) throw new ConnectionError('cancelled');
    if (outcome.kind === 'unreachable') throw new ConnectionError(outcome.problem);
    this.measureClock(outcome.headers['date']);
    return { status: outcome.status, headers: { ...outcome.headers }, body: this.bodyOf(outcome, url) as T };
  }

  private bodyOf({ status, body: text }: HttpOutcome & { readonly kind: 'answer' }, url: string): Record<string, unknown> {
    const body = readObject(text);
    const refusal = body === null ? null : refusalOfBody(body);
    if (refusal !== null) this.lastRefusal = refusal;
    if (status === 407) throw new ConnectionError('proxy');
    // The service answers JSON whatever happens; a page in its place comes from a proxy, or from a network that wants to be signed in to.
    if (body === null) throw new ConnectionError(status >= 500 ? 'unavailable' : 'blocked');
    if (status >= 500 || status === 429) throw new ConnectionError('unavailable', refusal);
    // The library reads a refusal here as an answer without a code, and goes on to poll.
    if (status >= 400 && isDeviceCodeEndpoint(url)) throw new AuthError(refusal?.error ?? 'invalid_request', refusal?.correlationId ?? '');
    return body;
  }

  private measureClock(date: string | undefined): void {
    const theirs = date === undefined ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(theirs)) this.skewed = Math.abs(Date.parse(this.clock.now()) - theirs) > SKEW;
  }
}

function isDeviceCodeEndpoint(url: string): boolean {
  return new URL(url).pathname.endsWith('/devicecode');
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
