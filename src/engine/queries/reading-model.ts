import { buildAudit } from '../../shared/domain/answers/audit-answer';
import type { AuditAnswer, AuditApp, CredentialRow, Finding } from '../../shared/domain/answers/answer-shapes';
import type { Reading } from '../../shared/domain/collection/reading';
import { buildSecrets } from '../../shared/domain/credentials/secrets-answer';
import type { ReachEngine } from '../../shared/domain/reach/reach-engine';

/** What the answers of a reading are computed from; what is costly is computed when first asked for, and kept. */
export interface ReadingModel {
  readonly reading: Reading;
  readonly engine: ReachEngine;
  readonly now: string;
  readonly audit: AuditAnswer;
  readonly auditApps: ReadonlyMap<string, AuditApp>;
  readonly credentials: readonly CredentialRow[];
  readonly credentialsByApp: ReadonlyMap<string, readonly CredentialRow[]>;
  /** Findings by `id:kind:subject`. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** Findings about one app, mailbox or policy, by `kind:id`. */
  readonly findingsBySubject: ReadonlyMap<string, readonly Finding[]>;
  /** Something computed once for this reading at this time. */
  kept<T>(key: string, compute: () => T): T;
}

/** The key of a finding: what accepting it hangs on. */
export function findingKey(finding: Finding): string {
  return `${finding.id}:${finding.subject.kind}:${finding.subject.id.toLowerCase()}`;
}

/** How many answers of single mailboxes or apps are kept beside those of the whole reading. */
const KEPT = 16;

/** The model of a reading at one time. */
export function createReadingModel(reading: Reading, engine: ReachEngine, now: string): ReadingModel {
  const values = new Map<string, unknown>();
  const kept = <T>(key: string, compute: () => T): T => {
    if (values.has(key)) {
      const value = values.get(key) as T;
      values.delete(key);
      values.set(key, value);
      return value;
    }
    const value = compute();
    values.set(key, value);
    const oldest = values.size > KEPT ? values.keys().next().value : undefined;
    if (oldest !== undefined) values.delete(oldest);
    return value;
  };
  const audit = lazy(() => buildAudit(reading, engine, { now }));
  const credentials = lazy(() => buildSecrets(reading, engine, { now }).credentials);
  const auditApps = lazy(() => new Map(audit().apps.map((app) => [app.appId.toLowerCase(), app])));
  const credentialsByApp = lazy(() => groupBy(credentials(), (row) => row.appId));
  const findings = lazy(() => new Map(audit().findings.map((finding) => [findingKey(finding), finding])));
  const bySubject = lazy(() => groupBy(audit().findings, (finding) => `${finding.subject.kind}:${finding.subject.id.toLowerCase()}`));
  return {
    reading,
    engine,
    now,
    get audit() {
      return audit();
    },
    get auditApps() {
      return auditApps();
    },
    get credentials() {
      return credentials();
    },
    get credentialsByApp() {
      return credentialsByApp();
    },
    get findings() {
      return findings();
    },
    get findingsBySubject() {
      return bySubject();
    },
    kept,
  };
}

function lazy<T>(compute: () => T): () => T {
  let held: { readonly value: T } | null = null;
  return () => (held ??= { value: compute() }).value;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
