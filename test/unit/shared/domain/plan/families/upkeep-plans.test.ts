import { describe, expect, it } from 'vitest';
import type { Collection } from '../../../../../../src/shared/domain/collection/collection.schema';
import type { PlanFamily } from '../../../../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../../../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../../../src/shared/domain/plan/registry';
import { expandJson, referencesIn } from '../../../../../../src/shared/domain/plan/template';
import {
  application,
  collection,
  delegatedGrant,
  exchangeGrant,
  exchangeGroup,
  fullAccess,
  graphGrant,
  group,
  guid,
  mailbox,
  member,
  pointer,
  roleAssignment,
  sendAs,
  servicePrincipal,
  sharedMailbox,
  sid,
  TENANT_ID,
  user,
} from '../../../../../support/collection-builder';
import { HOSTILE_NAMES } from '../../../../../support/hostile-names';
import { INJECTION_CORPUS } from '../../../../../support/injection-corpus';
import { flawsOf, makePlan, planContext, problemsWith, tryPlan } from '../../../../../support/plan-cases';

const app = servicePrincipal('Robot', { appOwnerOrganizationId: TENANT_ID });
const [shared, other] = [sharedMailbox('Info'), mailbox('Anna')];
const anna = user('Anna');

function tenant(graph: Collection['graph'] = {}, exchange: Collection['exchange'] = {}): Collection {
  return collection({
    graph: {
      servicePrincipals: [app],
      applications: [application(app)],
      users: [anna, user('Info'), user('Former', { accountEnabled: false })],
      signInActivities: [{ appId: app.appId, lastSignInActivity: { lastSignInDateTime: '2026-11-20T00:00:00Z' } }],
      ...graph,
    },
    exchange: { mailboxes: [shared, other], ...exchange },
  });
}

const plan = (of: Collection, family: PlanFamily, answers: Answers) => makePlan(planContext(of), family, answers);
const ofApp = (of: Collection, family: PlanFamily, answers: Answers = {}) => plan(of, family, { subject: app.appId, ...answers });
const ofMailbox = (of: Collection, family: PlanFamily, answers: Answers = {}) =>
  plan(of, family, { subject: 'info@contoso.com', ...answers });
const notes = ({ notes: list }: { readonly notes: readonly { readonly text: string }[] }): string => list.map(({ text }) => text).join(' ');

describe('removing grants', () => {
  const mixed = tenant({
    appRoleAssignments: [
      graphGrant(app, 'Mail.Read'),
      exchangeGrant(app, 'Mail.Read'),
      { ...graphGrant(app, 'Mail.Send'), resourceId: guid('gone resource') },
    ],
    oauth2PermissionGrants: [delegatedGrant(app, 'openid Mail.Read'), delegatedGrant(app, 'Mail.Read Mail.Send', anna)],
  });

  it('chooses what findings rest on: dead grants and what users gave by themselves', () => {
    const { steps } = ofApp(mixed, 'remove-grants');
    expect(steps.map(({ title }) => title)).toEqual([
      'Remove the tenant-wide permission Mail.Read (Office 365 Exchange Online) from Robot',
      'Remove a permission on a deleted resource from Robot',
      'Remove the delegated permissions Mail.Read, Mail.Send for Anna from Robot',
    ]);
  });

  it('removes a grant on a deleted resource from the app, where its list still is', () => {
    const step = ofApp(mixed, 'remove-grants').steps[1];
    expect(step?.change).toMatchObject({
      method: 'DELETE',
      path: expect.stringContaining(`/servicePrincipals/${app.id}/appRoleAssignments/`) as string,
    });
    expect(step?.undo.kind).toBe('impossible');
  });

  it('takes only the retired scopes of a grant that has others', () => {
    const retired = { ...delegatedGrant(app, 'Mail.Read User.Read.All'), resourceId: guid('resource exchange') };
    const { steps } = ofApp(tenant({ oauth2PermissionGrants: [retired] }), 'remove-grants');
    expect(steps.map(({ change }) => change)).toMatchObject([{ method: 'PATCH', body: { scope: 'User.Read.All' } }]);
    expect(steps[0]?.undo).toMatchObject({ change: { body: { scope: 'Mail.Read User.Read.All' } } });
  });

  it('chooses everything that reaches mailboxes of an app that is disabled', () => {
    const own = pointer(app);
    const disabled = tenant(
      {
        servicePrincipals: [{ ...app, accountEnabled: false }],
        appRoleAssignments: [graphGrant(app, 'Mail.Read')],
        oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Send')],
      },
      { servicePrincipals: [own], managementRoleAssignments: [roleAssignment(own, 'Application Mail.Send')] },
    );
    const made = ofApp(disabled, 'remove-grants');
    expect(
      made.steps.map(({ change }) => (change?.api === 'exchange' ? change.cmdlet : change?.api === 'graph' ? change.method : '')),
    ).toEqual(['DELETE', 'DELETE', 'Remove-ManagementRoleAssignment']);
    expect(notes(made)).toContain('holds no grant after this');
  });

  it('says what stays, and that the rest reaches nothing', () => {
    const two = tenant({ appRoleAssignments: [graphGrant(app, 'Mail.Read'), graphGrant(app, 'Mail.Send')] });
    expect(notes(ofApp(two, 'remove-grants', { permissions: ['Mail.Read'] }))).toContain(
      'These stay, and open mailboxes: the application permission Mail.Send.',
    );
  });

  it('names what the app does not hold', () => {
    expect(problemsWith(planContext(mixed), 'remove-grants', { subject: app.appId, permissions: ['Mail.Nothing'] })[0]).toMatchObject({
      question: 'permissions',
    });
  });
});

describe('the sign-in of a mailbox’s own account', () => {
  it('is blocked with a warning where an app is connected through it', () => {
    const connected = tenant({ oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read', user('Info'))] });
    const made = ofMailbox(connected, 'block-sign-in');
    expect(notes(made)).toContain('An account that delegates must be able to sign in');
    expect(made.steps[0]?.confirm).toBe('Robot loses its connection to Info.');
    expect(notes(ofMailbox(tenant(), 'block-sign-in'))).not.toContain('must be able to sign in');
  });

  it.each<readonly [string, Collection, string]>([
    ['blocked already', tenant({ users: [user('Info', { accountEnabled: false })] }), 'The account of Info cannot sign in already.'],
    ['not in the reading', tenant({ users: [] }), 'The reading does not hold the account of Info.'],
  ])('is not blocked where it is %s', (_words, of, message) => {
    expect(problemsWith(planContext(of), 'block-sign-in', { subject: 'info@contoso.com' })).toEqual([{ question: 'subject', message }]);
  });
});

describe('delegates', () => {
  const rights = tenant(
    { groups: [group('Team')], groupMembers: [member('Team', anna.id)] },
    {
      mailboxes: [{ ...shared, GrantSendOnBehalfTo: ['Former', 'Anna'] }, other],
      groups: [exchangeGroup('Team')],
      recipients: [],
      mailboxPermissions: [
        fullAccess(shared, 'former@contoso.com'),
        fullAccess(shared, sid('gone')),
        fullAccess(shared, anna.id),
        fullAccess(shared, sid('server'), { IsInherited: true }),
      ],
      recipientPermissions: [sendAs(shared, sid('gone'))],
    },
  );

  it('that are gone are chosen, whatever right they have, and inherited rights are not', () => {
    const made = ofMailbox(rights, 'remove-delegates');
    expect(made.steps.map(({ change }) => change)).toMatchObject([
      { cmdlet: 'Remove-MailboxPermission', parameters: { User: 'former@contoso.com', AccessRights: ['FullAccess'] } },
      { cmdlet: 'Remove-MailboxPermission', parameters: { User: sid('gone') } },
      { cmdlet: 'Remove-RecipientPermission', parameters: { Trustee: sid('gone'), AccessRights: ['SendAs'] } },
      { cmdlet: 'Set-Mailbox', parameters: { GrantSendOnBehalfTo: [anna.id] } },
    ]);
    expect(made.steps.map(({ undo }) => undo.kind)).toEqual(['change', 'impossible', 'impossible', 'change']);
    expect(flawsOf(made)).toEqual([]);
  });

  it('lose the right to send on behalf one after the other: each step expects and brings back what the one before it left', () => {
    const both = ofMailbox(rights, 'remove-delegates', { delegates: ['sendOnBehalf Former', 'sendOnBehalf Anna'] });
    expect(both.steps.map(({ change, precondition, undo }) => [change, precondition.map(({ where }) => where), undo])).toMatchObject([
      [
        { parameters: { GrantSendOnBehalfTo: [anna.id] } },
        [{ GrantSendOnBehalfTo: { contains: 'Anna' } }, { GrantSendOnBehalfTo: { contains: 'Former' } }],
        { change: { parameters: { GrantSendOnBehalfTo: [anna.id, guid('user Former')] } } },
      ],
      [
        { parameters: { GrantSendOnBehalfTo: [] } },
        [{ GrantSendOnBehalfTo: { contains: 'Anna' } }],
        { change: { parameters: { GrantSendOnBehalfTo: [anna.id] } } },
      ],
    ]);
  });

  it('keep the mailbox open: it is said where nobody is left', () => {
    expect(notes(ofMailbox(rights, 'remove-delegates', { delegates: [`fullAccess ${anna.id}`] }))).toContain(
      'Nobody has full access to Info after this.',
    );
  });

  it.each<readonly [string, readonly string[]]>([
    ['fullAccessAndSendAs', ['Add-MailboxPermission', 'Add-RecipientPermission']],
    ['sendOnBehalf', ['Set-Mailbox']],
    ['fullAccessAndSendOnBehalf', ['Add-MailboxPermission', 'Set-Mailbox']],
  ])('get %s', (wanted, cmdlets) => {
    const made = ofMailbox(tenant(), 'add-delegate', { delegate: 'anna@contoso.com', rights: wanted });
    expect(made.steps.map(({ change }) => (change?.api === 'exchange' ? change.cmdlet : ''))).toEqual(cmdlets);
    expect(flawsOf(made)).toEqual([]);
  });

  it('get only what they do not have', () => {
    const made = ofMailbox(rights, 'add-delegate', { delegate: 'anna@contoso.com' });
    expect(made.steps.map(({ id }) => id)).toEqual([`add-sendas-${anna.id}`]);
  });

  it.each<readonly [string, string]>([
    ['nobody@contoso.com', 'Nobody in the reading has the address "nobody@contoso.com".'],
    ['info@contoso.com', 'Info is the mailbox itself.'],
  ])('are refused: %s', (delegate, message) => {
    expect(problemsWith(planContext(tenant()), 'add-delegate', { subject: 'info@contoso.com', delegate })[0]?.message).toBe(message);
  });
});

describe('other upkeep', () => {
  it('removes only the redirect addresses that are insecure, platform by platform', () => {
    const web = ['http://app.example/back', 'https://app.example/back', 'http://localhost/'];
    const of = tenant({ applications: [application(app, { web: { redirectUris: web }, spa: { redirectUris: ['https://*.example'] } })] });
    const made = ofApp(of, 'remove-redirects');
    expect(made.steps.map(({ change }) => change)).toMatchObject([
      { edit: { property: 'web.redirectUris', remove: [{ '': 'http://app.example/back' }], add: [] } },
      { edit: { property: 'spa.redirectUris', remove: [{ '': 'https://*.example' }] } },
    ]);
    expect(notes(made)).toContain('no redirect address left for its single-page platform');
    expect(flawsOf(made)).toEqual([]);
  });

  it('lets every app that uses EWS in, where the list comes into force with the plan', () => {
    const second = servicePrincipal('Second');
    const of = tenant(
      {
        servicePrincipals: [app, second],
        appRoleAssignments: [exchangeGrant(app, 'full_access_as_app'), exchangeGrant(second, 'full_access_as_app')],
      },
      { organizationConfig: { EwsEnabled: null, EwsAllowedAppIDs: null } },
    );
    const made = ofApp(of, 'allow-ews');
    expect(made.steps.map(({ change }) => change)).toMatchObject([
      { cmdlet: 'Set-OrganizationConfig', parameters: { EwsAllowedAppIDs: [app.appId, second.appId].join(',') } },
      { cmdlet: 'Set-OrganizationConfig', parameters: { EwsEnabled: true } },
    ]);
    expect(notes(ofApp(of, 'allow-ews', { allowedApps: [app.appId] }))).toContain('are refused: Second.');
    expect(flawsOf(made)).toEqual([]);
  });

  it('adds to the list of EWS what is not on it, and keeps the rest', () => {
    const listed = guid('app listed');
    const of = tenant(
      { appRoleAssignments: [exchangeGrant(app, 'full_access_as_app')] },
      { organizationConfig: { EwsEnabled: true, EwsAllowedAppIDs: listed } },
    );
    expect(ofApp(of, 'allow-ews').steps.map(({ change, precondition }) => [change, precondition[0]?.where])).toMatchObject([
      [{ parameters: { EwsAllowedAppIDs: `${listed},${app.appId}` } }, { EwsAllowedAppIDs: listed }],
    ]);
  });

  it('leaves the switch of the organization for SMTP AUTH to a person, and looks at it', () => {
    const of = tenant(
      {},
      {
        transportConfig: { SmtpClientAuthenticationDisabled: false },
        casMailboxes: [{ ExternalDirectoryObjectId: shared.ExternalDirectoryObjectId, SmtpClientAuthenticationDisabled: false }],
      },
    );
    const made = plan(of, 'disable-smtp-basic', { subject: TENANT_ID });
    expect(made.steps[0]?.change?.api).toBe('person');
    expect(made.steps[0]?.verification[0]?.read).toMatchObject({ cmdlet: 'Get-TransportConfig' });
    expect(notes(made)).toContain('1 mailbox');
    expect(ofMailbox(of, 'disable-smtp-basic').steps[0]?.change).toMatchObject({ cmdlet: 'Set-CASMailbox' });
  });

  it('names owners on the registration, and on the enterprise application where there is none', () => {
    const made = ofApp(tenant(), 'add-owner', { owner: 'anna@contoso.com', secondOwner: 'ANNA@contoso.com' });
    expect(made.steps.map(({ change }) => change)).toMatchObject([
      {
        path: `/v1.0/applications/${application(app).id}/owners/$ref`,
        body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${anna.id}` },
      },
    ]);
    expect(ofApp(tenant({ applications: [] }), 'add-owner', { owner: 'anna@contoso.com' }).steps[0]?.change).toMatchObject({
      path: `/v1.0/servicePrincipals/${app.id}/owners/$ref`,
    });
  });
});

describe('disabling an app', () => {
  it.each([
    ['of Microsoft’s own', servicePrincipal('Portal', { appOwnerOrganizationId: 'F8CDEF31-A31E-4B4A-93E4-5F571E91255A' })],
    ['that defines the permissions', servicePrincipal('Graph', { appId: '00000003-0000-0000-c000-000000000000' })],
  ])('is refused for one %s: others depend on it', (_what, own) => {
    const context = planContext(collection({ graph: { servicePrincipals: [app, own] } }));
    const [problem] = problemsWith(context, 'disable-app', { subject: own.appId });
    expect(problem?.message).toContain('other apps and people depend on it');
    const { appliesTo } = PLAN_FAMILY_DEFINITIONS['disable-app'];
    expect(appliesTo(context, { kind: 'app', id: own.appId })).toContain('Microsoft’s own');
    expect(appliesTo(context, { kind: 'app', id: app.appId })).toBeNull();
  });
});

const FAMILIES: readonly (readonly [PlanFamily, Answers])[] = [
  ['remove-grants', { subject: app.appId }],
  ['disable-app', { subject: app.appId }],
  ['add-owner', { subject: app.appId, owner: 'anna@contoso.com' }],
  ['allow-ews', { subject: app.appId }],
  ['remove-redirects', { subject: app.appId }],
  ['block-sign-in', { subject: 'info@contoso.com' }],
  ['add-delegate', { subject: 'info@contoso.com', delegate: 'anna@contoso.com', rights: 'fullAccessAndSendOnBehalf' }],
  ['remove-delegates', { subject: 'info@contoso.com' }],
  ['copy-sent-items', { subject: 'info@contoso.com' }],
  ['disable-smtp-basic', { subject: 'info@contoso.com' }],
];

const NAMES: readonly (readonly [string, string])[] = [
  ...Object.entries(HOSTILE_NAMES),
  ...INJECTION_CORPUS.filter(([, text]) => text.length < 10_000),
  ['a reference to an output', '${add-credential.keyId} ${a.b}'],
];

/** A tenant in which everything that has a name has this one. */
function tenantCalled(name: string): Collection {
  const own = pointer(app, { DisplayName: name });
  return collection({
    graph: {
      servicePrincipals: [{ ...app, displayName: name }],
      applications: [application(app, { displayName: name, web: { redirectUris: [`http://${name}`, name] } })],
      users: [user('Anna', { displayName: name }), user('Info', { displayName: name })],
      appRoleAssignments: [exchangeGrant(app, 'full_access_as_app'), { ...graphGrant(app, 'Mail.Read'), resourceId: guid('gone') }],
      oauth2PermissionGrants: [{ ...delegatedGrant(app, 'Mail.Read', user('Anna')), scope: `Mail.Read ${name}` }],
    },
    exchange: {
      mailboxes: [
        { ...shared, DisplayName: name, GrantSendOnBehalfTo: [name] },
        { ...other, DisplayName: name, Name: name },
      ],
      servicePrincipals: [own],
      managementRoleAssignments: [roleAssignment(own, 'Application Mail.Send', { Name: name, Identity: name })],
      mailboxPermissions: [fullAccess(shared, name), fullAccess(shared, sid('gone'))],
      organizationConfig: { EwsEnabled: true, EwsAllowedAppIDs: '' },
      casMailboxes: [],
    },
  });
}

describe.each(NAMES)('where everything is called like this: %s', (_words, name) => {
  const context = planContext(tenantCalled(name));

  it.each(FAMILIES)('%s is as documented, and the name stays a text', (family, answers) => {
    const made = tryPlan(context, family, answers);
    if (!('steps' in made)) {
      expect(made.every(({ message }) => message !== '')).toBe(true);
      return;
    }
    expect(flawsOf(made)).toEqual([]);
    const texts = JSON.stringify(expandJson(made.steps.map(({ change, effects }) => [change, effects]) as never, {}));
    expect(texts).not.toContain('$$' + '{');
    for (const step of made.steps) {
      for (const text of [step.title, step.why, step.confirm ?? '']) {
        expect(referencesIn(text)).toEqual([]);
        expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }
    }
  });
});
