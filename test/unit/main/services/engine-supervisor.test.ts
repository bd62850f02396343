import { describe, expect, it } from 'vitest';
import type { EngineMessage, EngineRequest } from '../../../../src/shared/ipc/engine-protocol';
import { ok } from '../../../../src/shared/domain/result';
import { EngineSupervisor } from '../../../../src/main/services/engine-supervisor';
import { FakeClock, FakeEvents, FakeLog } from '../../../support/fakes';

interface FakeChild {
  readonly posted: EngineRequest[];
  readonly say: (message: EngineMessage) => void;
  readonly exit: (code: number) => void;
  killed: boolean;
}

function supervised(): { supervisor: EngineSupervisor; children: FakeChild[]; events: FakeEvents; log: FakeLog; clock: FakeClock } {
  const children: FakeChild[] = [];
  const events = new FakeEvents();
  const log = new FakeLog();
  const clock = new FakeClock();
  const supervisor = new EngineSupervisor({
    clock,
    log,
    events,
    start: (onMessage, onExit) => {
      const child: FakeChild = { posted: [], say: onMessage, exit: onExit, killed: false };
      children.push(child);
      return { post: (message) => child.posted.push(message), kill: () => (child.killed = true) };
    },
  });
  return { supervisor, children, events, log, clock };
}

const CLOSE = ['close', { readingId: 'demo' }] as const;

describe('the supervisor of the tenant engine', () => {
  it('starts the engine when it is first asked, and hands answers to whoever asked', async () => {
    const { supervisor, children } = supervised();
    expect(children).toHaveLength(0);
    const [first, second] = [supervisor.call(...CLOSE), supervisor.call(...CLOSE)];
    children[0]!.say({ kind: 'answer', id: 2, result: ok('second') });
    children[0]!.say({ kind: 'answer', id: 1, result: ok('first') });
    expect(await Promise.all([first, second])).toEqual([ok('first'), ok('second')]);
    expect(children).toHaveLength(1);
  });

  it('fails what was running when the engine stops, starts it again, and says so in one sentence', async () => {
    const { supervisor, children, events, log } = supervised();
    const running = supervisor.call(...CLOSE);
    children[0]!.exit(134);
    expect(await running).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });
    expect(children).toHaveLength(2);
    expect(supervisor.life).toBe(2);
    expect(events.sent.map((event) => event.name)).toEqual(['engineRestarted']);
    expect(log.lines[0]).toMatchObject({ event: 'engine-exited', fields: { code: 134 } });
  });

  it('ignores what an engine of an earlier life still says', async () => {
    const { supervisor, children } = supervised();
    supervisor.warmUp();
    children[0]!.exit(1);
    const running = supervisor.call(...CLOSE);
    children[0]!.say({ kind: 'answer', id: 1, result: ok('late') });
    children[1]!.say({ kind: 'answer', id: 1, result: ok('right') });
    expect(await running).toEqual(ok('right'));
  });

  it('gives an engine up that stops again and again, and tries it again after a minute', async () => {
    const { supervisor, children, clock } = supervised();
    supervisor.warmUp();
    for (let exits = 0; exits < 5; exits += 1) children[children.length - 1]!.exit(1);
    expect(children).toHaveLength(5);
    expect(await supervisor.call(...CLOSE)).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });
    clock.move(61_000);
    const running = supervisor.call(...CLOSE);
    children[5]!.say({ kind: 'answer', id: 1, result: ok('again') });
    expect(await running).toEqual(ok('again'));
  });

  it('passes a cancellation on without waiting for the engine to look up, and asks nothing for what is cancelled already', async () => {
    const { supervisor, children } = supervised();
    const controller = new AbortController();
    const running = supervisor.call(...CLOSE, { signal: controller.signal });
    controller.abort();
    expect(children[0]!.posted.map((message) => message.kind)).toEqual(['call', 'cancel']);
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    children[0]!.say({ kind: 'answer', id: 1, result: ok('too late') });
    expect(await supervisor.call(...CLOSE, { signal: controller.signal })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(children[0]!.posted).toHaveLength(2);
  });

  it('waits for the outcome of what writes a file, cancelled or not', async () => {
    const { supervisor, children } = supervised();
    const controller = new AbortController();
    const running = supervisor.call('pack', { from: 'a', to: 'b', hash: 'c' }, { signal: controller.signal });
    controller.abort();
    children[0]!.say({ kind: 'answer', id: 1, result: ok({ bytes: 3 }) });
    expect(await running).toEqual(ok({ bytes: 3 }));
  });

  it('reports a bug of the engine with a log id', async () => {
    const { supervisor, children, log } = supervised();
    const running = supervisor.call(...CLOSE);
    children[0]!.say({ kind: 'bug', id: 1, errorName: 'TypeError', stack: 'engine.cjs:1:1' });
    expect(await running).toMatchObject({ ok: false, error: { code: 'internal', logId: 'log-1' } });
    expect(log.lines[0]?.fields).toEqual({ operation: 'close', errorName: 'TypeError', stack: 'engine.cjs:1:1' });
  });

  it('hands progress to whoever asked', async () => {
    const { supervisor, children } = supervised();
    const told: unknown[] = [];
    const running = supervisor.call(...CLOSE, { onProgress: (progress) => told.push(progress) });
    children[0]!.say({ kind: 'progress', id: 1, stage: 'read', done: 1, total: 4 });
    children[0]!.say({ kind: 'progress', id: 99, stage: 'read', done: 2, total: 4 });
    children[0]!.say({ kind: 'answer', id: 1, result: ok(null) });
    await running;
    expect(told).toEqual([{ stage: 'read', done: 1, total: 4 }]);
  });

  it('leaves nothing running once it is told to stop', async () => {
    const { supervisor, children, events } = supervised();
    supervisor.warmUp();
    supervisor.stop();
    children[0]!.exit(0);
    expect(children[0]!.killed).toBe(true);
    expect(children).toHaveLength(1);
    expect(events.sent).toHaveLength(0);
    expect(await supervisor.call(...CLOSE)).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });
  });
});
