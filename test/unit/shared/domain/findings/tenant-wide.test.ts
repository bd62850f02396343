import { describe, expect, it } from 'vitest';
import {
  accessPolicy,
  exchangeGrant,
  exchangeGroup,
  graphGrant,
  group,
  mailbox,
  managementScope,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
} from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const IDS = ['tenant-wide-mail', 'scoped-but-grant-survives'] as const;

const app = servicePrincipal('Archive');
const anna = mailbox('Anna');
const bert = mailbox('Bert');
const mailboxes = [anna, bert];
const everybody = group('Everybody');
const members = [member('Everybody', anna.ExternalDirectoryObjectId ?? ''), member('Everybody', bert.ExternalDirectoryObjectId ?? '')];
const scope = managementScope('Support', "Alias -eq 'anna'");
const scoped = { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Support' };

function tenant(grants: readonly ReturnType<typeof graphGrant>[], more: object = {}): FindingCase['parts'] {
  return {
    graph: { servicePrincipals: [app], appRoleAssignments: grants, groups: [everybody], groupMembers: members },
    exchange: { mailboxes, ...more },
  };
}

const assigned = (role: string, overrides: object = {}): object => ({
  servicePrincipals: [pointer(app)],
  managementScopes: [scope],
  managementRoleAssignments: [roleAssignment(pointer(app), role, overrides)],
});

const CASES: readonly FindingCase[] = [
  {
    when: 'Mail.Read is granted and nothing confines it',
    parts: tenant([graphGrant(app, 'Mail.Read')]),
    finds: ['high tenant-wide-mail Archive'],
  },
  { when: 'Mail.ReadWrite is', parts: tenant([graphGrant(app, 'Mail.ReadWrite')]), finds: ['critical tenant-wide-mail Archive'] },
  { when: 'Mail.Send is', parts: tenant([graphGrant(app, 'Mail.Send')]), finds: ['critical tenant-wide-mail Archive'] },
  { when: 'full EWS access is', parts: tenant([exchangeGrant(app, 'full_access_as_app')]), finds: ['critical tenant-wide-mail Archive'] },
  {
    when: 'a calendar can be changed',
    parts: tenant([graphGrant(app, 'Calendars.ReadWrite')]),
    finds: ['critical tenant-wide-mail Archive'],
  },
  {
    when: 'two grants are: one finding',
    parts: tenant([graphGrant(app, 'Mail.Read'), graphGrant(app, 'Mail.Send')]),
    finds: ['critical tenant-wide-mail Archive'],
  },
  { when: 'the permission opens no mailbox', parts: tenant([graphGrant(app, 'MailTips.ReadBasic.All')]), finds: [] },
  { when: 'the same role id is granted on the retired API', parts: tenant([exchangeGrant(app, 'Mail.Read')]), finds: [] },
  { when: 'a protocol role needs a mailbox permission', parts: tenant([exchangeGrant(app, 'IMAP.AccessAsApp')]), finds: [] },
  {
    when: 'a RestrictAccess policy confines the grant',
    parts: tenant([graphGrant(app, 'Mail.Read')], {
      applicationAccessPolicies: [accessPolicy(app.appId, 'RestrictAccess', { id: anna.ExternalDirectoryObjectId ?? '', name: 'Anna' })],
    }),
    finds: [],
  },
  {
    when: 'even one whose group holds every mailbox',
    parts: tenant([graphGrant(app, 'Mail.Read')], {
      groups: [exchangeGroup('Everybody')],
      applicationAccessPolicies: [accessPolicy(app.appId, 'RestrictAccess', { id: everybody.id, name: 'Everybody' })],
    }),
    finds: [],
  },
  {
    when: 'a policy stands beside a permission that policies do not govern',
    parts: tenant([graphGrant(app, 'MailboxItem.Read.All')], {
      applicationAccessPolicies: [accessPolicy(app.appId, 'RestrictAccess', { id: anna.ExternalDirectoryObjectId ?? '', name: 'Anna' })],
    }),
    finds: ['high tenant-wide-mail Archive'],
  },
  {
    when: 'a blocklist keeps it out of one mailbox',
    parts: tenant([graphGrant(app, 'Mail.Read')], {
      applicationAccessPolicies: [accessPolicy(app.appId, 'DenyAccess', { id: anna.ExternalDirectoryObjectId ?? '', name: 'Anna' })],
    }),
    finds: [],
  },
  {
    when: 'a role is assigned without a scope',
    parts: tenant([], assigned('Application Mail.Read')),
    finds: ['high tenant-wide-mail Archive'],
  },
  { when: 'the same with a scope', parts: tenant([], assigned('Application Mail.Read', scoped)), finds: [] },
  { when: 'the assignment without a scope is off', parts: tenant([], assigned('Application Mail.Read', { Enabled: false })), finds: [] },
  {
    when: 'a scoped role stands beside the grant it replaces',
    parts: tenant([graphGrant(app, 'Mail.Read')], assigned('Application Mail.Read', scoped)),
    finds: ['critical scoped-but-grant-survives Archive'],
  },
  {
    when: 'the scoped role shares only a part with the grant',
    parts: tenant([graphGrant(app, 'Mail.ReadWrite')], assigned('Application Mail.Read', scoped)),
    finds: ['critical scoped-but-grant-survives Archive'],
  },
  {
    when: 'the grant has nothing in common with the scoped role',
    parts: tenant([graphGrant(app, 'Calendars.Read')], assigned('Application Mail.Read', scoped)),
    finds: ['high tenant-wide-mail Archive'],
  },
  {
    when: 'one grant survives and another has no scope at all',
    parts: tenant([graphGrant(app, 'Mail.Read'), graphGrant(app, 'Mail.Send')], assigned('Application Mail.Read', scoped)),
    finds: ['critical scoped-but-grant-survives Archive', 'critical tenant-wide-mail Archive'],
  },
];

describe('apps that reach every mailbox', () => {
  it.each(CASES)('are found or not when $when', ({ parts, finds }) => {
    expect(raised(parts, IDS)).toEqual(finds);
  });

  it('name the grant, its ids and what the app can do', () => {
    const finding = theFinding(
      tenant([{ ...graphGrant(app, 'Mail.ReadWrite'), createdDateTime: '2024-05-01T00:00:00Z' }]),
      'tenant-wide-mail',
    );
    expect(finding.title).toBe('Archive can read and change mail in every mailbox');
    expect(finding.subject).toEqual({ kind: 'app', id: app.appId, name: 'Archive' });
    expect(finding.since).toBe('2024-05-01T00:00:00Z');
    expect(finding.evidence[0]?.ids).toContain('e2a3a72e-5f79-4c64-b1b1-878b674786c9');
    expect(textOf(finding)).toContain('Microsoft Graph');
  });

  it.each([
    ['graph.appRoleAssignments', 1],
    ['exchange.applicationAccessPolicies', 1],
    ['graph.resources', 1],
  ])('cannot be told without %s', (source, subjects) => {
    const parts = { ...tenant([graphGrant(app, 'Mail.Read')]), without: [source] };
    expect(raised(parts, IDS)).toEqual([]);
    expect(unjudged(parts, ['tenant-wide-mail'])).toEqual([
      `tenant-wide-mail × ${subjects}: ${source} is missing (the file has no such source)`,
    ]);
  });

  it('are still told where the policies were not read but do not matter', () => {
    const parts = { ...tenant([graphGrant(app, 'MailboxItem.Read.All')]), without: ['exchange.applicationAccessPolicies'] };
    expect(raised(parts, IDS)).toEqual(['high tenant-wide-mail Archive']);
    expect(unjudged(parts, IDS)).toEqual([]);
  });

  it('are still told from grants that were read in part', () => {
    const parts = {
      ...tenant([graphGrant(app, 'Mail.Read')]),
      coverage: { 'graph.appRoleAssignments': { state: 'partial', reason: 'throttled' } as const },
    };
    expect(raised(parts, IDS)).toEqual(['high tenant-wide-mail Archive']);
    expect(unjudged(parts, ['tenant-wide-mail'])).toEqual([]);
  });

  it('cannot be told of an app with a pointer whose role assignments were not read', () => {
    const parts = { ...tenant([], { servicePrincipals: [pointer(app)] }), without: ['exchange.managementRoleAssignments'] };
    expect(unjudged(parts, ['tenant-wide-mail'])).toHaveLength(1);
  });
});
