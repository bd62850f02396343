import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../shared/ipc/events';
import { MENU } from './menu-table';

/** Builds the native menu from its table. Commands travel to the renderer, which has the same ones in its palette. */
export function setMenu(run: (command: MenuCommand) => void): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = MENU.map((menu) => ({
    label: menu.label,
    submenu: menu.items
      .filter((item) => (item !== 'separator' && 'role' in item ? item.only === undefined || (item.only === 'mac') === isMac : true))
      .map((item): MenuItemConstructorOptions => {
        if (item === 'separator') return { type: 'separator' };
        if ('role' in item) return { role: item.role };
        return {
          label: item.label,
          click: () => run(item.command),
          // Shown here, run by the page, which knows what is on show. (macOS offers the key to the page first.)
          ...(item.accelerator ? { accelerator: item.accelerator, registerAccelerator: false } : {}),
        };
      }),
  }));
  if (isMac) template.unshift({ label: app.name, role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
