import { constants, createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { selfSigned } from './self-signed';
import { ask, askForToken, GRAPH, type Answered } from './simulator-client';

/** A request that changes something. */
export async function sendGraph(
  simulator: RunningSimulator,
  token: string,
  method: 'POST' | 'PATCH' | 'DELETE' | 'PUT',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return ask(`${simulator.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** A token of the made-up Global Administrator, with everything that plans need. */
export async function operatorToken(simulator: RunningSimulator, resource = GRAPH): Promise<string> {
  const { operator } = simulator;
  if (!operator) throw new Error('the tenant has no operator');
  const { body } = await askForToken(simulator, {
    grant_type: 'password',
    client_id: operator.clientId,
    username: operator.userPrincipalName,
    password: operator.password,
    scope: `${resource}/.default`,
  });
  return String(body['access_token']);
}

/** The address of an object, as references name it. */
export function referenceTo(id: string, set = 'directoryObjects'): { readonly '@odata.id': string } {
  return { '@odata.id': `https://graph.microsoft.com/v1.0/${set}/${id}` };
}

/** A certificate of an app: what is uploaded, and what signs. */
export interface AppCertificate {
  /** base64 DER */
  readonly der: string;
  readonly key: string;
}

/** Makes one; the times as ASN.1 has them. */
export function makeCertificate(from?: string, to?: string): AppCertificate {
  const { certificate, key } = selfSigned('Test App', from, to);
  return { der: certificate.replaceAll(/-----[^-]+-----|\s/g, ''), key };
}

/** The SHA-1 thumbprint of a certificate, base64. */
export function thumbprintOf({ der }: AppCertificate): string {
  return createHash('sha1').update(Buffer.from(der, 'base64')).digest('base64');
}

/** A certificate as the body of a change has it. */
export function keyCredential({ der }: AppCertificate, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { type: 'AsymmetricX509Cert', usage: 'Verify', key: der, displayName: 'CN=Test App', ...more };
}

/** Signs claims with the key of a certificate. */
export function signClaims(
  { der, key }: AppCertificate,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const thumbprint = createHash('sha256').update(Buffer.from(der, 'base64')).digest('base64url');
  const head = { alg: 'RS256', typ: 'JWT', 'x5t#S256': thumbprint, ...header };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(head)}.${part(claims)}`;
  const privateKey = createPrivateKey(key);
  const padding = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return `${text}.${sign('sha256', Buffer.from(text), head.alg === 'PS256' ? padding : privateKey).toString('base64url')}`;
}

/** The claims of a client's assertion, made out now. */
export function assertionClaims(simulator: RunningSimulator, appId: string): Record<string, unknown> {
  const now = Math.floor(simulator.clock().now() / 1000);
  const aud = `https://login.microsoftonline.com/${simulator.tenantId}/oauth2/v2.0/token`;
  return { aud, iss: appId, sub: appId, jti: randomUUID(), nbf: now, exp: now + 600 };
}

/** A token for an app that proves itself by an assertion. */
export async function tokenByAssertion(simulator: RunningSimulator, appId: string, assertion: string): Promise<Answered> {
  return askForToken(simulator, {
    grant_type: 'client_credentials',
    client_id: appId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: `${GRAPH}/.default`,
  });
}

/** A registration that was just made, with its instance in the tenant. */
export interface MadeApp {
  readonly id: string;
  readonly appId: string;
  readonly principalId: string;
}

/** Makes a registration and its service principal. */
export async function makeApp(simulator: RunningSimulator, token: string, displayName = 'Made Up'): Promise<MadeApp> {
  const { body } = await sendGraph(simulator, token, 'POST', '/v1.0/applications', { displayName });
  const principal = await sendGraph(simulator, token, 'POST', '/v1.0/servicePrincipals', { appId: body['appId'] });
  return { id: String(body['id']), appId: String(body['appId']), principalId: String(principal.body['id']) };
}
