import { describe, expect, it } from 'vitest';
import { fitGroups, weightOf } from '../../../../src/engine/queries/fit-answer';

describe('the heads of groups in an answer', () => {
  it('are all there where they fit', () => {
    const groups = [
      { label: 'Contoso', count: 2 },
      { label: 'Fabrikam', count: 1 },
    ];
    expect(fitGroups(groups)).toEqual(groups);
  });

  it('beyond what fits stand under one head that accounts for every row', () => {
    const groups = Array.from({ length: 5_000 }, (_, index) => ({ label: `${'x'.repeat(200)} ${index}`, count: 2 }));
    const fitting = fitGroups(groups);
    expect(weightOf(fitting)).toBeLessThan(110_000);
    expect(fitting.at(-1)?.label).toBe(`${groups.length - fitting.length + 1} more groups`);
    expect(fitting.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  });
});
