import type { Result } from '../../shared/domain/result';
import type { AppState, UiState, UserSettings } from '../../shared/ipc/contract';
import type { Failure } from '../../shared/ipc/envelope';
import type { ReadingSummary } from '../../shared/ipc/reading-shapes';
import type { ClockPort } from '../ports/clock';
import type { DesktopPort } from '../ports/desktop';
import type { ReadingLibrary } from './reading-library';

/** What never changes while the app runs. */
export interface Identity {
  readonly versions: AppState['versions'];
  readonly platform: AppState['platform'];
  readonly packaged: boolean;
  readonly runtimeNote: string | null;
}

/** What the page needs before it draws anything. */
export interface StartStateParts {
  readonly identity: Identity;
  readonly library: ReadingLibrary;
  readonly desktop: DesktopPort;
  readonly clock: ClockPort;
  readonly settings: () => UserSettings;
  readonly ui: () => UiState;
  readonly notes: readonly string[];
  /** What the start asks to be read. */
  readonly startTarget: AppState['startTarget'];
  /** The outcome of opening what the start asked for; null where it asked for nothing. */
  readonly initial: () => Promise<Result<ReadingSummary, Failure> | null>;
}

/** A small file is open by then, so that the page need not show the start first; nobody looks at an empty window for longer. */
const PATIENCE = 800;

/** Answers what the page needs before it draws anything. */
export async function startState(parts: StartStateParts): Promise<AppState> {
  const initial = await Promise.race([parts.initial(), parts.clock.sleep(PATIENCE).then(() => 'pending' as const)]);
  const { readings, notes } = await parts.library.list();
  const colours = parts.desktop.systemColours();
  const settings = parts.settings();
  const outcome = initial === 'pending' ? null : initial;
  return {
    ...parts.identity,
    theme: settings.theme,
    systemDark: colours.dark,
    systemContrast: colours.contrast,
    recent: readings.slice(0, 50),
    initialReading: outcome?.ok ? outcome.value : null,
    initialPending: initial === 'pending',
    initialFailure: outcome && !outcome.ok ? outcome.error : null,
    startTarget: parts.startTarget,
    storageNotes: [...parts.notes, ...notes],
    ui: parts.ui(),
    settings,
  };
}
