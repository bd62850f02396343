import { err, ok, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { keyOf } from '../../collection/text-key';
import { mailboxCount, someOf } from '../../findings/wording';
import type { TriSet } from '../../reach/mailbox-sets';
import { printFilter } from '../../reach/opath/filter-node';
import { parseFilter } from '../../reach/opath/parse-filter';
import { plainName, shown } from '../display-text';
import type { PlanContext } from '../family';
import { exchangeLook } from '../look';
import { scopeExists } from '../looks';
import { information, warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findGroup, findMailboxes, textAnswer, textsAnswer, type PlanGroup, type Sight } from '../subjects';
import { literal } from '../template';
import type { AssignmentScope } from './assignment-steps';
import { byAddress, certainIn } from './mailbox-choice';
import { addMemberStep, MOST_SINGLE_MEMBERS } from './member-steps';
import { fillGroupSteps, membersOfNewGroup, newGroupStep, newScopeStep, SCOPE_NAME_LIMIT, scopeName, type NewGroup } from './scope-steps';
import { groupNotes, groupScopeFilter } from './scope-groups';

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

/** Whose scope it is. */
export interface ScopeOwner {
  readonly appId: string;
  readonly name: string;
}

/** So many mailboxes of a scope that was not listed by hand are tested. */
const SAMPLE = 25;

/** The questions about a scope. */
export function scopeQuestions({ reading }: Sight, owner: ScopeOwner | null): readonly Question[] {
  const units = reading.collection.graph.administrativeUnits ?? [];
  const domain = reading.collection.tenant.defaultDomain ?? '';
  const name = owner ? plainName(owner.name, SCOPE_NAME_LIMIT - 10) : '';
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const question = (parts: Question): Question => parts;
  return [
    question({
      id: 'scope',
      label: 'What should its mailboxes be known by?',
      help: 'A group is the usual way: who is in it can be seen in the admin center.',
      type: 'choice',
      required: true,
      default: 'newGroup',
      choices: [
        { value: 'newGroup', label: 'A new group' },
        { value: 'existingGroup', label: 'A group that there is' },
        ...(units.length > 0 ? [{ value: 'unit', label: 'An administrative unit' }] : []),
        { value: 'filter', label: 'A filter over attributes' },
      ],
    }),
    question({
      id: 'mailboxes',
      label: 'Which mailboxes may it reach?',
      help: 'Of a filter or a unit: some that it has to reach, for the test. They are put into a group if they are not in it.',
      type: 'mailboxes',
      required: false,
    }),
    question({
      id: 'groupName',
      label: 'Name of the new group',
      type: 'text',
      required: true,
      ...(name === '' ? {} : { default: `${name} mailboxes` }),
      when: { scope: 'newGroup' },
    }),
    question({
      id: 'groupAddress',
      label: 'Address of the new group',
      type: 'text',
      required: true,
      ...(domain === '' || slug === '' ? {} : { default: `${slug}-mailboxes@${domain}` }),
      when: { scope: 'newGroup' },
    }),
    question({
      id: 'group',
      label: 'Which group?',
      help: 'Only its direct members count, not those of groups inside it.',
      type: 'group',
      required: true,
      when: { scope: 'existingGroup' },
    }),
    ...(units.length === 0
      ? []
      : [
          question({
            id: 'unit',
            label: 'Which administrative unit?',
            type: 'choice',
            required: true,
            choices: units.map((unit) => ({ value: unit.id, label: shown(unit.displayName || unit.id) })),
            when: { scope: 'unit' },
          }),
        ]),
    question({
      id: 'filter',
      label: 'Which mailboxes, as a filter?',
      help: "For example: CustomAttribute1 -eq 'Finance'",
      type: 'text',
      required: true,
      when: { scope: 'filter' },
    }),
  ];
}

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
    default:
      return wrong('scope', `"${shown(kind)}" is no kind of scope: newGroup, existingGroup, unit or filter.`);
  }
}

function wrong(question: string, message: string): Result<never, readonly PlanProblem[]> {
  return err([{ question, message }]);
}

/** The group that the answers say to make, or what is wrong with its name and address. */
export function readNewGroup(
  { reading, engine }: Sight,
  answers: Answers,
  defaults: { readonly name: string; readonly address: string },
  id: string,
): Result<NewGroup, readonly PlanProblem[]> {
  const problems: PlanProblem[] = [];
  const name = textAnswer(answers, 'groupName') || defaults.name;
  const address = textAnswer(answers, 'groupAddress') || defaults.address;
  // Its distinguished name becomes part of a filter: no quotation mark may be in it.
  if (name === '' || name !== plainName(name, SCOPE_NAME_LIMIT)) {
    problems.push({
      question: 'groupName',
      message: `The name of the group has letters, digits, spaces, dots, hyphens and underscores, up to ${SCOPE_NAME_LIMIT} characters.`,
    });
  }
  if (!/^[a-z0-9][a-z0-9._-]{0,62}@[a-z0-9][a-z0-9.-]*\.[a-z]{2,}$/i.test(address)) {
    problems.push({ question: 'groupAddress', message: 'The address of the group is a mail address of a domain of this organization.' });
  } else if (
    engine.groups.byText(address) !== undefined ||
    reading.mailboxes.match(address).kind !== 'none' ||
    reading.principals.match(address).kind !== 'none'
  ) {
    problems.push({
      question: 'groupAddress',
      message: `The address ${shown(address)} is in use. Choose another one, or use the group that has it.`,
    });
  }
  return problems.length > 0 ? err(problems) : ok({ id, name, address });
}

function newGroupScope(
  context: PlanContext,
  owner: ScopeOwner,
  answers: Answers,
  mailboxes: readonly Mailbox[],
): Result<ChosenScope, readonly PlanProblem[]> {
  const defaults = Object.fromEntries(
    scopeQuestions(context, owner).map((item) => [item.id, typeof item.default === 'string' ? item.default : '']),
  );
  const group = readNewGroup(context, answers, { name: defaults['groupName'] ?? '', address: defaults['groupAddress'] ?? '' }, 'group');
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

/** A group that a scope rests on is the one that was read. */
export function groupIsThere(group: PlanGroup): Look {
  return exchangeLook(
    group.facts.kind === 'microsoft365' ? 'Get-UnifiedGroup' : 'Get-DistributionGroup',
    { Identity: literal(group.id) },
    {
      where: { DistinguishedName: literal(group.exchange?.DistinguishedName ?? '') },
      says: `The group "${shown(group.name)}" is the one that was read.`,
    },
  );
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

/** A filter as it is sent: parsed and written anew, so that what is evaluated here and what is sent are the same. */
export function readFilter(text: string): Result<string, PlanProblem> {
  if (text === '') return err({ question: 'filter', message: 'Say which mailboxes, as a filter.' });
  const parsed = parseFilter(text);
  if (parsed.ok) return ok(printFilter(parsed.value));
  return err({
    question: 'filter',
    message: `The filter cannot be read: ${parsed.error.message} (character ${parsed.error.position + 1}).`,
  });
}

/** The management scope of a filter: one that there is, or a step that makes it. */
function managementScopeFor(
  context: PlanContext,
  owner: ScopeOwner,
  filter: string,
  label: string,
): Pick<ChosenScope, 'steps' | 'basis'> & { readonly scope: Extract<AssignmentScope, { kind: 'managementScope' }> } {
  const existing = existingScope(context, filter);
  if (existing !== null) {
    const { name, filterAsRead } = existing;
    return {
      steps: [],
      basis: [scopeExists(name, { RecipientFilter: literal(filterAsRead) })],
      scope: { kind: 'managementScope', name: literal(name) },
    };
  }
  const name = scopeName(owner.name, context.planId);
  return {
    steps: [newScopeStep({ id: 'scope', name, filter: literal(filter) }, label)],
    basis: [],
    scope: { kind: 'managementScope', name: literal(name) },
  };
}

/** A management scope of the reading that says exactly the same and is nothing but a filter. The first by name: the same for every order of the reading. */
function existingScope({ reading }: Sight, filter: string): { readonly name: string; readonly filterAsRead: string } | null {
  const names = (reading.collection.exchange.managementScopes ?? []).flatMap((scope) => {
    const plain =
      !scope.RecipientRoot?.trim() && scope.Exclusive !== true && ['', 'recipientscope'].includes(keyOf(scope.ScopeRestrictionType));
    const parsed = plain && scope.Name ? parseFilter(scope.RecipientFilter ?? '') : null;
    return parsed?.ok && scope.Name && printFilter(parsed.value) === filter
      ? [{ name: scope.Name, filterAsRead: scope.RecipientFilter ?? '' }]
      : [];
  });
  return names.sort((left, right) => (left.name < right.name ? -1 : 1))[0] ?? null;
}
