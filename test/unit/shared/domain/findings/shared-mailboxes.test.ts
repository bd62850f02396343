import { describe, expect, it } from 'vitest';
import {
  delegatedGrant,
  exchangeGroup,
  fullAccess,
  group,
  guid,
  mailbox,
  pointer,
  sendAs,
  servicePrincipal,
  sharedMailbox,
  sid,
  user,
} from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const desk = sharedMailbox('Desk');
const account = (accountEnabled: boolean): ReturnType<typeof user> => user('Desk', { accountEnabled });
const app = servicePrincipal('Mail Router');

function tenant(parts: { graph?: object; exchange?: object } = {}): FindingCase['parts'] {
  return {
    graph: {
      servicePrincipals: [app],
      users: [account(false), user('Anna'), user('Gone', { accountEnabled: false })],
      groups: [group('Team')],
      ...parts.graph,
    },
    exchange: {
      mailboxes: [desk],
      servicePrincipals: [pointer(app)],
      groups: [exchangeGroup('Team')],
      mailboxPermissions: [fullAccess(desk, 'anna@contoso.com')],
      ...parts.exchange,
    },
  };
}

const enabled = { users: [account(true)] };

const SIGN_IN: readonly FindingCase[] = [
  { when: 'cannot sign in', parts: tenant(), finds: [] },
  { when: 'can sign in', parts: tenant({ graph: enabled }), finds: ['high shared-mailbox-signin-enabled Desk'] },
  { when: 'can, but is that of a user mailbox', parts: tenant({ graph: enabled, exchange: { mailboxes: [mailbox('Desk')] } }), finds: [] },
  {
    when: 'can, and an app was connected by it',
    parts: tenant({ graph: { ...enabled, oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read', account(true))] } }),
    finds: ['info shared-mailbox-signin-enabled Desk'],
  },
  {
    when: 'can, and an app has a grant for everybody',
    parts: tenant({ graph: { ...enabled, oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read')] } }),
    finds: ['high shared-mailbox-signin-enabled Desk'],
  },
];

describe('the account of a shared mailbox', () => {
  it.each(SIGN_IN)('is judged when it $when', ({ parts, finds }) => {
    expect(raised(parts, ['shared-mailbox-signin-enabled'])).toEqual(finds);
  });

  it('is told with the app that needs it', () => {
    const parts = tenant({ graph: { ...enabled, oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read', account(true))] } });
    expect(theFinding(parts, 'shared-mailbox-signin-enabled').title).toBe('The account of Desk can sign in, which Mail Router needs');
  });

  it('cannot be judged without the users', () => {
    expect(unjudged({ ...tenant({ graph: enabled }), without: ['graph.users'] }, ['shared-mailbox-signin-enabled'])).toEqual([
      'shared-mailbox-signin-enabled × 1: graph.users is missing (the file has no such source)',
    ]);
  });
});

const permissions = (...mailboxPermissions: readonly object[]): FindingCase['parts'] => tenant({ exchange: { mailboxPermissions } });
const nobody = ['low shared-mailbox-no-delegates Desk'];

const DELEGATES: readonly FindingCase[] = [
  { when: 'a person', parts: permissions(fullAccess(desk, 'anna@contoso.com')), finds: [] },
  { when: 'a group', parts: permissions(fullAccess(desk, 'Team')), finds: [] },
  { when: 'nobody', parts: permissions(), finds: nobody },
  {
    when: 'its own account only',
    parts: permissions(fullAccess(desk, 'NT AUTHORITY\\SELF'), fullAccess(desk, 'desk@contoso.com')),
    finds: nobody,
  },
  { when: 'a service principal only', parts: permissions(fullAccess(desk, app.id)), finds: nobody },
  { when: 'a deleted account only', parts: permissions(fullAccess(desk, sid('left'))), finds: nobody },
  {
    when: 'a person whom a Deny entry keeps out',
    parts: permissions(fullAccess(desk, 'Anna'), fullAccess(desk, 'anna@contoso.com', { Deny: true })),
    finds: nobody,
  },
  { when: 'a person who may only read', parts: permissions(fullAccess(desk, 'Anna', { AccessRights: ['ReadPermission'] })), finds: nobody },
  { when: 'somebody who may be anybody', parts: permissions(fullAccess(desk, 'Unknown Person')), finds: [] },
];

describe('a shared mailbox with full access for', () => {
  it.each(DELEGATES)('$when is judged', ({ parts, finds }) => {
    expect(raised(parts, ['shared-mailbox-no-delegates'])).toEqual(finds);
  });

  it('somebody who may be anybody cannot be judged', () => {
    expect(unjudged(permissions(fullAccess(desk, 'Unknown Person')), ['shared-mailbox-no-delegates'])).toHaveLength(1);
  });

  it('nobody is told only of mailboxes that were read', () => {
    const two = {
      mailboxes: [desk, sharedMailbox('Other')],
      mailboxPermissions: [],
      mailboxPermissionsRead: [desk.ExternalDirectoryObjectId],
    };
    const parts = {
      ...tenant({ exchange: two }),
      coverage: { 'exchange.mailboxPermissions': { state: 'partial', reason: 'cancelled' } as const },
    };
    expect(raised(parts, ['shared-mailbox-no-delegates'])).toEqual(nobody);
    expect(unjudged(parts, ['shared-mailbox-no-delegates'])).toEqual([
      'shared-mailbox-no-delegates × 1: exchange.mailboxPermissions is partial (cancelled)',
    ]);
  });
});

const former = ['low shared-mailbox-ex-delegates Desk'];

const FORMER: readonly FindingCase[] = [
  { when: 'a deleted account has full access', parts: permissions(fullAccess(desk, sid('left'))), finds: former },
  {
    when: 'a deleted account may send as it',
    parts: tenant({ exchange: { recipientPermissions: [sendAs(desk, sid('left'))] } }),
    finds: former,
  },
  {
    when: 'a disabled account may send on its behalf',
    parts: tenant({ exchange: { mailboxes: [{ ...desk, GrantSendOnBehalfTo: ['gone@contoso.com'] }] } }),
    finds: former,
  },
  { when: 'a disabled account has full access', parts: permissions(fullAccess(desk, 'Gone')), finds: former },
  { when: 'only people of today have rights', parts: tenant(), finds: [] },
  { when: 'only its own disabled account has', parts: permissions(fullAccess(desk, 'desk@contoso.com')), finds: [] },
  { when: 'an entry of the servers is inherited', parts: permissions(fullAccess(desk, sid('server'), { IsInherited: true })), finds: [] },
  {
    when: 'it is a user mailbox',
    parts: tenant({ exchange: { mailboxes: [mailbox('Desk')], mailboxPermissions: [fullAccess(desk, sid('left'))] } }),
    finds: [],
  },
];

describe('a shared mailbox', () => {
  it.each(FORMER)('is judged when $when', ({ parts, finds }) => {
    expect(raised(parts, ['shared-mailbox-ex-delegates'])).toEqual(finds);
  });

  it('names the accounts that are gone', () => {
    expect(textOf(theFinding(permissions(fullAccess(desk, 'Gone')), 'shared-mailbox-ex-delegates'))).toContain(
      'The disabled account Gone has Full Access.',
    );
  });

  it.each(['graph.users', 'exchange.recipientPermissions', 'exchange.mailboxPermissions'])('cannot be judged without %s', (source) => {
    expect(unjudged({ ...tenant(), without: [source] }, ['shared-mailbox-ex-delegates'])).toEqual([
      expect.stringContaining(`× 1: ${source} is missing`),
    ]);
  });

  it('still shows what is seen without the rest', () => {
    const parts = { ...permissions(fullAccess(desk, sid('left'))), without: ['graph.users', 'exchange.recipientPermissions'] };
    expect(raised(parts, ['shared-mailbox-ex-delegates'])).toEqual(former);
  });

  it('is nobody that a group is unless it is known', () => {
    expect(raised(permissions(fullAccess(desk, guid('group Team'))), ['shared-mailbox-no-delegates'])).toEqual([]);
  });
});
