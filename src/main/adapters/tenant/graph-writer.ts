import { randomUUID } from 'node:crypto';
import { isChangeCall } from '../../../shared/domain/readiness/change-calls';
import type { DirectoryAnswer } from '../../../shared/ipc/tenant-access';
import type { HttpPort } from '../../ports/http';
import type { AccessToken } from '../../ports/identity';
import type { DirectoryChange, DirectoryWriter } from '../../ports/tenant-writer';
import { ChangeTurns, NEVER } from './change-turns';
import { claimsAskedFor } from './claims-challenge';
import { addressOf, NOT_OF_GRAPH, withoutToken } from './graph-address';
import { HeldToken, type TokenSource } from './held-token';

/** What the writer works with. */
export interface GraphWriterParts {
  /** Sends each request once, on a connection of its own. */
  readonly http: HttpPort;
  /** Where Graph lies in the cloud: `https://graph.microsoft.com`. */
  readonly graph: string;
  readonly tokens: TokenSource;
  /** Milliseconds since 1970, by the clock that tokens end by. */
  readonly now: () => number;
  readonly newRequestId?: () => string;
}

/** What is answered in the place of a change that no plan makes. */
const NOT_LISTED: DirectoryAnswer = {
  kind: 'answer',
  status: 400,
  headers: {},
  body: JSON.stringify({ error: { code: 'changeRefused', message: 'Mailscope does not make this change: it was not sent.' } }),
};

/**
 * Changes by Microsoft Graph with the token of an account. Each is sent once: a token that is refused (401) is a definite answer,
 * nothing was done, so the change is sent once more with a new one. Whatever else happens is for whoever looks at the tenant.
 * https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation
 */
export class GraphWriter implements DirectoryWriter {
  private readonly held: HeldToken;
  private readonly turns = new ChangeTurns();

  constructor(private readonly parts: GraphWriterParts) {
    this.held = new HeldToken(parts.tokens, parts.now);
  }

  /** See the port. `cancelled` means that nothing was sent. */
  change(change: DirectoryChange, signal: AbortSignal): Promise<DirectoryAnswer> {
    if (!isChangeCall(change.method, change.path)) return Promise.resolve(NOT_LISTED);
    const url = addressOf(this.parts.graph, change.path);
    if (url === null) return Promise.resolve(NOT_OF_GRAPH);
    return this.turns.run<DirectoryAnswer>(signal, { kind: 'cancelled' }, async (begun) => {
      const first = await this.held.get(signal);
      if (!first.ok) return withoutToken(first.error);
      if (signal.aborted) return { kind: 'cancelled' };
      begun();
      const answer = await this.send(first.value, url, change);
      if (answer.kind !== 'answer' || answer.status !== 401) return answer;
      const second = await this.held.replace(claimsAskedFor(answer.headers['www-authenticate']), signal);
      return second.ok ? this.send(second.value, url, change) : withoutToken(second.error);
    });
  }

  private async send({ token }: AccessToken, url: string, { method, headers, body }: DirectoryChange): Promise<DirectoryAnswer> {
    const own = {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...headers,
      authorization: `Bearer ${token}`,
      'client-request-id': (this.parts.newRequestId ?? randomUUID)(),
      'return-client-request-id': 'true',
    };
    const outcome = await this.parts.http.send({ method, url, headers: own, body }, NEVER);
    return outcome.kind === 'unreachable' ? { kind: 'unreachable', message: outcome.message } : outcome;
  }
}
