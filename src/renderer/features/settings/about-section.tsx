import type { About } from '../../../shared/ipc/contract';
import { Copyable } from '../../components/copyable';
import { Facts } from '../../components/page';
import { ErrorState, LoadingState } from '../../components/states';
import { settingsStrings as strings } from './strings';
import { useAbout } from './use-about';
import styles from './settings.module.css';

/** Version, runtime, licence, and the licences of the parts. */
export function AboutSection(): React.JSX.Element {
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
