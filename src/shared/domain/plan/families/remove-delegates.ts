import { err, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import { delegateRights, hasDelegateRights, sendersOnBehalf, type DelegateRight } from '../delegates/delegate-rights';
import { removeRightStep } from '../delegates/delegate-steps';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { exchangeLook } from '../look';
import { findMailbox, identityOf } from '../mailboxes';
import { planOf, warning } from '../plan-of';
import type { Plan } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { because, textAnswer, textsAnswer } from '../subjects';

/** Takes rights on a mailbox away: https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
export const removeDelegates: PlanFamilyDefinition = {
  id: 'remove-delegates',
  action: 'Remove delegates…',
  purpose: 'Takes rights on the mailbox away from accounts that are deleted or disabled, or from whoever you choose.',
  subjects: ['mailbox'],
  appliesTo: (context, subject) => {
    const mailbox = findMailbox(context.reading, 'subject', subject.id);
    if (!mailbox.ok) return mailbox.error.message;
    if (hasDelegateRights(context.reading, context.engine, mailbox.value)) return null;
    return `The reading shows no right of others on ${shown(mailbox.value.name)} that can be taken away here${because(context.reading, 'exchange.mailboxPermissions')}.`;
  },
  questions,
  build,
};

function questions(context: Pick<PlanContext, 'reading' | 'engine'>, subjectId: string | null): readonly Question[] {
  const mailbox = subjectId === null ? null : findMailbox(context.reading, 'subject', subjectId);
  const rights = mailbox?.ok ? delegateRights(context.reading, context.engine, mailbox.value) : [];
  const usual = removedByDefault(rights).map(({ value }) => value);
  return [
    ...(subjectId === null
      ? [{ id: 'subject', label: 'Which mailbox?', help: 'Its address.', type: 'text' as const, required: true }]
      : []),
    {
      id: 'delegates',
      label: 'Which rights are taken away?',
      help: 'Rights that are inherited cannot be taken away here.',
      type: 'permissions',
      required: usual.length === 0,
      ...(usual.length > 0 ? { default: usual } : {}),
      ...(mailbox?.ok ? { choices: rights.map(({ value, label }) => ({ value, label })) } : {}),
    },
  ];
}

/** Those of accounts that are gone; where there are none, those of groups that are too broad. */
function removedByDefault(rights: readonly DelegateRight[]): readonly DelegateRight[] {
  const former = rights.filter((right) => right.former);
  return former.length > 0 ? former : rights.filter((right) => right.broad);
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const { reading, engine } = context;
  const found = findMailbox(reading, 'subject', textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const mailbox = found.value;
  const name = shown(mailbox.name);
  const rights = delegateRights(reading, engine, mailbox);
  const answer = answers['delegates'];
  // A name may have a comma in it: a list is taken as it is.
  const wanted = Array.isArray(answer) ? answer : textsAnswer(answers, 'delegates');
  const strange = wanted.find((value) => !rights.some((right) => keyOf(right.value) === keyOf(value)));
  if (strange !== undefined) return err([{ question: 'delegates', message: `There is no right "${shown(strange)}" on ${name}.` }]);
  const going = rights.filter((right) => wanted.some((value) => keyOf(value) === keyOf(right.value)));
  if (going.length === 0) return err([{ question: 'delegates', message: `Choose at least one right on ${name}.` }]);
  const opening = rights.filter((right) => right.right === 'fullAccess' && right.holder !== null && !right.former);
  let senders = sendersOnBehalf(mailbox);
  return planOf(context, {
    family: 'remove-delegates',
    title: `Remove ${going.length === 1 ? 'a right' : `${String(going.length)} rights`} on ${name}`,
    sentence: `On ${name} (${shown(mailbox.address)}) ${going.length === 1 ? 'is' : 'are'} removed: ${someOf(going.map(({ label }) => label))}.`,
    subject: { kind: 'mailbox', id: mailbox.id, name: mailbox.name },
    basis: [exchangeLook('Get-Mailbox', { Identity: identityOf(mailbox) }, { says: `The mailbox ${name} is there.` })],
    notes:
      mailbox.isShared && opening.length > 0 && opening.every((right) => going.includes(right))
        ? [warning(`Nobody has full access to ${name} after this.`, [mailbox.id])]
        : [],
    steps: going.map((right) => {
      if (right.right === 'sendOnBehalf') senders = senders.filter((sender) => keyOf(sender) !== keyOf(right.trustee));
      return removeRightStep(reading, mailbox, right, senders);
    }),
  });
}
