import { z } from 'zod';
import type { ChannelName } from './channel-names';
import { capabilitySchema, countSchema, objectIdSchema, readingIdSchema, searchTextSchema, themeSchema } from './common-shapes';
import {
  appDetailSchema,
  explanationSchema,
  findingDetailSchema,
  mailboxDetailSchema,
  personDetailSchema,
  searchHitSchema,
} from './detail-shapes';
import { failureSchema } from './envelope';
import { listAnswerSchema, listQuerySchema, listSelectionSchema } from './list-shapes';
import { readingStartedSchema, readingStartSchema, runIdSchema, unfinishedRunSchema } from './reading-run-shapes';
import {
  accountIdSchema,
  accountSchema,
  accountsStateSchema,
  cloudIdSchema,
  featureIdSchema,
  ownClientSchema,
  signInSchema,
  vaultStateSchema,
} from './account-shapes';
import {
  filterCheckSchema,
  liveTestStartSchema,
  liveTestStateSchema,
  planActionSchema,
  planBuildSchema,
  planBuiltSchema,
  planIdSchema,
  planOfferSchema,
  planPreviewSchema,
  planQuestionsSchema,
  planRunSchema,
  planSummarySchema,
  planTextKindSchema,
  planViewSchema,
  planWishSchema,
  stepIdSchema,
} from './plan-shapes';
import { powerShellStateSchema } from './powershell-shapes';
import { readinessSchema } from './readiness-shapes';
import { registrationSchema } from './registration-shapes';
import { overviewSchema, readingInfoSchema, readingSummarySchema, readingTargetSchema } from './reading-shapes';

const nothing = z.object({}).strict();
const inReading = z.object({ readingId: readingIdSchema });
const inPlan = z.object({ planId: planIdSchema });

/** What the renderer may remember: the last address and small flags of views. */
export const uiStateSchema = z.object({
  route: z.string().max(2000).nullable(),
  /** JSON text of the views' own state, opaque to main. */
  views: z.string().max(100_000).nullable(),
});

/** What the renderer may remember. */
export type UiState = z.infer<typeof uiStateSchema>;

/** Settings that the user chooses. */
export const userSettingsSchema = z.object({
  theme: themeSchema,
  /** Whether the start shows the last reading and view again. */
  restoreLastView: z.boolean(),
  /** The organisation's own registrations, one per cloud. */
  ownClients: z.array(ownClientSchema).max(50),
  /** How Exchange Online is signed in to: by a token of the own registration, by the module itself, or whichever is possible. */
  exchangeSignIn: z.enum(['auto', 'token', 'module']),
  /** The PowerShell to use; null: the best one found. */
  powerShellPath: z.string().max(1000).nullable(),
});

/** Settings that the user chooses. */
export type UserSettings = z.infer<typeof userSettingsSchema>;

const versionsSchema = z.object({ app: z.string(), electron: z.string(), chrome: z.string(), node: z.string() });

/** What the renderer needs before it draws anything. */
export const appStateSchema = z.object({
  versions: versionsSchema,
  platform: z.enum(['win32', 'darwin', 'linux']),
  packaged: z.boolean(),
  /** Set where the runtime is older than the one that ships: what is limited, and why. */
  runtimeNote: z.string().nullable(),
  theme: themeSchema,
  systemDark: z.boolean(),
  systemContrast: z.boolean(),
  /** Recent readings, latest first, the demo last (≤ 50). */
  recent: z.array(readingSummarySchema),
  /** The reading to show at once (an argument, the demo, a file that was opened), or null. */
  initialReading: readingSummarySchema.nullable(),
  /** Whether what the start asked for is still being opened: `readingChanged` (with `show`) or `openFailed` tells the outcome. */
  initialPending: z.boolean(),
  /** Why a file given at start could not be opened, or null. */
  initialFailure: failureSchema.nullable(),
  /** What the start asks to be read; the page starts the reading. */
  startTarget: readingTargetSchema.nullable(),
  /** What could not be read of the stored data, one sentence each. */
  storageNotes: z.array(z.string()),
  ui: uiStateSchema,
  settings: userSettingsSchema,
});

/** What the renderer needs before it draws anything. */
export type AppState = z.infer<typeof appStateSchema>;

/** What About shows. */
export const aboutSchema = z.object({
  versions: versionsSchema,
  runtimeNote: z.string().nullable(),
  storageFolder: z.string(),
  licence: z.string(),
  /** Bundled third-party packages by licence. */
  acknowledgements: z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() })),
});

/** What About shows. */
export type About = z.infer<typeof aboutSchema>;

const exported = z.object({ fileName: z.string(), rows: countSchema.nullable() });
const done = z.object({ done: z.literal(true) });
const keptSecrets = z.object({
  state: vaultStateSchema,
  entries: z.array(z.object({ name: z.string(), label: z.string(), copyable: z.boolean() })).max(1000),
});

/** THE contract: what each channel takes and gives. */
export const CONTRACT = {
  'app.state': { input: nothing, output: appStateSchema },
  'app.about': { input: nothing, output: aboutSchema },
  'app.setTheme': { input: z.object({ theme: themeSchema }), output: done },
  'app.openExternal': { input: z.object({ url: z.string().max(2000) }), output: done },
  'app.copyText': { input: z.object({ text: z.string().max(1_000_000) }), output: done },
  'app.revealStorage': { input: nothing, output: done },
  'reading.openDialog': { input: nothing, output: readingSummarySchema },
  /** The path comes from a dropped file, by the preload's `pathOfFile`. */
  'reading.openPath': { input: z.object({ path: z.string().min(1).max(32_000) }), output: readingSummarySchema },
  'reading.openSample': { input: nothing, output: readingSummarySchema },
  'reading.open': { input: inReading, output: readingSummarySchema },
  'reading.close': { input: inReading, output: done },
  'reading.list': { input: nothing, output: z.object({ readings: z.array(readingSummarySchema).max(200), notes: z.array(z.string()) }) },
  'reading.forget': { input: inReading, output: done },
  'reading.info': { input: inReading, output: readingInfoSchema },
  /** Answers when the reading is done; `readingProgress` tells how far it is. */
  'reading.start': { input: readingStartSchema, output: readingStartedSchema },
  /** Ends a reading at once; what was read is kept, and its `reading.start` answers. */
  'reading.stop': { input: z.object({ runId: runIdSchema }), output: done },
  'reading.unfinished': { input: nothing, output: z.object({ runs: z.array(unfinishedRunSchema).max(200) }) },
  'reading.discard': { input: z.object({ runId: runIdSchema }), output: done },
  'reading.rename': { input: inReading.extend({ name: z.string().trim().max(200).nullable() }), output: readingSummarySchema },
  'reading.exportFile': { input: inReading, output: exported },
  'overview.get': { input: inReading, output: overviewSchema },
  'list.query': { input: listQuerySchema, output: listAnswerSchema },
  'list.export': { input: z.object({ selection: listSelectionSchema, format: z.enum(['csv', 'json']) }), output: exported },
  'apps.get': { input: inReading.extend({ appId: objectIdSchema }), output: appDetailSchema },
  'mailboxes.get': { input: inReading.extend({ mailboxId: objectIdSchema }), output: mailboxDetailSchema },
  'people.get': { input: inReading.extend({ personId: objectIdSchema }), output: personDetailSchema },
  'findings.get': { input: inReading.extend({ key: objectIdSchema }), output: findingDetailSchema },
  'path.explain': {
    input: inReading.extend({
      principal: z.object({ kind: z.enum(['app', 'person']), id: objectIdSchema }),
      mailboxId: objectIdSchema,
      capability: capabilitySchema.optional(),
    }),
    output: explanationSchema,
  },
  'search.everything': {
    input: inReading.extend({ text: searchTextSchema }),
    output: z.object({ hits: z.array(searchHitSchema).max(50), total: countSchema }),
  },
  'report.export': { input: inReading.extend({ format: z.enum(['html', 'csv', 'json', 'md']) }), output: exported },
  'settings.get': { input: nothing, output: userSettingsSchema },
  'settings.set': { input: userSettingsSchema.partial(), output: userSettingsSchema },
  'account.list': { input: nothing, output: accountsStateSchema },
  /** Answers when somebody has signed in; `signInProgress` tells what is waited for. Cancelled like any request. */
  'account.signIn': { input: signInSchema, output: accountSchema },
  'account.signOut': { input: z.object({ accountId: accountIdSchema }), output: accountsStateSchema },
  /** Asks for the permissions of features, in the browser. Also renews a sign-in that is no longer accepted. */
  'account.consent': { input: z.object({ accountId: accountIdSchema, features: z.array(featureIdSchema).max(20) }), output: accountSchema },
  /** What to register as the organisation's own client in a cloud, word by word. */
  'account.registration': { input: z.object({ cloud: cloudIdSchema }), output: registrationSchema },
  'account.saveRegistrationScript': { input: z.object({ cloud: cloudIdSchema }), output: exported },
  'readiness.measure': { input: z.object({ accountId: accountIdSchema.nullable() }), output: readinessSchema },
  'powershell.status': { input: nothing, output: powerShellStateSchema },
  /** Lets the user choose the program in a dialog. */
  'powershell.choose': { input: nothing, output: powerShellStateSchema },
  'collector.text': { input: nothing, output: z.object({ fileName: z.string(), text: z.string() }) },
  'collector.save': { input: nothing, output: exported },
  /** The kinds of plans that there are for a subject of a reading. */
  'plans.offers': {
    input: inReading.extend({ subject: z.object({ kind: z.enum(['app', 'mailbox', 'group', 'policy', 'tenant']), id: objectIdSchema }) }),
    output: z.object({ offers: z.array(planOfferSchema).max(50) }),
  },
  'plans.questions': { input: planWishSchema, output: planQuestionsSchema },
  /** Makes a plan and keeps it as a draft; nothing of the tenant is touched. */
  'plans.build': { input: planBuildSchema, output: planBuiltSchema },
  'plans.get': { input: inPlan, output: z.object({ plan: planViewSchema, run: planRunSchema }) },
  'plans.preview': { input: inPlan.extend({ readingId: readingIdSchema }), output: planPreviewSchema },
  'plans.text': {
    input: inPlan.extend({ kind: planTextKindSchema, step: stepIdSchema.nullable() }),
    output: z.object({ fileName: z.string(), text: z.string() }),
  },
  'plans.export': { input: inPlan.extend({ kind: planTextKindSchema, step: stepIdSchema.nullable() }), output: exported },
  'plans.list': { input: nothing, output: z.object({ plans: z.array(planSummarySchema).max(500), notes: z.array(z.string()) }) },
  /** Answers as soon as the action is taken; `planChanged` tells how the plan goes on. */
  'plans.act': { input: inPlan.extend({ act: planActionSchema }), output: planRunSchema },
  'plans.discard': { input: inPlan, output: done },
  'filter.check': { input: inReading.extend({ filter: z.string().max(20_000) }), output: filterCheckSchema },
  /** Answers when it has settled, ran out of patience or was cancelled; `liveTestProgress` tells how far it is. */
  'liveTest.run': { input: liveTestStartSchema, output: liveTestStateSchema },
  /** Moves the demo tenant's clock forward: what takes hours there takes a click. */
  'demo.advanceClock': {
    input: z.object({
      minutes: z
        .number()
        .int()
        .positive()
        .max(60 * 24 * 30),
    }),
    output: z.object({ now: z.string() }),
  },
  'vault.kept': { input: nothing, output: keptSecrets },
  /** Asks a keychain again that did not serve: somebody may have unlocked it meanwhile. */
  'vault.askAgain': { input: nothing, output: keptSecrets },
  'vault.forget': { input: z.object({ name: z.string().min(1).max(300) }), output: done },
  /** Main puts the secret on the clipboard, and clears it after a minute if it is still there. It never comes here. */
  'vault.copySecret': { input: z.object({ name: z.string().min(1).max(300) }), output: z.object({ clearedAfterSeconds: countSchema }) },
  'ui.saveState': { input: uiStateSchema, output: done },
} as const satisfies Readonly<Record<ChannelName, { readonly input: z.ZodType; readonly output: z.ZodType }>>;

/** What a channel takes. */
export type ChannelInput<Name extends ChannelName> = z.infer<(typeof CONTRACT)[Name]['input']>;

/** What a channel gives. */
export type ChannelOutput<Name extends ChannelName> = z.infer<(typeof CONTRACT)[Name]['output']>;
