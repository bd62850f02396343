import { Button } from '@fluentui/react-components';
import type { FeatureReadiness } from '../../../shared/ipc/readiness-shapes';
import { Copyable, CopyButton } from '../../components/copyable';
import { openLink } from '../../state/open-link';
import { askPermissions, signInAgain } from '../accounts/permission-actions';
import { actionOf } from './readiness-view';
import { StateMark } from './state-mark';
import { readinessStrings as strings } from './strings';
import styles from './readiness.module.css';

type Lack = FeatureReadiness['lacks'][number];

interface FeatureListProps {
  readonly features: readonly FeatureReadiness[];
  /** Null: nobody can be asked for anything. */
  readonly accountId: string | null;
}

/** Every feature with its state, and what is missing: what follows from it, and what can be done. */
export function FeatureList({ features, accountId }: FeatureListProps): React.JSX.Element {
  return (
    <ul className={styles.features}>
      {features.map((feature) => (
        <li key={feature.id} className={styles.feature} data-feature={feature.id} data-state={feature.state}>
          <div className={styles.featureHead}>
            <h3 className={styles.featureName}>{feature.label}</h3>
            <StateMark state={feature.state} />
          </div>
          <div className={styles.featureBody}>
            <p className={styles.why}>{feature.why}</p>
            {feature.lacks.length > 0 && (
              <ul className={styles.lacks}>
                {feature.lacks.map((lack) => (
                  <LackItem key={lack.what} lack={lack} accountId={accountId} />
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function LackItem({ lack, accountId }: { readonly lack: Lack; readonly accountId: string | null }): React.JSX.Element {
  return (
    <li className={styles.lack} data-lack={lack.kind}>
      <p className={styles.what}>{lack.what}</p>
      <p className={styles.consequence}>
        {strings.without}
        {lack.consequence}
      </p>
      <p className={styles.remedy}>{lack.remedy.text}</p>
      <RemedyAction lack={lack} accountId={accountId} />
    </li>
  );
}

function RemedyAction({ lack, accountId }: { readonly lack: Lack; readonly accountId: string | null }): React.JSX.Element | null {
  const action = actionOf(lack);
  switch (action?.kind) {
    case 'signIn':
      return accountId === null ? null : (
        <Button size="small" onClick={() => signInAgain(accountId)}>
          {strings.signInAgain}
        </Button>
      );
    case 'consent':
      return accountId === null ? null : (
        <Button size="small" onClick={() => askPermissions(accountId, [action.feature])}>
          {strings.askFor}
        </Button>
      );
    case 'link':
      return (
        <span className={styles.actions}>
          <Button size="small" onClick={() => void openLink(action.address)} title={action.address}>
            {strings.openLink}
          </Button>
          <CopyButton text={action.address} label={strings.copyLink} withWord />
        </span>
      );
    case 'command':
      return <Copyable text={action.command} what={strings.command} />;
    case undefined:
      return null;
  }
}
