import { describe, expect, it } from 'vitest';
import { delegatedGrant, servicePrincipal, user } from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Mail Merge');
const [anna, bert] = [user('Anna'), user('Bert')];
const tenant = (...grants: readonly ReturnType<typeof delegatedGrant>[]): FindingCase['parts'] => ({
  graph: { servicePrincipals: [app], users: [anna, bert], oauth2PermissionGrants: grants },
});
const found = ['medium consent-user Mail Merge'];

const CASES: readonly FindingCase[] = [
  { when: 'one user gave a mail scope', parts: tenant(delegatedGrant(app, 'Mail.Read', anna)), finds: found },
  {
    when: 'two users did: one finding',
    parts: tenant(delegatedGrant(app, 'Mail.Read', anna), delegatedGrant(app, 'Mail.Send', bert)),
    finds: found,
  },
  { when: 'an administrator gave it for everybody', parts: tenant(delegatedGrant(app, 'Mail.Read')), finds: [] },
  {
    when: 'a user gave what an administrator had given already',
    parts: tenant(delegatedGrant(app, 'Mail.Read User.Read'), delegatedGrant(app, 'Mail.Read', anna)),
    finds: [],
  },
  {
    when: 'a user gave more than the administrator',
    parts: tenant(delegatedGrant(app, 'Mail.Read'), delegatedGrant(app, 'Mail.Read Mail.Send', anna)),
    finds: found,
  },
  { when: 'a user gave no mail scope', parts: tenant(delegatedGrant(app, 'User.Read offline_access', anna)), finds: [] },
];

describe('consent by single users', () => {
  it.each(CASES)('is found or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['consent-user'])).toEqual(finds);
  });

  it('names the users and the scopes', () => {
    const finding = theFinding(tenant(delegatedGrant(app, 'Mail.Read User.Read', anna)), 'consent-user');
    expect(textOf(finding)).toContain('Anna granted Mail.Read.');
    expect(finding.title).toBe('1 user has given Mail Merge access to mail on their own');
  });

  it('cannot be judged without the grants', () => {
    expect(unjudged({ ...tenant(), without: ['graph.oauth2PermissionGrants'] }, ['consent-user'])).toHaveLength(1);
  });
});
