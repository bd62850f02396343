import { err, type Result } from '../../result';
import { RIGHT_WORDS } from '../../findings/delegations';
import type { RightKind } from '../../reach/right-capabilities';
import { findTrustee } from '../accounts';
import { addRightStep } from '../delegates/delegate-steps';
import { delegateRights } from '../delegates/delegate-rights';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { exchangeLook } from '../look';
import { findMailbox, identityOf } from '../mailboxes';
import { information, planOf, warning } from '../plan-of';
import type { Plan } from '../plan.schema';
import type { Answers, PlanProblem } from '../questions.schema';
import { booleanAnswer, textAnswer } from '../subjects';

const CHOICES = {
  fullAccessAndSendAs: ['fullAccess', 'sendAs'],
  fullAccess: ['fullAccess'],
  sendAs: ['sendAs'],
  sendOnBehalf: ['sendOnBehalf'],
  fullAccessAndSendOnBehalf: ['fullAccess', 'sendOnBehalf'],
} as const satisfies Readonly<Record<string, readonly RightKind[]>>;

/** Gives a person or a group rights on a mailbox: https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
export const addDelegate: PlanFamilyDefinition = {
  id: 'add-delegate',
  action: 'Add a delegate…',
  purpose: 'Gives a person or a group access to the mailbox, the right to send from it, or both.',
  subjects: ['mailbox'],
  appliesTo: (context, subject) => {
    const mailbox = findMailbox(context.reading, 'subject', subject.id);
    return mailbox.ok ? null : mailbox.error.message;
  },
  questions: (_context, subjectId) => [
    ...(subjectId === null
      ? [{ id: 'subject', label: 'Which mailbox?', help: 'Its address.', type: 'text' as const, required: true }]
      : []),
    {
      id: 'delegate',
      label: 'Who gets access?',
      help: 'A person, or a mail-enabled security group: then its members are easily changed.',
      type: 'user',
      required: true,
    },
    {
      id: 'rights',
      label: 'What may they do?',
      type: 'choice',
      required: false,
      default: 'fullAccessAndSendAs',
      choices: [
        { value: 'fullAccessAndSendAs', label: 'Open the mailbox and send as it' },
        { value: 'fullAccess', label: 'Open the mailbox' },
        { value: 'sendAs', label: 'Send as it' },
        { value: 'sendOnBehalf', label: 'Send on behalf of it' },
        { value: 'fullAccessAndSendOnBehalf', label: 'Open the mailbox and send on behalf of it' },
      ],
    },
    {
      id: 'autoMapping',
      label: 'Show the mailbox in Outlook by itself',
      help: 'Works for persons, not for groups.',
      type: 'boolean',
      required: false,
      default: true,
    },
  ],
  build,
};

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const { reading, engine } = context;
  const mailbox = findMailbox(reading, 'subject', textAnswer(answers, 'subject'));
  const delegate = findTrustee(reading, 'delegate', textAnswer(answers, 'delegate'));
  const problems = [mailbox, delegate].flatMap((result) => (result.ok ? [] : [result.error]));
  if (!mailbox.ok || !delegate.ok) return err(problems);
  const said = textAnswer(answers, 'rights');
  const wanted: readonly RightKind[] = CHOICES[Object.hasOwn(CHOICES, said) ? (said as keyof typeof CHOICES) : 'fullAccessAndSendAs'];
  const held = delegateRights(reading, engine, mailbox.value).filter(({ holder }) => holder === delegate.value.id);
  const rights = wanted.filter((right) => !held.some((item) => item.right === right));
  const [name, person] = [shown(mailbox.value.name), shown(delegate.value.name)];
  if (mailbox.value.id === delegate.value.id) return err([{ question: 'delegate', message: `${person} is the mailbox itself.` }]);
  if (rights.length === 0) return err([{ question: 'delegate', message: `${person} has these rights on ${name} already.` }]);
  const words = rights.map((right) => RIGHT_WORDS[right]).join(' and ');
  return planOf(context, {
    family: 'add-delegate',
    title: `Give ${person} ${words} on ${name}`,
    sentence: `${person} gets ${words} on ${name} (${shown(mailbox.value.address)}).`,
    subject: { kind: 'mailbox', id: mailbox.value.id, name: mailbox.value.name },
    basis: [exchangeLook('Get-Mailbox', { Identity: identityOf(mailbox.value) }, { says: `The mailbox ${name} is there.` })],
    notes: [
      ...(delegate.value.enabled === false ? [warning(`The account of ${person} is disabled: it cannot use what it gets.`)] : []),
      ...(delegate.value.kind === 'group'
        ? [information(`${person} is a group: everybody in it gets these rights, and Outlook does not show the mailbox by itself.`)]
        : []),
    ],
    steps: rights.map((right) =>
      addRightStep(
        reading,
        mailbox.value,
        delegate.value,
        right,
        delegate.value.kind === 'account' && booleanAnswer(answers, 'autoMapping', true),
      ),
    ),
  });
}
