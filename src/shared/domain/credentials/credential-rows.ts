import type { CredentialRow, ReachExtent } from '../answers/answer-shapes';
import type { GraphItem } from '../collection/collection.schema';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import { capabilitiesIn } from '../reach/capability';
import type { ReachEngine } from '../reach/reach-engine';
import type { AppEntry } from '../reach/reach-model';
import { instantOf, wholeDaysBetween } from './instant';

/** How many days before its end a credential counts as expiring. */
export const EXPIRING_WITHIN_DAYS = 30;

/** The credentials of one app: those of its registration and those of its service principal. */
export interface CredentialsOfApp {
  readonly appId: string;
  readonly name: string;
  readonly rows: readonly CredentialRow[];
}

type Holder = Pick<GraphItem<'applications'>, 'id' | 'appId' | 'displayName' | 'passwordCredentials' | 'keyCredentials'>;

interface Owner {
  readonly appId: string;
  readonly name: string;
  readonly objectKind: CredentialRow['objectKind'];
  readonly objectId: string;
  readonly reach: ReachExtent;
}

/** The credentials of every app of a reading that has any, in the order in which the apps are listed. `now` is in milliseconds. */
export function buildCredentialRows(reading: Reading, engine: ReachEngine, now: number): readonly CredentialsOfApp[] {
  const byApp = new Map<string, CredentialRow[]>();
  const names = new Map<string, string>();
  const extents = new ReachExtents(reading, engine);
  const applicationAppIds = new Map<string, string>();
  const ownerOf = (
    objectKind: CredentialRow['objectKind'],
    objectId: string,
    appId: string,
    fallback: string | null | undefined,
  ): Owner => {
    const name = reading.servicePrincipalsByApp.get(appId)?.displayName || fallback || appId;
    names.set(appId, name);
    return { appId, name, objectKind, objectId, reach: extents.of(appId) };
  };
  const push = (appId: string, rows: readonly CredentialRow[]): void => {
    if (rows.length === 0) return;
    const known = byApp.get(appId);
    if (known) known.push(...rows);
    else byApp.set(appId, [...rows]);
  };
  const readHolder = (objectKind: CredentialRow['objectKind'], holder: Holder): void => {
    if (!holder.passwordCredentials?.length && !holder.keyCredentials?.length) return;
    const appId = keyOf(holder.appId);
    push(appId, rowsOf(ownerOf(objectKind, keyOf(holder.id), appId, holder.displayName), holder, now));
  };
  for (const application of reading.collection.graph.applications ?? []) {
    applicationAppIds.set(keyOf(application.id), keyOf(application.appId));
    readHolder('application', application);
  }
  for (const servicePrincipal of reading.collection.graph.servicePrincipals ?? []) readHolder('servicePrincipal', servicePrincipal);
  for (const item of reading.collection.graph.federatedIdentityCredentials ?? []) {
    const objectId = keyOf(item.applicationId);
    const appId = applicationAppIds.get(objectId) ?? objectId;
    const owner = ownerOf('application', objectId, appId, reading.applicationsByApp.get(appId)?.displayName);
    push(appId, [
      {
        ...owner,
        kind: 'federated',
        keyId: keyOf(item.id) || item.name || '',
        displayName: item.name ?? null,
        start: null,
        end: null,
        daysLeft: null,
        state: 'valid',
      },
    ]);
  }
  return [...byApp].map(([appId, rows]) => ({ appId, name: names.get(appId) ?? appId, rows }));
}

/** The secrets and certificates of one object, each once, without what its app reaches. */
export function rowsOfHolder(
  objectKind: CredentialRow['objectKind'],
  holder: Holder,
  name: string,
  now: number,
): readonly Omit<CredentialRow, 'reach'>[] {
  return rowsOf({ appId: keyOf(holder.appId), name, objectKind, objectId: keyOf(holder.id), reach: 'unknown' }, holder, now).map(
    ({ reach: _reach, ...row }) => row,
  );
}

function rowsOf(owner: Owner, holder: Holder, now: number): CredentialRow[] {
  const rows: CredentialRow[] = [];
  const keyIds = new Set<string>();
  const certificates = new Set<string>();
  for (const key of holder.keyCredentials ?? []) {
    const keyId = keyOf(key.keyId);
    keyIds.add(keyId);
    // A signing certificate stands twice, once to sign and once to verify, with one thumbprint.
    const thumbprint = key.customKeyIdentifier || keyId;
    if (thumbprint !== '' && certificates.has(thumbprint)) continue;
    certificates.add(thumbprint);
    rows.push({
      ...owner,
      kind: 'certificate',
      keyId,
      displayName: key.displayName ?? null,
      ...lifetime(key.startDateTime, key.endDateTime, now),
    });
  }
  const secrets = new Set<string>();
  for (const secret of holder.passwordCredentials ?? []) {
    const keyId = keyOf(secret.keyId);
    // The password of a signing certificate's private key is listed among the secrets under the key's own id:
    // https://learn.microsoft.com/graph/api/serviceprincipal-addtokensigningcertificate
    if (keyId !== '' && (keyIds.has(keyId) || secrets.has(keyId))) continue;
    secrets.add(keyId);
    rows.push({
      ...owner,
      kind: 'secret',
      keyId,
      displayName: secret.displayName || null,
      ...lifetime(secret.startDateTime, secret.endDateTime, now),
    });
  }
  return rows;
}

function lifetime(
  start: string | null | undefined,
  end: string | null | undefined,
  now: number,
): Pick<CredentialRow, 'start' | 'end' | 'daysLeft' | 'state'> {
  const from = instantOf(start);
  const until = instantOf(end);
  const daysLeft = until === null ? null : wholeDaysBetween(now, until);
  return { start: start ?? null, end: end ?? null, daysLeft, state: stateOf(from, daysLeft, now) };
}

function stateOf(from: number | null, daysLeft: number | null, now: number): CredentialRow['state'] {
  if (daysLeft !== null && daysLeft < 0) return 'expired';
  if (from !== null && from > now) return 'notYetValid';
  return daysLeft !== null && daysLeft <= EXPIRING_WITHIN_DAYS ? 'expiring' : 'valid';
}

/** How far apps reach by application permissions, each computed once. */
class ReachExtents {
  private readonly apps: ReadonlyMap<string, AppEntry>;
  private readonly extents = new Map<string, ReachExtent>();
  private readonly otherwise: ReachExtent;

  constructor(
    reading: Reading,
    private readonly engine: ReachEngine,
  ) {
    this.apps = new Map(engine.apps.map((app) => [app.appId, app]));
    this.otherwise = reading.isComplete('graph.appRoleAssignments') ? 'none' : 'unknown';
  }

  of(appId: string): ReachExtent {
    const known = this.extents.get(appId);
    if (known) return known;
    const app = this.apps.get(appId);
    const extent = app ? strongestExtent(this.engine, app) : 'none';
    const bounded = extent === 'none' ? this.otherwise : extent;
    this.extents.set(appId, bounded);
    return bounded;
  }
}

/** The farthest an app reaches over its capabilities: all, some, unknown, none. */
export function strongestExtent(engine: ReachEngine, app: AppEntry): ReachExtent {
  const reach = engine.applicationReach(app);
  if (reach.yes === 0)
    return capabilitiesIn(reach.held).some((capability) => reach.extent(capability).reach === 'unknown') ? 'unknown' : 'none';
  return capabilitiesIn(reach.yes).some((capability) => reach.extent(capability).reach === 'all') ? 'all' : 'some';
}
