import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { OwnClient, SignInWish } from '../../../shared/ipc/account-shapes';
import { useAccountsStore } from '../../state/accounts-store';
import { saveSettings, useSettings } from '../../state/settings-actions';
import { offeredClouds } from './account-words';
import { BrowserWait } from './browser-wait';
import { useAccountDialogStore, type SignInPrefill } from './dialog-store';
import { FailureBar } from './failure-bar';
import { cancelWaiting, closeAccountDialog, codeInstead, signIn } from './sign-in-actions';
import { SignInFields } from './sign-in-fields';
import { emptyForm, readForm, type FormProblem } from './sign-in-form';
import { SignedIn } from './signed-in';
import { accountStrings as strings } from './strings';
import styles from './accounts.module.css';

const NONE: readonly OwnClient[] = [];

/** Signs in to a tenant: asks for cloud, account and application, waits for the browser, and says what came of it. */
export function SignInDialog({ prefill }: { readonly prefill: SignInPrefill }): React.JSX.Element {
  const refused = useAccountsStore((state) => state.known?.signInRefused ?? null);
  const vault = useAccountsStore((state) => state.known?.vault ?? null);
  const ownClients = useSettings()?.ownClients ?? NONE;
  const { waiting, failure, signedIn } = useAccountDialogStore();
  const clouds = offeredClouds(refused);
  const [form, setForm] = useState(() => emptyForm(prefill.cloud ?? (refused === null ? 'global' : 'demo'), ownClients));
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [wish, setWish] = useState<SignInWish | null>(null);
  const submit = async (): Promise<void> => {
    const read = readForm(form, ownClients);
    setProblem(read.problem);
    if (read.wish === null) return;
    setWish(read.wish);
    const { newClient } = read;
    if (newClient && !(await saveSettings({ ownClients: [...ownClients.filter(({ cloud }) => cloud !== newClient.cloud), newClient] })))
      return;
    await signIn(read.wish);
  };
  if (signedIn) return <SignedIn account={signedIn} />;
  if (waiting) {
    const otherWay = waiting.method === 'browser' ? codeInstead : signIn;
    return (
      <DialogBody>
        <DialogTitle>{strings.signInTitle}</DialogTitle>
        <DialogContent>
          <BrowserWait key={waiting.method} waiting={waiting} onOtherWay={wish && (() => void otherWay(wish))} />
        </DialogContent>
        <DialogActions>
          <Button onClick={cancelWaiting}>{strings.cancel}</Button>
        </DialogActions>
      </DialogBody>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DialogBody>
        <DialogTitle>{strings.signInTitle}</DialogTitle>
        <DialogContent>
          {failure && (
            <FailureBar failure={failure}>
              <FailureWays failure={failure.code} wish={wish} />
            </FailureBar>
          )}
          {refused !== null && (
            <MessageBar className={styles.bar} intent="warning" layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>{strings.refusedTitle}</MessageBarTitle>
                {refused}
              </MessageBarBody>
            </MessageBar>
          )}
          <p className={styles.text}>{strings.lead}</p>
          {vault?.message && (
            <p className={styles.note}>
              {vault.message} {vault.next}
            </p>
          )}
          <SignInFields form={form} clouds={clouds} ownClients={ownClients} problem={problem} onChange={setForm} />
        </DialogContent>
        <DialogActions>
          <Button onClick={closeAccountDialog}>{strings.cancel}</Button>
          <Button type="submit" appearance="primary">
            {failure ? strings.tryAgain : strings.signIn}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}

/** Failures that another way of signing in may get around. */
const CODE_HELPS: readonly string[] = ['browser-failed', 'sign-in-timed-out', 'redirect-refused'];

function FailureWays({ failure, wish }: { readonly failure: string; readonly wish: SignInWish | null }): React.JSX.Element | null {
  if (!wish || !CODE_HELPS.includes(failure)) return null;
  return (
    <div className={styles.otherWay}>
      <Button size="small" onClick={() => void codeInstead(wish)}>
        {strings.codeInstead}
      </Button>
    </div>
  );
}
