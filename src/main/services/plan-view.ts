import type { Plan, PlanStep } from '../../shared/domain/plan/plan.schema';
import { journalInWords } from '../../shared/domain/plan/journal-words';
import type { JournalEntry } from '../../shared/domain/plan/journal.schema';
import { isOver, type RunProgress } from '../../shared/domain/plan/run-state';
import { holdInWords } from '../../shared/domain/plan/journal-words';
import { ANSWER_LIMIT } from '../../shared/ipc/envelope';
import type { PlanRun, PlanSummary, PlanView } from '../../shared/ipc/plan-shapes';
import { readingTargetSchema } from '../../shared/ipc/reading-shapes';

/** What a plan may weigh in an answer; the rest is for its run. */
const PLAN_BUDGET = ANSWER_LIMIT - 350_000;
const RUN_BUDGET = 300_000;

/** How many items of a long list stay, one attempt after the other, and how long texts may be then. */
const CUTS = [
  { items: 200, text: 20_000 },
  { items: 50, text: 5_000 },
  { items: 10, text: 1_000 },
  { items: 3, text: 300 },
  { items: 1, text: 120 },
] as const;

const MOST_LINES = 200;
const MOST_STALE = 200;
const MOST_EVIDENCE = [50, 10, 3, 1, 0] as const;

/**
 * A plan as the screen gets it: whole where it fits into an answer, else with its long lists and texts cut. `from`: the step from
 * which on steps are shown where even their names are too many.
 */
export function planView(plan: Plan, from = 0): PlanView {
  const whole = viewOf(plan, plan.steps, false);
  if (fits(whole)) return whole;
  for (const cut of CUTS) {
    const steps = plan.steps.map((step): PlanStep => ({ ...clip(step, cut), id: step.id, effects: [] }));
    const view = viewOf(clipHead(plan, cut), steps, true, plan.steps);
    if (fits(view)) return view;
  }
  const head = clipHead(plan, LEAST);
  const bare = plan.steps.map(bareStep);
  const all = viewOf(head, bare, true, plan.steps);
  if (fits(all)) return all;
  const shown = withinBytes(bare.slice(from), PLAN_BUDGET - weight({ ...all, steps: [] }));
  return viewOf(head, shown, true, plan.steps.slice(from));
}

/** A run as the screen gets it. `active`: whether it is under way in this app now. */
export function planRun(planId: string, progress: RunProgress, entries: readonly JournalEntry[], active: boolean): PlanRun {
  const target = readingTargetSchema.safeParse(progress.target);
  const run: PlanRun = {
    planId,
    state: stateNow(progress, active),
    target: target.success ? target.data : null,
    startedAt: progress.startedAt,
    updatedAt: progress.updatedAt,
    steps: progress.steps.map(({ id, state, since, hold, evidence, reason, attempts }) => ({
      id,
      state,
      since,
      hold,
      evidence: [...evidence],
      reason,
      attempts,
    })),
    journal: [...journalInWords(entries, MOST_LINES)],
    stale: progress.stale.slice(0, MOST_STALE),
  };
  for (const most of MOST_EVIDENCE) {
    if (weight(run) <= RUN_BUDGET) break;
    run.steps = run.steps.map((step) => ({ ...step, evidence: step.evidence.slice(0, most).map((text) => text.slice(0, 200)) }));
  }
  return run;
}

/** A plan in a list. */
export function planSummary(plan: Plan, progress: RunProgress, active: boolean): PlanSummary {
  const over = progress.steps.filter(({ state }) => isOver(state));
  const state = stateNow(progress, active);
  const current = progress.steps.find(({ hold }) => hold !== null) ?? progress.steps.find((step) => !isOver(step.state));
  const title = plan.steps.find(({ id }) => id === current?.id)?.title;
  const stands = title === undefined || ['draft', 'done', 'cancelled', 'undone'].includes(state) ? null : title;
  const why = current?.hold ? ` — ${holdInWords(current.hold)}` : '';
  return {
    planId: plan.id,
    family: plan.family,
    title: plan.title,
    subject: plan.subject,
    tenant: { id: plan.tenant.id, displayName: plan.tenant.displayName },
    state,
    stepsDone: over.length,
    stepsTotal: plan.steps.length,
    standsAt: stands === null ? null : `${stands}${why}`.slice(0, 600),
    updatedAt: progress.updatedAt ?? plan.madeAt,
  };
}

/** What was under way when the app ended is under way no more. */
function stateNow({ state }: RunProgress, active: boolean): PlanRun['state'] {
  return !active && (state === 'running' || state === 'waiting' || state === 'undoing') ? 'paused' : state;
}

function viewOf(
  { steps: _steps, basis, ...rest }: Plan,
  steps: readonly PlanStep[],
  shortened: boolean,
  whole: readonly PlanStep[] = steps,
): PlanView {
  return {
    ...rest,
    basis: basis.map(({ says }) => says),
    steps: steps.map((step, index) => ({ ...step, looks: whole[index]?.verification.length ?? 0 })),
    shortened,
  };
}

interface Cut {
  readonly items: number;
  readonly text: number;
}

/** What is left where even short lists are too much: hundreds of steps. */
const LEAST: Cut = { items: 1, text: 60 };

function clipHead(plan: Plan, cut: Cut): Plan {
  const { basis, notes, title, sentence } = plan;
  return {
    ...plan,
    title: clip(title, cut),
    sentence: clip(sentence, cut),
    basis: basis.slice(0, cut.items).map((look) => clip(look, cut)),
    notes: notes.slice(0, Math.max(cut.items, 10)).map((note) => clip(note, { ...cut, text: Math.max(cut.text, 300) })),
  };
}

function bareStep(step: PlanStep): PlanStep {
  const { id, change } = step;
  const clipped = clip(step, LEAST);
  const bare =
    change?.api === 'graph' ? { ...change, path: clip(change.path, LEAST), headers: {}, body: null, edit: null } : clipped.change;
  return { ...clipped, id, change: bare, precondition: [], verification: [], effects: [], undo: bareUndo(step.undo) };
}

/** As many steps, in order, as fit into a number of bytes. */
function withinBytes(steps: readonly PlanStep[], bytes: number): readonly PlanStep[] {
  const kept: PlanStep[] = [];
  let left = bytes;
  for (const step of steps) {
    // The number of its looks comes to it.
    left -= weight(step) + 20;
    if (left < 0) break;
    kept.push(step);
  }
  return kept;
}

function bareUndo(undo: PlanStep['undo']): PlanStep['undo'] {
  if (undo.kind === 'nothing') return undo;
  const says = clip(undo.says, LEAST);
  if (undo.kind === 'impossible') return { kind: 'impossible', says };
  return { kind: 'change', says, change: { api: 'person', instruction: '', link: null }, verification: [NO_LOOK] };
}

const NO_LOOK = { read: { api: 'graph', path: '' }, each: null, where: {}, expect: 'some', says: '' } as const;

function clip<T>(value: T, cut: Cut): T {
  if (typeof value === 'string') return (value.length > cut.text ? `${value.slice(0, cut.text)}…` : value) as T;
  if (Array.isArray(value)) return value.slice(0, cut.items).map((item: unknown) => clip(item, cut)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [name, clip(item, cut)])) as T;
}

function fits(view: PlanView): boolean {
  return weight(view) <= PLAN_BUDGET;
}

function weight(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
