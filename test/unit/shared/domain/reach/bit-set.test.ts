import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBit,
  bitSetOf,
  complementOf,
  countBits,
  createBitSet,
  createFullBitSet,
  differenceOf,
  hasBit,
  intersectionOf,
  intersects,
  isEmptyBitSet,
  isFullBitSet,
  isSubset,
  membersOf,
  removeBit,
  sameBits,
  unionOf,
} from '../../../../../src/shared/domain/reach/bit-set';

const members = (size: number): fc.Arbitrary<number[]> =>
  size === 0 ? fc.constant([]) : fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: size });

const sized = fc.integer({ min: 0, max: 200 }).chain((size) => fc.tuple(fc.constant(size), members(size), members(size)));

const sorted = (values: Iterable<number>): number[] => [...values].sort((left, right) => left - right);

describe('a bit set', () => {
  it.each([0, 1, 31, 32, 33, 63, 64, 65, 1000])('that is full has exactly %i members and no stray bits', (size) => {
    const full = createFullBitSet(size);
    expect(countBits(full)).toBe(size);
    expect(membersOf(full)).toEqual(Array.from({ length: size }, (_, index) => index));
    expect(isFullBitSet(full, size)).toBe(true);
    expect(isEmptyBitSet(complementOf(full, size))).toBe(true);
    expect(sameBits(complementOf(createBitSet(size), size), full)).toBe(true);
  });

  it('adds and removes the highest bit of a word', () => {
    const set = createBitSet(64);
    addBit(set, 31);
    addBit(set, 63);
    expect(membersOf(set)).toEqual([31, 63]);
    expect(hasBit(set, 31)).toBe(true);
    expect(hasBit(set, 30)).toBe(false);
    removeBit(set, 31);
    expect(membersOf(set)).toEqual([63]);
  });

  it('behaves like a mathematical set', () => {
    fc.assert(
      fc.property(sized, ([size, first, second]) => {
        const left = bitSetOf(size, first);
        const right = bitSetOf(size, second);
        const [leftSet, rightSet] = [new Set(first), new Set(second)];
        expect(membersOf(left)).toEqual(sorted(first));
        expect(countBits(left)).toBe(first.length);
        expect(membersOf(unionOf(left, right))).toEqual(sorted(new Set([...first, ...second])));
        expect(membersOf(intersectionOf(left, right))).toEqual(sorted(first.filter((member) => rightSet.has(member))));
        expect(membersOf(differenceOf(left, right))).toEqual(sorted(first.filter((member) => !rightSet.has(member))));
        expect(intersects(left, right)).toBe(first.some((member) => rightSet.has(member)));
        expect(isSubset(left, right)).toBe(first.every((member) => rightSet.has(member)));
        expect(sameBits(left, right)).toBe(leftSet.size === rightSet.size && first.every((member) => rightSet.has(member)));
        expect(isEmptyBitSet(left)).toBe(first.length === 0);
        expect(isFullBitSet(left, size)).toBe(first.length === size);
        expect(sameBits(complementOf(complementOf(left, size), size), left)).toBe(true);
      }),
    );
  });
});
