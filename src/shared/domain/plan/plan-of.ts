import { err, ok, type Result } from '../result';
import { shown } from './display-text';
import type { PlanContext } from './family';
import type { Look, Plan, PlanFamily, PlanStep, PlanSubject } from './plan.schema';
import type { PlanProblem } from './questions.schema';

/** What a builder says of a plan; the rest follows from the reading. */
export interface PlanParts {
  readonly family: PlanFamily;
  readonly title: string;
  readonly sentence: string;
  readonly subject: PlanSubject;
  readonly basis: readonly Look[];
  readonly notes: readonly Plan['notes'][number][];
  readonly steps: readonly PlanStep[];
}

/** The most steps that a plan has. */
const MOST_STEPS = 2_000;

/** Puts a plan together. One that has nothing to do, or too much, is a problem. */
export function planOf(context: PlanContext, parts: PlanParts): Result<Plan, readonly PlanProblem[]> {
  const { steps } = parts;
  if (!steps.some((step) => step.change !== null)) {
    return problem(null, 'There is nothing to change: by the reading everything is so already.');
  }
  if (steps.length > MOST_STEPS) {
    return problem(null, `The plan would have ${steps.length} steps; the most is ${MOST_STEPS}. Make several plans with fewer mailboxes.`);
  }
  const { tenant, collectedAt } = context.reading.collection;
  return ok({
    format: 'mailscope-plan/1',
    id: context.planId,
    family: parts.family,
    title: parts.title,
    sentence: parts.sentence,
    subject: subjectOf(parts.subject.kind, parts.subject.id, parts.subject.name),
    tenant: {
      id: tenant.id,
      displayName: shown(tenant.displayName ?? tenant.id),
      defaultDomain: tenant.defaultDomain ?? '',
      cloud: tenant.cloud ?? 'global',
    },
    basedOn: { readingId: context.readingId, collectedAt },
    madeAt: context.now,
    basis: [...parts.basis],
    notes: parts.notes.map((note) => ({ ...note, mailboxes: [...note.mailboxes] })),
    steps: [...steps],
  });
}

/** A subject with a name that fits a line. */
export function subjectOf(kind: PlanSubject['kind'], id: string, name: string): PlanSubject {
  return { kind, id, name: shown(name) };
}

/** One problem, as the outcome of building a plan. */
export function problem(question: string | null, message: string): Result<never, readonly PlanProblem[]> {
  return err([{ question, message }]);
}

/** A note that asks for attention. */
export function warning(text: string, mailboxes: readonly string[] = []): Plan['notes'][number] {
  return { kind: 'warning', text, mailboxes: [...mailboxes] };
}

/** A note that tells what one may want to know. */
export function information(text: string, mailboxes: readonly string[] = []): Plan['notes'][number] {
  return { kind: 'info', text, mailboxes: [...mailboxes] };
}
