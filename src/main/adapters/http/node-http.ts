import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { HttpOutcome, HttpPort, HttpRequest } from '../../ports/http';
import { Exchange, lowerCased, USUAL_LIMITS, type ExchangeLimits } from './exchange';
import { outcomeOf, unreachable } from './net-problems';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** How requests are carried. */
export interface NodeHttpOptions {
  /** Where the addresses of the demo lead: `{ 'https://graph.demo.invalid': 'http://127.0.0.1:8080' }`. Only to this machine. */
  readonly hosts?: Readonly<Record<string, string>>;
  readonly limits?: ExchangeLimits;
  /** A certificate (PEM) that is trusted besides: one that a test made. */
  readonly certificate?: string;
  /** Every request on a connection of its own: for changes, which no dead connection may swallow. */
  readonly sendsOnce?: boolean;
}

/** HTTP by Node itself: the demo on this machine, and tests. Connections are kept; a request on one that died is not repeated. */
export class NodeHttp implements HttpPort {
  private readonly plain: PlainAgent;
  private readonly secure: SecureAgent;
  private readonly hosts: ReadonlyMap<string, URL>;
  private readonly limits: ExchangeLimits;

  /** Throws where a host of the demo would lead away from this machine: that would be a mistake in the code. */
  constructor({ hosts = {}, limits = USUAL_LIMITS, certificate, sendsOnce = false }: NodeHttpOptions = {}) {
    this.hosts = new Map(Object.entries(hosts).map(([from, to]) => [new URL(from).origin, new URL(to)]));
    for (const target of this.hosts.values()) {
      if (target.protocol !== 'http:' || !LOOPBACK.has(target.hostname)) throw new Error('not a loopback address');
    }
    this.limits = limits;
    const connections = { keepAlive: !sendsOnce, maxSockets: 8 };
    this.plain = new PlainAgent(connections);
    this.secure = new SecureAgent({ ...connections, ...(certificate === undefined ? {} : { ca: certificate }) });
  }

  /** See the port. A redirect is an answer. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
    if (signal.aborted) return Promise.resolve({ kind: 'cancelled' });
    const url = this.placeOf(request.url);
    if (!url) return Promise.resolve(unreachable('nameNotFound'));
    const { method, body } = request;
    const content = body === null ? null : Buffer.from(body, 'utf8');
    const headers = { ...request.headers, ...(content === null ? {} : { 'content-length': String(content.length) }) };
    let sent: ReturnType<typeof plainRequest>;
    try {
      sent =
        url.protocol === 'https:'
          ? secureRequest(url, { agent: this.secure, method, headers })
          : plainRequest(url, { agent: this.plain, method, headers });
    } catch {
      return Promise.resolve(unreachable('refused'));
    }
    const exchange = new Exchange(this.limits, signal, () => sent.destroy());
    sent.on('error', (error) => exchange.end(outcomeOf(error)));
    sent.once('response', (answer) => receive(answer, exchange));
    sent.end(content ?? undefined);
    return exchange.outcome;
  }

  /** Lets go of the connections. */
  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  /** Where a request really goes; null for a name that leads nowhere, and for plain HTTP to another machine. */
  private placeOf(address: string): URL | null {
    let url: URL;
    try {
      url = new URL(address);
    } catch {
      return null;
    }
    const target = this.hosts.get(url.origin);
    if (target) return new URL(url.pathname + url.search, target);
    if (url.hostname.endsWith('.invalid')) return null;
    return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)) ? url : null;
  }
}

function receive(answer: IncomingMessage, exchange: Exchange): void {
  exchange.heard();
  answer.on('data', (chunk: Buffer) => exchange.take(chunk));
  answer.on('end', () => exchange.answer(answer.statusCode ?? 0, lowerCased(answer.headers)));
  answer.on('error', (error) => exchange.end(outcomeOf(error)));
  // Ends without `end` where the connection broke within the body.
  answer.on('close', () => exchange.end(unreachable('cut')));
}
