import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanContext } from '../../../../../src/shared/domain/plan/family';
import { CHANGE_CALLS, isChangeCall } from '../../../../../src/shared/domain/readiness/change-calls';
import { createSimulatedTenant } from '../../../../../src/simulator/generator/create-tenant';
import { createSimulatedClock } from '../../../../../src/simulator/state/clock';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../../../../support/plan-script/sample-plans';

let context: PlanContext;

beforeAll(() => {
  context = contextOf(createSimulatedTenant({ size: 'S', clock: createSimulatedClock() }).state);
});

describe('the changes of Graph', () => {
  it.each(CHANGE_CALLS)('$method $path is one', ({ method, path }) => {
    expect(isChangeCall(method, `/v1.0${path.replaceAll('{id}', '0a-1%20')}`)).toBe(true);
    expect(isChangeCall(method, `/v1.0${path.replaceAll('{id}', 'a/b')}`)).toBe(!path.includes('{id}'));
    expect(isChangeCall(method, `/beta${path}`)).toBe(false);
    expect(isChangeCall(method, `/v1.0${path}?x=1`)).toBe(false);
    expect(isChangeCall(method, `/v1.0${path}/more`)).toBe(false);
    expect(isChangeCall(method.toLowerCase(), `/v1.0${path}`)).toBe(false);
  });

  it.each([
    ['POST', '/v1.0/$batch'],
    ['POST', '/v1.0/roleManagement/directory/roleAssignments'],
    ['DELETE', '/v1.0/users/1'],
    ['DELETE', '/v1.0/applications/1'],
    ['POST', '/v1.0/users'],
    ['PATCH', '/v1.0/policies/authorizationPolicy'],
    ['POST', '/v1.0/users/1/sendMail'],
    ['PATCH', '/v1.0/groups/..'],
    ['PATCH', '/v1.0/groups/.'],
    ['PATCH', '/v1.0/groups/%2e%2E'],
    ['PATCH', '/v1.0/groups/a\\b'],
    ['POST', '/v1.0/applications/../addPassword'],
  ])('%s %s is none', (method, path) => {
    expect(isChangeCall(method, path)).toBe(false);
  });

  it.each(['0a1b2c3d-0000-4000-8000-000000000000', 'ZWiAP5Rs_-.~x', '..a', 'a%2Fb', "(appId='1')"])('take the id "%s"', (id) => {
    expect(isChangeCall('PATCH', `/v1.0/groups/${id}`)).toBe(true);
  });

  it.each(BUILT_FAMILIES)('are all that a plan %s makes', (family) => {
    const made = samplePlan(context, family).steps.flatMap(({ change, credential, undo }) =>
      [change, credential?.orphan, undo.kind === 'change' ? undo.change : null].flatMap((item) => (item?.api === 'graph' ? [item] : [])),
    );
    const plain = made.map(({ method, path }) => ({ method, path: path.replace(/\$\{[^}]*\}/g, 'id') }));
    expect(plain.filter(({ method, path }) => !isChangeCall(method, path))).toEqual([]);
  });
});
