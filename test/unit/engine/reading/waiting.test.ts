import { describe, expect, it } from 'vitest';
import { Gate } from '../../../../src/engine/reading/waiting';
import { StandingClock } from '../../../support/reading/fake-tenant';

const NOW = Date.parse('2026-11-21T07:00:00Z');
const quiet = new AbortController().signal;

describe('the gate', () => {
  it('lets so many in at once, in the order in which they came', async () => {
    const gate = new Gate(new StandingClock(), 2);
    let inside = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map((number) =>
        gate.pass(quiet, async () => {
          order.push(number);
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it('lets nobody in before the time it was closed until, whoever was told so', async () => {
    const clock = new StandingClock();
    const gate = new Gate(clock, 3);
    gate.close(clock.now() + 10_000);
    gate.close(clock.now() + 4_000);
    const times = await Promise.all([1, 2].map(() => gate.pass(quiet, () => Promise.resolve(clock.now()))));
    for (const time of times) expect(time).toBeGreaterThanOrEqual(NOW + 10_000);
  });

  it('begins nothing for whoever was cancelled meanwhile, and goes on for the others', async () => {
    const gate = new Gate(new StandingClock(), 1);
    const controller = new AbortController();
    let finish = (): void => undefined;
    const first = gate.pass(quiet, () => new Promise<string>((resolve) => (finish = () => resolve('first'))));
    const second = gate.pass(controller.signal, () => Promise.resolve('second'));
    const third = gate.pass(quiet, () => Promise.resolve('third'));
    controller.abort();
    expect(await second).toBeNull();
    finish();
    expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  });

  it('takes more at once when it is widened', async () => {
    const gate = new Gate(new StandingClock(), 1);
    const finish: (() => void)[] = [];
    const work = (): Promise<void> => new Promise((resolve) => finish.push(resolve));
    const all = [gate.pass(quiet, work), gate.pass(quiet, work)];
    await Promise.resolve();
    expect(finish).toHaveLength(1);
    gate.resize(2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(finish).toHaveLength(2);
    for (const end of finish) end();
    await Promise.all(all);
  });
});
