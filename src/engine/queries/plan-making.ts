import { buildPlan } from '../../shared/domain/plan/build-plan';
import type { Plan } from '../../shared/domain/plan/plan.schema';
import { previewPlan } from '../../shared/domain/plan/preview/preview-plan';
import type { ReachChange } from '../../shared/domain/plan/preview/reach-change';
import { ok, type Result } from '../../shared/domain/result';
import type { EngineInput, EngineOutput } from '../../shared/ipc/engine-protocol';
import type { Failure } from '../../shared/ipc/envelope';
import type { PlanPreview } from '../../shared/ipc/plan-shapes';
import { clipName, clipSentence } from './clip';
import { familyOf } from './plan-forms';
import type { ReadingModel } from './reading-model';

const SHOWN = 200;
const GAPS_SHOWN = 50;
const PROBLEMS_SHOWN = 200;

/** A plan from the answers, or what is wrong with them. */
export function planBuild(model: ReadingModel, input: EngineInput<'planBuild'>): Result<EngineOutput<'planBuild'>, Failure> {
  const family = familyOf(input.family);
  if (!family.ok) return family;
  const { reading, engine, now } = model;
  const { planId, readingId, subjectId } = input;
  const answers = subjectId === null ? input.answers : { ...input.answers, subject: subjectId };
  const plan = buildPlan(family.value, { reading, engine, planId, readingId, now }, answers);
  if (plan.ok) return ok({ plan: plan.value });
  return ok({
    problems: plan.error.slice(0, PROBLEMS_SHOWN).map(({ question, message }) => ({ question, message: clipSentence(message) })),
  });
}

/** Who gains and who loses by a plan. */
export function planPreview({ engine }: ReadingModel, plan: Plan): PlanPreview {
  const preview = previewPlan(engine, plan, SHOWN);
  return {
    ...preview,
    gains: preview.gains.map(shownChange),
    loses: preview.loses.map(shownChange),
    uncertain: preview.uncertain.map(shownChange),
    gaps: preview.gaps.slice(0, GAPS_SHOWN).map(clipSentence),
  };
}

function shownChange(change: ReachChange): ReachChange {
  return { ...change, id: clipName(change.id), name: clipName(change.name), mailbox: clipName(change.mailbox) };
}
