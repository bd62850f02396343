/** A seeded source of randomness: the same seed gives the same numbers on every machine, in every runtime. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** So many different ones of a list, or all of them if there are fewer. */
  sample<T>(list: readonly T[], count: number): readonly T[];
  /** A version 4 GUID. */
  guid(): string;
  /** A text of so many letters and digits. */
  text(length: number): string;
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

/** The generator "sfc32", which passes the common statistical tests and needs no more than 32-bit arithmetic. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88 ^ Math.imul(seed, 0x85ebca6b);
  let c = 0xb7e15162;
  let counter = 1;
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 16; round += 1) bits();

  const next = (): number => bits() / 0x1_0000_0000;
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const value = list[between(0, list.length - 1)];
    if (value === undefined) throw new Error('there is nothing to pick from');
    return value;
  };
  const byte = (word: number, index: number): string => HEX[(word >>> (index * 8)) & 0xff] ?? '00';
  return {
    next,
    between,
    pick,
    chance: (probability) => next() < probability,
    sample: (list, count) => {
      const rest = [...list];
      const chosen = [];
      while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(between(0, rest.length - 1), 1));
      return chosen;
    },
    guid: () => {
      const [w, x, y, z] = [bits(), (bits() & 0xff0fffff) | 0x00400000, (bits() & 0xffffff3f) | 0x00000080, bits()];
      const first = `${byte(w, 0)}${byte(w, 1)}${byte(w, 2)}${byte(w, 3)}-${byte(x, 0)}${byte(x, 1)}-${byte(x, 2)}${byte(x, 3)}`;
      return `${fixVersion(first)}-${byte(y, 0)}${byte(y, 1)}-${byte(y, 2)}${byte(y, 3)}${byte(z, 0)}${byte(z, 1)}${byte(z, 2)}${byte(z, 3)}`;
    },
    text: (length) => Array.from({ length }, () => LETTERS[between(0, LETTERS.length - 1)]).join(''),
  };
}

/** The version stands in the first digit of the third group. */
function fixVersion(start: string): string {
  return `${start.slice(0, 14)}4${start.slice(15)}`;
}
