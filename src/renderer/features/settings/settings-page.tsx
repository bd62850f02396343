import { Tab, TabList } from '@fluentui/react-components';
import { Page, PageBody, PageHeader } from '../../components/page';
import { readChoice } from '../../routing/list-query';
import { SETTINGS_SECTIONS, type SettingsSection } from '../../routing/routes';
import { useRouteQuery } from '../../routing/use-route-query';
import { useNarrowWindow } from '../../shell/use-narrow-window';
import { AboutSection } from './about-section';
import { AccountsSection } from './accounts-section';
import { GeneralSection } from './general-section';
import { PowerShellSection } from './powershell-section';
import { PrivacySection } from './privacy-section';
import { settingsStrings as strings } from './strings';
import styles from './settings.module.css';

const CONTENT: Readonly<Record<SettingsSection, () => React.JSX.Element>> = {
  general: GeneralSection,
  accounts: AccountsSection,
  powershell: PowerShellSection,
  privacy: PrivacySection,
  about: AboutSection,
};

/** What can be chosen, section by section. */
export function SettingsPage(): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const narrow = useNarrowWindow();
  const section = readChoice(query['section'], SETTINGS_SECTIONS) ?? 'general';
  const Content = CONTENT[section];
  return (
    <Page>
      <PageHeader title={strings.title} />
      <div className={styles.page}>
        <TabList
          className={styles.tabs}
          vertical={!narrow}
          selectedValue={section}
          onTabSelect={(_, data) => change({ section: data.value === 'general' ? undefined : String(data.value) })}
        >
          {SETTINGS_SECTIONS.map((name) => (
            <Tab key={name} value={name}>
              {strings.sections[name]}
            </Tab>
          ))}
        </TabList>
        <PageBody key={section} label={strings.sections[section]}>
          <div className={styles.content}>
            <Content />
          </div>
        </PageBody>
      </div>
    </Page>
  );
}
