import { err } from '../../result';
import { shown } from '../display-text';
import { changed } from '../effects';
import type { PlanFamilyDefinition } from '../family';
import { exchangeLook } from '../look';
import { rowOf } from '../delegates/delegate-steps';
import { findMailbox, identityOf } from '../mailboxes';
import { information, planOf } from '../plan-of';
import type { Look } from '../plan.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepOf, undoBy } from '../steps';
import { textAnswer } from '../subjects';

/** Keeps what is sent as a mailbox in the mailbox itself: https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-messagecopyforsentasenabled */
export const copySentItems: PlanFamilyDefinition = {
  id: 'copy-sent-items',
  action: 'Keep copies of sent mail…',
  purpose: 'Puts a copy of what delegates send as the mailbox into its own folder of sent items.',
  subjects: ['mailbox'],
  appliesTo: (context, subject) => {
    const mailbox = findMailbox(context.reading, 'subject', subject.id);
    if (!mailbox.ok) return mailbox.error.message;
    return mailbox.value.item.MessageCopyForSentAsEnabled === true ? `${shown(mailbox.value.name)} keeps copies already.` : null;
  },
  questions: (_context, subjectId) =>
    subjectId === null ? [{ id: 'subject', label: 'Which mailbox?', help: 'Its address.', type: 'text', required: true }] : [],
  build: (context, answers) => {
    const found = findMailbox(context.reading, 'subject', textAnswer(answers, 'subject'));
    if (!found.ok) return err([found.error]);
    const mailbox = found.value;
    const name = shown(mailbox.name);
    if (mailbox.item.MessageCopyForSentAsEnabled === true) return err([{ question: 'subject', message: `${name} keeps copies already.` }]);
    const Identity = identityOf(mailbox);
    const keeps = (wanted: boolean): Look =>
      exchangeLook(
        'Get-Mailbox',
        { Identity },
        {
          where: { MessageCopyForSentAsEnabled: wanted },
          says: wanted ? `${name} keeps copies of what is sent as it.` : `${name} keeps no copies of what is sent as it.`,
        },
      );
    return planOf(context, {
      family: 'copy-sent-items',
      title: `Keep copies of what is sent as ${name}`,
      sentence: `What delegates send as ${name} (${shown(mailbox.address)}) lies in its own sent items too.`,
      subject: { kind: 'mailbox', id: mailbox.id, name: mailbox.name },
      basis: [exchangeLook('Get-Mailbox', { Identity }, { says: `The mailbox ${name} is there.` })],
      notes: [information('What was sent before is not copied.')],
      steps: [
        stepOf({
          id: 'copy-sent-items',
          title: `Keep copies of what is sent as ${name}`,
          why: 'Otherwise it lies in the senders’ own mailboxes: colleagues cannot see it, and it goes when they go.',
          requires: RIGHTS.recipients,
          change: exchangeChange('Set-Mailbox', { Identity, MessageCopyForSentAsEnabled: true }),
          verification: [keeps(true)],
          undo: undoBy(
            exchangeChange('Set-Mailbox', { Identity, MessageCopyForSentAsEnabled: false }),
            [keeps(false)],
            'Keeps no copies any more.',
          ),
          settles: 'new-object-in-exchange',
          effects: [changed('exchange.mailboxes', rowOf(mailbox), { MessageCopyForSentAsEnabled: true })],
        }),
      ],
    });
  },
};
