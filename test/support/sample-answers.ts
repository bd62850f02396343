import type {
  AuditAnswer,
  CoverageMap,
  MatrixAnswer,
  ReachAnswer,
  SecretsAnswer,
  WhoAnswer,
} from '../../src/shared/domain/answers/answer-shapes';

/** Small answers by hand, with one name in every place where a name from a tenant can stand. */
export interface SampleAnswers {
  readonly audit: AuditAnswer;
  readonly reach: ReachAnswer;
  readonly who: WhoAnswer;
  readonly matrix: MatrixAnswer;
  readonly secrets: SecretsAnswer;
}

/** The ids that the sample answers use. */
export const SAMPLE = {
  tenant: '11111111-1111-4111-8111-111111111111',
  app: '22222222-2222-4222-8222-222222222222',
  mailbox: '33333333-3333-4333-8333-333333333333',
  other: '44444444-4444-4444-8444-444444444444',
  person: '55555555-5555-4555-8555-555555555555',
  address: 'support@contoso.com',
} as const;

const COVERAGE: CoverageMap = {
  'graph.servicePrincipals': { state: 'complete', count: 812 },
  'exchange.mailboxPermissions': { state: 'partial', count: 190, reason: 'cancelled by the user after 190 of 412' },
  'graph.signInActivities': { state: 'missing', count: 0, reason: '403: needs Entra ID P1' },
};

/** Answers in which every name is the given one. */
export function sampleAnswers(name = 'HR Sync'): SampleAnswers {
  const path = { kind: 'entra', detail: `Mail.ReadWrite granted to ${name}`, via: [SAMPLE.app] } as const;
  const capabilities = {
    'mail.readBasic': { verdict: 'yes', paths: [path] },
    'mail.read': { verdict: 'yes', paths: [path] },
    'mail.write': { verdict: 'yes', paths: [path] },
    'mail.send': { verdict: 'unknown', paths: [{ kind: 'rbac', detail: `the scope ${name} is not in the reading`, via: [] }] },
  } as const;
  const unresolved = [
    { mailboxes: [SAMPLE.mailbox], principals: 'people', right: 'fullAccess', trustee: name, reason: `two principals are called ${name}` },
  ] as const;
  return {
    audit: {
      format: 'mailscope-audit/1',
      tenant: { id: SAMPLE.tenant, displayName: name, defaultDomain: 'contoso.com', cloud: 'global' },
      collectedAt: '2026-11-21T07:00:00Z',
      coverage: COVERAGE,
      summary: {
        apps: 1,
        appsWithReach: 1,
        tenantWide: 1,
        scoped: 0,
        unknown: 0,
        mailboxes: 412,
        findings: { critical: 1, high: 0, medium: 0, low: 0, info: 0 },
      },
      apps: [
        {
          appId: SAMPLE.app,
          servicePrincipalId: SAMPLE.other,
          displayName: name,
          enabled: true,
          strongest: 'mail.write',
          application: { 'mail.write': { reach: 'all', mailboxes: 412, unknownMailboxes: 0 } },
          delegated: { 'mail.read': { consent: 'Principal', users: 3, mailboxes: 3 } },
          findings: ['tenant-wide-mail'],
        },
      ],
      unresolved,
      notJudged: [{ finding: 'unused-with-reach', reason: `no sign-ins for ${name}`, subjects: 41 }],
      accepted: [
        {
          id: 'ownerless',
          subject: { kind: 'app', id: SAMPLE.app, name },
          reason: `accepted for ${name}`,
          by: name,
          at: '2026-11-20T10:00:00Z',
        },
      ],
      findings: [
        {
          id: 'tenant-wide-mail',
          severity: 'critical',
          subject: { kind: 'app', id: SAMPLE.app, name },
          title: 'reaches every mailbox',
          risk: `Whoever holds a credential of ${name} reads all mail.`,
          since: '2024-02-03T04:05:06Z',
          evidence: [{ detail: `Mail.ReadWrite granted to ${name}`, ids: [SAMPLE.app] }],
          remedy: `Scope ${name} by RBAC for Applications.`,
          fix: 'restrict-app',
          source: 'https://learn.microsoft.com/graph/auth-limit-mailbox-access',
        },
      ],
    },
    reach: {
      format: 'mailscope-reach/1',
      app: { appId: SAMPLE.app, name, enabled: false },
      coverage: COVERAGE,
      unresolved,
      mailboxes: [{ id: SAMPLE.mailbox, address: SAMPLE.address, capabilities }],
    },
    who: {
      format: 'mailscope-who/1',
      mailbox: { id: SAMPLE.mailbox, address: SAMPLE.address },
      coverage: COVERAGE,
      unresolved,
      principals: [
        { kind: 'app', id: SAMPLE.app, name, enabled: true, deleted: false, capabilities },
        {
          kind: 'person',
          id: 'S-1-5-21-1-2-3-1105',
          name,
          enabled: null,
          deleted: true,
          capabilities: {
            'mail.send': { verdict: 'yes', paths: [{ kind: 'sendAs', detail: `Send As by ${name}`, via: [SAMPLE.person] }] },
          },
        },
      ],
    },
    matrix: {
      format: 'mailscope-matrix/1',
      mailboxes: 2,
      coverage: COVERAGE,
      apps: [
        {
          appId: SAMPLE.app,
          name,
          enabled: true,
          capabilities: {
            'mail.read': { yes: 'all', unknown: [] },
            'mail.send': { yes: [SAMPLE.mailbox], unknown: [SAMPLE.other] },
          },
        },
      ],
      people: [{ id: SAMPLE.person, name, enabled: null, capabilities: { 'mail.write': { yes: [], unknown: 'all' } } }],
      unresolved,
    },
    secrets: {
      format: 'mailscope-secrets/1',
      now: '2026-11-21T07:00:00Z',
      credentials: [
        {
          appId: SAMPLE.app,
          name,
          objectKind: 'application',
          objectId: SAMPLE.other,
          kind: 'secret',
          keyId: SAMPLE.person,
          displayName: name,
          start: '2024-11-16T07:00:00Z',
          end: '2026-11-16T07:00:00Z',
          daysLeft: -5,
          state: 'expired',
          reach: 'all',
        },
      ],
    },
  };
}

/** The mailboxes that the sample matrix is about. */
export const SAMPLE_MAILBOXES = [
  { id: SAMPLE.mailbox, address: SAMPLE.address },
  { id: SAMPLE.other, address: 'sales@contoso.com' },
] as const;
