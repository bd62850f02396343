import { describe, expect, it } from 'vitest';
import { capabilitiesIn, maskOf, type Capability } from '../../../../../../src/shared/domain/reach/capability';
import {
  APPLICATION_PERMISSIONS,
  capabilitiesOfUnknownResource,
  lookupApplicationPermission,
  type ApplicationPermission,
} from '../../../../../../src/shared/domain/reach/permissions/application-permissions';
import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../../../../../../src/shared/domain/reach/permissions/resources';
import { exchangeReference, graphReference, referenceIsThere, referenceNote } from './reference-facts';

const NEW_ID = '11111111-2222-3333-4444-555555555555';

function known(resource: string, id: string, name?: string): ApplicationPermission {
  const found = lookupApplicationPermission(resource, id, name);
  if (found?.kind !== 'known') throw new Error(`${id} is not known`);
  return found;
}

type Row = readonly [
  value: string,
  capabilities: readonly Capability[],
  governed: boolean,
  unconfirmed: boolean,
  replacedBy: string | null,
];

const EWS: readonly Capability[] = [
  'mail.write',
  'mail.send',
  'calendar.write',
  'contacts.write',
  'settings.write',
  'folders.write',
  'config.write',
  'items.export',
  'items.import',
];

const GRAPH_ROWS: readonly Row[] = [
  ['Mail.ReadBasic', ['mail.readBasic'], true, false, 'Application Mail.ReadBasic'],
  ['Mail.ReadBasic.All', ['mail.readBasic'], true, false, 'Application Mail.ReadBasic'],
  ['Mail.Read', ['mail.read'], true, false, 'Application Mail.Read'],
  ['Mail.ReadWrite', ['mail.write'], true, false, 'Application Mail.ReadWrite'],
  ['Mail.Send', ['mail.send'], true, false, 'Application Mail.Send'],
  ['MailboxSettings.Read', ['settings.read'], true, false, 'Application MailboxSettings.Read'],
  ['MailboxSettings.ReadWrite', ['settings.write'], true, false, 'Application MailboxSettings.ReadWrite'],
  ['Calendars.Read', ['calendar.read'], true, false, 'Application Calendars.Read'],
  ['Calendars.ReadWrite', ['calendar.write'], true, false, 'Application Calendars.ReadWrite'],
  ['Contacts.Read', ['contacts.read'], true, false, 'Application Contacts.Read'],
  ['Contacts.ReadWrite', ['contacts.write'], true, false, 'Application Contacts.ReadWrite'],
  ['Calendars.ReadBasic.All', ['calendar.readBasic'], false, true, null],
  ['MailboxFolder.Read.All', ['folders.read'], false, true, 'Application MailboxFolder.Read'],
  ['MailboxFolder.ReadWrite.All', ['folders.write'], false, true, 'Application MailboxFolder.ReadWrite'],
  ['MailboxItem.Read.All', ['mail.read', 'calendar.read', 'contacts.read'], false, true, 'Application MailboxItem.Read'],
  ['MailboxItem.ReadWrite.All', ['mail.write', 'calendar.write', 'contacts.write'], false, true, 'Application MailboxItem.ReadWrite'],
  ['MailboxItem.Export.All', ['items.export'], false, true, 'Application MailboxItem.Export'],
  ['MailboxItem.ImportExport.All', ['items.export', 'items.import'], false, true, 'Application MailboxItem.ImportExport'],
  ['MailboxConfigItem.Read', ['config.read'], false, true, 'Application MailboxConfigItem.Read'],
  ['MailboxConfigItem.ReadWrite', ['config.write'], false, true, 'Application MailboxConfigItem.ReadWrite'],
  ['Mail-Advanced.ReadWrite.All', ['mail.write'], false, true, 'Application Mail-Advanced.ReadWrite.All'],
  ['MailTips.ReadBasic.All', [], false, true, 'Application MailTips.ReadBasic.All'],
  ['Calendars.Read.All', [], false, false, null],
  ['Calendars.ReadWrite.All', [], false, false, null],
  ['User-Mail.ReadWrite.All', [], false, false, null],
  ['Contacts-OnPremisesSyncBehavior.ReadWrite.All', [], false, false, null],
];

const EXCHANGE_ROWS: readonly Row[] = [
  ['full_access_as_app', EWS, true, false, 'Application EWS.AccessAsApp'],
  ['IMAP.AccessAsApp', ['mail.write'], false, false, null],
  ['POP.AccessAsApp', ['mail.write'], false, false, null],
  ['SMTP.SendAsApp', ['mail.send'], false, false, 'Application SMTP.SendAsApp'],
  ['Exchange.ManageAsApp', [], false, false, null],
  ['Exchange.ManageAsAppV2', [], false, false, null],
];

describe('the application permissions', () => {
  const rows = [...GRAPH_ROWS.map((row) => [GRAPH_APP_ID, row] as const), ...EXCHANGE_ROWS.map((row) => [EXCHANGE_APP_ID, row] as const)];

  it.each(rows.map(([resource, row]) => ({ resource, row, name: row[0] })))('give what they say: $name', ({ resource, row }) => {
    const [value, capabilities, governedByAap, aapNotConfirmed, replacedBy] = row;
    const entries = APPLICATION_PERMISSIONS.filter((entry) => entry.resourceAppId === resource && entry.value === value);
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      expect(entry).toMatchObject({ mask: maskOf(...capabilities), governedByAap, aapNotConfirmed, replacedBy, retired: false });
      expect(entry.source).toMatch(/^https:\/\/learn\.microsoft\.com\//);
    }
  });

  it('are the documented ones and retired ones, and no others', () => {
    const documented = new Set(rows.map(([resource, row]) => `${resource} ${row[0]}`));
    const others = APPLICATION_PERMISSIONS.filter((entry) => !documented.has(`${entry.resourceAppId} ${entry.value}`));
    expect(others.every((entry) => entry.retired && entry.mask === 0 && entry.resourceAppId === EXCHANGE_APP_ID)).toBe(true);
  });

  it('have two ids for each protocol role', () => {
    const protocols = APPLICATION_PERMISSIONS.filter((entry) => entry.protocol !== null);
    expect(protocols.map((entry) => `${entry.value} ${String(entry.protocol)}`).sort()).toEqual([
      'IMAP.AccessAsApp imapPop',
      'IMAP.AccessAsApp imapPop',
      'POP.AccessAsApp imapPop',
      'POP.AccessAsApp imapPop',
      'SMTP.SendAsApp smtp',
      'SMTP.SendAsApp smtp',
    ]);
  });

  it('have unique ids within a resource, in lower case', () => {
    const keys = APPLICATION_PERMISSIONS.map((entry) => `${entry.resourceAppId}/${entry.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key !== key.toLowerCase())).toEqual([]);
  });
});

describe('lookupApplicationPermission', () => {
  it('tells the same id on the two resources apart', () => {
    const id = '810c84a8-4a9e-49e6-bf7d-12d183f40d01';
    expect(known(GRAPH_APP_ID, id)).toMatchObject({ value: 'Mail.Read', retired: false, governedByAap: true });
    expect(known(EXCHANGE_APP_ID, id)).toMatchObject({ value: 'Mail.Read', retired: true, mask: 0 });
  });

  it('reads ids and resources without regard to case', () => {
    expect(known(EXCHANGE_APP_ID.toUpperCase(), 'DC890D15-9560-4A4C-9B7F-A736EC74EC40').value).toBe('full_access_as_app');
  });

  it('believes the id rather than the name in the reading', () => {
    expect(known(GRAPH_APP_ID, 'b633e1c5-b582-4048-a93e-9f11b44c7e96', 'Mail.Read').value).toBe('Mail.Send');
  });

  it('finds an id it lacks by the name in the reading', () => {
    expect(known(GRAPH_APP_ID, NEW_ID, 'mail.readwrite')).toMatchObject({ id: NEW_ID, value: 'Mail.ReadWrite', governedByAap: true });
    expect(known(EXCHANGE_APP_ID, NEW_ID, 'SMTP.SendAsApp')).toMatchObject({ protocol: 'smtp' });
    expect(known(GRAPH_APP_ID, NEW_ID, 'Calendars.Read.All').mask).toBe(0);
  });

  it.each(['Mail.Other', 'Calendars.ReadBasic.All', 'Contacts.X', 'MailboxSettings.Read.All'])(
    'takes %s of the Exchange resource for a retired role',
    (name) => {
      expect(known(EXCHANGE_APP_ID, NEW_ID, name)).toMatchObject({ retired: true, mask: 0, value: name });
    },
  );

  const everyMailbox: readonly Capability[] = [
    'mail.write',
    'calendar.write',
    'contacts.write',
    'settings.write',
    'folders.write',
    'config.write',
    'items.export',
    'items.import',
  ];
  const unknownNames: readonly (readonly [name: string, capabilities: readonly Capability[]])[] = [
    ['Mail.ReadSome.All', ['mail.write', 'mail.send']],
    ['mail.readsome', ['mail.write', 'mail.send']],
    ['Mail-Advanced.Read.All', ['mail.write', 'mail.send']],
    ['Calendars.ReadBasic', ['calendar.write']],
    ['Contacts.ReadBasic.All', ['contacts.write']],
    ['MailboxSettings.ReadWrite.All', ['settings.write']],
    ['MailboxFolder.Create.All', ['folders.write']],
    ['MailboxItem.Delete.All', ['mail.write', 'calendar.write', 'contacts.write', 'items.export', 'items.import']],
    ['MailboxConfigItem.Delete', ['config.write']],
    ['MailboxArchive.Read.All', everyMailbox],
  ];

  it.each(unknownNames)('counts %s of Graph as unknown for its family', (name, capabilities) => {
    const found = lookupApplicationPermission(GRAPH_APP_ID, NEW_ID, name);
    expect(found).toMatchObject({ kind: 'unknown', id: NEW_ID, value: name });
    expect(capabilitiesIn(found?.mask ?? 0)).toEqual(capabilitiesIn(maskOf(...capabilities)));
  });

  it.each<readonly [resource: string, id: string, name: string | undefined]>([
    [GRAPH_APP_ID, NEW_ID, undefined],
    [GRAPH_APP_ID, NEW_ID, ''],
    [GRAPH_APP_ID, NEW_ID, 'User.Read.All'],
    [GRAPH_APP_ID, NEW_ID, 'User-Mail.Read.All'],
    [GRAPH_APP_ID, NEW_ID, 'Contacts-OnPremisesSyncBehavior.Read.All'],
    [GRAPH_APP_ID, NEW_ID, 'MailTips.Read.All'],
    [GRAPH_APP_ID, NEW_ID, 'full_access_as_app'],
    [GRAPH_APP_ID, 'dc890d15-9560-4a4c-9b7f-a736ec74ec40', undefined],
    [EXCHANGE_APP_ID, NEW_ID, 'Organization.Read.All'],
    [NEW_ID, '810c84a8-4a9e-49e6-bf7d-12d183f40d01', 'Mail.Read'],
  ])('answers null for what does not concern mailboxes: %s %s %s', (resource, id, name) => {
    expect(lookupApplicationPermission(resource, id, name)).toBeNull();
  });
});

describe('capabilitiesOfUnknownResource', () => {
  it('names what an id could mean on either resource', () => {
    const { candidates, mask } = capabilitiesOfUnknownResource('EF54D2BF-783F-4E0F-BCA1-3210C0444D99');
    expect(candidates.map((entry) => `${entry.resourceAppId} ${entry.value}`)).toEqual([
      `${GRAPH_APP_ID} Calendars.ReadWrite`,
      `${EXCHANGE_APP_ID} Calendars.ReadWrite.All`,
    ]);
    expect(mask).toBe(maskOf('calendar.write'));
  });

  it('answers nothing for an id that concerns no mailbox', () => {
    expect(capabilitiesOfUnknownResource(NEW_ID)).toEqual({ candidates: [], mask: 0 });
  });
});

describe.skipIf(!referenceIsThere)(`the application permissions and the reference${referenceNote}`, () => {
  const MAILBOX_FAMILY = /^(?:(?:Mail|Mail-Advanced|MailTips|User-Mail|Calendars|Contacts|Contacts-OnPremisesSyncBehavior)\.|Mailbox)/;
  const PROTOCOLS = /^(?:IMAP|POP|SMTP|full_access|Exchange\.ManageAsApp)/;
  // Moves whole mailboxes between tenants of one organisation: not one of the capabilities, and used by migrations alone.
  const NOT_MODELLED = new Set(['Mailbox.Migration']);
  const ours = (resource: string): string[] =>
    APPLICATION_PERMISSIONS.filter((entry) => entry.resourceAppId === resource)
      .map((entry) => `${entry.value} ${entry.id}`)
      .sort();

  it('agree on Microsoft Graph, both ways', () => {
    const theirs = graphReference().permissions.filter((entry) => entry.type === 'Application' && MAILBOX_FAMILY.test(entry.value));
    expect(ours(GRAPH_APP_ID)).toEqual(theirs.map((entry) => `${entry.value} ${entry.id}`).sort());
  });

  it('agree on Exchange Online, both ways', () => {
    const theirs = exchangeReference().permissions.filter(
      (entry) =>
        entry.type === 'Application' && (MAILBOX_FAMILY.test(entry.value) || PROTOCOLS.test(entry.value)) && !NOT_MODELLED.has(entry.value),
    );
    expect(ours(EXCHANGE_APP_ID)).toEqual(theirs.map((entry) => `${entry.value} ${entry.id}`).sort());
  });

  it('agree on what application access policies govern', () => {
    for (const [resource, values] of Object.entries(exchangeReference().applicationAccessPolicyGoverns)) {
      const governed = APPLICATION_PERMISSIONS.filter((entry) => entry.resourceAppId === resource && entry.governedByAap);
      expect(governed.map((entry) => entry.value).sort()).toEqual([...values].sort());
    }
  });

  it('agree on the roles that replace them', () => {
    const composite = new Set(['Application Mail Full Access', 'Application Exchange Full Access']);
    const theirs = exchangeReference()
      .rbacApplicationRoles.filter(({ role }) => !composite.has(role))
      .flatMap(({ role, coversPermissions }) =>
        coversPermissions.map((covered) => `${covered.resourceAppId} ${covered.permission} ${role}`),
      );
    const replaced = APPLICATION_PERMISSIONS.filter((entry) => entry.replacedBy !== null);
    const mine = new Set(replaced.map((entry) => `${entry.resourceAppId} ${entry.value} ${String(entry.replacedBy)}`));
    expect([...mine].sort()).toEqual(theirs.sort());
  });
});
