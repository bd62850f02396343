/** A key that one holder has, that several have (`null`), or that nobody has (`undefined`). */
export type Unique<T> = T | null | undefined;

/** Finds holders by key and says when a key has more than one of them: names are never guessed. */
export class UniqueLookup<T> {
  private readonly holders = new Map<string, T | null>();
  private readonly clashes = new Map<string, T[]>();

  /** Adds a holder under a key; empty keys are ignored, and adding the same holder again changes nothing. */
  add(key: string, holder: T): void {
    if (key === '') return;
    const present = this.holders.get(key);
    if (present === undefined) {
      this.holders.set(key, holder);
      return;
    }
    if (present === holder) return;
    const clash = this.clashes.get(key) ?? (present === null ? [] : [present]);
    if (!clash.includes(holder)) clash.push(holder);
    this.clashes.set(key, clash);
    this.holders.set(key, null);
  }

  /** The one holder of a key, `null` where several have it, `undefined` where nobody has it. */
  find(key: string): Unique<T> {
    return this.holders.get(key);
  }

  /** Every holder of a key. */
  all(key: string): readonly T[] {
    const holder = this.holders.get(key);
    if (holder === undefined) return [];
    return holder === null ? (this.clashes.get(key) ?? []) : [holder];
  }
}
