import { describe, expect, it } from 'vitest';
import { MENU } from '../../../../../src/main/adapters/electron/menu-table';
import { MENU_COMMANDS } from '../../../../../src/shared/ipc/events';

const entries = MENU.flatMap((menu) => menu.items).filter((item) => item !== 'separator');
const commands = entries.flatMap((item) => ('command' in item ? [item] : []));

describe('the native menu', () => {
  it('offers every command once', () => {
    expect(commands.map((item) => item.command).sort()).toEqual([...MENU_COMMANDS].sort());
  });

  it('gives no two commands the same key', () => {
    const keys = commands.flatMap((item) => item.accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has no developer tools and no reload', () => {
    const roles = entries.flatMap((item) => ('role' in item ? [item.role] : []));
    expect(roles).not.toEqual(expect.arrayContaining(['toggleDevTools']));
    expect(roles).not.toEqual(expect.arrayContaining(['reload']));
  });
});
