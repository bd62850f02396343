import type { CustomAttributes, MailboxType } from '../../state/exchange-types';
import type { BuildContext } from '../build-context';
import { giveFullAccess, giveSendAs, giveSendOnBehalf, SELF } from '../build-exchange';
import { addSharedMailbox, type MailboxPlan } from '../build-people';
import type { GroupIds } from './small-groups';
import type { PeopleById } from './small-people';

interface SharedRow {
  readonly alias: string;
  readonly name: string;
  readonly type?: MailboxType;
  readonly department?: string;
  readonly city?: string;
  readonly enabled?: boolean;
  readonly attributes?: CustomAttributes;
  readonly plan?: MailboxPlan;
}

/** Mailboxes that belong to nobody in particular. Custom attribute 1 says which system works with them. */
const SHARED: readonly SharedRow[] = [
  {
    alias: 'support',
    name: 'Support',
    department: 'Service',
    attributes: { 1: 'helpdesk' },
    plan: { copySentAs: true, copySendOnBehalf: true, aliases: ['help'] },
  },
  { alias: 'repairs', name: 'Repairs', department: 'Service', attributes: { 1: 'helpdesk' } },
  { alias: 'calibration', name: 'Calibration Certificates', department: 'Engineering', attributes: { 1: 'helpdesk', 2: 'UKAS' } },
  { alias: 'invoices', name: 'Invoices', department: 'Finance', attributes: { 1: 'ledger' }, plan: { copySentAs: true } },
  { alias: 'accounts-receivable', name: 'Accounts Receivable', department: 'Finance', attributes: { 1: 'ledger' } },
  { alias: 'payroll', name: 'Payroll', department: 'Finance', plan: { hidden: true } },
  {
    alias: 'orders',
    name: 'Orders',
    department: 'Sales',
    attributes: { 1: 'crm' },
    plan: { forwardTo: 'smtp:orders@hollins-vale.example' },
  },
  { alias: 'info', name: 'Information', department: 'Marketing', plan: { aliases: ['hello', 'contact'] } },
  { alias: 'press', name: 'Press Office', department: 'Marketing' },
  // Its account was enabled for a phone at the front desk, and nobody switched it off again.
  { alias: 'reception', name: 'Reception Sheffield', department: 'Operations', city: 'Sheffield', enabled: true },
  { alias: 'careers', name: 'Careers', department: 'Human Resources', enabled: true },
  { alias: 'legal', name: 'Legal Notices', department: 'Legal', plan: { hidden: true } },
  { alias: 'fax', name: 'Fax Gateway', department: 'Operations', plan: { smtpDisabled: false, imapEnabled: true } },
  // Nobody has looked into it since the trade fair.
  { alias: 'expo', name: 'Trade Fair 2024', department: 'Marketing' },
  { alias: 'room.kelham', name: 'Kelham Room', type: 'RoomMailbox', city: 'Sheffield' },
  { alias: 'room.crucible', name: 'Crucible Room', type: 'RoomMailbox', city: 'Sheffield' },
  { alias: 'room.dom', name: 'Dom Room', type: 'RoomMailbox', city: 'Utrecht' },
  { alias: 'room.singel', name: 'Singel Room', type: 'RoomMailbox', city: 'Utrecht' },
  { alias: 'van.one', name: 'Service Van 1', type: 'EquipmentMailbox', city: 'Sheffield' },
  { alias: 'interferometer', name: 'Interferometer', type: 'EquipmentMailbox', city: 'Sheffield' },
];

/** The object ids of shared, room and equipment mailboxes by alias. */
export type MailboxIds = ReadonlyMap<string, string>;

/** Makes the shared, room and equipment mailboxes, still without delegates. */
export function addSmallMailboxes(context: BuildContext): MailboxIds {
  const ids = new Map<string, string>();
  for (const row of SHARED) {
    const mailbox = addSharedMailbox(
      context,
      {
        displayName: row.name,
        alias: row.alias,
        enabled: row.enabled ?? false,
        ...(row.department === undefined ? {} : { department: row.department }),
        city: row.city ?? 'Sheffield',
        country: row.city === 'Utrecht' ? 'Netherlands' : 'United Kingdom',
      },
      { ...row.plan, type: row.type ?? 'SharedMailbox', attributes: row.attributes ?? {} },
    );
    ids.set(row.alias, mailbox.ExternalDirectoryObjectId);
  }
  return ids;
}

/** Who has which right on which mailbox: people, groups (also nested ones), people who left, an account that is gone. */
export function addSmallDelegates(context: BuildContext, boxes: MailboxIds, people: PeopleById, groups: GroupIds): void {
  const box = (alias: string): string => boxes.get(alias) ?? people.get(alias) ?? '';
  const who = (name: string): string => people.get(name) ?? groups.get(name) ?? name;
  for (const mailbox of context.state.mailboxes) {
    giveFullAccess(context, mailbox.ExternalDirectoryObjectId, SELF, { rights: ['FullAccess', 'ReadPermission'] });
  }
  const full: readonly (readonly [mailbox: string, trustee: string])[] = [
    ['support', 'Service Desk'],
    ['support', 'marcus.reid'],
    ['repairs', 'Service Desk'],
    ['calibration', 'ingrid.solberg'],
    ['calibration', 'Field Service'],
    ['invoices', 'Accounts Team'],
    ['accounts-receivable', 'mireille.faure'],
    ['accounts-receivable', 'linda.osei'],
    ['payroll', 'owen.tranter'],
    ['orders', 'Sales Team'],
    ['info', 'All Staff'],
    ['press', 'sofia.lindqvist'],
    ['press', 'Marketing Crew'],
    ['reception', 'rosalind.carey'],
    ['careers', 'elliot.sharpe'],
    ['careers', 'maeve.byrne'],
    ['legal', 'nadia.petrov'],
    ['legal', 'rupert.ashdown'],
    ['fax', 'victor.lang'],
    ['helen.marchetti', 'rupert.ashdown'],
    ['tobias.wendt', 'priya.raman'],
    ['room.kelham', 'rosalind.carey'],
    ['room.dom', 'hugo.janssen'],
  ];
  for (const [mailbox, trustee] of full) giveFullAccess(context, box(mailbox), who(trustee));
  // A colleague who moved to another team is kept out although the group would let him in.
  giveFullAccess(context, box('support'), who('callum.frost'), { deny: true });
  // Inherited from above: the explicit denial on one mailbox beats it, elsewhere it counts.
  for (const alias of ['legal', 'payroll']) giveFullAccess(context, box(alias), who('zoe.fairbairn'), { inherited: true });
  giveFullAccess(context, box('payroll'), who('zoe.fairbairn'), { deny: true });
  for (const alias of ['press', 'careers']) giveFullAccess(context, box(alias), 'S-1-5-21-1884213370-2217764051-3058821144-19482271');
  for (const mailbox of boxes.values()) {
    giveFullAccess(context, mailbox, 'EURPR04A003\\Organization Management', {
      inherited: true,
      rights: ['FullAccess', 'DeleteItem', 'ReadPermission'],
    });
  }
  const sendAs: readonly (readonly [mailbox: string, trustee: string])[] = [
    ['support', 'Service Desk'],
    ['repairs', 'fiona.gallagher'],
    ['invoices', 'Accounts Team'],
    ['orders', 'Sales Team'],
    ['orders', 'gareth.penhale'],
    ['press', 'sofia.lindqvist'],
    ['careers', 'maeve.byrne'],
    ['helen.marchetti', 'rupert.ashdown'],
  ];
  for (const [mailbox, trustee] of sendAs) giveSendAs(context, box(mailbox), who(trustee));
  giveSendAs(context, box('support'), who('callum.frost'), true);
  const onBehalf: readonly (readonly [mailbox: string, trustee: string])[] = [
    ['info', 'jack.halloran'],
    ['calibration', 'Field Service'],
    ['tobias.wendt', 'priya.raman'],
  ];
  for (const [mailbox, trustee] of onBehalf) giveSendOnBehalf(context, box(mailbox), who(trustee));
  addFolderRights(context, box, who);
}

function addFolderRights({ state }: BuildContext, box: (alias: string) => string, who: (name: string) => string): void {
  state.folderPermissions.add(box('helen.marchetti'), { folder: 'Calendar', trustee: who('ines.carvalho'), AccessRights: ['Reviewer'] });
  state.folderPermissions.add(box('daniel.okafor'), { folder: 'Calendar', trustee: who('Sales Team'), AccessRights: ['Editor'] });
  state.folderPermissions.add(box('press'), { folder: 'Inbox', trustee: who('yuki.tanabe'), AccessRights: ['Reviewer'] });
  for (const mailbox of state.mailboxes) {
    state.folderPermissions.add(mailbox.ExternalDirectoryObjectId, {
      folder: 'Calendar',
      trustee: 'Default',
      AccessRights: ['AvailabilityOnly'],
    });
  }
}
