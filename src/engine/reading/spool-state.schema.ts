import { z } from 'zod';

z.config({ jitless: true });

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

/** What a reading was asked for. */
export const readingWishesSchema = z.object({
  target: z.enum(['demo']),
  tenantId: z.string().min(1),
  cloud: z.string(),
  mode: z.enum(['live', 'simulator']),
  mailboxPermissions: z.enum(['shared', 'all']),
});

/** What a reading was asked for. */
export type ReadingWishes = z.infer<typeof readingWishesSchema>;

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
