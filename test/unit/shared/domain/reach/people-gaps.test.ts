import { describe, expect, it } from 'vitest';
import { ask, type Asked } from '../../../../support/ask-reading';
import { fullAccess, guid, mailbox, pointer, servicePrincipal, sharedMailbox } from '../../../../support/collection-builder';
import { alex, shared, tenant, withEntries } from '../../../../support/people-tenant';

describe('a mailbox whose permissions were not read is an unresolved entry', () => {
  const other = mailbox('Alex');
  const unread = (asked: Asked) => asked.unresolved.filter(({ right, trustee }) => right === 'fullAccess' && trustee === null);

  it('absent permissions: every mailbox', () => {
    expect(unread(ask(tenant({ without: ['exchange.mailboxPermissions'] })))).toMatchObject([{ mailboxes: 'all', principals: 'people' }]);
  });

  it('a list of read mailboxes: the others; what is seen stands', () => {
    const asked = withEntries([fullAccess(shared, alex.id)], {
      exchange: {
        mailboxPermissions: [fullAccess(shared, alex.id)],
        mailboxPermissionsRead: [(shared.ExternalDirectoryObjectId ?? '').toUpperCase(), 'of no mailbox'],
      },
      coverage: { 'exchange.mailboxPermissions': { state: 'partial', reason: 'cancelled after 1 of 3' } },
    });
    expect(asked.person(alex, shared, 'mail.read')).toBe('yes');
    expect(unread(asked)).toMatchObject([
      {
        mailboxes: [other.ExternalDirectoryObjectId, guid('user Sam')],
        reason: expect.stringContaining('cancelled after 1 of 3') as unknown,
      },
    ]);
  });

  it('a list of read mailboxes counts even where the coverage says complete', () => {
    const asked = ask(tenant({ exchange: { mailboxPermissions: [], mailboxPermissionsRead: [shared.ExternalDirectoryObjectId ?? ''] } }));
    expect(unread(asked)).toMatchObject([{ mailboxes: [other.ExternalDirectoryObjectId, guid('user Sam')] }]);
  });

  it('a list may name a mailbox by Guid', () => {
    const everything = [shared, mailbox('Alex'), mailbox('Sam')].map((target) => target.Guid ?? '');
    expect(unread(ask(tenant({ exchange: { mailboxPermissions: [], mailboxPermissionsRead: everything } })))).toEqual([]);
  });

  it('no list and complete coverage: all were read', () => {
    expect(unread(ask(tenant({ without: ['exchange.mailboxPermissionsRead'] })))).toEqual([]);
  });

  it('no list and partial coverage: none is known to have been read', () => {
    const asked = ask(
      tenant({ without: ['exchange.mailboxPermissionsRead'], coverage: { 'exchange.mailboxPermissions': { state: 'partial' } } }),
    );
    expect(unread(asked)).toMatchObject([{ mailboxes: 'all' }]);
  });

  it('missing SendAs: every mailbox, without touching FullAccess', () => {
    expect(ask(tenant({ without: ['exchange.recipientPermissions'] })).unresolved).toMatchObject([
      { mailboxes: 'all', principals: 'people', right: 'sendAs', trustee: null },
    ]);
  });
});

describe('entries whose mailbox is given by name', () => {
  it('count by address, distinguished name or a name that only one mailbox has', () => {
    for (const identity of ['support@contoso.com', shared.DistinguishedName ?? '', 'Support', (shared.Guid ?? '').toUpperCase()]) {
      expect(withEntries([fullAccess(shared, alex.id, { Identity: identity })]).person(alex, shared, 'mail.read')).toBe('yes');
    }
  });

  it('an ambiguous name is an unresolved entry for each of the mailboxes', () => {
    const twin = sharedMailbox('Support two', { DisplayName: 'Support' });
    const asked = withEntries([], {
      exchange: { mailboxes: [shared, twin], mailboxPermissions: [fullAccess(shared, alex.id, { Identity: 'Support' })] },
    });
    expect(asked.unresolved).toMatchObject([
      { mailboxes: [shared.ExternalDirectoryObjectId, twin.ExternalDirectoryObjectId], right: 'fullAccess', trustee: alex.id },
    ]);
  });

  it('an ambiguous name with a service principal as trustee is open about apps, and with a system account about nobody', () => {
    const app = servicePrincipal('Mailer');
    const twin = sharedMailbox('Support two', { DisplayName: 'Support' });
    const exchange = {
      mailboxes: [
        { ...shared, Name: 'one' },
        { ...twin, Name: 'two' },
      ],
      servicePrincipals: [pointer(app)],
    };
    const entry = (trustee: string) => ({ ...exchange, mailboxPermissions: [fullAccess(shared, trustee, { Identity: 'Support' })] });
    expect(withEntries([], { exchange: entry(app.id) }).unresolved).toMatchObject([{ principals: 'apps', right: 'fullAccess' }]);
    expect(withEntries([], { exchange: entry('NT AUTHORITY\\SELF') }).unresolved).toEqual([]);
  });

  it('a mailbox that the reading lacks is a warning', () => {
    const asked = withEntries([fullAccess(shared, alex.id, { Identity: guid('gone') })]);
    expect(asked.matrix.people).toEqual([]);
    expect(asked.reading.warnings.join()).toContain('$.exchange.mailboxPermissions[0]');
  });
});
