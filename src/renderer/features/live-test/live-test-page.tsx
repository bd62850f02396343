import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { Page, PageBody, PageHeader } from '../../components/page';
import { ErrorState, LoadingState } from '../../components/states';
import { nextQuerySeq, request, type Answer } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import type { Capability } from '../../../shared/domain/reach/capability';
import type { SectionProps } from '../../shell/section-props';
import { useAccounts } from '../../state/accounts-store';
import { useOpenReading } from '../../state/session-store';
import { openSignIn } from '../accounts/sign-in-actions';
import { planTarget } from '../plans/plan-target';
import type { ReadingTarget } from '../reading-run/run-api';
import { startLiveTest, stopLiveTest } from './live-test-actions';
import { CredentialFields, MailboxFields, OperationFields } from './live-test-fields';
import {
  EMPTY_FORM,
  readLiveTest,
  suggestedMailboxes,
  suggestedTrial,
  withoutSecrets,
  type LiveTestForm,
  type LiveTestProblem,
} from './live-test-form';
import { LiveTestResults } from './live-test-results';
import { useLiveTestStore } from './live-test-store';
import { liveTestStrings as strings } from './strings';
import styles from './live-test.module.css';

/** Does this app reach what it must, and is it refused elsewhere? Real calls with its own credential. */
export function LiveTestPage({ readingId, rest }: SectionProps): React.JSX.Element {
  const [appId = ''] = rest;
  const { state, retry } = useAnswer(`app:${readingId}:${appId}`, (signal) =>
    request(window.mailscope.apps.get, { readingId, appId }, { signal }),
  );
  const trial = suggestedTrial(state.value?.application ?? {});
  const suggested = useAnswer(state.status === 'ready' ? `live-test-mailboxes:${readingId}:${appId}` : null, (signal) =>
    suggest(readingId, appId, trial.capability, signal),
  );
  const name = state.value?.name ?? appId;
  const ready = state.status === 'ready' && suggested.state.status !== 'loading';
  return (
    <Page>
      <PageHeader title={strings.title(name)} />
      <PageBody label={strings.title(name)}>
        {state.status === 'error' && <ErrorState error={state.error} onRetry={retry} />}
        {state.status !== 'error' && !ready && <LoadingState label={strings.loading} />}
        {ready && (
          <LiveTest
            key={appId}
            readingId={readingId}
            appId={appId}
            name={name}
            first={suggested.state.value}
            operations={trial.operations}
          />
        )}
      </PageBody>
    </Page>
  );
}

type Suggested = ReturnType<typeof suggestedMailboxes>;

const SUGGESTED_FROM = 200;

/** Asks for some mailboxes that the app reaches, and for some that it may not. */
async function suggest(readingId: string, appId: string, capability: Capability, signal: AbortSignal): Promise<Answer<Suggested>> {
  const range = { start: 0, end: SUGGESTED_FROM };
  const [reached, all] = await Promise.all([
    request(
      window.mailscope.list.query<'appMailboxes'>,
      {
        list: 'appMailboxes',
        readingId,
        filter: { appId, through: 'application', capability, verdict: ['yes'] },
        range,
        querySeq: nextQuerySeq(),
      },
      { signal },
    ),
    request(
      window.mailscope.list.query<'mailboxes'>,
      { list: 'mailboxes', readingId, filter: {}, range, querySeq: nextQuerySeq() },
      { signal },
    ),
  ]);
  if (!reached.ok) return reached;
  if (!all.ok) return all;
  return {
    ok: true,
    value: suggestedMailboxes(
      reached.value.rows.map(({ id }) => id),
      all.value.rows.map(({ id }) => id),
    ),
  };
}

interface LiveTestProps {
  readonly readingId: string;
  readonly appId: string;
  readonly name: string;
  readonly first: Suggested | null;
  readonly operations: LiveTestForm['operations'];
}

function useTestTarget(readingId: string): ReadingTarget | null {
  const reading = useOpenReading(readingId);
  const accounts = useAccounts();
  if (reading === null) return null;
  const plan = {
    basedOn: { readingId, collectedAt: '' },
    tenant: { id: reading.tenant.id, displayName: '', defaultDomain: '', cloud: '' },
  };
  return planTarget(plan, null, { readings: [reading], accounts });
}

function LiveTest({ readingId, appId, name, first, operations }: LiveTestProps): React.JSX.Element {
  const [form, setForm] = useState<LiveTestForm>({ ...EMPTY_FORM, operations, inside: first?.inside ?? [], outside: first?.outside ?? [] });
  const [problems, setProblems] = useState<readonly LiveTestProblem[]>([]);
  const test = useLiveTestStore((state) => state.tests[appId] ?? null);
  const target = useTestTarget(readingId);
  const results = useRef<HTMLDivElement>(null);
  const testId = test?.requestId;
  useEffect(() => {
    if (testId !== undefined) results.current?.scrollIntoView({ block: 'start' });
  }, [testId]);
  // What is used once does not outlive the page.
  useEffect(() => () => setForm(withoutSecrets), []);
  const change = (changes: Partial<LiveTestForm>): void => {
    setForm((before) => ({ ...before, ...changes }));
    setProblems([]);
  };
  const start = (): void => {
    if (target === null) return;
    const read = readLiveTest(form, { target, readingId, appId });
    setProblems(read.problems);
    if (read.start === null) return;
    setForm(withoutSecrets);
    void startLiveTest(read.start, { readingId, name });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!test?.running) start();
      }}
    >
      <p className={styles.lead}>{strings.lead}</p>
      {target === null && (
        <MessageBar className={styles.bar} intent="info" layout="multiline">
          <MessageBarBody>{strings.noTarget}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={() => openSignIn()}>
              {strings.signIn}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <div ref={results}>{test && <LiveTestResults test={test} demo={target === 'demo'} />}</div>
      <div className={styles.columns}>
        <div className={styles.column}>
          <CredentialFields form={form} problems={problems} onChange={change} />
          <OperationFields form={form} problems={problems} onChange={change} />
        </div>
        <div className={styles.column}>
          <MailboxFields form={form} problems={problems} onChange={change} readingId={readingId} />
        </div>
      </div>
      <div className={styles.buttons}>
        <Button appearance="primary" type="submit" disabledFocusable={target === null || test?.running === true}>
          {test?.running ? strings.running : test ? strings.again : strings.start}
        </Button>
        {test?.running && <Button onClick={() => stopLiveTest(appId)}>{strings.cancel}</Button>}
      </div>
    </form>
  );
}
