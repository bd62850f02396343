import { describe, expect, it } from 'vitest';
import { graphGrant, guid, servicePrincipal } from '../../../../support/collection-builder';
import { raised, unjudged, type FindingCase } from '../../../../support/judge';

const elsewhere = guid('another tenant');
const tenant = (overrides: object, granted = true): FindingCase['parts'] => {
  const app = servicePrincipal('Addin', overrides);
  return { graph: { servicePrincipals: [app], appRoleAssignments: granted ? [graphGrant(app, 'Mail.Read')] : [] } };
};
const found = ['high external-unverified Addin'];

const CASES: readonly FindingCase[] = [
  { when: 'of another organization without a publisher', parts: tenant({ appOwnerOrganizationId: elsewhere }), finds: found },
  {
    when: 'of another organization with an empty publisher',
    parts: tenant({ appOwnerOrganizationId: elsewhere, verifiedPublisher: { displayName: null, verifiedPublisherId: null } }),
    finds: found,
  },
  {
    when: 'of another organization with a verified one',
    parts: tenant({ appOwnerOrganizationId: elsewhere, verifiedPublisher: { displayName: 'Fabrikam', verifiedPublisherId: '123' } }),
    finds: [],
  },
  { when: 'of the tenant itself', parts: tenant({}), finds: [] },
  { when: 'of nobody', parts: tenant({ appOwnerOrganizationId: null }), finds: [] },
  { when: 'of Microsoft', parts: tenant({ appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' }), finds: [] },
  {
    when: "of another of Microsoft's tenants",
    parts: tenant({ appOwnerOrganizationId: '72F988BF-86f1-41af-91ab-2d7cd011db47' }),
    finds: [],
  },
  { when: 'of another organization without reach', parts: tenant({ appOwnerOrganizationId: elsewhere }, false), finds: [] },
];

describe('an app', () => {
  it.each(CASES)('$when is judged', ({ parts, finds }) => {
    expect(raised(parts, ['external-unverified'])).toEqual(finds);
  });

  it('of another organization cannot be judged where its grants were not read', () => {
    const parts = { ...tenant({ appOwnerOrganizationId: elsewhere }), without: ['graph.appRoleAssignments'] };
    expect(raised(parts, ['external-unverified'])).toEqual([]);
    expect(unjudged(parts, ['external-unverified'])).toEqual([expect.stringContaining('× 1: graph.appRoleAssignments is missing')]);
  });
});
