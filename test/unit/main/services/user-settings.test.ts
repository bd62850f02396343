import { describe, expect, it } from 'vitest';
import type { Theme } from '../../../../src/shared/ipc/common-shapes';
import type { UserSettings } from '../../../../src/shared/ipc/contract';
import type { DesktopPort } from '../../../../src/main/ports/desktop';
import { DEFAULT_SETTINGS, Settings } from '../../../../src/main/services/user-settings';
import { FakeEvents } from '../../../support/fakes';

function settings(): { settings: Settings; applied: Theme[]; kept: UserSettings[]; events: FakeEvents } {
  const applied: Theme[] = [];
  const kept: UserSettings[] = [];
  const events = new FakeEvents();
  const desktop = {
    applyTheme: (theme: Theme) => void applied.push(theme),
    systemColours: () => ({ dark: true, contrast: false }),
  } as unknown as DesktopPort;
  let current = DEFAULT_SETTINGS;
  const value = {
    get current() {
      return current;
    },
    note: null,
    set: (next: UserSettings) => {
      current = next;
      kept.push(next);
      return Promise.resolve(true);
    },
  };
  return { settings: new Settings(value, desktop, events), applied, kept, events };
}

describe('settings', () => {
  it('apply the kept theme at start', () => {
    expect(settings().applied).toEqual(['system']);
  });

  it('change what is named and leave the rest', async () => {
    const { settings: held, kept } = settings();
    await held.change({ restoreLastView: false });
    const expected = { ...DEFAULT_SETTINGS, theme: 'dark', restoreLastView: false };
    expect(await held.change({ theme: 'dark' })).toEqual({ ok: true, value: expected });
    expect(kept[kept.length - 1]).toEqual(expected);
  });

  it('tell the pages when the theme changes, and only then', async () => {
    const { settings: held, events } = settings();
    await held.change({ restoreLastView: false });
    expect(events.sent).toEqual([]);
    await held.change({ theme: 'dark' });
    expect(events.sent).toEqual([{ name: 'themeChanged', payload: { theme: 'dark', systemDark: true, systemContrast: false } }]);
  });
});
