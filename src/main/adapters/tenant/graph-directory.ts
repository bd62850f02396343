import { randomUUID } from 'node:crypto';
import { ok } from '../../../shared/domain/result';
import type { DirectoryAnswer, DirectoryPort, DirectoryRequest } from '../../../shared/ipc/tenant-access';
import type { HttpPort } from '../../ports/http';
import type { AccessToken } from '../../ports/identity';
import { claimsAskedFor } from './claims-challenge';
import { addressOf, NOT_OF_GRAPH, withoutToken } from './graph-address';
import { HeldToken, type TokenSource } from './held-token';

/** A token that another request brought meanwhile, one that was renewed, one with the claims, and one more for both at once. */
const MOST_ATTEMPTS = 4;

/** What the directory works with. */
export interface GraphDirectoryParts {
  readonly http: HttpPort;
  /** Where Graph lies in the cloud: `https://graph.microsoft.com`. */
  readonly graph: string;
  readonly tokens: TokenSource;
  /** Milliseconds since 1970, by the clock that tokens end by. */
  readonly now: () => number;
  readonly newRequestId?: () => string;
}

/** What identifies a request that failed to whoever runs the service. */
export interface FailedRequest {
  readonly status: number;
  /** The service's own id of it. */
  readonly requestId: string | null;
  readonly clientRequestId: string;
}

/**
 * Microsoft Graph with the token of an account. A token that is refused is replaced once, and once more where the service asks
 * for claims; waiting and repeating are the reader's own.
 * https://learn.microsoft.com/graph/best-practices-concept · https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation
 */
export class GraphDirectory implements DirectoryPort {
  private readonly held: HeldToken;
  private failed: FailedRequest | null = null;

  constructor(private readonly parts: GraphDirectoryParts) {
    this.held = new HeldToken(parts.tokens, parts.now);
  }

  /** The last request that the service refused; null before there is one. */
  get lastFailure(): FailedRequest | null {
    return this.failed;
  }

  /** See the port. */
  async send(request: DirectoryRequest, signal: AbortSignal): Promise<DirectoryAnswer> {
    const url = addressOf(this.parts.graph, request.path);
    if (url === null) return NOT_OF_GRAPH;
    const first = await this.held.get(signal);
    if (!first.ok) return withoutToken(first.error);
    let token: AccessToken = first.value;
    const asked = { renewal: false, claims: false };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.sendWith(token, url, request, signal);
      if (answer.kind !== 'answer' || answer.status !== 401 || attempt === MOST_ATTEMPTS) return answer;
      const claims = claimsAskedFor(answer.headers['www-authenticate']);
      const why = claims === null ? 'renewal' : 'claims';
      const other = this.held.instead(token);
      if (!other && asked[why]) return answer;
      asked[why] ||= !other;
      const next = other ? ok(other) : await this.held.replace(claims, signal);
      if (!next.ok) return withoutToken(next.error);
      token = next.value;
    }
  }

  private async sendWith(
    { token }: AccessToken,
    url: string,
    { method, headers, body }: DirectoryRequest,
    signal: AbortSignal,
  ): Promise<DirectoryAnswer> {
    const clientRequestId = (this.parts.newRequestId ?? randomUUID)();
    const own = { authorization: `Bearer ${token}`, 'client-request-id': clientRequestId, 'return-client-request-id': 'true' };
    const outcome = await this.parts.http.send({ method, url, headers: { ...headers, ...own }, body }, signal);
    if (outcome.kind === 'answer' && outcome.status >= 400) {
      this.failed = { status: outcome.status, requestId: outcome.headers['request-id'] ?? null, clientRequestId };
    }
    return outcome.kind === 'unreachable' ? { kind: 'unreachable', message: outcome.message } : outcome;
  }
}
