import type { CredentialRow, SecretsAnswer } from '../answers/answer-shapes';
import type { Reading } from '../collection/reading';
import type { ReachEngine } from '../reach/reach-engine';
import { buildCredentialRows } from './credential-rows';
import { instantOf } from './instant';

/**
 * `mailscope-secrets/1`: every secret, certificate and federated credential, the next to end first. `within` keeps those
 * that end within so many days, the expired ones included; what has no end is then left out.
 */
export function buildSecrets(
  reading: Reading,
  engine: ReachEngine,
  options: { readonly now: string; readonly within?: number },
): SecretsAnswer {
  const { now, within } = options;
  const rows = buildCredentialRows(reading, engine, instantOf(now) ?? 0).flatMap((app) => app.rows);
  const kept = within === undefined ? rows : rows.filter((row) => row.daysLeft !== null && row.daysLeft <= within);
  const keyed = kept.map((row) => ({ row, end: instantOf(row.end) ?? Number.POSITIVE_INFINITY, name: row.name.toLowerCase() }));
  keyed.sort((left, right) => compare(left.end, right.end) || compare(left.name, right.name) || compareRows(left.row, right.row));
  return { format: 'mailscope-secrets/1', now, credentials: keyed.map(({ row }) => row) };
}

function compareRows(left: CredentialRow, right: CredentialRow): number {
  return compare(left.appId, right.appId) || compare(left.objectKind, right.objectKind) || compare(left.keyId, right.keyId);
}

function compare<T extends string | number>(left: T, right: T): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
