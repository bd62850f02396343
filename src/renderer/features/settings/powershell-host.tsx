import { Button } from '@fluentui/react-components';
import type { PowerShellState } from '../../../shared/ipc/powershell-shapes';
import { Copyable } from '../../components/copyable';
import { Facts } from '../../components/page';
import { StatusPill } from '../../components/status-pill';
import { settingsStrings as strings } from './strings';
import styles from './settings.module.css';

type Host = PowerShellState['hosts'][number];

interface PowerShellHostCardProps {
  readonly host: Host;
  readonly used: boolean;
  /** Null where it cannot be used. */
  readonly onUse: (() => void) | null;
}

/** One PowerShell: where it is, its module, and what stands in its way. */
export function PowerShellHostCard({ host, used, onUse }: PowerShellHostCardProps): React.JSX.Element {
  const name = strings.hostName(host.edition, host.version);
  return (
    <li className={styles.host}>
      <div className={styles.hostHead}>
        <strong>{name}</strong>
        {used && <StatusPill tone="strong">{strings.hostUsed}</StatusPill>}
        {onUse === null && <StatusPill tone="warning">{strings.hostUnusable}</StatusPill>}
        {!used && onUse && (
          <Button size="small" aria-label={strings.useHostNamed(name)} onClick={onUse}>
            {strings.useHost}
          </Button>
        )}
      </div>
      <Facts
        facts={[
          [strings.path, <Copyable key="path" text={host.path} what={strings.path} />],
          [strings.module, host.moduleVersions.length > 0 ? host.moduleVersions.join(', ') : strings.moduleMissing],
          [strings.policy, host.executionPolicy ?? strings.unknown],
          [strings.language, host.languageMode ?? strings.unknown],
        ]}
      />
      {host.problems.map((problem) => (
        <Problem key={problem.message} problem={problem} />
      ))}
    </li>
  );
}

interface ProblemProps {
  readonly problem: Pick<Host['problems'][number], 'message' | 'next' | 'command'>;
}

/** What stands in the way: sentence, next step, and a command to copy where one helps. */
export function Problem({ problem }: ProblemProps): React.JSX.Element {
  return (
    <div className={styles.problem}>
      <p className={styles.problemText}>
        <strong>{problem.message}</strong> {problem.next}
      </p>
      {problem.command && (
        <p className={styles.command}>
          <Copyable text={problem.command} what={strings.command} />
        </p>
      )}
    </div>
  );
}
