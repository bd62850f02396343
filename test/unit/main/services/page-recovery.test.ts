import { describe, expect, it } from 'vitest';
import { PageRecovery } from '../../../../src/main/services/page-recovery';
import { FakeClock } from '../../../support/fakes';

describe('a page that died', () => {
  it('is loaded again three times within a minute, and no more', () => {
    const recovery = new PageRecovery(new FakeClock());
    expect([1, 2, 3, 4, 5].map(() => recovery.mayTryAgain())).toEqual([true, true, true, false, false]);
  });

  it('is loaded again once its deaths lie further back', () => {
    const clock = new FakeClock();
    const recovery = new PageRecovery(clock);
    for (let death = 0; death < 4; death += 1) recovery.mayTryAgain();
    clock.move(61_000);
    expect(recovery.mayTryAgain()).toBe(true);
  });
});
