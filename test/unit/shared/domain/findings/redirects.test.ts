import { describe, expect, it } from 'vitest';
import { isInsecureRedirect } from '../../../../../src/shared/domain/findings/redirects';
import { application, delegatedGrant, graphGrant, servicePrincipal } from '../../../../support/collection-builder';
import { raised, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Inbox');
const tenant = (
  redirects: object,
  graph: object = { oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read')] },
): FindingCase['parts'] => ({
  graph: { servicePrincipals: [app], applications: [application(app, redirects)], ...graph },
});
const insecure = { web: { redirectUris: ['https://inbox.contoso.com', 'http://inbox.contoso.com'] } };
const found = ['medium redirect-insecure Inbox'];

const CASES: readonly FindingCase[] = [
  { when: 'a web address is not encrypted', parts: tenant(insecure), finds: found },
  { when: 'the address of a single-page app is not', parts: tenant({ spa: { redirectUris: ['http://inbox.contoso.com'] } }), finds: found },
  {
    when: 'the address of a desktop app is not',
    parts: tenant({ publicClient: { redirectUris: ['http://inbox.contoso.com'] } }),
    finds: found,
  },
  {
    when: 'every address is safe',
    parts: tenant({ web: { redirectUris: ['https://inbox.contoso.com', 'http://localhost:3000'] } }),
    finds: [],
  },
  {
    when: 'its users give it no mail scope',
    parts: tenant(insecure, { oauth2PermissionGrants: [delegatedGrant(app, 'User.Read')] }),
    finds: [],
  },
  {
    when: 'it holds application permissions only',
    parts: tenant(insecure, { appRoleAssignments: [graphGrant(app, 'Mail.Read')] }),
    finds: [],
  },
];

describe('redirect addresses', () => {
  it.each(CASES)('are found or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['redirect-insecure'])).toEqual(finds);
  });

  it.each([
    ['http://contoso.com', true],
    ['HTTP://contoso.com', true],
    ['https://contoso.com', false],
    ['https://*.contoso.com', true],
    ['http://localhost', false],
    ['http://localhost:8080/callback', false],
    ['http://127.0.0.1:1234', false],
    ['http://[::1]:8080/', false],
    ['http://localhost.contoso.com', true],
    ['http://localhost@contoso.com', true],
    ['http://127.0.0.1.contoso.com', true],
    ['ms-appx-web://microsoft.aad.brokerplugin/1', false],
    ['urn:ietf:wg:oauth:2.0:oob', false],
  ])('%s: insecure is %s', (address, expected) => {
    expect(isInsecureRedirect(address)).toBe(expected);
  });

  it('cannot be judged without the grants, and only for those that are insecure', () => {
    expect(unjudged({ ...tenant(insecure), without: ['graph.oauth2PermissionGrants'] }, ['redirect-insecure'])).toHaveLength(1);
    expect(unjudged({ ...tenant({}), without: ['graph.oauth2PermissionGrants'] }, ['redirect-insecure'])).toEqual([]);
  });

  it('cannot be judged without the registrations', () => {
    expect(unjudged({ ...tenant(insecure), without: ['graph.applications'] }, ['redirect-insecure'])).toEqual([
      'redirect-insecure × 1: graph.applications is missing (the file has no such source)',
    ]);
  });
});
