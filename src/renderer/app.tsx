import { FluentProvider } from '@fluentui/react-components';
import { useEffect } from 'react';
import { Router } from 'wouter';
import { useHashPath, useHashSearch } from './routing/hash-location';
import { Frame } from './shell/frame';
import { ErrorBoundary } from './shell/error-boundary';
import { BootFailure } from './shell/boot-failure';
import { followEvents } from './state/session-actions';
import { useSessionStore } from './state/session-store';
import { fluentTheme, resolveTheme } from './theme/themes';
import { useSystemPreference } from './theme/use-system-preference';

/** The whole window: theme, routes, frame. */
export function App(): React.JSX.Element {
  const choice = useSessionStore((state) => state.theme);
  const app = useSessionStore((state) => state.app);
  const failure = useSessionStore((state) => state.bootFailure);
  const system = useSystemPreference();
  const systemContrast = useSessionStore((state) => state.systemContrast);
  const theme = resolveTheme(choice, { dark: system.dark, forcedColors: system.forcedColors || (systemContrast && choice === 'system') });
  useEffect(() => followEvents(), []);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark';
  }, [theme]);
  return (
    <FluentProvider theme={fluentTheme(theme)}>
      <ErrorBoundary>
        <Router hook={useHashPath} searchHook={useHashSearch}>
          {failure ? <BootFailure failure={failure} /> : app ? <Frame /> : null}
        </Router>
      </ErrorBoundary>
    </FluentProvider>
  );
}
