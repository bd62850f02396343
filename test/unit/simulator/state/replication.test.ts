import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';
import { Replication } from '../../../../src/simulator/state/replication';

function made(mode: 'none' | 'real' = 'real') {
  const clock = createSimulatedClock();
  const replication = new Replication(clock);
  replication.use(mode);
  return { clock, replication, start: clock.now() };
}

describe('who knows of something new, by when', () => {
  it.each([
    ['objects', 'graph', 2],
    ['lists', 'graph', 5],
    ['signIn', 'graph', 8],
    ['exchange', 'graph', 20],
    ['objects', 'exchange', 10],
    ['exchange', 'exchange', 0],
  ] as const)('%s learn of what was written in %s after %i seconds', (replica, origin, seconds) => {
    const { clock, replication, start } = made();
    replication.writtenIn(origin, () => {
      replication.noteCreated('ID');
    });
    expect(replication.visibleFrom('id', replica)).toBe(start + seconds * 1000);
    clock.advance(seconds * 1000);
    expect(replication.isVisible('id', replica)).toBe(true);
  });

  it('knows what was always there', () => {
    const { replication } = made();
    expect([replication.visibleFrom('old', 'exchange'), replication.isVisible('old', 'objects')]).toEqual([0, true]);
  });

  it('knows everything at once where changes take no time', () => {
    const { replication } = made('none');
    replication.noteCreated('id');
    expect(replication.isVisibleInExchange('id')).toBe(true);
  });

  it('takes other lengths, but none where something is written', () => {
    const { replication, start } = made();
    replication.use('real', { exchange: 60_000 });
    replication.noteCreated('id');
    replication.writtenIn('exchange', () => {
      replication.noteCreated('own');
    });
    expect(replication.visibleInExchangeFrom('id')).toBe(start + 60_000);
    expect(replication.visibleInExchangeFrom('own')).toBe(start);
  });

  it('goes back to where it was written before, even if a write fails', () => {
    const { replication } = made();
    expect(() =>
      replication.writtenIn('exchange', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(replication.origin).toBe('graph');
  });
});
