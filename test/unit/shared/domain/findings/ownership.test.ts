import { describe, expect, it } from 'vitest';
import { application, graphGrant, guid, servicePrincipal, user } from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Sync');
const registration = application(app);
const microsoft = servicePrincipal('Sync', { appOwnerOrganizationId: 'F8CDEF31-a31e-4b4a-93e4-5f571e91255a' });
const tenant = (owners: readonly object[], more: object = {}): FindingCase['parts'] => ({
  graph: {
    servicePrincipals: [app],
    applications: [registration],
    users: [user('Anna'), user('Bert')],
    appRoleAssignments: [graphGrant(app, 'Mail.Read')],
    owners: owners as never,
    ...more,
  },
});
const [anna, bert] = [guid('user Anna'), guid('user Bert')];

const CASES: readonly FindingCase[] = [
  { when: 'nobody', parts: tenant([]), finds: ['low ownerless Sync'] },
  { when: 'nobody, as an empty list says', parts: tenant([{ objectId: app.id, ownerIds: [] }]), finds: ['low ownerless Sync'] },
  { when: 'one person', parts: tenant([{ objectId: registration.id, ownerIds: [anna] }]), finds: ['info ownerless Sync'] },
  {
    when: 'one person twice',
    parts: tenant([
      { objectId: registration.id, ownerIds: [anna] },
      { objectId: app.id, ownerIds: [anna.toUpperCase()] },
    ]),
    finds: ['info ownerless Sync'],
  },
  {
    when: 'two people, one on each object',
    parts: tenant([
      { objectId: registration.id, ownerIds: [anna] },
      { objectId: app.id, ownerIds: [bert] },
    ]),
    finds: [],
  },
  { when: 'nobody, but it has no reach', parts: tenant([], { appRoleAssignments: [] }), finds: [] },
  { when: "nobody, but it is Microsoft's own", parts: tenant([], { servicePrincipals: [microsoft] }), finds: [] },
];

describe('an app with reach owned by', () => {
  it.each(CASES)('$when is judged', ({ parts, finds }) => {
    expect(raised(parts, ['ownerless'])).toEqual(finds);
  });

  it('one person is named', () => {
    expect(textOf(theFinding(tenant([{ objectId: app.id, ownerIds: [anna] }]), 'ownerless'))).toContain('Its only owner is Anna.');
  });

  it.each([['graph.owners'], ['graph.applications']])('somebody or nobody cannot be told without %s', (source) => {
    const parts = { ...tenant([]), without: [source] };
    expect(raised(parts, ['ownerless'])).toEqual([]);
    expect(unjudged(parts, ['ownerless'])).toEqual([`ownerless × 1: ${source} is missing (the file has no such source)`]);
  });

  it('nobody is still told from a list read in part that has both objects', () => {
    const coverage = { 'graph.owners': { state: 'partial', reason: 'cancelled' } as const };
    expect(
      raised(
        {
          ...tenant([
            { objectId: registration.id, ownerIds: [] },
            { objectId: app.id, ownerIds: [] },
          ]),
          coverage,
        },
        ['ownerless'],
      ),
    ).toEqual(['low ownerless Sync']);
    expect(raised({ ...tenant([{ objectId: registration.id, ownerIds: [] }]), coverage }, ['ownerless'])).toEqual([]);
  });
});
