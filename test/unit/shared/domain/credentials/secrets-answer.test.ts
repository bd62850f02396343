import { describe, expect, it } from 'vitest';
import type { CredentialRow } from '../../../../../src/shared/domain/answers/answer-shapes';
import { openReading } from '../../../../../src/shared/domain/collection/reading';
import { buildSecrets } from '../../../../../src/shared/domain/credentials/secrets-answer';
import { createReachEngine } from '../../../../../src/shared/domain/reach/reach-engine';
import {
  accessPolicy,
  application,
  collection,
  delegatedGrant,
  graphGrant,
  guid,
  mailbox,
  servicePrincipal,
  type CollectionParts,
} from '../../../../support/collection-builder';
import { NOW } from '../../../../support/judge';

const app = servicePrincipal('Sync');
const registration = application(app);
const anna = mailbox('Anna');
const bert = mailbox('Bert');

function rowsOf(parts: CollectionParts, within?: number): readonly CredentialRow[] {
  const reading = openReading(collection(parts));
  return buildSecrets(reading, createReachEngine(reading), within === undefined ? { now: NOW } : { now: NOW, within }).credentials;
}

const secret = (name: string, endDateTime: string | null, startDateTime = '2026-01-01T00:00:00Z'): object => ({
  keyId: guid(name).toUpperCase(),
  displayName: name,
  startDateTime,
  endDateTime,
});
const withSecrets = (...passwordCredentials: readonly object[]): CollectionParts => ({
  graph: { servicePrincipals: [app], applications: [{ ...registration, passwordCredentials: passwordCredentials as never }] },
});

describe('a credential', () => {
  it.each([
    ['long before its end', '2027-11-21T07:00:00Z', '2026-01-01T00:00:00Z', 'valid', 365],
    ['31 days before', '2026-12-22T07:00:00Z', '2026-01-01T00:00:00Z', 'valid', 31],
    ['30 days before', '2026-12-21T07:00:00Z', '2026-01-01T00:00:00Z', 'expiring', 30],
    ['an hour before', '2026-11-21T08:00:00Z', '2026-01-01T00:00:00Z', 'expiring', 0],
    ['at its end', NOW, '2026-01-01T00:00:00Z', 'expiring', 0],
    ['an hour after', '2026-11-21T06:00:00Z', '2026-01-01T00:00:00Z', 'expired', -1],
    ['before its start', '2027-11-21T07:00:00Z', '2026-12-01T00:00:00Z', 'notYetValid', 365],
  ])('%s has its state and days', (_, end, start, state, daysLeft) => {
    expect(rowsOf(withSecrets(secret('a', end, start)))[0]).toMatchObject({ state, daysLeft });
  });

  it('is described with its app and object', () => {
    expect(rowsOf(withSecrets(secret('nightly', '2027-11-21T07:00:00Z')))).toEqual([
      {
        appId: app.appId,
        name: 'Sync',
        objectKind: 'application',
        objectId: registration.id,
        kind: 'secret',
        keyId: guid('nightly'),
        displayName: 'nightly',
        start: '2026-01-01T00:00:00Z',
        end: '2027-11-21T07:00:00Z',
        daysLeft: 365,
        state: 'valid',
        reach: 'none',
      },
    ]);
  });

  it('without an end is valid', () => {
    expect(rowsOf(withSecrets(secret('a', null)))[0]).toMatchObject({ state: 'valid', daysLeft: null, end: null });
  });
});

const key = (usage: string, overrides: object = {}): object => ({
  keyId: guid(`key ${usage}`),
  customKeyIdentifier: 'thumbprint',
  usage,
  startDateTime: '2026-01-01T00:00:00Z',
  endDateTime: '2027-01-01T00:00:00Z',
  ...overrides,
});
const onPrincipal = (overrides: object): CollectionParts => ({ graph: { servicePrincipals: [{ ...app, ...overrides }] } });

describe('a certificate', () => {
  it('that stands twice counts once', () => {
    expect(rowsOf(onPrincipal({ keyCredentials: [key('Verify'), key('Sign')] }))).toHaveLength(1);
  });

  it('with another thumbprint is another', () => {
    expect(rowsOf(onPrincipal({ keyCredentials: [key('Verify'), key('Sign', { customKeyIdentifier: 'other' })] }))).toHaveLength(2);
  });

  it('without a thumbprint is told by its id', () => {
    expect(
      rowsOf(onPrincipal({ keyCredentials: [key('Verify', { customKeyIdentifier: null }), key('Sign', { customKeyIdentifier: null })] })),
    ).toHaveLength(2);
  });

  it('on both objects is listed for each', () => {
    const parts = {
      graph: {
        servicePrincipals: [{ ...app, keyCredentials: [key('Verify')] as never }],
        applications: [{ ...registration, keyCredentials: [key('Verify')] as never }],
      },
    };
    expect(rowsOf(parts).map((row) => row.objectKind)).toEqual(['application', 'servicePrincipal']);
  });

  it("hides the password of its own key, which is no secret of the app's", () => {
    const rows = rowsOf(
      onPrincipal({
        keyCredentials: [key('Verify'), key('Sign')],
        passwordCredentials: [{ keyId: guid('key Sign'), endDateTime: '2027-01-01T00:00:00Z' }],
      }),
    );
    expect(rows.map((row) => row.kind)).toEqual(['certificate']);
  });
});

describe('a federated credential', () => {
  it('has no end and belongs to the app of its registration', () => {
    const parts = withSecrets();
    const rows = rowsOf({
      graph: {
        ...parts.graph,
        federatedIdentityCredentials: [{ applicationId: registration.id, id: guid('federated'), name: 'pipeline' }],
      },
    });
    expect(rows).toEqual([
      expect.objectContaining({
        appId: app.appId,
        kind: 'federated',
        keyId: guid('federated'),
        displayName: 'pipeline',
        end: null,
        daysLeft: null,
        state: 'valid',
      }),
    ]);
  });
});

describe('the list', () => {
  const parts = withSecrets(
    secret('later', '2027-01-01T00:00:00Z'),
    secret('never', null),
    secret('gone', '2026-01-02T00:00:00Z'),
    secret('soon', '2026-11-25T00:00:00Z'),
  );

  it('puts the next to end first, and what has no end last', () => {
    expect(rowsOf(parts).map((row) => row.displayName)).toEqual(['gone', 'soon', 'later', 'never']);
  });

  it('keeps what ends within so many days, and what has ended', () => {
    expect(rowsOf(parts, 10).map((row) => row.displayName)).toEqual(['gone', 'soon']);
  });

  it.each<[string, CollectionParts['graph'] | undefined, CollectionParts['exchange'], CredentialRow['reach']]>([
    ['every mailbox', { appRoleAssignments: [graphGrant(app, 'Mail.Read')] }, {}, 'all'],
    [
      'some mailboxes',
      { appRoleAssignments: [graphGrant(app, 'Mail.Read')] },
      {
        applicationAccessPolicies: [accessPolicy(app.appId, 'RestrictAccess', { id: anna.ExternalDirectoryObjectId ?? '', name: 'Anna' })],
      },
      'some',
    ],
    [
      'nobody knows what',
      { appRoleAssignments: [graphGrant(app, 'Mail.Read')] },
      { applicationAccessPolicies: [accessPolicy(app.appId, 'RestrictAccess', { id: guid('gone'), name: 'Gone' })] },
      'unknown',
    ],
    ['nothing by itself', { oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read')] }, {}, 'none'],
  ])('says that the app reaches %s', (_, graph, exchange, reach) => {
    const rows = rowsOf({
      graph: { ...withSecrets(secret('a', '2027-01-01T00:00:00Z')).graph, ...graph },
      exchange: { mailboxes: [anna, bert], ...exchange },
    });
    expect(rows.map((row) => row.reach)).toEqual([reach]);
  });

  it('does not say "nothing" where the grants were not read', () => {
    expect(
      rowsOf({ ...withSecrets(secret('a', '2027-01-01T00:00:00Z')), without: ['graph.appRoleAssignments'] }).map((row) => row.reach),
    ).toEqual(['unknown']);
  });
});
