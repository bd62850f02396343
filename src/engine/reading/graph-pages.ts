import { z } from 'zod';
import { err, ok, type Result } from '../../shared/domain/result';
import type { GraphDoor, GraphOutcome } from './graph-door';
import type { ReadFailure } from './read-failure';

const pageSchema = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

/** A collection whose page marks keep expiring is given up after so many starts. */
const MOST_STARTS = 4;

/** One page of a collection, and the address of the next one. */
export interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** Reads a body as a page. */
export function readPage(body: unknown): Result<Page, ReadFailure> {
  const parsed = pageSchema.safeParse(body);
  if (!parsed.success) return err({ kind: 'unreadable', reason: 'the answer is not a list' });
  const link = parsed.data['@odata.nextLink'] ?? null;
  if (link === null) return ok({ items: parsed.data.value, next: null });
  const next = addressOf(link);
  return next === null
    ? err({ kind: 'unreadable', reason: 'the link to the next page leads elsewhere' })
    : ok({ items: parsed.data.value, next });
}

/** The version, path and query of a link. The host is left out: whoever sends knows where Graph is, and a token goes nowhere else. */
function addressOf(link: string): string | null {
  const match = /^(?:https?:\/\/[^/]+)?(\/(?:v1\.0|beta)\/.+)$/.exec(link);
  return match?.[1] ?? null;
}

/** How a collection is read. */
export interface CollectionReading {
  /** The first page. */
  readonly path: string;
  /** Where an earlier run stopped, or null. */
  readonly cursor: string | null;
  /** The first page, where it was asked for already. */
  readonly first?: GraphOutcome;
  /** Takes a page, with the address of the next one. */
  readonly onPage: (items: readonly unknown[], next: string | null) => Promise<void>;
  /** What came so far counts no more: the collection starts again. */
  readonly onRestart: () => Promise<void>;
}

/** Reads a collection page by page; one whose page mark has expired starts again. */
export async function readCollection(door: GraphDoor, reading: CollectionReading): Promise<Result<null, ReadFailure>> {
  const { path, cursor, onPage, onRestart } = reading;
  let address: string | null = cursor ?? path;
  let first = reading.first;
  let starts = 1;
  while (address !== null) {
    const outcome: GraphOutcome = first ?? (await door.get(address));
    first = undefined;
    if (!outcome.ok) {
      // A mark of an earlier run may be refused in other words, too.
      const stale = outcome.error.kind === 'expired' || (address === cursor && outcome.error.kind === 'refused');
      if (!stale || starts >= MOST_STARTS) return outcome;
      starts += 1;
      await onRestart();
      address = path;
      continue;
    }
    const page = readPage(outcome.value);
    if (!page.ok) return page;
    if (page.value.next === address) return err({ kind: 'unreadable', reason: 'the link to the next page leads to the same page' });
    await onPage(page.value.items, page.value.next);
    address = page.value.next;
  }
  return ok(null);
}
