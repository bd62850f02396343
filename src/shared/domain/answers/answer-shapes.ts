import type { CoverageEntry, TenantInfo } from '../collection/collection.schema';
import type { Capability } from '../reach/capability';
import type { FindingId, Severity } from '../findings/finding';

/** Coverage of every source of a reading, keyed by its path (`graph.users`). */
export type CoverageMap = Readonly<Record<string, CoverageEntry>>;

/** How one comes to a capability. */
export type PathKind = 'entra' | 'rbac' | 'delegated' | 'fullAccess' | 'sendAs' | 'sendOnBehalf' | 'mailboxPermission' | 'owner';

/** One chain of grants, policies, scopes and groups that yields a capability. `detail` is a sentence; `via` the ids along it, in order. */
export interface ReachPath {
  readonly kind: PathKind;
  readonly detail: string;
  readonly via: readonly string[];
}

/** A verdict other than *no*, with the paths that explain it (for *unknown*: the reasons are in the paths' details). */
export interface ExplainedVerdict {
  readonly verdict: 'yes' | 'unknown';
  readonly paths: readonly ReachPath[];
}

/** Capabilities with verdicts; what is absent is *no*. */
export type ExplainedCapabilities = Readonly<Partial<Record<Capability, ExplainedVerdict>>>;

/** Something that could not be attributed to a principal: the answer is incomplete there. */
export interface Unresolved {
  readonly mailboxes: 'all' | readonly string[];
  readonly principals: 'apps' | 'people';
  readonly right: 'fullAccess' | 'sendAs' | 'sendOnBehalf' | 'rbac' | 'entra';
  readonly trustee: string | null;
  readonly reason: string;
}

/** `mailscope-reach/1`: every mailbox one app reaches. */
export interface ReachAnswer {
  readonly format: 'mailscope-reach/1';
  readonly app: { readonly appId: string; readonly name: string; readonly enabled: boolean | null };
  readonly coverage: CoverageMap;
  readonly unresolved: readonly Unresolved[];
  readonly mailboxes: readonly { readonly id: string; readonly address: string; readonly capabilities: ExplainedCapabilities }[];
}

/** One principal of a `who` answer. */
export interface WhoPrincipal {
  readonly kind: 'app' | 'person';
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean | null;
  readonly deleted: boolean;
  readonly capabilities: ExplainedCapabilities;
}

/** `mailscope-who/1`: every app and person that reaches one mailbox. */
export interface WhoAnswer {
  readonly format: 'mailscope-who/1';
  readonly mailbox: { readonly id: string; readonly address: string };
  readonly coverage: CoverageMap;
  readonly unresolved: readonly Unresolved[];
  readonly principals: readonly WhoPrincipal[];
}

/** Mailbox ids, or `all` where the list is every mailbox of the reading. */
export type MailboxList = 'all' | readonly string[];

/** Capabilities of one principal as lists of mailboxes. */
export type MatrixCapabilities = Readonly<Partial<Record<Capability, { readonly yes: MailboxList; readonly unknown: MailboxList }>>>;

/** `mailscope-matrix/1`: everything at once. */
export interface MatrixAnswer {
  readonly format: 'mailscope-matrix/1';
  readonly mailboxes: number;
  readonly coverage: CoverageMap;
  readonly apps: readonly {
    readonly appId: string;
    readonly name: string;
    readonly enabled: boolean | null;
    readonly capabilities: MatrixCapabilities;
  }[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly enabled: boolean | null;
    readonly capabilities: MatrixCapabilities;
  }[];
  readonly unresolved: readonly Unresolved[];
}

/** How far one capability of an app goes. */
export type ReachExtent = 'all' | 'some' | 'none' | 'unknown';

/** One app of an audit. */
export interface AuditApp {
  readonly appId: string;
  readonly servicePrincipalId: string | null;
  readonly displayName: string;
  readonly enabled: boolean | null;
  readonly strongest: Capability | null;
  readonly application: Readonly<
    Partial<Record<Capability, { readonly reach: ReachExtent; readonly mailboxes: number; readonly unknownMailboxes: number }>>
  >;
  readonly delegated: Readonly<
    Partial<Record<Capability, { readonly consent: 'AllPrincipals' | 'Principal'; readonly users: number; readonly mailboxes: number }>>
  >;
  readonly findings: readonly FindingId[];
}

/** What a finding is about. */
export interface FindingSubject {
  readonly kind: 'app' | 'mailbox' | 'policy' | 'tenant';
  readonly id: string;
  readonly name: string;
}

/** One piece of evidence: a sentence, and the ids it rests on. */
export interface Evidence {
  readonly detail: string;
  readonly ids: readonly string[];
}

/** One finding: what is wrong, about what, how bad, on what evidence, and which document says so. */
export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  readonly title: string;
  readonly risk: string;
  readonly since: string | null;
  readonly evidence: readonly Evidence[];
  readonly remedy: string;
  readonly fix: string | null;
  readonly source: string;
}

/** A kind of finding that could not be judged for some subjects because the reading lacks a source. */
export interface NotJudged {
  readonly finding: FindingId;
  readonly reason: string;
  readonly subjects: number;
}

/** A finding that somebody accepted with a reason. */
export interface AcceptedFinding {
  readonly id: FindingId;
  readonly subject: FindingSubject;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** `mailscope-audit/1`. */
export interface AuditAnswer {
  readonly format: 'mailscope-audit/1';
  readonly tenant: TenantInfo;
  readonly collectedAt: string;
  readonly coverage: CoverageMap;
  readonly summary: {
    readonly apps: number;
    readonly appsWithReach: number;
    readonly tenantWide: number;
    readonly scoped: number;
    readonly unknown: number;
    readonly mailboxes: number;
    readonly findings: Readonly<Record<Severity, number>>;
  };
  readonly apps: readonly AuditApp[];
  readonly unresolved: readonly Unresolved[];
  readonly notJudged: readonly NotJudged[];
  readonly accepted: readonly AcceptedFinding[];
  readonly findings: readonly Finding[];
}

/** One credential of `mailscope-secrets/1`. Dates are ISO 8601; `daysLeft` is whole days, negative once expired, null without an end. */
export interface CredentialRow {
  readonly appId: string;
  readonly name: string;
  readonly objectKind: 'application' | 'servicePrincipal';
  readonly objectId: string;
  readonly kind: 'secret' | 'certificate' | 'federated';
  readonly keyId: string;
  readonly displayName: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly daysLeft: number | null;
  readonly state: 'valid' | 'expiring' | 'expired' | 'notYetValid';
  readonly reach: ReachExtent;
}

/** `mailscope-secrets/1`. */
export interface SecretsAnswer {
  readonly format: 'mailscope-secrets/1';
  readonly now: string;
  readonly credentials: readonly CredentialRow[];
}
