import { Button, Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { PLAN_FAMILIES } from '../../../shared/domain/plan/plan-families';
import { Page, PageBody, PageHeader } from '../../components/page';
import { EmptyState, ErrorState, LoadingState } from '../../components/states';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { navigate } from '../../routing/hash-location';
import { planPath } from '../../routing/routes';
import type { SectionProps } from '../../shell/section-props';
import type { ChannelOutput } from '../../../shared/ipc/contract';
import type { Failure } from '../../../shared/ipc/envelope';
import { loadPlans } from './plan-actions';
import type { Answers, PlanFamily, Question } from './plan-api';
import { giveAnswer, useAnswersStore } from './answers-store';
import { QuestionField } from './question-field';
import { answersToSend, answerTo, askedQuestions, missingAnswers } from './question-rules';
import { questionStrings as strings } from './question-strings';
import { planStrings } from './strings';
import styles from './question.module.css';

/** What has to be known before a plan can be made? */
export function QuestionsPage({ readingId, rest }: SectionProps): React.JSX.Element {
  const [familyText, subjectId = null] = rest;
  const family = PLAN_FAMILIES.find((candidate) => candidate === familyText);
  if (family === undefined) return <EmptyState title={planStrings.plansNoneTitle} text={planStrings.plansNone} />;
  return <AskedPlan key={`${family}/${subjectId ?? ''}`} readingId={readingId} family={family} subjectId={subjectId} />;
}

interface AskedPlanProps {
  readonly readingId: string;
  readonly family: PlanFamily;
  readonly subjectId: string | null;
}

function AskedPlan({ readingId, family, subjectId }: AskedPlanProps): React.JSX.Element {
  const { state, retry } = useAnswer(`questions:${readingId}:${family}:${subjectId ?? ''}`, (signal) =>
    request(window.mailscope.plans.questions, { readingId, family, subjectId }, { signal }),
  );
  const name = state.value?.subject?.name;
  return (
    <Page>
      <PageHeader title={state.value?.action.replace(/…$/, '') ?? planStrings.plans} count={name} />
      <PageBody label={state.value?.action ?? planStrings.plans}>
        {state.status === 'loading' && <LoadingState />}
        {state.status === 'error' && <ErrorState error={state.error} onRetry={retry} />}
        {state.status === 'ready' && <QuestionForm asked={state.value} readingId={readingId} family={family} subjectId={subjectId} />}
      </PageBody>
    </Page>
  );
}

interface QuestionFormProps extends AskedPlanProps {
  readonly asked: ChannelOutput<'plans.questions'>;
}

const NOTHING: Answers = {};

type Problem = Extract<ChannelOutput<'plans.build'>, { readonly kind: 'problems' }>['problems'][number];

function QuestionForm({ asked, readingId, family, subjectId }: QuestionFormProps): React.JSX.Element {
  const key = `${readingId}/${family}/${subjectId ?? ''}`;
  const answers = useAnswersStore((state) => state.given[key]) ?? NOTHING;
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [making, setMaking] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const { questions } = asked;
  const shown = askedQuestions(questions, answers);
  const here = new Set(shown.map((question) => question.id));
  const elsewhere = problems.filter(({ question }) => question === null || !here.has(question));
  useEffect(() => {
    if (problems.length > 0) summary.current?.focus();
  }, [problems]);
  const make = async (): Promise<void> => {
    const missing = missingAnswers(questions, answers);
    setFailure(null);
    setProblems(missing.map((question) => ({ question, message: strings.required })));
    if (missing.length > 0) return;
    setMaking(true);
    const input = { readingId, family, subjectId, answers: answersToSend(questions, answers) };
    const answer = await request(window.mailscope.plans.build, input);
    setMaking(false);
    if (!answer.ok) setFailure(answer.error);
    else if (answer.value.kind === 'problems') setProblems(answer.value.problems);
    else {
      void loadPlans();
      navigate(planPath(answer.value.plan.id), { replace: true });
    }
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!making) void make();
      }}
    >
      <p className={styles.lead}>
        {asked.purpose} {strings.nothingYet}
      </p>
      {problems.length > 0 && (
        <div ref={summary} tabIndex={-1}>
          <MessageBar intent="error" layout="multiline" role="alert">
            <MessageBarBody>
              <MessageBarTitle>{elsewhere.length > 0 ? strings.problemsTitle : strings.problemsSummary(problems.length)}</MessageBarTitle>
              {elsewhere.map(({ message }) => (
                <div key={message}>{message}</div>
              ))}
              <ProblemLinks problems={problems} questions={shown} />
            </MessageBarBody>
          </MessageBar>
        </div>
      )}
      {shown.map((question) => (
        <div key={question.id} id={fieldId(question.id)}>
          <QuestionField
            readingId={readingId}
            question={question}
            answer={answerTo(question, answers)}
            problem={
              problems
                .filter((problem) => problem.question === question.id)
                .map(({ message }) => message)
                .join(' ') || undefined
            }
            onAnswer={(answer) => {
              giveAnswer(key, question.id, answer);
              setProblems((before) => before.filter((problem) => problem.question !== question.id));
            }}
          />
        </div>
      ))}
      {failure && <ErrorState error={failure} compact />}
      <div className={styles.buttons}>
        <Button appearance="primary" type="submit" disabledFocusable={making}>
          {making ? strings.making : strings.make}
        </Button>
        <Button onClick={() => window.history.back()}>{strings.cancel}</Button>
      </div>
    </form>
  );
}

const fieldId = (question: string): string => `question-${question}`;

/** Takes one to the field of an answer. */
function focusField(question: string): void {
  const field = document.getElementById(fieldId(question));
  field?.scrollIntoView({ block: 'center' });
  field?.querySelector<HTMLElement>('input, textarea, select')?.focus();
}

interface ProblemLinksProps {
  readonly problems: readonly Problem[];
  readonly questions: readonly Question[];
}

/** The answers that need another look, each leading to its field. */
function ProblemLinks({ problems, questions }: ProblemLinksProps): React.JSX.Element {
  return (
    <ul className={styles.problems}>
      {problems.flatMap(({ question, message }) => {
        const asked = questions.find((one) => one.id === question);
        return asked
          ? [
              <li key={`${asked.id}:${message}`}>
                <Link inline onClick={() => focusField(asked.id)}>
                  {asked.label}
                </Link>{' '}
                {message}
              </li>,
            ]
          : [];
      })}
    </ul>
  );
}
