import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { moveIndex } from '../../components/grid-navigation';
import type { PlanRun, PlanStepView, PlanView } from './plan-api';
import { statusOf } from './plan-states';
import { StepMark } from './state-mark';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

interface StepListProps {
  readonly plan: PlanView;
  readonly run: PlanRun | null;
  /** The step on show; null for what stands before the steps, undefined where neither is on show. */
  readonly chosen: string | null | undefined;
  readonly onChoose: (stepId: string | null) => void;
}

const PAGE = 8;

/** The steps of a plan with how far each is, as a list one walks with the arrow keys; before them, who gains and who loses. */
export function StepList({ plan, run, chosen, onChoose }: StepListProps): React.JSX.Element {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { steps } = plan;
  const active = chosen === undefined ? -1 : chosen === null ? 0 : steps.findIndex((step) => step.id === chosen) + 1;
  const started = run !== null && run.state !== 'draft';
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = moveIndex(event.key, active, steps.length + 1, PAGE);
    if (next === null) return;
    event.preventDefault();
    onChoose(next === 0 ? null : (steps[next - 1]?.id ?? null));
  };
  return (
    <div
      ref={list}
      className={styles.steps}
      role="listbox"
      aria-label={strings.steps}
      tabIndex={0}
      aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
      onKeyDown={onKeyDown}
    >
      <div
        id={`${id}-0`}
        role="option"
        aria-selected={active === 0}
        className={`${styles.step} ${active === 0 ? styles.stepChosen : ''}`}
        onClick={() => onChoose(null)}
      >
        <span className={styles.stepTitle}>{strings.beforeAfter}</span>
      </div>
      {steps.map((step, index) => (
        <StepOption
          key={step.id}
          id={`${id}-${index + 1}`}
          step={step}
          number={index + 1}
          heading={step.group !== null && step.group !== steps[index - 1]?.group ? step.group : null}
          state={started ? statusOf(run, step.id).state : null}
          chosen={active === index + 1}
          onChoose={() => onChoose(step.id)}
        />
      ))}
    </div>
  );
}

interface StepOptionProps {
  readonly id: string;
  readonly step: PlanStepView;
  readonly number: number;
  /** The name of the group that begins with this step. */
  readonly heading: string | null;
  /** Null as long as the plan was not run. */
  readonly state: ReturnType<typeof statusOf>['state'] | null;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function StepOption({ id, step, number, heading, state, chosen, onChoose }: StepOptionProps): React.JSX.Element {
  return (
    <>
      {heading !== null && (
        <div className={styles.stepGroup} role="presentation">
          {heading}
        </div>
      )}
      <div id={id} role="option" aria-selected={chosen} className={`${styles.step} ${chosen ? styles.stepChosen : ''}`} onClick={onChoose}>
        <span className={styles.stepNumber}>{number}</span>
        <span className={styles.stepText}>
          <span className={styles.stepTitle}>{step.title}</span>
          {(state !== null || step.destructive) && (
            <span className={styles.stepFacts}>
              {state !== null && <StepMark state={state} />}
              {step.destructive && <span className={styles.takes}>{strings.takesAway}</span>}
            </span>
          )}
        </span>
      </div>
    </>
  );
}
