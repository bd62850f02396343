import { Button, Link, Tooltip } from '@fluentui/react-components';
import { BuildingRegular, DismissRegular, DocumentArrowRightRegular, PersonKeyRegular, type FluentIcon } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { formatExact, formatMoment, formatRelative } from '../../format/format';
import { forgetReading, openFileDialog, openReading, openSample } from '../../state/session-actions';
import { useAccounts } from '../../state/accounts-store';
import { useSessionStore } from '../../state/session-store';
import { AccountList } from '../accounts/account-list';
import { openSignIn } from '../accounts/sign-in-actions';
import { DEMO_START, startReading } from '../reading-run/run-actions';
import { isSample, type StoredReading } from '../reading-run/run-api';
import { useRunStore } from '../reading-run/run-store';
import { UnfinishedPlans } from '../plans/unfinished-plans';
import { UnfinishedList } from '../reading-run/unfinished-list';
import { TextLink } from '../../components/page';
import { HISTORY_PATH, OFFLINE_PATH } from '../../routing/routes';
import { tenantName } from '../../shell/tenant-name';
import { StatusPill } from '../../components/status-pill';
import { startStrings as strings } from './strings';
import styles from './start.module.css';

/** How do I begin? Three cards, the accounts at hand, and the readings of before. */
export function StartPage(): React.JSX.Element {
  const recent = useSessionStore((state) => state.recent).filter((reading) => reading.openedAt !== null);
  // A reading that runs can be left alone; opening a file takes a moment only.
  const busy = useSessionStore((state) => state.tasks.some((task) => task.address === undefined));
  const accounts = useAccounts().length;
  useEffect(() => {
    document.title = 'Mailscope';
  }, []);
  return (
    <div className={styles.page}>
      <div className={styles.inner}>
        <h1 className={styles.title}>{strings.title}</h1>
        <p className={styles.lead}>{strings.lead}</p>
        <div className={styles.cards}>
          <StartCard
            icon={PersonKeyRegular}
            title={strings.signInTitle}
            text={strings.signInText}
            action={accounts === 0 ? strings.signInAction : strings.signInAnother}
            busy={busy}
            onOpen={() => openSignIn()}
          />
          <DemoCard busy={busy} />
          <StartCard
            icon={DocumentArrowRightRegular}
            title={strings.fileTitle}
            text={strings.fileText}
            action={strings.fileAction}
            busy={busy}
            onOpen={() => void openFileDialog()}
          />
        </div>
        <p className={styles.sample}>
          {strings.sampleLead}{' '}
          <Link inline disabled={busy} onClick={() => void openSample()}>
            {strings.sample}
          </Link>
          <br />
          {strings.offlineLead}{' '}
          <TextLink inText href={`#${OFFLINE_PATH}`}>
            {strings.offline}
          </TextLink>
        </p>
        {accounts > 0 && (
          <>
            <h2 className={styles.recentTitle}>{strings.accounts}</h2>
            <AccountList />
          </>
        )}
        <UnfinishedPlans />
        <UnfinishedList />
        <div className={styles.recentHead}>
          <h2 className={styles.recentTitle}>{strings.recent}</h2>
          {recent.length > 0 && <TextLink href={`#${HISTORY_PATH}`}>{strings.history}</TextLink>}
        </div>
        {recent.length === 0 ? (
          <p className={styles.recentEmpty}>{strings.recentEmpty}</p>
        ) : (
          <ul className={styles.recent}>
            {recent.map((reading) => (
              <RecentItem key={reading.id} reading={reading} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** The living demo tenant, or the reading of it that runs. */
function DemoCard({ busy }: { readonly busy: boolean }): React.JSX.Element {
  const running = useRunStore((state) => state.run !== null);
  return (
    <StartCard
      icon={BuildingRegular}
      title={strings.demoTitle}
      text={strings.demoText}
      action={running ? strings.showRun : strings.demoAction}
      busy={busy}
      onOpen={() => void startReading(DEMO_START)}
    />
  );
}

interface StartCardProps {
  readonly icon: FluentIcon;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly busy: boolean;
  readonly onOpen: () => void;
}

function StartCard({ icon: Icon, title, text, action, busy, onOpen }: StartCardProps): React.JSX.Element {
  return (
    <button type="button" className={styles.card} onClick={onOpen} disabled={busy}>
      <Icon className={styles.cardIcon} aria-hidden="true" />
      <span className={styles.cardTitle}>{title}</span>
      <span className={styles.cardText}>{text}</span>
      <span className={styles.cardAction}>{action}</span>
    </button>
  );
}

function RecentItem({ reading }: { readonly reading: StoredReading }): React.JSX.Element {
  const missing = reading.coverage.missing + reading.coverage.partial;
  const name = tenantName(reading.tenant);
  const open = (): void => void (isSample(reading) ? openSample() : openReading(reading.id, reading.fileName, true));
  return (
    <li className={styles.recentItem}>
      <button type="button" className={styles.recentOpen} onClick={open}>
        <span className={styles.recentName}>{name}</span>
        <span className={styles.recentFact}>{reading.name ?? (reading.demo ? strings.demo : reading.fileName)}</span>
        <span className={styles.recentFact} title={formatExact(reading.collectedAt)}>
          {strings.collected(isSample(reading) ? formatMoment(reading.collectedAt) : formatRelative(reading.collectedAt, Date.now()))}
        </span>
        {missing > 0 ? <StatusPill tone="warning">{strings.missing(missing)}</StatusPill> : <span />}
      </button>
      {!isSample(reading) && (
        <Tooltip content={strings.forget(name)} relationship="label">
          <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={() => void forgetReading(reading.id)} />
        </Tooltip>
      )}
    </li>
  );
}
