import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { parseCollection } from '../../src/shared/domain/collection/parse-collection';
import { selfSigned } from '../support/self-signed';
import { ask } from '../support/simulator-client';

const launcher = resolve(import.meta.dirname, '../../bin/mailscope.mjs');
const running: ChildProcess[] = [];
const folders: string[] = [];

interface Announcement {
  readonly url: string;
  readonly tenantId: string;
  readonly users: readonly Readonly<Record<string, unknown>>[];
  readonly apps: readonly Readonly<Record<string, string>>[];
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function start(...args: readonly string[]): {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  readonly ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [launcher, 'simulate', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let output = '';
  let errors = '';
  child.stdout!.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr!.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = new Promise<number | null>((settle) => child.once('exit', settle));
  return { child, output: () => output, errors: () => errors, ended };
}

async function serve(...args: readonly string[]): Promise<ReturnType<typeof start> & { readonly said: Announcement }> {
  const process = start('--serve', ...args);
  while (!process.output().includes('\n')) {
    if (process.child.exitCode !== null) throw new Error(process.errors());
    await new Promise((settle) => setTimeout(settle, 10));
  }
  return { ...process, said: JSON.parse(process.output()) as Announcement };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'mailscope-simulate-'));
  folders.push(made);
  return made;
}

describe('mailscope simulate --serve', () => {
  it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)(
    'says where it is in one line, and ends with 0 on %s',
    async (signal) => {
      const { said, child, output, errors, ended } = await serve('--size', 'S');
      expect(Object.keys(said)).toEqual(['url', 'tenantId', 'users', 'apps', 'clients', 'operator']);
      expect(said.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(Object.keys(said.users[0]!)).toEqual(['userPrincipalName', 'password', 'roles']);
      expect(Object.keys(said.apps[0]!)).toEqual(['appId', 'displayName', 'secret']);
      const reader = said.apps.find((app) => app['displayName'] === 'Tenant Reader')!;
      const form = {
        grant_type: 'client_credentials',
        client_id: reader['appId']!,
        client_secret: reader['secret']!,
        scope: 'https://graph.microsoft.com/.default',
      };
      const token = await ask(`${said.url}/${said.tenantId}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
      const list = await ask(`${said.url}/v1.0/users?$top=1`, {
        headers: { authorization: `Bearer ${String(token.body['access_token'])}` },
      });
      expect(list.status).toBe(200);
      child.kill(signal);
      expect(await ended).toBe(0);
      expect([output().split('\n').length, errors()]).toEqual([2, expect.not.stringContaining('mailscope:')]);
    },
  );

  it('listens on this machine alone', async () => {
    const { said } = await serve();
    const other = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find((entry) => entry.family === 'IPv4' && !entry.internal);
    if (other) await expect(fetch(said.url.replace('127.0.0.1', other.address))).rejects.toThrow();
    await expect(fetch(said.url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow();
  });

  it('answers whatever the Host header says, and without one', async () => {
    const { said } = await serve('--port', '0');
    for (const host of ['graph.microsoft.com', 'not a host', undefined]) {
      const status = await new Promise<number>((settle, reject) => {
        const sent = httpRequest(`${said.url}/v1.0/users`, { setHost: false, headers: host === undefined ? {} : { host } }, (response) => {
          response.resume();
          settle(response.statusCode ?? 0);
        });
        sent.on('error', reject);
        sent.end();
      });
      expect(status, host).toBe(401);
    }
  });

  it('takes a clock, faults and a seed', async () => {
    const { said } = await serve('--clock', '2027-03-01T00:00:00Z', '--fault', 'unavailable=1:5', '--fault', 'slow=1', '--seed', '7');
    expect((await ask(`${said.url}/_simulator/clock`)).text).toContain('2027-03-01T00:00:0');
    const answer = await ask(`${said.url}/v1.0/users`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await ask(`${said.url}/_simulator/faults`)).body['on']).toEqual(['slow=1']);
    const log = await ask(`${said.url}/_simulator/log`);
    expect(log.body['requests']).toHaveLength(1);
  });

  it('serves https with a certificate', async () => {
    const { certificate, key } = selfSigned();
    const place = folder();
    writeFileSync(join(place, 'certificate.pem'), certificate);
    writeFileSync(join(place, 'key.pem'), key);
    const { said } = await serve('--tls', join(place, 'certificate.pem'), join(place, 'key.pem'));
    expect(said.url).toMatch(/^https:/);
    const status = await new Promise<number>((settle, reject) => {
      const sent = httpsRequest(`${said.url}/v1.0/users`, { ca: certificate }, (response) => {
        response.resume();
        settle(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(401);
  });

  it.each([
    [['--serve', '--fault', 'colour'], 'There is no fault "colour"'],
    [['--serve', '--tls', 'only-one.pem'], '--tls takes two files'],
    [['--serve', '--tls', 'none.pem', 'none.pem'], '--tls: '],
    [['--port', '8123'], '--port has a meaning with --serve only'],
    [['--size', 'XL'], 'Allowed choices are S, M, L'],
    [['--serve', '--port', '70000'], 'Give a whole number from 0 to 65535'],
    [['--serve', '--clock', 'tomorrow'], 'Give a date and time'],
  ])('%j: exit 2 and a sentence', async (args, sentence) => {
    const { ended, errors, output } = start(...args);
    expect(await ended).toBe(2);
    expect(errors()).toContain(sentence);
    expect(output()).toBe('');
  });

  it('says so when the port is taken', async () => {
    const { said } = await serve();
    const second = start('--serve', '--port', new URL(said.url).port);
    expect(await second.ended).toBe(2);
    expect(second.errors()).toContain('EADDRINUSE');
  });
});

describe('mailscope simulate --out', () => {
  it.each(['tenant.json', 'tenant.json.gz'])('writes a collection that our own reader takes: %s', async (name) => {
    const file = join(folder(), name);
    const { ended, errors } = start('--size', 'S', '--seed', '3', '--out', file);
    expect(await ended, errors()).toBe(0);
    const bytes = readFileSync(file);
    expect(bytes[0] === 0x1f).toBe(name.endsWith('.gz'));
    const parsed = parseCollection(JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()));
    expect(parsed.ok ? parsed.value.warnings : parsed.error).toEqual([]);
  });

  it('writes it to standard output where no file is named', async () => {
    const { ended, output } = start('--size', 'S');
    expect(await ended).toBe(0);
    expect(output().startsWith('{"format":"mailscope-collection/1"')).toBe(true);
  });
});
