import type { Change, Look, PlanStep } from './plan.schema';

type Given = 'id' | 'title' | 'why' | 'requires' | 'change' | 'verification' | 'undo';

/** A step: what every step says for itself, and what only some do. */
export type StepParts = Pick<PlanStep, Given> & Partial<Omit<PlanStep, Given>>;

/** A step with the usual values where nothing else is said. */
export function stepOf(parts: StepParts): PlanStep {
  return {
    group: null,
    precondition: [],
    credential: null,
    liveTest: null,
    outputs: {},
    settles: 'at-once',
    destructive: false,
    confirm: null,
    optional: false,
    effects: [],
    ...parts,
  };
}

/** A change by Microsoft Graph. */
export function graphChange(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body: Extract<Change, { api: 'graph' }>['body'] = null,
): Change {
  return { api: 'graph', method, path, headers: {}, body, edit: null };
}

/** A change by a cmdlet of Exchange Online. */
export function exchangeChange(cmdlet: string, parameters: Extract<Change, { api: 'exchange' }>['parameters']): Change {
  return { api: 'exchange', cmdlet, parameters };
}

/** What takes a step back. */
export function undoBy(change: Change, verification: readonly Look[], says: string): PlanStep['undo'] {
  return { kind: 'change', change, verification: [...verification], says };
}

/** Nothing was changed, so that there is nothing to take back. */
export const UNDO_NOTHING: PlanStep['undo'] = { kind: 'nothing' };

/** A text as (part of) the id of a step: lower case letters, digits and hyphens. */
export function stepId(...parts: readonly string[]): string {
  const id = parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return id.slice(0, 80).replace(/-+$/, '') || 'step';
}
