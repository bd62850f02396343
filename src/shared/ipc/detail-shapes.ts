import { z } from 'zod';
import {
  appWaySchema,
  capabilitySchema,
  countSchema,
  extentSchema,
  findingIdSchema,
  pathKindSchema,
  severitySchema,
  verdictsSchema,
} from './common-shapes';
import { credentialRowSchema, findingRowSchema } from './list-rows';

/** What a link of a path, or an object on a page, can be. */
export const linkKindSchema = z.enum(['app', 'grant', 'policy', 'assignment', 'scope', 'group', 'unit', 'permission', 'user', 'mailbox']);

/** What a policy or role assignment covers. */
export const scopeSchema = z.object({
  kind: z.enum(['everything', 'filter', 'group', 'unit', 'mailbox', 'recipient', 'unresolved']),
  name: z.string(),
  id: z.string().nullable(),
  filter: z.string().nullable(),
  /** Mailboxes in it for certain. */
  mailboxes: countSchema,
  unknownMailboxes: countSchema,
  reason: z.string().nullable(),
});

/** Everything of one app but the mailboxes it reaches (list `appMailboxes`). Lists are cut to 200; the totals tell. */
export const appDetailSchema = z.object({
  appId: z.string(),
  name: z.string(),
  enabled: z.boolean().nullable(),
  servicePrincipalId: z.string().nullable(),
  applicationId: z.string().nullable(),
  publisher: z.string().nullable(),
  verified: z.boolean().nullable(),
  microsoft: z.boolean(),
  homeTenant: z.string().nullable(),
  homepage: z.string().nullable(),
  createdAt: z.string().nullable(),
  lastSignIn: z.string().nullable(),
  owners: z.array(z.object({ id: z.string(), name: z.string() })),
  /** What the app can do, in plain words. */
  sentence: z.string(),
  strongest: capabilitySchema.nullable(),
  extent: extentSchema,
  by: z.array(appWaySchema),
  totalMailboxes: countSchema,
  application: z.partialRecord(capabilitySchema, z.object({ reach: extentSchema, mailboxes: countSchema, unknownMailboxes: countSchema })),
  delegated: z.partialRecord(
    capabilitySchema,
    z.object({ consent: z.enum(['AllPrincipals', 'Principal']), users: countSchema, mailboxes: countSchema }),
  ),
  grants: z.array(
    z.object({
      id: z.string(),
      resource: z.string(),
      permission: z.string(),
      capabilities: z.array(capabilitySchema),
      /** Whether an application access policy can confine it. */
      governedByPolicies: z.boolean(),
      retired: z.boolean(),
      replacedBy: z.string().nullable(),
      doubt: z.string().nullable(),
      since: z.string().nullable(),
    }),
  ),
  grantsTotal: countSchema,
  policies: z.array(
    z.object({
      identity: z.string(),
      right: z.enum(['restrict', 'deny', 'unknown']),
      description: z.string().nullable(),
      everyApp: z.boolean(),
      scope: scopeSchema,
    }),
  ),
  policiesTotal: countSchema,
  assignments: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      capabilities: z.array(capabilitySchema),
      scope: scopeSchema,
      doubt: z.string().nullable(),
    }),
  ),
  assignmentsTotal: countSchema,
  pointers: z.array(z.object({ objectId: z.string(), name: z.string(), doubt: z.string().nullable() })),
  credentials: z.array(credentialRowSchema),
  credentialsTotal: countSchema,
  delegatedGrants: z.array(
    z.object({
      id: z.string(),
      resource: z.string(),
      consent: z.enum(['AllPrincipals', 'Principal']),
      user: z.object({ id: z.string(), name: z.string() }).nullable(),
      scopes: z.array(z.string()),
      capabilities: z.array(capabilitySchema),
    }),
  ),
  delegatedGrantsTotal: countSchema,
  findings: z.array(findingRowSchema),
  findingsTotal: countSchema,
});

/** Everything of one app but the mailboxes it reaches. */
export type AppDetail = z.infer<typeof appDetailSchema>;

/** One mailbox; who reaches it is the list `principals`, what could not be attributed the list `unresolved`. */
export const mailboxDetailSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  kind: z.string().nullable(),
  shared: z.boolean(),
  signIn: z.boolean().nullable(),
  addresses: z.array(z.string()),
  forwardingTo: z.string().nullable(),
  hidden: z.boolean().nullable(),
  createdAt: z.string().nullable(),
  /** Apps that reach it by application permissions. */
  apps: countSchema,
  unknownApps: countSchema,
  /** Why some may be missing from this number; null where none can be. */
  appsGap: z.string().nullable(),
  /** Further apps that reach it, or may, only through people who sign in to them. */
  delegatedApps: countSchema,
  people: countSchema,
  unknownPeople: countSchema,
  /** Why some may be missing from this number; null where none can be. */
  peopleGap: z.string().nullable(),
  /** Entries that could not be attributed to anybody and concern this mailbox. */
  unresolved: countSchema,
  sentence: z.string(),
  findings: z.array(findingRowSchema),
  findingsTotal: countSchema,
});

/** One mailbox. */
export type MailboxDetail = z.infer<typeof mailboxDetailSchema>;

/** One person; what they reach is the list `personMailboxes`. */
export const personDetailSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  enabled: z.boolean().nullable(),
  deleted: z.boolean(),
  mailboxes: countSchema,
  unknownMailboxes: countSchema,
  sentence: z.string(),
});

/** One person. */
export type PersonDetail = z.infer<typeof personDetailSchema>;

/** One chain: how a principal comes to some capabilities in a mailbox. */
export const chainSchema = z.object({
  kind: pathKindSchema,
  /** Capabilities that this chain yields. */
  capabilities: z.array(capabilitySchema),
  verdict: z.enum(['yes', 'no', 'unknown']),
  detail: z.string(),
  links: z.array(z.object({ kind: linkKindSchema, id: z.string(), label: z.string() })),
});

/** Why an app or a person reaches a mailbox. */
export const explanationSchema = z.object({
  principal: z.object({
    kind: z.enum(['app', 'person']),
    id: z.string(),
    name: z.string(),
    enabled: z.boolean().nullable(),
    deleted: z.boolean(),
  }),
  mailbox: z.object({ id: z.string(), name: z.string(), address: z.string() }),
  verdicts: verdictsSchema,
  chains: z.array(chainSchema),
  chainsTotal: countSchema,
});

/** Why an app or a person reaches a mailbox. */
export type PathExplanation = z.infer<typeof explanationSchema>;

/** One finding with its evidence (the first 200 entries, 50 ids each). */
export const findingDetailSchema = findingRowSchema.extend({
  evidence: z.array(z.object({ detail: z.string(), ids: z.array(z.string()), idsTotal: countSchema })),
});

/** One finding with its evidence. */
export type FindingDetail = z.infer<typeof findingDetailSchema>;

/** One thing that a search found. */
export const searchHitSchema = z.object({
  kind: z.enum(['app', 'mailbox', 'person', 'finding']),
  id: z.string(),
  label: z.string(),
  detail: z.string().nullable(),
  severity: severitySchema.nullable(),
  finding: findingIdSchema.nullable(),
});

/** One thing that a search found. */
export type SearchHit = z.infer<typeof searchHitSchema>;
