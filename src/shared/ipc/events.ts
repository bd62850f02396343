import { z } from 'zod';
import { failureSchema } from './envelope';
import { liveTestStateSchema, planRunSchema } from './plan-shapes';
import { readingProgressSchema } from './reading-run-shapes';
import { readingSummarySchema } from './reading-shapes';
import { accountsStateSchema, signInProgressSchema } from './account-shapes';

/** What the native menu and the palette share: one list of commands. Those of the menu travel as events. */
export const MENU_COMMANDS = [
  'open-file',
  'open-sample',
  'read-demo',
  'refresh',
  'close-reading',
  'export-report',
  'palette',
  'settings',
  'about',
  'go-start',
  'go-overview',
  'go-apps',
  'go-who',
  'go-findings',
  'go-credentials',
  'go-policies',
  'go-reading',
  'history',
  'plans',
  'back',
  'forward',
  'theme-system',
  'theme-light',
  'theme-dark',
  'theme-contrast',
  'sign-in',
  'readiness',
  'offline',
] as const;

/** One command of the menu. */
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** What each event carries. */
export const EVENTS = {
  /** How far a request is; `start` is the id of what the app opens by itself. `total` is 0 where it cannot be told. */
  progress: z.object({ requestId: z.string(), stage: z.string(), done: z.number(), total: z.number() }),
  /** A reading was opened (by the menu, a second start, a file association), closed or forgotten. `reading` is null unless it is open now. */
  readingChanged: z.object({
    kind: z.enum(['opened', 'closed', 'forgotten']),
    readingId: z.string(),
    reading: readingSummarySchema.nullable(),
    /** Whether to show it now: it was opened by something other than a request of the renderer. */
    show: z.boolean(),
  }),
  /** Something that the menu, a second start or a file association asked for could not be opened. */
  openFailed: failureSchema,
  menuCommand: z.object({ command: z.enum(MENU_COMMANDS) }),
  /** The engine stopped and was started again; one sentence for the user. */
  engineRestarted: z.object({ message: z.string(), next: z.string() }),
  /** The system's colours changed, or the theme was chosen elsewhere. */
  themeChanged: z.object({
    theme: z.enum(['system', 'light', 'dark', 'contrast']),
    systemDark: z.boolean(),
    systemContrast: z.boolean(),
  }),
  /** How far a reading is, several times a second: the whole picture each time. */
  readingProgress: readingProgressSchema,
  /** An account came, went, or needs to sign in again: the whole picture. */
  accountsChanged: accountsStateSchema,
  signInProgress: signInProgressSchema,
  /** How far a plan is: the whole picture each time. */
  planChanged: planRunSchema,
  liveTestProgress: z.object({ requestId: z.string(), state: liveTestStateSchema }),
} as const;

/** What an event carries. */
export type EventPayload<Name extends keyof typeof EVENTS> = z.infer<(typeof EVENTS)[Name]>;
