import { useEffect, useMemo } from 'react';
import type { MenuCommand } from '../../shared/ipc/events';
import { openSignIn } from '../features/accounts/sign-in-actions';
import { navigate } from '../routing/hash-location';
import { OFFLINE_PATH, readinessPath, settingsPath } from '../routing/routes';
import { chooseTheme, closeReading, exportReport, openFileDialog, openSample, showDialog } from '../state/session-actions';
import { useViewStore } from '../state/view-store';
import { useCommands, useCommandStore, type Command } from './commands';
import { RAIL, sectionAddress } from './rail';
import { shellStrings as strings } from './strings';
import { usePlace } from './use-place';

function goTo(readingId: string): readonly Command[] {
  return RAIL.map(({ section, digit }) => ({
    id: `go-${section}`,
    title: strings.goTo(strings.sections[section]),
    shortcut: { key: digit, mod: true },
    run: () => navigate(sectionAddress(readingId, section, useViewStore.getState().places)),
  }));
}

const always: readonly Command[] = [
  { id: 'palette', title: strings.palette, shortcut: { key: 'k', mod: true }, run: () => togglePalette() },
  {
    id: 'open-file',
    title: strings.openFile,
    shortcut: { key: 'o', mod: true },
    keywords: 'json gz drop',
    run: () => void openFileDialog(),
  },
  { id: 'sign-in', title: strings.signIn, keywords: 'account tenant log in connect', run: () => openSignIn() },
  { id: 'readiness', title: strings.readiness, keywords: 'permissions roles scopes missing', run: () => navigate(readinessPath(null)) },
  { id: 'offline', title: strings.offline, keywords: 'script powershell without', run: () => navigate(OFFLINE_PATH) },
  {
    id: 'settings-accounts',
    title: strings.settingsAccounts,
    keywords: 'tenants sign out registration client id',
    run: () => navigate(settingsPath('accounts')),
  },
  {
    id: 'settings-powershell',
    title: strings.settingsPowerShell,
    keywords: 'module exchange',
    run: () => navigate(settingsPath('powershell')),
  },
  {
    id: 'settings-privacy',
    title: strings.settingsPrivacy,
    keywords: 'secrets stored keychain',
    run: () => navigate(settingsPath('privacy')),
  },
  { id: 'open-sample', title: strings.openSample, keywords: 'sample example', run: () => void openSample() },
  { id: 'go-start', title: strings.startPage, shortcut: { key: 'Home', alt: true }, keywords: 'recent readings', run: () => navigate('/') },
  { id: 'back', title: strings.back, shortcut: { key: 'ArrowLeft', alt: true }, run: () => window.history.back() },
  { id: 'forward', title: strings.forward, shortcut: { key: 'ArrowRight', alt: true }, run: () => window.history.forward() },
  { id: 'theme-system', title: strings.themeSystem, keywords: 'appearance colours', run: () => void chooseTheme('system') },
  { id: 'theme-light', title: strings.themeLight, keywords: 'appearance colours', run: () => void chooseTheme('light') },
  { id: 'theme-dark', title: strings.themeDark, keywords: 'appearance colours', run: () => void chooseTheme('dark') },
  {
    id: 'theme-contrast',
    title: strings.themeContrast,
    keywords: 'appearance colours accessibility',
    run: () => void chooseTheme('contrast'),
  },
  { id: 'settings', title: strings.settings, shortcut: { key: ',', mod: true }, run: () => navigate(settingsPath()) },
  { id: 'about', title: strings.about, keywords: 'version licence', run: () => showDialog('about') },
];

function togglePalette(): void {
  const { paletteOpen, setPaletteOpen } = useCommandStore.getState();
  setPaletteOpen(!paletteOpen);
}

function ofReading(readingId: string): readonly Command[] {
  return [
    ...goTo(readingId),
    {
      id: 'toggle-rail',
      title: strings.toggleRail,
      shortcut: { key: 'b', mod: true },
      run: () => useViewStore.setState((state) => ({ railCollapsed: !state.railCollapsed })),
    },
    {
      id: 'export-report',
      title: strings.exportHtml,
      shortcut: { key: 'e', mod: true, shift: true },
      keywords: 'save print',
      run: () => void exportReport(readingId, 'html'),
    },
    { id: 'export-markdown', title: strings.exportMarkdown, run: () => void exportReport(readingId, 'md') },
    { id: 'export-csv', title: strings.exportCsv, keywords: 'spreadsheet excel', run: () => void exportReport(readingId, 'csv') },
    { id: 'export-json', title: strings.exportJson, run: () => void exportReport(readingId, 'json') },
    {
      id: 'copy-address',
      title: strings.copyAddress,
      keywords: 'link route bookmark',
      run: () => void navigator.clipboard.writeText(window.location.href),
    },
    {
      id: 'close-reading',
      title: strings.closeReading,
      shortcut: { key: 'w', mod: true, shift: true },
      run: () => void closeReading(readingId),
    },
  ];
}

/** Runs a command of the native menu, whoever offers it; one that nobody offers now does nothing. */
function runOffered(id: MenuCommand): void {
  Object.values(useCommandStore.getState().offered)
    .flat()
    .find((command) => command.id === id)
    ?.run();
}

/** Offers the commands of the frame, and runs those that the native menu asks for. */
export function useFrameCommands(): void {
  const place = usePlace();
  const readingId = place.kind === 'section' ? place.readingId : null;
  const commands = useMemo(() => [...(readingId === null ? [] : ofReading(readingId)), ...always], [readingId]);
  useCommands('frame', commands);
  useEffect(() => window.mailscope.events.onMenuCommand(({ command }) => runOffered(command)), []);
}
