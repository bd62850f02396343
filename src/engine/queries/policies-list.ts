import type { FindingId } from '../../shared/domain/findings/finding';
import type { AccessPolicy, AppEntry, RoleAssignment, Scope } from '../../shared/domain/reach/reach-model';
import type { MailboxSets } from '../../shared/domain/reach/mailbox-sets';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { CONFINEMENTS } from '../../shared/ipc/list-rows';
import { clipName, clipSentence } from './clip';
import type { ListRules } from './prepared-list';
import { extentRank, severityRank, worstOf } from './rank';
import type { ReadingModel } from './reading-model';

type Row = ListRow<'policies'>;

/** Findings about what confines an app, or fails to. */
const CONFINING: ReadonlySet<FindingId> = new Set<FindingId>([
  'tenant-wide-mail',
  'scoped-but-grant-survives',
  'aap-legacy',
  'aap-not-covering',
  'aap-deny-only',
  'aap-broken-scope',
  'exo-pointer-mismatch',
  'scope-can-be-widened',
]);

/** The rows of the list of policies: apps that hold an application permission on mail, and those that a policy or role names. */
export function policyRows(model: ReadingModel, apps: readonly ListRow<'apps'>[]): readonly Row[] {
  const rows = new Map(apps.map((row) => [row.id.toLowerCase(), row]));
  return model.engine.apps.filter(isConfinable).map((entry) => rowOf(model, entry, rows.get(entry.appId.toLowerCase())));
}

function isConfinable(entry: AppEntry): boolean {
  return (
    entry.pointers.length > 0 ||
    entry.roleAssignments.length > 0 ||
    entry.policies.some((policy) => !policy.appIds.includes('*')) ||
    entry.grants.some((grant) => !grant.retired && (grant.mask !== 0 || grant.protocol !== null))
  );
}

function rowOf(model: ReadingModel, entry: AppEntry, app: ListRow<'apps'> | undefined): Row {
  const { sets } = model.engine;
  const policies = entry.policies.filter((policy) => confines(policy, sets));
  const scoped = entry.roleAssignments.filter((assignment) => assignment.scope.kind !== 'everything');
  const findings = (model.findingsBySubject.get(`app:${entry.appId.toLowerCase()}`) ?? []).filter(({ id }) => CONFINING.has(id));
  const within = [...policies.filter(({ right }) => right !== 'deny'), ...scoped].map(({ scope }) => scope.members);
  const members = within.reduce((all, one) => sets.or(all, one), sets.none);
  return {
    id: entry.appId,
    name: clipName(entry.name),
    enabled: entry.enabled,
    mechanism: policies.length > 0 ? (scoped.length > 0 ? 'both' : 'aap') : scoped.length > 0 ? 'rbac' : 'none',
    scope: clipSentence(scopeSentence(policies, entry.roleAssignments) ?? unconfinedSentence(entry)),
    policies: entry.policies.length,
    assignments: entry.roleAssignments.length,
    pointers: entry.pointers.length,
    members: within.length === 0 ? null : sets.countYes(members),
    unknownMembers: sets.countUnknown(members),
    extent: app?.extent ?? 'none',
    mailboxes: app?.mailboxes ?? 0,
    unknownMailboxes: app?.unknownMailboxes ?? 0,
    totalMailboxes: model.reading.mailboxes.size,
    findings: findings.length,
    worst: worstOf(findings.map(({ severity }) => severity)),
    group: null,
  };
}

/** A blocklist that blocks no mailbox confines nothing. */
function confines({ right, scope }: AccessPolicy, sets: MailboxSets): boolean {
  return right !== 'deny' || scope.kind === 'unresolved' || sets.countYes(scope.members) + sets.countUnknown(scope.members) > 0;
}

function scopeWords({ kind, name }: Scope): string {
  switch (kind) {
    case 'everything':
      return 'every mailbox';
    case 'group':
      return `the group ${name}`;
    case 'unit':
      return `the administrative unit ${name}`;
    case 'filter':
      return `the scope ${name}`;
    case 'mailbox':
    case 'recipient':
      return name;
    case 'unresolved':
      return name === '' ? 'a scope that does not resolve' : `${name}, which does not resolve`;
  }
}

/** What holds for an app that no policy and no role names. Protocol roles reach only where the app has permissions on the mailbox itself. */
function unconfinedSentence({ grants }: AppEntry): string {
  const live = grants.filter((grant) => !grant.retired && (grant.mask !== 0 || grant.protocol !== null));
  if (live.length === 0) return 'It holds no application permission on mail.';
  return live.every((grant) => grant.protocol !== null)
    ? 'Only mailboxes it was given permissions on (IMAP, POP, SMTP).'
    : 'Nothing confines it.';
}

function scopeSentence(policies: readonly AccessPolicy[], assignments: readonly RoleAssignment[]): string | null {
  const listed = (scopes: readonly Scope[]): string => [...new Set(scopes.map(scopeWords))].join('; ');
  const only = policies.filter(({ right }) => right === 'restrict').map(({ scope }) => scope);
  const not = policies.filter(({ right }) => right === 'deny').map(({ scope }) => scope);
  const unknown = policies.filter(({ right }) => right === 'unknown').map(({ scope }) => scope);
  const clauses = [
    ...(assignments.length > 0 ? [`RBAC: ${listed(assignments.map(({ scope }) => scope))}.`] : []),
    ...(only.length > 0 ? [`Access policy: only ${listed(only)}.`] : []),
    ...(not.length > 0 ? [`Access policy: not ${listed(not)}.`] : []),
    ...(unknown.length > 0 ? [`Access policy of unknown right: ${listed(unknown)}.`] : []),
  ];
  return clauses.length === 0 ? null : clauses.join(' ');
}

const HEADINGS: Readonly<Record<Row['mechanism'], string>> = {
  none: 'Nothing confines it',
  aap: 'Application access policy (legacy)',
  both: 'RBAC and application access policy',
  rbac: 'RBAC for Applications',
};

const mechanismRank = (mechanism: Row['mechanism']): number => CONFINEMENTS.indexOf(mechanism);

/** How the list of policies is queried. */
export const policyRules: ListRules<'policies'> = {
  list: 'policies',
  text: (row) => `${row.name}\n${row.id}\n${row.scope}`,
  filters: {
    mechanism: (row, wanted) => wanted.includes(row.mechanism),
    extent: (row, wanted) => wanted.includes(row.extent),
    severity: (row, wanted) => row.worst !== null && wanted.includes(row.worst),
  },
  facets: {
    mechanism: (row) => [row.mechanism],
    extent: (row) => [row.extent],
    severity: (row) => (row.worst === null ? [] : [row.worst]),
  },
  sorts: {
    name: (row) => row.name,
    mechanism: (row) => mechanismRank(row.mechanism),
    scope: (row) => row.scope,
    members: (row) => row.members,
    extent: (row) => extentRank(row.extent) * 1e9 + row.mailboxes,
    findings: (row) => (severityRank(row.worst) ?? 0) * 1e6 + row.findings,
  },
  groups: { mechanism: (row) => ({ label: HEADINGS[row.mechanism], order: mechanismRank(row.mechanism) }) },
  usual: [
    { by: 'findings', direction: 'descending' },
    { by: 'extent', direction: 'descending' },
    { by: 'name', direction: 'ascending' },
  ],
};
