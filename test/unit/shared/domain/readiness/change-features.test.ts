import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RIGHTS } from '../../../../../src/shared/domain/plan/required-rights';
import {
  CHANGE_FEATURE_IDS,
  CHANGE_FEATURES,
  featuresFor,
  missingScopes,
} from '../../../../../src/shared/domain/readiness/change-features';
import { FEATURES } from '../../../../../src/shared/domain/readiness/features';
import { referenceFolder } from '../../../../support/reference';

describe('what a plan needs that was not granted', () => {
  it.each([
    [['Application.Read.All'], ['Application.Read.All'], []],
    [['Application.Read.All'], ['application.readwrite.all'], []],
    [['Application.ReadWrite.All'], ['Application.Read.All'], ['Application.ReadWrite.All']],
    [['GroupMember.Read.All'], ['Group.Read.All'], []],
    [['GroupMember.ReadWrite.All'], ['Group.ReadWrite.All'], []],
    [['GroupMember.ReadWrite.All'], ['Group.Read.All'], ['GroupMember.ReadWrite.All']],
    [['User.Read.All', 'User.Read.All'], [], ['User.Read.All']],
    [['RoleManagement.Read.Directory'], ['RoleManagement.ReadWrite.Directory'], []],
    [[], ['User.Read'], []],
  ])('of %j with %j is %j', (needed, granted, missing) => {
    expect(missingScopes(needed, granted)).toEqual(missing);
  });

  it('is asked for by the features that have it', () => {
    expect(featuresFor(['AppRoleAssignment.ReadWrite.All', 'Application.Read.All', 'Mail.Send'], [])).toEqual({
      features: ['apps', 'change-grants'],
      unknown: ['Mail.Send'],
    });
  });

  it('is in some feature for every right that a plan may need', () => {
    const scopes = Object.values(RIGHTS).flatMap((right) => [...right.scopes]);
    expect(scopes.length).toBeGreaterThan(0);
    expect(featuresFor(scopes, []).unknown).toEqual([]);
  });
});

describe('the features of changing', () => {
  it('ask for nothing that reading asks for, and share nothing', () => {
    const changing = Object.values(CHANGE_FEATURES).flatMap(({ graphScopes }) => graphScopes);
    const reading = new Set(Object.values(FEATURES).flatMap(({ graphScopes }) => graphScopes));
    expect(new Set(changing).size).toBe(changing.length);
    expect(changing.filter((scope) => reading.has(scope))).toEqual([]);
    expect(CHANGE_FEATURE_IDS.map((id) => CHANGE_FEATURES[id].id)).toEqual([...CHANGE_FEATURE_IDS]);
  });

  it.skipIf(referenceFolder === null)('have permissions that Microsoft documents', () => {
    const text = readFileSync(join(referenceFolder ?? '', 'graph-permissions.json'), 'utf8');
    for (const { graphScopes } of Object.values(CHANGE_FEATURES)) for (const scope of graphScopes) expect(text).toContain(`"${scope}"`);
  });
});
