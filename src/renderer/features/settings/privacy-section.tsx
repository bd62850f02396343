import { Button } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { ChannelOutput } from '../../../shared/ipc/contract';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Copyable } from '../../components/copyable';
import { PlainTable } from '../../components/plain-table';
import { ErrorState, LoadingState } from '../../components/states';
import { nextRequestId, request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { notify, notifyFailure } from '../../state/session-actions';
import { loadAccounts } from '../accounts/account-actions';
import { SettingsBlock } from './settings-block';
import { settingsStrings as strings } from './strings';
import { useAbout } from './use-about';
import styles from './settings.module.css';

type Kept = ChannelOutput<'vault.kept'>;
type Entry = Kept['entries'][number];

/** Where somebody may unlock the keychain or let Mailscope in, without a new start. */
const ASKED_AGAIN: readonly Kept['state']['state'][] = ['absent', 'locked', 'silent', 'denied'];

/** What is kept where on this computer, and how one gets rid of it. */
export function PrivacySection(): React.JSX.Element {
  const [key, setKey] = useState(() => `kept:${nextRequestId()}`);
  const { state, retry } = useAnswer(key, (signal) => request(window.mailscope.vault.kept, {}, { signal }));
  const reload = useCallback(() => setKey(`kept:${nextRequestId()}`), []);
  return (
    <>
      <SettingsBlock title={strings.kept} text={strings.keptText}>
        {state.status === 'loading' && <LoadingState />}
        {state.status === 'error' && <ErrorState error={state.error} onRetry={retry} compact />}
        {state.status === 'ready' && <KeptSecrets kept={state.value} onChange={reload} />}
      </SettingsBlock>
      <StorageBlock />
      <SettingsBlock title={strings.network} text={strings.networkText}>
        {null}
      </SettingsBlock>
    </>
  );
}

function KeptSecrets({ kept, onChange }: { readonly kept: Kept; readonly onChange: () => void }): React.JSX.Element {
  const { state, entries } = kept;
  const [asking, setAsking] = useState(false);
  const askAgain = async (): Promise<void> => {
    setAsking(true);
    const answer = await request(window.mailscope.vault.askAgain, {});
    setAsking(false);
    if (!answer.ok) notifyFailure(answer.error);
    onChange();
    // The dialogs about accounts say it too.
    await loadAccounts();
  };
  return (
    <>
      <p className={styles.text} role="status">
        <strong>{state.message ?? strings.vaultStates[state.state]}</strong> {state.next}
      </p>
      {ASKED_AGAIN.includes(state.state) && (
        <Button size="small" disabledFocusable={asking} onClick={() => void askAgain()}>
          {asking ? strings.askingKeychain : strings.askKeychain}
        </Button>
      )}
      {entries.length === 0 ? (
        <p className={styles.text}>{strings.keptNothing}</p>
      ) : (
        <PlainTable heads={[strings.keptName, strings.actions]}>
          {entries.map((entry) => (
            <KeptRow key={entry.name} entry={entry} onChange={onChange} />
          ))}
        </PlainTable>
      )}
    </>
  );
}

function KeptRow({ entry, onChange }: { readonly entry: Entry; readonly onChange: () => void }): React.JSX.Element {
  const [asking, setAsking] = useState(false);
  const copy = async (): Promise<void> => {
    const answer = await request(window.mailscope.vault.copySecret, { name: entry.name });
    if (answer.ok) {
      notify({
        intent: 'success',
        title: strings.secretCopied,
        text: strings.secretCleared(answer.value.clearedAfterSeconds),
        detail: null,
      });
    } else notifyFailure(answer.error);
  };
  const forget = async (): Promise<void> => {
    const answer = await request(window.mailscope.vault.forget, { name: entry.name });
    if (!answer.ok) notifyFailure(answer.error);
    onChange();
  };
  return (
    <tr>
      <td>{entry.label}</td>
      <td>
        <span className={styles.buttons}>
          {entry.copyable && (
            <Button size="small" title={strings.copyHint} aria-label={strings.copySecretNamed(entry.label)} onClick={() => void copy()}>
              {strings.copySecret}
            </Button>
          )}
          <Button size="small" aria-label={strings.forgetNamed(entry.label)} onClick={() => setAsking(true)}>
            {strings.forget}
          </Button>
        </span>
        {entry.copyable && <div className={styles.note}>{strings.copyHint}</div>}
        {asking && (
          <ConfirmDialog
            title={strings.forgetTitle(entry.label)}
            action={strings.forget}
            dismiss={strings.keep}
            onConfirm={() => void forget()}
            onClose={() => setAsking(false)}
          >
            {strings.forgetText}
          </ConfirmDialog>
        )}
      </td>
    </tr>
  );
}

function StorageBlock(): React.JSX.Element {
  const { state } = useAbout();
  const reveal = async (): Promise<void> => {
    const answer = await request(window.mailscope.app.revealStorage, {});
    if (!answer.ok) notifyFailure(answer.error);
  };
  return (
    <SettingsBlock title={strings.storage} text={strings.storageText}>
      {state.status === 'ready' && (
        <span className={styles.path} data-testid="storage-folder">
          <Copyable text={state.value.storageFolder} what={strings.folder} />
        </span>
      )}
      <Button size="small" onClick={() => void reveal()}>
        {strings.reveal}
      </Button>
    </SettingsBlock>
  );
}
