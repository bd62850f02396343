import type { Hold, JournalEntry, RunState, StepState } from './journal.schema';
import type { Plan, PlanStep } from './plan.schema';
import type { Outputs } from './template';

/** How far one step is, by the journal. */
export interface StepProgress {
  readonly id: string;
  readonly state: StepState;
  /** Since when it is in this state. */
  readonly since: string | null;
  readonly hold: Hold | null;
  readonly evidence: readonly string[];
  readonly reason: string | null;
  /** How often its change was sent, as far as the journal knows. */
  readonly attempts: number;
  /** When its change, or what takes it back, was last sent; null where neither was. */
  readonly sentAt: string | null;
  /** What came of it: `unknown` means that it was sent and nobody knows. */
  readonly outcome: 'none' | 'unknown' | 'made' | 'refused';
  /** Whether it was sent once and looking did not show it: what is found later may be its work. */
  readonly doubted: boolean;
  /** The same for taking it back. */
  readonly undoOutcome: 'none' | 'unknown' | 'made' | 'refused';
  /** What a person said: before the change, or as the outcome of a step that a person does. */
  readonly confirmed: { readonly at: string; readonly by: string; readonly says: string } | null;
  readonly handedTo: string | null;
  /** What was made for the change on this machine, of the last time it was sent. */
  readonly made: Readonly<Record<string, string>> | null;
  /** Of the credential that the change created. */
  readonly keyId: string | null;
  readonly outputs: Readonly<Record<string, string>> | null;
}

/** How far a plan is, by the journal. */
export interface RunProgress {
  readonly state: RunState;
  /** From where the tenant is reached. */
  readonly target: string | null;
  readonly startedAt: string | null;
  readonly updatedAt: string | null;
  readonly steps: readonly StepProgress[];
  /** What the tenant has changed since the reading. */
  readonly stale: readonly string[];
  /** Whether the basis was found as it was read. */
  readonly basisHeld: boolean;
  /** Down to which step it is being taken back. */
  readonly undoTo: string | null;
  /** Since when it is. */
  readonly undoSince: string | null;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

interface Draft {
  target: string | null;
  startedAt: string | null;
  updatedAt: string | null;
  stale: readonly string[];
  basisHeld: boolean;
  undoTo: string | null;
  undoSince: string | null;
  paused: boolean;
  ended: 'done' | 'cancelled' | 'undone' | null;
  readonly steps: Map<string, Mutable<StepProgress>>;
}

/** A step at which a run goes on forward. */
const CLOSED: ReadonlySet<StepState> = new Set(['done', 'already-so', 'skipped']);

/** Whether a step is over, forward. */
export function isOver(state: StepState): boolean {
  return CLOSED.has(state);
}

/** How far a plan is, from its journal: any beginning of a journal is one, as a crash may come after any line. */
export function foldJournal(plan: Pick<Plan, 'steps'>, entries: readonly JournalEntry[]): RunProgress {
  const fold = new JournalFold(plan);
  for (const entry of entries) fold.take(entry);
  return fold.progress();
}

/** The same line by line, for whoever writes them. */
export class JournalFold {
  private readonly draft: Draft;

  constructor(plan: Pick<Plan, 'steps'>) {
    this.draft = {
      target: null,
      startedAt: null,
      updatedAt: null,
      stale: [],
      basisHeld: false,
      undoTo: null,
      undoSince: null,
      paused: false,
      ended: null,
      steps: new Map(plan.steps.map(({ id }) => [id, newStep(id)])),
    };
  }

  /** One more line. */
  take(entry: JournalEntry): void {
    const { draft } = this;
    draft.updatedAt = entry.at;
    takeRunEntry(draft, entry);
    // A line about a step that the plan does not have says nothing about those it has.
    const step = 'step' in entry && entry.step !== undefined ? draft.steps.get(entry.step) : undefined;
    if (step) takeStepEntry(step, entry);
  }

  /** How far one step is. */
  step(id: string): StepProgress {
    return this.draft.steps.get(id) ?? newStep(id);
  }

  /** How far the whole is, as of now. */
  progress(): RunProgress {
    const { draft } = this;
    const steps = [...draft.steps.values()].map((step) => ({ ...step }));
    const { target, startedAt, updatedAt, stale, basisHeld, undoTo, undoSince } = draft;
    return { state: stateOf(draft, steps), target, startedAt, updatedAt, steps, stale, basisHeld, undoTo, undoSince };
  }
}

/** What the steps that were done have brought. */
export function outputsOf(steps: readonly StepProgress[]): Outputs {
  return Object.fromEntries(steps.flatMap(({ id, outputs }) => (outputs === null ? [] : [[id, outputs] as const])));
}

/** The steps to take back for getting to before a step, the last one first: those that were done, or may have been. */
export function stepsToUndo(plan: Pick<Plan, 'steps'>, steps: readonly StepProgress[], to: string): readonly PlanStep[] {
  const from = plan.steps.findIndex(({ id }) => id === to);
  if (from < 0) return [];
  const touched = new Set(steps.filter(wasTouched).map(({ id }) => id));
  return plan.steps
    .slice(from)
    .filter(({ id }) => touched.has(id))
    .reverse();
}

/** Whether a step has changed something, or may have. */
export function wasTouched(step: StepProgress): boolean {
  if (step.state === 'undone' || step.state === 'already-so') return false;
  const { state, outcome, undoOutcome, doubted } = step;
  return state === 'done' || outcome === 'made' || outcome === 'unknown' || doubted || undoOutcome !== 'none';
}

function newStep(id: string): Mutable<StepProgress> {
  return {
    id,
    state: 'open',
    since: null,
    hold: null,
    evidence: [],
    reason: null,
    attempts: 0,
    sentAt: null,
    outcome: 'none',
    doubted: false,
    undoOutcome: 'none',
    confirmed: null,
    handedTo: null,
    made: null,
    keyId: null,
    outputs: null,
  };
}

function takeRunEntry(draft: Draft, entry: JournalEntry): void {
  switch (entry.kind) {
    case 'plan':
      draft.target = entry.target;
      return;
    case 'run':
      draft.startedAt ??= entry.at;
      draft.target = entry.target ?? draft.target;
      draft.paused = false;
      draft.ended = null;
      draft.undoTo = null;
      draft.stale = [];
      for (const step of draft.steps.values()) {
        goForward(step);
        release(step, entry.at, step.id === entry.step);
      }
      return;
    case 'basis':
      draft.stale = entry.ok ? [] : entry.says;
      draft.basisHeld = entry.ok;
      return;
    case 'undoing':
      // Going on with it is not asking for it anew: what was confirmed since then stays confirmed.
      if (draft.undoTo !== entry.to) draft.undoSince = entry.at;
      draft.undoTo = entry.to;
      draft.paused = false;
      draft.ended = null;
      for (const step of draft.steps.values()) release(step, entry.at, true);
      return;
    case 'paused':
      draft.paused = true;
      return;
    case 'ended':
      draft.ended = entry.how;
      draft.undoTo = null;
      return;
    default:
      return;
  }
}

/** What was being taken back is wanted after all: what came of the change before says nothing about the tenant any more. */
function goForward(step: Mutable<StepProgress>): void {
  if (step.undoOutcome === 'none') return;
  step.undoOutcome = 'none';
  step.outcome = 'none';
  step.state = 'open';
  step.outputs = null;
  step.sentAt = null;
}

/** Somebody goes on: what a step stood still for is looked at anew. What was handed over stays so until that step is tried again. */
function release(step: Mutable<StepProgress>, at: string, tryAgain: boolean): void {
  if (tryAgain) step.handedTo = null;
  if (step.hold === null || (step.hold.kind === 'handedOver' && !tryAgain)) return;
  step.hold = null;
  if (isOver(step.state) || step.state === 'undone') return;
  move(step, step.undoOutcome !== 'none' ? 'undoing' : step.outcome === 'none' ? 'open' : 'running', at);
}

function takeStepEntry(step: Mutable<StepProgress>, entry: JournalEntry): void {
  switch (entry.kind) {
    case 'intent':
      step.hold = null;
      step.attempts += 1;
      step.sentAt = entry.at;
      if (entry.direction === 'undo') {
        step.undoOutcome = 'unknown';
        move(step, 'undoing', entry.at);
        return;
      }
      step.outcome = 'unknown';
      step.made = entry.made ?? null;
      move(step, 'running', entry.at);
      return;
    case 'outcome':
      step.doubted ||= entry.doubt === true;
      if (entry.direction === 'undo') step.undoOutcome = entry.ok ? 'made' : 'refused';
      else {
        step.outcome = entry.ok ? 'made' : 'refused';
        step.keyId = entry.keyId ?? step.keyId;
      }
      return;
    case 'done':
      step.hold = null;
      step.evidence = entry.evidence;
      step.outputs = entry.outputs;
      step.undoOutcome = 'none';
      move(step, entry.changed ? 'done' : 'already-so', entry.at);
      return;
    case 'undone':
      Object.assign(step, { ...newStep(step.id), attempts: step.attempts, evidence: [entry.says] });
      move(step, 'undone', entry.at);
      return;
    case 'held':
      takeHold(step, entry.hold, entry.at);
      return;
    case 'confirmed':
      step.confirmed = { at: entry.at, by: entry.by, says: entry.says };
      release(step, entry.at, false);
      return;
    case 'orphanRemoved':
      // What was made is gone again: the change is yet to be made.
      if (step.keyId === null || step.keyId === entry.keyId) Object.assign(step, { outcome: 'none', keyId: null, made: null });
      return;
    case 'skipped':
      step.hold = null;
      step.reason = entry.reason;
      move(step, 'skipped', entry.at);
      return;
    default:
      return;
  }
}

function takeHold(step: Mutable<StepProgress>, hold: Hold, at: string): void {
  step.hold = hold;
  if (hold.kind === 'handedOver') step.handedTo = hold.to;
  // What is taken back stays what it is until it has been.
  if (isOver(step.state)) return;
  move(step, stateOfHold(hold), at);
}

function stateOfHold(hold: Hold): StepState {
  switch (hold.kind) {
    case 'settling':
    case 'queued':
    case 'handedOver':
      return 'waiting';
    case 'person':
    case 'right':
    case 'credential':
      return 'needs-you';
    case 'failed':
      return 'failed';
  }
}

function move(step: Mutable<StepProgress>, state: StepState, at: string): void {
  if (step.state === state) return;
  step.state = state;
  step.since = at;
}

function stateOf(draft: Draft, steps: readonly StepProgress[]): RunState {
  if (draft.startedAt === null && draft.undoTo === null) return draft.ended ?? 'draft';
  if (draft.ended !== null) return draft.ended;
  if (draft.stale.length > 0) return 'failed';
  if (draft.paused) return 'paused';
  const held = steps.find(({ hold }) => hold !== null)?.hold ?? null;
  if (held !== null && (held.kind === 'failed' || stateOfHold(held) === 'needs-you'))
    return stateOfHold(held) === 'failed' ? 'failed' : 'needs-you';
  if (draft.undoTo !== null) return 'undoing';
  return held === null ? 'running' : 'waiting';
}
