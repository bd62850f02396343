import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, Gate, retryAfter } from '../../../../src/engine/reading/waiting';
import { StandingClock } from '../../../support/reading/fake-tenant';

const NOW = Date.parse('2026-11-21T07:00:00Z');
const quiet = new AbortController().signal;

describe('how long Retry-After asks to wait', () => {
  it.each([
    ['120', undefined, 120_000],
    [' 5 ', undefined, 5_000],
    ['0', undefined, 1_000],
    ['Sat, 21 Nov 2026 07:02:00 GMT', undefined, 120_000],
    // A clock on this side that is an hour slow changes nothing: the answer brings its own date.
    ['Sat, 21 Nov 2026 08:02:00 GMT', 'Sat, 21 Nov 2026 08:00:00 GMT', 120_000],
    ['Sat, 21 Nov 2026 06:00:00 GMT', undefined, 1_000],
    ['soon', undefined, null],
    ['', undefined, null],
    [undefined, undefined, null],
  ])('%s (answered %s)', (value, date, expected) => {
    expect(retryAfter(value, date, NOW)).toBe(expected);
  });
});

describe('waiting without being told how long', () => {
  it('doubles up to half a minute, and never twice the same for two clients', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, chance) => {
        const pause = backoff(attempt, () => chance);
        const most = Math.min(30_000, 500 * 2 ** (attempt - 1));
        expect(pause).toBeGreaterThanOrEqual(Math.floor(most / 2));
        expect(pause).toBeLessThanOrEqual(most);
      }),
    );
  });
});

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
