import { matchFilter } from '../../enforcement/filter-match';
import { readFilter } from '../../enforcement/recipient-filter';
import type { Mailbox } from '../../state/exchange-types';
import type { TenantState } from '../../state/tenant-state';
import { viewCasMailbox, viewExchangeGroup, viewMailbox, viewRecipient } from '../../views/exchange-views';
import type { View } from '../../views/graph-views';
import { EXO_IDENTITIES, identityOf, textOf, textsOf, typesOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { joined, listOf, objectList, picked, type ObjectList } from '../object-list';
import { chosenProperties, withProperties } from '../property-choice';
import type { AnyRecipient } from '../recipient-finder';

const MAILBOX_TYPES =
  'DiscoveryMailbox EquipmentMailbox GroupMailbox LegacyMailbox LinkedMailbox LinkedRoomMailbox RoomMailbox SchedulingMailbox SharedMailbox TeamMailbox UserMailbox'.split(
    ' ',
  );
const RECIPIENT_TYPES = [
  ...MAILBOX_TYPES,
  ...'DynamicDistributionGroup GuestMailUser MailContact MailForestContact MailNonUniversalGroup MailUniversalDistributionGroup MailUniversalSecurityGroup MailUser PublicFolder PublicFolderMailbox RemoteEquipmentMailbox RemoteRoomMailbox RemoteSharedMailbox RemoteTeamMailbox RemoteUserMailbox RoomList SharedWithMailUser'.split(
    ' ',
  ),
];
/** What belongs to the account and not to the mailbox: Get-User and Get-EXORecipient answer it. */
const OF_THE_ACCOUNT = ['Department', 'Company', 'City', 'StateOrProvince', 'CountryOrRegion'];

/** Mailboxes and recipients. */
export const RECIPIENT_CMDLETS: Readonly<Record<string, CmdletHandler>> = {
  'Get-EXOMailbox': {
    knows: [...EXO_IDENTITIES, 'Filter', 'Properties', 'PropertySets', 'RecipientTypeDetails'],
    run: (context) => mailboxes(context, identityOf(context), (state, row) => withoutAccount(viewMailbox(state, row))),
  },
  'Get-Mailbox': {
    knows: ['Identity', 'Filter', 'RecipientTypeDetails'],
    run: (context) => mailboxes(context, textOf(context, 'Identity'), (state, row) => withoutAccount(viewMailbox(state, row))),
  },
  'Get-EXOCasMailbox': {
    knows: [...EXO_IDENTITIES, 'Properties', 'PropertySets'],
    // The organisation's default shows through there: the mailbox's own switch for SMTP is Get-CASMailbox's alone.
    run: (context) => mailboxes(context, identityOf(context), (_state, row) => viewCasMailbox(row)),
  },
  'Get-CASMailbox': {
    knows: ['Identity', 'RecipientTypeDetails'],
    run: (context) => mailboxes(context, textOf(context, 'Identity'), (_state, row) => viewCasMailbox(row)),
  },
  'Get-EXORecipient': {
    knows: [...EXO_IDENTITIES, 'Properties', 'PropertySets', 'RecipientType', 'RecipientTypeDetails'],
    run: (context) => recipients(context, identityOf(context)),
  },
  'Get-Recipient': {
    knows: ['Identity', 'Properties', 'RecipientType', 'RecipientTypeDetails'],
    run: (context) => recipients(context, textOf(context, 'Identity')),
  },
};

function mailboxes(
  context: CmdletContext,
  identity: string | undefined,
  view: (state: TenantState, row: Mailbox) => View,
): CmdletOutcome<ObjectList> {
  const { state, find } = context;
  const names: CmdletOutcome<readonly string[] | null> = context.name.startsWith('Get-EXO') ? chosenProperties(context) : gave(null);
  if (!names.ok) return names;
  const show = (row: Mailbox): View => withProperties(view(state, row), names.value);
  const types = typesOf(context, MAILBOX_TYPES);
  if (!types.ok) return types;
  const matches = filterOf(context);
  if (!matches.ok) return matches;
  if (identity !== undefined) {
    const found = find.mailbox(identity);
    return found.ok ? gave(listOf([found.value], show)) : found;
  }
  const wanted = types.value;
  const rows = picked(state.mailboxes, (row) => (wanted === null || wanted.includes(row.RecipientTypeDetails)) && matches.value(row));
  return gave(objectList({ rows, view: show }));
}

function filterOf(context: CmdletContext): CmdletOutcome<(row: Mailbox) => boolean> {
  const text = textOf(context, 'Filter');
  if (text === undefined) return gave(() => true);
  const filter = readFilter(text);
  if (filter === null) return refused(CMDLET_ERRORS.invalidFilter(text));
  const [first] = context.state.mailboxes;
  if (first && matchFilter(context.state, filter, first) === null) return refused(CMDLET_ERRORS.invalidFilter(text));
  return gave((row) => matchFilter(context.state, filter, row) === true);
}

function recipients(context: CmdletContext, identity: string | undefined): CmdletOutcome<ObjectList> {
  const { state, find } = context;
  const names: CmdletOutcome<readonly string[] | null> = context.name === 'Get-EXORecipient' ? chosenProperties(context) : gave(null);
  if (!names.ok) return names;
  const types = typesOf(context, RECIPIENT_TYPES);
  if (!types.ok) return types;
  const show = (row: AnyRecipient): View => withProperties(viewOf(state, row), names.value);
  if (identity !== undefined) {
    const found = find.recipient(identity);
    return found.ok ? gave(listOf([found.value], show)) : found;
  }
  const kinds = textsOf(context, 'RecipientType')?.map((kind) => kind.toLowerCase());
  const all = joined<AnyRecipient>([state.mailboxes, state.exchangeGroups, state.recipients]);
  const wanted = types.value;
  const rows = picked(
    all,
    (row) =>
      (wanted === null || wanted.includes(row.RecipientTypeDetails)) &&
      (kinds === undefined || kinds.includes(String(viewOf(state, row)['RecipientType']).toLowerCase())),
  );
  return gave(objectList({ rows, view: show }));
}

function viewOf(state: TenantState, row: AnyRecipient): View {
  if ('UserPrincipalName' in row) return viewMailbox(state, row);
  if ('MemberJoinRestriction' in row) return viewExchangeGroup(state, row);
  // The SID of an account is Get-User's.
  const { Sid: _sid, ...view } = viewRecipient(row);
  return view;
}

function withoutAccount(view: View): View {
  return Object.fromEntries(Object.entries(view).filter(([name]) => !OF_THE_ACCOUNT.includes(name)));
}
