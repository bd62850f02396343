import { err } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { someOf } from '../../findings/wording';
import type { ReachEngine } from '../../reach/reach-engine';
import { pathPart, shown } from '../display-text';
import { changed } from '../effects';
import type { PlanFamilyDefinition } from '../family';
import { graphLook } from '../look';
import { findMailbox } from '../mailboxes';
import { information, planOf, warning } from '../plan-of';
import type { Look } from '../plan.schema';
import { RIGHTS } from '../required-rights';
import { graphChange, stepOf, undoBy } from '../steps';
import { because, textAnswer, type Sight } from '../subjects';
import { literal } from '../template';

/** Keeps the account of a shared mailbox from signing in: https://learn.microsoft.com/microsoft-365/admin/email/about-shared-mailboxes */
export const blockSignIn: PlanFamilyDefinition = {
  id: 'block-sign-in',
  action: 'Block sign-in…',
  purpose: 'Keeps the mailbox’s own account from signing in. Delegates and apps with permissions of their own go on working.',
  subjects: ['mailbox'],
  appliesTo: (context, subject) => {
    const mailbox = findMailbox(context.reading, 'subject', subject.id);
    return mailbox.ok ? whyNot(context, mailbox.value) : mailbox.error.message;
  },
  questions: (_context, subjectId) =>
    subjectId === null ? [{ id: 'subject', label: 'Which mailbox?', help: 'Its address.', type: 'text', required: true }] : [],
  build: (context, answers) => {
    const found = findMailbox(context.reading, 'subject', textAnswer(answers, 'subject'));
    if (!found.ok) return err([found.error]);
    const mailbox = found.value;
    const reason = whyNot(context, mailbox);
    if (reason !== null) return err([{ question: 'subject', message: reason }]);
    const name = shown(mailbox.name);
    const apps = appsThrough(context.engine, mailbox);
    const names = someOf(apps.map((app) => shown(app)));
    const path = `/v1.0/users/${pathPart(mailbox.id)}`;
    return planOf(context, {
      family: 'block-sign-in',
      title: `Block the sign-in of ${name}`,
      sentence: `Nobody can sign in with the account of ${name} (${shown(mailbox.address)}) any more.`,
      subject: { kind: 'mailbox', id: mailbox.id, name: mailbox.name },
      basis: [signInLook(mailbox, true)],
      notes: [
        ...(apps.length === 0
          ? []
          : [
              warning(
                `${names} ${apps.length === 1 ? 'is' : 'are'} connected through this very account. An account that delegates must be able to sign in: the connection ends with this plan. Keep the sign-in, with a long random password and conditional access, as long as the connection is needed.`,
                [mailbox.id],
              ),
            ]),
        ...(mailbox.isShared ? [] : [warning(`${name} is no shared mailbox: whoever works with it is locked out.`, [mailbox.id])]),
        information('Sessions that are open end when their tokens do, after an hour or so.'),
      ],
      steps: [
        stepOf({
          id: 'block-sign-in',
          title: `Block the sign-in of ${name}`,
          why: mailbox.isShared
            ? 'Delegates do not need it. Whoever gets or guesses its password is in the mailbox.'
            : 'The account keeps its mailbox and its rights, and cannot use them.',
          requires: RIGHTS.accountSignIn,
          change: graphChange('PATCH', path, { accountEnabled: false }),
          verification: [signInLook(mailbox, false)],
          undo: undoBy(
            graphChange('PATCH', path, { accountEnabled: true }),
            [signInLook(mailbox, true)],
            `Lets the account of ${name} sign in again.`,
          ),
          settles: 'new-object',
          destructive: true,
          confirm:
            apps.length > 0
              ? `${names} ${apps.length === 1 ? 'loses its' : 'lose their'} connection to ${name}.`
              : `Whoever signs in with the account of ${name} itself can no longer do so.`,
          effects: [changed('graph.users', { id: literal(mailbox.id) }, { accountEnabled: false })],
        }),
      ],
    });
  },
};

function whyNot({ reading }: Pick<Sight, 'reading'>, mailbox: Mailbox): string | null {
  const user = reading.users.get(mailbox.id);
  const name = shown(mailbox.name);
  if (!user) return `The reading does not hold the account of ${name}${because(reading, 'graph.users')}.`;
  return user.accountEnabled === false ? `The account of ${name} cannot sign in already.` : null;
}

/** The apps that hold a delegated mail grant for this very account. */
function appsThrough(engine: ReachEngine, mailbox: Mailbox): readonly string[] {
  return engine.apps
    .filter((app) => app.delegatedGrants.some((grant) => grant.userId === mailbox.id && grant.mask !== 0))
    .map(({ name }) => name);
}

function signInLook(mailbox: Mailbox, enabled: boolean): Look {
  return graphLook(`/v1.0/users/${pathPart(mailbox.id)}?$select=id,accountEnabled`, {
    where: { id: literal(mailbox.id), accountEnabled: enabled },
    says: `The account of ${shown(mailbox.name)} ${enabled ? 'can' : 'cannot'} sign in.`,
  });
}
