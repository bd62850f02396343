import type { HttpOutcome, HttpPort, HttpRequest } from '../../../src/main/ports/http';

/** What a stand-in for the sign-in service answers to one request. */
export type Answerer = (request: HttpRequest, form: URLSearchParams) => HttpOutcome;

/** HTTP whose other side is a function; it keeps what was asked. */
export class FakeSignInService implements HttpPort {
  readonly requests: HttpRequest[] = [];

  constructor(public answer: Answerer) {}

  send(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
    if (signal.aborted) return Promise.resolve({ kind: 'cancelled' });
    this.requests.push(request);
    return Promise.resolve(this.answer(request, new URLSearchParams(request.body ?? '')));
  }
}

/** An answer in JSON. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpOutcome {
  return { kind: 'answer', status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** Who signs in to the stand-in. */
export interface FakePerson {
  readonly objectId: string;
  readonly homeTenantId: string;
  readonly tenantId: string;
  readonly username: string;
  readonly displayName: string;
}

/** The person of most tests. */
export const ADELE: FakePerson = {
  objectId: 'aaaaaaaa-0000-4000-8000-000000000001',
  homeTenantId: '11111111-1111-4111-8111-111111111111',
  tenantId: '11111111-1111-4111-8111-111111111111',
  username: 'adele@contoso.com',
  displayName: 'Adele Vance',
};

/** The answer with tokens. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2 */
export function tokensFor(
  person: FakePerson,
  tokens: { readonly access: string; readonly refresh: string },
  scope: string,
  lifetime = 3600,
): HttpOutcome {
  return json(200, {
    token_type: 'Bearer',
    scope,
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: tokens.access,
    refresh_token: tokens.refresh,
    id_token: idToken(person),
    client_info: base64Url({ uid: person.objectId, utid: person.homeTenantId }),
  });
}

/** A refusal as the sign-in service words it. */
export function refused(error: string, number: number, more: Readonly<Record<string, unknown>> = {}, status = 400): HttpOutcome {
  return json(status, {
    error,
    error_description: `AADSTS${number}: Secret sentence about adele@contoso.com. Trace ID: 1111 Correlation ID: ${CORRELATION} Timestamp: 2026-11-21 12:00:00Z`,
    error_codes: [number],
    timestamp: '2026-11-21 12:00:00Z',
    trace_id: '0f0f0f0f-0000-4000-8000-000000000000',
    correlation_id: CORRELATION,
    ...more,
  });
}

/** The correlation id of every refusal. */
export const CORRELATION = 'cccccccc-0000-4000-8000-00000000000c';

function idToken(person: FakePerson): string {
  const claims = {
    oid: person.objectId,
    sub: `sub-${person.objectId}`,
    tid: person.tenantId,
    preferred_username: person.username,
    name: person.displayName,
  };
  return `${base64Url({ alg: 'none' })}.${base64Url(claims)}.signature`;
}

function base64Url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
