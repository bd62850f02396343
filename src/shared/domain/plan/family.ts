import type { Reading } from '../collection/reading';
import type { ReachEngine } from '../reach/reach-engine';
import type { Result } from '../result';
import type { Plan, PlanFamily, PlanSubject } from './plan.schema';
import type { Answers, PlanProblem, Question } from './questions.schema';

/** What a builder works from. */
export interface PlanContext {
  readonly reading: Reading;
  readonly engine: ReachEngine;
  /** The id the plan will have: eight or more hexadecimal digits, made outside. */
  readonly planId: string;
  readonly readingId: string | null;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** A kind of plan: what it asks, and how it is built. Pure. */
export interface PlanFamilyDefinition {
  readonly id: PlanFamily;
  /** What a button says: "Restrict to mailboxes…". */
  readonly action: string;
  /** One sentence: what such a plan does. */
  readonly purpose: string;
  /** What it can be about. */
  readonly subjects: readonly PlanSubject['kind'][];
  /** Whether it can be built for a subject of this reading; a sentence where it cannot. */
  appliesTo(
    context: Pick<PlanContext, 'reading' | 'engine'>,
    subject: { readonly kind: PlanSubject['kind']; readonly id: string },
  ): string | null;
  /** The questions for a subject. The first is `subject` (a text) where none is given: an app id, a mailbox, a group, a policy's identity. */
  questions(context: Pick<PlanContext, 'reading' | 'engine' | 'now'>, subjectId: string | null): readonly Question[];
  /** The plan, or everything that is wrong with the answers. */
  build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]>;
}
