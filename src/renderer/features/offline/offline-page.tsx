import { Button } from '@fluentui/react-components';
import { Page, PageBody, PageHeader, PageSection } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { CommandLine, ScriptBlock } from '../../components/script-block';
import { ErrorState, LoadingState } from '../../components/states';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { navigate } from '../../routing/hash-location';
import { PLANS_PATH } from '../../routing/routes';
import { saveFile } from '../../state/save-file';
import { openFileDialog } from '../../state/session-actions';
import { collectorCommands } from './collector-commands';
import { offlineStrings as strings } from './strings';
import styles from './offline.module.css';

/** How do I do this without the tool in production? */
export function OfflinePage(): React.JSX.Element {
  const { state, retry } = useAnswer('collector', (signal) => request(window.mailscope.collector.text, {}, { signal }));
  return (
    <Page>
      <PageHeader title={strings.title} />
      <PageBody label={strings.title}>
        <p className={styles.lead}>{strings.lead}</p>
        <PageSection title={strings.readsTitle}>
          <ul className={styles.list}>
            {strings.reads.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </PageSection>
        <PageSection title={strings.scriptTitle} note={strings.scriptText}>
          {state.status === 'loading' && <LoadingState />}
          {state.status === 'error' && <ErrorState error={state.error} onRetry={retry} compact />}
          {state.status === 'ready' && (
            <ScriptBlock
              {...state.value}
              onSave={() => void saveFile((requestId) => request(window.mailscope.collector.save, {}, { requestId }))}
            />
          )}
        </PageSection>
        <HowToRun fileName={state.value?.fileName ?? null} />
        <PageSection title={strings.openTitle} note={strings.openText}>
          <Button onClick={() => void openFileDialog()}>{strings.open}</Button>
        </PageSection>
        <PageSection title={strings.plansTitle} note={strings.plansText}>
          <Button onClick={() => navigate(PLANS_PATH)}>{strings.plansOpen}</Button>
        </PageSection>
        <Commands />
      </PageBody>
    </Page>
  );
}

function HowToRun({ fileName }: { readonly fileName: string | null }): React.JSX.Element {
  const { install, run } = collectorCommands(fileName);
  return (
    <PageSection title={strings.runTitle} note={strings.runText}>
      <p className={styles.text}>{strings.runFirst}</p>
      <CommandLine command={install} what={strings.runFirst} />
      <p className={styles.text}>{strings.runScript}</p>
      <CommandLine command={run} what={strings.runScript} />
    </PageSection>
  );
}

function Commands(): React.JSX.Element {
  return (
    <PageSection title={strings.commandsTitle} note={strings.commandsText}>
      <PlainTable heads={[strings.columnWhat, strings.columnCheckout, strings.columnInstalled]}>
        {strings.commands.map(([what, command]) => (
          <tr key={what}>
            <td>{what}</td>
            <td>
              <CommandLine command={`${strings.checkout} ${command}`} what={`${what}, ${strings.columnCheckout}`} />
            </td>
            <td>
              <CommandLine command={`${strings.installed} ${command}`} what={`${what}, ${strings.columnInstalled}`} />
            </td>
          </tr>
        ))}
      </PlainTable>
    </PageSection>
  );
}
