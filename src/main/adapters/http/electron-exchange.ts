import type { HttpOutcome, HttpRequest } from '../../ports/http';
import { Exchange, lowerCased, USUAL_LIMITS, type ExchangeLimits } from './exchange';
import { outcomeOf, unreachable } from './net-problems';

/** An answer of Electron's network stack, as far as it is used. */
export interface NetAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'end' | 'aborted', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** A request of Electron's network stack, as far as it is used. */
export interface NetRequest {
  setHeader(name: string, value: string): void;
  end(body?: string): unknown;
  abort(): void;
  on(event: 'response', listener: (answer: NetAnswer) => void): unknown;
  on(
    event: 'redirect',
    listener: (status: number, method: string, url: string, headers: Readonly<Record<string, string | string[]>>) => void,
  ): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'abort', listener: () => void): unknown;
}

/** What Chromium sets itself, and refuses to be told. */
const CHROMIUMS_OWN = new Set([
  'content-length',
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'cookie',
]);

/** Carries one request through Electron's network stack. A redirect is an answer: who asked decides whether to follow. */
export function exchangeThrough(
  open: () => NetRequest,
  { headers, body }: HttpRequest,
  signal: AbortSignal,
  limits: ExchangeLimits = USUAL_LIMITS,
): Promise<HttpOutcome> {
  if (signal.aborted) return Promise.resolve({ kind: 'cancelled' });
  let request: NetRequest;
  try {
    request = open();
    for (const [name, value] of Object.entries(headers)) if (!CHROMIUMS_OWN.has(name.toLowerCase())) request.setHeader(name, value);
  } catch {
    return Promise.resolve(unreachable('refused'));
  }
  const exchange = new Exchange(limits, signal, () => request.abort());
  const failed = (error: Error): void => exchange.end(outcomeOf(error));
  request.on('redirect', (status, _method, url, redirectHeaders) => {
    // Chromium has made a whole address of it.
    exchange.answer(status, { ...lowerCased(redirectHeaders), location: url });
  });
  request.on('response', (answer) => {
    exchange.heard();
    answer.on('data', (chunk) => exchange.take(chunk));
    answer.on('end', () => exchange.answer(answer.statusCode, lowerCased(answer.headers)));
    answer.on('aborted', () => exchange.end(unreachable('cut')));
    answer.on('error', failed);
  });
  request.on('error', failed);
  request.on('abort', () => exchange.end(unreachable('cut')));
  try {
    request.end(body ?? undefined);
  } catch (error) {
    exchange.end(outcomeOf(error));
  }
  return exchange.outcome;
}
