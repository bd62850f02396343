import { forEachBit } from '../../shared/domain/reach/bit-set';
import type { FilterCheck } from '../../shared/ipc/plan-shapes';
import { clipName, clipSentence } from './clip';
import { fitRows } from './fit-answer';
import type { ReadingModel } from './reading-model';

const SHOWN = 200;
const DOUBTS_SHOWN = 50;

/** A filter as it is being written: where it is wrong, or which mailboxes it selects. */
export function checkFilter({ engine, reading }: ReadingModel, filter: string): FilterCheck {
  const mailboxes = reading.mailboxes.size;
  const trial = engine.filters.tryOut(filter);
  if (trial.problem !== null) {
    const { message, position } = trial.problem;
    return { problem: { message: clipSentence(message), position }, doubts: [], matches: 0, unknown: 0, mailboxes, rows: [] };
  }
  const { members, doubts } = trial;
  const unknown = engine.sets.countUnknown(members);
  const reasons = unknown > 0 && doubts.length === 0 ? ['a property of the filter was not read'] : doubts;
  const rows: FilterCheck['rows'] = [];
  for (const verdict of ['yes', 'unknown'] as const) {
    forEachBit(members[verdict], (index) => {
      const mailbox = rows.length < SHOWN ? reading.mailboxes.all[index] : undefined;
      if (mailbox) rows.push({ id: mailbox.id, name: clipName(mailbox.name), address: clipName(mailbox.address), verdict });
    });
  }
  return {
    problem: null,
    doubts: reasons.slice(0, DOUBTS_SHOWN).map(clipSentence),
    matches: engine.sets.countYes(members),
    unknown,
    mailboxes,
    rows: fitRows(rows),
  };
}
