import {
  Badge,
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { ChevronDownRegular, PersonAccountsRegular, SearchRegular, TaskListSquareLtrRegular, SettingsRegular } from '@fluentui/react-icons';
import type { ReadingSummary } from '../../shared/ipc/reading-shapes';
import { Logo } from '../components/logo';
import { unfinishedPlans } from '../features/plans/plan-actions';
import { usePlansStore } from '../features/plans/plans-store';
import { planStrings } from '../features/plans/strings';
import { AccountMenu } from '../features/accounts/account-menu';
import { accountTenant } from '../features/accounts/account-words';
import { accountStrings } from '../features/accounts/strings';
import { resumeReading, startReading } from '../features/reading-run/run-actions';
import { isSample } from '../features/reading-run/run-api';
import { useRunStore } from '../features/reading-run/run-store';
import { runStrings } from '../features/reading-run/strings';
import { useTarget } from '../features/reading-run/use-target';
import { formatCount, formatMoment } from '../format/format';
import { cloudWord } from '../format/words';
import { navigate } from '../routing/hash-location';
import { HISTORY_PATH, PLANS_PATH, sectionPath, settingsPath, type Place } from '../routing/routes';
import { useAccounts } from '../state/accounts-store';
import { closeReading, openFileDialog, openReading, openSample } from '../state/session-actions';
import { useOpenReading, useSessionStore } from '../state/session-store';
import { isMac, useCommandStore } from './commands';
import { ariaShortcut, shortcutText } from './shortcuts';
import { shellStrings as strings } from './strings';
import { tenantName } from './tenant-name';
import styles from './frame.module.css';

const PALETTE_KEY = { key: 'k', mod: true } as const;
const RECENT_SHOWN = 8;

/** The top bar: product, tenant with its badges, reading picker, palette, settings. */
export function TopBar({ place }: { readonly place: Place }): React.JSX.Element {
  const readingId = place.kind === 'section' ? place.readingId : null;
  const reading = useOpenReading(readingId);
  const setPaletteOpen = useCommandStore((state) => state.setPaletteOpen);
  return (
    <header className={styles.top}>
      <a className={styles.brand} href="#/" title={strings.startPage}>
        <Logo className={styles.logo} />
        <span className={styles.product}>{strings.product}</span>
      </a>
      {reading ? <TenantSwitcher reading={reading} /> : <AccountSwitcher />}
      {reading && <ReadingPicker reading={reading} />}
      <span className={styles.space} />
      <PlansButton />
      <Button
        className={styles.searchButton}
        appearance="outline"
        icon={<SearchRegular />}
        aria-keyshortcuts={ariaShortcut(PALETTE_KEY, isMac)}
        onClick={() => setPaletteOpen(true)}
      >
        <span className={styles.searchText}>{strings.paletteButton}</span>
        <span className={styles.key} aria-hidden="true">
          {shortcutText(PALETTE_KEY, isMac)}
        </span>
      </Button>
      <Tooltip content={strings.settings} relationship="label">
        <Button appearance="subtle" icon={<SettingsRegular />} onClick={() => navigate(settingsPath())} />
      </Tooltip>
    </header>
  );
}

/** The changes that are under way, wherever one is; nothing where there are none. */
function PlansButton(): React.JSX.Element | null {
  const plans = usePlansStore((state) => state.plans);
  const open = unfinishedPlans(plans);
  if (open.length === 0) return null;
  const needy = open.some(({ state }) => state === 'needs-you' || state === 'failed');
  const text = planStrings.topBar(formatCount(open.length, 'plan', 'plans'));
  return (
    <Button
      className={styles.plans}
      appearance="subtle"
      size="small"
      icon={<TaskListSquareLtrRegular />}
      title={planStrings.showPlans}
      onClick={() => navigate(PLANS_PATH)}
    >
      <span className={needy ? styles.needy : undefined}>{text}</span>
    </Button>
  );
}

/** The tenants and accounts at hand, while no reading is on show. */
function AccountSwitcher(): React.JSX.Element {
  const first = useAccounts()[0];
  const name = first ? accountTenant(first) : accountStrings.notSignedIn;
  return (
    <AccountMenu>
      <Button
        className={styles.switcher}
        appearance="subtle"
        size="small"
        icon={<PersonAccountsRegular />}
        aria-label={accountStrings.menuLabel(name)}
      >
        <span className={styles.pickerText}>{name}</span>
      </Button>
    </AccountMenu>
  );
}

/** The tenant on show with its badges; its name opens the tenants and accounts at hand. */
function TenantSwitcher({ reading }: { readonly reading: ReadingSummary }): React.JSX.Element {
  const { tenant } = reading;
  const name = tenantName(tenant);
  return (
    <span className={styles.tenant}>
      <AccountMenu>
        <Button
          className={styles.switcher}
          appearance="subtle"
          size="small"
          icon={<ChevronDownRegular />}
          iconPosition="after"
          title={tenant.defaultDomain ?? tenant.id}
          aria-label={accountStrings.menuLabel(name)}
        >
          <strong className={styles.tenantName}>{name}</strong>
        </Button>
      </AccountMenu>
      {tenant.cloud && (
        <Badge className={styles.cloud} appearance="outline" color="informative">
          {cloudWord(tenant.cloud)}
        </Badge>
      )}
      {reading.demo && (
        <Badge appearance="filled" color="brand">
          {strings.demo}
        </Badge>
      )}
    </span>
  );
}

function pickerText(reading: ReadingSummary): string {
  const missing = reading.coverage.missing + reading.coverage.partial;
  const when = reading.name ?? strings.readingOf(formatMoment(reading.collectedAt));
  return `${when} · ${missing > 0 ? strings.sourcesMissing(missing) : strings.complete}`;
}

function ReadingPicker({ reading }: { readonly reading: ReadingSummary }): React.JSX.Element {
  const recent = useSessionStore((state) => state.recent);
  const running = useRunStore((state) => state.run !== null);
  const interrupted = useRunStore((state) => state.unfinished);
  const unfinished = running ? [] : interrupted;
  const target = useTarget(reading.id);
  const others = recent.filter((other) => other.id !== reading.id).slice(0, RECENT_SHOWN);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={styles.picker}
          appearance="subtle"
          size="small"
          icon={<ChevronDownRegular />}
          iconPosition="after"
          title={reading.fileName}
        >
          <span className={styles.pickerText}>{pickerText(reading)}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => navigate(sectionPath(reading.id, 'reading'))}>{strings.aboutReading}</MenuItem>
          {target && (
            <MenuItem onClick={() => void startReading({ target, mailboxPermissions: 'shared', resume: null })}>
              {runStrings.refresh}
            </MenuItem>
          )}
          {unfinished.map((run) => (
            <MenuItem key={run.runId} onClick={() => void resumeReading(run.runId)}>
              {runStrings.resumeNamed(runStrings.unfinishedName(run.tenantName))}
            </MenuItem>
          ))}
          {others.length > 0 && (
            <>
              <MenuDivider />
              <MenuGroup>
                <MenuGroupHeader>{strings.recentReadings}</MenuGroupHeader>
                {others.map((other) => (
                  <MenuItem
                    key={other.id}
                    secondaryContent={other.name ?? (isSample(other) ? strings.demo : formatMoment(other.collectedAt))}
                    onClick={() => void (isSample(other) ? openSample() : openReading(other.id, other.fileName, true))}
                  >
                    {tenantName(other.tenant)}
                  </MenuItem>
                ))}
              </MenuGroup>
            </>
          )}
          <MenuDivider />
          <MenuItem onClick={() => navigate(HISTORY_PATH)}>{runStrings.history}</MenuItem>
          <MenuItem onClick={() => void openFileDialog()}>{strings.openFile}</MenuItem>
          <MenuItem onClick={() => void closeReading(reading.id)}>{strings.closeReading}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
