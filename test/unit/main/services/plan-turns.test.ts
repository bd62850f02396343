import { describe, expect, it } from 'vitest';
import { PlanTurns } from '../../../../src/main/services/plan-turns';

const never = new AbortController().signal;
const moment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns on a tenant', () => {
  it('are taken one after another, and each says for whom it waits', async () => {
    const turns = new PlanTurns();
    const order: string[] = [];
    const take = async (tenant: string, title: string, signal = never): Promise<void> => {
      const giveBack = await turns.take(tenant, title, signal, (behind) => order.push(`${title} waits for ${behind}`));
      order.push(giveBack === null ? `${title} left` : `${title} runs`);
      for (let turn = 0; turn < 5; turn += 1) await moment();
      giveBack?.();
    };
    const left = new AbortController();
    const all = [take('T-1', 'one'), take('t-1', 'two'), take('t-1', 'three', left.signal), take('t-2', 'elsewhere')];
    await moment();
    expect(turns.holder('T-1')).toBe('one');
    left.abort();
    await Promise.all(all);
    expect(order).toEqual(['two waits for one', 'three waits for one', 'one runs', 'elsewhere runs', 'three left', 'two runs']);
    expect(turns.holder('t-1')).toBeNull();
  });

  it('are not taken by who was stopped before', async () => {
    const stopped = new AbortController();
    stopped.abort();
    expect(await new PlanTurns().take('t', 'x', stopped.signal, () => undefined)).toBeNull();
  });
});
