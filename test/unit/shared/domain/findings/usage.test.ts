import { describe, expect, it } from 'vitest';
import { application, delegatedGrant, graphGrant, mailbox, servicePrincipal } from '../../../../support/collection-builder';
import { raised, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Sync');
const seen = (lastSignInDateTime: string | null): object => ({
  signInActivities: [{ appId: app.appId.toUpperCase(), lastSignInActivity: { lastSignInDateTime } }],
});
const tenant = (graph: object, grants: readonly object[] = [graphGrant(app, 'Mail.Read')]): FindingCase['parts'] => ({
  graph: { servicePrincipals: [app], appRoleAssignments: grants as never, ...graph },
  exchange: { mailboxes: [mailbox('Anna')] },
});
const found = ['medium unused-with-reach Sync'];

const CASES: readonly FindingCase[] = [
  { when: 'it was used yesterday', parts: tenant(seen('2026-11-20T07:00:00Z')), finds: [] },
  { when: 'it was used 89 days ago', parts: tenant(seen('2026-08-24T07:00:00Z')), finds: [] },
  { when: 'it was used 90 days ago', parts: tenant(seen('2026-08-23T07:00:00Z')), finds: found },
  { when: 'it was used long ago, by a time as the report writes it', parts: tenant(seen('2024-01-01T00:00:00-8:00')), finds: found },
  {
    when: 'its users used it yesterday',
    parts: tenant({
      signInActivities: [
        { appId: app.appId, lastSignInActivity: null, delegatedClientSignInActivity: { lastSignInDateTime: '2026-11-20T07:00:00Z' } },
      ],
    }),
    finds: [],
  },
  {
    when: 'only others used it, as a resource',
    parts: tenant({
      signInActivities: [{ appId: app.appId, delegatedResourceSignInActivity: { lastSignInDateTime: '2026-11-20T07:00:00Z' } }],
    }),
    finds: found,
  },
  { when: 'the report has no sign-in of it', parts: tenant({}), finds: found },
  {
    when: 'it was made last week',
    parts: tenant({ applications: [application(app, { createdDateTime: '2026-11-14T00:00:00Z' })] }),
    finds: [],
  },
  { when: 'it was long ago but has no reach', parts: tenant(seen('2020-01-01T00:00:00Z'), []), finds: [] },
  {
    when: 'it reaches through its users',
    parts: tenant({ ...seen('2020-01-01T00:00:00Z'), oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read')] }, []),
    finds: found,
  },
  {
    when: 'its users only show who they are',
    parts: tenant({ ...seen('2020-01-01T00:00:00Z'), oauth2PermissionGrants: [delegatedGrant(app, 'User.Read')] }, []),
    finds: [],
  },
];

describe('an app with reach', () => {
  it.each(CASES)('is unused or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['unused-with-reach'])).toEqual(finds);
  });

  it('is not called unused where sign-ins were not read', () => {
    const parts = { ...tenant({}), without: ['graph.signInActivities'] };
    expect(raised(parts, ['unused-with-reach'])).toEqual([]);
    expect(unjudged(parts, ['unused-with-reach'])).toEqual([
      'unused-with-reach × 1: graph.signInActivities is missing (the file has no such source)',
    ]);
  });

  it('is called unused from a report read in part, if it is in it', () => {
    const coverage = { 'graph.signInActivities': { state: 'partial', reason: 'throttled' } as const };
    expect(raised({ ...tenant(seen('2020-01-01T00:00:00Z')), coverage }, ['unused-with-reach'])).toEqual(found);
    expect(raised({ ...tenant({}), coverage }, ['unused-with-reach'])).toEqual([]);
  });

  it('cannot be judged where its reach is not known because policies were not read', () => {
    const parts = { ...tenant({}), without: ['exchange.applicationAccessPolicies'] };
    expect(raised(parts, ['unused-with-reach'])).toEqual([]);
    expect(unjudged(parts, ['unused-with-reach'])).toEqual([expect.stringContaining('× 1: exchange.applicationAccessPolicies is missing')]);
  });
});
