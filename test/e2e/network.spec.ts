import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { findElectronRuntime } from '../../scripts/electron-runtime.mjs';
import type { HttpRequest } from '../../src/main/ports/http';
import type { NetworkReport, NetworkStep } from '../support/network/electron-main';
import { selfSigned } from '../support/self-signed';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
let url: string;
let secureUrl: string;
const servers: Server[] = [];
const seen: string[] = [];

function serve(request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url: path = '', headers, socket } = request;
  seen.push(`${method} ${path}${headers.cookie === undefined ? '' : ' with cookies'}`);
  switch (path) {
    case '/cut':
      socket.destroy();
      return;
    case '/short':
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"value":[');
      setImmediate(() => response.destroy());
      return;
    case '/stalls':
      response.write('{');
      return;
    case '/redirect':
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
      return;
    case '/refused':
      response.writeHead(401, { 'WWW-Authenticate': 'Bearer realm="", error="insufficient_claims"' });
      response.end('{}');
      return;
    case '/large':
      response.end(Buffer.alloc(1_500_000, 0x20));
      return;
    default:
      response.writeHead(200, { 'set-cookie': 'kept=no', 'cache-control': 'max-age=3600', 'X-Answer': ['a', 'b'] });
      request.pipe(response);
  }
}

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
  return (server.address() as AddressInfo).port;
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-network-'));
  writeFileSync(join(folder, 'package.json'), '{"name":"network-test","version":"1.0.0","main":"main.cjs"}');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(root, 'test/support/network/electron-main.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node18',
      minify: false,
      reportCompressedSize: false,
      rollupOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false } },
    },
  });
  url = `http://127.0.0.1:${await listen(createServer(serve))}`;
  const { certificate, key } = selfSigned();
  secureUrl = `https://127.0.0.1:${await listen(createSecureServer({ cert: certificate, key }, serve))}`;
});

test.afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Sends requests through a real Electron and answers what came of each. */
async function sendAll(steps: readonly NetworkStep[]): Promise<readonly NetworkReport[]> {
  const runtime = findElectronRuntime();
  if (runtime === null) throw new Error('There is no Electron on this machine; run node scripts/setup.mjs.');
  seen.length = 0;
  const child = spawn(runtime.executable, ['--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'data')}`, folder], {
    env: { ...process.env, NETWORK_STEPS: JSON.stringify(steps), DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((ended) => child.once('close', ended));
  return output
    .split('\n')
    .filter((line) => line.startsWith('report '))
    .map((line) => JSON.parse(line.slice('report '.length)) as NetworkReport);
}

const step = (address: string, more: Partial<HttpRequest> = {}, rest: Partial<NetworkStep> = {}): NetworkStep => ({
  partition: 'graph-read',
  request: { method: 'GET', url: address, headers: {}, body: null, ...more },
  ...rest,
});

test('every way in which a request can end is told apart in Electron’s own network stack', async () => {
  const secret = { authorization: 'Bearer planted\r\nx: y' };
  const cases: readonly (readonly [NetworkStep, object])[] = [
    [step(`${url}/echo`, { method: 'POST', body: 'Zoë' }), { kind: 'answer', status: 200, body: 'Zoë' }],
    [step(`${url}/refused`), { kind: 'answer', status: 401, body: '{}' }],
    [step(`${url}/redirect`), { kind: 'answer', status: 302 }],
    [step(`${url}/short`), { kind: 'unreachable', problem: 'cut' }],
    [step(`${url}/stalls`), { kind: 'unreachable', problem: 'timeout' }],
    [step(`${url}/stalls`, {}, { cancelAfter: 100 }), { kind: 'cancelled' }],
    [step(`${url}/large`), { kind: 'unreachable', problem: 'cut' }],
    [step('https://nowhere.invalid/'), { kind: 'unreachable', problem: 'nameNotFound' }],
    [step(`${secureUrl}/`), { kind: 'unreachable', problem: 'certificate' }],
    [step('http://127.0.0.1:9/'), { kind: 'unreachable', problem: 'refused' }],
    [step('no address'), { kind: 'unreachable', problem: 'refused' }],
    [step(`${url}/echo`, { headers: secret }), { kind: 'unreachable', problem: 'refused' }],
  ];
  const reports = await sendAll(cases.map(([sent]) => sent));
  expect(reports.map(({ outcome }) => outcome)).toMatchObject(cases.map(([, expected]) => expected));
  expect(JSON.stringify(reports)).not.toContain('planted');
  const header = (index: number, name: string): string | undefined => {
    const outcome = reports[index]?.outcome;
    return outcome?.kind === 'answer' ? outcome.headers[name] : undefined;
  };
  expect([header(0, 'x-answer'), header(1, 'www-authenticate'), header(2, 'location')]).toEqual([
    'a, b',
    'Bearer realm="", error="insufficient_claims"',
    `${url}/elsewhere`,
  ]);
  expect(reports[5]?.milliseconds).toBeLessThan(1100);
});

test('nothing is answered from a cache, no cookie is kept, and what must not come twice does not', async () => {
  const signIn = { partition: 'sign-in' } as const;
  const write = { partition: 'graph-write' } as const;
  const post = { method: 'POST', body: 'code=once' } as const;
  await sendAll([
    step(`${url}/same`),
    step(`${url}/same`),
    step(`${url}/first`, post, signIn),
    // On a connection that is kept Chromium would send this again by itself.
    step(`${url}/cut`, post, signIn),
    step(`${url}/last`, post, signIn),
    // Two secrets instead of one, if it came twice.
    step(`${url}/before`, post, write),
    step(`${url}/cut`, { ...post, method: 'PATCH' }, write),
    step(`${url}/short`, post, write),
    step(`${url}/after`, { method: 'DELETE' }, write),
  ]);
  const signedIn = ['POST /first', 'POST /cut', 'POST /last'];
  expect(seen).toEqual(['GET /same', 'GET /same', ...signedIn, 'POST /before', 'PATCH /cut', 'POST /short', 'DELETE /after']);
});
