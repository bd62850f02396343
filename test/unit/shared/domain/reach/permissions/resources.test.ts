import { describe, expect, it } from 'vitest';
import {
  EXCHANGE_APP_ID,
  GRAPH_APP_ID,
  isMicrosoftTenant,
  resourceOf,
} from '../../../../../../src/shared/domain/reach/permissions/resources';
import { readReference, referenceIsThere, referenceNote } from './reference-facts';

describe('resourceOf', () => {
  it('knows the two resources in any case, and nothing else', () => {
    expect(resourceOf(GRAPH_APP_ID)).toBe(GRAPH_APP_ID);
    expect(resourceOf(EXCHANGE_APP_ID.toUpperCase())).toBe(EXCHANGE_APP_ID);
    expect(resourceOf('00000003-0000-0ff1-ce00-000000000000')).toBeNull();
    expect(resourceOf(null)).toBeNull();
  });
});

describe('isMicrosoftTenant', () => {
  it.each(['f8cdef31-a31e-4b4a-93e4-5f571e91255a', '72F988BF-86F1-41AF-91AB-2D7CD011DB47'])('recognises %s', (tenantId) => {
    expect(isMicrosoftTenant(tenantId)).toBe(true);
  });

  it.each([null, undefined, '', '11111111-2222-3333-4444-555555555555'])('does not take %j for Microsoft', (tenantId) => {
    expect(isMicrosoftTenant(tenantId)).toBe(false);
  });

  it.skipIf(!referenceIsThere)(`knows every owner of Microsoft's own apps in the reference${referenceNote}`, () => {
    const { counts } = readReference('first-party-apps.json') as {
      readonly counts: { readonly byOwner: Readonly<Record<string, number>> };
    };
    const owners = Object.keys(counts.byOwner).filter((owner) => owner !== 'None');
    expect(owners.length).toBeGreaterThan(0);
    expect(owners.filter((owner) => !isMicrosoftTenant(owner))).toEqual([]);
  });
});
