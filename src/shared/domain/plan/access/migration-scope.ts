import { err, ok, type Result } from '../../result';
import { mailboxCount, someOf } from '../../findings/wording';
import type { TriSet } from '../../reach/mailbox-sets';
import { forEachComparison } from '../../reach/opath/filter-node';
import { parseFilter } from '../../reach/opath/parse-filter';
import type { AccessPolicy } from '../../reach/reach-model';
import { shown } from '../display-text';
import type { PlanContext } from '../family';
import { information, warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem } from '../questions.schema';
import { stepId } from '../steps';
import { groupById, textAnswer, type PlanApp } from '../subjects';
import { literal } from '../template';
import { certainIn } from './mailbox-choice';
import { addMemberStep, MOST_SINGLE_MEMBERS } from './member-steps';
import { filterOfPolicies, type NestedChoice, type PolicyFilter } from './policy-pieces';
import { inPolicyOrder } from './policy-steps';
import { groupIsThere, readFilter, readNewGroup } from './scope-answers';
import { groupNotes, usersOf } from './scope-groups';
import { fillGroupSteps, membersOfNewGroup, newGroupStep, newScopeStep, scopeName } from './scope-steps';

/** What takes the place of the policies of an app. */
export interface MigrationScope {
  readonly steps: readonly PlanStep[];
  readonly basis: readonly Look[];
  readonly notes: Plan['notes'];
  /** The name of the management scope. */
  readonly name: string;
  /** The filter as the scope has it: a template, with the group's distinguished name where a step makes it. */
  readonly filter: string;
  readonly label: string;
  /** Whether Exchange Online can be asked for the mailboxes of the filter: attributes of the account are none of the mailbox's own. */
  readonly isAskable: boolean;
  /** The mailboxes that the roles will reach. */
  readonly members: TriSet;
}

/** The most mailboxes that a new group is filled with. */
const MOST_MEMBERS = 5_000;

/** What the answers say the scope is. `before`: what the policies let the app into now. */
export function chooseMigrationScope(
  context: PlanContext,
  app: PlanApp,
  before: TriSet,
  kind: string,
  answers: Answers,
): Result<MigrationScope, readonly PlanProblem[]> {
  switch (kind) {
    case 'sameGroups':
      return sameGroups(context, app, answers);
    case 'newGroup':
      return newGroup(context, app, before, answers);
    case 'filter':
      return customFilter(context, app, answers);
    default:
      return err([{ question: 'scope', message: `"${shown(kind)}" is no kind of scope: sameGroups, newGroup or filter.` }]);
  }
}

function sameGroups(context: PlanContext, app: PlanApp, answers: Answers): Result<MigrationScope, readonly PlanProblem[]> {
  const word = textAnswer(answers, 'nested') || 'filter';
  const nested = (['filter', 'members', 'leaveOut'] as const).find((choice) => choice.toLowerCase() === word.toLowerCase());
  if (!nested) return err([{ question: 'nested', message: `"${shown(word)}" is no answer: filter, members or leaveOut.` }]);
  const expressed = filterOfPolicies(context, inPolicyOrder(app.entry.policies), nested);
  if (expressed.filter === null)
    return err([{ question: 'scope', message: `${whyNotExpressed(app, expressed)} Let a new group be made, or write a filter.` }]);
  const tooMany = expressed.toAdd.find(({ mailboxes }) => mailboxes.length > MOST_SINGLE_MEMBERS);
  if (tooMany) {
    return err([
      {
        question: 'nested',
        message: `${mailboxCount(tooMany.mailboxes.length)} would have to be added to "${shown(tooMany.group.name)}". Edit the group first, or let a new group be made.`,
      },
    ]);
  }
  const name = scopeName(app.name, context.planId);
  const groups = groupsOf(context, app.entry.policies);
  return ok({
    steps: [
      ...expressed.toAdd.flatMap(({ group, mailboxes }) =>
        mailboxes.map((mailbox) =>
          addMemberStep(
            { identity: literal(group.id), name: group.name },
            mailbox,
            'A scope counts direct members only: this mailbox is in a group inside the group.',
            `Members of "${shown(group.name)}"`,
            // A mailbox may have to join several groups.
            stepId('add-member', group.id.slice(0, 8), mailbox.id),
          ),
        ),
      ),
      newScopeStep({ id: 'scope', name, filter: literal(expressed.filter) }, 'what the policies let the app into'),
    ],
    basis: groups.map(groupIsThere),
    notes: sameGroupNotes(context, app, expressed, nested),
    name,
    filter: literal(expressed.filter),
    isAskable: true,
    label: labelOfPolicies(app.entry.policies),
    members: expressed.members,
  });
}

/** What policies let an app into, in words: what they open first, then what they close. */
export function labelOfPolicies(policies: readonly AccessPolicy[]): string {
  const scopes = (right: AccessPolicy['right']): readonly string[] =>
    inPolicyOrder(policies).flatMap((policy) => (policy.right === right ? [`"${shown(policy.scope.name)}"`] : []));
  const [open, closed] = [scopes('restrict'), scopes('deny')];
  const opened = open.length > 0 ? `what the policies open (${someOf(open, 3)}` : 'what the policies leave open (every mailbox';
  return `${opened}${closed.length > 0 ? ` without ${someOf(closed, 3)}` : ''})`;
}

/** Why the policies cannot become a filter, as a sentence. */
export function whyNotExpressed(app: PlanApp, { uncertain, unreachable }: PolicyFilter): string {
  if (uncertain.length > 0) {
    return `What the policy over "${shown(uncertain[0]?.scope.name ?? '')}" does is not certain (${shown(uncertain[0]?.scope.reason ?? 'its right is not understood', 300)}): no filter can say the same.`;
  }
  if (unreachable.length > 0) return `"${shown(unreachable[0]?.name ?? '')}" holds mailboxes in a way that no filter can say.`;
  return `The policies of ${shown(app.name)} let it into no mailbox that a filter could name, or confine nothing.`;
}

function sameGroupNotes(context: PlanContext, app: PlanApp, expressed: PolicyFilter, nested: NestedChoice): Plan['notes'] {
  const notes: Plan['notes'] = [];
  if (expressed.denies) notes.push(information('DenyAccess has no role of its own: the filter leaves those mailboxes out (-not).'));
  if (nested === 'filter')
    notes.push(information('Groups that are put into these groups later do not count: a scope names the inner groups that there are now.'));
  for (const { group, mailboxes } of expressed.toAdd) {
    const others = usersOf(context, group.id).filter((other) => other.appId !== app.appId);
    const roles = others.filter((other) => other.roleAssignments.length > 0);
    if (roles.length > 0) {
      notes.push(
        warning(
          `${mailboxCount(mailboxes.length)} become direct members of "${shown(group.name)}", which is also a scope of ${someOf(roles.map((other) => shown(other.name)))}: their reach may grow.`,
          mailboxes.map((mailbox) => mailbox.address),
        ),
      );
    }
  }
  for (const group of groupsOf(context, app.entry.policies))
    notes.push(...groupNotes(context, group, app.appId, false).filter((note) => note.mailboxes.length === 0));
  return notes;
}

function groupsOf(context: PlanContext, policies: readonly AccessPolicy[]): readonly ReturnType<typeof groupById>[] {
  const ids = policies.flatMap(({ scope }) => (scope.kind === 'group' && scope.id !== null ? [scope.id] : []));
  return [...new Set(ids)].sort().map((id) => groupById(context, id));
}

function newGroup(context: PlanContext, app: PlanApp, before: TriSet, answers: Answers): Result<MigrationScope, readonly PlanProblem[]> {
  const group = readNewGroup(context, app, answers);
  if (!group.ok) return group;
  const mailboxes = certainIn(context.reading, before);
  if (mailboxes.length === 0)
    return err([
      {
        question: 'scope',
        message: `The policies let ${shown(app.name)} into no mailbox for certain: there is nothing to put into a group. Restrict the app instead.`,
      },
    ]);
  if (mailboxes.length > MOST_MEMBERS)
    return err([
      {
        question: 'scope',
        message: `The policies let ${shown(app.name)} into ${mailboxCount(mailboxes.length)}: too many for a group. Write a filter.`,
      },
    ]);
  const name = scopeName(app.name, context.planId);
  const why = `A flat group: it holds every mailbox that the policies let ${shown(app.name)} into, directly.`;
  return ok({
    steps: [
      newGroupStep(group.value, why),
      ...fillGroupSteps(group.value, mailboxes, why),
      newScopeStep({ id: 'scope', name, filter: membersOfNewGroup(group.value) }, `the direct members of "${shown(group.value.name)}"`),
    ],
    basis: [],
    notes: [
      warning(
        'The new group is filled once: whoever joins or leaves the old groups later has to be put into it, or taken out of it, as well.',
      ),
    ],
    name,
    filter: membersOfNewGroup(group.value),
    isAskable: true,
    label: `the direct members of "${shown(group.value.name)}"`,
    members: context.engine.sets.of(mailboxes.map((mailbox) => mailbox.index)),
  });
}

function customFilter(context: PlanContext, app: PlanApp, answers: Answers): Result<MigrationScope, readonly PlanProblem[]> {
  const filter = readFilter(textAnswer(answers, 'filter'));
  if (!filter.ok) return err([filter.error]);
  const { members, reason } = context.engine.filters.evaluate(filter.value);
  const unknown = context.engine.sets.countUnknown(members);
  const name = scopeName(app.name, context.planId);
  return ok({
    steps: [newScopeStep({ id: 'scope', name, filter: literal(filter.value) }, mailboxCount(context.engine.sets.countYes(members)))],
    basis: [],
    notes:
      unknown > 0
        ? [warning(`Of ${mailboxCount(unknown)} it is not known whether the filter holds them: ${shown(reason ?? '', 500)}.`)]
        : [],
    name,
    filter: literal(filter.value),
    isAskable: isOfMailboxes(filter.value),
    label: `the filter ${shown(filter.value, 200)}`,
    members,
  });
}

/** https://learn.microsoft.com/powershell/exchange/filter-properties: these are properties of Get-User and Get-Recipient, not of Get-Mailbox. */
const OF_THE_ACCOUNT = new Set(['department', 'company', 'city', 'stateorprovince', 'countryorregion', 'title', 'firstname', 'lastname']);

function isOfMailboxes(filter: string): boolean {
  const parsed = parseFilter(filter);
  if (!parsed.ok) return false;
  let own = true;
  forEachComparison(parsed.value, ({ property }) => {
    if (OF_THE_ACCOUNT.has(property.toLowerCase())) own = false;
  });
  return own;
}
