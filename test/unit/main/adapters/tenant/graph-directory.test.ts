import { beforeEach, describe, expect, it } from 'vitest';
import { GraphDirectory } from '../../../../../src/main/adapters/tenant/graph-directory';
import type { TokenWish } from '../../../../../src/main/adapters/tenant/held-token';
import type { HttpOutcome, HttpRequest } from '../../../../../src/main/ports/http';
import type { AccessToken } from '../../../../../src/main/ports/identity';
import { err, ok, type Result } from '../../../../../src/shared/domain/result';
import { failure, type Failure } from '../../../../../src/shared/ipc/envelope';
import type { DirectoryRequest } from '../../../../../src/shared/ipc/tenant-access';

const HOUR = 3_600_000;
const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
const CHALLENGE = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(CLAIMS).toString('base64')}"`;
const REQUEST: DirectoryRequest = { method: 'GET', path: '/v1.0/users?$top=999', headers: { accept: 'application/json' }, body: null };
const quiet = new AbortController().signal;

let now: number;
let sent: HttpRequest[];
let wishes: TokenWish[];
let tokens: number;
/** What Graph answers to a token. */
let graph: (token: string) => HttpOutcome;
let source: (wish: TokenWish, signal: AbortSignal) => Promise<Result<AccessToken, Failure>>;
let directory: GraphDirectory;

const answer = (status: number, headers: Record<string, string> = {}, body = '{}'): HttpOutcome => ({
  kind: 'answer',
  status,
  headers,
  body,
});
const issue = (lifetime = HOUR): Result<AccessToken, Failure> =>
  ok({ token: `token${(tokens += 1)}`, expiresAt: now + lifetime, scopes: [] });

beforeEach(() => {
  now = Date.parse('2026-11-21T12:00:00Z');
  sent = [];
  wishes = [];
  tokens = 0;
  graph = () => answer(200);
  source = () => Promise.resolve(issue());
  let requests = 0;
  directory = new GraphDirectory({
    http: {
      send: (request) => {
        sent.push(request);
        return Promise.resolve(graph(request.headers['authorization'] ?? ''));
      },
    },
    graph: 'https://graph.microsoft.us',
    tokens: (wish, signal) => {
      wishes.push(wish);
      return source(wish, signal);
    },
    now: () => now,
    newRequestId: () => `request-${(requests += 1)}`,
  });
});

const PLAIN = { claims: null, fresh: false };
const FRESH = { claims: null, fresh: true };

describe('a request to Microsoft Graph', () => {
  it('goes to the cloud of the account with its token and an id', async () => {
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ kind: 'answer', status: 200 });
    expect(sent).toEqual([
      {
        method: 'GET',
        url: 'https://graph.microsoft.us/v1.0/users?$top=999',
        headers: {
          accept: 'application/json',
          authorization: 'Bearer token1',
          'client-request-id': 'request-1',
          'return-client-request-id': 'true',
        },
        body: null,
      },
    ]);
  });

  it.each([
    '/v2.0/users',
    '//evil.example/v1.0/users',
    'https://evil.example/v1.0/users',
    '@evil.example/v1.0/users',
    '/v1.0/../../oauth2',
    '/v1.0/..\\..\\x',
    '/v1.0',
    '',
    '.evil.example/v1.0/',
  ])('is not sent to %s, and is not tried again', async (path) => {
    expect(await directory.send({ ...REQUEST, path }, quiet)).toMatchObject({ kind: 'answer', status: 400 });
    expect(sent).toEqual([]);
    expect(wishes).toEqual([]);
  });

  it('uses a token until five minutes before its end, and renews it then', async () => {
    for (const minutes of [0, 30, 24]) {
      now += minutes * 60_000;
      await directory.send(REQUEST, quiet);
    }
    expect(wishes).toEqual([PLAIN]);
    now += 90_000;
    await directory.send(REQUEST, quiet);
    expect(wishes).toEqual([PLAIN, PLAIN]);
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token1',
      'Bearer token1',
      'Bearer token1',
      'Bearer token2',
    ]);
  });

  it('does not ask for a token each time where every token is short', async () => {
    source = () => Promise.resolve(issue(120_000));
    for (let count = 0; count < 5; count += 1) await directory.send(REQUEST, quiet);
    expect(wishes).toHaveLength(1);
    now += 121_000;
    await directory.send(REQUEST, quiet);
    expect(wishes).toHaveLength(2);
  });

  it('goes on with a token that is still good where it cannot be renewed', async () => {
    await directory.send(REQUEST, quiet);
    source = () => Promise.resolve(err(failure('network-down')));
    now += HOUR - 60_000;
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ kind: 'answer', status: 200 });
    now += 60_000;
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ kind: 'unreachable' });
  });

  it('asks for one token, however many wait for it', async () => {
    await Promise.all(Array.from({ length: 20 }, () => directory.send(REQUEST, quiet)));
    expect(wishes).toEqual([PLAIN]);
    expect(sent).toHaveLength(20);
  });
});

describe('a token that Graph refuses', () => {
  it('is replaced once by a fresh one', async () => {
    graph = (token) => (token === 'Bearer token1' ? answer(401) : answer(200));
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ status: 200 });
    expect(wishes).toEqual([PLAIN, FRESH]);
  });

  it('is replaced once by one with the claims that were asked for', async () => {
    graph = (token) => (token === 'Bearer token1' ? answer(401, { 'www-authenticate': CHALLENGE }) : answer(200));
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ status: 200 });
    expect(wishes).toEqual([PLAIN, { claims: CLAIMS, fresh: true }]);
  });

  it('may be too old first and lack claims afterwards', async () => {
    graph = (token) =>
      token === 'Bearer token1' ? answer(401) : token === 'Bearer token2' ? answer(401, { 'www-authenticate': CHALLENGE }) : answer(200);
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ status: 200 });
    expect(wishes).toEqual([PLAIN, FRESH, { claims: CLAIMS, fresh: true }]);
  });

  it.each([
    ['plainly', {}, 2],
    ['with a challenge', { 'www-authenticate': CHALLENGE }, 2],
  ])('again and again %s ends as the refusal that it is', async (_name, headers: Record<string, string>, requests) => {
    graph = () => answer(401, headers, '{"error":{"code":"InvalidAuthenticationToken","message":"no"}}');
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ kind: 'answer', status: 401 });
    expect(sent).toHaveLength(requests);
  });

  it('is replaced once for all that were refused', async () => {
    graph = (token) => (token === 'Bearer token1' ? answer(401) : answer(200));
    const answers = await Promise.all(Array.from({ length: 10 }, () => directory.send(REQUEST, quiet)));
    expect(answers.every((each) => each.kind === 'answer' && each.status === 200)).toBe(true);
    expect(wishes).toEqual([PLAIN, FRESH]);
  });

  it.each([
    ['sign-in-needed', 'notSignedIn', 'The account has to sign in again.'],
    ['claims-challenge', 'notSignedIn', 'The service asks for a new proof of identity before it goes on.'],
    ['conditional-access', 'notSignedIn', 'A Conditional Access policy of the organisation refuses this sign-in.'],
    ['network-down', 'unreachable', 'There is no connection to the network.'],
    ['proxy-certificate', 'unreachable', 'The connection shows a certificate that this machine does not trust.'],
    ['service-unavailable', 'unreachable', 'The sign-in service is not available.'],
  ] as const)('and cannot be replaced because of %s is told so', async (code, kind, message) => {
    graph = () => answer(401, { 'www-authenticate': CHALLENGE });
    source = (wish) => Promise.resolve(wish.fresh ? err(failure(code)) : issue());
    expect(await directory.send(REQUEST, quiet)).toEqual({ kind, message });
  });
});

describe('what else may come', () => {
  it.each([
    [
      { kind: 'unreachable', problem: 'proxy', message: 'the proxy does not let the connection through' } as const,
      { kind: 'unreachable', message: 'the proxy does not let the connection through' },
    ],
    [{ kind: 'cancelled' } as const, { kind: 'cancelled' }],
    [answer(403, {}, '{"error":{}}'), answer(403, {}, '{"error":{}}')],
    [answer(302, { location: 'https://x.example' }), answer(302, { location: 'https://x.example' })],
  ])('is passed on: %j', async (outcome: HttpOutcome, expected) => {
    graph = () => outcome;
    expect(await directory.send(REQUEST, quiet)).toEqual(expected);
    expect(sent).toHaveLength(1);
  });

  it('is remembered by its ids where it was a refusal', async () => {
    expect(directory.lastFailure).toBeNull();
    graph = () => answer(403, { 'request-id': 'service-1' });
    await directory.send(REQUEST, quiet);
    expect(directory.lastFailure).toEqual({ status: 403, requestId: 'service-1', clientRequestId: 'request-1' });
  });

  it('when one who waits for a token is cancelled, the others get it', async () => {
    let give: (result: Result<AccessToken, Failure>) => void = () => undefined;
    let asked: AbortSignal = quiet;
    source = (_wish, signal) => {
      asked = signal;
      return new Promise((resolve) => (give = resolve));
    };
    const controller = new AbortController();
    const leaving = directory.send(REQUEST, controller.signal);
    const staying = directory.send(REQUEST, quiet);
    controller.abort();
    expect(await leaving).toEqual({ kind: 'cancelled' });
    expect(asked.aborted).toBe(false);
    give(issue());
    expect(await staying).toMatchObject({ status: 200 });
  });

  it('a mistake in whoever has tokens is not waited for, and not kept', async () => {
    source = () => Promise.reject(new Error('a bug'));
    await expect(directory.send(REQUEST, quiet)).rejects.toThrow('a bug');
    source = () => Promise.resolve(issue());
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ status: 200 });
  });

  it('when all who wait are cancelled, the asking is too, and the next one asks anew', async () => {
    let asked: AbortSignal = quiet;
    source = (_wish, signal) => {
      asked = signal;
      return new Promise(() => undefined);
    };
    const controller = new AbortController();
    const leaving = directory.send(REQUEST, controller.signal);
    controller.abort();
    expect(await leaving).toEqual({ kind: 'cancelled' });
    expect(asked.aborted).toBe(true);
    source = () => Promise.resolve(issue());
    expect(await directory.send(REQUEST, quiet)).toMatchObject({ status: 200 });
    expect(await directory.send(REQUEST, AbortSignal.abort())).toMatchObject({ status: 200 });
  });
});
