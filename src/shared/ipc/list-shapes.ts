import { z } from 'zod';
import {
  appWaySchema,
  capabilitySchema,
  countSchema,
  coverageStateSchema,
  extentSchema,
  findingIdSchema,
  objectIdSchema,
  readingIdSchema,
  searchTextSchema,
  severitySchema,
  verdictSchema,
} from './common-shapes';
import {
  appRowSchema,
  CONFINEMENTS,
  coverageRowSchema,
  credentialRowSchema,
  findingRowSchema,
  groupRowSchema,
  mailboxRowSchema,
  policyRowSchema,
  principalRowSchema,
  reachedMailboxRowSchema,
  unresolvedRowSchema,
} from './list-rows';

/** At most so many rows in one answer. */
export const ROWS_LIMIT = 200;

const text = searchTextSchema.optional();

function listOf<
  Name extends string,
  Filter extends z.ZodRawShape,
  Row extends z.ZodType,
  Sort extends readonly [string, ...string[]],
  Group extends readonly [string, ...string[]],
>(name: Name, filter: Filter, row: Row, sort: Sort, groups: Group) {
  const query = z.object({
    list: z.literal(name),
    readingId: readingIdSchema,
    filter: z.object(filter),
    sort: z.object({ by: z.enum(sort), direction: z.enum(['ascending', 'descending']) }).optional(),
    group: z.enum(groups).optional(),
  });
  const answer = z.object({
    list: z.literal(name),
    rows: z.array(row).max(ROWS_LIMIT),
    total: countSchema,
    /** How many rows there are without any filter. */
    unfiltered: countSchema,
    /** Per filter the number of rows by value, with every other filter applied. */
    facets: z.record(z.string(), z.record(z.string(), countSchema)),
    /** The heads of a grouped list with the rows under each, in the order of the rows; empty where the list is not grouped. */
    groups: z.array(z.object({ label: z.string(), count: countSchema })),
    /** Changes when the reading is opened anew: rows of another revision do not belong together. */
    revision: z.number().int(),
    querySeq: z.number().int(),
  });
  return { query, answer, row };
}

/** Every list: its filter, its rows, what it can be sorted and grouped by. */
export const LISTS = {
  apps: listOf(
    'apps',
    {
      text,
      extent: z.array(extentSchema).optional(),
      capability: z.array(capabilitySchema).optional(),
      by: z.array(appWaySchema).optional(),
      severity: z.array(severitySchema).optional(),
      /** Only apps that reach something or may, by application permissions (`true`), or only the others. */
      reaching: z.boolean().optional(),
    },
    appRowSchema,
    ['name', 'publisher', 'extent', 'mailboxes', 'strongest', 'nextExpiry', 'lastSignIn', 'findings'],
    ['none', 'extent', 'publisher', 'severity'],
  ),
  findings: listOf(
    'findings',
    {
      text,
      severity: z.array(severitySchema).optional(),
      finding: z.array(findingIdSchema).optional(),
      subjectId: objectIdSchema.optional(),
    },
    findingRowSchema,
    ['severity', 'title', 'subject', 'since'],
    ['none', 'severity', 'finding'],
  ),
  mailboxes: listOf(
    'mailboxes',
    { text, kind: z.array(z.string().max(200)).max(50).optional(), shared: z.boolean().optional() },
    mailboxRowSchema,
    ['name', 'address', 'kind', 'apps', 'people', 'signIn'],
    ['none', 'kind'],
  ),
  appMailboxes: listOf(
    'appMailboxes',
    {
      appId: objectIdSchema,
      text,
      capability: capabilitySchema.optional(),
      verdict: z.array(verdictSchema).optional(),
      /** Only what it reaches by application permissions, or only what it reaches through its users. */
      through: z.enum(['application', 'delegated']).optional(),
    },
    reachedMailboxRowSchema,
    ['name', 'address', 'kind', 'strongest'],
    ['none', 'kind'],
  ),
  personMailboxes: listOf(
    'personMailboxes',
    {
      personId: objectIdSchema,
      text,
      capability: capabilitySchema.optional(),
      verdict: z.array(verdictSchema).optional(),
    },
    reachedMailboxRowSchema,
    ['name', 'address', 'kind', 'strongest'],
    ['none', 'kind'],
  ),
  principals: listOf(
    'principals',
    {
      mailboxId: objectIdSchema,
      text,
      kind: z.enum(['app', 'person']).optional(),
      capability: capabilitySchema.optional(),
      verdict: z.array(verdictSchema).optional(),
    },
    principalRowSchema,
    ['name', 'kind', 'strongest'],
    ['none', 'kind'],
  ),
  policies: listOf(
    'policies',
    {
      text,
      mechanism: z.array(z.enum(CONFINEMENTS)).optional(),
      extent: z.array(extentSchema).optional(),
      severity: z.array(severitySchema).optional(),
    },
    policyRowSchema,
    ['name', 'mechanism', 'scope', 'members', 'extent', 'findings'],
    ['none', 'mechanism'],
  ),
  groups: listOf(
    'groups',
    { text, kind: z.array(z.string().max(200)).max(50).optional() },
    groupRowSchema,
    ['name', 'kind', 'mailboxes'],
    ['none', 'kind'],
  ),
  credentials: listOf(
    'credentials',
    {
      text,
      state: z.array(z.enum(['valid', 'expiring', 'expired', 'notYetValid'])).optional(),
      kind: z.array(z.enum(['secret', 'certificate', 'federated'])).optional(),
      reach: z.array(extentSchema).optional(),
      appId: objectIdSchema.optional(),
    },
    credentialRowSchema,
    ['end', 'name', 'kind', 'state', 'reach'],
    ['none', 'state', 'month', 'app'],
  ),
  coverage: listOf(
    'coverage',
    { text, state: z.array(coverageStateSchema).optional() },
    coverageRowSchema,
    ['source', 'state', 'count'],
    ['none', 'state'],
  ),
  unresolved: listOf(
    'unresolved',
    { text, principals: z.array(z.enum(['apps', 'people'])).optional(), mailboxId: objectIdSchema.optional() },
    unresolvedRowSchema,
    ['right', 'trustee', 'mailboxes'],
    ['none', 'right'],
  ),
} as const;

/** The name of a list. */
export type ListName = keyof typeof LISTS;

/** Every list by name. */
export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** The rows of a list. */
export type ListRow<Name extends ListName> = z.infer<(typeof LISTS)[Name]['row']>;

/** Which rows of a list, in which order: what a query and an export have in common. */
export type ListSelection<Name extends ListName> = z.infer<(typeof LISTS)[Name]['query']>;

/** A query of a list: a selection, the rows wanted (end excluded, at most 200), and the caller's counter. */
export type ListQuery<Name extends ListName> = ListSelection<Name> & {
  readonly range: { readonly start: number; readonly end: number };
  readonly querySeq: number;
};

/** The answer to a query. */
export type ListAnswer<Name extends ListName> = z.infer<(typeof LISTS)[Name]['answer']>;

const window = {
  range: z
    .object({ start: countSchema, end: countSchema })
    .refine((range) => range.end >= range.start && range.end - range.start <= ROWS_LIMIT, {
      message: `at most ${ROWS_LIMIT} rows`,
    }),
  querySeq: z.number().int(),
};

/** Any list query. */
export const listQuerySchema = z.discriminatedUnion('list', [
  LISTS.apps.query.extend(window),
  LISTS.findings.query.extend(window),
  LISTS.mailboxes.query.extend(window),
  LISTS.appMailboxes.query.extend(window),
  LISTS.personMailboxes.query.extend(window),
  LISTS.principals.query.extend(window),
  LISTS.credentials.query.extend(window),
  LISTS.coverage.query.extend(window),
  LISTS.unresolved.query.extend(window),
  LISTS.policies.query.extend(window),
  LISTS.groups.query.extend(window),
]);

/** Any selection of a list, without a range: what an export takes. */
export const listSelectionSchema = z.discriminatedUnion('list', [
  LISTS.apps.query,
  LISTS.findings.query,
  LISTS.mailboxes.query,
  LISTS.appMailboxes.query,
  LISTS.personMailboxes.query,
  LISTS.principals.query,
  LISTS.credentials.query,
  LISTS.coverage.query,
  LISTS.unresolved.query,
  LISTS.policies.query,
  LISTS.groups.query,
]);

/** Any list answer. */
export const listAnswerSchema = z.discriminatedUnion('list', [
  LISTS.apps.answer,
  LISTS.findings.answer,
  LISTS.mailboxes.answer,
  LISTS.appMailboxes.answer,
  LISTS.personMailboxes.answer,
  LISTS.principals.answer,
  LISTS.credentials.answer,
  LISTS.coverage.answer,
  LISTS.unresolved.answer,
  LISTS.policies.answer,
  LISTS.groups.answer,
]);
