import { err, ok, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { keyOf } from '../../collection/text-key';
import { mailboxCount, someOf } from '../../findings/wording';
import type { TriSet } from '../../reach/mailbox-sets';
import { shown } from '../display-text';
import type { PlanContext } from '../family';
import { scopeExists } from '../looks';
import { information, warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem } from '../questions.schema';
import { findGroup, findMailboxes, textAnswer, textsAnswer } from '../subjects';
import { literal } from '../template';
import type { AssignmentScope } from './assignment-steps';
import { byAddress, certainIn } from './mailbox-choice';
import { managementScopeFor } from './management-scopes';
import { addMemberStep, MOST_SINGLE_MEMBERS } from './member-steps';
import { groupIsThere, readFilter, readNewGroup } from './scope-answers';
import { groupNotes, groupScopeFilter } from './scope-groups';
import { currentScopes, type ScopeOwner } from './scope-questions';
import { fillGroupSteps, membersOfNewGroup, newGroupStep, newScopeStep, scopeName } from './scope-steps';

/** What roles are to be assigned over, and what has to be done for it. */
export interface ChosenScope {
  readonly steps: readonly PlanStep[];
  readonly basis: readonly Look[];
  readonly notes: Plan['notes'];
  readonly scope: AssignmentScope;
  /** What it is called in sentences. */
  readonly label: string;
  /** The mailboxes that it will hold, and those of which that is not known. */
  readonly members: TriSet;
  /** Those of them that are tested. */
  readonly tested: readonly Mailbox[];
}

/** So many mailboxes of a scope that was not listed by hand are tested. */
const SAMPLE = 25;

/** What the answers say a scope is. */
export function chooseScope(context: PlanContext, owner: ScopeOwner, answers: Answers): Result<ChosenScope, readonly PlanProblem[]> {
  const named = findMailboxes(context.reading, 'mailboxes', textsAnswer(answers, 'mailboxes'));
  if (!named.ok) return named;
  const mailboxes = byAddress(named.value);
  const kind = textAnswer(answers, 'scope') || 'newGroup';
  switch (kind) {
    case 'newGroup':
      return newGroupScope(context, owner, answers, mailboxes);
    case 'existingGroup':
      return existingGroupScope(context, owner, answers, mailboxes);
    case 'unit':
      return unitScope(context, answers, mailboxes);
    case 'filter':
      return filterScope(context, owner, answers, mailboxes);
    case 'current':
      return currentScope(context, owner, answers, mailboxes);
    default:
      return wrong('scope', `"${shown(kind)}" is no kind of scope: newGroup, existingGroup, unit, filter or current.`);
  }
}

function wrong(question: string, message: string): Result<never, readonly PlanProblem[]> {
  return err([{ question, message }]);
}

/** The scope of a role that the app has: nothing new is made, and roles that lack it get it. */
function currentScope(
  context: PlanContext,
  owner: ScopeOwner,
  answers: Answers,
  mailboxes: readonly Mailbox[],
): Result<ChosenScope, readonly PlanProblem[]> {
  const { engine, reading } = context;
  const scopes = currentScopes(context, engine.app(owner.appId)?.roleAssignments ?? []);
  const wanted = textAnswer(answers, 'currentScope');
  const chosen = scopes.find(({ value }) => keyOf(value) === keyOf(wanted)) ?? (wanted === '' ? scopes[0] : undefined);
  if (!chosen) return wrong(wanted === '' ? 'scope' : 'currentScope', `No role of ${shown(owner.name)} has such a scope.`);
  const { item, scope } = chosen.assignment;
  const out = mailboxes.filter((mailbox) => engine.sets.verdict(scope.members, mailbox.index) === 'no');
  if (out.length > 0) {
    return wrong(
      'mailboxes',
      `${someOf(out.slice(0, 5).map((mailbox) => shown(mailbox.address)))} ${out.length === 1 ? 'is' : 'are'} not in ${chosen.label}. Edit what the scope rests on first.`,
    );
  }
  const named = item.CustomResourceScope?.trim() || item.CustomRecipientWriteScope?.trim() || '';
  const id = literal(scope.id ?? '');
  return ok({
    steps: [],
    basis: scope.kind === 'filter' ? [scopeExists(named, { RecipientFilter: literal(scope.filter ?? '') })] : [],
    notes: [],
    scope:
      scope.kind === 'unit'
        ? { kind: 'unit', id }
        : scope.kind === 'group'
          ? { kind: 'group', id, name: literal(named) }
          : { kind: 'managementScope', name: literal(named) },
    label: chosen.label,
    members: scope.members,
    tested: mailboxes.length > 0 ? mailboxes : certainIn(reading, scope.members).slice(0, SAMPLE),
  });
}

function newGroupScope(
  context: PlanContext,
  owner: ScopeOwner,
  answers: Answers,
  mailboxes: readonly Mailbox[],
): Result<ChosenScope, readonly PlanProblem[]> {
  const group = readNewGroup(context, owner, answers);
  if (!group.ok) return group;
  if (mailboxes.length === 0) return wrong('mailboxes', `Say which mailboxes ${shown(owner.name)} may reach.`);
  const name = scopeName(owner.name, context.planId);
  const why = `${shown(owner.name)} reaches the mailboxes that are direct members of this group.`;
  return ok({
    steps: [
      newGroupStep(group.value, why),
      ...fillGroupSteps(group.value, mailboxes, why),
      newScopeStep({ id: 'scope', name, filter: membersOfNewGroup(group.value) }, `the direct members of "${shown(group.value.name)}"`),
    ],
    basis: [],
    notes: [
      information(
        'Whoever creates the group becomes its owner and can add members: which widens what the app reaches. Give it to somebody who may decide that, or take the ownership away afterwards.',
      ),
    ],
    scope: { kind: 'managementScope', name: literal(name) },
    label: `the direct members of "${shown(group.value.name)}"`,
    members: context.engine.sets.of(mailboxes.map((mailbox) => mailbox.index)),
    tested: mailboxes,
  });
}

function existingGroupScope(
  context: PlanContext,
  owner: ScopeOwner,
  answers: Answers,
  mailboxes: readonly Mailbox[],
): Result<ChosenScope, readonly PlanProblem[]> {
  const found = findGroup(context, 'group', textAnswer(answers, 'group'));
  if (!found.ok) return err([found.error]);
  const group = found.value;
  const filter = groupScopeFilter(group, 'group');
  if (!filter.ok) return err([filter.error]);
  const { engine, reading } = context;
  const direct = engine.groups.directMembers(group.id);
  const missing = mailboxes.filter((mailbox) => engine.sets.verdict(direct, mailbox.index) !== 'yes');
  if (missing.length > 0 && group.facts.kind === 'microsoft365') {
    return wrong(
      'mailboxes',
      `${someOf(missing.slice(0, 5).map((mailbox) => shown(mailbox.address)))} ${missing.length === 1 ? 'is' : 'are'} not in "${shown(group.name)}". Add them to the Microsoft 365 group first, in a plan that edits the group.`,
    );
  }
  if (missing.length > MOST_SINGLE_MEMBERS) {
    return wrong(
      'mailboxes',
      `${mailboxCount(missing.length)} would have to be added to "${shown(group.name)}". Edit the group first, in a plan of its own, or let a new group be made.`,
    );
  }
  const certain = certainIn(reading, direct);
  if (certain.length === 0 && mailboxes.length === 0) {
    return wrong(
      'mailboxes',
      `No members of "${shown(group.name)}" are in the reading. Say at least one mailbox that the app has to reach.`,
    );
  }
  const target = { identity: literal(group.id), name: group.name };
  const own = managementScopeFor(context, owner, filter.value, `the direct members of "${shown(group.name)}"`);
  return ok({
    steps: [
      ...missing.map((mailbox) =>
        addMemberStep(target, mailbox, `${shown(owner.name)} is to reach this mailbox.`, `Members of "${shown(group.name)}"`),
      ),
      ...own.steps,
    ],
    basis: [groupIsThere(group), ...own.basis],
    notes: groupNotes(context, group, owner.appId, missing.length > 0),
    scope: own.scope,
    label: `the direct members of "${shown(group.name)}"`,
    members: engine.sets.or(direct, engine.sets.of(missing.map((mailbox) => mailbox.index))),
    tested: mailboxes.length > 0 ? mailboxes : certain.slice(0, SAMPLE),
  });
}

function unitScope(context: PlanContext, answers: Answers, mailboxes: readonly Mailbox[]): Result<ChosenScope, readonly PlanProblem[]> {
  const { reading, engine } = context;
  const text = textAnswer(answers, 'unit');
  const units = reading.collection.graph.administrativeUnits ?? [];
  const byName = units.filter((unit) => keyOf(unit.displayName) === keyOf(text));
  const unit = units.find((item) => keyOf(item.id) === keyOf(text)) ?? (byName.length === 1 ? byName[0] : undefined);
  if (text === '' || !unit)
    return wrong('unit', text === '' ? 'Say which administrative unit.' : `No administrative unit of the reading is "${shown(text)}".`);
  const id = keyOf(unit.id);
  const rows = (reading.collection.graph.administrativeUnitMembers ?? []).filter((row) => keyOf(row.administrativeUnitId) === id);
  const known = rows.length > 0 && reading.isComplete('graph.administrativeUnitMembers');
  const members = engine.sets.of(
    rows.flatMap((row) => reading.mailboxes.byId(row.memberId)?.index ?? []),
    known,
  );
  const out = known ? mailboxes.filter((mailbox) => engine.sets.verdict(members, mailbox.index) === 'no') : [];
  const name = shown(unit.displayName || unit.id);
  if (out.length > 0)
    return wrong(
      'mailboxes',
      `${someOf(out.slice(0, 5).map((mailbox) => shown(mailbox.address)))} ${out.length === 1 ? 'is' : 'are'} not in the administrative unit "${name}".`,
    );
  const certain = certainIn(reading, members);
  const tested = mailboxes.length > 0 ? mailboxes : certain.slice(0, SAMPLE);
  if (tested.length === 0)
    return wrong(
      'mailboxes',
      `No mailboxes of the administrative unit "${name}" are in the reading. Say at least one that the app has to reach.`,
    );
  return ok({
    steps: [],
    basis: [],
    notes: [
      ...(known
        ? []
        : [
            warning(
              `Who is in the administrative unit "${name}" was not read: what the app will reach is not known here. Only units that are in use are read.`,
            ),
          ]),
      ...(unit.membershipRule
        ? [
            warning(
              `The administrative unit "${name}" fills itself by a rule: whoever changes the attributes it looks at changes what the app reaches.`,
            ),
          ]
        : []),
    ],
    scope: { kind: 'unit', id: literal(id) },
    label: `the administrative unit "${name}"`,
    members,
    tested,
  });
}

function filterScope(
  context: PlanContext,
  owner: ScopeOwner,
  answers: Answers,
  mailboxes: readonly Mailbox[],
): Result<ChosenScope, readonly PlanProblem[]> {
  const { reading, engine } = context;
  const read = readFilter(textAnswer(answers, 'filter'));
  if (!read.ok) return err([read.error]);
  const { members, reason } = engine.filters.evaluate(read.value);
  const out = mailboxes.filter((mailbox) => engine.sets.verdict(members, mailbox.index) === 'no');
  if (out.length > 0) return wrong('filter', `The filter leaves out ${someOf(out.slice(0, 5).map((mailbox) => shown(mailbox.address)))}.`);
  const certain = certainIn(reading, members);
  const tested = mailboxes.length > 0 ? mailboxes : certain.slice(0, SAMPLE);
  if (tested.length === 0)
    return wrong(
      'filter',
      'No mailbox of the reading is in this filter for certain. Change it, or say at least one mailbox that it has to hold.',
    );
  const own = managementScopeFor(context, owner, read.value, mailboxCount(certain.length));
  const unknown = engine.sets.countUnknown(members);
  return ok({
    steps: own.steps,
    basis: own.basis,
    notes: [
      information(
        `The filter holds ${mailboxCount(certain.length)} now. It goes on to hold whatever matches: also mailboxes that are made later.`,
      ),
      ...(unknown > 0
        ? [warning(`Of ${mailboxCount(unknown)} it is not known whether the filter holds them: ${shown(reason ?? '', 500)}.`)]
        : []),
    ],
    scope: own.scope,
    label: `the filter ${shown(read.value, 200)}`,
    members,
    tested,
  });
}
