import { describe, expect, it } from 'vitest';
import { buildReach } from '../../../../../src/shared/domain/answers/reach-answer';
import { ask } from '../../../../support/ask-reading';
import {
  accessPolicy,
  collection,
  exchangeGroup,
  graphGrant,
  group,
  guid,
  mailbox,
  managementScope,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
  type CollectionParts,
} from '../../../../support/collection-builder';

const app = servicePrincipal('Reader');
const inside = mailbox('Inside');
const outside = mailbox('Outside');

/** The paths of mail.read into the first mailbox. */
function paths(parts: CollectionParts) {
  const asked = ask(
    collection({
      ...parts,
      graph: { servicePrincipals: [app], ...parts.graph },
      exchange: { mailboxes: [inside, outside], ...parts.exchange },
    }),
  );
  return asked.reach(app).mailboxes.find(({ id }) => id === inside.ExternalDirectoryObjectId)?.capabilities['mail.read']?.paths ?? [];
}

const granted = { servicePrincipals: [app], appRoleAssignments: [graphGrant(app, 'Mail.Read')] };
const grantId = graphGrant(app, 'Mail.Read').id;
const nested = {
  ...granted,
  groups: [group('Team'), group('Inner')],
  groupMembers: [member('Team', guid('group Inner'), 'group'), member('Inner', guid('user Inside'))],
};

describe('each path says why, and names what it rests on', () => {
  it('a grant that nothing confines', () => {
    expect(paths({ graph: granted })).toEqual([
      {
        kind: 'entra',
        detail: 'Mail.Read on Microsoft Graph is granted; no application access policy confines it.',
        via: [grantId, inside.ExternalDirectoryObjectId],
      },
    ]);
  });

  it('a grant that a policy allows through a nested group', () => {
    const policy = accessPolicy(app.appId, 'RestrictAccess', { id: guid('group Team'), name: 'Team' });
    expect(paths({ graph: nested, exchange: { mailboxes: [inside, outside], applicationAccessPolicies: [policy] } })).toEqual([
      {
        kind: 'entra',
        detail:
          'Mail.Read on Microsoft Graph is granted; the application access policy for "Team" allows this mailbox through the nested group "Inner".',
        via: [grantId, policy.Identity, guid('group Team'), guid('group Inner'), inside.ExternalDirectoryObjectId],
      },
    ]);
  });

  it('a grant of which policies are not known', () => {
    expect(paths({ graph: granted, without: ['exchange.applicationAccessPolicies'] })).toMatchObject([
      { kind: 'entra', detail: expect.stringContaining('is not known: exchange.applicationAccessPolicies is missing') as unknown },
    ]);
  });

  it('a role over a management scope', () => {
    const assignment = roleAssignment(pointer(app), 'Application Mail.Read', {
      RecipientWriteScope: 'CustomRecipientScope',
      CustomResourceScope: 'Some',
    });
    const exchange = {
      mailboxes: [inside, outside],
      servicePrincipals: [pointer(app)],
      managementScopes: [managementScope('Some', "Alias -eq 'inside'")],
      managementRoleAssignments: [assignment],
    };
    expect(paths({ exchange })).toEqual([
      {
        kind: 'rbac',
        detail: 'The role Application Mail.Read is assigned over the management scope "Some" (Alias -eq \'inside\').',
        via: [assignment.Identity, 'Some', inside.ExternalDirectoryObjectId],
      },
    ]);
  });

  it('a role over a group that is not known says why', () => {
    const assignment = roleAssignment(pointer(app), 'Application Mail.Read', { RecipientWriteScope: 'Group', CustomResourceScope: 'Team' });
    const exchange = {
      mailboxes: [inside, outside],
      servicePrincipals: [pointer(app)],
      groups: [exchangeGroup('Other')],
      managementRoleAssignments: [assignment],
    };
    expect(paths({ exchange })).toMatchObject([
      { kind: 'rbac', detail: expect.stringContaining('no single group of the reading has the name "Team"') as unknown },
    ]);
  });

  it('where a yes stands, paths that merely might lead there are left out', () => {
    const found = paths({
      graph: granted,
      exchange: {
        mailboxes: [inside, outside],
        servicePrincipals: [pointer(app)],
        managementRoleAssignments: [roleAssignment(pointer(app), 'Application Mail.Read', { RecipientWriteScope: 'None' })],
      },
    });
    expect(found.map(({ kind }) => kind)).toEqual(['entra']);
  });

  it('several certain paths are all told', () => {
    const found = paths({
      graph: granted,
      exchange: {
        mailboxes: [inside, outside],
        servicePrincipals: [pointer(app)],
        managementRoleAssignments: [roleAssignment(pointer(app), 'Application Mail.ReadWrite')],
      },
    });
    expect(found.map(({ kind }) => kind)).toEqual(['entra', 'rbac']);
  });
});

describe('mailscope-reach/1', () => {
  it('names the app, and leaves out mailboxes that it does not reach', () => {
    const policy = accessPolicy(app.appId, 'RestrictAccess', { id: guid('user Inside'), name: 'Inside' });
    const answer = ask(
      collection({ graph: granted, exchange: { mailboxes: [inside, outside], applicationAccessPolicies: [policy] } }),
    ).reach(app);
    expect(answer).toMatchObject({ format: 'mailscope-reach/1', app: { appId: app.appId, name: 'Reader', enabled: true } });
    expect(answer.mailboxes.map(({ address }) => address)).toEqual(['inside@contoso.com']);
  });

  it('an app that holds nothing reaches nothing', () => {
    expect(ask(collection({ graph: { servicePrincipals: [app] }, exchange: { mailboxes: [inside] } })).reach(app).mailboxes).toEqual([]);
  });

  it('says what is open about apps, and not about people', () => {
    const answer = ask(
      collection({ graph: { servicePrincipals: [app] }, without: ['graph.appRoleAssignments', 'exchange.recipientPermissions'] }),
    ).reach(app);
    expect(answer.unresolved).toMatchObject([{ principals: 'apps', right: 'entra' }]);
  });

  it('an app that the reading lacks is refused with one sentence', () => {
    const { reading, engine } = ask(collection());
    const answer = buildReach(reading, engine, guid('nothing').toUpperCase());
    expect(answer).toEqual({
      ok: false,
      error: { message: `The reading holds no app with the id ${guid('nothing')}. Check the application (client) id.` },
    });
  });

  it.each([
    ['the service principal', { servicePrincipals: [{ id: 'OBJECT', appId: 'The-App', displayName: 'Reader' }] }],
    ['the app registration', { applications: [{ id: 'object', appId: 'The-App', displayName: 'Reader' }] }],
  ])('the object id of %s is no app id, and is told from one', (kind, graph) => {
    const { reading, engine } = ask(collection({ graph }));
    expect(buildReach(reading, engine, 'Object')).toEqual({
      ok: false,
      error: { message: `object is the object id of ${kind} of "Reader". Give its application (client) id: the-app.` },
    });
  });
});
