import {
  AppsListRegular,
  CertificateRegular,
  DatabaseSearchRegular,
  DataPieRegular,
  MailReadRegular,
  ShieldTaskRegular,
  PanelLeftContractRegular,
  PanelLeftExpandRegular,
  WarningRegular,
  type FluentIcon,
} from '@fluentui/react-icons';
import { formatNumber } from '../format/format';
import { sectionPath, type RailSection, type Section } from '../routing/routes';
import { useOpenReading } from '../state/session-store';
import { useViewStore } from '../state/view-store';
import { useNarrowWindow } from './use-narrow-window';
import { shellStrings as strings } from './strings';
import styles from './frame.module.css';

/** The sections of the rail in their order, with the digit of their shortcut. */
export const RAIL: readonly { readonly section: RailSection; readonly icon: FluentIcon; readonly digit: string }[] = [
  { section: 'overview', icon: DataPieRegular, digit: '1' },
  { section: 'apps', icon: AppsListRegular, digit: '2' },
  { section: 'who', icon: MailReadRegular, digit: '3' },
  { section: 'findings', icon: WarningRegular, digit: '4' },
  { section: 'credentials', icon: CertificateRegular, digit: '5' },
  { section: 'policies', icon: ShieldTaskRegular, digit: '6' },
  { section: 'reading', icon: DatabaseSearchRegular, digit: '7' },
];

/** The address of a section: where one left it, or its beginning. */
export function sectionAddress(readingId: string, section: Section, places: Readonly<Record<string, string>>): string {
  return places[`${readingId}/${section}`] ?? sectionPath(readingId, section);
}

/** The left rail: icon and word per section; collapsed, the icon alone with the word as its name. */
export function Rail({ readingId, current }: { readonly readingId: string; readonly current: Section }): React.JSX.Element {
  const narrow = useNarrowWindow();
  const chosen = useViewStore((state) => state.railCollapsed);
  const collapsed = narrow || chosen;
  const setCollapsed = useViewStore((state) => state.setRailCollapsed);
  const places = useViewStore((state) => state.places);
  const reading = useOpenReading(readingId);
  const counts: Partial<Record<Section, number>> = reading
    ? {
        apps: reading.figures.apps,
        who: reading.figures.mailboxes,
        findings: Object.values(reading.figures.findings).reduce((sum, count) => sum + count, 0),
      }
    : {};
  return (
    <nav className={`${styles.rail} ${collapsed ? styles.railCollapsed : ''}`} aria-label={strings.navigation}>
      {RAIL.map(({ section, icon: Icon }) => {
        const here = section === current;
        const word = strings.sections[section];
        const count = counts[section];
        // On the section itself the item leads back to its beginning, elsewhere to where it was left.
        const address = here ? sectionPath(readingId, section) : sectionAddress(readingId, section, places);
        return (
          <a
            key={section}
            href={`#${address}`}
            className={`${styles.railItem} ${here ? styles.railCurrent : ''}`}
            aria-current={here ? 'page' : undefined}
            aria-label={collapsed ? word : undefined}
            title={collapsed ? word : undefined}
          >
            <Icon className={styles.railIcon} aria-hidden="true" />
            {!collapsed && word}
            {!collapsed && count !== undefined && count > 0 && <span className={styles.railBadge}>{formatNumber(count)}</span>}
          </a>
        );
      })}
      {!narrow && (
        <button
          type="button"
          className={`${styles.railItem} ${styles.railFoot}`}
          onClick={() => setCollapsed(!collapsed)}
          aria-label={collapsed ? strings.expandRail : strings.collapseRail}
          title={collapsed ? strings.expandRail : strings.collapseRail}
        >
          {collapsed ? (
            <PanelLeftExpandRegular className={styles.railIcon} aria-hidden="true" />
          ) : (
            <PanelLeftContractRegular className={styles.railIcon} aria-hidden="true" />
          )}
        </button>
      )}
    </nav>
  );
}
