import { err, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import type { Reading } from '../../collection/reading';
import { keyOf } from '../../collection/text-key';
import { mailboxCount } from '../../findings/wording';
import { shown } from '../display-text';
import { changed } from '../effects';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { exchangeLook } from '../look';
import { findMailbox, identityOf } from '../mailboxes';
import { cloudOf } from '../plan-links';
import { planOf, warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepOf, undoBy } from '../steps';
import { textAnswer } from '../subjects';
import { literal } from '../template';

/** Switches SMTP AUTH with a password off: https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission */
export const disableSmtpBasic: PlanFamilyDefinition = {
  id: 'disable-smtp-basic',
  action: 'Switch SMTP AUTH off…',
  purpose: 'Keeps devices and programs from sending with a password, for one mailbox or for the whole organization.',
  subjects: ['mailbox', 'tenant'],
  appliesTo: (context, subject) => {
    const target = targetOf(context.reading, subject.kind === 'tenant' ? '' : subject.id);
    return target.ok ? whyNot(context.reading, target.value) : target.error.message;
  },
  questions: (_context, subjectId) =>
    subjectId === null
      ? [
          {
            id: 'subject',
            label: 'Which mailbox?',
            help: 'Its address; without one the whole organization.',
            type: 'text',
            required: false,
          },
        ]
      : [],
  build,
};

/** Null: the whole organization. */
type Target = Mailbox | null;

function targetOf(reading: Reading, text: string): Result<Target, PlanProblem> {
  const key = keyOf(text);
  if (key === '' || key === keyOf(reading.collection.tenant.id)) return { ok: true, value: null };
  return findMailbox(reading, 'subject', text);
}

function whyNot(reading: Reading, target: Target): string | null {
  if (target === null) {
    return reading.collection.exchange.transportConfig?.SmtpClientAuthenticationDisabled === true
      ? 'SMTP AUTH is off for the organization already.'
      : null;
  }
  return switchOf(reading, target) === true ? `SMTP AUTH is off for ${shown(target.name)} already.` : null;
}

type Switches = ReadonlyMap<string, boolean | null>;

const SWITCHES = new WeakMap<Reading, Switches>();

/** The switches of all mailboxes by id; indexed once per reading. */
function switchOf(reading: Reading, mailbox: Mailbox): boolean | null {
  const known = SWITCHES.get(reading);
  const switches: Switches =
    known ??
    new Map(
      (reading.collection.exchange.casMailboxes ?? []).map((row) => [
        keyOf(row.ExternalDirectoryObjectId),
        row.SmtpClientAuthenticationDisabled ?? null,
      ]),
    );
  if (!known) SWITCHES.set(reading, switches);
  return switches.get(mailbox.id) ?? null;
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const { reading } = context;
  const target = targetOf(reading, textAnswer(answers, 'subject'));
  if (!target.ok) return err([target.error]);
  const mailbox = target.value;
  const reason = whyNot(reading, mailbox);
  if (reason !== null) return err([{ question: 'subject', message: reason }]);
  const { tenant } = reading.collection;
  const name = mailbox === null ? shown(tenant.displayName || tenant.id) : shown(mailbox.name);
  return planOf(context, {
    family: 'disable-smtp-basic',
    title: `Switch SMTP AUTH off for ${name}`,
    sentence: `${mailbox === null ? 'Nobody in the organization' : `Nobody`} can send ${mailbox === null ? '' : `through ${name} (${shown(mailbox.address)}) `}by SMTP AUTH any more${mailbox === null ? ', but for mailboxes with a switch of their own' : ''}.`,
    subject: mailbox === null ? { kind: 'tenant', id: tenant.id, name } : { kind: 'mailbox', id: mailbox.id, name: mailbox.name },
    basis:
      mailbox === null ? [] : [exchangeLook('Get-Mailbox', { Identity: identityOf(mailbox) }, { says: `The mailbox ${name} is there.` })],
    notes: [
      warning(
        'Scanners, printers and programs that send with a password stop sending. Find them first: the report "SMTP AUTH clients" of the Exchange admin center lists them.',
        mailbox === null ? [] : [mailbox.id],
      ),
      ...(mailbox === null ? exceptions(reading) : []),
    ],
    steps: [mailbox === null ? organizationStep(reading) : mailboxStep(reading, mailbox)],
  });
}

function exceptions(reading: Reading): Plan['notes'] {
  const rows = (reading.collection.exchange.casMailboxes ?? []).filter((row) => row.SmtpClientAuthenticationDisabled === false);
  const ids = rows.flatMap((row) => reading.mailboxes.byId(row.ExternalDirectoryObjectId)?.id ?? []);
  return ids.length === 0
    ? []
    : [warning(`${mailboxCount(ids.length)} keep it on by a switch of their own; each has a plan of its own.`, ids)];
}

function mailboxStep(reading: Reading, mailbox: Mailbox): PlanStep {
  const Identity = identityOf(mailbox);
  const name = shown(mailbox.name);
  const before = switchOf(reading, mailbox);
  const isOff = (off: boolean): Look =>
    exchangeLook(
      'Get-CASMailbox',
      { Identity },
      {
        where: { SmtpClientAuthenticationDisabled: off },
        says: `SMTP AUTH is ${off ? 'off' : 'on'} for ${name}.`,
      },
    );
  const id = mailbox.item.ExternalDirectoryObjectId;
  return stepOf({
    id: 'disable-smtp',
    title: `Switch SMTP AUTH off for ${name}`,
    why: 'A password is all it takes there: neither a second factor nor a device is asked for.',
    requires: RIGHTS.recipients,
    change: exchangeChange('Set-CASMailbox', { Identity, SmtpClientAuthenticationDisabled: true }),
    verification: [isOff(true)],
    // Switching it on would be more than taking it back: the organization may have it off.
    undo:
      before === null
        ? {
            kind: 'impossible',
            says: `Before, ${name} followed the organization. To let it do so again, run Set-CASMailbox with -SmtpClientAuthenticationDisabled $null.`,
          }
        : undoBy(
            exchangeChange('Set-CASMailbox', { Identity, SmtpClientAuthenticationDisabled: false }),
            [isOff(false)],
            'Switches it on for the mailbox again.',
          ),
    settles: 'scope-changed',
    destructive: true,
    confirm: `Whatever sends through ${name} with a password stops sending.`,
    effects: id
      ? [changed('exchange.casMailboxes', { ExternalDirectoryObjectId: literal(id) }, { SmtpClientAuthenticationDisabled: true })]
      : [],
  });
}

/** No cmdlet of the documented set switches it for the organization: a person does, and what they did is looked at. */
function organizationStep(reading: Reading): PlanStep {
  return stepOf({
    id: 'disable-smtp',
    title: 'Switch SMTP AUTH off for the whole organization',
    why: 'A password is all it takes there: neither a second factor nor a device is asked for.',
    requires: RIGHTS.organization,
    change: {
      api: 'person',
      instruction:
        'In the Exchange admin center choose Settings → Mail flow, tick "Turn off SMTP AUTH protocol for your organization", and save. Then confirm.',
      link: `${cloudOf(reading).portals.exchange}/#/settings`,
    },
    verification: [
      exchangeLook(
        'Get-TransportConfig',
        {},
        {
          where: { SmtpClientAuthenticationDisabled: true },
          says: 'SMTP AUTH is off for the organization.',
        },
      ),
    ],
    undo: { kind: 'impossible', says: 'Untick the same box in the Exchange admin center.' },
    settles: 'scope-changed',
    destructive: true,
    confirm: 'Whatever sends with a password in this organization stops sending, but for mailboxes with a switch of their own.',
    effects: [changed('exchange.transportConfig', {}, { SmtpClientAuthenticationDisabled: true })],
  });
}
