import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectSimulatedTenant, connectSimulator, type SimulatedTenant } from '../../../../../src/main/adapters/tenant/simulated-tenant';
import { LoopbackHttp } from '../../../../../src/main/adapters/tenant/loopback-http';

let server: Server | null = null;
let tenant: SimulatedTenant | null = null;

afterEach(async () => {
  tenant?.close();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = null;
});

type Handler = (path: string, body: string, request: IncomingMessage, response: ServerResponse) => void;

async function serving(handler: Handler): Promise<string> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => handler(request.url ?? '', body, request, response));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const CREDENTIALS = { tenantId: 't', appId: 'app', secret: 'the secret' };
const REQUEST = { method: 'GET', path: '/v1.0/users', headers: {}, body: null } as const;
const quiet = new AbortController().signal;
const json = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
};

describe('the simulated tenant', () => {
  it.each(['http://example.com', 'https://127.0.0.1:1', 'http://10.0.0.1', 'http://127.0.0.1.example.com'])('is never at %s', (url) => {
    expect(() => new LoopbackHttp(url)).toThrow('loopback');
  });

  it('is asked for one token per service, by whoever asks first', async () => {
    const forms: string[] = [];
    const url = await serving((path, body, request, response) => {
      if (path.endsWith('/token')) {
        forms.push(body);
        json(response, { access_token: `token${forms.length}` });
      } else json(response, { authorization: request.headers.authorization });
    });
    tenant = connectSimulatedTenant(url, CREDENTIALS);
    const { directory, exchange } = tenant;
    const answers = await Promise.all([1, 2, 3].map(() => directory.send(REQUEST, quiet)));
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'answer', status: 200, body: '{"authorization":"Bearer token1"}' });
    await exchange.run({ cmdlet: 'Get-Mailbox', parameters: {} }, quiet, () => undefined);
    expect(forms.map((form) => new URLSearchParams(form).get('scope'))).toEqual([
      'https://graph.microsoft.com/.default',
      'https://outlook.office365.com/.default',
    ]);
  });

  it('gets a new token where the old one is no longer taken, and one only for all that were refused', async () => {
    let tokens = 0;
    const url = await serving((path, _body, request, response) => {
      if (path.endsWith('/token')) json(response, { access_token: `token${(tokens += 1)}` });
      else json(response, {}, request.headers.authorization === 'Bearer token1' ? 401 : 200);
    });
    tenant = connectSimulatedTenant(url, CREDENTIALS);
    const { directory } = tenant;
    const answers = await Promise.all([1, 2, 3, 4].map(() => directory.send(REQUEST, quiet)));
    expect(answers.map((answer) => answer.kind === 'answer' && answer.status)).toEqual([200, 200, 200, 200]);
    expect(tokens).toBe(2);
  });

  it('that refuses every token is answered so, and not for ever', async () => {
    const url = await serving((path, _body, _request, response) =>
      json(response, { access_token: 't' }, path.endsWith('/token') ? 200 : 401),
    );
    tenant = connectSimulatedTenant(url, CREDENTIALS);
    expect(await tenant.directory.send(REQUEST, quiet)).toMatchObject({ kind: 'answer', status: 401 });
    expect(await tenant.exchange.run({ cmdlet: 'Get-Mailbox', parameters: {} }, quiet, () => undefined)).toMatchObject({
      kind: 'notSignedIn',
    });
  });

  it('that lets nobody in says why, without the secret', async () => {
    const url = await serving((_path, _body, _request, response) =>
      json(response, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1' }, 401),
    );
    tenant = connectSimulatedTenant(url, CREDENTIALS);
    const answer = await tenant.directory.send(REQUEST, quiet);
    expect(answer).toEqual({ kind: 'notSignedIn', message: 'sign-in was refused: AADSTS7000215: Invalid client secret provided.' });
  });

  it('that is not there, or breaks off, is unreachable', async () => {
    const url = await serving((path, _body, request, response) => {
      if (path.endsWith('/token')) json(response, { access_token: 't' });
      else request.socket.destroy();
    });
    tenant = connectSimulatedTenant(url, CREDENTIALS);
    expect(await tenant.directory.send(REQUEST, quiet)).toEqual({ kind: 'unreachable', message: 'the connection broke' });
    const nowhere = connectSimulatedTenant('http://127.0.0.1:1', CREDENTIALS);
    expect(await nowhere.directory.send(REQUEST, quiet)).toEqual({
      kind: 'unreachable',
      message: 'nobody answers at the address of the tenant',
    });
    nowhere.close();
  });

  it('ends a request at once that is cancelled', async () => {
    const url = await serving((path, _body, _request, response) => {
      if (path.endsWith('/token')) json(response, { access_token: 't' });
    });
    tenant = connectSimulatedTenant(url, CREDENTIALS);
    const controller = new AbortController();
    const answer = tenant.directory.send(REQUEST, controller.signal);
    setTimeout(() => controller.abort(), 20);
    expect(await answer).toEqual({ kind: 'cancelled' });
  });

  it('tells its time to whoever connects, and null where it does not answer', async () => {
    const url = await serving((_path, _body, _request, response) => json(response, { now: '2026-11-21T07:00:00Z' }));
    const facts = { url, tenantId: 't', appId: 'a', secret: 's', operator: null };
    expect(await connectSimulator(facts)).toMatchObject({ tenantId: 't', mode: 'simulator', now: Date.parse('2026-11-21T07:00:00Z') });
    expect(await connectSimulator({ ...facts, url: 'http://127.0.0.1:1' })).toBeNull();
  });
});
