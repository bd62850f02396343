import { describe, expect, it } from 'vitest';
import { maskOf, type Capability } from '../../../../../../src/shared/domain/reach/capability';
import { EWS_FULL_ACCESS_MASK } from '../../../../../../src/shared/domain/reach/permissions/application-permissions';
import {
  delegatedPermission,
  GRAPH_DELEGATED_PERMISSIONS,
  parseScopes,
  type DelegatedReach,
} from '../../../../../../src/shared/domain/reach/permissions/delegated-permissions';
import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../../../../../../src/shared/domain/reach/permissions/resources';
import { exchangeReference, graphReference, referenceIsThere, referenceNote } from './reference-facts';

const SCOPES: readonly (readonly [scope: string, capabilities: readonly Capability[], reachBy: DelegatedReach])[] = [
  ['Mail.ReadBasic', ['mail.readBasic'], 'own'],
  ['Mail.Read', ['mail.read'], 'own'],
  ['Mail.ReadWrite', ['mail.write'], 'own'],
  ['Mail.Send', ['mail.send'], 'own'],
  ['Mail-Advanced.ReadWrite', ['mail.write'], 'own'],
  ['Calendars.ReadBasic', ['calendar.readBasic'], 'own'],
  ['Calendars.ReadWrite', ['calendar.write'], 'own'],
  ['Contacts.Read', ['contacts.read'], 'own'],
  ['MailboxSettings.ReadWrite', ['settings.write'], 'own'],
  ['MailboxFolder.Read', ['folders.read'], 'own'],
  ['MailboxItem.ReadWrite', ['mail.write', 'calendar.write', 'contacts.write'], 'own'],
  ['MailboxItem.ImportExport', ['items.export', 'items.import'], 'own'],
  ['MailboxConfigItem.ReadWrite', ['config.write'], 'own'],
  ['Mail.Read.Shared', ['mail.read'], 'ownAndDelegate'],
  ['Mail.ReadBasic.Shared', ['mail.readBasic'], 'ownAndDelegate'],
  ['Mail-Advanced.ReadWrite.Shared', ['mail.write'], 'ownAndDelegate'],
  ['Calendars.ReadWrite.Shared', ['calendar.write'], 'ownAndDelegate'],
  ['Contacts.Read.Shared', ['contacts.read'], 'ownAndDelegate'],
  ['Mail.Send.Shared', ['mail.send'], 'ownAndSender'],
  ['IMAP.AccessAsUser.All', ['mail.write'], 'ownAndFullAccess'],
  ['POP.AccessAsUser.All', ['mail.write'], 'ownAndFullAccess'],
  ['SMTP.Send', ['mail.send'], 'ownAndSendAs'],
];

describe('delegatedPermission', () => {
  it.each(SCOPES)('reads %s of Microsoft Graph', (scope, capabilities, reachBy) => {
    const expected = { scope, mask: maskOf(...capabilities), reachBy, shared: reachBy !== 'own', retired: false };
    expect(delegatedPermission(GRAPH_APP_ID, scope)).toMatchObject(expected);
    expect(delegatedPermission(GRAPH_APP_ID.toUpperCase(), scope.toUpperCase())).toMatchObject(expected);
    expect(delegatedPermission(null, scope)).toMatchObject(expected);
  });

  it.each(['EWS.AccessAsUser.All', 'IMAP.AccessAsUser.All', 'POP.AccessAsUser.All', 'SMTP.Send'])(
    'reads %s alike on both resources',
    (scope) => {
      const onExchange = delegatedPermission(EXCHANGE_APP_ID, scope);
      expect(onExchange).toMatchObject({ scope, retired: false });
      expect(onExchange).toEqual(delegatedPermission(GRAPH_APP_ID, scope));
    },
  );

  it('gives Exchange Web Services everything in the own mailbox and where the user has full access', () => {
    expect(delegatedPermission(EXCHANGE_APP_ID, 'EWS.AccessAsUser.All')).toMatchObject({
      mask: EWS_FULL_ACCESS_MASK,
      reachBy: 'ownAndFullAccess',
    });
  });

  it.each(['Mail.Read', 'mail.readwrite.all', 'Calendars.Read.Shared', 'Contacts.ReadWrite', 'MailboxSettings.Read'])(
    'takes %s of the Exchange resource for a scope of the retired API',
    (scope) => {
      expect(delegatedPermission(EXCHANGE_APP_ID, scope)).toMatchObject({ scope, mask: 0, retired: true, shared: false });
    },
  );

  it.each<readonly [resource: string | null, scope: string]>([
    [GRAPH_APP_ID, 'User.Read'],
    [GRAPH_APP_ID, 'offline_access'],
    [GRAPH_APP_ID, 'MailTips.ReadBasic.Shared'],
    [GRAPH_APP_ID, 'User-Mail.ReadWrite.All'],
    [GRAPH_APP_ID, ''],
    [EXCHANGE_APP_ID, 'Exchange.Manage'],
    ['11111111-2222-3333-4444-555555555555', 'Mail.Read'],
    [null, 'openid'],
  ])('answers null on %s for %s', (resource, scope) => {
    expect(delegatedPermission(resource, scope)).toBeNull();
  });

  describe.skipIf(!referenceIsThere)(`and the reference${referenceNote}`, () => {
    it('agree on the mailbox scopes of Microsoft Graph, both ways', () => {
      const family = /^(?:(?:Mail|Mail-Advanced|Calendars|Contacts|EWS|IMAP|POP|SMTP)\.|Mailbox)/;
      const theirs = graphReference().permissions.filter((entry) => entry.type === 'Delegated' && family.test(entry.value));
      expect(GRAPH_DELEGATED_PERMISSIONS.map((entry) => entry.scope).sort()).toEqual(theirs.map((entry) => entry.value).sort());
    });

    it('agree on the protocol scopes of Exchange Online', () => {
      const theirs = exchangeReference().permissions.filter(
        (entry) => entry.type === 'Delegated' && /^(?:EWS|IMAP|POP|SMTP)\./.test(entry.value),
      );
      expect(theirs.length).toBe(4);
      for (const entry of theirs) expect(delegatedPermission(EXCHANGE_APP_ID, entry.value)?.retired).toBe(false);
    });
  });
});

describe('parseScopes', () => {
  it.each<readonly [text: string | null | undefined, scopes: readonly string[]]>([
    [' Mail.Read  User.Read ', ['Mail.Read', 'User.Read']],
    ['Mail.Read\tmail.read\nMail.Send', ['Mail.Read', 'Mail.Send']],
    ['', []],
    ['   ', []],
    [null, []],
    [undefined, []],
  ])('reads %j', (text, scopes) => {
    expect(parseScopes(text)).toEqual(scopes);
  });
});
