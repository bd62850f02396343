import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/simulator/generator/random';

describe('seeded randomness', () => {
  it('is the same for the same seed, and another for another', () => {
    const draw = (seed: number): readonly unknown[] => {
      const random = createRandom(seed);
      return [random.next(), random.guid(), random.text(8), random.between(1, 1000), random.sample([1, 2, 3, 4], 2)];
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });

  it('stays the same from release to release: tenants are known by their seed', () => {
    expect(createRandom(1).guid()).toMatchInlineSnapshot(`"2f17b1c6-6d82-465d-9eb8-894bdab3de29"`);
  });

  it('makes version 4 GUIDs without repeating one', () => {
    const random = createRandom(3);
    const made = Array.from({ length: 20_000 }, () => random.guid());
    expect(made.every((guid) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(guid))).toBe(true);
    expect(new Set(made).size).toBe(made.length);
  });

  it('spreads evenly over a range, both ends included', () => {
    const random = createRandom(9);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 40_000; draw += 1) counts[random.between(0, 3)]! += 1;
    expect(counts.every((count) => count > 9500 && count < 10_500)).toBe(true);
  });
});
