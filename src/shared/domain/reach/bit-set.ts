/**
 * A set of small numbers `0 … size - 1` as bits of 32-bit words. The size is not stored: every set of one domain has the
 * same number of words, and bits beyond the size are always clear, so that sets compare and count word by word.
 */
export type BitSet = Uint32Array;

/** A bit set that must not be written to; a `BitSet` may stand wherever one is read. */
export interface ReadonlyBitSet {
  readonly length: number;
  readonly [word: number]: number;
}

const WORD_BITS = 32;

/** The empty set over `size` members. */
export function createBitSet(size: number): BitSet {
  return new Uint32Array(Math.ceil(size / WORD_BITS));
}

/** The set of all `size` members. */
export function createFullBitSet(size: number): BitSet {
  const set = createBitSet(size).fill(0xffffffff);
  const rest = size % WORD_BITS;
  // The last word keeps only the bits that stand for members: counting and comparing rely on it.
  if (rest !== 0) set[set.length - 1] = 2 ** rest - 1;
  return set;
}

/** The set of the given members over `size` members. */
export function bitSetOf(size: number, members: Iterable<number>): BitSet {
  const set = createBitSet(size);
  for (const member of members) addBit(set, member);
  return set;
}

/** A copy that can be written to. */
export function copyBitSet(set: ReadonlyBitSet): BitSet {
  return Uint32Array.from(set);
}

/** Adds a member in place. */
export function addBit(set: BitSet, member: number): void {
  const word = member >>> 5;
  set[word] = (set[word] ?? 0) | (1 << (member & 31));
}

/** Removes a member in place. */
export function removeBit(set: BitSet, member: number): void {
  const word = member >>> 5;
  set[word] = (set[word] ?? 0) & ~(1 << (member & 31));
}

/** Whether the set holds the member. */
export function hasBit(set: ReadonlyBitSet, member: number): boolean {
  return (((set[member >>> 5] ?? 0) >>> (member & 31)) & 1) === 1;
}

/** Adds every member of `other` to `target`, in place. */
export function orInto(target: BitSet, other: ReadonlyBitSet): void {
  for (let word = 0; word < target.length; word += 1) target[word] = (target[word] ?? 0) | (other[word] ?? 0);
}

/** Keeps in `target` only the members of `other`, in place. */
export function andInto(target: BitSet, other: ReadonlyBitSet): void {
  for (let word = 0; word < target.length; word += 1) target[word] = (target[word] ?? 0) & (other[word] ?? 0);
}

/** Removes every member of `other` from `target`, in place. */
export function andNotInto(target: BitSet, other: ReadonlyBitSet): void {
  for (let word = 0; word < target.length; word += 1) target[word] = (target[word] ?? 0) & ~(other[word] ?? 0);
}

/** The union of two sets, as a new set. */
export function unionOf(left: ReadonlyBitSet, right: ReadonlyBitSet): BitSet {
  const result = copyBitSet(left);
  orInto(result, right);
  return result;
}

/** The intersection of two sets, as a new set. */
export function intersectionOf(left: ReadonlyBitSet, right: ReadonlyBitSet): BitSet {
  const result = copyBitSet(left);
  andInto(result, right);
  return result;
}

/** The members of `left` that are not in `right`, as a new set. */
export function differenceOf(left: ReadonlyBitSet, right: ReadonlyBitSet): BitSet {
  const result = copyBitSet(left);
  andNotInto(result, right);
  return result;
}

/** The members that are not in the set, of `size` members in all, as a new set. */
export function complementOf(set: ReadonlyBitSet, size: number): BitSet {
  const result = createFullBitSet(size);
  andNotInto(result, set);
  return result;
}

/** The number of members. */
export function countBits(set: ReadonlyBitSet): number {
  let count = 0;
  for (let word = 0; word < set.length; word += 1) count += populationOf(set[word] ?? 0);
  return count;
}

/** Calls `visit` for every member, in ascending order. */
export function forEachBit(set: ReadonlyBitSet, visit: (member: number) => void): void {
  for (let word = 0; word < set.length; word += 1) {
    let bits = set[word] ?? 0;
    while (bits !== 0) {
      const lowest = bits & -bits;
      visit(word * WORD_BITS + (WORD_BITS - 1 - Math.clz32(lowest)));
      bits ^= lowest;
    }
  }
}

/** The members in ascending order. */
export function membersOf(set: ReadonlyBitSet): number[] {
  const members: number[] = [];
  forEachBit(set, (member) => members.push(member));
  return members;
}

/** Whether two sets over one domain have the same members. */
export function sameBits(left: ReadonlyBitSet, right: ReadonlyBitSet): boolean {
  if (left.length !== right.length) return false;
  for (let word = 0; word < left.length; word += 1) if (left[word] !== right[word]) return false;
  return true;
}

/** Whether the sets have a member in common. */
export function intersects(left: ReadonlyBitSet, right: ReadonlyBitSet): boolean {
  for (let word = 0; word < left.length; word += 1) if (((left[word] ?? 0) & (right[word] ?? 0)) !== 0) return true;
  return false;
}

/** Whether every member of `left` is in `right`. */
export function isSubset(left: ReadonlyBitSet, right: ReadonlyBitSet): boolean {
  for (let word = 0; word < left.length; word += 1) if (((left[word] ?? 0) & ~(right[word] ?? 0)) !== 0) return false;
  return true;
}

/** Whether the set has no member. */
export function isEmptyBitSet(set: ReadonlyBitSet): boolean {
  for (let word = 0; word < set.length; word += 1) if (set[word] !== 0) return false;
  return true;
}

/** Whether the set has all `size` members. Of no members, all are in every set. */
export function isFullBitSet(set: ReadonlyBitSet, size: number): boolean {
  return countBits(set) === size;
}

function populationOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
