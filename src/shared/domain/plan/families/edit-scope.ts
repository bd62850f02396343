import { err, ok, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { keyOf } from '../../collection/text-key';
import { mailboxCount, someOf } from '../../findings/wording';
import { joinStep, leaveStep, type DirectoryHolder } from '../access/directory-members';
import { editFilter } from '../access/edit-filter';
import { byAddress } from '../access/mailbox-choice';
import { addMemberStep, MOST_SINGLE_MEMBERS, removeMemberStep, writeMembersStep } from '../access/member-steps';
import { groupIsThere } from '../access/scope-answers';
import { deniedOf, usersOf } from '../access/scope-groups';
import { findScopeTarget, membersOfTarget, type ScopeTarget } from '../access/scope-target';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { information, planOf, warning } from '../plan-of';
import type { Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findMailboxes, textAnswer, textsAnswer, type Sight } from '../subjects';
import { literal } from '../template';

/** Edits what scopes rest on: a group, an administrative unit, or the filter of a management scope. */
export const editScope: PlanFamilyDefinition = {
  id: 'edit-scope',
  action: 'Edit who is in it…',
  purpose: 'Adds mailboxes to a group, an administrative unit or a filter that confines apps, or takes them out of it.',
  subjects: ['group'],
  appliesTo: (context, subject) => {
    const target = findScopeTarget(context, subject.id);
    return target.ok ? whyNotEditable(target.value) : target.error.message;
  },
  questions,
  build,
};

function questions(context: Pick<PlanContext, 'reading' | 'engine' | 'now'>, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findScopeTarget(context, subjectId);
  const target = found?.ok ? found.value : null;
  const members: readonly Question[] = [
    { id: 'add', label: 'Which mailboxes come in?', type: 'mailboxes', required: false },
    { id: 'remove', label: 'Which mailboxes go?', help: 'Direct members only.', type: 'mailboxes', required: false },
  ];
  const filter: Question = {
    id: 'filter',
    label: 'Which mailboxes, as a filter?',
    type: 'text',
    required: target !== null,
    ...(target?.kind === 'scope' ? { default: target.item.RecipientFilter ?? '' } : {}),
  };
  return [
    ...(subjectId === null
      ? [
          {
            id: 'subject',
            label: 'Which group?',
            help: 'Its address or id; unit:<id> for an administrative unit, scope:<name> for a management scope.',
            type: 'group' as const,
            required: true,
          },
        ]
      : []),
    ...(target?.kind === 'scope' ? [] : members),
    ...(target === null || target.kind === 'scope' ? [filter] : []),
  ];
}

/** Why the members of a target follow from something else, or cannot be changed here; null where they can. */
function whyNotEditable(target: ScopeTarget): string | null {
  const name = shown(target.name);
  switch (target.kind) {
    case 'scope':
      return target.item.RecipientRoot?.trim()
        ? `The management scope "${name}" rests on an organizational unit, which is not changed here.`
        : null;
    case 'unit':
      return target.dynamic ? `The administrative unit "${name}" fills itself by a rule: its members follow from it.` : null;
    case 'group':
      if (target.group.facts.dynamic) return `"${name}" fills itself by a rule: its members follow from it.`;
      return target.group.facts.kind === 'unknown'
        ? `The reading does not say what kind of group "${name}" is: read the tenant again.`
        : null;
  }
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findScopeTarget(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const target = found.value;
  const blocked = whyNotEditable(target);
  if (blocked !== null) return err([{ question: 'subject', message: blocked }]);
  if (target.kind === 'scope') return editFilter(context, target, textAnswer(answers, 'filter'));
  const change = readChange(context, target, answers);
  if (!change.ok) return change;
  const { add, remove } = change.value;
  const steps =
    target.kind === 'group' && isKeptByExchange(target)
      ? exchangeSteps(context, target, change.value)
      : ok(directorySteps(context, target, change.value));
  if (!steps.ok) return steps;
  const name = shown(target.name);
  return planOf(context, {
    family: 'edit-scope',
    title: `Edit the members of "${name}"`,
    sentence: [
      add.length > 0 ? `Adds ${mailboxCount(add.length)} to "${name}".` : '',
      remove.length > 0 ? `Takes ${mailboxCount(remove.length)} out of "${name}".` : '',
    ]
      .filter(Boolean)
      .join(' '),
    subject: { kind: 'group', id: target.kind === 'unit' ? `unit:${target.id}` : target.id, name: target.name },
    basis:
      target.kind === 'group' && isKeptByExchange(target) && target.group.exchange?.DistinguishedName ? [groupIsThere(target.group)] : [],
    notes: notesOf(context, target, change.value),
    steps: steps.value,
  });
}

interface Change {
  readonly add: readonly Mailbox[];
  readonly remove: readonly Mailbox[];
  /** Named, and there already or not there at all. */
  readonly idle: readonly Mailbox[];
}

function readChange(sight: Sight, target: ScopeTarget, answers: Answers): Result<Change, readonly PlanProblem[]> {
  const add = findMailboxes(sight.reading, 'add', textsAnswer(answers, 'add'));
  const remove = findMailboxes(sight.reading, 'remove', textsAnswer(answers, 'remove'));
  if (!add.ok || !remove.ok) return err([...(add.ok ? [] : add.error), ...(remove.ok ? [] : remove.error)]);
  const both = add.value.find((mailbox) => remove.value.includes(mailbox));
  if (both) return err([{ question: 'remove', message: `${shown(both.address)} is to come in and to go: say one of the two.` }]);
  if (add.value.length + remove.value.length === 0) return err([{ question: 'add', message: 'Say which mailboxes come in, or which go.' }]);
  const { sets } = sight.engine;
  const members = membersOfTarget(sight, target);
  const comes = (mailbox: Mailbox): boolean => sets.verdict(members, mailbox.index) !== 'yes';
  const goes = (mailbox: Mailbox): boolean => sets.verdict(members, mailbox.index) !== 'no';
  const nested =
    target.kind === 'group'
      ? remove.value.find(
          (mailbox) => !goes(mailbox) && sets.verdict(sight.engine.groups.nestedMembers(target.id), mailbox.index) === 'yes',
        )
      : undefined;
  if (nested) {
    return err([
      {
        question: 'remove',
        message: `${shown(nested.address)} is in "${shown(target.name)}" only through a group inside it: take it out of that group.`,
      },
    ]);
  }
  return ok({
    add: byAddress(add.value.filter(comes)),
    remove: byAddress(remove.value.filter(goes)),
    idle: byAddress([...add.value.filter((mailbox) => !comes(mailbox)), ...remove.value.filter((mailbox) => !goes(mailbox))]),
  });
}

type GroupTarget = Extract<ScopeTarget, { kind: 'group' }>;

/** Microsoft 365 groups and plain security groups are changed by Graph; mail-enabled groups only by Exchange Online. https://learn.microsoft.com/graph/api/resources/groups-overview */
function isKeptByExchange({ group }: GroupTarget): boolean {
  return group.facts.kind === 'mailSecurity' || group.facts.kind === 'distribution';
}

function exchangeSteps(
  context: PlanContext,
  target: GroupTarget,
  { add, remove }: Change,
): Result<readonly PlanStep[], readonly PlanProblem[]> {
  const group = { identity: literal(target.id), name: target.name };
  if (add.length + remove.length > MOST_SINGLE_MEMBERS) return wholeList(context, target, { add, remove });
  const screenGroup = `Members of "${shown(target.name)}"`;
  return ok([
    ...add.map((mailbox) => addMemberStep(group, mailbox, whyOf(context, target, 'come within reach of'), screenGroup)),
    ...remove.map((mailbox) =>
      removeMemberStep(group, mailbox, {
        why: whyOf(context, target, 'go out of reach of'),
        confirm: `Remove ${shown(mailbox.address)} from "${shown(target.name)}".`,
        group: screenGroup,
      }),
    ),
  ]);
}

/** Everybody at once: only where every member is known, as the list takes the place of the one that there is. */
function wholeList(
  { reading }: PlanContext,
  target: GroupTarget,
  { add, remove }: Pick<Change, 'add' | 'remove'>,
): Result<readonly PlanStep[], readonly PlanProblem[]> {
  const name = shown(target.name);
  if (!reading.membership.known || !reading.membership.hasMembers(target.id)) {
    return err([
      {
        question: 'add',
        message: `Not all members of "${name}" were read, so that the list cannot be written as a whole. Change at most ${MOST_SINGLE_MEMBERS} mailboxes in one plan.`,
      },
    ]);
  }
  const before = [...new Set(reading.membership.directMembers(target.id).map((member) => member.id))]
    .sort()
    .map((id) => ({ id, name: reading.mailboxes.byId(id)?.address ?? reading.principals.byId(id)?.name ?? id }));
  const gone = new Set(remove.map((mailbox) => mailbox.id));
  const after = [...before.filter((member) => !gone.has(member.id)), ...add.map((mailbox) => ({ id: mailbox.id, name: mailbox.address }))];
  return ok([
    writeMembersStep(
      { identity: literal(target.id), name: target.name },
      {
        id: 'write-members',
        title: `Write the ${after.length} members of "${name}"`,
        why: `${mailboxCount(add.length)} come in and ${mailboxCount(remove.length)} go: the whole list is written at once. Nobody may have joined since the reading, or they would be lost; that is looked at first.`,
        group: null,
        before,
        after,
        confirm: remove.length > 0 ? `Write the members of "${name}" anew. ${mailboxCount(remove.length)} go.` : null,
      },
    ),
  ]);
}

function directorySteps(
  context: PlanContext,
  target: Extract<ScopeTarget, { kind: 'group' | 'unit' }>,
  { add, remove }: Change,
): readonly PlanStep[] {
  const holder: DirectoryHolder = { kind: target.kind, id: target.id, name: target.name };
  const screenGroup = `Members of "${shown(target.name)}"`;
  const member = (mailbox: Mailbox): { readonly id: string; readonly name: string } => ({
    id: mailbox.id,
    name: `${mailbox.name} (${mailbox.address})`,
  });
  return [
    ...add.map((mailbox) =>
      joinStep(context.reading, holder, member(mailbox), whyOf(context, target, 'come within reach of'), screenGroup),
    ),
    ...remove.map((mailbox) =>
      leaveStep(context.reading, holder, member(mailbox), {
        why: whyOf(context, target, 'go out of reach of'),
        confirm: `Remove ${shown(mailbox.address)} from "${shown(target.name)}".`,
        group: screenGroup,
      }),
    ),
  ];
}

/** The apps whose scopes rest on a target. */
function appsOn(sight: Sight, target: ScopeTarget): readonly string[] {
  if (target.kind === 'group') return usersOf(sight, target.id).map((app) => app.name);
  return sight.engine.apps
    .filter((app) => app.roleAssignments.some(({ scope }) => scope.kind === 'unit' && keyOf(scope.id) === target.id))
    .map((app) => app.name);
}

function whyOf(sight: Sight, target: ScopeTarget, what: string): string {
  const apps = appsOn(sight, target);
  return apps.length === 0
    ? `No app's scope rests on "${shown(target.name)}" by the reading.`
    : `Its members ${what} ${someOf(apps.map((name) => shown(name)))}.`;
}

function notesOf(sight: Sight, target: ScopeTarget, { add, idle }: Change): Plan['notes'] {
  const apps = appsOn(sight, target);
  const name = shown(target.name);
  const notes: Plan['notes'] = [];
  if (add.length > 0 && apps.length > 0)
    notes.push(
      warning(
        `${someOf(apps.map((app) => shown(app)))} ${apps.length === 1 ? 'gains' : 'gain'} ${mailboxCount(add.length)}, as far as nothing else keeps ${apps.length === 1 ? 'it' : 'them'} out: what ${apps.length === 1 ? 'it reaches' : 'they reach'} rests on "${name}".`,
        add.map((mailbox) => mailbox.address),
      ),
    );
  const denied = target.kind === 'group' ? deniedOf(sight, target.id) : [];
  if (denied.length > 0) {
    notes.push(
      information(
        `A policy keeps ${someOf(denied.map((app) => shown(app.name)))} out of what "${name}" holds: who comes in is closed to ${denied.length === 1 ? 'it' : 'them'}, and who goes may be open.`,
      ),
    );
  }
  if (apps.length + denied.length === 0)
    notes.push(
      information(
        `By the reading no app's scope rests on "${name}" itself. Groups around it may carry it on: the preview shows what changes.`,
      ),
    );
  if (idle.length > 0)
    notes.push(
      information(
        `${mailboxCount(idle.length)} need no change: they are as you want them already.`,
        idle.map((mailbox) => mailbox.address),
      ),
    );
  if (target.kind === 'group' && sight.engine.groups.gap !== null)
    notes.push(warning(`Not all members were read: ${shown(sight.engine.groups.gap, 300)}.`));
  notes.push(information('Exchange Online can take up to two hours to go by the new members.'));
  return notes;
}
