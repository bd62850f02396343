import { constants, createHash, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { NodeCertificateMaker } from '../../../../../src/main/adapters/crypto/node-certificate-maker';
import { clientAssertion } from '../../../../../src/main/adapters/identity/client-assertion';
import { HttpAppIdentity } from '../../../../../src/main/adapters/identity/http-app-identity';
import type { MadeCertificate } from '../../../../../src/main/ports/certificate-maker';
import type { HttpOutcome, HttpRequest } from '../../../../../src/main/ports/http';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const TENANT = '11111111-1111-4111-8111-111111111111';
const APP = { cloud: 'usGovHigh', tenantId: TENANT, appId: 'app-1', credential: { kind: 'secret', text: 'a+b&c=d%' } } as const;
const ENDPOINT = `https://login.microsoftonline.us/${TENANT}/oauth2/v2.0/token`;
const quiet = new AbortController().signal;

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (text: string | undefined): unknown => JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));
const answer = (status: number, body: unknown): HttpOutcome => ({
  kind: 'answer',
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const token = (roles?: readonly string[]): HttpOutcome =>
  answer(200, { token_type: 'Bearer', expires_in: 3599, access_token: `${part({ alg: 'none' })}.${part({ roles })}.x` });
const refusal = (number: number, error = 'invalid_client'): HttpOutcome =>
  answer(401, { error, error_description: `AADSTS${number}: No. Trace ID: x`, error_codes: [number], correlation_id: TENANT });

function identity(outcome: HttpOutcome): { readonly app: HttpAppIdentity; readonly sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const http = {
    send: (request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve(outcome);
    },
  };
  return { sent, app: new HttpAppIdentity({ http, now: () => Promise.resolve(NOW), newId: () => 'id-1' }) };
}

let made: MadeCertificate;

beforeAll(async () => {
  made = await new NodeCertificateMaker().make({ subject: 'x', notBefore: '2026-11-20T00:00:00Z', days: 90 });
});

describe('signing in as an app', () => {
  it('by a secret sends it as it is, to the tenant’s own cloud', async () => {
    const { app, sent } = identity(token(['Mail.Read', 'Mail.Send']));
    expect(await app.token(APP, quiet)).toEqual({
      ok: true,
      value: { token: expect.any(String) as string, expiresAt: NOW + 3_599_000, roles: ['Mail.Read', 'Mail.Send'] },
    });
    expect(sent.map(({ method, url }) => [method, url])).toEqual([['POST', ENDPOINT]]);
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body ?? ''))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app-1',
      client_secret: 'a+b&c=d%',
      scope: 'https://graph.microsoft.us/.default',
    });
  });

  it('by a certificate proves that it holds the key, and does not send it', async () => {
    const { app, sent } = identity(token());
    expect(await app.token({ ...APP, credential: { kind: 'certificate', pem: made.pem } }, quiet)).toMatchObject({ value: { roles: [] } });
    const form = Object.fromEntries(new URLSearchParams(sent[0]?.body ?? ''));
    expect(Object.keys(form)).not.toContain('client_secret');
    expect(form['client_assertion_type']).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(sent[0]?.body).not.toContain(encodeURIComponent(made.pem.split('\n')[1] ?? '?'));
    const [header, claims] = (form['client_assertion'] ?? '').split('.');
    expect(read(header)).toMatchObject({ alg: 'PS256' });
    expect(read(claims)).toMatchObject({ aud: ENDPOINT, iss: 'app-1', sub: 'app-1', jti: 'id-1' });
  });

  it.each([
    [7000215, 'app-credential-refused'],
    [7000222, 'app-credential-expired'],
    [700027, 'app-credential-refused'],
    [700016, 'app-not-here'],
    [7000229, 'app-not-here'],
    [7000112, 'app-disabled'],
    [53003, 'conditional-access'],
    [90002, 'tenant-not-found'],
    [700024, 'clock-skew'],
    [999999, 'sign-in-failed'],
  ])('tells what AADSTS%i means', async (number, code) => {
    const outcome = await identity(refusal(number, number === 999999 ? 'invalid_request' : undefined)).app.token(APP, quiet);
    expect(outcome).toMatchObject({ ok: false, error: { code, detail: expect.stringContaining(`AADSTS${number}`) as string } });
  });

  it.each<[string, HttpOutcome, string]>([
    ['nobody answers', { kind: 'unreachable', problem: 'offline', message: 'x' }, 'network-down'],
    ['it was cancelled', { kind: 'cancelled' }, 'cancelled'],
    ['something else answers', answer(200, '<html>'), 'proxy-refused'],
    ['the service has trouble', answer(503, { error: 'temporarily_unavailable' }), 'service-unavailable'],
    ['the service has more trouble', answer(500, 'x'), 'service-unavailable'],
    ['no token comes', answer(200, {}), 'sign-in-failed'],
    ['it is refused without a number', answer(401, { error: 'invalid_client' }), 'app-credential-refused'],
  ])('says so where %s', async (_case, outcome, code) => {
    expect(await identity(outcome).app.token(APP, quiet)).toMatchObject({ ok: false, error: { code } });
  });

  it('has no roles where the token cannot be read', async () => {
    const opaque = answer(200, { expires_in: '60', access_token: 'opaque' });
    expect(await identity(opaque).app.token(APP, quiet)).toMatchObject({ value: { roles: [], expiresAt: NOW + 60_000 } });
  });

  it.each(['a/../b', 'x?y', 'a b', ''])('sends nothing to a tenant called "%s"', async (tenantId) => {
    const { app, sent } = identity(token());
    expect(await app.token({ ...APP, tenantId }, quiet)).toMatchObject({ error: { code: 'tenant-not-found' } });
    expect(sent).toEqual([]);
  });

  it('sends nothing where the certificate cannot be read', async () => {
    const { app, sent } = identity(token());
    const pem = made.pem.slice(0, made.pem.indexOf('-----BEGIN CERTIFICATE'));
    expect(await app.token({ ...APP, credential: { kind: 'certificate', pem } }, quiet)).toMatchObject({
      error: { code: 'app-credential-unreadable' },
    });
    expect(sent).toEqual([]);
  });
});

describe('the assertion of a certificate', () => {
  const parts = () => ({ pem: made.pem, appId: 'app-1', audience: ENDPOINT, now: NOW, id: 'id-1' });

  it('is signed by its key, names it, and is good for some minutes', () => {
    const [header = '', claims = '', signature = ''] = (clientAssertion(parts()) ?? '').split('.');
    const certificate = new X509Certificate(Buffer.from(made.certificate, 'base64'));
    const key = { key: certificate.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(verify('sha256', Buffer.from(`${header}.${claims}x`), key, Buffer.from(signature, 'base64url'))).toBe(false);
    expect(read(header)).toEqual({
      alg: 'PS256',
      typ: 'JWT',
      'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url'),
    });
    const seconds = NOW / 1000;
    expect(read(claims)).toEqual({
      aud: ENDPOINT,
      iss: 'app-1',
      sub: 'app-1',
      jti: 'id-1',
      iat: seconds,
      nbf: seconds - 60,
      exp: seconds + 300,
    });
  });

  it('is the same whichever comes first in the text', () => {
    const at = made.pem.indexOf('-----BEGIN CERTIFICATE');
    const turned = `note\r\n${made.pem.slice(at)}\r\n${made.pem.slice(0, at)}`;
    expect(
      clientAssertion({ ...parts(), pem: turned })
        ?.split('.')
        .slice(0, 2),
    ).toEqual(clientAssertion(parts())?.split('.').slice(0, 2));
  });

  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['words', () => 'a secret'],
    ['a key of somebody else', () => keyOf('rsa') + made.pem.slice(made.pem.indexOf('-----BEGIN CERTIFICATE'))],
    ['a key of another kind', () => keyOf('ec') + made.pem.slice(made.pem.indexOf('-----BEGIN CERTIFICATE'))],
    ['a damaged certificate', () => made.pem.replace(/(BEGIN CERTIFICATE-----\n).{20}/, '$1')],
  ])('is none for %s', (_case, pem) => {
    expect(clientAssertion({ ...parts(), pem: pem() })).toBeNull();
  });

  function keyOf(kind: 'rsa' | 'ec'): string {
    const { privateKey } =
      kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  }
});
