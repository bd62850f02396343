import { describe, expect, it } from 'vitest';
import type { Unresolved } from '../../../../../src/shared/domain/answers/answer-shapes';
import type { Collection, ExchangeItem } from '../../../../../src/shared/domain/collection/collection.schema';
import { CAPABILITIES, type Capability } from '../../../../../src/shared/domain/reach/capability';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  collection,
  exchangeGroup,
  fullAccess,
  group,
  guid,
  mailbox,
  member,
  pointer,
  sendAs,
  servicePrincipal,
  sharedMailbox,
  sid,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';

type Permission = ExchangeItem<'mailboxPermissions'>;

const shared = sharedMailbox('Support');
const alex = user('Alex');
const sam = user('Sam');

/** A tenant with a shared mailbox, two people with mailboxes, and what the test adds. */
function tenant({ graph, exchange, ...rest }: CollectionParts = {}): Collection {
  return collection({
    graph: { users: [alex, sam, user('Support', { accountEnabled: false })], groups: [group('Team'), group('Inner')], ...graph },
    exchange: {
      mailboxes: [shared, mailbox('Alex'), mailbox('Sam')],
      groups: [exchangeGroup('Team'), exchangeGroup('Inner')],
      ...exchange,
    },
    ...rest,
  });
}

/** The answer where the given FullAccess entries are on the shared mailbox. */
function withEntries(entries: readonly Permission[], parts: CollectionParts = {}): Asked {
  return ask(tenant({ ...parts, exchange: { mailboxPermissions: entries, ...parts.exchange } }));
}

/** What a person can do in the shared mailbox. */
function capabilities(asked: Asked, person: { readonly id: string }): readonly Capability[] {
  return CAPABILITIES.filter((capability) => asked.person(person, shared, capability) === 'yes');
}

const ON_SHARED: Pick<Unresolved, 'mailboxes' | 'principals'> = {
  mailboxes: [shared.ExternalDirectoryObjectId ?? ''],
  principals: 'people',
};

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
