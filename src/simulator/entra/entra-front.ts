import type { FaultSwitch } from '../faults/fault-switch';
import type { TenantState } from '../state/tenant-state';
import type { AccessTokens } from './access-tokens';
import { grantClientCredentials, type TokenAnswer } from './client-credentials';
import { grantDeviceCode, startDevice } from './device-flow';
import { jsonReply, type EntraReply, type EntraRequest } from './entra-exchange';
import { ENTRA_ERRORS, entraErrorBody, type EntraError } from './entra-errors';
import { logout } from './logout';
import { instanceDiscovery, isTenantNamed, isThisTenant, keySet, openIdConfiguration } from './metadata';
import { grantPassword } from './password-grant';
import { grantAuthorizationCode, grantRefreshToken } from './person-grants';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import { adminConsent, authorize, deviceAuth, signInPost } from './sign-in-flow';
import type { SignInService } from './sign-in-service';
import { SignInStore } from './sign-in-store';

/** One endpoint: which paths under a tenant's name it serves, and how. */
interface EntraEndpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  answer(front: EntraFront, request: EntraRequest, tenantName: string): EntraReply;
}

const ENDPOINTS: readonly EntraEndpoint[] = [
  {
    method: 'GET',
    path: 'discovery/instance',
    answer: (_front, request) => jsonReply(200, instanceDiscovery(request.origin, request.query.get('authorization_endpoint'))),
  },
  {
    method: 'GET',
    path: 'v2.0/.well-known/openid-configuration',
    answer: (front, request, tenantName) => jsonReply(200, openIdConfiguration(front.state(), request.origin, tenantName)),
  },
  {
    method: 'GET',
    path: 'discovery/v2.0/keys',
    answer: (front, request) => jsonReply(200, keySet(front.tokens.key, `${request.origin}/{tenantid}/v2.0`)),
  },
  { method: 'POST', path: 'oauth2/v2.0/token', answer: (front, request, tenantName) => front.token(request, tenantName) },
  { method: 'POST', path: 'oauth2/v2.0/devicecode', answer: (front, request, tenantName) => front.device(request, tenantName) },
  { method: 'GET', path: 'oauth2/v2.0/authorize', answer: (front, request, tenantName) => authorize(front.service, request, tenantName) },
  { method: 'GET', path: 'v2.0/adminconsent', answer: (front, request, tenantName) => adminConsent(front.service, request, tenantName) },
  { method: 'GET', path: 'adminconsent', answer: (front, request, tenantName) => adminConsent(front.service, request, tenantName) },
  { method: 'GET', path: 'oauth2/deviceauth', answer: (front, request, tenantName) => deviceAuth(front.service, request, tenantName) },
  { method: 'POST', path: 'oauth2/deviceauth', answer: (front, request, tenantName) => deviceAuth(front.service, request, tenantName) },
  { method: 'GET', path: 'oauth2/v2.0/logout', answer: (front, request) => logout(front.service, request) },
  { method: 'POST', path: 'login', answer: (front, request) => signInPost(front.service, request) },
];

/** What the device grant is called. https://www.rfc-editor.org/rfc/rfc8628#section-3.4 */
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** The simulated sign-in service. https://learn.microsoft.com/entra/identity-platform/v2-protocols */
export class EntraFront {
  readonly service: SignInService;

  constructor(
    readonly state: () => TenantState,
    readonly tokens: AccessTokens,
    private readonly faults: FaultSwitch,
    madePassword: SignInService['madePassword'] = () => null,
  ) {
    this.service = { state: state(), tokens, faults, store: new SignInStore(state().clock), madePassword };
  }

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
    const unavailable = this.faults.takes('sign-in-unavailable', `/${request.segments.join('/')}`);
    if (unavailable) {
      const reply = this.failure(SIGN_IN_ERRORS.unavailable(), request);
      return unavailable.seconds === null ? reply : { ...reply, headers: { ...reply.headers, 'Retry-After': String(unavailable.seconds) } };
    }
    if (!isTenantNamed(this.state(), tenantName)) return this.failure(ENTRA_ERRORS.unknownTenant(tenantName), request);
    const endpoint = there.find((candidate) => candidate.method === request.method);
    return endpoint ? endpoint.answer(this, request, tenantName) : { status: 405, headers: {}, body: {} };
  }

  /** The token endpoint: which grant, and its answer. */
  token(request: EntraRequest, tenantName: string): EntraReply {
    const { form } = request;
    if (form === null) return this.failure(ENTRA_ERRORS.notAForm(), request);
    const grant = form.get('grant_type');
    if (grant === undefined || grant === '') return this.failure(ENTRA_ERRORS.missingParameter('grant_type'), request);
    const asked = { request, form, tenantName };
    switch (grant) {
      case 'client_credentials':
        if (!isThisTenant(this.state(), tenantName)) return this.failure(ENTRA_ERRORS.tenantNeeded(), request);
        return this.reply(grantClientCredentials(this.service, this.tokens, form, request.origin), request);
      case 'authorization_code':
        return this.reply(grantAuthorizationCode(this.service, asked), request);
      case 'refresh_token':
        return this.reply(grantRefreshToken(this.service, asked), request);
      case 'password':
        return this.reply(grantPassword(this.service, asked), request);
      case DEVICE_GRANT:
      case 'device_code':
        return this.reply(grantDeviceCode(this.service, asked), request);
      default:
        return this.failure(ENTRA_ERRORS.unsupportedGrant(grant), request);
    }
  }

  /** The device code endpoint. */
  device(request: EntraRequest, tenantName: string): EntraReply {
    if (request.form === null) return this.failure(ENTRA_ERRORS.notAForm(), request);
    return this.reply(startDevice(this.service, request, tenantName), request);
  }

  private reply(answer: TokenAnswer, request: EntraRequest): EntraReply {
    return answer.ok ? jsonReply(200, answer.body) : this.failure(answer.error, request);
  }

  private failure(error: EntraError, request: EntraRequest): EntraReply {
    return jsonReply(error.status, entraErrorBody(error, this.state().clock, request.correlationId));
  }
}
