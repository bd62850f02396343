import { Checkbox, Radio, RadioGroup } from '@fluentui/react-components';
import { chooseTheme } from '../../state/session-actions';
import { useSessionStore } from '../../state/session-store';
import { saveSettings, useSettings } from '../../state/settings-actions';
import { THEME_CHOICES, type ThemeChoice } from '../../theme/themes';
import { SettingsBlock } from './settings-block';
import { settingsStrings as strings } from './strings';

/** Theme, and what a start shows. */
export function GeneralSection(): React.JSX.Element {
  const theme = useSessionStore((state) => state.theme);
  const restore = useSettings()?.restoreLastView ?? true;
  return (
    <>
      <SettingsBlock title={strings.appearance}>
        <RadioGroup aria-label={strings.appearance} value={theme} onChange={(_, data) => void chooseTheme(data.value as ThemeChoice)}>
          {THEME_CHOICES.map((choice) => (
            <Radio key={choice} value={choice} label={strings.themes[choice]} />
          ))}
        </RadioGroup>
      </SettingsBlock>
      <SettingsBlock title={strings.start}>
        <Checkbox
          label={strings.restore}
          checked={restore}
          onChange={(_, data) => void saveSettings({ restoreLastView: data.checked === true })}
        />
      </SettingsBlock>
    </>
  );
}
