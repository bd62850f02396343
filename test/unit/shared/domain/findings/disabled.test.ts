import { describe, expect, it } from 'vitest';
import { delegatedGrant, graphGrant, pointer, roleAssignment, servicePrincipal } from '../../../../support/collection-builder';
import { raised, unjudged, type FindingCase } from '../../../../support/judge';

const off = servicePrincipal('Old', { accountEnabled: false });
const on = servicePrincipal('Old');
const found = ['info disabled-with-grants Old'];

const CASES: readonly FindingCase[] = [
  {
    when: 'a disabled app holds a permission',
    parts: { graph: { servicePrincipals: [off], appRoleAssignments: [graphGrant(off, 'Mail.Read')] } },
    finds: found,
  },
  {
    when: 'an enabled one does',
    parts: { graph: { servicePrincipals: [on], appRoleAssignments: [graphGrant(on, 'Mail.Read')] } },
    finds: [],
  },
  {
    when: 'a disabled app holds a delegated one',
    parts: { graph: { servicePrincipals: [off], oauth2PermissionGrants: [delegatedGrant(off, 'Mail.Read')] } },
    finds: found,
  },
  {
    when: 'a disabled app may only show who its users are',
    parts: { graph: { servicePrincipals: [off], oauth2PermissionGrants: [delegatedGrant(off, 'User.Read')] } },
    finds: [],
  },
  {
    when: 'a disabled app holds an Exchange role',
    parts: {
      graph: { servicePrincipals: [off] },
      exchange: { servicePrincipals: [pointer(off)], managementRoleAssignments: [roleAssignment(pointer(off), 'Application Mail.Read')] },
    },
    finds: found,
  },
  { when: 'a disabled app holds nothing', parts: { graph: { servicePrincipals: [off] } }, finds: [] },
];

describe('grants of disabled apps', () => {
  it.each(CASES)('are found or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['disabled-with-grants'])).toEqual(finds);
  });

  it('cannot be told where grants were not read', () => {
    expect(
      unjudged({ graph: { servicePrincipals: [off, servicePrincipal('New')] }, without: ['graph.oauth2PermissionGrants'] }, [
        'disabled-with-grants',
      ]),
    ).toEqual(['disabled-with-grants × 1: graph.oauth2PermissionGrants is missing (the file has no such source)']);
  });
});
