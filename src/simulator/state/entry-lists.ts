const NONE: readonly never[] = Object.freeze([]);

/** Entries that hang on an object: the access list of a mailbox, its folders, its SendAs entries. The holder's id is compared without case. */
export class EntryLists<Entry> {
  private readonly lists = new Map<string, Entry[]>();
  private count = 0;

  /** How many entries there are, over all objects. */
  get size(): number {
    return this.count;
  }

  /** The entries of an object, in the order in which they came. */
  of(id: string): readonly Entry[] {
    return this.lists.get(id.toLowerCase()) ?? NONE;
  }

  /** Adds an entry. */
  add(id: string, entry: Entry): void {
    const key = id.toLowerCase();
    const list = this.lists.get(key);
    if (list) list.push(entry);
    else this.lists.set(key, [entry]);
    this.count += 1;
  }

  /** Removes the entries that a test picks; answers how many they were. */
  remove(id: string, picks: (entry: Entry) => boolean): number {
    const key = id.toLowerCase();
    const list = this.lists.get(key);
    if (!list) return 0;
    const kept = list.filter((entry) => !picks(entry));
    const removed = list.length - kept.length;
    if (kept.length === 0) this.lists.delete(key);
    else this.lists.set(key, kept);
    this.count -= removed;
    return removed;
  }

  /** Puts changed entries in the place of those that a test picks, whoever holds them. */
  change(picks: (entry: Entry) => boolean, changed: (entry: Entry) => Entry): void {
    for (const [key, list] of this.lists) {
      if (list.some(picks)) {
        this.lists.set(
          key,
          list.map((entry) => (picks(entry) ? changed(entry) : entry)),
        );
      }
    }
  }

  /** The ids (lower case) of the objects that have entries. */
  holders(): IterableIterator<string> {
    return this.lists.keys();
  }
}
