import { z } from 'zod';

/**
 * The answers of the command line as its contract describes them, written down apart from the product's own types. Objects are
 * strict where the contract lists every property; a finding may say more than the contract asks for.
 */
const lowerCase = z.string().regex(/^[^A-Z]*$/, 'not in lower case');
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/);
const natural = z.int().nonnegative();
const enabled = z.boolean().nullable();
const extent = z.enum(['all', 'some', 'none', 'unknown']);
const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);

const CAPABILITIES = [
  'mail.readBasic',
  'mail.read',
  'mail.write',
  'mail.send',
  'settings.read',
  'settings.write',
  'calendar.readBasic',
  'calendar.read',
  'calendar.write',
  'contacts.read',
  'contacts.write',
  'folders.read',
  'folders.write',
  'items.export',
  'items.import',
  'config.read',
  'config.write',
] as const;
const capability = z.enum(CAPABILITIES);

/** What each capability brings with it: a set that has the first has the second. */
const IMPLIED = [
  ['mail.write', 'mail.read'],
  ['mail.read', 'mail.readBasic'],
  ['settings.write', 'settings.read'],
  ['calendar.write', 'calendar.read'],
  ['calendar.read', 'calendar.readBasic'],
  ['contacts.write', 'contacts.read'],
  ['folders.write', 'folders.read'],
  ['config.write', 'config.read'],
] as const;

function closed<T extends z.ZodType<object>>(schema: T): T {
  return schema.refine(
    (capabilities) => IMPLIED.every(([holder, implied]) => !(holder in capabilities) || implied in capabilities),
    'capabilities are not closed under implication',
  );
}

const coverage = z.record(
  z.string(),
  z
    .strictObject({ state: z.enum(['complete', 'partial', 'missing']), count: natural.optional(), reason: z.string().min(1).optional() })
    .refine((entry) => entry.state === 'complete' || entry.reason !== undefined, 'partial and missing carry a reason'),
);

const tenant = z.strictObject({
  id: lowerCase,
  displayName: z.string().nullish(),
  defaultDomain: z.string().nullish(),
  cloud: z.string().nullish(),
});

const unresolved = z.array(
  z.strictObject({
    mailboxes: z.union([z.literal('all'), z.array(lowerCase).min(1)]),
    principals: z.enum(['apps', 'people']),
    right: z.enum(['fullAccess', 'sendAs', 'sendOnBehalf', 'rbac', 'entra']),
    trustee: z.string().nullable(),
    reason: z.string().min(1),
  }),
);

const subject = z
  .strictObject({ kind: z.enum(['app', 'mailbox', 'policy', 'tenant']), id: z.string().min(1), name: z.string() })
  .refine((value) => value.kind === 'policy' || !/[A-Z]/.test(value.id), 'an id in capitals');

const explained = closed(
  z.partialRecord(
    capability,
    z.strictObject({
      verdict: z.enum(['yes', 'unknown']),
      paths: z
        .array(
          z.strictObject({
            kind: z.enum(['entra', 'rbac', 'delegated', 'fullAccess', 'sendAs', 'sendOnBehalf', 'mailboxPermission', 'owner']),
            detail: z.string().min(1),
            via: z.array(z.string()),
          }),
        )
        .min(1),
    }),
  ),
);

/** `mailscope-audit/1`. */
export const auditSchema = z
  .strictObject({
    format: z.literal('mailscope-audit/1'),
    tenant,
    collectedAt: isoDate,
    coverage,
    summary: z
      .strictObject({
        apps: natural,
        appsWithReach: natural,
        tenantWide: natural,
        scoped: natural,
        unknown: natural,
        mailboxes: natural,
        findings: z.record(severity, natural),
      })
      .refine((summary) => summary.appsWithReach === summary.tenantWide + summary.scoped + summary.unknown, 'the parts do not add up'),
    apps: z.array(
      z.strictObject({
        appId: lowerCase,
        servicePrincipalId: lowerCase.nullable(),
        displayName: z.string(),
        enabled,
        strongest: capability.nullable(),
        application: closed(z.partialRecord(capability, z.strictObject({ reach: extent, mailboxes: natural, unknownMailboxes: natural }))),
        delegated: closed(
          z.partialRecord(
            capability,
            z.strictObject({ consent: z.enum(['AllPrincipals', 'Principal']), users: natural, mailboxes: natural }),
          ),
        ),
        findings: z.array(z.string()),
      }),
    ),
    unresolved,
    notJudged: z.array(z.strictObject({ finding: z.string(), reason: z.string().min(1), subjects: natural })),
    accepted: z.array(z.strictObject({ id: z.string(), subject, reason: z.string(), by: z.string(), at: isoDate })),
    findings: z.array(
      z.looseObject({
        id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
        severity,
        subject,
        title: z.string().min(1),
        evidence: z.array(z.unknown()),
        fix: z.string().nullable(),
        source: z.url(),
      }),
    ),
  })
  .refine((audit) => audit.summary.apps === audit.apps.length, 'summary.apps is not the number of apps')
  .refine(
    (audit) =>
      Object.entries(audit.summary.findings).every(
        ([level, count]) => audit.findings.filter((finding) => finding.severity === level).length === count,
      ),
    'summary.findings does not count the findings',
  )
  .refine((audit) => {
    const keys = audit.findings.map((finding) => `${finding.id}:${finding.subject.kind}:${finding.subject.id}`);
    return new Set(keys).size === keys.length;
  }, 'two findings with one id and subject');

/** `mailscope-reach/1`. */
export const reachSchema = z.strictObject({
  format: z.literal('mailscope-reach/1'),
  app: z.strictObject({ appId: lowerCase, name: z.string(), enabled }),
  coverage,
  unresolved,
  mailboxes: z.array(z.strictObject({ id: lowerCase, address: z.string(), capabilities: explained })),
});

/** `mailscope-who/1`. */
export const whoSchema = z.strictObject({
  format: z.literal('mailscope-who/1'),
  mailbox: z.strictObject({ id: lowerCase, address: z.string() }),
  coverage,
  unresolved,
  principals: z.array(
    z.strictObject({
      kind: z.enum(['app', 'person']),
      id: lowerCase,
      name: z.string(),
      enabled,
      deleted: z.boolean(),
      capabilities: explained,
    }),
  ),
});

const mailboxList = z.union([z.literal('all'), z.array(lowerCase)]);
const lists = closed(z.partialRecord(capability, z.strictObject({ yes: mailboxList, unknown: mailboxList })));

/** `mailscope-matrix/1`. */
export const matrixSchema = z.strictObject({
  format: z.literal('mailscope-matrix/1'),
  mailboxes: natural,
  coverage,
  apps: z.array(z.strictObject({ appId: lowerCase, name: z.string(), enabled, capabilities: lists })),
  people: z.array(z.strictObject({ id: lowerCase, name: z.string(), enabled, capabilities: lists })),
  unresolved,
});

/** `mailscope-secrets/1`. */
export const secretsSchema = z.strictObject({
  format: z.literal('mailscope-secrets/1'),
  now: isoDate,
  credentials: z.array(
    z.strictObject({
      appId: lowerCase,
      name: z.string(),
      objectKind: z.enum(['application', 'servicePrincipal']),
      objectId: lowerCase,
      kind: z.enum(['secret', 'certificate', 'federated']),
      keyId: z.string(),
      displayName: z.string().nullable(),
      start: isoDate.nullable(),
      end: isoDate.nullable(),
      daysLeft: z.int().nullable(),
      state: z.enum(['valid', 'expiring', 'expired', 'notYetValid']),
      reach: extent,
    }),
  ),
});
