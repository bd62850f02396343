import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../shared/ipc/events';

/** One entry of a menu: a command of the app, or a role of the system. */
export type MenuEntry =
  | 'separator'
  | { readonly label: string; readonly command: MenuCommand; readonly accelerator?: string }
  | { readonly role: NonNullable<MenuItemConstructorOptions['role']>; readonly only?: 'mac' | 'others' };

/** The native menu. There is no entry for developer tools: a packaged app has none. */
export const MENU: readonly { readonly label: string; readonly items: readonly MenuEntry[] }[] = [
  {
    label: '&File',
    items: [
      { label: 'Sign In to a Tenant…', command: 'sign-in' },
      { label: 'Open a Collection File…', command: 'open-file', accelerator: 'CmdOrCtrl+O' },
      { label: 'Explore the Demo Tenant', command: 'read-demo' },
      { label: 'Open the Sample Reading', command: 'open-sample' },
      'separator',
      { label: 'Read Again', command: 'refresh', accelerator: 'F5' },
      { label: 'Export the Audit Report…', command: 'export-report', accelerator: 'CmdOrCtrl+Shift+E' },
      'separator',
      { label: 'Close the Reading', command: 'close-reading', accelerator: 'CmdOrCtrl+Shift+W' },
      { label: 'Settings', command: 'settings', accelerator: 'CmdOrCtrl+,' },
      'separator',
      { role: 'close', only: 'mac' },
      { role: 'quit', only: 'others' },
    ],
  },
  {
    label: '&Edit',
    items: [{ role: 'undo' }, { role: 'redo' }, 'separator', { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
  },
  {
    label: '&View',
    items: [
      { label: 'Commands and Search', command: 'palette', accelerator: 'CmdOrCtrl+K' },
      'separator',
      { label: 'Theme: Like the System', command: 'theme-system' },
      { label: 'Theme: Light', command: 'theme-light' },
      { label: 'Theme: Dark', command: 'theme-dark' },
      { label: 'Theme: High Contrast', command: 'theme-contrast' },
      'separator',
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'resetZoom' },
      { role: 'togglefullscreen' },
    ],
  },
  {
    label: '&Go',
    items: [
      { label: 'Back', command: 'back', accelerator: 'Alt+Left' },
      { label: 'Forward', command: 'forward', accelerator: 'Alt+Right' },
      'separator',
      { label: 'Start', command: 'go-start' },
      { label: 'Overview', command: 'go-overview' },
      { label: 'Apps', command: 'go-apps' },
      { label: 'Who Reaches', command: 'go-who' },
      { label: 'Findings', command: 'go-findings' },
      { label: 'Credentials', command: 'go-credentials' },
      { label: 'Policies', command: 'go-policies' },
      { label: 'Coverage', command: 'go-reading' },
      { label: 'History of Readings', command: 'history' },
      { label: 'Plans', command: 'plans' },
      'separator',
      { label: 'Readiness', command: 'readiness' },
      { label: 'Collect Offline', command: 'offline' },
    ],
  },
  { label: '&Window', items: [{ role: 'minimize' }, { role: 'zoom', only: 'mac' }, { role: 'front', only: 'mac' }] },
  { label: '&Help', items: [{ label: 'About Mailscope', command: 'about' }] },
];
