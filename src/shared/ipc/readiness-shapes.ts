import { z } from 'zod';
import { accountSchema, featureIdSchema } from './account-shapes';

/** What can be done about something that is missing. At most one of `link`, `command` and `consent` is set. */
export const remedySchema = z.object({
  text: z.string(),
  /** A page of a portal or document. */
  link: z.string().nullable(),
  /** A command to copy. */
  command: z.string().nullable(),
  /** A feature whose permissions can be asked for now. */
  consent: featureIdSchema.nullable(),
});

/** Something that a feature lacks. */
export const lackSchema = z.object({
  kind: z.enum(['scope', 'directoryRole', 'exchangeRole', 'licence', 'powershell', 'module', 'network', 'policy', 'signIn', 'notMeasured']),
  what: z.string(),
  /** What then is not known. */
  consequence: z.string(),
  remedy: remedySchema,
});

/** How ready a feature is. */
export const featureReadinessSchema = z.object({
  id: featureIdSchema,
  label: z.string(),
  why: z.string(),
  state: z.enum(['ready', 'limited', 'blocked']),
  lacks: z.array(lackSchema),
});

/** How ready a feature is. */
export type FeatureReadiness = z.infer<typeof featureReadinessSchema>;

/** Something measured. `unknown`: it could not be, for the reason in `detail`. */
export const factSchema = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(['good', 'attention', 'missing', 'unknown']),
  value: z.string(),
  detail: z.string().nullable(),
});

/** Something measured. */
export type ReadinessFact = z.infer<typeof factSchema>;

/** The parts of the page, in its order. */
export const READINESS_SECTIONS = [
  'account',
  'directoryRoles',
  'scopes',
  'exchange',
  'licences',
  'powershell',
  'logging',
  'network',
  'policies',
] as const;

/** What can be done here with an account, and what is missing. */
export const readinessSchema = z.object({
  /** Null: measured without an account; only what this machine has. */
  account: accountSchema.nullable(),
  measuredAt: z.string(),
  features: z.array(featureReadinessSchema),
  sections: z.array(z.object({ id: z.enum(READINESS_SECTIONS), facts: z.array(factSchema).max(500) })),
});

/** What can be done here with an account, and what is missing. */
export type Readiness = z.infer<typeof readinessSchema>;
