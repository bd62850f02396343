import { randomUUID } from 'node:crypto';
import type { SimulatedClock } from '../state/clock';

/** An error of the sign-in service: OAuth's word for it, and Microsoft's number with its sentence. */
export interface EntraError {
  readonly status: 400 | 401 | 503;
  /** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
  readonly error: string;
  /** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
  readonly number: number;
  readonly message: string;
  /** What a client can do about it, where Entra says so: `basic_action`, `consent_required`. */
  readonly suberror?: string;
  /** The claims to ask for in a sign-in with a person. */
  readonly claims?: string;
}

/** The errors of the token endpoint that have to do with clients. */
export const ENTRA_ERRORS = {
  missingParameter: (name: string) =>
    error(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`),
  notAForm: () =>
    error(400, 'invalid_request', 900561, 'The endpoint only accepts POST requests with a form. Received another kind of request.'),
  unknownTenant: (tenant: string) =>
    error(
      400,
      'invalid_request',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    ),
  tenantNeeded: () =>
    error(
      400,
      'invalid_request',
      50194,
      'Application is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such applications. Use a tenant-specific endpoint.',
    ),
  unsupportedGrant: (grant: string) =>
    error(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`),
  unknownApplication: (appId: string, tenant: string) =>
    error(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${appId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
    ),
  noServicePrincipal: (appId: string) =>
    error(401, 'invalid_client', 7000229, `The client application '${appId}' is missing service principal in the tenant.`),
  disabledApplication: (appId: string, name: string) =>
    error(400, 'unauthorized_client', 7000112, `Application '${appId}'(${name}) is disabled.`),
  credentialNeeded: () =>
    error(401, 'invalid_client', 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),
  wrongSecret: (appId: string) =>
    error(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
    ),
  expiredSecret: (appId: string) =>
    error(401, 'invalid_client', 7000222, `The provided client secret keys for app '${appId}' are expired. Create new keys for your app.`),
  scopeNotDefault: (scope: string) =>
    error(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  unknownResource: (resource: string, tenant: string) =>
    error(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant.`,
    ),
} as const;

/** The body that the token endpoint answers an error with. */
export function entraErrorBody(failure: EntraError, clock: SimulatedClock, correlationId: string = randomUUID()): Record<string, unknown> {
  const stamp = errorStamp(clock, correlationId);
  return {
    error: failure.error,
    error_description: describeError(failure, stamp),
    error_codes: [failure.number],
    timestamp: stamp.timestamp,
    trace_id: stamp.traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${failure.number}`,
    ...(failure.suberror === undefined ? {} : { suberror: failure.suberror }),
    ...(failure.claims === undefined ? {} : { claims: failure.claims }),
  };
}

/** What tells one failed request from another. */
export interface ErrorStamp {
  readonly traceId: string;
  readonly correlationId: string;
  readonly timestamp: string;
}

/** Makes the stamp of an error that happens now. */
export function errorStamp(clock: SimulatedClock, correlationId: string = randomUUID()): ErrorStamp {
  return { traceId: randomUUID(), correlationId, timestamp: clock.nowText().replace('T', ' ') };
}

/** The description of an error, in the form in which Entra writes it everywhere. */
export function describeError({ number, message }: EntraError, { traceId, correlationId, timestamp }: ErrorStamp): string {
  return `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
}

/** An error by its parts. */
export function error(status: EntraError['status'], word: string, number: number, message: string): EntraError {
  return { status, error: word, number, message };
}
