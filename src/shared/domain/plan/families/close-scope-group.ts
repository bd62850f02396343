import { err, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import { findPowerfulGrants } from '../../findings/powerful-grants';
import { groupsOfScope } from '../access/scope-groups';
import { pathPart, shown } from '../display-text';
import { changed } from '../effects';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { exchangeLook, graphLook } from '../look';
import { information, planOf, warning } from '../plan-of';
import type { Look, Plan, PlanStep, PlanSubject } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, graphChange, stepId, stepOf, undoBy } from '../steps';
import { findApp, findGroup, groupById, groupFactsOf, textAnswer, type PlanGroup, type Sight } from '../subjects';
import { literal } from '../template';

/** Closes the groups that a scope rests on, so that nobody joins by themselves. */
export const closeScopeGroup: PlanFamilyDefinition = {
  id: 'close-scope-group',
  action: 'Close the group to joining…',
  purpose: 'Nobody can join a group that decides what apps reach; who can still widen it is named.',
  subjects: ['app', 'group'],
  appliesTo: (context, subject) => {
    const found = findGroups(context, subject.id);
    if (!found.ok) return found.error.message;
    return found.value.groups.some(isOpen) ? null : whyNothing(context, found.value.groups);
  },
  questions: (_context, subjectId): readonly Question[] =>
    subjectId === null
      ? [{ id: 'subject', label: 'Which app or group?', help: 'An app id, or the address or id of a group.', type: 'text', required: true }]
      : [],
  build,
};

interface Found {
  readonly subject: PlanSubject;
  readonly groups: readonly PlanGroup[];
}

/** The groups that the scopes of an app rest on, those inside a policy's group included; or the one group that was named. */
function findGroups(sight: Sight, text: string): Result<Found, PlanProblem> {
  const app = findApp(sight, text);
  if (app.ok) {
    const { entry } = app.value;
    const byRole = entry.roleAssignments.flatMap(({ scope }) => groupsOfScope(sight, scope));
    const byPolicy = entry.policies
      .filter((policy) => policy.right !== 'deny')
      .flatMap(({ scope }) => (scope.kind === 'group' && scope.id !== null ? groupFactsOf(sight.reading).withNested(scope.id) : []));
    const ids = [...new Set([...byRole, ...byPolicy])].sort();
    return {
      ok: true,
      value: { subject: { kind: 'app', id: app.value.appId, name: app.value.name }, groups: ids.map((id) => groupById(sight, id)) },
    };
  }
  const group = findGroup(sight, 'subject', text);
  return group.ok
    ? { ok: true, value: { subject: { kind: 'group', id: group.value.id, name: group.value.name }, groups: [group.value] } }
    : err(group.error);
}

/** Whether somebody can become a member without an administrator: by joining, or by asking an owner. */
function isOpen({ exchange, graph, facts }: PlanGroup): boolean {
  if (facts.dynamic) return false;
  if (facts.kind === 'microsoft365') return keyOf(graph?.visibility) === 'public';
  return (
    ['open', 'approvalrequired'].includes(keyOf(exchange?.MemberJoinRestriction)) &&
    (facts.kind === 'mailSecurity' || facts.kind === 'distribution')
  );
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findGroups(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const { subject, groups } = found.value;
  const open = groups.filter(isOpen);
  if (open.length === 0) return err([{ question: 'subject', message: whyNothing(context, groups) }]);
  const names = someOf(open.map((group) => `"${shown(group.name)}"`));
  return planOf(context, {
    family: 'close-scope-group',
    title: `Close ${names} to joining`,
    sentence: `Nobody can join ${names} any more. What apps reach through ${open.length === 1 ? 'it' : 'them'} now does not change.`,
    subject,
    basis: open.map(isAsRead),
    notes: remaining(context, groups),
    steps: open.map(closeStep),
  });
}

function isAsRead(group: PlanGroup): Look {
  return group.facts.kind === 'microsoft365'
    ? visibilityIs(group, group.graph?.visibility ?? '')
    : joinIs(group, group.exchange?.MemberJoinRestriction ?? '');
}

function joinIs(group: PlanGroup, restriction: string): Look {
  return exchangeLook(
    'Get-DistributionGroup',
    { Identity: literal(group.id) },
    { where: { MemberJoinRestriction: literal(restriction) }, says: `Joining "${shown(group.name)}" is ${shown(restriction)}.` },
  );
}

function visibilityIs(group: PlanGroup, visibility: string): Look {
  return graphLook(`/v1.0/groups/${pathPart(group.id)}?$select=id,visibility`, {
    where: { visibility: literal(visibility) },
    says: `"${shown(group.name)}" is ${shown(visibility)}.`,
  });
}

/** https://learn.microsoft.com/powershell/module/exchange/set-distributiongroup#-memberjoinrestriction · https://learn.microsoft.com/graph/api/group-update */
function closeStep(group: PlanGroup): PlanStep {
  const name = shown(group.name);
  const id = stepId('close', group.id);
  const why = 'Whoever joins the group brings a mailbox within reach of the apps whose scopes rest on it.';
  if (group.facts.kind === 'microsoft365') {
    const path = `/v1.0/groups/${pathPart(group.id)}`;
    const old = group.graph?.visibility ?? 'Public';
    return stepOf({
      id,
      title: `Make "${name}" private`,
      why,
      requires: RIGHTS.groupSettings,
      change: graphChange('PATCH', path, { visibility: 'Private' }),
      verification: [visibilityIs(group, 'Private')],
      undo: undoBy(graphChange('PATCH', path, { visibility: literal(old) }), [visibilityIs(group, old)], `Makes "${name}" public again.`),
      settles: 'new-object',
      effects: [changed('graph.groups', { id: literal(group.id) }, { visibility: 'Private' })],
    });
  }
  const identity = literal(group.id);
  const old = group.exchange?.MemberJoinRestriction ?? 'Open';
  const set = (restriction: string): ReturnType<typeof exchangeChange> =>
    exchangeChange('Set-DistributionGroup', {
      Identity: identity,
      MemberJoinRestriction: restriction,
      BypassSecurityGroupManagerCheck: true,
    });
  return stepOf({
    id,
    title: `Close "${name}" to joining`,
    why,
    requires: RIGHTS.groupMembers,
    change: set('Closed'),
    verification: [joinIs(group, 'Closed')],
    // Exchange Online takes Open for distribution groups only; a security group that is open has been so for years.
    undo:
      group.facts.kind === 'mailSecurity' && keyOf(old) === 'open'
        ? { kind: 'impossible', says: `Exchange Online does not open security groups to joining any more: "${name}" stays closed.` }
        : undoBy(set(literal(old)), [joinIs(group, old)], `Opens "${name}" to joining again.`),
    settles: 'new-object-in-exchange',
    effects: [changed('exchange.groups', { ExternalDirectoryObjectId: identity }, { MemberJoinRestriction: 'Closed' })],
  });
}

/** Who can still change what the groups hold: that is said, not changed. */
function remaining(sight: Sight, groups: readonly PlanGroup[]): Plan['notes'] {
  const notes: Plan['notes'] = [];
  const changers = findPowerfulGrants(sight.reading)
    .filter((grant) => grant.permission.widens === 'groupMembers')
    .map((grant) => `${shown(sight.engine.app(grant.appId)?.name ?? grant.appId)} (${grant.permission.value})`);
  for (const group of groups) {
    const name = shown(group.name);
    const { facts } = group;
    const owners = (facts.owners ?? []).map((id) => shown(sight.reading.principals.byId(id)?.name ?? id)).sort();
    if (owners.length > 0)
      notes.push(
        warning(
          `${someOf(owners)} ${owners.length === 1 ? 'owns' : 'own'} "${name}" and can go on to add members. Take the ownership away if only administrators should decide.`,
        ),
      );
    if (facts.owners === null) notes.push(information(`Who owns "${name}" was not read.`));
    if (facts.dynamic)
      notes.push(
        warning(
          `"${name}" fills itself by a rule${facts.rule === null ? '' : ` (${shown(facts.rule, 200)})`}: whoever changes the attributes it looks at changes its members. That cannot be closed; let the scope rest on another group.`,
        ),
      );
    if ((facts.kind === 'microsoft365' || facts.kind === 'security') && changers.length > 0)
      notes.push(
        warning(
          `${someOf([...new Set(changers)].sort())} can change the members of "${name}" by Microsoft Graph. A mail-enabled security group is out of their reach.`,
        ),
      );
  }
  return notes;
}

/** Why there is nothing to close, with what can still widen the groups. */
function whyNothing(sight: Sight, groups: readonly PlanGroup[]): string {
  if (groups.length === 0) return 'No scope rests on a group: there is nothing to close.';
  const notes = remaining(sight, groups).filter((note) => note.kind === 'warning');
  const names = someOf(groups.map((group) => `"${shown(group.name)}"`));
  return [`Nobody can join ${names} by themselves as it is.`, ...notes.slice(0, 2).map((note) => note.text)].join(' ');
}
