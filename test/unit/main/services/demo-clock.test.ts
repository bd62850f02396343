import { describe, expect, it } from 'vitest';
import type { DemoClockPort } from '../../../../src/main/ports/demo-tenant';
import { DemoClock } from '../../../../src/main/services/demo-clock';
import { FakeClock } from '../../../support/fakes';

/** A clock of a simulator; `answers` false: nobody is there. */
function demoClock(answers = true): DemoClockPort & { readonly moved: number[] } {
  const clock = new FakeClock();
  const moved: number[] = [];
  return {
    moved,
    now: () => clock.now(),
    sleep: () => clock.sleep(),
    look: () => Promise.resolve(answers ? clock.now() : null),
    advance: (minutes) => {
      moved.push(minutes);
      clock.move(minutes * 60_000);
      return Promise.resolve(answers ? clock.now() : null);
    },
  };
}

describe('the clock of the demo tenant', () => {
  it('is moved forward, and says what time it is then', async () => {
    const clock = demoClock();
    expect(await new DemoClock(clock, () => true).advance(90)).toEqual({ ok: true, value: { now: '2026-11-21T13:30:00.000Z' } });
    expect(clock.moved).toEqual([90]);
  });

  it('starts nothing where the demo tenant does not run', async () => {
    const clock = demoClock();
    expect(await new DemoClock(clock, () => false).advance(90)).toMatchObject({ ok: false, error: { code: 'demo-unavailable' } });
    expect(clock.moved).toEqual([]);
  });

  it('says so where nobody answers', async () => {
    expect(await new DemoClock(demoClock(false), () => true).advance(5)).toMatchObject({ ok: false, error: { code: 'demo-unavailable' } });
  });
});
