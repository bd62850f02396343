import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { LoggedRequest } from './request-log';

/** What every handler knows of a request: the raw streams of Node, and its line in the log. */
export interface SimulatorEnvironment {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    /** Scheme, host and port that the client used: links in answers lead back the same way. */
    origin: string;
    entry: LoggedRequest | undefined;
    /** To be called when the answer has gone out. */
    release: (() => void) | undefined;
  };
}

/** A request on its way through the simulator. */
export type SimulatorContext = Context<SimulatorEnvironment>;

/**
 * The name in the Host header never decides what is served, but links in answers carry it: a client that was led here by a
 * proxy or a hosts file has to come back the same way. A name that is no name is forgotten.
 */
export function originOf(incoming: IncomingMessage, address: string, secure: boolean): string {
  const host = incoming.headers.host ?? '';
  if (!/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host)) return address;
  const local = /^(?:127\.|localhost(?:$|:)|\[::1\])/i.test(host);
  const forwarded = incoming.headers['x-forwarded-proto'];
  const scheme = forwarded === 'https' || forwarded === 'http' ? forwarded : secure || !local ? 'https' : 'http';
  return `${scheme}://${host}`;
}

/** The path and query of a request as it was written. */
export function pathOf(context: SimulatorContext): { readonly path: string; readonly search: string } {
  const { pathname, search } = new URL(context.req.url);
  return { path: pathname, search };
}

/** Cuts the connection: the client gets no answer at all. */
export function cut(context: SimulatorContext): Response {
  context.env.incoming.socket.destroy();
  return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
}
