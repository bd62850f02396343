import { net, session } from 'electron';
import type { HttpOutcome, HttpPort, HttpRequest } from '../../ports/http';
import { exchangeThrough } from './electron-exchange';
import type { ExchangeLimits } from './exchange';

/**
 * HTTP through Electron's network stack, so that the system's proxies and certificates hold. In a session of its own without
 * cache and cookies: the default session answers from its cache, and would send what another request has left there.
 */
export class ElectronHttp implements HttpPort {
  constructor(
    private readonly partition: 'graph-read' | 'graph-write' | 'sign-in',
    private readonly limits?: ExchangeLimits,
  ) {}

  /** See the port. Only once the app is ready. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
    const { method, url } = request;
    const open = (): Electron.ClientRequest =>
      net.request({
        method,
        url,
        session: session.fromPartition(this.partition, { cache: false }),
        credentials: 'omit',
        useSessionCookies: false,
        redirect: 'manual',
      });
    return exchangeThrough(open, request, signal, this.limits);
  }
}
