import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modeOf, PRIVATE } from '../../../../support/file-mode';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JsonLinesLog } from '../../../../../src/main/adapters/files/json-lines-log';
import type { LogFields } from '../../../../../src/main/ports/log';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-log-'));
  path = join(folder, 'logs', 'mailscope.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = 'Pa55"w\\ord+é';
const log = (maximumBytes?: number): JsonLinesLog =>
  new JsonLinesLog({
    path,
    now: () => '2026-11-21T12:00:00.000Z',
    secrets: () => [SECRET],
    ...(maximumBytes === undefined ? {} : { maximumBytes }),
  });
const lines = (): Record<string, unknown>[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log', () => {
  it('writes one JSON line per event, for its owner only', () => {
    log().info('started', { version: '0.1.0', count: 3 });
    expect(lines()).toEqual([{ at: '2026-11-21T12:00:00.000Z', level: 'info', event: 'started', version: '0.1.0', count: 3 }]);
    expect(modeOf(path)).toBe(PRIVATE.file);
  });

  it('drops every field that is not on the list, and objects in those that are', () => {
    const fields = { channel: 'app.state', user: 'anna@contoso.com', reason: { token: 'x' } } as unknown as LogFields;
    log().warn('odd', fields);
    expect(lines()).toEqual([{ at: '2026-11-21T12:00:00.000Z', level: 'warn', event: 'odd', channel: 'app.state' }]);
  });

  it('cuts a field that is too long', () => {
    log().warn('long', { reason: 'x'.repeat(10_000) });
    expect(String(lines()[0]?.['reason']).length).toBeLessThan(1000);
  });

  it('answers an id by which an error is found', () => {
    const id = log().error('broken', {});
    expect(lines()[0]).toMatchObject({ level: 'error', id });
  });

  it.each([
    ['as it is', SECRET],
    ['inside a sentence', `failed with ${SECRET} at once`],
    ['as base64', `Basic ${Buffer.from(`user:${SECRET}`).toString('base64')}`],
    ['encoded for an address', `https://x.example/?p=${encodeURIComponent(SECRET)}`],
  ])('never holds a secret %s', (_name, text) => {
    log().warn('leak', { reason: text });
    const written = readFileSync(path, 'utf8');
    expect(written).toContain('[secret]');
    for (const form of [SECRET, JSON.stringify(SECRET).slice(1, -1), encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')])
      expect(written).not.toContain(form);
  });

  it('never holds the beginning of a secret that is cut off', () => {
    log().warn('leak', { reason: `${'x'.repeat(295)}${SECRET}` });
    expect(readFileSync(path, 'utf8')).not.toContain(SECRET.slice(0, 4));
  });

  it('keeps three files and no more', () => {
    const small = log(200);
    for (let count = 0; count < 20; count += 1) small.info('event', { count });
    expect([path, `${path}.1`, `${path}.2`].every(existsSync)).toBe(true);
    expect(existsSync(`${path}.3`)).toBe(false);
    expect(lines()[lines().length - 1]).toMatchObject({ count: 19 });
  });

  it('is silent where it cannot write', () => {
    writeFileSync(join(folder, 'logs'), 'a file where the folder should be');
    expect(log().error('broken')).toHaveLength(8);
  });
});
