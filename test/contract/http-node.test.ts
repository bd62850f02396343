import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import type { HttpRequest } from '../../src/main/ports/http';
import { selfSigned } from '../support/self-signed';

type Serve = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const quiet = new AbortController().signal;
const closing: (() => void)[] = [];
const opened = new Set<Socket>();

afterEach(() => {
  for (const socket of opened) socket.destroy();
  opened.clear();
  for (const close of closing.splice(0)) close();
});

async function listen(server: Server): Promise<number> {
  server.on('connection', (socket: Socket) => opened.add(socket));
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function answering(serve: Serve): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => serve(request, response, body));
  };
}

const GRAPH = 'https://graph.demo.invalid';

async function serving(serve: Serve, options: { readonly silence?: number; readonly largestBody?: number } = {}): Promise<NodeHttp> {
  const port = await listen(createServer(answering(serve)));
  const limits = { silence: options.silence ?? 30_000, largestBody: options.largestBody ?? 1_000_000 };
  const http = new NodeHttp({ hosts: { [GRAPH]: `http://127.0.0.1:${port}` }, limits });
  closing.push(() => http.close());
  return http;
}

const request = (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: GRAPH + path,
  headers: {},
  body: null,
  ...more,
});

describe('HTTP by Node', () => {
  it('brings method, path, headers and body there, and the answer back', async () => {
    const http = await serving((incoming, response, body) => {
      response.setHeader('X-Answer', ['a', 'b']);
      response.statusCode = 201;
      response.end(JSON.stringify([incoming.method, incoming.url, incoming.headers['x-one'], body]));
    });
    const sent = request("/v1.0/users?$filter=startsWith(displayName,'Zo%C3%AB')", {
      method: 'POST',
      headers: { 'X-One': '1' },
      body: 'Zoë',
    });
    expect(await http.send(sent, quiet)).toMatchObject({
      kind: 'answer',
      status: 201,
      headers: { 'x-answer': 'a, b' },
      body: `["POST","/v1.0/users?$filter=startsWith(displayName,%27Zo%C3%AB%27)","1","Zoë"]`,
    });
  });

  it('takes every status for an answer, a redirect too', async () => {
    const http = await serving((incoming, response) => {
      response.writeHead(Number(incoming.url?.slice(1)), { location: 'https://elsewhere.example/' });
      response.end();
    });
    for (const status of [204, 302, 307, 400, 401, 404, 429, 500, 503]) {
      expect(await http.send(request(`/${status}`), quiet)).toMatchObject({ kind: 'answer', status });
    }
  });

  it('keeps connections, and sends a request once even when a kept one has died', async () => {
    const seen: string[] = [];
    const http = await serving((incoming, response) => {
      seen.push(incoming.url ?? '');
      if (incoming.url === '/cut') incoming.socket.destroy();
      else response.end('{}');
    });
    await http.send(request('/first'), quiet);
    await http.send(request('/second'), quiet);
    expect(opened.size).toBe(1);
    expect(await http.send(request('/cut', { method: 'POST', body: '{}' }), quiet)).toMatchObject({ kind: 'unreachable', problem: 'cut' });
    expect(seen).toEqual(['/first', '/second', '/cut']);
    expect(await http.send(request('/third'), quiet)).toMatchObject({ kind: 'answer' });
  });

  const broken: readonly (readonly [string, Serve])[] = [
    ['no answer', (incoming) => incoming.socket.destroy()],
    ['a reset', (incoming) => incoming.socket.resetAndDestroy()],
    [
      'less than was announced',
      (_incoming, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"value":[');
        setImmediate(() => response.destroy());
      },
    ],
    [
      'pieces without the last one',
      (_incoming, response) => {
        response.write('{"value":[');
        setImmediate(() => response.destroy());
      },
    ],
    ['something that is not HTTP', (incoming) => incoming.socket.end('SSH-2.0-x\r\n\r\n')],
  ];
  it.each(broken)('calls the connection broken where it brings %s', async (_name, serve) => {
    const http = await serving(serve);
    expect(await http.send(request('/'), quiet)).toMatchObject({ kind: 'unreachable', problem: 'cut' });
  });

  it('gives up where nothing comes, at once or in the middle, and not where it comes slowly', async () => {
    const http = await serving(
      (incoming, response) => {
        if (incoming.url === '/never') return;
        response.write('{');
        if (incoming.url === '/stalls') return;
        const pieces = setInterval(() => response.write(' '), 100);
        setTimeout(() => {
          clearInterval(pieces);
          response.end('}');
        }, 900);
      },
      { silence: 500 },
    );
    const answers = await Promise.all(['/never', '/stalls', '/slow'].map((path) => http.send(request(path), quiet)));
    expect(answers).toMatchObject([{ problem: 'timeout' }, { problem: 'timeout' }, { kind: 'answer', status: 200 }]);
  });

  it('takes no more than its limit, and closes the connection', async () => {
    let closed = false;
    const http = await serving(
      (incoming, response) => {
        incoming.socket.on('close', () => (closed = true));
        const more = (): void => {
          if (response.destroyed) return;
          response.write(Buffer.alloc(65_536));
          setImmediate(more);
        };
        more();
      },
      { largestBody: 1_000_000 },
    );
    expect(await http.send(request('/'), quiet)).toEqual({
      kind: 'unreachable',
      problem: 'cut',
      message: 'the answer is larger than 1 MB',
    });
    await expect.poll(() => closed).toBe(true);
  });

  it('brings ten megabytes as they are', async () => {
    const body = 'Zoë '.repeat(2_500_000);
    const http = await serving((_incoming, response) => response.end(body), { largestBody: 20_000_000 });
    const outcome = await http.send(request('/'), quiet);
    expect(outcome.kind === 'answer' && outcome.body === body).toBe(true);
  });

  it('is cancelled within a moment, wherever it is, and the other side sees it', async () => {
    let closed = 0;
    let arrived = 0;
    const http = await serving((incoming, response) => {
      arrived += 1;
      incoming.socket.on('close', () => (closed += 1));
      if (incoming.url === '/middle') response.write('{');
    });
    const controller = new AbortController();
    const sent = ['/before', '/middle'].map((path) => http.send(request(path), controller.signal));
    await expect.poll(() => arrived).toBe(2);
    const start = performance.now();
    controller.abort();
    expect(await Promise.all(sent)).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }]);
    expect(performance.now() - start).toBeLessThan(1000);
    await expect.poll(() => closed).toBe(2);
    expect(await http.send(request('/'), controller.signal)).toEqual({ kind: 'cancelled' });
    expect(arrived).toBe(2);
  });

  it('tells a machine that is not there, a name that does not exist, and a certificate that nobody trusts', async () => {
    const { certificate, key } = selfSigned();
    const securePort = await listen(
      createSecureServer(
        { cert: certificate, key },
        answering((_incoming, response) => response.end('{}')),
      ),
    );
    // Nobody listens at the first port.
    const http = new NodeHttp({ hosts: { [GRAPH]: 'http://127.0.0.1:1' } });
    const trusting = new NodeHttp({ certificate });
    closing.push(
      () => http.close(),
      () => trusting.close(),
    );
    const outcomes = await Promise.all([
      http.send(request('/'), quiet),
      http.send({ ...request('/'), url: 'https://login.demo.invalid/' }, quiet),
      http.send({ ...request('/'), url: `https://127.0.0.1:${securePort}/` }, quiet),
      trusting.send({ ...request('/'), url: `https://127.0.0.1:${securePort}/` }, quiet),
    ]);
    expect(outcomes).toMatchObject([{ problem: 'refused' }, { problem: 'nameNotFound' }, { problem: 'certificate' }, { kind: 'answer' }]);
  });

  it.each(['http://example.com', 'https://127.0.0.1', 'http://10.0.0.1', 'http://127.0.0.1.example.com'])(
    'never lets a host of the demo lead to %s',
    (target) => {
      expect(() => new NodeHttp({ hosts: { [GRAPH]: target } })).toThrow('loopback');
    },
  );

  it.each(['http://example.com/', 'ftp://x/', 'no address', 'https://graph.demo.invalid:444/', 'https://other.demo.invalid/'])(
    'does not send to %s',
    async (url) => {
      const http = await serving((_incoming, response) => response.end('{}'));
      expect(await http.send({ ...request('/'), url }, quiet)).toMatchObject({ kind: 'unreachable', problem: 'nameNotFound' });
      expect(opened.size).toBe(0);
    },
  );

  it('refuses a header that would be two, without saying what stood in it', async () => {
    const http = await serving((_incoming, response) => response.end('{}'));
    const outcome = await http.send(request('/', { headers: { authorization: 'Bearer planted\r\nx: y' } }), quiet);
    expect(outcome).toMatchObject({ kind: 'unreachable' });
    expect(JSON.stringify(outcome)).not.toContain('planted');
  });
});
