import { z } from 'zod';
import { PLAN_FAMILIES } from '../domain/plan/plan-families';
import {
  appWaySchema,
  capabilitySchema,
  countSchema,
  coverageStateSchema,
  extentSchema,
  findingIdSchema,
  pathKindSchema,
  severitySchema,
  verdictsSchema,
} from './common-shapes';

/** The heading under which a row stands in a grouped list; null in an ungrouped one. */
const group = z.string().nullable();

/** One app of the list of apps. */
export const appRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  publisher: z.string().nullable(),
  /** Whether the publisher is verified; null where the reading does not say. */
  verified: z.boolean().nullable(),
  microsoft: z.boolean(),
  enabled: z.boolean().nullable(),
  /** The widest reach over the capabilities held by application permissions. */
  extent: extentSchema,
  mailboxes: countSchema,
  unknownMailboxes: countSchema,
  totalMailboxes: countSchema,
  strongest: capabilitySchema.nullable(),
  by: z.array(appWaySchema),
  /** The end of the next credential to end that is still valid; null without one. */
  nextExpiry: z.string().nullable(),
  expiredCredentials: countSchema,
  lastSignIn: z.string().nullable(),
  findings: countSchema,
  worst: severitySchema.nullable(),
  group,
});

/** One finding. Evidence is cut to the first entries; `findings.get` has more. */
export const findingRowSchema = z.object({
  /** `id:kind:subject` */
  key: z.string(),
  id: findingIdSchema,
  severity: severitySchema,
  subject: z.object({ kind: z.enum(['app', 'mailbox', 'policy', 'tenant']), id: z.string(), name: z.string() }),
  title: z.string(),
  risk: z.string(),
  since: z.string().nullable(),
  remedy: z.string(),
  /** The kind of plan that fixes it, or null. */
  fix: z.enum(PLAN_FAMILIES).nullable(),
  source: z.string(),
  evidenceTotal: countSchema,
  firstEvidence: z.string().nullable(),
  group,
});

/** One mailbox, with how many apps and people reach it. */
export const mailboxRowSchema = z.object({
  id: z.string(),
  address: z.string(),
  name: z.string(),
  /** RecipientTypeDetails as the source words it. */
  kind: z.string().nullable(),
  shared: z.boolean(),
  /** Apps that reach it by application permissions. */
  apps: countSchema,
  unknownApps: countSchema,
  /** Why some may be missing from this number; null where none can be. */
  appsGap: z.string().nullable(),
  /** People who reach it, its own account left out. */
  people: countSchema,
  unknownPeople: countSchema,
  /** Why some may be missing from this number; null where none can be. */
  peopleGap: z.string().nullable(),
  /** Whether its own account can sign in; null where the reading does not say. */
  signIn: z.boolean().nullable(),
  group,
});

/** One mailbox that an app or a person reaches, or may. */
export const reachedMailboxRowSchema = z.object({
  id: z.string(),
  address: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  capabilities: verdictsSchema,
  strongest: capabilitySchema.nullable(),
  by: z.array(pathKindSchema),
  group,
});

/** One app or person that reaches a mailbox, or may. */
export const principalRowSchema = z.object({
  kind: z.enum(['app', 'person']),
  id: z.string(),
  name: z.string(),
  enabled: z.boolean().nullable(),
  deleted: z.boolean(),
  capabilities: verdictsSchema,
  strongest: capabilitySchema.nullable(),
  by: z.array(pathKindSchema),
  /** The first path in words; `path.explain` has all of them. */
  why: z.string(),
  group,
});

/** What confines an app: RBAC for Applications, application access policies, both, or nothing. */
export const CONFINEMENTS = ['none', 'aap', 'both', 'rbac'] as const;

/** One app of the list of policies: what confines it, and what that comes to. */
export const policyRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean().nullable(),
  mechanism: z.enum(CONFINEMENTS),
  /** What it is confined to, as a sentence. */
  scope: z.string(),
  policies: countSchema,
  assignments: countSchema,
  pointers: countSchema,
  /** Mailboxes in any of its scopes; null where it has none. */
  members: countSchema.nullable(),
  unknownMembers: countSchema,
  /** What it reaches in the end, by application permissions. */
  extent: extentSchema,
  mailboxes: countSchema,
  unknownMailboxes: countSchema,
  totalMailboxes: countSchema,
  /** Findings about what confines it. */
  findings: countSchema,
  worst: severitySchema.nullable(),
  group,
});

/** One group, to choose from. */
export const groupRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  /** RecipientTypeDetails, or what Entra calls it. */
  kind: z.string().nullable(),
  /** Mailboxes that are direct members. */
  mailboxes: countSchema,
  group,
});

/** One credential of an app. */
export const credentialRowSchema = z.object({
  key: z.string(),
  appId: z.string(),
  name: z.string(),
  objectKind: z.enum(['application', 'servicePrincipal']),
  kind: z.enum(['secret', 'certificate', 'federated']),
  keyId: z.string(),
  displayName: z.string().nullable(),
  start: z.string().nullable(),
  end: z.string().nullable(),
  daysLeft: z.number().int().nullable(),
  state: z.enum(['valid', 'expiring', 'expired', 'notYetValid']),
  reach: extentSchema,
  group,
});

/** One source of the reading. */
export const coverageRowSchema = z.object({
  source: z.string(),
  label: z.string(),
  state: coverageStateSchema,
  count: countSchema.nullable(),
  reason: z.string().nullable(),
  /** What answers lack because of it; null for a complete source. */
  consequence: z.string().nullable(),
  group,
});

/** Something that could not be attributed to anybody. */
export const unresolvedRowSchema = z.object({
  key: z.string(),
  principals: z.enum(['apps', 'people']),
  right: z.enum(['fullAccess', 'sendAs', 'sendOnBehalf', 'rbac', 'entra']),
  trustee: z.string().nullable(),
  reason: z.string(),
  /** `all`, or how many. */
  mailboxes: z.union([z.literal('all'), countSchema]),
  group,
});
