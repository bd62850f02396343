import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { About } from '../../../shared/ipc/contract';
import { Copyable } from '../../components/copyable';
import { useFocusReturn } from '../../components/use-focus-return';
import { Facts } from '../../components/page';
import { ErrorState, LoadingState } from '../../components/states';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { chooseTheme, notifyFailure, showDialog } from '../../state/session-actions';
import { useSessionStore } from '../../state/session-store';
import { THEME_CHOICES, type ThemeChoice } from '../../theme/themes';
import { settingsStrings as strings } from './strings';
import styles from './settings.module.css';

/** The dialog that is open: settings or About. */
export function Dialogs(): React.JSX.Element {
  const dialog = useSessionStore((state) => state.dialog);
  useFocusReturn();
  return (
    <Dialog open={dialog !== null} onOpenChange={(_, data) => !data.open && showDialog(null)}>
      <DialogSurface aria-describedby={undefined}>
        <DialogBody>
          <DialogTitle>{dialog === 'about' ? strings.aboutTitle : strings.title}</DialogTitle>
          <DialogContent>{dialog === 'about' ? <AboutContent /> : <SettingsContent />}</DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => showDialog(null)}>
              {strings.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function SettingsContent(): React.JSX.Element {
  const theme = useSessionStore((state) => state.theme);
  const saved = useSessionStore((state) => state.app?.settings.restoreLastView ?? true);
  const [restore, setRestore] = useState(saved);
  const saveRestore = async (restoreLastView: boolean): Promise<void> => {
    setRestore(restoreLastView);
    const answer = await request(window.mailscope.settings.set, { restoreLastView });
    if (!answer.ok) notifyFailure(answer.error);
    else useSessionStore.setState((state) => (state.app ? { app: { ...state.app, settings: answer.value } } : state));
  };
  return (
    <>
      <div className={styles.block}>
        <h3 className={styles.title} id="settings-appearance">
          {strings.appearance}
        </h3>
        <RadioGroup aria-labelledby="settings-appearance" value={theme} onChange={(_, data) => void chooseTheme(data.value as ThemeChoice)}>
          {THEME_CHOICES.map((choice) => (
            <Radio key={choice} value={choice} label={strings.themes[choice]} />
          ))}
        </RadioGroup>
      </div>
      <div className={styles.block}>
        <h3 className={styles.title}>{strings.start}</h3>
        <Checkbox label={strings.restore} checked={restore} onChange={(_, data) => void saveRestore(data.checked === true)} />
      </div>
      <StorageBlock />
      <Button onClick={() => showDialog('about')}>{strings.aboutTitle}</Button>
    </>
  );
}

function useAbout() {
  return useAnswer('about', (signal) => request(window.mailscope.app.about, {}, { signal }));
}

function StorageBlock(): React.JSX.Element {
  const { state } = useAbout();
  const reveal = async (): Promise<void> => {
    const answer = await request(window.mailscope.app.revealStorage, {});
    if (!answer.ok) notifyFailure(answer.error);
  };
  return (
    <div className={styles.block}>
      <h3 className={styles.title}>{strings.storage}</h3>
      <p className={styles.text}>{strings.storageText}</p>
      {state.status === 'ready' && (
        <span className={styles.path} data-testid="storage-folder">
          <Copyable text={state.value.storageFolder} what={strings.folder} />
        </span>
      )}
      <Button size="small" onClick={() => void reveal()}>
        {strings.reveal}
      </Button>
    </div>
  );
}

function AboutContent(): React.JSX.Element {
  const { state, retry } = useAbout();
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} compact />;
  return <AboutFacts about={state.value} />;
}

function AboutFacts({ about }: { readonly about: About }): React.JSX.Element {
  const { versions, acknowledgements } = about;
  return (
    <>
      <div className={styles.block}>
        <Facts
          facts={[
            [strings.version, <Copyable key="version" text={versions.app} what={strings.version} />],
            [strings.runtime, `Electron ${versions.electron}, Chromium ${versions.chrome}, Node ${versions.node}`],
            [strings.licence, about.licence],
            [strings.folder, <Copyable key="folder" text={about.storageFolder} what={strings.folder} />],
          ]}
        />
      </div>
      {about.runtimeNote && <p className={styles.text}>{about.runtimeNote}</p>}
      <h3 className={styles.title}>{strings.licences}</h3>
      <div className={styles.licences} role="region" aria-label={strings.licences} tabIndex={0}>
        <ul>
          {acknowledgements.map((part) => (
            <li key={`${part.name}@${part.version}`}>
              {part.name} {part.version} – {part.licence}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
