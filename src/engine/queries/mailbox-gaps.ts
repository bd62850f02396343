import { pathWords } from '../../shared/report/words';
import { clipSentence } from './clip';
import type { ReadingModel } from './reading-model';

/** Per mailbox, why somebody may be missing among the apps or the people counted for it; null where nobody can be. */
export interface MailboxGaps {
  readonly apps: readonly (string | null)[];
  readonly people: readonly (string | null)[];
}

interface Doubt {
  readonly first: string;
  readonly more: number;
}

/** The gaps of every mailbox at once: one pass over what could not be attributed. */
export function findGaps(model: ReadingModel): MailboxGaps {
  return { apps: gapsOf(model, 'apps'), people: gapsOf(model, 'people') };
}

function gapsOf(model: ReadingModel, kind: 'apps' | 'people'): readonly (string | null)[] {
  const { mailboxes } = model.reading;
  const doubts: (Doubt | undefined)[] = new Array<Doubt | undefined>(mailboxes.size).fill(undefined);
  for (const entry of model.engine.unresolved()) {
    if (entry.principals !== kind) continue;
    const sentence = `${pathWords(entry.right)}: ${entry.reason}`;
    const indexes =
      entry.mailboxes === 'all' ? mailboxes.all.map(({ index }) => index) : entry.mailboxes.map((id) => mailboxes.byId(id)?.index);
    for (const index of indexes) {
      if (index === undefined) continue;
      const before = doubts[index];
      doubts[index] = before === undefined ? { first: sentence, more: 0 } : { first: before.first, more: before.more + 1 };
    }
  }
  return doubts.map((doubt) => (doubt === undefined ? null : textOf(doubt)));
}

function textOf({ first, more }: Doubt): string {
  return more === 0 ? clipSentence(first) : `${clipSentence(first)} (and ${more} more)`;
}
