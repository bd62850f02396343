import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { exchangeThrough } from '../../../../../src/main/adapters/http/electron-exchange';
import type { HttpOutcome, HttpRequest } from '../../../../../src/main/ports/http';

/** A request of Electron's network stack, played by the test. */
class FakeRequest extends EventEmitter {
  readonly headers: Record<string, string> = {};
  body: string | null | undefined = null;
  aborted = 0;

  setHeader(name: string, value: string): void {
    if (value.includes('\n')) throw new Error('invalid header');
    this.headers[name] = value;
  }

  end(body?: string): void {
    this.body = body;
  }

  abort(): void {
    this.aborted += 1;
    this.emit('abort');
  }

  answer(statusCode: number, headers: Record<string, string | string[]> = {}): EventEmitter {
    const answer = Object.assign(new EventEmitter(), { statusCode, headers });
    this.emit('response', answer);
    return answer;
  }
}

const REQUEST: HttpRequest = { method: 'GET', url: 'https://graph.example/v1.0/users', headers: {}, body: null };
const LIMITS = { silence: 40, largestBody: 10 };

function begin(request = REQUEST, limits = { silence: 60_000, largestBody: 1000 }) {
  const carrier = new FakeRequest();
  const controller = new AbortController();
  const outcome: Promise<HttpOutcome> = exchangeThrough(() => carrier, request, controller.signal, limits);
  return { carrier, controller, outcome };
}

describe('a request through Electron', () => {
  it('brings the answer whole, headers in lower case', async () => {
    const { carrier, outcome } = begin();
    const answer = carrier.answer(200, { 'Request-Id': '1', 'Set-Cookie': ['a', 'b'] });
    const bytes = Buffer.from('{"name":"Zoë"}');
    // Cut in the middle of a character.
    answer.emit('data', bytes.subarray(0, 12));
    answer.emit('data', bytes.subarray(12));
    answer.emit('end');
    expect(await outcome).toEqual({
      kind: 'answer',
      status: 200,
      headers: { 'request-id': '1', 'set-cookie': 'a, b' },
      body: '{"name":"Zoë"}',
    });
    expect(carrier.aborted).toBe(0);
  });

  it('sends what it was given, and leaves to Chromium what is Chromium’s', async () => {
    const headers = { authorization: 'Bearer x', 'Content-Length': '3', host: 'elsewhere', cookie: 'a=b' };
    const { carrier, outcome } = begin({ ...REQUEST, method: 'POST', headers, body: 'abc' });
    carrier.answer(204).emit('end');
    await outcome;
    expect(carrier.headers).toEqual({ authorization: 'Bearer x' });
    expect(carrier.body).toBe('abc');
  });

  it('takes a redirect for an answer', async () => {
    const { carrier, outcome } = begin();
    carrier.emit('redirect', 302, 'GET', 'https://reports.example/x', { 'X-Other': ['1'], Location: ['/x'] });
    carrier.emit('error', new Error('Redirect was cancelled'));
    expect(await outcome).toMatchObject({
      kind: 'answer',
      status: 302,
      headers: { location: 'https://reports.example/x', 'x-other': '1' },
    });
  });

  const ends: readonly (readonly [string, (carrier: FakeRequest) => void, string])[] = [
    ['an error', (carrier) => carrier.emit('error', new Error('net::ERR_NAME_NOT_RESOLVED')), 'nameNotFound'],
    ['an error within the body', (carrier) => carrier.answer(200).emit('error', new Error('net::ERR_CONTENT_LENGTH_MISMATCH')), 'cut'],
    ['a body that ends early', (carrier) => carrier.answer(200).emit('aborted'), 'cut'],
    ['an abort from elsewhere', (carrier) => carrier.emit('abort'), 'cut'],
    ['a proxy that wants to know who asks', (carrier) => carrier.answer(407).emit('end'), 'proxy'],
  ];
  it.each(ends)('ends with %s as unreachable', async (_name, play, problem) => {
    const { carrier, outcome } = begin();
    play(carrier);
    carrier.emit('error', new Error('net::ERR_ABORTED'));
    expect(await outcome).toMatchObject({ kind: 'unreachable', problem });
  });

  it('is cancelled at once, before and while it runs', async () => {
    const { carrier, controller, outcome } = begin();
    carrier.answer(200).emit('data', Buffer.from('x'));
    controller.abort();
    expect(await outcome).toEqual({ kind: 'cancelled' });
    expect(carrier.aborted).toBe(1);
    let opened = 0;
    const open = (): FakeRequest => {
      opened += 1;
      return new FakeRequest();
    };
    expect(await exchangeThrough(open, REQUEST, AbortSignal.abort())).toEqual({ kind: 'cancelled' });
    expect(opened).toBe(0);
  });

  it('is given up when nothing comes, at the beginning or in the middle', async () => {
    const first = begin(REQUEST, LIMITS);
    expect(await first.outcome).toMatchObject({ kind: 'unreachable', problem: 'timeout' });
    expect(first.carrier.aborted).toBe(1);
    const second = begin(REQUEST, LIMITS);
    second.carrier.answer(200).emit('data', Buffer.from('x'));
    expect(await second.outcome).toMatchObject({ kind: 'unreachable', problem: 'timeout' });
  });

  it('is given up when the answer grows beyond its limit', async () => {
    const { carrier, outcome } = begin(REQUEST, { silence: 60_000, largestBody: 10 });
    const answer = carrier.answer(200);
    answer.emit('data', Buffer.alloc(10));
    answer.emit('data', Buffer.alloc(1));
    expect(await outcome).toMatchObject({ kind: 'unreachable', problem: 'cut', message: expect.stringContaining('larger') as string });
    expect(carrier.aborted).toBe(1);
  });

  it('never rejects, whatever it is given', async () => {
    const { outcome } = begin({ ...REQUEST, headers: { 'x-odd': 'a\nb' } });
    expect(await outcome).toMatchObject({ kind: 'unreachable' });
    const broken = (): never => {
      throw new Error('bad address');
    };
    expect(await exchangeThrough(broken, REQUEST, new AbortController().signal)).toMatchObject({ kind: 'unreachable' });
  });
});
