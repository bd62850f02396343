import type { Hold, JournalEntry } from './journal.schema';
import { SETTLING_FACTS, type Settling } from './settling';

/** One line of a journal, as somebody reads it. */
export interface JournalLine {
  readonly at: string;
  readonly step: string | null;
  readonly says: string;
}

/** A journal in words, of its last lines. */
export function journalInWords(entries: readonly JournalEntry[], most: number): readonly JournalLine[] {
  return entries.slice(-most).map((entry) => ({
    at: entry.at,
    step: 'step' in entry ? (entry.step ?? null) : entry.kind === 'undoing' ? entry.to : null,
    says: wordsOf(entry),
  }));
}

function wordsOf(entry: JournalEntry): string {
  switch (entry.kind) {
    case 'plan':
      return 'The plan was kept.';
    case 'run':
      return entry.step === undefined ? 'The plan goes on.' : 'This step is tried again.';
    case 'basis':
      return entry.ok ? 'The tenant is as it was read.' : `The tenant has changed since the reading. ${entry.says.slice(0, 3).join(' ')}`;
    case 'intent':
      return entry.direction === 'do' ? 'The change is sent.' : 'The change is taken back.';
    case 'outcome':
      return entry.ok ? `The service has taken it. ${entry.says}`.trim() : `The change was not made. ${entry.says}`;
    case 'done':
      return entry.changed ? 'Done: the tenant shows it.' : 'It was so already: nothing was changed.';
    case 'undoing':
      return 'The plan is taken back down to this step.';
    case 'undone':
      return `Taken back. ${entry.says}`;
    case 'held':
      return holdInWords(entry.hold);
    case 'confirmed':
      return `Confirmed by ${entry.by}. ${entry.says}`.trim();
    case 'skipped':
      return `Skipped: ${entry.reason}`;
    case 'paused':
      return 'The plan was paused.';
    case 'orphanRemoved':
      return `A credential that an interruption had left behind was removed (${entry.keyId}).`;
    case 'ended':
      return { done: 'The plan is done.', cancelled: 'The plan was cancelled.', undone: 'The plan was taken back.' }[entry.how];
  }
}

/** Why a step stands still, in one or two sentences. */
export function holdInWords(hold: Hold): string {
  switch (hold.kind) {
    case 'settling':
      return `Waits: ${SETTLING_FACTS[hold.settling as Settling]?.label ?? hold.settling}. ${hold.saw}`.trim();
    case 'queued':
      return `Waits for the plan “${hold.behind}”, which is running on this tenant.`;
    case 'handedOver':
      return `Handed over to ${hold.to}.`;
    case 'person':
    case 'right':
    case 'credential':
    case 'failed':
      return hold.says;
  }
}
