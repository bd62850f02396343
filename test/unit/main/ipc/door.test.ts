import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../../src/shared/domain/result';
import { failure, failureSchema } from '../../../../src/shared/ipc/envelope';
import { Door, type Handlers, type Sender } from '../../../../src/main/ipc/door';
import { DEFAULT_SETTINGS } from '../../../../src/main/services/user-settings';
import { FakeLog } from '../../../support/fakes';

const SECRET = 'token-eyJhbGciOi-hunter2';

function sender(overrides: Partial<Sender> = {}): Sender {
  return { windowId: 1, frame: { url: 'app://mailscope/index.html', parent: null }, sendProgress: () => undefined, ...overrides };
}

function door(handlers: Partial<Handlers>): { door: Door; log: FakeLog } {
  const log = new FakeLog();
  return { door: new Door(handlers as Handlers, log), log };
}

const request = (input: unknown, requestId = 'r1'): unknown => ({ requestId, input });

describe('the door', () => {
  it('takes secrets out of what it tells of a failure', async () => {
    const cause = failure('tenant-unreachable', { message: `It said ${SECRET}.`, detail: `Bearer ${SECRET}` });
    const handlers = { 'settings.get': () => Promise.resolve(err(cause)) } as Partial<Handlers>;
    const open = new Door(handlers as Handlers, new FakeLog(), (text) => text.replaceAll(SECRET, '[secret]'));
    const answer = await open.serve('settings.get', sender(), request({}));
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    expect(answer).toMatchObject({ ok: false, error: { message: 'It said [secret].', detail: 'Bearer [secret]' } });
  });

  it('answers what the handler answers', async () => {
    const { door: open } = door({ 'settings.get': () => Promise.resolve(ok({ ...DEFAULT_SETTINGS, theme: 'dark' as const })) });
    expect(await open.serve('settings.get', sender(), request({}))).toEqual({ ok: true, value: { ...DEFAULT_SETTINGS, theme: 'dark' } });
  });

  it('hands on an expected failure', async () => {
    const { door: open } = door({ 'reading.open': () => Promise.resolve(err(failure('reading-unknown'))) });
    expect(await open.serve('reading.open', sender(), request({ readingId: 'demo' }))).toMatchObject({
      ok: false,
      error: { code: 'reading-unknown' },
    });
  });

  it.each([
    ['a foreign page', sender({ frame: { url: 'https://evil.example', parent: null } }), request({}), 'not-allowed'],
    ['a frame that is gone', sender({ frame: null }), request({}), 'not-allowed'],
    ['no envelope', sender(), null, 'bad-request'],
    ['no request id', sender(), { input: {} }, 'bad-request'],
    ['an id without end', sender(), request({}, 'x'.repeat(1000)), 'bad-request'],
    ['a property that nobody asked for', sender(), request({ path: '/etc/passwd' }), 'bad-request'],
  ] as const)('refuses %s without asking the handler', async (_name, from, payload, code) => {
    let asked = 0;
    const { door: open } = door({
      'settings.get': () => {
        asked += 1;
        return Promise.resolve(ok({ ...DEFAULT_SETTINGS, theme: 'dark' as const }));
      },
    });
    expect(await open.serve('settings.get', from, payload)).toMatchObject({ ok: false, error: { code } });
    expect(asked).toBe(0);
  });

  it('never says what a bad request held', async () => {
    const { door: open } = door({});
    expect(JSON.stringify(await open.serve('app.setTheme', sender(), request({ theme: SECRET })))).not.toContain(SECRET);
  });

  it('turns a thrown error into `internal` with a log id, and lets its message out neither to the page nor to the log', async () => {
    const { door: open, log } = door({
      'settings.get': () => {
        throw new Error(SECRET);
      },
    });
    const answer = await open.serve('settings.get', sender(), request({}));
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal', logId: 'log-1' } });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    expect(JSON.stringify(log.lines)).not.toContain(SECRET);
    expect(log.lines[0]?.fields).toMatchObject({ channel: 'settings.get', errorName: 'Error' });
  });

  it('does not reject when something else than an error is thrown', async () => {
    const { door: open } = door({ 'settings.get': () => Promise.reject(SECRET as unknown as Error) });
    expect(await open.serve('settings.get', sender(), request({}))).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('refuses an answer that the contract does not describe, and drops what it does not name', async () => {
    const wrong = { theme: 'pink', restoreLastView: true } as never;
    expect(
      await door({ 'settings.get': () => Promise.resolve(ok(wrong)) }).door.serve('settings.get', sender(), request({})),
    ).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    const more = { theme: 'dark', restoreLastView: true, token: SECRET } as never;
    const answer = await door({ 'settings.get': () => Promise.resolve(ok(more)) }).door.serve('settings.get', sender(), request({}));
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  });

  it('refuses an answer above the limit of an answer', async () => {
    const notes = ['x'.repeat(1_100_000)];
    const { door: open } = door({ 'reading.list': () => Promise.resolve(ok({ readings: [], notes })) });
    expect(await open.serve('reading.list', sender(), request({}))).toMatchObject({ ok: false, error: { code: 'answer-too-large' } });
  });

  it('cancels a running request by its id', async () => {
    const { door: open } = door({
      'reading.list': (_input, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(ok({ readings: [], notes: [] })));
        }),
    });
    const answer = open.serve('reading.list', sender(), request({}, 'long'));
    open.cancel(sender({ frame: { url: 'https://evil.example', parent: null } }), 'long');
    open.cancel(sender({ windowId: 2 }), 'long');
    open.cancel(sender(), 'long');
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('cancels what a window started when the window is left', async () => {
    const { door: open } = door({
      'reading.list': (_input, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(ok({ readings: [], notes: [] })));
        }),
    });
    const answer = open.serve('reading.list', sender(), request({}));
    open.leave(1);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('tells progress under the id of the request, and none after it was cancelled', async () => {
    const told: unknown[] = [];
    const from = sender({ sendProgress: (payload) => told.push(payload) });
    const { door: open } = door({
      'reading.list': (_input, { signal, onProgress }) => {
        onProgress({ stage: 'read', done: 1, total: 2 });
        open.cancel(from, 'p1');
        onProgress({ stage: 'read', done: 2, total: 2 });
        return Promise.resolve(signal.aborted ? err(failure('cancelled')) : ok({ readings: [], notes: [] }));
      },
    });
    await open.serve('reading.list', from, request({}, 'p1'));
    expect(told).toEqual([{ requestId: 'p1', stage: 'read', done: 1, total: 2 }]);
  });

  it('refuses a second request under an id that runs', async () => {
    let finish: () => void = () => undefined;
    const { door: open } = door({
      'reading.list': () =>
        new Promise((resolve) => {
          finish = () => resolve(ok({ readings: [], notes: [] }));
        }),
    });
    const first = open.serve('reading.list', sender(), request({}, 'same'));
    expect(await open.serve('reading.list', sender(), request({}, 'same'))).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    finish();
    expect(await first).toMatchObject({ ok: true });
  });

  it('gives every failure a sentence and a next step', () => {
    expect(failureSchema.safeParse(failure('internal', { logId: 'x' })).success).toBe(true);
  });
});
