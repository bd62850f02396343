import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoAwareHttp } from '../../../../../src/main/adapters/tenant/demo-http';
import type { HttpPort, HttpRequest } from '../../../../../src/main/ports/http';

const signal = new AbortController().signal;
let server: Server;
let address: string;
let heard: string[];
let real: string[];

beforeEach(async () => {
  heard = [];
  real = [];
  server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end('from the demo');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const outside: HttpPort = {
  send: ({ url }) => {
    real.push(url);
    return Promise.resolve({ kind: 'answer', status: 200, headers: {}, body: 'from outside' });
  },
};
const get = (url: string): HttpRequest => ({ method: 'GET', url, headers: {}, body: null });
const http = (): DemoAwareHttp => new DemoAwareHttp(outside, () => Promise.resolve(address));

describe('the network of accounts', () => {
  it.each([
    ['the sign-in of the demo', 'https://login.demo.invalid/common/oauth2/v2.0/token', '/common/oauth2/v2.0/token'],
    ['Graph of the demo', 'https://graph.demo.invalid/v1.0/me?$select=id', '/v1.0/me?$select=id'],
  ])('leads %s to this machine', async (_case, url, path) => {
    expect(await http().send(get(url), signal)).toMatchObject({ kind: 'answer', body: 'from the demo' });
    expect(heard).toContain(path);
    expect(real).toEqual([]);
  });

  it.each(['https://graph.microsoft.com/v1.0/me', 'https://login.demo.invalid.example.com/', 'http://localhost:1/'])(
    'leads %s to the real one, and no demo is begun for it',
    async (url) => {
      const carried = new DemoAwareHttp(outside, () => Promise.reject(new Error('the demo was started')));
      expect(await carried.send(get(url), signal)).toMatchObject({ body: 'from outside' });
      expect(real).toEqual([url]);
    },
  );

  it('refuses other services of this machine, which a made-up answer could name', async () => {
    const port = new URL(address).port;
    for (const url of ['http://127.0.0.1:1/token', `${address}1/token`, `http://127.0.0.1:${port}@evil.example/token`]) {
      expect(await http().send(get(url), signal)).toMatchObject({ kind: 'unreachable' });
    }
    expect(heard).toEqual([]);
    expect(real).toEqual([]);
  });

  it('says that a demo which does not start is not there', async () => {
    const carried = new DemoAwareHttp(outside, () => Promise.resolve(null));
    expect(await carried.send(get('https://graph.demo.invalid/v1.0/me'), signal)).toMatchObject({
      kind: 'unreachable',
      problem: 'refused',
    });
  });

  it('knows where a browser finds it, once it was found', async () => {
    const carried = http();
    expect(carried.mapAddress('https://login.demo.invalid/x')).toBe('https://login.demo.invalid/x');
    await carried.findDemo();
    expect(carried.mapAddress('https://login.demo.invalid/x')).toBe(`${address}/x`);
    expect(carried.mapAddress('https://login.demo.invalid.example.com/x')).toBe('https://login.demo.invalid.example.com/x');
  });
});
