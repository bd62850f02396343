import { describe, expect, it } from 'vitest';
import { APPLICATION_ROLE_NAMES } from '../../../../src/simulator/facts/exchange-roles';
import {
  EXCHANGE_ROLES,
  EXCHANGE_SCOPES,
  GRAPH_ROLES,
  GRAPH_SCOPES,
  type RoleFact,
  type ScopeFact,
} from '../../../../src/simulator/facts/permission-ids';
import { effectOf, roleEffectOf } from '../../../../src/simulator/enforcement/permission-effects';
import {
  exchangeReference,
  graphReference,
  referenceIsThere,
  type ReferencePermission,
} from '../../shared/domain/reach/permissions/reference-facts';

const keyOf = ({ type, value, id }: ReferencePermission): string => `${type} ${value} ${id}`;
const keysOf = (facts: readonly (RoleFact | ScopeFact)[], type: string): readonly string[] =>
  facts.map(([value, id]) => `${type} ${value} ${id}`);

describe.skipIf(!referenceIsThere)('the simulator and the reference: permissions', () => {
  it.each([
    ['Microsoft Graph application permissions', keysOf(GRAPH_ROLES, 'Application'), () => graphReference().permissions],
    ['Microsoft Graph delegated permissions', keysOf(GRAPH_SCOPES, 'Delegated'), () => graphReference().permissions],
    ['Exchange Online application permissions', keysOf(EXCHANGE_ROLES, 'Application'), () => exchangeReference().permissions],
    ['Exchange Online delegated permissions', keysOf(EXCHANGE_SCOPES, 'Delegated'), () => exchangeReference().permissions],
  ])('%s have the names and ids of the reference', (_name, keys, read) => {
    const known = new Set(read().map(keyOf));
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('every application permission on mail of the reference is there', () => {
    const held = new Set(GRAPH_ROLES.map(([value]) => value));
    const wanted = graphReference().permissions.filter(
      ({ type, value }) => type === 'Application' && /^(Mail|Mail-Advanced|Mailbox\w*|Calendars|Contacts)\./.test(value),
    );
    expect(wanted.map(({ value }) => value).filter((value) => !held.has(value))).toEqual([]);
  });

  it('policies govern exactly what Microsoft names', () => {
    for (const [resource, governed] of Object.entries(exchangeReference().applicationAccessPolicyGoverns)) {
      const facts = [...GRAPH_ROLES, ...EXCHANGE_ROLES].map(([value]) => value).filter((value) => effectOf(resource, value)?.policyApplies);
      expect([...new Set(facts)].sort()).toEqual([...governed].sort());
    }
  });

  it('the roles of applications are those of the reference', () => {
    const roles = exchangeReference().rbacApplicationRoles.map(({ role }) => role);
    expect([...APPLICATION_ROLE_NAMES].sort()).toEqual([...roles].sort());
  });

  it('a role opens what the permissions it covers open', () => {
    for (const { role, coversPermissions } of exchangeReference().rbacApplicationRoles) {
      const covered = coversPermissions.flatMap(({ resourceAppId, permission }) => effectOf(resourceAppId, permission)?.operations ?? []);
      expect([role, [...new Set(roleEffectOf(role)?.operations)].sort()]).toEqual([role, [...new Set(covered)].sort()]);
    }
  });
});
