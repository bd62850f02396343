import { err, ok, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { keyOf } from '../../collection/text-key';
import { mailboxCount } from '../../findings/wording';
import type { Scope } from '../../reach/reach-model';
import { shown } from '../display-text';
import type { PlanContext } from '../family';
import { warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findGroup, findMailboxes, groupById, textAnswer, textsAnswer, type PlanGroup, type Sight } from '../subjects';
import { literal, reference } from '../template';
import { byAddress } from './mailbox-choice';
import { groupIsThere, readNewGroup } from './scope-answers';
import { groupNotes } from './scope-groups';
import { scopeQuestions, type ScopeOwner } from './scope-questions';
import { fillGroupSteps, newGroupStep, type NewGroup } from './scope-steps';

/** What an application access policy is to be over, and what has to be done for it. */
export interface PolicyScope {
  readonly steps: readonly PlanStep[];
  readonly basis: readonly Look[];
  readonly notes: Plan['notes'];
  /** What the cmdlet is given; a template. */
  readonly identity: string;
  /** How Exchange Online may call it; templates. */
  readonly names: readonly string[];
  readonly label: string;
  readonly scope: Scope;
}

/** The questions about what a policy is over. `keep`: the first choice is what it is over now. */
export function policyScopeQuestions(sight: Sight, owner: ScopeOwner | null, keep: boolean): readonly Question[] {
  const kept = scopeQuestions(sight, owner).filter((question) => ['mailboxes', 'groupName', 'groupAddress', 'group'].includes(question.id));
  return [
    {
      id: 'scope',
      label: 'Which mailboxes is the policy for?',
      help: 'Exchange Online takes a mail-enabled security group, or one user mailbox. Members of groups inside the group count too.',
      type: 'choice',
      required: true,
      default: keep ? 'keep' : 'newGroup',
      choices: [
        ...(keep ? [{ value: 'keep', label: 'Those it is for now' }] : []),
        { value: 'newGroup', label: 'Those of a new group' },
        { value: 'existingGroup', label: 'Those of a group that there is' },
        { value: 'mailbox', label: 'One mailbox' },
      ],
    },
    ...kept.map((question) =>
      question.id === 'mailboxes'
        ? { ...question, label: 'Which mailboxes?', when: { scope: ['newGroup', 'mailbox'] } }
        : question.id === 'group'
          ? { ...question, help: 'A mail-enabled security group.' }
          : question,
    ),
  ];
}

/** What the answers say a policy is over. */
export function choosePolicyScope(context: PlanContext, owner: ScopeOwner, answers: Answers): Result<PolicyScope, readonly PlanProblem[]> {
  const named = findMailboxes(context.reading, 'mailboxes', textsAnswer(answers, 'mailboxes'));
  const kind = textAnswer(answers, 'scope') || 'newGroup';
  switch (kind) {
    case 'newGroup':
      return named.ok ? newGroupScope(context, owner, answers, byAddress(named.value)) : named;
    case 'existingGroup': {
      const group = findGroup(context, 'group', textAnswer(answers, 'group'));
      return group.ok ? groupScope(context, group.value, owner.appId, 'group') : err([group.error]);
    }
    case 'mailbox':
      return mailboxScope(context, textsAnswer(answers, 'mailboxes'));
    default:
      return err([
        { question: 'scope', message: `"${shown(kind)}" is no kind of scope for a policy: newGroup, existingGroup or mailbox.` },
      ]);
  }
}

/** What a policy of the reading is over, so that another one can be made over the same. */
export function scopeAsRead(sight: Sight, scope: Scope): Result<PolicyScope, PlanProblem> {
  if (scope.id === null || scope.kind === 'unresolved') {
    return err({
      question: 'scope',
      message: `What the policy is over ("${shown(scope.name)}") is not in the reading any more: choose something else.`,
    });
  }
  if (!isTaken(sight, scope)) {
    return err({
      question: 'scope',
      message: `"${shown(scope.name)}" is neither a mail-enabled security group, nor a user mailbox or mail user: Exchange Online would refuse it. Choose something else.`,
    });
  }
  const names = namesOf(sight, scope);
  return ok({ steps: [], basis: [], notes: [], identity: literal(scope.id), names, label: `"${shown(scope.name)}"`, scope });
}

/** Whether a policy can be made over it; what has changed its kind since then is refused. https://learn.microsoft.com/powershell/module/exchange/new-applicationaccesspolicy#-policyscopegroupid */
function isTaken(sight: Sight, { kind, id }: Scope): boolean {
  if (id === null) return false;
  // A group of unknown kind was one that Exchange Online took, when the policy was made.
  if (kind === 'group') return ['mailSecurity', 'unknown'].includes(groupById(sight, id).facts.kind);
  const recipients = sight.reading.collection.exchange.recipients ?? [];
  const item = sight.reading.mailboxes.byId(id)?.item ?? recipients.find((candidate) => keyOf(candidate.ExternalDirectoryObjectId) === id);
  return ['', 'usermailbox', 'mailuser'].includes(keyOf(item?.RecipientTypeDetails));
}

function namesOf(sight: Sight, scope: Scope): readonly string[] {
  const { reading } = sight;
  const group = scope.kind === 'group' && scope.id !== null ? groupById(sight, scope.id) : null;
  const mailbox = scope.kind === 'mailbox' ? reading.mailboxes.byId(scope.id) : undefined;
  const recipient = (reading.collection.exchange.recipients ?? []).find((item) => keyOf(item.ExternalDirectoryObjectId) === scope.id);
  const item = group?.exchange ?? mailbox?.item ?? recipient;
  return templatesOf([item?.Name, item?.DisplayName, item?.Alias, item?.PrimarySmtpAddress, scope.name]);
}

function templatesOf(names: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Map(names.flatMap((name): readonly [string, string][] => (name ? [[keyOf(name), literal(name)]] : []))).values()];
}

function newGroupScope(
  context: PlanContext,
  owner: ScopeOwner,
  answers: Answers,
  mailboxes: readonly Mailbox[],
): Result<PolicyScope, readonly PlanProblem[]> {
  const made = readNewGroup(context, owner, answers);
  if (!made.ok) return made;
  if (mailboxes.length === 0) return err([{ question: 'mailboxes', message: 'Say which mailboxes the policy is for.' }]);
  const group: NewGroup = made.value;
  const why = 'The policy is for the mailboxes in this group.';
  return ok({
    steps: [newGroupStep(group, why), ...fillGroupSteps(group, mailboxes, why)],
    basis: [],
    notes: [],
    identity: reference(group.id, 'id'),
    names: [reference(group.id, 'name'), literal(group.name), literal(group.address)],
    label: `the new group "${shown(group.name)}"`,
    scope: {
      kind: 'group',
      name: group.name,
      id: null,
      members: context.engine.sets.of(mailboxes.map((mailbox) => mailbox.index)),
      filter: null,
      reason: null,
    },
  });
}

function groupScope(sight: Sight, group: PlanGroup, appId: string, question: string): Result<PolicyScope, readonly PlanProblem[]> {
  const name = shown(group.name);
  if (group.facts.kind !== 'mailSecurity' || group.facts.dynamic) {
    return err([
      { question, message: `"${name}" is no mail-enabled security group: Exchange Online refuses it as the scope of a policy.` },
    ]);
  }
  const members = sight.engine.groups.nestedMembers(group.id);
  const scope: Scope = { kind: 'group', name: group.name, id: group.id, members, filter: null, reason: sight.engine.groups.gap };
  // Groups inside the group count for a policy: what is said about them concerns scopes of roles only.
  const notes = groupNotes(sight, group, appId, false).filter((note) => note.mailboxes.length === 0);
  return ok({
    steps: [],
    basis: group.exchange?.DistinguishedName ? [groupIsThere(group)] : [],
    notes,
    identity: literal(group.id),
    names: namesOf(sight, scope),
    label: `the group "${name}"`,
    scope,
  });
}

/** One user mailbox or mail user; Exchange Online refuses every other kind. https://learn.microsoft.com/powershell/module/exchange/new-applicationaccesspolicy#-policyscopegroupid */
function mailboxScope(sight: Sight, texts: readonly string[]): Result<PolicyScope, readonly PlanProblem[]> {
  const { reading, engine } = sight;
  const wrong = (message: string): Result<never, readonly PlanProblem[]> => err([{ question: 'mailboxes', message }]);
  const [text] = texts;
  if (text === undefined || texts.length > 1) return wrong('Say which mailbox: one. For several, use a group.');
  const match = reading.mailboxes.match(text);
  const recipient = match.kind === 'none' ? mailUserOf(sight, text) : null;
  if (recipient) {
    const scope: Scope = {
      kind: 'recipient',
      name: recipient.name,
      id: recipient.id,
      members: engine.sets.none,
      filter: null,
      reason: null,
    };
    const note = warning(`"${shown(recipient.name)}" is a mail user without a mailbox here: the policy holds no mailbox.`);
    return ok({
      steps: [],
      basis: [],
      notes: [note],
      identity: literal(recipient.id),
      names: namesOf(sight, scope),
      label: `"${shown(recipient.name)}"`,
      scope,
    });
  }
  const found = findMailboxes(reading, 'mailboxes', [text]);
  if (!found.ok) return found;
  const [mailbox] = found.value;
  if (!mailbox) return wrong('Say which mailbox.');
  const type = keyOf(mailbox.item.RecipientTypeDetails);
  if (type !== '' && type !== 'usermailbox') {
    return wrong(
      `${shown(mailbox.address)} is no user mailbox: Exchange Online refuses ${mailboxCount(1)} of this kind as the scope of a policy. Use a group that holds it.`,
    );
  }
  const scope: Scope = {
    kind: 'mailbox',
    name: mailbox.name,
    id: mailbox.id,
    members: engine.sets.of([mailbox.index]),
    filter: null,
    reason: null,
  };
  return ok({
    steps: [],
    basis: [],
    notes: [],
    identity: literal(mailbox.id),
    names: namesOf(sight, scope),
    label: shown(mailbox.address),
    scope,
  });
}

function mailUserOf({ reading }: Sight, text: string): { readonly id: string; readonly name: string } | null {
  const match = reading.principals.match(text);
  if (match.kind !== 'principal' || match.principal.kind !== 'account') return null;
  const item = (reading.collection.exchange.recipients ?? []).find(
    (candidate) => keyOf(candidate.ExternalDirectoryObjectId) === match.principal.id,
  );
  return keyOf(item?.RecipientTypeDetails) === 'mailuser' ? { id: match.principal.id, name: match.principal.name } : null;
}
