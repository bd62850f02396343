import type { Evidence } from '../answers/answer-shapes';
import { keyOf } from '../collection/text-key';
import { forEachComparison } from '../reach/opath/filter-node';
import { parseFilter } from '../reach/opath/parse-filter';
import type { ScopeBasis } from '../reach/permissions/powerful-permissions';
import type { AppEntry, Scope } from '../reach/reach-model';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import type { GroupFacts } from './group-facts';
import { gapsOf } from './reach-judgement';
import { appsWithPointers } from './unseen';
import { appSubject, evidence, someOf } from './wording';

/** Properties of a recipient filter that follow an attribute of the user which Microsoft Graph can write. */
const USER_ATTRIBUTES = new Set([
  'displayname',
  'alias',
  'userprincipalname',
  'department',
  'company',
  'office',
  'city',
  'stateorprovince',
  'countryorregion',
  'title',
  'firstname',
  'lastname',
  ...Array.from({ length: 15 }, (_, index) => `customattribute${index + 1}`),
]);

/** What a scope rests on. */
interface Basis {
  readonly groups: readonly string[];
  readonly attributes: readonly string[];
  readonly unit: { readonly id: string; readonly name: string } | null;
}

interface Verdict {
  readonly evidence: readonly Evidence[];
  /** What would have to be read to say that there is nothing more. */
  readonly gaps: readonly string[];
}

/** Apps whose scope somebody can widen: owners, joiners and rules of the group it rests on, or apps that may change it. */
export function findWidenableScopes(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const judged = new Map<Scope, Map<boolean, Verdict>>();
  const changers = changersByBasis(context);
  for (const app of context.engine.apps) {
    const verdicts = scopesOf(app).map(({ scope, nested }) => {
      const known = judged.get(scope)?.get(nested);
      if (known) return known;
      const verdict = judgeScope(scope, nested, context, changers);
      judged.set(scope, (judged.get(scope) ?? new Map<boolean, Verdict>()).set(nested, verdict));
      return verdict;
    });
    const found = verdicts.flatMap((verdict) => verdict.evidence);
    if (found.length > 0) {
      add(report, app, found);
      continue;
    }
    const gaps = [...new Set(verdicts.flatMap((verdict) => verdict.gaps))];
    report.skip('scope-can-be-widened', gaps.join('; '), gaps.length > 0 ? 1 : 0);
  }
  noteUnreadScopes(report, context);
  return report;
}

/** Apps that may have a scope which was not read. */
function noteUnreadScopes(report: FamilyReport, context: FindingContext): void {
  const id = 'scope-can-be-widened';
  const governed = context.engine.apps.filter(
    (app) => !report.has(id, app.appId) && app.grants.some((grant) => grant.governedByPolicies && grant.mask !== 0),
  );
  report.skip(id, gapsOf(context.reading, ['exchange.applicationAccessPolicies']), governed.length);
  report.skip(id, gapsOf(context.reading, ['exchange.managementRoleAssignments']), appsWithPointers(context, report, id));
}

function add(report: FamilyReport, app: AppEntry, found: readonly Evidence[]): void {
  const seen = new Set<string>();
  report.add({
    id: 'scope-can-be-widened',
    severity: 'high',
    subject: appSubject(app),
    title: `Others can widen what ${app.name} reaches`,
    risk: 'Whoever can change the set that the scope rests on decides what the app reaches, without touching any permission.',
    evidence: found.filter((item) => !seen.has(item.detail) && seen.add(item.detail)),
    remedy:
      'Let the scope rest on something only Exchange administrators change: a mail-enabled security group without other owners and closed to joining, or an attribute nobody else writes.',
    source: DOCUMENTS.rbac,
  });
}

/** The scopes that confine an app. A blocklist is no scope; a policy counts nested groups, a role assignment does not. */
function scopesOf(app: AppEntry): readonly { readonly scope: Scope; readonly nested: boolean }[] {
  const governed = app.grants.some((grant) => grant.governedByPolicies && grant.mask !== 0);
  const byPolicy = governed
    ? app.policies.filter((policy) => policy.right === 'restrict').map((policy) => ({ scope: policy.scope, nested: true }))
    : [];
  const byRole = app.roleAssignments
    .filter((assignment) => assignment.mask !== 0 && assignment.scope.kind !== 'everything')
    .map((assignment) => ({ scope: assignment.scope, nested: false }));
  return [...byPolicy, ...byRole];
}

type Changers = ReadonlyMap<ScopeBasis, { readonly names: readonly string[]; readonly ids: readonly string[] }>;

function changersByBasis(context: FindingContext): Changers {
  const found = new Map<ScopeBasis, Map<string, string>>();
  for (const grant of context.powerfulGrants) {
    const basis = grant.permission.widens;
    if (basis === null) continue;
    const apps = found.get(basis) ?? new Map<string, string>();
    apps.set(grant.appId, `${context.appName(grant.appId)} (${grant.permission.value})`);
    found.set(basis, apps);
  }
  return new Map([...found].map(([basis, apps]) => [basis, { names: [...apps.values()], ids: [...apps.keys()] }]));
}

function judgeScope(scope: Scope, nested: boolean, context: FindingContext, changers: Changers): Verdict {
  const basis = basisOf(scope, nested, context);
  const found: Evidence[] = [];
  const gaps = new Set<string>();
  const need = (gap: string | null): void => {
    if (gap !== null) gaps.add(gap);
  };
  const byApps = (kind: ScopeBasis, what: string, ids: readonly string[]): void => {
    const apps = changers.get(kind);
    if (apps) found.push(evidence(`${someOf(apps.names)} can change ${what}.`, [...ids, ...apps.ids]));
    need(gapsOf(context.reading, ['graph.appRoleAssignments', 'graph.resources', 'graph.servicePrincipals']));
  };
  for (const id of basis.groups) {
    const group = context.groups.of(id);
    found.push(...groupEvidence(group, context));
    if (group.kind === 'microsoft365' || group.kind === 'security') byApps('groupMembers', `the members of "${group.name}"`, [id]);
    if (group.kind === 'unknown') need(gapsOf(context.reading, ['graph.groups', 'exchange.groups']));
    if (group.owners === null)
      need(gapsOf(context.reading, ['graph.owners', 'exchange.groups']) ?? 'the owners of the scope groups are not in the reading');
  }
  if (basis.attributes.length > 0) byApps('userAttributes', `${someOf(basis.attributes)}, which the scope "${scope.name}" rests on`, []);
  if (basis.unit) {
    found.push(...unitEvidence(basis.unit, context));
    byApps('administrativeUnitMembers', `the members of the administrative unit "${basis.unit.name}"`, [basis.unit.id]);
    need(gapsOf(context.reading, ['graph.administrativeUnits']));
  }
  if (scope.kind === 'unresolved')
    need(gapsOf(context.reading, ['exchange.managementScopes', 'exchange.groups', 'graph.administrativeUnits']));
  return { evidence: found, gaps: [...gaps] };
}

function basisOf(scope: Scope, nested: boolean, context: FindingContext): Basis {
  if (scope.kind === 'group' && scope.id !== null)
    return { groups: nested ? context.groups.withNested(scope.id) : [scope.id], attributes: [], unit: null };
  if (scope.kind === 'unit' && scope.id !== null) return { groups: [], attributes: [], unit: { id: scope.id, name: scope.name } };
  const parsed = scope.filter === null ? null : parseFilter(scope.filter);
  const groups = new Set<string>();
  const attributes = new Map<string, string>();
  if (parsed?.ok) {
    forEachComparison(parsed.value, ({ property, value }) => {
      const key = keyOf(property);
      if (USER_ATTRIBUTES.has(key)) attributes.set(key, property);
      if (key !== 'memberofgroup' || typeof value !== 'string') return;
      const match = context.reading.principals.match(value);
      if (match.kind === 'principal' && match.principal.kind === 'group') groups.add(match.principal.id);
    });
  }
  return { groups: [...groups], attributes: [...attributes.values()], unit: null };
}

function groupEvidence(group: GroupFacts, context: FindingContext): readonly Evidence[] {
  const found: Evidence[] = [];
  if (group.dynamic) {
    found.push(
      evidence(
        `"${group.name}" fills itself by a rule${group.rule === null ? '' : ` (${group.rule})`}: whoever changes the attributes it looks at changes the scope.`,
        [group.id],
      ),
    );
  }
  if (group.openJoin === true) found.push(evidence(`Anybody can join "${group.name}".`, [group.id]));
  if (group.owners && group.owners.length > 0) {
    const names = group.owners.map((id) => context.principalName(id));
    found.push(
      evidence(`${someOf(names)} ${names.length === 1 ? 'owns' : 'own'} "${group.name}" and can add members.`, [group.id, ...group.owners]),
    );
  }
  return found;
}

function unitEvidence(unit: { readonly id: string; readonly name: string }, context: FindingContext): readonly Evidence[] {
  const item = context.reading.collection.graph.administrativeUnits?.find((candidate) => keyOf(candidate.id) === unit.id);
  if (!item || (keyOf(item.membershipType) !== 'dynamic' && !item.membershipRule)) return [];
  const rule = item.membershipRule ? ` (${item.membershipRule})` : '';
  return [
    evidence(
      `The administrative unit "${unit.name}" fills itself by a rule${rule}: whoever changes the attributes it looks at changes the scope.`,
      [unit.id],
    ),
  ];
}
