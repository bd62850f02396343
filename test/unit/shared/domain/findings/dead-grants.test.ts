import { describe, expect, it } from 'vitest';
import { delegatedGrant, exchangeGrant, graphGrant, guid, roleGrant, servicePrincipal } from '../../../../support/collection-builder';
import { raised, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Mailer');
const api = servicePrincipal('Own API');
const tenant = (graph: object): FindingCase['parts'] => ({ graph: { servicePrincipals: [app, api], ...graph } });
const onNothing = roleGrant(app, guid('deleted resource'), guid('some role'));

const CASES: readonly FindingCase[] = [
  {
    when: 'a role of the retired Outlook REST API is granted',
    parts: tenant({ appRoleAssignments: [exchangeGrant(app, 'Mail.Read')] }),
    finds: ['low dead-grant Mailer'],
  },
  {
    when: 'the same role id is granted on Microsoft Graph',
    parts: tenant({ appRoleAssignments: [graphGrant(app, 'Mail.Read')] }),
    finds: [],
  },
  {
    when: 'a role of Exchange that is alive is granted',
    parts: tenant({ appRoleAssignments: [exchangeGrant(app, 'full_access_as_app')] }),
    finds: [],
  },
  { when: 'the resource no longer exists', parts: tenant({ appRoleAssignments: [onNothing] }), finds: ['low dead-grant Mailer'] },
  {
    when: 'the resource is an app of the tenant',
    parts: tenant({ appRoleAssignments: [roleGrant(app, api.id, guid('some role'))] }),
    finds: [],
  },
  {
    when: 'a delegated grant is for a resource that no longer exists',
    parts: tenant({ oauth2PermissionGrants: [{ ...delegatedGrant(app, 'Files.Read'), resourceId: guid('deleted resource') }] }),
    finds: ['low dead-grant Mailer'],
  },
  {
    when: 'delegated scopes are of the retired API',
    parts: tenant({ oauth2PermissionGrants: [{ ...delegatedGrant(app, 'Mail.Read'), resourceId: guid('resource exchange') }] }),
    finds: ['low dead-grant Mailer'],
  },
  {
    when: 'a user, not an app, holds the role',
    parts: tenant({ appRoleAssignments: [{ ...onNothing, principalType: 'User', principalId: guid('user Anna') }] }),
    finds: [],
  },
];

describe('dead grants', () => {
  it.each(CASES)('are found or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['dead-grant'])).toEqual(finds);
  });

  it.each(['graph.resources', 'graph.servicePrincipals'])('are not told from unread ones where %s was read in part', (source) => {
    const parts = {
      ...tenant({ appRoleAssignments: [onNothing] }),
      coverage: { [source]: { state: 'partial', reason: 'cancelled' } as const },
    };
    expect(raised(parts, ['dead-grant'])).toEqual([]);
    expect(unjudged(parts, ['dead-grant'])).toEqual([`dead-grant × 1: ${source} is partial (cancelled)`]);
  });
});
