import type { TenantState } from '../state/tenant-state';
import type { AccessTokens } from './access-tokens';
import { grantClientCredentials } from './client-credentials';
import { ENTRA_ERRORS, entraErrorBody, type EntraError } from './entra-errors';
import { instanceDiscovery, isTenantNamed, isThisTenant, keySet, openIdConfiguration } from './metadata';

/** A request to the sign-in service. */
export interface EntraRequest {
  readonly method: string;
  /** Without the slash at its front, cut at slashes, decoded. */
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  /** The fields of a posted form; null where the body is none. */
  readonly form: ReadonlyMap<string, string> | null;
  readonly correlationId: string | undefined;
  /** Scheme, host and port that the client used. */
  readonly origin: string;
}

/** What the sign-in service answers. */
export interface EntraReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

/** One endpoint: which paths under a tenant's name it serves, and how. Sign-in with a browser or a code adds its own. */
interface EntraEndpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  answer(front: EntraFront, request: EntraRequest, tenantName: string): EntraReply;
}

const ENDPOINTS: readonly EntraEndpoint[] = [
  {
    method: 'GET',
    path: 'discovery/instance',
    answer: (_front, request) => reply(200, instanceDiscovery(request.origin, request.query.get('authorization_endpoint'))),
  },
  {
    method: 'GET',
    path: 'v2.0/.well-known/openid-configuration',
    answer: (front, request, tenantName) => reply(200, openIdConfiguration(front.state(), request.origin, tenantName)),
  },
  {
    method: 'GET',
    path: 'discovery/v2.0/keys',
    answer: (front, request) => reply(200, keySet(front.tokens.key, `${request.origin}/{tenantid}/v2.0`)),
  },
  { method: 'POST', path: 'oauth2/v2.0/token', answer: (front, request, tenantName) => front.token(request, tenantName) },
];

/** The simulated sign-in service. https://learn.microsoft.com/entra/identity-platform/v2-protocols */
export class EntraFront {
  constructor(
    readonly state: () => TenantState,
    readonly tokens: AccessTokens,
  ) {}

  /** Whether a path is one of the sign-in service. */
  static serves(segments: readonly string[]): boolean {
    const rest = segments.slice(1).join('/');
    return ENDPOINTS.some((endpoint) => endpoint.path === rest);
  }

  /** Answers a request. Null where nothing is served at this path. */
  answer(request: EntraRequest): EntraReply | null {
    const [tenantName = '', ...rest] = request.segments;
    const path = rest.join('/');
    const there = ENDPOINTS.filter((endpoint) => endpoint.path === path);
    if (there.length === 0) return null;
    if (!isTenantNamed(this.state(), tenantName)) return this.failure(ENTRA_ERRORS.unknownTenant(tenantName), request);
    const endpoint = there.find((candidate) => candidate.method === request.method);
    return endpoint ? endpoint.answer(this, request, tenantName) : { status: 405, headers: {}, body: {} };
  }

  /** The token endpoint: which grant, and its answer. */
  token(request: EntraRequest, tenantName: string): EntraReply {
    if (request.form === null) return this.failure(ENTRA_ERRORS.notAForm(), request);
    const grant = request.form.get('grant_type');
    if (grant === undefined || grant === '') return this.failure(ENTRA_ERRORS.missingParameter('grant_type'), request);
    if (grant !== 'client_credentials') return this.failure(ENTRA_ERRORS.unsupportedGrant(grant), request);
    if (!isThisTenant(this.state(), tenantName)) return this.failure(ENTRA_ERRORS.tenantNeeded(), request);
    const answer = grantClientCredentials(this.state(), this.tokens, request.form);
    return answer.ok ? reply(200, answer.body) : this.failure(answer.error, request);
  }

  private failure(error: EntraError, request: EntraRequest): EntraReply {
    return reply(error.status, entraErrorBody(error, this.state().clock, request.correlationId));
  }
}

function reply(status: number, body: Record<string, unknown>): EntraReply {
  return { status, headers: { 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' }, body };
}
