import type { Mailbox } from '../../collection/mailbox-directory';
import type { Reading } from '../../collection/reading';
import { keyOf } from '../../collection/text-key';
import { RIGHT_WORDS } from '../../findings/delegations';
import type { RightKind } from '../../reach/right-capabilities';
import type { PlanAccount } from '../accounts';
import { shown } from '../display-text';
import { added, changed, removed } from '../effects';
import { exchangeLook, opposite } from '../look';
import { identityOf } from '../mailboxes';
import type { Change, Effect, Look, Match, PlanStep } from '../plan.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepId, stepOf, undoBy } from '../steps';
import { literal } from '../template';
import { sendersOnBehalf, type DelegateRight } from './delegate-rights';

/** Gives somebody a right on a mailbox. https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
export function addRightStep(reading: Reading, mailbox: Mailbox, account: PlanAccount, right: RightKind, autoMapping: boolean): PlanStep {
  const [name, person] = [shown(mailbox.name), shown(account.name)];
  const { give, take, look, effects } = addParts(reading, mailbox, account, right, autoMapping);
  const has: Look = { ...look, says: `${person} has ${RIGHT_WORDS[right]} on ${name}.` };
  return stepOf({
    id: stepId('add', right, account.id),
    title: `Give ${person} ${RIGHT_WORDS[right]} on ${name}`,
    why: WHY[right],
    requires: RIGHTS.recipients,
    precondition: right === 'sendOnBehalf' ? sendersAsRead(mailbox, sendersOnBehalf(mailbox)) : [],
    change: give,
    verification: [has],
    undo: undoBy(
      take,
      [{ ...has, expect: 'none', says: `${person} does not have ${RIGHT_WORDS[right]} on ${name}.` }],
      `Takes ${RIGHT_WORDS[right]} away from ${person} again.`,
    ),
    settles: 'delegate-rights',
    effects,
  });
}

const WHY: Readonly<Record<RightKind, string>> = {
  fullAccess: 'It opens the whole mailbox: mail, calendar, contacts and rules. It does not bring sending.',
  sendAs: 'Mail looks as if the mailbox itself had sent it.',
  sendOnBehalf: 'Mail shows who has sent it, on behalf of the mailbox.',
};

interface AddParts {
  readonly give: Change;
  readonly take: Change;
  readonly look: Look;
  readonly effects: Effect[];
}

function addParts(reading: Reading, mailbox: Mailbox, account: PlanAccount, right: RightKind, autoMapping: boolean): AddParts {
  const Identity = identityOf(mailbox);
  const user = literal(account.id);
  switch (right) {
    case 'fullAccess':
      return {
        give: exchangeChange('Add-MailboxPermission', {
          Identity,
          User: user,
          AccessRights: ['FullAccess'],
          InheritanceType: 'All',
          AutoMapping: autoMapping,
        }),
        take: exchangeChange('Remove-MailboxPermission', { Identity, User: user, AccessRights: ['FullAccess'], InheritanceType: 'All' }),
        look: exchangeLook(
          'Get-MailboxPermission',
          { Identity, User: user },
          {
            where: { AccessRights: { contains: 'FullAccess' }, Deny: { not: true }, IsInherited: { not: true } },
            says: '',
          },
        ),
        effects: [
          added('exchange.mailboxPermissions', { Identity, User: user, AccessRights: ['FullAccess'], IsInherited: false, Deny: false }),
        ],
      };
    case 'sendAs':
      return {
        give: exchangeChange('Add-RecipientPermission', { Identity, Trustee: user, AccessRights: ['SendAs'] }),
        take: exchangeChange('Remove-RecipientPermission', { Identity, Trustee: user, AccessRights: ['SendAs'] }),
        look: exchangeLook(
          'Get-RecipientPermission',
          { Identity, Trustee: user },
          {
            where: { AccessRights: { contains: 'SendAs' }, AccessControlType: { not: 'Deny' } },
            says: '',
          },
        ),
        effects: [
          added('exchange.recipientPermissions', {
            Identity,
            Trustee: user,
            AccessRights: ['SendAs'],
            AccessControlType: 'Allow',
            IsInherited: false,
          }),
        ],
      };
    case 'sendOnBehalf': {
      const before = sendersOnBehalf(mailbox).map(literal);
      const ids = senderIds(reading, sendersOnBehalf(mailbox));
      const set = (list: readonly string[]): Change => exchangeChange('Set-Mailbox', { Identity, GrantSendOnBehalfTo: [...list] });
      return {
        give: set([...ids, user]),
        take: set(ids),
        look: exchangeLook(
          'Get-Mailbox',
          { Identity },
          { where: { GrantSendOnBehalfTo: { contains: literal(nameInExchange(reading, account)) } }, says: '' },
        ),
        effects: [changed('exchange.mailboxes', rowOf(mailbox), { GrantSendOnBehalfTo: [...before, user] })],
      };
    }
  }
}

/** Takes a right on a mailbox away. `left`: who may still send on behalf of it when this step and those before it are done. */
export function removeRightStep(reading: Reading, mailbox: Mailbox, going: DelegateRight, left: readonly string[]): PlanStep {
  const [name, trustee] = [shown(mailbox.name), literal(going.trustee)];
  const { take, give, look, effects } = removeParts(reading, mailbox, going, left);
  const undo: PlanStep['undo'] =
    going.notAgain !== null || going.holder === null
      ? { kind: 'impossible', says: going.notAgain ?? '' }
      : undoBy(give(literal(going.holder)), [opposite(look, `${name} has ${going.label}.`)], `Gives ${going.label} again.`);
  return stepOf({
    id: stepId('remove', going.right, going.trustee),
    title: `Remove ${going.label} from ${name}`,
    why: going.former
      ? 'Nobody can use it now; an account that is enabled or restored has it back at once.'
      : 'Only those who need a mailbox should be able to open it.',
    requires: RIGHTS.recipients,
    precondition: going.right === 'sendOnBehalf' ? sendersAsRead(mailbox, [...left, going.trustee]) : [],
    change: take(trustee),
    verification: [look],
    undo,
    settles: 'delegate-rights',
    destructive: !going.former,
    confirm: going.former ? null : `Whoever works in ${name} by the ${going.label} can no longer do so.`,
    effects,
  });
}

interface RemoveParts {
  readonly take: (trustee: string) => Change;
  readonly give: (holder: string) => Change;
  readonly look: Look;
  readonly effects: Effect[];
}

function removeParts(reading: Reading, mailbox: Mailbox, going: DelegateRight, left: readonly string[]): RemoveParts {
  const Identity = identityOf(mailbox);
  const trustee = literal(going.trustee);
  const says = `${shown(mailbox.name)} has no ${going.label}.`;
  switch (going.right) {
    case 'fullAccess':
      return {
        take: (User) =>
          exchangeChange('Remove-MailboxPermission', { Identity, User, AccessRights: ['FullAccess'], InheritanceType: 'All' }),
        give: (User) => exchangeChange('Add-MailboxPermission', { Identity, User, AccessRights: ['FullAccess'], InheritanceType: 'All' }),
        look: exchangeLook(
          'Get-MailboxPermission',
          { Identity, IncludeUnresolvedPermissions: true },
          {
            where: { User: trustee, AccessRights: { contains: 'FullAccess' }, Deny: { not: true }, IsInherited: { not: true } },
            expect: 'none',
            says,
          },
        ),
        effects: rowsOfRight(reading, mailbox, going),
      };
    case 'sendAs':
      return {
        take: (Trustee) => exchangeChange('Remove-RecipientPermission', { Identity, Trustee, AccessRights: ['SendAs'] }),
        give: (Trustee) => exchangeChange('Add-RecipientPermission', { Identity, Trustee, AccessRights: ['SendAs'] }),
        look: exchangeLook(
          'Get-RecipientPermission',
          { Identity },
          {
            where: { Trustee: trustee, AccessRights: { contains: 'SendAs' }, AccessControlType: { not: 'Deny' } },
            expect: 'none',
            says,
          },
        ),
        effects: rowsOfRight(reading, mailbox, going),
      };
    case 'sendOnBehalf': {
      const set = (list: readonly string[]): Change => exchangeChange('Set-Mailbox', { Identity, GrantSendOnBehalfTo: [...list] });
      return {
        take: () => set(senderIds(reading, left)),
        give: () => set(senderIds(reading, [...left, going.trustee])),
        look: exchangeLook('Get-Mailbox', { Identity }, { where: { GrantSendOnBehalfTo: { lacks: trustee } }, says }),
        effects: [changed('exchange.mailboxes', rowOf(mailbox), { GrantSendOnBehalfTo: left.map(literal) })],
      };
    }
  }
}

/** The rows of the reading that say so, whatever they call the mailbox. */
function rowsOfRight(reading: Reading, mailbox: Mailbox, { right, trustee }: DelegateRight): Effect[] {
  const { exchange } = reading.collection;
  const key = keyOf(trustee);
  const isHere = (identity: string): boolean => {
    const match = reading.mailboxes.match(identity);
    return match.kind === 'mailbox' && match.mailbox.index === mailbox.index;
  };
  const direct = { IsInherited: { not: true } };
  const identities =
    right === 'fullAccess'
      ? (exchange.mailboxPermissions ?? []).filter((row) => keyOf(row.User) === key && isHere(row.Identity))
      : (exchange.recipientPermissions ?? []).filter((row) => keyOf(row.Trustee) === key && isHere(row.Identity));
  return [...new Set(identities.map((row) => row.Identity))].map((identity) =>
    right === 'fullAccess'
      ? removed('exchange.mailboxPermissions', { Identity: literal(identity), User: literal(trustee), Deny: { not: true }, ...direct })
      : removed('exchange.recipientPermissions', {
          Identity: literal(identity),
          Trustee: literal(trustee),
          AccessControlType: { not: 'Deny' },
          ...direct,
        }),
  );
}

/** Who may send on behalf is written back whole: what was read has to be there still. */
function sendersAsRead(mailbox: Mailbox, senders: readonly string[]): Look[] {
  return senders.map((sender) =>
    exchangeLook(
      'Get-Mailbox',
      { Identity: identityOf(mailbox) },
      {
        where: { GrantSendOnBehalfTo: { contains: literal(sender) } },
        says: `${shown(sender)} can send on behalf of ${shown(mailbox.name)}, as it was read.`,
      },
    ),
  );
}

/** Names may be those of several: whoever is known is written back by the id. */
function senderIds(reading: Reading, senders: readonly string[]): readonly string[] {
  return senders.map((sender) => {
    const match = reading.principals.match(sender);
    return literal(match.kind === 'principal' ? match.principal.id : sender);
  });
}

/** Exchange Online lists senders by the Name of their recipient. */
function nameInExchange(reading: Reading, account: PlanAccount): string {
  const { exchange } = reading.collection;
  const id = keyOf(account.id);
  const own = reading.mailboxes.byId(id)?.item;
  const other =
    own ?? [...(exchange.recipients ?? []), ...(exchange.groups ?? [])].find((item) => keyOf(item.ExternalDirectoryObjectId) === id);
  return other?.Name ?? account.name;
}

/** What tells a mailbox's row in the reading apart. */
export function rowOf(mailbox: Mailbox): Readonly<Record<string, Match>> {
  const { ExternalDirectoryObjectId: id, Guid: guid, PrimarySmtpAddress: address } = mailbox.item;
  if (id) return { ExternalDirectoryObjectId: literal(id) };
  return guid ? { Guid: literal(guid) } : { PrimarySmtpAddress: literal(address ?? mailbox.address) };
}
