import { describe, expect, it } from 'vitest';
import type { WhoPrincipal } from '../../../../../src/shared/domain/answers/answer-shapes';
import { CAPABILITIES, type Capability } from '../../../../../src/shared/domain/reach/capability';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  collection,
  delegatedGrant,
  fullAccess,
  group,
  guid,
  mailbox,
  member,
  sendAs,
  servicePrincipal,
  sharedMailbox,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';

// https://learn.microsoft.com/graph/permissions-overview: delegated access never gives more than the signed-in user has.
const app = servicePrincipal('Client');
const alex = user('Alex');
const sam = user('Sam');
const own = mailbox('Alex');
const shared = sharedMailbox('Support');
const GRANT = (scope: string, person?: typeof alex) => delegatedGrant(app, scope, person);

/** Alex and Sam have mailboxes and can sign in; the shared mailbox's own account cannot. */
function tenant(scope: string, parts: CollectionParts & { readonly person?: typeof alex } = {}): Asked {
  return ask(
    collection({
      ...parts,
      graph: {
        servicePrincipals: [app],
        users: [alex, sam, user('Support', { accountEnabled: false })],
        oauth2PermissionGrants: [GRANT(scope, parts.person)],
        ...parts.graph,
      },
      exchange: { mailboxes: [own, mailbox('Sam'), shared], ...parts.exchange },
    }),
  );
}

function principal(asked: Asked, target: typeof own): WhoPrincipal | undefined {
  return asked.who(target).principals.find(({ kind }) => kind === 'app');
}

/** What the app can do in a mailbox: `yes` and `unknown` capabilities. */
function reached(asked: Asked, target: typeof own): { readonly yes: readonly Capability[]; readonly unknown: readonly Capability[] } {
  const capabilities = principal(asked, target)?.capabilities ?? {};
  const of = (verdict: string): readonly Capability[] => CAPABILITIES.filter((capability) => capabilities[capability]?.verdict === verdict);
  return { yes: of('yes'), unknown: of('unknown') };
}

const READ = ['mail.readBasic', 'mail.read'];
const WRITE = [...READ, 'mail.write'];
const NOTHING = { yes: [], unknown: [] };
const access = { mailboxes: [own, mailbox('Sam'), shared], mailboxPermissions: [fullAccess(shared, alex.id)] };
const sending = { mailboxes: [own, mailbox('Sam'), shared], recipientPermissions: [sendAs(shared, alex.id)] };

describe('without .Shared: the own mailbox of the user', () => {
  it('for every user: mailboxes whose own account can sign in', () => {
    const asked = tenant('Mail.Read', { exchange: access });
    expect(reached(asked, own)).toEqual({ yes: READ, unknown: [] });
    expect(reached(asked, shared)).toEqual(NOTHING);
  });

  it('for one user: that user alone', () => {
    const asked = tenant('Mail.Read', { person: sam });
    expect([reached(asked, own), reached(asked, mailbox('Sam'))]).toEqual([NOTHING, { yes: READ, unknown: [] }]);
  });

  it('is unknown where the users were not read', () => {
    expect(reached(tenant('Mail.Read', { without: ['graph.users'] }), own)).toEqual({ yes: [], unknown: READ });
  });

  it('never stands in the matrix, which holds application permissions', () => {
    expect(tenant('Mail.Read').matrix.apps).toEqual([]);
  });
});

describe('with .Shared: also every mailbox where the user is a delegate', () => {
  it('through FullAccess, and the path names the user', () => {
    const asked = tenant('Mail.ReadWrite.Shared', { exchange: access });
    expect(reached(asked, shared)).toEqual({ yes: WRITE, unknown: [] });
    const [path] = principal(asked, shared)?.capabilities['mail.read']?.paths ?? [];
    expect(path).toMatchObject({ kind: 'delegated', via: [expect.any(String) as unknown, alex.id, shared.ExternalDirectoryObjectId] });
    expect(path?.detail).toBe('Mail.ReadWrite.Shared for every user, through Alex.');
  });

  it('does not give more than the scope', () => {
    expect(reached(tenant('Mail.Read.Shared', { exchange: access }), shared)).toEqual({ yes: READ, unknown: [] });
    expect(reached(tenant('Calendars.Read.Shared', { exchange: access }), shared)).toEqual({
      yes: ['calendar.readBasic', 'calendar.read'],
      unknown: [],
    });
  });

  it('for one user: through that user alone', () => {
    expect(reached(tenant('Mail.Read.Shared', { exchange: access, person: alex }), shared)).toEqual({ yes: READ, unknown: [] });
    expect(reached(tenant('Mail.Read.Shared', { exchange: access, person: sam }), shared)).toEqual(NOTHING);
  });

  it('more than five delegates are counted, not listed', () => {
    const people = Array.from({ length: 8 }, (_, index) => user(`U${index}`));
    const asked = tenant('Mail.Read.Shared', {
      graph: {
        servicePrincipals: [app],
        users: people,
        groups: [group('Team')],
        groupMembers: people.map(({ id }) => member('Team', id)),
        oauth2PermissionGrants: [GRANT('Mail.Read.Shared')],
      },
      exchange: { mailboxes: [shared], mailboxPermissions: [fullAccess(shared, guid('group Team'))] },
    });
    expect(principal(asked, shared)?.capabilities['mail.read']?.paths[0]?.detail).toContain('and 3 more');
  });

  it('SendAs alone is no delegate', () => {
    expect(reached(tenant('Mail.Read.Shared', { exchange: sending }), shared)).toEqual(NOTHING);
  });

  const folder = (name: string, person: string, right: string): CollectionParts => ({
    exchange: {
      mailboxes: [own, mailbox('Sam'), shared],
      mailboxFolderPermissions: [{ Identity: `${shared.PrimarySmtpAddress ?? ''}:\\${name}`, User: person, AccessRights: [right] }],
    },
  });
  it.each([
    ['Inbox', 'Sam', 'Reviewer', 'Mail.ReadWrite.Shared', READ],
    ['Inbox', 'sam@contoso.com', 'Editor', 'Mail.ReadWrite.Shared', WRITE],
    ['Calendar', 'Sam', 'Reviewer', 'Calendars.ReadWrite.Shared', ['calendar.readBasic', 'calendar.read']],
    ['Calendar', 'Sam', 'LimitedDetails', 'Calendars.Read.Shared', ['calendar.readBasic']],
    ['Contacts', 'Sam', 'Owner', 'Contacts.ReadWrite.Shared', ['contacts.read', 'contacts.write']],
    ['Inbox', 'Sam', 'None', 'Mail.Read.Shared', []],
    ['Inbox', 'Sam', 'Reviewer', 'Mail.Read', []],
    ['Inbox', 'Default', 'Reviewer', 'Mail.Read.Shared', READ],
    ['Calendar', 'Default', 'AvailabilityOnly', 'Calendars.Read.Shared', []],
  ] as const)('through a folder permission: %s, %s, %s with %s', (name, person, right, scope, expected) => {
    expect(reached(tenant(scope, folder(name, person, right)), shared).yes).toEqual(expected);
  });

  it('without folder permissions: yes or unknown, never no', () => {
    const without = ['exchange.mailboxFolderPermissions'];
    expect(reached(tenant('Mail.Read.Shared', { without }), shared)).toEqual({ yes: [], unknown: READ });
    expect(reached(tenant('Mail.Read.Shared', { exchange: access, without }), shared)).toEqual({ yes: READ, unknown: [] });
  });

  it('without FullAccess: unknown', () => {
    expect(reached(tenant('Mail.Read.Shared', { without: ['exchange.mailboxPermissions'] }), shared)).toEqual({ yes: [], unknown: READ });
  });

  it('through a delegate who cannot be told: unknown', () => {
    const exchange = { mailboxes: [shared], mailboxPermissions: [fullAccess(shared, 'Nobody Known')] };
    expect(reached(tenant('Mail.Read.Shared', { exchange }), shared)).toEqual({ yes: [], unknown: READ });
  });

  it('through a delegate whose right a Deny may take away: unknown', () => {
    const exchange = { mailboxes: [shared], mailboxPermissions: [fullAccess(shared, alex.id), fullAccess(shared, 'Twin', { Deny: true })] };
    const users = [{ ...alex, displayName: 'Twin' }, user('Other', { displayName: 'Twin' })];
    const asked = tenant('Mail.Read.Shared', {
      graph: { servicePrincipals: [app], users, oauth2PermissionGrants: [GRANT('Mail.Read.Shared')] },
      exchange,
    });
    expect(reached(asked, shared)).toEqual({ yes: [], unknown: READ });
  });
});

describe('scopes that send', () => {
  const onBehalf = { mailboxes: [own, { ...shared, GrantSendOnBehalfTo: [alex.id] }] };
  it.each([
    ['Mail.Send', 'own mailbox only', sending, []],
    ['Mail.Send.Shared', 'SendAs', sending, ['mail.send']],
    ['Mail.Send.Shared', 'SendOnBehalf', onBehalf, ['mail.send']],
    ['Mail.Send.Shared', 'FullAccess', access, []],
    ['SMTP.Send', 'SendAs', sending, ['mail.send']],
    ['SMTP.Send', 'SendOnBehalf', onBehalf, []],
  ])('%s through %s', (scope, _, exchange, expected) => {
    expect(reached(tenant(scope, { exchange }), shared).yes).toEqual(expected);
  });

  it.each([['Mail.Send'], ['Mail.Send.Shared'], ['SMTP.Send']])('%s: the own mailbox', (scope) => {
    expect(reached(tenant(scope), own).yes).toEqual(['mail.send']);
  });

  it('without SendAs: unknown', () => {
    expect(reached(tenant('Mail.Send.Shared', { without: ['exchange.recipientPermissions'] }), shared)).toEqual({
      yes: [],
      unknown: ['mail.send'],
    });
  });
});

describe('EWS, IMAP and POP: own and FullAccess mailboxes', () => {
  it.each([['IMAP.AccessAsUser.All'], ['POP.AccessAsUser.All']])('%s', (scope) => {
    const asked = tenant(scope, { exchange: access });
    expect([reached(asked, own), reached(asked, shared), reached(asked, mailbox('Sam'))]).toEqual([
      { yes: WRITE, unknown: [] },
      { yes: WRITE, unknown: [] },
      { yes: WRITE, unknown: [] },
    ]);
    expect(reached(tenant(scope, { exchange: sending }), shared)).toEqual(NOTHING);
  });

  it('EWS sends from a mailbox of somebody else only with a send permission', () => {
    expect(reached(tenant('EWS.AccessAsUser.All', { exchange: access }), shared).yes).not.toContain('mail.send');
    expect(reached(tenant('EWS.AccessAsUser.All', { exchange: { ...access, ...sending } }), shared).yes).toContain('mail.send');
    expect(
      reached(tenant('EWS.AccessAsUser.All', { exchange: access, without: ['exchange.recipientPermissions'] }), shared).unknown,
    ).toEqual(['mail.send']);
  });
});

describe('a grant whose resource the reading lacks', () => {
  it('is at most unknown', () => {
    const grants = [{ ...GRANT('Mail.Read'), resourceId: guid('gone') }];
    expect(reached(tenant('', { graph: { servicePrincipals: [app], users: [alex], oauth2PermissionGrants: grants } }), own)).toEqual({
      yes: [],
      unknown: READ,
    });
  });
});

describe('how far it goes, for the audit', () => {
  const counted = (asked: Asked, capability: Capability) => {
    const entry = asked.engine.app(app.appId);
    return entry ? asked.engine.delegatedReach(entry).capabilities.get(capability) : undefined;
  };

  it('for every user: all users, and the mailboxes that are reached for certain', () => {
    expect(counted(tenant('Mail.Read.Shared', { exchange: access }), 'mail.read')).toEqual({
      consent: 'AllPrincipals',
      users: 3,
      mailboxes: 3,
    });
    expect(counted(tenant('Mail.Read'), 'mail.read')).toEqual({ consent: 'AllPrincipals', users: 3, mailboxes: 2 });
  });

  it('for single users: those users', () => {
    expect(counted(tenant('Mail.Read.Shared', { exchange: access, person: alex }), 'mail.read')).toEqual({
      consent: 'Principal',
      users: 1,
      mailboxes: 2,
    });
    const both = tenant('', {
      graph: { servicePrincipals: [app], users: [alex, sam], oauth2PermissionGrants: [GRANT('Mail.Read', alex), GRANT('Mail.Read', sam)] },
    });
    expect(counted(both, 'mail.read')).toEqual({ consent: 'Principal', users: 2, mailboxes: 2 });
  });

  it('counts the mailboxes that the answer about the app lists as yes', () => {
    const asked = tenant('Mail.ReadWrite.Shared Mail.Send.Shared EWS.AccessAsUser.All', { exchange: { ...access, ...sending } });
    const mailboxes = asked.reach(app).mailboxes;
    for (const capability of CAPABILITIES) {
      const listed = mailboxes.filter(({ capabilities }) => capabilities[capability]?.verdict === 'yes').length;
      expect({ capability, mailboxes: counted(asked, capability)?.mailboxes ?? 0 }).toEqual({ capability, mailboxes: listed });
    }
  });
});
