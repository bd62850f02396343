import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../../../../src/shared/domain/reach/capability';
import { ask } from '../../../../support/ask-reading';
import {
  fullAccess,
  mailbox,
  member,
  pointer,
  sendAs,
  servicePrincipal,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';
import { ON_SHARED, alex, capabilities, sam, shared, tenant, withEntries } from '../../../../support/people-tenant';

describe('what each right brings', () => {
  it('FullAccess: mail, calendar, contacts, folders and settings, but not sending', () => {
    expect(capabilities(withEntries([fullAccess(shared, alex.id)]), alex)).toEqual([
      'mail.readBasic',
      'mail.read',
      'mail.write',
      'settings.read',
      'settings.write',
      'calendar.readBasic',
      'calendar.read',
      'calendar.write',
      'contacts.read',
      'contacts.write',
      'folders.read',
      'folders.write',
    ]);
  });

  it('SendAs: sending', () => {
    expect(capabilities(ask(tenant({ exchange: { recipientPermissions: [sendAs(shared, alex.id)] } })), alex)).toEqual(['mail.send']);
  });

  it('SendOnBehalf: sending', () => {
    const onBehalf = { ...shared, GrantSendOnBehalfTo: [alex.id] };
    const asked = ask(tenant({ exchange: { mailboxes: [onBehalf, mailbox('Alex')] } }));
    expect(capabilities(asked, alex)).toEqual(['mail.send']);
    const person = asked.who(shared).principals.find(({ id }) => id === alex.id);
    expect(person?.capabilities['mail.send']?.paths).toMatchObject([{ kind: 'sendOnBehalf' }]);
    expect(person?.capabilities['mail.send']?.paths[0]?.detail).toContain('on Behalf');
  });

  it('SendOnBehalf given as one text', () => {
    const asked = ask(tenant({ exchange: { mailboxes: [{ ...shared, GrantSendOnBehalfTo: 'alex@contoso.com' }, mailbox('Alex')] } }));
    expect(capabilities(asked, alex)).toEqual(['mail.send']);
  });

  it('another right than FullAccess brings nothing', () => {
    expect(capabilities(withEntries([fullAccess(shared, alex.id, { AccessRights: ['ReadPermission', 'ChangeOwner'] })]), alex)).toEqual([]);
  });
});

describe('who is hidden and who is left out', () => {
  it.each([['NT AUTHORITY\\SELF'], ['S-1-5-10'], ['EURPR01A001\\Organization Management']])(
    '%s is no person and not unresolved',
    (trustee) => {
      const asked = withEntries([
        fullAccess(shared, trustee),
        fullAccess(shared, 'EURPR01A001\\Domain Admins', { IsInherited: true, Deny: true }),
      ]);
      expect([asked.matrix.people, asked.unresolved]).toEqual([[], []]);
      expect(asked.engine.rights.on(0)).toHaveLength(2);
    },
  );

  it('an inherited entry that resolves to a person counts', () => {
    expect(withEntries([fullAccess(shared, alex.id, { IsInherited: true })]).person(alex, shared, 'mail.read')).toBe('yes');
  });

  it('a service principal as trustee is no person and not unresolved', () => {
    const app = servicePrincipal('Mailer');
    const entries = [fullAccess(shared, app.id)];
    const asked = withEntries(entries, {
      graph: { servicePrincipals: [app] },
      exchange: { mailboxPermissions: entries, servicePrincipals: [pointer(app)] },
    });
    expect([asked.matrix.people, asked.unresolved]).toEqual([[], []]);
  });

  it('everyone is an unresolved entry', () => {
    expect(withEntries([fullAccess(shared, 'Everyone')]).unresolved).toMatchObject([{ ...ON_SHARED, trustee: 'Everyone' }]);
  });

  it('the own account is left out of the matrix, even with an entry on itself', () => {
    const own = mailbox('Alex');
    const asked = ask(tenant({ exchange: { mailboxPermissions: [fullAccess(own, alex.id)] } }));
    expect(asked.matrix.people).toEqual([]);
  });

  it('a member of a group does not appear with the own mailbox, the others do', () => {
    const entries = [mailbox('Alex'), mailbox('Sam'), shared].map((target) => fullAccess(target, 'Team'));
    const asked = withEntries(entries, { graph: { groupMembers: [member('Team', alex.id), member('Team', sam.id)] } });
    expect(asked.person(alex, mailbox('Alex'), 'mail.read')).toBe('no');
    expect(asked.person(alex, mailbox('Sam'), 'mail.read')).toBe('yes');
    expect(asked.person(sam, mailbox('Alex'), 'mail.read')).toBe('yes');
  });
});

describe('the own account of a mailbox, if it can sign in', () => {
  const own = mailbox('Alex');
  const answer = (parts: CollectionParts) => ask(tenant(parts)).who(own).principals;

  it('reaches everything, by the path owner', () => {
    const [owner] = answer({});
    expect(owner).toMatchObject({ kind: 'person', id: alex.id, enabled: true });
    expect(Object.keys(owner?.capabilities ?? {})).toEqual([...CAPABILITIES]);
    expect(owner?.capabilities['mail.send']).toMatchObject({ verdict: 'yes', paths: [{ kind: 'owner' }] });
  });

  it('does not appear if it cannot sign in', () => {
    expect(answer({ graph: { users: [user('Alex', { accountEnabled: false })] } })).toEqual([]);
  });

  it('is unknown where the users were not read', () => {
    expect(answer({ without: ['graph.users'] })).toMatchObject([{ id: alex.id, capabilities: { 'mail.read': { verdict: 'unknown' } } }]);
  });

  it('is unknown where the mailbox has no ExternalDirectoryObjectId to join it by', () => {
    const unjoined = mailbox('Old', { ExternalDirectoryObjectId: '' });
    const principals = ask(tenant({ exchange: { mailboxes: [unjoined] } })).who(unjoined).principals;
    expect(principals).toMatchObject([{ capabilities: { 'mail.read': { verdict: 'unknown', paths: [{ kind: 'owner' }] } } }]);
  });
});

describe('disabled accounts and accounts that the sources describe differently', () => {
  it('a disabled account keeps its rights: both facts are shown', () => {
    const asked = withEntries([fullAccess(shared, alex.id)], { graph: { users: [user('Alex', { accountEnabled: false })] } });
    expect(asked.matrix.people).toMatchObject([{ id: alex.id, enabled: false, capabilities: { 'mail.read': { unknown: [] } } }]);
    expect(asked.person(alex, shared, 'mail.read')).toBe('yes');
  });

  it('enabled is null where the users were not read', () => {
    const asked = withEntries([fullAccess(shared, 'alex@contoso.com')], { without: ['graph.users'] });
    expect(asked.matrix.people).toMatchObject([{ id: alex.id, enabled: null }]);
  });
});
