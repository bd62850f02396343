import { z } from 'zod';
import { accountIdSchema } from './account-shapes';
import { capabilitySchema, countSchema, readingIdSchema, severityCountsSchema } from './common-shapes';

/** The tenant of a reading. */
export const tenantSchema = z.object({
  id: z.string(),
  displayName: z.string().nullable(),
  defaultDomain: z.string().nullable(),
  cloud: z.string().nullable(),
});

/** What can be read again and again: the demo tenant, or the tenant of an account. */
export const readingTargetSchema = z.union([z.literal('demo'), z.templateLiteral(['account:', accountIdSchema])]);

/** Mailboxes whose Full Access entries were not read, and how long reading them would take. */
export const unreadSchema = z.object({ mailboxes: countSchema, seconds: countSchema });

/** The figures of a reading: those of the audit, and how much of the tenant was read. */
export const readingFiguresSchema = z.object({
  apps: countSchema,
  appsWithReach: countSchema,
  tenantWide: countSchema,
  scoped: countSchema,
  unknown: countSchema,
  mailboxes: countSchema,
  findings: severityCountsSchema,
});

/** How many sources were read in full, in part, or not at all. */
export const coverageCountsSchema = z.object({ complete: countSchema, partial: countSchema, missing: countSchema });

/** A stored reading as the start screen and the reading picker show it. */
export const readingSummarySchema = z.object({
  id: readingIdSchema,
  tenant: tenantSchema,
  collectedAt: z.string(),
  /** When it was opened last; null for the demo that was never opened. */
  openedAt: z.string().nullable(),
  /** The name of the file it came from, without its folder. */
  fileName: z.string(),
  demo: z.boolean(),
  /** Whether it is open now. */
  open: z.boolean(),
  bytes: countSchema,
  figures: readingFiguresSchema,
  coverage: coverageCountsSchema,
  /** The time that ages and deadlines are counted from: now, or for the demo the time of its reading. */
  now: z.string(),
  /** The name that the user gave it. */
  name: z.string().nullable().optional(),
  /** Where it can be read again, or null: it came from a file. */
  target: readingTargetSchema.nullable().optional(),
});

/** A stored reading as the start screen and the reading picker show it. */
export type ReadingSummary = z.infer<typeof readingSummarySchema>;

/** Everything about a reading that is not a list. Sources are the list `coverage`. */
export const readingInfoSchema = z.object({
  reading: readingSummarySchema,
  hash: z.string(),
  unpackedBytes: countSchema,
  collector: z.object({ name: z.string().nullable(), version: z.string().nullable(), mode: z.string().nullable() }).nullable(),
  /** The first warnings (≤ 200) of reading the file. */
  warnings: z.array(z.string()),
  warningsTotal: countSchema,
  /** Kinds of findings that could not be judged, with the reason. */
  notJudged: z.array(z.object({ finding: z.string(), reason: z.string(), subjects: countSchema })),
  unresolvedTotal: countSchema,
  /** Mailboxes whose Full Access entries could still be read, where that was known when it was read. */
  unread: unreadSchema.nullable().optional(),
});

/** Everything about a reading that is not a list. */
export type ReadingInfo = z.infer<typeof readingInfoSchema>;

/** One deadline: a credential that ends, or a date of the product. */
export const deadlineSchema = z.object({
  at: z.string(),
  title: z.string(),
  kind: z.enum(['credential', 'product']),
  appId: z.string().nullable(),
  appName: z.string().nullable(),
  daysLeft: z.number().int(),
});

/** The first screen of a reading. */
export const overviewSchema = z.object({
  reading: readingSummarySchema,
  figures: readingFiguresSchema,
  /** Parts of the sentence; 0 leaves a part out. */
  sentence: z.object({
    appsWithReach: countSchema,
    tenantWide: countSchema,
    unknown: countSchema,
    expiringIn30: countSchema,
    expired: countSchema,
    sourcesNotComplete: countSchema,
  }),
  /** Number of apps by how far each capability goes; capabilities that nobody holds are left out. */
  reachByCapability: z.array(
    z.object({ capability: capabilitySchema, all: countSchema, some: countSchema, unknown: countSchema, delegated: countSchema }),
  ),
  findingsBySeverity: severityCountsSchema,
  /** The next five, soonest first. */
  deadlines: z.array(deadlineSchema),
  notJudged: z.array(z.object({ finding: z.string(), reason: z.string(), subjects: countSchema })),
  unresolved: countSchema,
  /** Sources that are not complete, with what follows. */
  gaps: z.array(
    z.object({
      source: z.string(),
      label: z.string(),
      state: z.enum(['partial', 'missing']),
      reason: z.string().nullable(),
      consequence: z.string(),
    }),
  ),
});

/** The first screen of a reading. */
export type Overview = z.infer<typeof overviewSchema>;
