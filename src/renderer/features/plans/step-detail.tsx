import { Button } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copyable';
import { Facts, PageSection } from '../../components/page';
import { formatCount, formatDuration, formatExact, formatMoment } from '../../format/format';
import { SETTLING_FACTS } from '../../../shared/domain/plan/settling';
import { openLink } from '../../state/open-link';
import { changeText, outputWords, readText, shownText, type OutputWords } from './change-text';
import type { Change, Look, PlanRun, PlanStepView, PlanView, StepStatus } from './plan-api';
import { statusOf } from './plan-states';
import { StepHold } from './step-hold';
import { StepActions } from './step-actions';
import { StepMark } from './state-mark';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

interface StepDetailProps {
  readonly plan: PlanView;
  readonly run: PlanRun | null;
  readonly step: PlanStepView;
}

/** One step: how far it is and what it waits for, why, who may do it, the exact change, how it is verified, and the way back. */
export function StepDetail({ plan, run, step }: StepDetailProps): React.JSX.Element {
  const words = outputWords(plan.steps);
  const started = run !== null && run.state !== 'draft';
  const status = statusOf(run, step.id);
  const number = plan.steps.indexOf(step) + 1;
  return (
    <article aria-label={step.title} data-testid="plan-step">
      <p className={styles.stepCount}>{strings.stepNumber(String(number), String(plan.steps.length))}</p>
      <h2 className={styles.stepHeading}>{step.title}</h2>
      {started && <StepState status={status} />}
      {started && status.hold !== null && <StepHold plan={plan} run={run} step={step} hold={status.hold} />}
      {started && <StepActions plan={plan} run={run} step={step} />}
      <Result status={status} />
      <PageSection title={strings.why}>
        <p className={styles.prose}>{step.why}</p>
      </PageSection>
      <PageSection title={strings.change}>
        <ChangeView change={step.change} words={words} />
        {step.credential && (
          <p className={styles.text}>
            {strings.newCredential}: {step.credential.label}. {strings.newCredentialText}
          </p>
        )}
      </PageSection>
      <PageSection title={strings.requires}>
        <Requires step={step} />
      </PageSection>
      {step.precondition.length > 0 && (
        <PageSection title={strings.before}>
          <Looks looks={step.precondition} words={words} />
        </PageSection>
      )}
      <PageSection title={strings.verify}>
        <Verification step={step} words={words} />
      </PageSection>
      <PageSection title={strings.undo}>
        <Undo step={step} words={words} />
      </PageSection>
    </article>
  );
}

function StepState({ status }: { readonly status: StepStatus }): React.JSX.Element {
  return (
    <p className={styles.stateLine}>
      <StepMark state={status.state} />
      {status.since !== null && (
        <time dateTime={status.since} title={formatExact(status.since)} className={styles.faint}>
          {formatMoment(status.since)}
        </time>
      )}
      {status.attempts > 1 && <span className={styles.faint}>{strings.attempts(status.attempts)}</span>}
    </p>
  );
}

function Result({ status }: { readonly status: StepStatus }): React.JSX.Element | null {
  const lines = [...status.evidence, ...(status.state === 'skipped' && status.reason ? [strings.skippedBecause(status.reason)] : [])];
  if (lines.length === 0) return null;
  return (
    <PageSection title={strings.result}>
      <ul className={styles.bullets}>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </PageSection>
  );
}

function ChangeView({ change, words }: { readonly change: Change | null; readonly words: OutputWords }): React.JSX.Element {
  if (change === null) return <p className={styles.text}>{strings.noChange}</p>;
  if (change.api === 'person') {
    const { link } = change;
    return (
      <>
        <p className={styles.text}>{strings.personStep}</p>
        <p className={styles.prose}>{shownText(change.instruction, words)}</p>
        {link !== null && (
          <Button size="small" icon={<OpenRegular />} title={link} onClick={() => void openLink(link)}>
            {strings.openLink}
          </Button>
        )}
      </>
    );
  }
  const text = changeText(change, words);
  return <CodeBlock text={text} label={change.api === 'graph' ? strings.request : strings.cmdlet} copyLabel={strings.copyChange} />;
}

function CodeBlock({
  text,
  label,
  copyLabel,
}: {
  readonly text: string;
  readonly label: string;
  readonly copyLabel: string;
}): React.JSX.Element {
  return (
    <div className={styles.codeBlock}>
      <div className={styles.codeHead}>
        <span>{label}</span>
        <CopyButton text={text} label={copyLabel} />
      </div>
      <pre className={styles.code} role="region" aria-label={label} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}

function Requires({ step }: { readonly step: PlanStepView }): React.JSX.Element {
  const { requires, liveTest } = step;
  const listed = (names: readonly string[]): string => (names.length === 1 ? (names[0] ?? '') : strings.anyOf(names.join(', ')));
  const facts: (readonly [string, ReactNode])[] = [];
  if (requires.entraRoles.length > 0) facts.push([strings.entraRole, listed(requires.entraRoles)]);
  if (requires.exchangeRoles.length > 0) facts.push([strings.exchangeRole, listed(requires.exchangeRoles)]);
  if (requires.scopes.length > 0) facts.push([strings.scopes, requires.scopes.join(', ')]);
  if (facts.length > 0) return <Facts facts={facts} />;
  return <p className={styles.text}>{liveTest === null ? strings.nothingNeeded : strings.credentialNeeded}</p>;
}

function Looks({ looks, words }: { readonly looks: readonly Look[]; readonly words: OutputWords }): React.JSX.Element {
  return (
    <ul className={styles.bullets}>
      {looks.map((look, index) => (
        <li key={index}>
          {shownText(look.says, words)}
          <details className={styles.details}>
            <summary>{strings.look}</summary>
            <code className={styles.lookCode}>{readText(look.read, words)}</code>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Verification({ step, words }: { readonly step: PlanStepView; readonly words: OutputWords }): React.JSX.Element {
  const facts = SETTLING_FACTS[step.settles];
  const more = step.looks - step.verification.length;
  const { liveTest } = step;
  return (
    <>
      {step.verification.length === 0 && liveTest === null ? (
        <p className={styles.text}>{strings.verifyNone}</p>
      ) : (
        <Looks looks={step.verification} words={words} />
      )}
      {more > 0 && <p className={styles.text}>{strings.verifyMore(String(more))}</p>}
      {liveTest !== null && (
        <p className={styles.text}>
          {strings.liveTest}.{' '}
          {strings.liveTestText(
            formatCount(liveTest.inside.length, 'mailbox', 'mailboxes'),
            formatCount(liveTest.outside.length, 'mailbox', 'mailboxes'),
          )}
        </p>
      )}
      {step.settles !== 'at-once' && (
        <p className={styles.text}>
          {strings.settles}: {facts.label}. {strings.usually(formatDuration(facts.usual / 1000))} {facts.untilThen}
        </p>
      )}
    </>
  );
}

function Undo({ step, words }: { readonly step: PlanStepView; readonly words: OutputWords }): React.JSX.Element {
  const { undo } = step;
  if (undo.kind === 'nothing') return <p className={styles.text}>{strings.undoNothing}</p>;
  if (undo.kind === 'impossible')
    return (
      <p className={styles.prose}>
        <strong>{strings.undoImpossible}</strong> {undo.says}
      </p>
    );
  return (
    <>
      <p className={styles.prose}>{undo.says}</p>
      <details className={styles.details}>
        <summary>{strings.change}</summary>
        <ChangeView change={undo.change} words={words} />
      </details>
    </>
  );
}
