export type {
  FilterCheck,
  PlanAction,
  PlanOffer,
  PlanPreview,
  PlanRun,
  PlanStepView,
  PlanSummary,
  PlanView,
  ReachChange,
  StepStatus,
} from '../../../shared/ipc/plan-shapes';
export type { Hold, RunState, StepState } from '../../../shared/domain/plan/journal.schema';
export type { Change, Look, PlanFamily, PlanSubject, Read } from '../../../shared/domain/plan/plan.schema';
export type { Answer, Answers, Question } from '../../../shared/domain/plan/questions.schema';
