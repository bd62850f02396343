import { z } from 'zod';
import { PLAN_FAMILIES, planSchema, planStepSchema, planSubjectSchema } from '../domain/plan/plan.schema';
import { answersSchema, questionSchema } from '../domain/plan/questions.schema';
import { holdSchema, RUN_STATES, STEP_STATES } from '../domain/plan/journal.schema';
import { capabilitySchema, countSchema, objectIdSchema, readingIdSchema } from './common-shapes';
import { readingTargetSchema } from './reading-shapes';

/** The id of a plan. */
export const planIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{3,79}$/);

/** The id of a step. */
export const stepIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,79}$/);

/** A kind of plan. */
export const planFamilySchema = z.enum(PLAN_FAMILIES);

/** A kind of plan, as a button offers it. `whyNot`: why it cannot be made for this subject, or null. */
export const planOfferSchema = z.object({
  family: planFamilySchema,
  action: z.string(),
  purpose: z.string(),
  whyNot: z.string().nullable(),
});

/** A kind of plan, as a button offers it. */
export type PlanOffer = z.infer<typeof planOfferSchema>;

/** What a plan is to be made for: the subject's kind and id as a finding has them; null: the questions ask for it. */
export const planWishSchema = z.object({
  readingId: readingIdSchema,
  family: planFamilySchema,
  subjectId: objectIdSchema.nullable(),
});

/** A step as the screen shows it: of many looks (a mailbox each) the first ones. */
export const planStepViewSchema = planStepSchema.extend({
  /** How many looks the verification has in all. */
  looks: countSchema,
});

/** A step as the screen shows it. */
export type PlanStepView = z.infer<typeof planStepViewSchema>;

/** A plan as the screen shows it. */
export const planViewSchema = planSchema.omit({ steps: true, basis: true }).extend({
  steps: z.array(planStepViewSchema),
  basis: z.array(z.string()),
  /** Lists in it that were cut for the screen; the exported files have them whole. */
  shortened: z.boolean(),
});

/** A plan as the screen shows it. */
export type PlanView = z.infer<typeof planViewSchema>;

/** Reach of one principal over mailboxes that a plan changes, or leaves. */
export const reachChangeSchema = z.object({
  kind: z.enum(['app', 'person']),
  id: z.string(),
  name: z.string(),
  /** Through the users who sign in to the app, not by the app itself. */
  delegated: z.boolean(),
  mailboxId: z.string(),
  mailbox: z.string(),
  capabilities: z.array(capabilitySchema),
  /** What it was, and what it will be, for the strongest of these capabilities. */
  before: z.enum(['yes', 'no', 'unknown']),
  after: z.enum(['yes', 'no', 'unknown']),
});

/** Reach of one principal over one mailbox that a plan changes. */
export type ReachChange = z.infer<typeof reachChangeSchema>;

/** Who gains and who loses by a plan. */
export const planPreviewSchema = z.object({
  gains: z.array(reachChangeSchema).max(200),
  gainsTotal: countSchema,
  loses: z.array(reachChangeSchema).max(200),
  losesTotal: countSchema,
  /** To or from unknown. */
  uncertain: z.array(reachChangeSchema).max(200),
  uncertainTotal: countSchema,
  /** Pairs of principal and mailbox that stay as they are, of the principals that the plan is about. */
  unchanged: countSchema,
  /** What of the reading was missing for a certain answer, one sentence each. */
  gaps: z.array(z.string()).max(50),
});

/** Who gains and who loses by a plan. */
export type PlanPreview = z.infer<typeof planPreviewSchema>;

/** How far one step is. */
export const stepStatusSchema = z.object({
  id: stepIdSchema,
  state: z.enum(STEP_STATES),
  /** Since when it is in this state. */
  since: z.string().nullable(),
  hold: holdSchema.nullable(),
  /** What was seen when it was done, one sentence each. */
  evidence: z.array(z.string()),
  reason: z.string().nullable(),
  attempts: countSchema,
});

/** How far one step is. */
export type StepStatus = z.infer<typeof stepStatusSchema>;

/** How far a plan is. */
export const planRunSchema = z.object({
  planId: planIdSchema,
  state: z.enum(RUN_STATES),
  target: readingTargetSchema.nullable(),
  startedAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
  steps: z.array(stepStatusSchema),
  /** The journal in words, latest last, of the last 200 entries. */
  journal: z.array(z.object({ at: z.string(), step: stepIdSchema.nullable(), says: z.string() })).max(200),
  /** What the tenant has changed since the reading, one sentence each: the plan has to be made anew. */
  stale: z.array(z.string()).max(200),
});

/** How far a plan is. */
export type PlanRun = z.infer<typeof planRunSchema>;

/** A plan in a list. */
export const planSummarySchema = z.object({
  planId: planIdSchema,
  family: planFamilySchema,
  title: z.string(),
  subject: planSubjectSchema,
  tenant: z.object({ id: z.string(), displayName: z.string() }),
  state: z.enum(RUN_STATES),
  stepsDone: countSchema,
  stepsTotal: countSchema,
  /** What it stands at: the title of the step, and why it waits. */
  standsAt: z.string().nullable(),
  updatedAt: z.string(),
});

/** A plan in a list. */
export type PlanSummary = z.infer<typeof planSummarySchema>;

/** The credential for a live test: one that is kept, or one that is used once and forgotten. */
export const liveCredentialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), vaultName: z.string().min(1).max(300) }),
  z.object({ kind: z.literal('secret'), text: z.string().min(1).max(5_000) }),
  /** Private key and certificate, PEM. */
  z.object({ kind: z.literal('certificate'), pem: z.string().min(1).max(100_000) }),
]);

/** The credential for a live test. */
export type LiveCredential = z.infer<typeof liveCredentialSchema>;

/** What a user does to a running plan. */
export const planActionSchema = z.discriminatedUnion('action', [
  /** Starts it, or goes on with it. `confirmed`: the steps whose sentence was confirmed. */
  z.object({ action: z.literal('run'), target: readingTargetSchema, confirmed: z.array(stepIdSchema).max(2_000) }),
  /** Stops after the change that is under way. */
  z.object({ action: z.literal('pause') }),
  z.object({ action: z.literal('cancel') }),
  /** `credential`: for a live test that waits for one; used for this run and forgotten. */
  z.object({ action: z.literal('retry'), step: stepIdSchema, credential: liveCredentialSchema.optional() }),
  /** Looks again now at what is waited for. */
  z.object({ action: z.literal('lookNow'), step: stepIdSchema }),
  z.object({ action: z.literal('skip'), step: stepIdSchema, reason: z.string().trim().min(1).max(1_000) }),
  /** Says that a person has done, or has confirmed, what the step asks for. */
  z.object({ action: z.literal('confirm'), step: stepIdSchema, note: z.string().max(1_000) }),
  z.object({ action: z.literal('handOver'), step: stepIdSchema, to: z.string().trim().min(1).max(200) }),
  /** Takes back what was done, the last step first, down to and with this one. */
  z.object({ action: z.literal('undoTo'), step: stepIdSchema }),
]);

/** What a user does to a running plan. */
export type PlanAction = z.infer<typeof planActionSchema>;

/** What to look at: the text of a script, or of instructions. */
export const planTextKindSchema = z.enum(['script', 'instructions', 'json']);

/** A filter as it is being written. */
export const filterCheckSchema = z.object({
  /** Where it is wrong; null where it can be read. */
  problem: z.object({ message: z.string(), position: countSchema }).nullable(),
  /** Properties or operators that cannot be evaluated here, one sentence each. */
  doubts: z.array(z.string()).max(50),
  matches: countSchema,
  unknown: countSchema,
  mailboxes: countSchema,
  rows: z.array(z.object({ id: z.string(), name: z.string(), address: z.string(), verdict: z.enum(['yes', 'unknown']) })).max(200),
});

/** A filter as it is being written. */
export type FilterCheck = z.infer<typeof filterCheckSchema>;

/** What is tried on a mailbox. `send` sends a message from the mailbox to itself. */
export const LIVE_OPERATIONS = ['mail.read', 'mail.send', 'calendar.read', 'contacts.read', 'settings.read', 'folders.read'] as const;

/** A live test. */
export const liveTestStartSchema = z.object({
  target: readingTargetSchema,
  readingId: readingIdSchema.nullable(),
  appId: objectIdSchema,
  credential: liveCredentialSchema,
  inside: z.array(objectIdSchema).max(50),
  outside: z.array(objectIdSchema).max(50),
  operations: z.array(z.enum(LIVE_OPERATIONS)).min(1),
  /** How long to go on until the answer is as expected, seconds; 0: once. */
  patience: countSchema.max(4 * 3_600),
});

/** A live test. */
export type LiveTestStart = z.infer<typeof liveTestStartSchema>;

/** What came of one call. */
export const liveResultSchema = z.object({
  mailboxId: z.string(),
  mailbox: z.string(),
  operation: z.enum(LIVE_OPERATIONS),
  expected: z.enum(['allowed', 'refused']),
  /** `proves nothing`: 401, 404, MailboxNotEnabledForRESTAPI and the like. */
  outcome: z.enum(['allowed', 'refused', 'proves-nothing', 'not-tried']),
  status: z.number().nullable(),
  code: z.string().nullable(),
  /** What stopped it: an application access policy ([RAOP]) or RBAC, where the answer tells. */
  by: z.enum(['policy', 'rbac']).nullable(),
  /** One sentence: what it means. */
  says: z.string(),
  /** What the reach engine says, where a reading is open: and whether that agrees. */
  engine: z.enum(['yes', 'no', 'unknown']).nullable(),
  agrees: z.boolean().nullable(),
  requestId: z.string().nullable(),
});

/** What came of one call. */
export type LiveResult = z.infer<typeof liveResultSchema>;

/** How far a live test is, and what it came to. */
export const liveTestStateSchema = z.object({
  results: z.array(liveResultSchema).max(1_000),
  round: countSchema,
  /** All as expected, and none proves nothing. */
  settled: z.boolean(),
  /** When it is looked at again; null where it ended. */
  nextAt: z.string().nullable(),
  /** Application permissions that the app signed in with: old ones stay with it until that sign-in ends. */
  roles: z.array(z.string()),
  rolesUntil: z.string().nullable(),
  /** One sentence: what it shows, and what caches mean for it. */
  says: z.string(),
  /** Where calls and the reach engine disagree, one sentence each. */
  disagreements: z.array(z.string()).max(100),
});

/** How far a live test is, and what it came to. */
export type LiveTestState = z.infer<typeof liveTestStateSchema>;

/** A plan made, or what is wrong with the answers. */
export const planBuiltSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), plan: planViewSchema }),
  z.object({ kind: z.literal('problems'), problems: z.array(z.object({ question: z.string().nullable(), message: z.string() })).min(1) }),
]);

/** Questions of a kind of plan. */
export const planQuestionsSchema = z.object({
  action: z.string(),
  purpose: z.string(),
  subject: planSubjectSchema.nullable(),
  questions: z.array(questionSchema).max(100),
});

/** Answers to a kind of plan's questions. */
export const planBuildSchema = planWishSchema.extend({ answers: answersSchema });
