import { Button, Radio, RadioGroup, Spinner } from '@fluentui/react-components';
import type { PowerShellState } from '../../../shared/ipc/powershell-shapes';
import { ErrorState, LoadingState } from '../../components/states';
import { saveSettings, useSettings } from '../../state/settings-actions';
import { PowerShellHostCard, Problem } from './powershell-host';
import { SettingsBlock } from './settings-block';
import { settingsStrings as strings } from './strings';
import { usePowerShell } from './use-powershell';
import styles from './settings.module.css';

const SIGN_INS = ['auto', 'token', 'module'] as const;

/** Which PowerShell is used, what stands in its way, and how Exchange Online is signed in to. */
export function PowerShellSection(): React.JSX.Element {
  const { state, look, use, choose, choosing } = usePowerShell();
  const exchangeSignIn = useSettings()?.exchangeSignIn ?? 'auto';
  return (
    <>
      <SettingsBlock title={strings.hosts} text={strings.hostsText}>
        {state.status === 'loading' && <LoadingState label={strings.looking} />}
        {state.status === 'error' && <ErrorState error={state.error} onRetry={look} compact />}
        {state.status === 'ready' && <Hosts found={state.value} onUse={use} />}
        {choosing && (
          <div className={styles.buttons} role="status">
            <Spinner size="tiny" aria-hidden="true" />
            {strings.trying}
          </div>
        )}
        <div className={styles.buttons}>
          <Button disabledFocusable={choosing} onClick={() => void choose()}>
            {strings.chooseHost}
          </Button>
          <Button onClick={look}>{strings.lookAgain}</Button>
        </div>
      </SettingsBlock>
      <SettingsBlock title={strings.exchange} text={strings.exchangeText}>
        <RadioGroup
          aria-label={strings.exchange}
          value={exchangeSignIn}
          onChange={(_, data) => void saveSettings({ exchangeSignIn: SIGN_INS.find((way) => way === data.value) ?? 'auto' })}
        >
          {SIGN_INS.map((way) => (
            <Radio
              key={way}
              value={way}
              label={
                <span className={styles.choice}>
                  {strings.exchangeWays[way]}
                  <span className={styles.note}>{strings.exchangeWayTexts[way]}</span>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </SettingsBlock>
    </>
  );
}

interface HostsProps {
  readonly found: PowerShellState;
  readonly onUse: (path: string | null) => Promise<void>;
}

function Hosts({ found, onUse }: HostsProps): React.JSX.Element {
  const chosen = useSettings()?.powerShellPath ?? null;
  return (
    <>
      {found.problem && <Problem problem={found.problem} />}
      {found.hosts.length > 0 && (
        <ul className={styles.hosts} aria-label={strings.hosts}>
          {found.hosts.map((host) => (
            <PowerShellHostCard
              key={host.path}
              host={host}
              used={host.path === found.used}
              onUse={host.problems.some((problem) => problem.blocking) ? null : () => void onUse(host.path)}
            />
          ))}
        </ul>
      )}
      {chosen !== null && (
        <p className={styles.text}>
          {strings.hostChosen}{' '}
          <Button size="small" onClick={() => void onUse(null)}>
            {strings.useBest}
          </Button>
        </p>
      )}
    </>
  );
}
