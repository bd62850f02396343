import { request } from '../../data/api';
import { formatMoment } from '../../format/format';
import { navigate } from '../../routing/hash-location';
import { planPath, PLANS_PATH } from '../../routing/routes';
import { saveFile } from '../../state/save-file';
import { notify, notifyFailure, runTask, setTask } from '../../state/session-actions';
import type { PlanAction, PlanRun, PlanStepView, PlanSummary } from './plan-api';
import { isMoving, isUnfinished, settledSteps } from './plan-states';
import { usePlansStore } from './plans-store';
import { planStrings as strings } from './strings';

const store = usePlansStore;

/** Asks main for every plan that is kept. */
export async function loadPlans(): Promise<void> {
  const answer = await request(window.mailscope.plans.list, {});
  if (!answer.ok) {
    notifyFailure(answer.error);
    return;
  }
  store.setState({ plans: answer.value.plans, notes: answer.value.notes });
  for (const plan of answer.value.plans) showTask(plan);
}

const taskId = (planId: string): string => `plan:${planId}`;

/** A plan at work or waiting stands in the tray, from where one comes back to it. */
function showTask(plan: PlanSummary): void {
  const atWork = isMoving(plan.state) || plan.state === 'waiting';
  setTask(
    taskId(plan.planId),
    atWork
      ? {
          title: plan.title,
          stage: plan.standsAt ?? '',
          done: plan.stepsDone,
          total: plan.stepsTotal,
          cancellable: false,
          address: planPath(plan.planId),
        }
      : null,
  );
}

/** Takes in how far a plan is. What the list says beside the figures (where it stands, in words) main tells anew. */
export function takeRun(run: PlanRun): void {
  const known = store.getState().plans?.find((plan) => plan.planId === run.planId);
  store.setState((state) => ({
    runs: { ...state.runs, [run.planId]: run },
    plans:
      state.plans?.map((plan) =>
        plan.planId === run.planId
          ? { ...plan, state: run.state, stepsDone: settledSteps(run), updatedAt: run.updatedAt ?? plan.updatedAt }
          : plan,
      ) ?? null,
  }));
  const moved = known?.state !== run.state || known.stepsDone !== settledSteps(run);
  if (moved) void loadPlans();
}

/** Follows plans from now on; the answer ends it. */
export function followPlans(): () => void {
  const end = window.mailscope.events.onPlanChanged(takeRun);
  void loadPlans();
  return end;
}

/** Does something to a plan. Whether it was taken; a failure has been told. */
export async function actOnPlan(planId: string, act: PlanAction): Promise<boolean> {
  if (store.getState().busy.includes(planId)) return false;
  store.setState((state) => ({ busy: [...state.busy, planId] }));
  const send = (requestId?: string) => request(window.mailscope.plans.act, { planId, act }, requestId === undefined ? {} : { requestId });
  const halts = act.action === 'pause' || act.action === 'cancel';
  const tenant = store.getState().plans?.find((plan) => plan.planId === planId)?.tenant.displayName ?? strings.theTenant;
  // Reaching a tenant may take a sign-in or a consent in the browser: it stands in the tray, and can be given up there.
  const answer = await (halts ? send() : runTask(strings.connecting(tenant), send));
  store.setState((state) => ({ busy: state.busy.filter((other) => other !== planId) }));
  if (answer.ok) takeRun(answer.value);
  else notifyFailure(answer.error);
  return answer.ok;
}

/** Deletes a plan from this computer. */
export async function discardPlan(planId: string): Promise<boolean> {
  const answer = await request(window.mailscope.plans.discard, { planId });
  if (!answer.ok) {
    notifyFailure(answer.error);
    return false;
  }
  setTask(taskId(planId), null);
  await loadPlans();
  return true;
}

/** Writes the script, the instructions or the data of a plan, or of one step, to a file of the user's choice. */
export function exportPlan(planId: string, kind: 'script' | 'instructions' | 'json', step: string | null = null): Promise<void> {
  return saveFile((requestId) => request(window.mailscope.plans.export, { planId, kind, step }, { requestId }));
}

/** Puts a secret, or a certificate with its key, that a step has made on the clipboard; it never comes here. */
export async function copyNewSecret({
  kind,
  vaultName,
}: Pick<NonNullable<PlanStepView['credential']>, 'kind' | 'vaultName'>): Promise<void> {
  const answer = await request(window.mailscope.vault.copySecret, { name: vaultName });
  if (answer.ok)
    notify({
      intent: 'success',
      title: kind === 'secret' ? strings.secretCopied : strings.certificateCopied,
      text: strings.secretCleared(answer.value.clearedAfterSeconds),
      detail: null,
    });
  else notifyFailure(answer.error);
}

/** Moves the demo tenant's clock on by an hour. */
export async function advanceDemoClock(): Promise<void> {
  const answer = await request(window.mailscope.demo.advanceClock, { minutes: 60 });
  if (answer.ok) notify({ intent: 'success', title: strings.clockMoved(formatMoment(answer.value.now)), text: '', detail: null });
  else notifyFailure(answer.error);
}

/** The plans that were begun and are not over, latest first. */
export function unfinishedPlans(plans: readonly PlanSummary[] | null): readonly PlanSummary[] {
  return (plans ?? []).filter((plan) => isUnfinished(plan.state));
}

/** Goes to a plan, or to all of them. */
export function showPlan(planId: string | null): void {
  navigate(planId === null ? PLANS_PATH : planPath(planId));
}
