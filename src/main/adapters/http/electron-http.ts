import { net, session } from 'electron';
import type { HttpOutcome, HttpPort, HttpRequest } from '../../ports/http';
import { exchangeThrough } from './electron-exchange';
import type { ExchangeLimits } from './exchange';
import { OneAfterAnother } from './one-after-another';

/**
 * The sessions, each without cache and cookies: the default one answers from its cache. Chromium sends a request again by
 * itself when a kept connection dies under it, POST and PATCH too. Where only reads are sent that does no harm. Everywhere else
 * every request gets a new connection, one after another, so that it is sent once: a code that is redeemed twice is void.
 */
const SESSIONS = { 'graph-read': { sendsOnce: false }, 'graph-write': { sendsOnce: true }, 'sign-in': { sendsOnce: true } } as const;

/** HTTP through Electron's network stack, so that the system's proxies and certificates hold. */
export class ElectronHttp implements HttpPort {
  private readonly turns = new OneAfterAnother();

  constructor(
    private readonly partition: keyof typeof SESSIONS,
    private readonly limits?: ExchangeLimits,
  ) {}

  /** See the port. Only once the app is ready. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
    const own = session.fromPartition(this.partition, { cache: false });
    const { method, url } = request;
    const open = (): Electron.ClientRequest =>
      net.request({ method, url, session: own, credentials: 'omit', useSessionCookies: false, redirect: 'manual' });
    const send = (): Promise<HttpOutcome> => exchangeThrough(open, request, signal, this.limits);
    if (!SESSIONS[this.partition].sendsOnce) return send();
    return this.turns.run(() => own.closeAllConnections().then(send, send), signal);
  }
}
