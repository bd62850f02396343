import { describe, expect, it } from 'vitest';
import { application, guid, pointer, roleAssignment, servicePrincipal } from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Scanner');
const registration = application(app);

function tenant(objectId: string, without: readonly string[] = []): FindingCase['parts'] {
  const target = pointer(app, { ObjectId: objectId, Identity: objectId });
  return {
    without,
    graph: { servicePrincipals: [app], applications: [registration] },
    exchange: { servicePrincipals: [target], managementRoleAssignments: [roleAssignment(target, 'Application Mail.Read')] },
  };
}

const CASES: readonly FindingCase[] = [
  { when: 'points to the service principal', parts: tenant(app.id), finds: [] },
  { when: 'has the object id in other letters', parts: tenant(app.id.toUpperCase()), finds: [] },
  { when: 'points to the application', parts: tenant(registration.id), finds: ['high exo-pointer-mismatch Scanner'] },
  { when: 'points to nothing', parts: tenant(guid('deleted')), finds: ['high exo-pointer-mismatch Scanner'] },
];

describe('an Exchange service principal', () => {
  it.each(CASES)('is judged when it $when', ({ parts, finds }) => {
    expect(raised(parts, ['exo-pointer-mismatch'])).toEqual(finds);
  });

  it('is described with what it points to and the roles assigned to it', () => {
    const text = textOf(theFinding(tenant(registration.id), 'exo-pointer-mismatch'));
    expect(text).toContain('the object id of the application');
    expect(text).toContain('Application Mail.Read');
  });

  it('is not called wrong where the service principals were read in part only', () => {
    const parts = {
      ...tenant(guid('deleted')),
      coverage: { 'graph.servicePrincipals': { state: 'partial', reason: 'cancelled' } as const },
    };
    expect(raised(parts, ['exo-pointer-mismatch'])).toEqual([]);
    expect(unjudged(parts, ['exo-pointer-mismatch'])).toEqual(['exo-pointer-mismatch × 1: graph.servicePrincipals is partial (cancelled)']);
  });

  it('is wrong for certain when it points to an application, whatever was not read', () => {
    const parts = {
      ...tenant(registration.id),
      coverage: { 'graph.servicePrincipals': { state: 'partial', reason: 'cancelled' } as const },
    };
    expect(raised(parts, ['exo-pointer-mismatch'])).toEqual(['high exo-pointer-mismatch Scanner']);
  });

  it('cannot be judged where Exchange was not read', () => {
    expect(unjudged(tenant(app.id, ['exchange.servicePrincipals']), ['exo-pointer-mismatch'])).toHaveLength(1);
  });
});
