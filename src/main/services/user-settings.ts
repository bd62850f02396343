import { DEMO_CLIENT } from '../../shared/domain/clouds/demo-client';
import { ok, type Result } from '../../shared/domain/result';
import type { UserSettings } from '../../shared/ipc/contract';
import type { Failure } from '../../shared/ipc/envelope';
import type { DesktopPort } from '../ports/desktop';
import type { EventsPort } from '../ports/events';
import type { KeptValue } from '../ports/kept-value';

/** What holds before the user chooses anything. */
export const DEFAULT_SETTINGS: UserSettings = {
  theme: 'system',
  restoreLastView: true,
  ownClients: [{ ...DEMO_CLIENT }],
  exchangeSignIn: 'auto',
  powerShellPath: null,
};

/** The settings: kept, and applied at once. */
export class Settings {
  constructor(
    private readonly kept: KeptValue<UserSettings>,
    private readonly desktop: DesktopPort,
    private readonly events: EventsPort,
  ) {
    desktop.applyTheme(kept.current.theme);
  }

  /** What is chosen now. */
  get current(): UserSettings {
    return this.kept.current;
  }

  /** Changes some settings and answers all of them. */
  async change(changes: { readonly [Name in keyof UserSettings]?: UserSettings[Name] | undefined }): Promise<
    Result<UserSettings, Failure>
  > {
    const { theme } = this.kept.current;
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const next: UserSettings = { ...this.kept.current, ...Object.fromEntries(given) };
    await this.kept.set(next);
    if (next.theme !== theme) {
      this.desktop.applyTheme(next.theme);
      this.announceColours();
    }
    return ok(next);
  }

  /** Tells the pages which colours hold: the system's changed, or the user chose. */
  announceColours(): void {
    const { dark, contrast } = this.desktop.systemColours();
    this.events.send('themeChanged', { theme: this.kept.current.theme, systemDark: dark, systemContrast: contrast });
  }
}
