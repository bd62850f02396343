import { describe, expect, it } from 'vitest';
import { backwardTask, doubtTime, forwardTask } from '../../../../src/main/services/plan-task';
import { graphChange } from '../../../../src/shared/domain/plan/steps';
import { addCertificate, addSecret, makeScope, makeThing, step } from '../../../support/plan-runner/small-plans';

const SECOND = 1_000;
const by = (method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string): ReturnType<typeof step> =>
  step({ id: 'x', change: graphChange(method, path), settles: 'new-object' });

describe('how long a change that nobody knows of is looked for', () => {
  it.each([
    ['an object that could be made twice', makeThing('a'), 600 * SECOND],
    ['a secret', addSecret(), 600 * SECOND],
    ['a certificate, added to a list', addCertificate(), 600 * SECOND],
    ['what has a name of its own in Exchange Online', makeScope('s'), 30 * SECOND],
    ['a member', by('POST', '/v1.0/groups/g/members/$ref'), 30 * SECOND],
    ['a grant', by('POST', '/v1.0/servicePrincipals/s/appRoleAssignedTo'), 30 * SECOND],
    ['a delegated grant', by('POST', '/v1.0/oauth2PermissionGrants'), 30 * SECOND],
    ['a property', by('PATCH', '/v1.0/users/u'), 30 * SECOND],
    ['a removal', by('DELETE', '/v1.0/users/u'), 30 * SECOND],
    ['what shows at once, though it could be made twice', makeThing('a', { settles: 'at-once' }), 30 * SECOND],
  ])('%s', (_what, planned, time) => {
    expect(doubtTime(forwardTask(planned))).toBe(time);
  });

  it('is short where something is taken back', () => {
    const back = backwardTask(makeThing('a'));
    expect(back && doubtTime(back)).toBe(30 * SECOND);
    expect(backwardTask(makeThing('a', { undo: { kind: 'nothing' } }))).toBeNull();
    expect(backwardTask(makeThing('a', { undo: { kind: 'impossible', says: 'No.' } }))).toBeNull();
  });
});
