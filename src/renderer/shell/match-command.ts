/** Something the palette can find. */
export interface Findable {
  readonly title: string;
  readonly keywords?: string;
}

/** How well a text answers a search: 0 not at all; the start of the title best, then the start of a word, then anywhere, then letters in order. */
export function matchScore(entry: Findable, search: string): number {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return 1;
  const title = entry.title.toLowerCase();
  if (title.startsWith(wanted)) return 5;
  if (title.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 4;
  if (title.includes(wanted)) return 3;
  const words = wanted.split(/\s+/);
  const everything = `${title} ${entry.keywords?.toLowerCase() ?? ''}`;
  if (words.every((word) => everything.includes(word))) return 2;
  return 0;
}

/** The entries that answer a search, best first; equal ones keep their order. */
export function findEntries<Entry extends Findable>(entries: readonly Entry[], search: string): readonly Entry[] {
  return entries
    .map((entry, index) => ({ entry, index, score: matchScore(entry, search) }))
    .filter((candidate) => candidate.score > 0)
    .sort((left, right) => right.score - left.score || left.index - right.index)
    .map((candidate) => candidate.entry);
}
