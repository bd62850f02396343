import { describe, expect, it } from 'vitest';
import { OneAfterAnother } from '../../../../../src/main/adapters/http/one-after-another';
import type { HttpOutcome } from '../../../../../src/main/ports/http';

const answer = (body: string): HttpOutcome => ({ kind: 'answer', status: 200, headers: {}, body });
const quiet = new AbortController().signal;
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('requests that are sent once', () => {
  it('go one after another', async () => {
    const turns = new OneAfterAnother();
    let running = 0;
    let most = 0;
    const send = (body: string) => async (): Promise<HttpOutcome> => {
      most = Math.max(most, (running += 1));
      await soon();
      running -= 1;
      return answer(body);
    };
    const outcomes = await Promise.all(['a', 'b', 'c'].map((body) => turns.run(send(body), quiet)));
    expect(outcomes).toEqual([answer('a'), answer('b'), answer('c')]);
    expect(most).toBe(1);
  });

  it('are never sent when they are cancelled while they wait, and hold nobody up', async () => {
    const turns = new OneAfterAnother();
    let finish: (outcome: HttpOutcome) => void = () => undefined;
    const sent: string[] = [];
    const first = turns.run(() => new Promise((resolve) => (finish = resolve)), quiet);
    const controller = new AbortController();
    const second = turns.run(() => {
      sent.push('second');
      return Promise.resolve(answer('second'));
    }, controller.signal);
    const third = turns.run(() => Promise.resolve(answer('third')), quiet);
    controller.abort();
    expect(await second).toEqual({ kind: 'cancelled' });
    finish(answer('first'));
    expect(await first).toEqual(answer('first'));
    expect(await third).toEqual(answer('third'));
    expect(await turns.run(() => Promise.resolve(answer('late')), controller.signal)).toEqual({ kind: 'cancelled' });
    expect(sent).toEqual([]);
  });
});
