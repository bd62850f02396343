const NONE: readonly string[] = Object.freeze([]);

/** What is told of a change: which link, and whether it came or went. Ids in lower case. */
export type LinkChange = (holder: string, member: string, isThere: boolean) => void;

/**
 * Which object belongs to which: members of groups and units, owners. Kept from both sides. Ids are kept in lower case, and
 * each list holds the very strings of the first mention, so that 200,000 links cost pointers and no text.
 */
export class Links {
  private readonly forward = new Map<string, string[]>();
  private readonly backward = new Map<string, string[]>();
  private readonly known = new Map<string, string>();
  private readonly watchers: LinkChange[] = [];
  private count = 0;

  /** How many links there are. */
  get size(): number {
    return this.count;
  }

  /** Links a holder (group, unit, owned object) with a member (or owner). False if they are linked already. */
  add(holder: string, member: string): boolean {
    const from = this.intern(holder);
    const to = this.intern(member);
    const shorter = this.shorter(from, to);
    if (shorter) return false;
    append(this.forward, from, to);
    append(this.backward, to, from);
    this.count += 1;
    this.tell(from, to, true);
    return true;
  }

  /** Takes a link away. False if there was none. */
  remove(holder: string, member: string): boolean {
    const from = holder.toLowerCase();
    const to = member.toLowerCase();
    if (!take(this.forward, from, to)) return false;
    take(this.backward, to, from);
    this.count -= 1;
    this.tell(from, to, false);
    return true;
  }

  /** Takes away every link of an object that is gone. */
  removeObject(id: string): void {
    const key = id.toLowerCase();
    for (const member of [...this.membersOf(key)]) this.remove(key, member);
    for (const holder of [...this.holdersOf(key)]) this.remove(holder, key);
  }

  /** Whether two objects are linked. */
  has(holder: string, member: string): boolean {
    return this.shorter(holder.toLowerCase(), member.toLowerCase());
  }

  /** The direct members of a holder, in the order in which they came, in lower case. */
  membersOf(holder: string): readonly string[] {
    return this.forward.get(holder.toLowerCase()) ?? NONE;
  }

  /** The holders that an object is a direct member of, in lower case. */
  holdersOf(member: string): readonly string[] {
    return this.backward.get(member.toLowerCase()) ?? NONE;
  }

  /** The holders that have members, in the order in which they came. */
  holders(): IterableIterator<string> {
    return this.forward.keys();
  }

  /** Tells of every change from now on. */
  watch(change: LinkChange): void {
    this.watchers.push(change);
  }

  private tell(holder: string, member: string, isThere: boolean): void {
    for (const watcher of this.watchers) watcher(holder, member, isThere);
  }

  /** Looks from the side that has fewer links: a group of 5,000 is asked about people who are in three groups. */
  private shorter(from: string, to: string): boolean {
    const members = this.forward.get(from) ?? NONE;
    const holders = this.backward.get(to) ?? NONE;
    return members.length <= holders.length ? members.includes(to) : holders.includes(from);
  }

  private intern(id: string): string {
    const key = id.toLowerCase();
    const held = this.known.get(key);
    if (held !== undefined) return held;
    this.known.set(key, key);
    return key;
  }
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function take(map: Map<string, string[]>, key: string, value: string): boolean {
  const list = map.get(key);
  const position = list ? list.indexOf(value) : -1;
  if (!list || position < 0) return false;
  list.splice(position, 1);
  if (list.length === 0) map.delete(key);
  return true;
}
