import { CLOUDS } from '../../../shared/domain/clouds/clouds';
import type { AppCallsPort } from '../../ports/app-identity';
import type { HttpPort } from '../../ports/http';
import { addressOf, NOT_OF_GRAPH } from './graph-address';

/** The one thing that a live test does besides reading: a message from a mailbox to itself. */
const SEND_MAIL = /^\/v1\.0\/users\/[^/?]+\/sendMail$/;

/** Calls of Microsoft Graph with the token of an app. */
export class GraphAppCalls implements AppCallsPort {
  constructor(
    private readonly reads: HttpPort,
    /** Sends each request once, on a connection of its own. */
    private readonly sends: HttpPort,
  ) {}

  /** See the port. What is neither a read nor the test message is not sent. */
  async call(call: Parameters<AppCallsPort['call']>[0], signal: AbortSignal): ReturnType<AppCallsPort['call']> {
    const { cloud, token, method, path, body } = call;
    const url = addressOf(CLOUDS[cloud].graph, path);
    const isAllowed = method === 'GET' ? body === null : SEND_MAIL.test(path);
    if (url === null || !isAllowed) return NOT_OF_GRAPH;
    const headers = { authorization: `Bearer ${token}`, ...(body === null ? {} : { 'content-type': 'application/json' }) };
    const http = method === 'GET' ? this.reads : this.sends;
    const outcome = await http.send({ method, url, headers, body }, signal);
    return outcome.kind === 'unreachable' ? { kind: 'unreachable', message: outcome.message } : outcome;
  }
}
