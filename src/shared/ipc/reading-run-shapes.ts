import { z } from 'zod';
import { SOURCE_PATHS, type SourcePath } from '../domain/collection/sources';
import { countSchema } from './common-shapes';
import { readingSummarySchema, readingTargetSchema, unreadSchema } from './reading-shapes';

/** How far one part of a source has been read. `open`: under way or not begun. */
const partSchema = z.object({
  state: z.enum(['open', 'complete', 'failed']),
  /** Rows in the file. */
  count: z.number().int().nonnegative(),
  /** How much of the file counts; what stands behind it was written by a run that was killed. */
  bytes: z.number().int().nonnegative(),
  /** Counts the starts of the part: each has a file of its own, so that a kill in between mixes nothing. */
  start: z.number().int().nonnegative(),
  /** Where to go on: an address, or null. */
  cursor: z.string().nullable(),
  /** Why the part is not complete, or what is not certain about it. */
  reason: z.string().nullable(),
  /** How many there should be, where that is known. */
  total: z.number().int().nonnegative().nullable(),
});

/** The part of a source. */
export type PartState = z.infer<typeof partSchema>;

/** What is known of the tenant from its own answers. */
const tenantSchema = z.object({ displayName: z.string().nullable(), defaultDomain: z.string().nullable() });

/** The mailboxes whose Full Access entries are read: one call each. */
export const permissionChoiceSchema = z.enum(['shared', 'all']);

/** What a reading was asked for. */
export const readingWishesSchema = z.object({
  target: readingTargetSchema,
  tenantId: z.string().min(1),
  cloud: z.string(),
  mode: z.enum(['live', 'simulator']),
  mailboxPermissions: permissionChoiceSchema,
});

/** What a reading was asked for. */
export type ReadingWishes = z.infer<typeof readingWishesSchema>;

/** The file in a run's folder that says how much of the others counts. */
export const RUN_STATE_FILE = 'reading.json';

/** The state of a reading that is under way: everything that a later run needs to go on. */
export const spoolStateSchema = z.object({
  schemaVersion: z.literal(1),
  runId: z.string(),
  startedAt: z.string(),
  updatedAt: z.string(),
  wishes: readingWishesSchema,
  tenant: tenantSchema.nullable(),
  parts: z.record(z.string(), partSchema),
});

/** The state of a reading that is under way. */
export type SpoolState = z.infer<typeof spoolStateSchema>;

/** The id of a run: its folder has this name. */
export const runIdSchema = z.string().regex(/^[0-9a-f]{16,32}$/);

/** What is to be read; `resume` goes on with a run that was interrupted. */
export const readingStartSchema = z.object({
  target: readingTargetSchema,
  mailboxPermissions: permissionChoiceSchema,
  resume: runIdSchema.nullable(),
});

/** What is to be read. */
export type ReadingStart = z.infer<typeof readingStartSchema>;

/** What a reading came to. `stopped`: by the user; what was read is kept. */
export const readingStartedSchema = z.object({ reading: readingSummarySchema, stopped: z.boolean(), unread: unreadSchema.nullable() });

/** What a reading came to. */
export type ReadingStarted = z.infer<typeof readingStartedSchema>;

/** A reading that was interrupted and can go on. */
export const unfinishedRunSchema = z.object({
  runId: runIdSchema,
  target: readingTargetSchema,
  tenantName: z.string().nullable(),
  startedAt: z.string(),
  updatedAt: z.string(),
  sourcesDone: countSchema,
  sourcesTotal: countSchema,
  mailboxesRead: countSchema,
  mailboxesWanted: countSchema,
});

/** A reading that was interrupted and can go on. */
export type UnfinishedRun = z.infer<typeof unfinishedRunSchema>;

const sourcePathSchema = z.enum(SOURCE_PATHS as readonly [SourcePath, ...SourcePath[]]);

/** How far one source is. */
export const sourceProgressSchema = z.object({
  source: sourcePathSchema,
  state: z.enum(['waiting', 'reading', 'complete', 'partial', 'missing']),
  count: countSchema,
  /** How many there will be, where that is known. */
  total: countSchema.nullable(),
  reason: z.string().nullable(),
});

/** How far one source is. */
export type SourceProgress = z.infer<typeof sourceProgressSchema>;

/** How far a reading is, as the engine tells it. */
export const readingSnapshotSchema = z.object({
  phase: z.enum(['connect', 'read', 'write', 'open']),
  tenantName: z.string().nullable(),
  startedAt: z.string(),
  requests: countSchema,
  /** Until when the service asked to wait, by the tenant's clock, or null. */
  waitingUntil: z.string().nullable(),
  secondsLeft: countSchema.nullable(),
  sources: z.array(sourceProgressSchema),
});

/** How far a reading is, as the engine tells it. */
export type ReadingSnapshot = z.infer<typeof readingSnapshotSchema>;

/** How far a reading is, as the page is told: the whole picture each time. */
export const readingProgressSchema = readingSnapshotSchema.extend({
  requestId: z.string(),
  runId: runIdSchema,
  target: readingTargetSchema,
  sources: z.array(sourceProgressSchema.extend({ label: z.string() })),
});

/** How far a reading is, as the page is told. */
export type ReadingProgress = z.infer<typeof readingProgressSchema>;
