import { describe, expect, it } from 'vitest';
import { createSimulatedClock, DEFAULT_START, timeText } from '../../../../src/simulator/state/clock';

describe('the clock of a simulated tenant', () => {
  it('stands still until it is moved', () => {
    const clock = createSimulatedClock();
    expect(clock.nowText()).toBe('2026-11-21T07:00:00Z');
    expect(clock.advance(7_200_000)).toBe(true);
    expect(clock.nowText()).toBe('2026-11-21T09:00:00Z');
  });

  it('runs where it is given something that runs, and can be moved on top of that', () => {
    let elapsed = 5000;
    const clock = createSimulatedClock(DEFAULT_START, () => elapsed);
    expect(clock.now()).toBe(DEFAULT_START);
    elapsed += 250;
    expect(clock.now()).toBe(DEFAULT_START + 250);
    expect(clock.moveTo(DEFAULT_START + 1000)).toBe(true);
    elapsed += 10;
    expect(clock.now()).toBe(DEFAULT_START + 1010);
  });

  it.each([-1, Number.NaN, -Infinity])('refuses to go back (%s)', (milliseconds) => {
    const clock = createSimulatedClock();
    expect(clock.advance(milliseconds)).toBe(false);
    expect(clock.moveTo(DEFAULT_START - 1)).toBe(false);
    expect(clock.now()).toBe(DEFAULT_START);
  });

  it('writes times in whole seconds, as Microsoft Graph does', () => {
    expect(timeText(DEFAULT_START + 999)).toBe('2026-11-21T07:00:00Z');
  });
});
