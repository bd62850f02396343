import { describe, expect, it } from 'vitest';
import { RunningRequests } from '../../../../src/main/ipc/running-requests';

describe('running requests', () => {
  it('cancels one request of one window, and no other', () => {
    const running = new RunningRequests();
    const first = running.begin(1, 'a');
    const other = running.begin(2, 'a');
    running.cancel(1, 'a');
    expect(first?.signal.aborted).toBe(true);
    expect(other?.signal.aborted).toBe(false);
  });

  it('cancels everything of a window that is left', () => {
    const running = new RunningRequests();
    const signals = ['a', 'b'].map((id) => running.begin(1, id)?.signal);
    running.cancelAll(1);
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
  });

  it('refuses an id that runs, and takes it again once it has ended', () => {
    const running = new RunningRequests();
    running.begin(1, 'a');
    expect(running.begin(1, 'a')).toBeNull();
    running.end(1, 'a');
    expect(running.begin(1, 'a')).not.toBeNull();
  });

  it('ignores an id that it does not know, and keeps nothing of what has ended', () => {
    const running = new RunningRequests();
    running.cancel(1, 'never');
    running.begin(1, 'a');
    running.end(1, 'a');
    expect(running.size).toBe(0);
  });
});
