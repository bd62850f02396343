import { z } from 'zod';
import { planSchema } from './plan.schema';

const at = z.string();
const stepId = z.string();
const reason = z.string().max(4_000);

/** How a step is about to be changed: forward, or back. */
export const directionSchema = z.enum(['do', 'undo']);

/** Why a step stands still. */
export const holdSchema = z.discriminatedUnion('kind', [
  /** Microsoft 365 takes its time: what for, and until when at the latest one should wait before one worries. */
  z.object({ kind: z.literal('settling'), settling: z.string(), since: at, expectedBy: at, lastLook: at, saw: reason }),
  /** Somebody has to do or decide something here. */
  z.object({ kind: z.literal('person'), says: reason }),
  /** Another plan is running on this tenant; this one begins when that one has ended or stands still. */
  z.object({ kind: z.literal('queued'), behind: reason, since: at }),
  /** Given to another administrator; it goes on when the verification holds. */
  z.object({ kind: z.literal('handedOver'), to: reason, since: at }),
  /** A right is missing: which, and who may give it. */
  z.object({ kind: z.literal('right'), says: reason }),
  /** The app's own credential is needed for the live test. */
  z.object({ kind: z.literal('credential'), says: reason }),
  /** It failed, and nothing was lost: retry, skip or undo. */
  z.object({ kind: z.literal('failed'), code: z.string(), says: reason, nextStep: reason, detail: reason.nullable() }),
]);

/** Why a step stands still. */
export type Hold = z.infer<typeof holdSchema>;

/** One line of a plan's journal. Written and flushed before the next thing happens; never changed. No line holds a secret. */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), schemaVersion: z.literal(1), at, plan: planSchema, target: z.string() }),
  /** Somebody starts it, or goes on with it: from where the tenant is reached, and which step is tried again. */
  z.object({ kind: z.literal('run'), at, target: z.string().optional(), step: stepId.optional() }),
  /** The basis was looked at again. */
  z.object({ kind: z.literal('basis'), at, ok: z.boolean(), says: z.array(reason) }),
  /** About to send the change of a step. `made`: what was made for it on this machine and is no secret (a certificate). */
  z.object({
    kind: z.literal('intent'),
    at,
    step: stepId,
    direction: directionSchema,
    made: z.record(z.string(), z.string()).optional(),
  }),
  /**
   * It is known what came of the change. `status`: HTTP, or null for a cmdlet. `keyId`: of the credential that was created. `doubt`: no
   * answer had come, and looking did not show it; it may come into sight later all the same.
   */
  z.object({
    kind: z.literal('outcome'),
    at,
    step: stepId,
    direction: directionSchema,
    ok: z.boolean(),
    status: z.number().nullable(),
    says: reason,
    keyId: z.string().optional(),
    doubt: z.boolean().optional(),
  }),
  /** The verification holds: the step is done. `changed` false: it was so already. */
  z.object({
    kind: z.literal('done'),
    at,
    step: stepId,
    changed: z.boolean(),
    outputs: z.record(z.string(), z.string()),
    evidence: z.array(reason),
  }),
  /** Somebody takes back what was done, the last step first, down to and with this one. */
  z.object({ kind: z.literal('undoing'), at, to: stepId }),
  z.object({ kind: z.literal('undone'), at, step: stepId, says: reason }),
  z.object({ kind: z.literal('held'), at, step: stepId, hold: holdSchema }),
  z.object({ kind: z.literal('confirmed'), at, step: stepId, by: z.string(), says: reason }),
  z.object({ kind: z.literal('skipped'), at, step: stepId, reason }),
  z.object({ kind: z.literal('paused'), at }),
  /** An orphan of a crash was removed. */
  z.object({ kind: z.literal('orphanRemoved'), at, step: stepId, keyId: z.string() }),
  z.object({ kind: z.literal('ended'), at, how: z.enum(['done', 'cancelled', 'undone']) }),
]);

/** One line of a plan's journal. */
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** How far a step is. */
export const STEP_STATES = [
  'open',
  'running',
  'waiting',
  'needs-you',
  'failed',
  'done',
  'already-so',
  'skipped',
  'undoing',
  'undone',
] as const;

/** How far a step is. */
export type StepState = (typeof STEP_STATES)[number];

/** How far a plan is. */
export const RUN_STATES = [
  'draft',
  'running',
  'waiting',
  'paused',
  'needs-you',
  'failed',
  'done',
  'cancelled',
  'undoing',
  'undone',
] as const;

/** How far a plan is. */
export type RunState = (typeof RUN_STATES)[number];
