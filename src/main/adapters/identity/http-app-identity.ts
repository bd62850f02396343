import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CLOUDS, type CloudId } from '../../../shared/domain/clouds/clouds';
import { err, ok, type Result } from '../../../shared/domain/result';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { AppCredential, AppIdentityPort, AppToken } from '../../ports/app-identity';
import type { HttpOutcome, HttpPort } from '../../ports/http';
import { failureOfApp } from './app-refusals';
import { clientAssertion } from './client-assertion';
import { refusalOfBody } from './read-refusal';
import { failureOfConnection } from './sign-in-errors';

/** What signing in as an app is made of. */
export interface AppIdentityParts {
  readonly http: HttpPort;
  /** Milliseconds since 1970, by the clock of the tenants of a cloud. */
  readonly now: (cloud: CloudId) => Promise<number>;
  /** How the sign-in service calls its own endpoint, where that is not the address it is reached by: the demo's names do not exist. */
  readonly audience?: (url: string) => Promise<string>;
  readonly newId?: () => string;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const rolesSchema = z.object({ roles: z.array(z.string()).optional() });

/**
 * Sign-in as an app, by client credentials.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export class HttpAppIdentity implements AppIdentityPort {
  constructor(private readonly parts: AppIdentityParts) {}

  /** See the port. */
  async token(
    app: { readonly cloud: CloudId; readonly tenantId: string; readonly appId: string; readonly credential: AppCredential },
    signal: AbortSignal,
  ): Promise<Result<AppToken, Failure>> {
    const { authority, graphResource } = CLOUDS[app.cloud];
    if (!/^[A-Za-z0-9.-]{1,255}$/.test(app.tenantId)) return err(failure('tenant-not-found'));
    const url = `${authority}/${app.tenantId}/oauth2/v2.0/token`;
    const now = await this.parts.now(app.cloud);
    const proof = this.proofOf(app, (await this.parts.audience?.(url)) ?? url, now);
    if (proof === null) return err(failure('app-credential-unreadable'));
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: app.appId,
      scope: `${graphResource}/.default`,
      ...proof,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const outcome = await this.parts.http.send({ method: 'POST', url, headers, body: form.toString() }, signal);
    return read(outcome, now);
  }

  private proofOf(
    { appId, credential }: { readonly appId: string; readonly credential: AppCredential },
    audience: string,
    now: number,
  ): Readonly<Record<string, string>> | null {
    if (credential.kind === 'secret') return { client_secret: credential.text };
    const id = (this.parts.newId ?? randomUUID)();
    const assertion = clientAssertion({ pem: credential.pem, appId, audience, now, id });
    return assertion === null ? null : { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
  }
}

function read(outcome: HttpOutcome, now: number): Result<AppToken, Failure> {
  if (outcome.kind === 'cancelled') return err(failure('cancelled'));
  if (outcome.kind === 'unreachable') return err(failureOfConnection(outcome.problem));
  const body = readObject(outcome.body);
  // The service answers JSON whatever happens; a page in its place comes from a proxy.
  if (body === null) return err(failureOfConnection(outcome.status >= 500 ? 'unavailable' : 'blocked'));
  const refusal = refusalOfBody(body);
  if (refusal !== null)
    return err(outcome.status >= 500 || outcome.status === 429 ? failureOfConnection('unavailable', refusal) : failureOfApp(refusal));
  const token = tokenSchema.safeParse(body);
  if (!token.success) return err(failure('sign-in-failed', { detail: 'no_token_in_response' }));
  const { access_token, expires_in } = token.data;
  return ok({ token: access_token, expiresAt: now + expires_in * 1000, roles: rolesIn(access_token) });
}

/** The roles that a token of Microsoft Graph names. It is read to be shown, never to decide anything. */
function rolesIn(token: string): readonly string[] {
  const claims = readObject(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const roles = rolesSchema.safeParse(claims);
  return roles.success ? (roles.data.roles ?? []) : [];
}

function readObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
