import { keyOf } from '../../shared/domain/collection/text-key';
import { capabilitiesIn } from '../../shared/domain/reach/capability';
import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../../shared/domain/reach/permissions/resources';
import type { AppEntry, Scope } from '../../shared/domain/reach/reach-model';
import { err, ok, type Result } from '../../shared/domain/result';
import type { AppDetail } from '../../shared/ipc/detail-shapes';
import { failure, type Failure } from '../../shared/ipc/envelope';
import { lastSignIns, publisherOf, waysOf } from './apps-list';
import { clipName, clipNullable, clipSentence } from './clip';
import { credentialRow } from './credentials-list';
import { findingRow } from './findings-list';
import { withinBytes } from './fit-answer';
import { widestExtent } from './rank';
import { personOf } from './person-of';
import type { ReadingModel } from './reading-model';
import { appSentence } from './sentences';

const SHOWN = 200;

/** What each list may weigh in bytes: together they stay below the limit of an answer, however long the names are. */
const WEIGHTS = {
  owners: 30_000,
  grants: 100_000,
  policies: 180_000,
  assignments: 180_000,
  pointers: 40_000,
  credentials: 100_000,
  delegatedGrants: 100_000,
  findings: 150_000,
};
const SCOPES_SHOWN = 40;
const OWNERS_SHOWN = 50;

const RESOURCE_NAMES: Readonly<Record<string, string>> = {
  [GRAPH_APP_ID]: 'Microsoft Graph',
  [EXCHANGE_APP_ID]: 'Office 365 Exchange Online',
};

/** Everything of one app but the mailboxes it reaches. */
export function appDetail(model: ReadingModel, appId: string): Result<AppDetail, Failure> {
  const entry = model.engine.app(appId);
  if (!entry) return err(failure('app-unknown'));
  const app = model.auditApps.get(entry.appId);
  const principal = entry.servicePrincipal;
  const credentials = model.credentialsByApp.get(entry.appId) ?? [];
  const findings = model.findingsBySubject.get(`app:${entry.appId}`) ?? [];
  return ok({
    appId: entry.appId,
    name: clipName(entry.name),
    enabled: entry.enabled,
    servicePrincipalId: principal?.id ?? null,
    applicationId: entry.application?.id ?? null,
    ...publisherOf(entry),
    homeTenant: clipNullable(principal?.appOwnerOrganizationId),
    homepage: clipNullable(principal?.homepage),
    createdAt: entry.application?.createdDateTime ?? null,
    lastSignIn: lastSignIns(model).get(entry.appId) ?? null,
    owners: withinBytes(ownersOf(model, entry), WEIGHTS.owners),
    sentence: appSentence(clipName(entry.name), app, model.reading.mailboxes.size),
    strongest: app?.strongest ?? null,
    extent: widestExtent(Object.values(app?.application ?? {}).map((extent) => extent.reach)),
    by: waysOf(entry),
    totalMailboxes: model.reading.mailboxes.size,
    application: { ...app?.application },
    delegated: { ...app?.delegated },
    grants: withinBytes(grantsOf(entry), WEIGHTS.grants),
    grantsTotal: entry.grants.length,
    policies: withinBytes(policiesOf(model, entry), WEIGHTS.policies),
    policiesTotal: entry.policies.length,
    assignments: withinBytes(assignmentsOf(model, entry), WEIGHTS.assignments),
    assignmentsTotal: entry.roleAssignments.length,
    pointers: withinBytes(pointersOf(entry), WEIGHTS.pointers),
    credentials: withinBytes(credentials.slice(0, SHOWN).map(credentialRow), WEIGHTS.credentials),
    credentialsTotal: credentials.length,
    delegatedGrants: withinBytes(delegatedGrantsOf(model, entry), WEIGHTS.delegatedGrants),
    delegatedGrantsTotal: entry.delegatedGrants.length,
    findings: withinBytes(findings.slice(0, SHOWN).map(findingRow), WEIGHTS.findings),
    findingsTotal: findings.length,
  });
}

function ownersOf(model: ReadingModel, entry: AppEntry): AppDetail['owners'] {
  const objects = new Set([keyOf(entry.servicePrincipal?.id), keyOf(entry.application?.id)].filter((id) => id !== ''));
  const ids = new Set<string>();
  for (const row of model.reading.collection.graph.owners ?? []) {
    if (objects.has(keyOf(row.objectId))) for (const id of row.ownerIds ?? []) ids.add(keyOf(id));
  }
  return [...ids].slice(0, OWNERS_SHOWN).map((id) => ({ id, name: clipName(model.reading.principals.byId(id)?.name ?? id) }));
}

function resourceName(model: ReadingModel, resourceAppId: string | null, resourceId: string): string {
  if (resourceAppId === null) return `Resource ${resourceId}`;
  return RESOURCE_NAMES[resourceAppId] ?? clipName(model.reading.servicePrincipalsByApp.get(resourceAppId)?.displayName || resourceAppId);
}

function grantsOf(entry: AppEntry): AppDetail['grants'] {
  return entry.grants.slice(0, SHOWN).map((grant) => ({
    id: clipName(grant.item.id || `${grant.item.resourceId} ${grant.item.appRoleId}`),
    resource:
      grant.resourceAppId === null
        ? `Resource ${clipName(grant.item.resourceId)}`
        : (RESOURCE_NAMES[grant.resourceAppId] ?? grant.resourceAppId),
    permission: clipName(grant.permission),
    capabilities: capabilitiesIn(grant.mask),
    governedByPolicies: grant.governedByPolicies,
    retired: grant.retired,
    replacedBy: grant.replacedBy,
    doubt: grant.doubt === null ? null : clipSentence(grant.doubt),
    since: grant.item.createdDateTime ?? null,
  }));
}

function policiesOf(model: ReadingModel, entry: AppEntry): AppDetail['policies'] {
  return entry.policies.slice(0, SHOWN).map((policy) => ({
    identity: clipName(policy.identity),
    right: policy.right,
    description: clipNullable(policy.item.Description),
    everyApp: policy.appIds.includes('*'),
    scope: scopeOf(model, policy.scope),
  }));
}

function assignmentsOf(model: ReadingModel, entry: AppEntry): AppDetail['assignments'] {
  return entry.roleAssignments.slice(0, SHOWN).map((assignment) => ({
    name: clipName(assignment.item.Name || assignment.item.Identity || assignment.role),
    role: clipName(assignment.role),
    capabilities: capabilitiesIn(assignment.mask),
    scope: scopeOf(model, assignment.scope),
    doubt: assignment.doubt === null ? null : clipSentence(assignment.doubt),
  }));
}

function pointersOf(entry: AppEntry): AppDetail['pointers'] {
  return entry.pointers.slice(0, SHOWN).map((pointer) => ({
    objectId: clipName(pointer.objectId),
    name: clipName(pointer.item.DisplayName || pointer.objectId),
    doubt: pointer.doubt === null ? null : clipSentence(pointer.doubt),
  }));
}

function scopeOf(model: ReadingModel, scope: Scope): AppDetail['policies'][number]['scope'] {
  const { sets } = model.engine;
  return {
    kind: scope.kind,
    name: clipName(scope.name),
    id: clipNullable(scope.id),
    filter: scope.filter === null ? null : clipSentence(scope.filter),
    mailboxes: sets.countYes(scope.members),
    unknownMailboxes: sets.countUnknown(scope.members),
    reason: scope.reason === null ? null : clipSentence(scope.reason),
  };
}

function delegatedGrantsOf(model: ReadingModel, entry: AppEntry): AppDetail['delegatedGrants'] {
  return entry.delegatedGrants.slice(0, SHOWN).map((grant) => ({
    id: clipName(grant.item.id || `${grant.item.clientId} ${grant.item.resourceId}`),
    resource: resourceName(model, grant.resourceAppId, clipName(grant.item.resourceId)),
    consent: grant.userId === null ? 'AllPrincipals' : 'Principal',
    user: grant.userId === null ? null : { id: clipName(grant.userId), name: clipName(personOf(model.reading, grant.userId).name) },
    scopes: grant.scopes.slice(0, SCOPES_SHOWN).map(clipName),
    capabilities: capabilitiesIn(grant.mask),
  }));
}
