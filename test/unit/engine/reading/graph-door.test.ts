import { describe, expect, it } from 'vitest';
import { GraphDoor } from '../../../../src/engine/reading/graph-door';
import { readCollection } from '../../../../src/engine/reading/graph-pages';
import type { DirectoryAnswer, DirectoryRequest } from '../../../../src/shared/ipc/tenant-access';
import { answer, FakeDirectory, refusal, StandingClock } from '../../../support/reading/fake-tenant';

type Serve = (path: string, times: number, request: DirectoryRequest) => DirectoryAnswer;

function door(serve: Serve, signal = new AbortController().signal): { door: GraphDoor; graph: FakeDirectory; clock: StandingClock } {
  const clock = new StandingClock();
  const graph = new FakeDirectory(clock, serve);
  return { door: new GraphDoor({ port: graph, clock, signal, random: () => 1 }), graph, clock };
}

const CUT: DirectoryAnswer = { kind: 'unreachable', message: 'the connection broke' };

describe('a request to Graph', () => {
  it('answers the parsed body', async () => {
    const { door: graph } = door(() => answer(200, { value: [1] }));
    expect(await graph.get('/v1.0/users')).toEqual({ ok: true, value: { value: [1] } });
  });

  it.each([
    ['429 with seconds', refusal(429, 'TooManyRequests', { 'retry-after': '30' }), [30_000]],
    ['503 with a date', refusal(503, 'serviceNotAvailable', { 'retry-after': 'Sat, 21 Nov 2026 07:00:09 GMT' }), [9_000]],
    ['504 with seconds', refusal(504, 'GatewayTimeout', { 'retry-after': '2' }), [2_000]],
    ['500 without a word', refusal(500, 'InternalServerError'), [500]],
    ['429 without a word', refusal(429, 'TooManyRequests'), [500]],
    ['a broken connection', CUT, [500]],
    ['a body that was cut off', answer(200, '{"value":[{"id":"a'), [500]],
    ['a page of a gateway', answer(502, '<html>bad gateway</html>'), [500]],
  ])('is sent again after %s', async (_what, first, waits) => {
    const { door: graph, clock, graph: asked } = door((_path, times) => (times === 0 ? first : answer(200, {})));
    expect(await graph.get('/v1.0/users')).toEqual({ ok: true, value: {} });
    expect(asked.asked).toHaveLength(2);
    expect(clock.waits).toEqual(waits);
  });

  it.each([
    [403, 'Authorization_RequestDenied', 'forbidden'],
    [404, 'Request_ResourceNotFound', 'notFound'],
    [401, 'InvalidAuthenticationToken', 'notSignedIn'],
    [400, 'Request_UnsupportedQuery', 'refused'],
    [400, 'Directory_ExpiredPageToken', 'expired'],
    [410, 'SkipTokenGone', 'expired'],
  ])('that is answered %s %s is not sent again', async (status, code, kind) => {
    const { door: graph, graph: asked } = door(() => refusal(status, code));
    expect(await graph.get('/v1.0/users')).toEqual({ ok: false, error: { kind, reason: `${status} ${code}: ${code} it is.` } });
    expect(asked.asked).toHaveLength(1);
  });

  it('is given up when the service keeps it waiting for a quarter of an hour', async () => {
    const { door: graph, clock } = door(() => refusal(429, 'TooManyRequests', { 'retry-after': '300' }));
    expect(await graph.get('/v1.0/users')).toMatchObject({ ok: false, error: { kind: 'throttled' } });
    expect(clock.waits.length).toBeLessThan(5);
  });

  it('is given up after six failures in a row', async () => {
    const { door: graph, graph: asked } = door(() => CUT);
    expect(await graph.get('/v1.0/users')).toEqual({ ok: false, error: { kind: 'unreachable', reason: 'the connection broke' } });
    expect(asked.asked).toHaveLength(7);
  });

  it('is given up after one more where others are answered', async () => {
    const { door: graph, graph: asked } = door((path) => (path === '/v1.0/users' ? CUT : answer(200, {})));
    await graph.get('/v1.0/groups');
    expect(await graph.get('/v1.0/users')).toEqual({ ok: false, error: { kind: 'unreachable', reason: 'the connection broke' } });
    expect(asked.asked.filter(({ path }) => path === '/v1.0/users')).toHaveLength(8);
  });

  it('goes with three others at most', async () => {
    const { door: graph, graph: asked } = door(() => answer(200, {}));
    await Promise.all(Array.from({ length: 20 }, (_, index) => graph.get(`/v1.0/users?${index}`)));
    expect(asked.most).toBe(4);
  });

  it('waits when another one was told to', async () => {
    const { door: graph, graph: asked } = door((path, times) =>
      path.endsWith('a') && times === 0 ? refusal(429, 'TooManyRequests', { 'retry-after': '60' }) : answer(200, {}),
    );
    await graph.get('/v1.0/a');
    await graph.get('/v1.0/b');
    const [first, ...later] = asked.asked;
    for (const request of later) expect(request.at - first!.at).toBeGreaterThanOrEqual(60_000);
  });

  it('ends at once when it is cancelled while it waits', async () => {
    const controller = new AbortController();
    const { door: graph } = door(() => {
      controller.abort();
      return refusal(429, 'TooManyRequests', { 'retry-after': '600' });
    }, controller.signal);
    expect(await graph.get('/v1.0/users')).toEqual({ ok: false, error: { kind: 'cancelled', reason: 'cancelled by the user' } });
  });

  it('counts with the header that counting needs', async () => {
    const { door: graph, graph: asked } = door(() => answer(200, '412'));
    expect(await graph.count('/v1.0/users/$count')).toEqual({ ok: true, value: 412 });
    expect(asked.asked[0]?.request.headers).toMatchObject({ consistencylevel: 'eventual' });
  });
});

describe('a connection that is gone', () => {
  const BEGAN = Date.parse('2026-11-21T07:00:00Z');
  const signal = new AbortController().signal;

  /** A door through which one request went before the connection was lost, for so many seconds. */
  async function lostFor(seconds: number): Promise<ReturnType<typeof door> & { readonly waited: number[] }> {
    const waited: number[] = [];
    const parts = door(() => (parts.clock.now() > BEGAN && parts.clock.now() < BEGAN + seconds * 1000 ? CUT : answer(200, { value: [] })));
    const { graph, clock } = parts;
    const own = new GraphDoor({ port: graph, clock, signal, random: () => 1, onWaiting: (until) => void waited.push(until) });
    await own.get('/v1.0/organization');
    clock.time += 1;
    return { ...parts, door: own, waited };
  }

  it.each([1, 40, 300, 800])('for %i s is waited for, in sight, and nothing is missing', async (seconds) => {
    const { door: graph, waited, clock } = await lostFor(seconds);
    expect(await graph.get('/v1.0/users')).toMatchObject({ ok: true });
    expect(clock.now()).toBeLessThan(BEGAN + (seconds + 60) * 1000);
    expect(waited.length > 0).toBe(seconds >= 40);
  });

  it.each([40, 300, 800])('for %i s holds up everybody, and nobody gives up', async (seconds) => {
    const { door: graph } = await lostFor(seconds);
    const outcomes = await Promise.all(Array.from({ length: 9 }, (_, index) => graph.get(`/v1.0/users?${index}`)));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
  });

  it('for good is given up after a quarter of an hour, once and for all', async () => {
    const { door: graph, clock } = await lostFor(Number.POSITIVE_INFINITY);
    expect(await graph.get('/v1.0/users')).toEqual({ ok: false, error: { kind: 'unreachable', reason: 'the connection broke' } });
    const first = clock.now() - BEGAN;
    expect(first).toBeGreaterThan(15 * 60_000);
    expect(first).toBeLessThan(17 * 60_000);
    await graph.get('/v1.0/groups');
    expect(clock.now() - BEGAN - first).toBeLessThan(60_000);
  });

  it('is not waited for before anything has answered', async () => {
    const { door: graph, clock } = door(() => CUT);
    await graph.get('/v1.0/users');
    expect(clock.now() - BEGAN).toBeLessThan(60_000);
  });

  it('is waited for no longer when somebody stops it', async () => {
    const controller = new AbortController();
    let answers = 0;
    const { door: graph, clock } = door(() => {
      if (clock.now() - BEGAN > 60_000) controller.abort();
      return (answers += 1) === 1 ? answer(200, {}) : CUT;
    }, controller.signal);
    await graph.get('/v1.0/organization');
    expect(await graph.get('/v1.0/users')).toEqual({ ok: false, error: { kind: 'cancelled', reason: 'cancelled by the user' } });
  });
});

describe('a batch', () => {
  const parts = (request: DirectoryRequest): readonly { id: string; url: string }[] =>
    (JSON.parse(request.body ?? '{}') as { requests: { id: string; url: string }[] }).requests;
  const answers = (request: DirectoryRequest, serve: (url: string) => Readonly<Record<string, unknown>>): DirectoryAnswer =>
    answer(200, {
      responses: parts(request)
        .map(({ id, url }) => ({ id, ...serve(url) }))
        .reverse(),
    });

  it('answers in the order of the question, whatever the order of the answers', async () => {
    const { door: graph } = door((_path, _times, request) => answers(request, (url) => ({ status: 200, body: { url } })));
    const outcomes = await graph.batch(['/a', '/b', '/c']);
    expect(outcomes).toEqual(['/a', '/b', '/c'].map((url) => ({ ok: true, value: { url } })));
  });

  it('sends again those parts alone that were throttled, after the longest wait that any of them names', async () => {
    const { door: graph, graph: asked } = door((_path, times, request) =>
      answers(request, (url) =>
        times === 0 && url !== '/b'
          ? {
              status: 429,
              headers: { 'Retry-After': url === '/a' ? '5' : '40' },
              body: { error: { code: 'TooManyRequests', message: 'no' } },
            }
          : { status: 200, body: { url } },
      ),
    );
    const outcomes = await graph.batch(['/a', '/b', '/c']);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(parts(asked.asked[1]!.request).map(({ url }) => url)).toEqual(['/a', '/c']);
    expect(asked.asked[1]!.at - asked.asked[0]!.at).toBe(40_000);
  });

  it('asks again for what it left unanswered, and names what failed for good', async () => {
    const { door: graph } = door((_path, times, request) => {
      const served = parts(request).filter(({ url }) => times > 0 || url !== '/late');
      return answer(200, {
        responses: served.map(({ id, url }) =>
          url === '/no' ? { id, status: 403, body: { error: { code: 'Denied', message: 'no' } } } : { id, status: 200, body: {} },
        ),
      });
    });
    const [late, no] = await graph.batch(['/late', '/no']);
    expect(late).toEqual({ ok: true, value: {} });
    expect(no).toEqual({ ok: false, error: { kind: 'forbidden', reason: '403 Denied: no' } });
  });
});

describe('a collection', () => {
  const NEXT = 'https://graph.microsoft.com/v1.0/users?$top=2&$skiptoken=2';
  const read = async (serve: Serve, cursor: string | null = null): Promise<{ items: unknown[]; restarts: number; outcome: unknown }> => {
    const items: unknown[] = [];
    let restarts = 0;
    const outcome = await readCollection(door(serve).door, {
      path: '/v1.0/users?$top=2',
      cursor,
      onPage: (page) => Promise.resolve(void items.push(...page)),
      onRestart: () => {
        restarts += 1;
        items.length = 0;
        return Promise.resolve();
      },
    });
    return { items, restarts, outcome };
  };
  const pages: Serve = (path) =>
    path.includes('$skiptoken') ? answer(200, { value: [3] }) : answer(200, { value: [1, 2], '@odata.nextLink': NEXT });

  it('is read page by page, and only the path of a link is followed', async () => {
    expect(await read(pages)).toEqual({ items: [1, 2, 3], restarts: 0, outcome: { ok: true, value: null } });
  });

  it('begins anew when its mark has expired', async () => {
    let expired = 0;
    const serve: Serve = (path, times, request) => {
      if (!path.includes('$skiptoken') || expired === 1) return pages(path, times, request);
      expired += 1;
      return refusal(400, 'Directory_ExpiredPageToken');
    };
    expect(await read(serve)).toMatchObject({ items: [1, 2, 3], restarts: 1 });
  });

  it('is given up when its marks never hold', async () => {
    const serve: Serve = (path, times, request) =>
      path.includes('$skiptoken') ? refusal(400, 'Directory_ExpiredPageToken') : pages(path, times, request);
    expect(await read(serve)).toMatchObject({ restarts: 3, outcome: { ok: false, error: { kind: 'expired' } } });
  });

  it('begins anew where a mark of an earlier run is refused in other words', async () => {
    const serve: Serve = (path, times, request) => (path.includes('old') ? refusal(400, 'BadRequest') : pages(path, times, request));
    expect(await read(serve, '/v1.0/users?$skiptoken=old')).toMatchObject({ items: [1, 2, 3], restarts: 1 });
  });

  it.each([
    ['leads to the same page', { value: [1], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$top=2' }],
    ['leads nowhere that is Graph', { value: [1], '@odata.nextLink': 'https://elsewhere.example/steal?token' }],
    ['comes without a list', { '@odata.nextLink': NEXT }],
  ])('whose link %s ends there', async (_what, body) => {
    expect(await read(() => answer(200, body))).toMatchObject({ outcome: { ok: false, error: { kind: 'unreadable' } } });
  });
});
