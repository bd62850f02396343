import { describe, expect, it } from 'vitest';
import { ask } from '../../../../support/ask-reading';
import { fullAccess, group, guid, member, pointer, sendAs, servicePrincipal, sid, user } from '../../../../support/collection-builder';
import { ON_SHARED, alex, capabilities, sam, shared, tenant, withEntries, type Permission } from '../../../../support/people-tenant';

describe('AccessRights comes as an array or as one text with commas', () => {
  it.each([
    [['FullAccess', 'ReadPermission']],
    ['FullAccess, ReadPermission'],
    ['FullAccess'],
    [['fullaccess']],
    [['DeleteItem,FullAccess']],
  ])('%j', (rights) => {
    expect(withEntries([fullAccess(shared, alex.id, { AccessRights: rights })]).person(alex, shared, 'mail.read')).toBe('yes');
  });
});

describe('an explicit entry beats an inherited one; on one level Deny beats an allow', () => {
  const allow = {};
  const deny = { Deny: true };
  const inheritedAllow = { IsInherited: true };
  const inheritedDeny = { IsInherited: true, Deny: true };
  const cases: readonly (readonly [what: string, entries: readonly Partial<Permission>[], expected: 'yes' | 'no'])[] = [
    ['an allow', [allow], 'yes'],
    ['an inherited allow', [inheritedAllow], 'yes'],
    ['a Deny alone', [deny], 'no'],
    ['allow and Deny', [allow, deny], 'no'],
    ['inherited allow and inherited Deny', [inheritedAllow, inheritedDeny], 'no'],
    ['explicit allow over inherited Deny', [allow, inheritedDeny], 'yes'],
    ['explicit Deny over inherited allow', [deny, inheritedAllow], 'no'],
    ['explicit allow and Deny over everything inherited', [allow, deny, inheritedAllow], 'no'],
  ];
  it.each(cases)('%s', (_, entries, expected) => {
    const direct = withEntries(entries.map((entry) => fullAccess(shared, alex.id, entry)));
    expect(direct.person(alex, shared, 'mail.read')).toBe(expected);
    // Whether direct or through a group.
    const throughGroup = withEntries(
      entries.map((entry, index) => fullAccess(shared, index === 0 ? 'Team' : 'Inner', entry)),
      { graph: { groupMembers: [member('Team', alex.id), member('Inner', alex.id)] } },
    );
    expect(throughGroup.person(alex, shared, 'mail.read')).toBe(expected);
    // In any order.
    const reversed = withEntries([...entries].reverse().map((entry) => fullAccess(shared, alex.id, entry)));
    expect(reversed.person(alex, shared, 'mail.read')).toBe(expected);
  });

  it('a Deny through a group takes from its members only', () => {
    const asked = withEntries([fullAccess(shared, alex.id), fullAccess(shared, sam.id), fullAccess(shared, 'Team', { Deny: true })], {
      graph: { groupMembers: [member('Team', sam.id)] },
    });
    expect([asked.person(alex, shared, 'mail.read'), asked.person(sam, shared, 'mail.read')]).toEqual(['yes', 'no']);
  });

  it('SendAs is denied by AccessControlType', () => {
    const entries = [sendAs(shared, alex.id), sendAs(shared, alex.id, { AccessControlType: 'Deny' })];
    expect(ask(tenant({ exchange: { recipientPermissions: entries } })).person(alex, shared, 'mail.send')).toBe('no');
  });

  it('a Deny of one right takes nothing from another', () => {
    const asked = ask(
      tenant({
        exchange: { mailboxPermissions: [fullAccess(shared, alex.id, { Deny: true })], recipientPermissions: [sendAs(shared, alex.id)] },
      }),
    );
    expect(capabilities(asked, alex)).toEqual(['mail.send']);
  });

  it('a Deny for everyone takes from everyone', () => {
    const asked = withEntries([fullAccess(shared, alex.id), fullAccess(shared, 'Everyone', { Deny: true })]);
    expect(asked.person(alex, shared, 'mail.read')).toBe('no');
  });
});

describe('a right given to a group reaches its members', () => {
  const entries = [fullAccess(shared, 'Team')];

  it('nested groups included, with the groups named in the path', () => {
    const asked = withEntries(entries, {
      graph: { groupMembers: [member('Team', guid('group Inner'), 'group'), member('Inner', alex.id)] },
    });
    expect(asked.person(alex, shared, 'mail.read')).toBe('yes');
    const [path] = asked.who(shared).principals.find(({ id }) => id === alex.id)?.capabilities['mail.read']?.paths ?? [];
    expect(path?.detail).toContain('through "Team" → "Inner"');
    expect(path?.via).toEqual([guid('group Team'), guid('group Inner'), shared.ExternalDirectoryObjectId]);
  });

  it('a cycle does not hang', () => {
    const asked = withEntries(entries, {
      graph: {
        groupMembers: [
          member('Team', guid('group Inner'), 'group'),
          member('Inner', guid('group Team'), 'group'),
          member('Inner', alex.id),
        ],
      },
    });
    expect(asked.person(alex, shared, 'mail.read')).toBe('yes');
  });

  it('members that are no accounts are not people', () => {
    const app = servicePrincipal('Mailer');
    const asked = withEntries(entries, {
      graph: {
        servicePrincipals: [app],
        groupMembers: [
          member('Team', app.id, 'servicePrincipal'),
          { groupId: guid('group Team'), memberId: guid('contact'), memberType: 'orgContact' },
        ],
      },
      exchange: {
        recipients: [{ ExternalDirectoryObjectId: guid('contact'), Name: 'Contact', RecipientTypeDetails: 'MailContact' }],
        servicePrincipals: [pointer(app)],
      },
    });
    expect(asked.matrix.people).toEqual([]);
    expect(asked.unresolved).toEqual([]);
  });

  it('membership comes from Graph and Exchange together', () => {
    const asked = withEntries(entries, {
      graph: { groupMembers: [member('Team', alex.id)] },
      exchange: {
        mailboxPermissions: entries,
        groupMembers: [{ GroupExternalDirectoryObjectId: guid('group Team'), MemberExternalDirectoryObjectId: sam.id }],
      },
    });
    expect([asked.person(alex, shared, 'mail.read'), asked.person(sam, shared, 'mail.read')]).toEqual(['yes', 'yes']);
  });

  it.each([['graph.groupMembers'], ['exchange.groupMembers']])('membership is known if only %s is missing', (source) => {
    const row = { GroupExternalDirectoryObjectId: guid('group Team'), MemberExternalDirectoryObjectId: alex.id };
    const asked = withEntries(entries, {
      graph: { groupMembers: [member('Team', alex.id)] },
      exchange: { mailboxPermissions: entries, groupMembers: [row] },
      without: [source],
    });
    expect(asked.person(alex, shared, 'mail.read')).toBe('yes');
    expect(asked.unresolved).toEqual([]);
  });

  it('membership is not known if both are incomplete: what is seen stands, the rest is one unresolved entry', () => {
    const asked = withEntries(entries, {
      graph: { groupMembers: [member('Team', alex.id)] },
      coverage: { 'graph.groupMembers': { state: 'partial', reason: 'cut' } },
      without: ['exchange.groupMembers'],
    });
    expect([asked.person(alex, shared, 'mail.read'), asked.person(sam, shared, 'mail.read')]).toEqual(['yes', 'no']);
    expect(asked.unresolved).toMatchObject([{ ...ON_SHARED, right: 'fullAccess', trustee: 'Team' }]);
  });

  it('a Deny through a group whose members are not known makes a yes unknown', () => {
    const asked = withEntries([fullAccess(shared, alex.id), fullAccess(shared, 'Team', { Deny: true })], {
      without: ['graph.groupMembers', 'exchange.groupMembers'],
    });
    expect(asked.person(alex, shared, 'mail.read')).toBe('unknown');
  });

  it('a member of whom nothing tells whether it is an account leaves the group unresolved', () => {
    const asked = withEntries(entries, {
      graph: { groupMembers: [{ groupId: guid('group Team'), memberId: guid('somebody') }] },
      without: ['graph.users'],
    });
    expect(asked.unresolved).toMatchObject([{ ...ON_SHARED, right: 'fullAccess', trustee: 'Team' }]);
  });

  it('a member that is an account by its type is one, where the users were not read', () => {
    const asked = withEntries(entries, { graph: { groupMembers: [member('Team', guid('somebody'))] }, without: ['graph.users'] });
    expect(asked.person({ id: guid('somebody') }, shared, 'mail.read')).toBe('yes');
  });
});

describe('names count only if exactly one principal of the whole reading has them', () => {
  it('an ambiguous name is an unresolved entry, never a guess', () => {
    const asked = withEntries([fullAccess(shared, 'Alex')], { graph: { users: [alex, user('Alex Two', { displayName: 'Alex' })] } });
    expect(asked.matrix.people).toEqual([]);
    expect(asked.unresolved).toMatchObject([{ ...ON_SHARED, right: 'fullAccess', trustee: 'Alex' }]);
  });

  it('a name that a person and a group share is ambiguous', () => {
    const asked = withEntries([fullAccess(shared, 'Alex')], {
      graph: { users: [alex], groups: [group('Other', { displayName: 'Alex' })] },
    });
    expect(asked.unresolved).toMatchObject([{ ...ON_SHARED, trustee: 'Alex' }]);
  });

  it('an id is not ambiguous, whoever is called like it', () => {
    const asked = withEntries([fullAccess(shared, alex.id)], { graph: { users: [alex, user('Odd', { displayName: alex.id })] } });
    expect(asked.person(alex, shared, 'mail.read')).toBe('yes');
  });

  it('a name that nobody has is an unresolved entry', () => {
    const asked = withEntries([fullAccess(shared, 'Nobody Known'), fullAccess(shared, alex.id)]);
    expect(asked.person(alex, shared, 'mail.read')).toBe('yes');
    expect(asked.unresolved).toMatchObject([{ ...ON_SHARED, right: 'fullAccess', trustee: 'Nobody Known' }]);
  });

  it('a Deny for an ambiguous name makes unknown what one of them holds', () => {
    const other = user('Alex Two', { displayName: 'Alex' });
    const asked = withEntries([fullAccess(shared, alex.id), fullAccess(shared, sam.id), fullAccess(shared, 'Alex', { Deny: true })], {
      graph: { users: [alex, sam, other] },
    });
    expect([asked.person(alex, shared, 'mail.read'), asked.person(sam, shared, 'mail.read')]).toEqual(['unknown', 'yes']);
  });

  it('a Deny for nobody takes nothing where everybody was read, and makes unknown where not', () => {
    const entries = [fullAccess(shared, alex.id), fullAccess(shared, 'Nobody Known', { Deny: true })];
    expect(withEntries(entries).person(alex, shared, 'mail.read')).toBe('yes');
    expect(withEntries(entries, { without: ['graph.groups'] }).person(alex, shared, 'mail.read')).toBe('unknown');
  });
});

describe('a trustee that is a SID no longer resolves: a deleted account', () => {
  const gone = { id: sid('gone') };

  it('is reported as deleted, not dropped', () => {
    const asked = withEntries([fullAccess(shared, gone.id)]);
    expect(asked.person(gone, shared, 'mail.read')).toBe('yes');
    expect(asked.who(shared).principals).toMatchObject([{ kind: 'person', id: gone.id.toLowerCase(), enabled: null, deleted: true }]);
  });

  it('is one person, whichever rights it has', () => {
    const asked = withEntries([fullAccess(shared, gone.id)], {
      exchange: { mailboxPermissions: [fullAccess(shared, gone.id)], recipientPermissions: [sendAs(shared, gone.id.toLowerCase())] },
    });
    expect(asked.who(shared).principals).toHaveLength(1);
    expect(Object.keys(asked.who(shared).principals[0]?.capabilities ?? {})).toEqual(expect.arrayContaining(['mail.read', 'mail.send']));
  });

  it('is somebody where a recipient has it', () => {
    const guest = { ExternalDirectoryObjectId: guid('user Guest'), Name: 'Guest', RecipientTypeDetails: 'GuestMailUser', Sid: gone.id };
    const asked = withEntries([fullAccess(shared, gone.id)], {
      exchange: { mailboxPermissions: [fullAccess(shared, gone.id)], recipients: [guest] },
    });
    expect(asked.person({ id: guid('user Guest') }, shared, 'mail.read')).toBe('yes');
    expect(asked.person(gone, shared, 'mail.read')).toBe('no');
  });

  it('is not known to be deleted where the recipients were not read', () => {
    const asked = withEntries([fullAccess(shared, gone.id)], { without: ['exchange.recipients'] });
    expect(asked.person(gone, shared, 'mail.read')).toBe('unknown');
    expect(asked.unresolved).toMatchObject([{ ...ON_SHARED, trustee: gone.id }]);
  });
});
