import { describe, expect, it } from 'vitest';
import { application, delegatedGrant, graphGrant, guid, servicePrincipal } from '../../../../support/collection-builder';
import { raised, unjudged, type FindingCase } from '../../../../support/judge';

const IDS = ['secret-expired', 'secret-expiring', 'secret-long-lived', 'secret-many'] as const;
const app = servicePrincipal('Sync');
const secret = (endDateTime: string, startDateTime = '2026-01-01T00:00:00Z', name = endDateTime): object => ({
  keyId: guid(`secret ${name}`),
  displayName: name,
  startDateTime,
  endDateTime,
});
const certificate = (endDateTime: string, usage = 'Verify', startDateTime = '2026-01-01T00:00:00Z'): object => ({
  keyId: guid(`certificate ${endDateTime} ${usage}`),
  customKeyIdentifier: `thumbprint ${endDateTime}`,
  usage,
  type: 'AsymmetricX509Cert',
  startDateTime,
  endDateTime,
});

function tenant(
  passwordCredentials: readonly object[],
  more: { keys?: readonly object[]; principal?: object; graph?: object } = {},
): FindingCase['parts'] {
  return {
    graph: {
      servicePrincipals: [{ ...app, ...more.principal }],
      applications: [application(app, { passwordCredentials, keyCredentials: more.keys ?? [] } as never)],
      ...more.graph,
    },
  };
}

const reaching = { graph: { appRoleAssignments: [graphGrant(app, 'Mail.Read')] } };
const VALID = '2027-06-01T00:00:00Z';

const CASES: readonly FindingCase[] = [
  { when: 'is good for months', parts: tenant([secret(VALID)]), finds: [] },
  { when: 'ran out yesterday', parts: tenant([secret('2026-11-20T07:00:00Z')]), finds: ['high secret-expired Sync'] },
  {
    when: 'ran out, and the app has reach',
    parts: tenant([secret('2026-11-20T07:00:00Z')], reaching),
    finds: ['critical secret-expired Sync'],
  },
  {
    when: 'ran out, and the app has delegated reach',
    parts: tenant([secret('2026-11-20T07:00:00Z')], { graph: { oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read')] } }),
    finds: ['critical secret-expired Sync'],
  },
  { when: 'ends in 31 days', parts: tenant([secret('2026-12-22T07:00:00Z')]), finds: [] },
  { when: 'ends in 30 days', parts: tenant([secret('2026-12-21T07:00:00Z')]), finds: ['medium secret-expiring Sync'] },
  { when: 'ends in 8 days', parts: tenant([secret('2026-11-29T07:00:00Z')]), finds: ['medium secret-expiring Sync'] },
  { when: 'ends in 7 days', parts: tenant([secret('2026-11-28T07:00:00Z')]), finds: ['high secret-expiring Sync'] },
  {
    when: 'ends in 30 days, and the app has reach',
    parts: tenant([secret('2026-12-21T07:00:00Z')], reaching),
    finds: ['high secret-expiring Sync'],
  },
  {
    when: 'ends in 7 days, and the app has reach',
    parts: tenant([secret('2026-11-28T07:00:00Z')], reaching),
    finds: ['critical secret-expiring Sync'],
  },
  { when: 'lives for 731 days', parts: tenant([secret('2027-06-02T00:00:00Z', '2025-06-01T00:00:00Z')]), finds: [] },
  {
    when: 'lives for 732 days',
    parts: tenant([secret('2027-06-03T00:00:00Z', '2025-06-01T00:00:00Z')]),
    finds: ['low secret-long-lived Sync'],
  },
  {
    when: 'lives for ten years, and the app has reach',
    parts: tenant([secret('2035-01-01T00:00:00Z', '2025-01-01T00:00:00Z')], reaching),
    finds: ['medium secret-long-lived Sync'],
  },
  { when: 'is one of two', parts: tenant([secret(VALID, undefined, 'a'), secret(VALID, undefined, 'b')]), finds: [] },
  {
    when: 'is one of three',
    parts: tenant([secret(VALID, undefined, 'a'), secret(VALID, undefined, 'b'), secret(VALID, undefined, 'c')]),
    finds: ['info secret-many Sync'],
  },
  {
    when: 'is one of three, and the app has reach',
    parts: tenant([secret(VALID, undefined, 'a'), secret(VALID, undefined, 'b'), secret(VALID, undefined, 'c')], reaching),
    finds: ['low secret-many Sync'],
  },
  {
    when: 'is one of three, of which one is not valid yet',
    parts: tenant([secret(VALID, undefined, 'a'), secret(VALID, undefined, 'b'), secret(VALID, '2027-01-01T00:00:00Z', 'c')]),
    finds: [],
  },
  {
    when: 'is a certificate that ran out',
    parts: tenant([], { keys: [certificate('2026-11-20T07:00:00Z')] }),
    finds: ['high secret-expired Sync'],
  },
  {
    when: 'is a certificate that stands twice',
    parts: tenant([secret(VALID)], { keys: [certificate(VALID, 'Sign'), certificate(VALID, 'Verify')] }),
    finds: [],
  },
  {
    when: 'is on the service principal',
    parts: tenant([], { principal: { passwordCredentials: [secret('2026-11-28T07:00:00Z')] } }),
    finds: ['high secret-expiring Sync'],
  },
  {
    when: 'is one of three on both objects together',
    parts: tenant([secret(VALID, undefined, 'a')], {
      keys: [certificate(VALID)],
      principal: { passwordCredentials: [secret(VALID, undefined, 'b')] },
    }),
    finds: ['info secret-many Sync'],
  },
];

describe('a credential', () => {
  it.each(CASES)('is judged when it $when', ({ parts, finds }) => {
    expect(raised(parts, IDS)).toEqual(finds);
  });

  it.each([
    ['a secret only', tenant([secret(VALID)]), ['info secret-instead-of-certificate Sync']],
    ['a secret, with reach', tenant([secret(VALID)], reaching), ['info secret-instead-of-certificate Sync']],
    ['a secret and a certificate', tenant([secret(VALID)], { keys: [certificate(VALID)] }), []],
    [
      'a secret and an expired certificate',
      tenant([secret(VALID)], { keys: [certificate('2026-01-02T00:00:00Z')] }),
      ['info secret-instead-of-certificate Sync'],
    ],
    ['an expired secret only', tenant([secret('2026-11-20T07:00:00Z')]), []],
    ['a certificate only', tenant([], { keys: [certificate(VALID)] }), []],
  ])('could be a certificate or not where the app has %s', (_, parts, finds) => {
    expect(raised(parts, ['secret-instead-of-certificate'])).toEqual(finds);
  });

  it('cannot be judged where the registrations were not read', () => {
    const parts = { ...tenant([]), without: ['graph.applications'] };
    expect(unjudged(parts, [...IDS, 'secret-instead-of-certificate'])).toHaveLength(5);
  });

  it('that was seen is still judged where the service principals were read in part', () => {
    const parts = {
      ...tenant([secret('2026-11-20T07:00:00Z')]),
      coverage: { 'graph.servicePrincipals': { state: 'partial', reason: 'cancelled' } as const },
    };
    expect(raised(parts, IDS)).toEqual(['high secret-expired Sync']);
  });
});
