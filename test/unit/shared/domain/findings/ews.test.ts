import { describe, expect, it } from 'vitest';
import {
  delegatedGrant,
  exchangeGrant,
  graphGrant,
  mailbox,
  pointer,
  roleAssignment,
  servicePrincipal,
} from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Room Display');
const anna = mailbox('Anna');

function tenant(
  organizationConfig: object,
  graph: object = { appRoleAssignments: [exchangeGrant(app, 'full_access_as_app')] },
  exchange: object = {},
): FindingCase['parts'] {
  return { graph: { servicePrincipals: [app], ...graph }, exchange: { mailboxes: [anna], organizationConfig, ...exchange } };
}

const CASES: readonly FindingCase[] = [
  { when: 'an app has full access', parts: tenant({}), finds: ['high ews-deadline Room Display'] },
  {
    when: 'it uses the permission of its users',
    parts: tenant({}, { oauth2PermissionGrants: [delegatedGrant(app, 'EWS.AccessAsUser.All')] }),
    finds: ['high ews-deadline Room Display'],
  },
  {
    when: 'it has the Exchange role',
    parts: tenant(
      {},
      {},
      { servicePrincipals: [pointer(app)], managementRoleAssignments: [roleAssignment(pointer(app), 'Application EWS.AccessAsApp')] },
    ),
    finds: ['high ews-deadline Room Display'],
  },
  { when: 'it uses Microsoft Graph', parts: tenant({}, { appRoleAssignments: [graphGrant(app, 'Mail.Read')] }), finds: [] },
  {
    when: 'it uses another delegated permission',
    parts: tenant({}, { oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read')] }),
    finds: [],
  },
];

describe('Exchange Web Services', () => {
  it.each(CASES)('are a deadline or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['ews-deadline'])).toEqual(finds);
  });

  it.each([
    ['blocked now', { EwsEnabled: false }],
    ['blocked now', { EwsEnabled: false, EwsAllowedAppIDs: app.appId }],
    ['allowed by the list until 2027-04-01', { EwsEnabled: true, EwsAllowedAppIDs: [app.appId.toUpperCase()] }],
    ['allowed by the list until 2027-04-01', { EwsEnabled: true, EwsAllowedAppIDs: `00000000-0000-0000-0000-000000000001,${app.appId}` }],
    ['blocked now', { EwsEnabled: true, EwsAllowedAppIDs: ['00000000-0000-0000-0000-000000000001'] }],
    ['will be blocked in the phases since 2026-10-01', { EwsEnabled: null }],
    ['will be blocked in the phases since 2026-10-01', { EwsEnabled: null, EwsAllowedAppIDs: [app.appId] }],
    ['not known', { EwsEnabled: true }],
    ['not known', {}],
  ])('are %s with %o', (state, config) => {
    expect(textOf(theFinding(tenant(config), 'ews-deadline'))).toContain(`Access by EWS: ${state} (`);
  });

  it('are still a deadline where the configuration of the organization was not read', () => {
    expect(textOf(theFinding({ ...tenant({}), without: ['exchange.organizationConfig'] }, 'ews-deadline'))).toContain(
      'Access by EWS: not known (exchange.organizationConfig is missing',
    );
  });

  it("tell of the mailboxes' own switch", () => {
    const off = tenant({ EwsEnabled: null }, undefined, {
      casMailboxes: [{ ExternalDirectoryObjectId: anna.ExternalDirectoryObjectId, EwsEnabled: false }],
    });
    expect(textOf(theFinding(off, 'ews-deadline'))).toContain('it is off in 1 mailbox.');
    expect(textOf(theFinding({ ...off, without: ['exchange.casMailboxes'] }, 'ews-deadline'))).toContain(
      'it is not known: exchange.casMailboxes is missing',
    );
  });

  it('cannot be judged where grants were not read', () => {
    expect(unjudged({ ...tenant({}, {}), without: ['graph.appRoleAssignments'] }, ['ews-deadline'])).toEqual([
      'ews-deadline × 1: graph.appRoleAssignments is missing (the file has no such source)',
    ]);
  });
});
