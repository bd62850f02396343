import { z } from 'zod';
import { PLAN_FAMILIES } from './plan-families';

// The window may not load this file, as it holds schemas: it takes the names from where they are.
export { PLAN_FAMILIES, type PlanFamily } from './plan-families';

/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const text = z.string().max(100_000);
const line = z.string().max(2_000);
const scalar = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);

const jsonSchema: z.ZodType<Json> = z.lazy(() => z.union([scalar, z.array(jsonSchema), z.record(z.string(), jsonSchema)]));

/** What a property of an object must be. Texts compare trimmed and without case; `contains` is for lists and for parts of a text; `noneOf` tells whether a list holds anybody else. */
export const matchSchema = z.union([
  scalar,
  z.object({ oneOf: z.array(scalar).min(1) }).strict(),
  z.object({ noneOf: z.array(scalar).min(1) }).strict(),
  z.object({ contains: scalar }).strict(),
  z.object({ not: scalar }).strict(),
  z.object({ lacks: scalar }).strict(),
]);

/** What a property of an object must be. */
export type Match = z.infer<typeof matchSchema>;

const parameterSchema = z.union([text, z.number(), z.boolean(), z.array(text)]);

/** A request that only reads. Paths and parameters may hold references to outputs: see template.ts. */
export const readSchema = z.discriminatedUnion('api', [
  /** Version, path and query; lists are followed to their last page. 404 is no object. */
  z.object({ api: z.literal('graph'), path: line }).strict(),
  /** "Couldn't be found" is no object. */
  z.object({ api: z.literal('exchange'), cmdlet: line, parameters: z.record(z.string(), parameterSchema) }).strict(),
]);

/** A request that only reads. */
export type Read = z.infer<typeof readSchema>;

/** A look at the tenant: what is read, and what has to be among it. */
export const lookSchema = z
  .object({
    read: readSchema,
    /** The list inside the object that is read whose items are looked through; null: the objects themselves. */
    each: line.nullable(),
    /** All must hold for an object to count; a dotted name reaches into an object. */
    where: z.record(z.string(), matchSchema),
    expect: z.enum(['some', 'none']),
    /** What is true when it is as expected, as a sentence: "The group has the mailbox as a member." */
    says: line,
  })
  .strict();

/** A look at the tenant: what is read, and what has to be among it. */
export type Look = z.infer<typeof lookSchema>;

/**
 * A list property that is changed by reading it, editing it and writing it back whole, as Graph has no other way for it
 * (keyCredentials, redirect URIs). Items to remove are those that match.
 */
export const listEditSchema = z
  .object({ property: line, add: z.array(jsonSchema), remove: z.array(z.record(z.string(), matchSchema)) })
  .strict();

/** The one change of a step. */
export const changeSchema = z.discriminatedUnion('api', [
  z
    .object({
      api: z.literal('graph'),
      method: z.enum(['POST', 'PATCH', 'PUT', 'DELETE']),
      path: line,
      headers: z.record(z.string(), line),
      body: z.record(z.string(), jsonSchema).nullable(),
      edit: listEditSchema.nullable(),
    })
    .strict(),
  z.object({ api: z.literal('exchange'), cmdlet: line, parameters: z.record(z.string(), parameterSchema) }).strict(),
  /** Something that no request does: somebody hands over, looks, decides. Confirming it is the outcome. */
  z.object({ api: z.literal('person'), instruction: text, link: line.nullable() }).strict(),
]);

/** The one change of a step. */
export type Change = z.infer<typeof changeSchema>;

/** Real calls with the app's own credential, judged. */
export const liveTestSchema = z
  .object({
    appId: line,
    /** Ids (or addresses) of mailboxes that the app has to reach, and of those it must be refused at. */
    inside: z.array(line),
    outside: z.array(line),
    /** What is tried, by capabilities: `mail.read`, `mail.send` … */
    operations: z.array(line).min(1),
  })
  .strict();

/** Real calls with the app's own credential, judged. */
export type LiveTestOrder = z.infer<typeof liveTestSchema>;

/** What takes time in Microsoft 365, by the name of what was changed: see settling.ts. */
export const SETTLINGS = [
  'at-once',
  'grant-removed',
  'scope-changed',
  'new-credential',
  'sign-in-report',
  'directory-changed',
  'new-object',
  'new-object-in-exchange',
  'dynamic-membership',
  'new-mailbox',
  'delegate-rights',
] as const;

/** One change to the rows of a collection: what the preview computes reach from. */
export const effectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), source: line, row: z.record(z.string(), jsonSchema) }).strict(),
  z.object({ kind: z.literal('remove'), source: line, where: z.record(z.string(), matchSchema) }).strict(),
  z
    .object({
      kind: z.literal('set'),
      source: line,
      where: z.record(z.string(), matchSchema),
      values: z.record(z.string(), jsonSchema),
    })
    .strict(),
]);

/** One change to the rows of a collection: what the preview computes reach from. */
export type Effect = z.infer<typeof effectSchema>;

const undoSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), change: changeSchema, verification: z.array(lookSchema).min(1), says: line }).strict(),
  /** It cannot be taken back: why, and what to do instead. */
  z.object({ kind: z.literal('impossible'), says: line }).strict(),
  /** Nothing was changed. */
  z.object({ kind: z.literal('nothing') }).strict(),
]);

/** A credential that the change of a step creates. Its tag stands in the credential's display name, so that an orphan is found. */
export const newCredentialSchema = z
  .object({
    kind: z.enum(['secret', 'certificate']),
    /** The name under which the vault keeps it, this step's alone: `credentialName` of credential-names.ts. */
    vaultName: line,
    /** What a person calls it: "Client secret of PCEmail". */
    label: line,
    /** `Mailscope <plan id> <step id>`. */
    tag: line,
    /** Removes one that a crash left behind, by the output `keyId` of this step. */
    orphan: changeSchema,
    /** Of a certificate: its subject, and how long it is valid. */
    subject: line.nullable(),
    days: z.number().int().positive().nullable(),
  })
  .strict();

/** One step of a plan. */
export const planStepSchema = z
  .object({
    /** Kebab-case, unique in its plan. */
    id: z.string().regex(/^[a-z][a-z0-9-]{0,79}$/),
    title: line,
    why: text,
    /** Steps that belong together on the screen carry the same group; null stands alone. */
    group: line.nullable(),
    requires: z
      .object({
        /** Entra roles, any one of which is enough; empty: none. */
        entraRoles: z.array(line),
        /** Roles of Exchange Online, any one of which is enough; empty: none. */
        exchangeRoles: z.array(line),
        /** Delegated permissions of Microsoft Graph, all of which are needed. */
        scopes: z.array(line),
      })
      .strict(),
    precondition: z.array(lookSchema),
    /** Null: a step that only looks (a test). */
    change: changeSchema.nullable(),
    credential: newCredentialSchema.nullable(),
    /** All have to hold: then the step is done, whoever did it. Empty only where a person's word is all there is. */
    verification: z.array(lookSchema),
    /** Real calls that have to come out as expected besides; null for most. */
    liveTest: liveTestSchema.nullable(),
    undo: undoSchema,
    /** Name → property of the first object that the first look of the verification finds (its `id`, its `Identity`). */
    outputs: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/), line),
    settles: z.enum(SETTLINGS),
    /** Takes something away that somebody may be using. */
    destructive: z.boolean(),
    /** What has to be confirmed in so many words before this step runs, or null. */
    confirm: line.nullable(),
    /** Whether it may be skipped, with a reason. */
    optional: z.boolean(),
    effects: z.array(effectSchema),
  })
  .strict();

/** One step of a plan. */
export type PlanStep = z.infer<typeof planStepSchema>;

/** What a plan is about. */
export const planSubjectSchema = z.object({ kind: z.enum(['app', 'mailbox', 'group', 'policy', 'tenant']), id: line, name: line }).strict();

/** What a plan is about. */
export type PlanSubject = z.infer<typeof planSubjectSchema>;

/** `mailscope-plan/1`. */
export const planSchema = z
  .object({
    format: z.literal('mailscope-plan/1'),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{3,79}$/),
    family: z.enum(PLAN_FAMILIES),
    title: line,
    /** What it is for and what it does, in one or two sentences. */
    sentence: text,
    subject: planSubjectSchema,
    tenant: z.object({ id: line, displayName: line, defaultDomain: line, cloud: line }).strict(),
    /** The reading it rests on. */
    basedOn: z.object({ readingId: line.nullable(), collectedAt: line }).strict(),
    madeAt: line,
    /** What of the reading it rests on: looked at again before the first step. */
    basis: z.array(lookSchema),
    /** What one should know before: who falls out, what cannot be expressed, what was not read. */
    notes: z.array(z.object({ kind: z.enum(['warning', 'info']), text, mailboxes: z.array(line) }).strict()),
    steps: z.array(planStepSchema).min(1).max(2_000),
  })
  .strict();

/** A plan. */
export type Plan = z.infer<typeof planSchema>;
