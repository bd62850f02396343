import { describe, expect, it } from 'vitest';
import { featureOfSource, missingFeatures, permissionState } from '../../../../../src/renderer/features/accounts/permissions';
import { FEATURE_IDS, FEATURES } from '../../../../../src/shared/domain/readiness/features';

const everything = FEATURE_IDS.flatMap((id) => [...FEATURES[id].graphScopes]);

describe('the permissions of an account', () => {
  it('are granted where all of a feature stand in the last token', () => {
    const account = { client: 'quick', scopes: ['Application.Read.All', 'Directory.Read.All'] } as const;
    expect(permissionState('apps', { ...account, scopes: [...account.scopes] }, 'auto')).toBe('granted');
    expect(permissionState('apps', { client: 'quick', scopes: ['Application.Read.All'] }, 'auto')).toBe('missing');
  });

  it('are known whatever their letters, and with the resource before them', () => {
    expect(permissionState('policies', { client: 'quick', scopes: ['https://graph.microsoft.com/policy.read.all'] }, 'auto')).toBe(
      'granted',
    );
  });

  it.each([
    ['quick', 'auto', 'module'],
    ['quick', 'token', 'module'],
    ['own', 'module', 'module'],
    ['own', 'auto', 'missing'],
    ['own', 'token', 'missing'],
  ] as const)('for Exchange Online, of the %s client and by %s, are: %s', (client, exchangeSignIn, state) => {
    expect(permissionState('exchange', { client, scopes: everything }, exchangeSignIn)).toBe(state);
  });

  it('are missing for each feature that lacks one, in the order of the features', () => {
    expect(missingFeatures({ client: 'own', scopes: ['User.Read', 'Policy.Read.All'] }, 'auto')).toEqual(
      FEATURE_IDS.filter((id) => id !== 'sign-in' && id !== 'policies'),
    );
    expect(missingFeatures({ client: 'quick', scopes: everything }, 'auto')).toEqual([]);
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
