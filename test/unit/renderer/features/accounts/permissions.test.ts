import { describe, expect, it } from 'vitest';
import { featureOfSource, missingFeatures, permissionState } from '../../../../../src/renderer/features/accounts/permissions';
import type { PermissionFacts } from '../../../../../src/renderer/features/accounts/permissions';
import { FEATURE_IDS, FEATURES } from '../../../../../src/shared/domain/readiness/features';

const account = (client: 'own' | 'quick', scopes: string[]): PermissionFacts => ({ cloud: 'global', client, scopes });
const everything = FEATURE_IDS.flatMap((id) => [...FEATURES[id].graphScopes]);

describe('the permissions of an account', () => {
  it('are granted where all of a feature stand in the last token', () => {
    expect(permissionState('apps', account('quick', ['Application.Read.All', 'Directory.Read.All']), 'auto')).toBe('granted');
    expect(permissionState('apps', account('quick', ['Application.Read.All']), 'auto')).toBe('missing');
  });

  it('are known whatever their letters, and with the resource before them', () => {
    expect(permissionState('policies', account('quick', ['https://graph.microsoft.com/policy.read.all']), 'auto')).toBe('granted');
  });

  it.each([
    ['global', 'quick', 'auto', 'module'],
    ['global', 'quick', 'token', 'unavailable'],
    ['global', 'own', 'module', 'module'],
    ['global', 'own', 'auto', 'unknown'],
    ['global', 'own', 'token', 'unknown'],
    ['demo', 'quick', 'auto', 'unavailable'],
    ['demo', 'own', 'module', 'unknown'],
  ] as const)('for Exchange Online of the cloud %s, of the %s client and by %s, are: %s', (cloud, client, exchangeSignIn, state) => {
    expect(permissionState('exchange', { ...account(client, everything), cloud }, exchangeSignIn)).toBe(state);
  });

  it('are missing for each feature that lacks one, in the order of the features', () => {
    expect(missingFeatures(account('own', ['User.Read', 'Policy.Read.All']), 'auto')).toEqual(
      FEATURE_IDS.filter((id) => id !== 'sign-in' && id !== 'policies'),
    );
    expect(missingFeatures(account('quick', everything), 'auto')).toEqual([]);
  });
});

describe('the feature of a source', () => {
  it.each([
    ['graph.servicePrincipals', 'apps'],
    ['graph.signInActivities', 'sign-in-activity'],
    ['exchange.mailboxes', 'exchange'],
    ['graph.unheardOf', null],
  ] as const)('%s is filled by %s', (source, feature) => {
    expect(featureOfSource(source)).toBe(feature);
  });
});
