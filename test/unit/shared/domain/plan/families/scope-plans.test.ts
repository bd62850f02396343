import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../../../src/shared/domain/plan/plan.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../../../src/shared/domain/plan/registry';
import type { CollectionParts } from '../../../../../support/collection-builder';
import {
  accessPolicy,
  application,
  collection,
  exchangeGroup,
  fullAccess,
  graphGrant,
  group,
  guid,
  mailbox,
  managementScope,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
} from '../../../../../support/collection-builder';
import { engineAfter, flawsOf, makePlan, planContext, problemsWith, reachedBy } from '../../../../../support/plan-cases';

const app = servicePrincipal('Ticketing');
const boxes = ['Anna', 'Berta', 'Clara', 'Dora'].map((name) => mailbox(name));
const own = pointer(app);
const byGroup = roleAssignment(own, 'Application Mail.Read', { RecipientWriteScope: 'Group', CustomResourceScope: 'Scope' });

/** Scope holds Anna, and the group Inner with Berta; the app reads what Scope holds directly. */
function contextOf(parts: CollectionParts = {}): ReturnType<typeof planContext> {
  return planContext(
    collection({
      ...parts,
      graph: {
        servicePrincipals: [app],
        applications: [application(app)],
        groups: [group('Scope'), group('Inner')],
        groupMembers: [
          member('Scope', guid('user Anna')),
          member('Scope', guid('group Inner'), 'group'),
          member('Inner', guid('user Berta')),
        ],
        ...parts.graph,
      },
      exchange: {
        mailboxes: boxes,
        groups: [exchangeGroup('Scope'), exchangeGroup('Inner')],
        servicePrincipals: [own],
        managementRoleAssignments: [byGroup],
        ...parts.exchange,
      },
    }),
  );
}

const text = (plan: Plan): string => plan.notes.map((note) => note.text).join('\n');
const changes = (plan: Plan): unknown[] =>
  plan.steps.map(({ change }) =>
    change?.api === 'exchange' ? change.cmdlet : change?.api === 'graph' ? `${change.method} ${change.path}` : null,
  );
const reach = (context: ReturnType<typeof planContext>, plan: Plan, appId = app.appId): readonly string[] =>
  reachedBy(engineAfter(context, plan), appId, 'mail.read');

describe('editing what a scope rests on', () => {
  it('adds and removes members of a mail-enabled group one by one, where Exchange keeps them', () => {
    const context = contextOf();
    const plan = makePlan(context, 'edit-scope', {
      subject: 'scope@contoso.com',
      add: ['clara@contoso.com'],
      remove: ['anna@contoso.com'],
    });
    expect(changes(plan)).toEqual(['Add-DistributionGroupMember', 'Remove-DistributionGroupMember']);
    expect(plan.steps.map((step) => step.destructive)).toEqual([false, true]);
    expect(flawsOf(plan)).toEqual([]);
    expect(reach(context, plan)).toEqual(['clara@contoso.com']);
    expect(plan.notes[0]).toMatchObject({
      kind: 'warning',
      text: expect.stringContaining('Ticketing') as string,
      mailboxes: ['clara@contoso.com'],
    });
  });

  it('says the opposite of a group that a policy keeps an app out of', () => {
    const blocked = servicePrincipal('Blocked');
    const policy = accessPolicy(blocked.appId, 'DenyAccess', { id: guid('group Inner'), name: 'Inner' });
    const context = contextOf({
      graph: {
        servicePrincipals: [app, blocked],
        appRoleAssignments: [graphGrant(blocked, 'Mail.Read')],
        groups: [group('Inner')],
        groupMembers: [],
      },
      exchange: { applicationAccessPolicies: [policy] },
    });
    const plan = makePlan(context, 'edit-scope', { subject: guid('group Inner'), add: ['clara@contoso.com'] });
    expect(text(plan)).toContain('A policy keeps Blocked out of what "Inner" holds');
    expect(plan.notes.some((note) => note.kind === 'warning')).toBe(false);
    expect(reach(context, plan, blocked.appId)).toEqual(['anna@contoso.com', 'berta@contoso.com', 'dora@contoso.com']);
  });

  it.each([
    ['a Microsoft 365 group', { groupTypes: ['Unified'], securityEnabled: false }, 'GroupMailbox'],
    ['a plain security group', { mailEnabled: false, mail: null }, null],
  ] as const)('changes %s by Microsoft Graph', (_name, graph, type) => {
    const context = contextOf({
      graph: {
        servicePrincipals: [app],
        groups: [group('Scope', { ...graph, groupTypes: [...('groupTypes' in graph ? graph.groupTypes : [])] })],
        groupMembers: [member('Scope', guid('user Anna'))],
      },
      exchange: { groups: type === null ? [] : [exchangeGroup('Scope', { RecipientTypeDetails: type })] },
    });
    const plan = makePlan(context, 'edit-scope', {
      subject: guid('group Scope'),
      add: ['clara@contoso.com'],
      remove: ['anna@contoso.com'],
    });
    const path = `/v1.0/groups/${guid('group Scope')}/members`;
    expect(changes(plan)).toEqual([`POST ${path}/$ref`, `DELETE ${path}/${guid('user Anna')}/$ref`]);
    expect(plan.steps[0]?.change).toMatchObject({
      body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${guid('user Clara')}` },
    });
    expect(flawsOf(plan)).toEqual([]);
  });

  it('names the object in the cloud that the tenant lives in', () => {
    const whole = collection({ graph: { groups: [group('Scope', { mailEnabled: false, mail: null })] }, exchange: { mailboxes: boxes } });
    const context = planContext({ ...whole, tenant: { ...whole.tenant, cloud: 'china' } });
    const plan = makePlan(context, 'edit-scope', { subject: guid('group Scope'), add: ['clara@contoso.com'] });
    expect(JSON.stringify(plan.steps[0]?.change)).toContain('https://microsoftgraph.chinacloudapi.cn/v1.0/directoryObjects/');
  });

  it('writes more than fifty changes as one list, that keeps every other member and is only written where nobody joined', () => {
    const many = Array.from({ length: 51 }, (_, index) => mailbox(`Box${index}`));
    const context = contextOf({ exchange: { mailboxes: [...boxes, ...many] } });
    const plan = makePlan(context, 'edit-scope', { subject: guid('group Scope'), add: many.map((item) => item.PrimarySmtpAddress!) });
    expect(changes(plan)).toEqual(['Update-DistributionGroupMember']);
    const [step] = plan.steps;
    const kept = [guid('group Inner'), guid('user Anna')].sort();
    expect(step?.change).toMatchObject({ parameters: { Members: expect.arrayContaining(kept) as string[] } });
    expect(step?.precondition[0]).toMatchObject({ where: { ExternalDirectoryObjectId: { noneOf: kept } }, expect: 'none' });
    expect(step?.undo).toMatchObject({ change: { parameters: { Members: kept } } });
    expect(flawsOf(plan)).toEqual([]);
  });

  it('does not write a list that was not read in full', () => {
    const many = Array.from({ length: 51 }, (_, index) => mailbox(`Box${index}`));
    const context = contextOf({
      exchange: { mailboxes: many },
      coverage: {
        'graph.groupMembers': { state: 'partial', reason: 'stopped' },
        'exchange.groupMembers': { state: 'partial', reason: 'stopped' },
      },
    });
    const [problem] = problemsWith(context, 'edit-scope', {
      subject: guid('group Scope'),
      add: many.map((item) => item.PrimarySmtpAddress!),
    });
    expect(problem?.message).toContain('Change at most 50');
  });

  it('changes members of an administrative unit by Microsoft Graph', () => {
    const context = contextOf({
      graph: {
        administrativeUnits: [{ id: guid('unit'), displayName: 'Oslo' }],
        administrativeUnitMembers: [{ administrativeUnitId: guid('unit'), memberId: guid('user Anna') }],
        servicePrincipals: [app],
      },
      exchange: {
        managementRoleAssignments: [
          roleAssignment(own, 'Application Mail.Read', {
            RecipientWriteScope: 'AdministrativeUnit',
            RecipientAdministrativeUnitScope: guid('unit'),
          }),
        ],
      },
    });
    const plan = makePlan(context, 'edit-scope', {
      subject: `unit:${guid('unit')}`,
      add: ['dora@contoso.com'],
      remove: ['anna@contoso.com'],
    });
    expect(changes(plan)[0]).toBe(`POST /v1.0/directory/administrativeUnits/${guid('unit')}/members/$ref`);
    expect(flawsOf(plan)).toEqual([]);
    expect(reach(context, plan)).toEqual(['dora@contoso.com']);
  });

  it('gives a management scope another filter, says who comes and who goes, and writes the old one back', () => {
    const context = contextOf({
      exchange: {
        managementScopes: [managementScope('Some', "(Name -eq 'Anna')")],
        managementRoleAssignments: [
          roleAssignment(own, 'Application Mail.Read', { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Some' }),
        ],
      },
    });
    const plan = makePlan(context, 'edit-scope', { subject: 'scope:Some', filter: "Name -eq 'Dora' -or Name -eq 'Clara'" });
    expect(changes(plan)).toEqual(['Set-ManagementScope']);
    expect(reach(context, plan)).toEqual(['clara@contoso.com', 'dora@contoso.com']);
    expect(plan.notes.map((note) => note.mailboxes)).toEqual([[], ['clara@contoso.com', 'dora@contoso.com'], ['anna@contoso.com']]);
    expect(plan.steps[0]).toMatchObject({
      destructive: true,
      undo: { change: { parameters: { RecipientRestrictionFilter: "(Name -eq 'Anna')" } } },
    });
    expect(flawsOf(plan)).toEqual([]);
  });

  const wrongs: readonly (readonly [string, Readonly<Record<string, string | string[]>>, RegExp])[] = [
    ['nothing to change', { subject: guid('group Scope') }, /Say which mailboxes/],
    [
      'a mailbox that is to come and to go',
      { subject: guid('group Scope'), add: ['anna@contoso.com'], remove: ['anna@contoso.com'] },
      /one of the two/,
    ],
    [
      'to remove whom only an inner group holds',
      { subject: guid('group Scope'), remove: ['berta@contoso.com'] },
      /only through a group inside it/,
    ],
    ['a group that fills itself', { subject: 'Rule', add: ['anna@contoso.com'] }, /fills itself by a rule/],
    ['a group that is not there', { subject: 'nobody', add: ['anna@contoso.com'] }, /No group of the reading/],
    ['what is as wanted already', { subject: guid('group Scope'), add: ['anna@contoso.com'] }, /nothing to change/],
    ['a unit that is not there', { subject: 'unit:nobody', add: ['anna@contoso.com'] }, /No administrative unit/],
    ['a scope that is not there', { subject: 'scope:nobody', filter: "Name -eq 'x'" }, /No management scope/],
  ];
  it.each(wrongs)('refuses %s', (_name, answers, message) => {
    const context = contextOf({
      graph: {
        servicePrincipals: [app],
        groups: [group('Scope'), group('Rule', { membershipRule: 'user.x -eq 1' })],
        groupMembers: [
          member('Scope', guid('user Anna')),
          member('Scope', guid('group Inner'), 'group'),
          member('Inner', guid('user Berta')),
        ],
      },
    });
    expect(problemsWith(context, 'edit-scope', answers)[0]?.message).toMatch(message);
  });
});

describe('closing a scope group', () => {
  it('closes the open groups that the scopes of an app rest on, and names owners, which it does not change', () => {
    const context = contextOf({
      exchange: {
        groups: [
          exchangeGroup('Scope', {
            MemberJoinRestriction: 'Open',
            RecipientTypeDetails: 'MailUniversalDistributionGroup',
            ManagedBy: ['Dora'],
          }),
          exchangeGroup('Inner', { MemberJoinRestriction: 'Open' }),
        ],
      },
    });
    const plan = makePlan(context, 'close-scope-group', { subject: app.appId });
    expect(plan.steps.map((step) => step.change)).toMatchObject([
      { cmdlet: 'Set-DistributionGroup', parameters: { Identity: guid('group Scope'), MemberJoinRestriction: 'Closed' } },
    ]);
    expect(plan.steps[0]?.undo).toMatchObject({ change: { parameters: { MemberJoinRestriction: 'Open' } } });
    expect(text(plan)).toContain('Dora owns "Scope"');
    expect(flawsOf(plan)).toEqual([]);
    expect(reach(context, plan)).toEqual(reachedBy(context.engine, app.appId, 'mail.read'));
  });

  it('closes inner groups too where a policy counts them', () => {
    const groups = [
      exchangeGroup('Scope', { MemberJoinRestriction: 'Closed' }),
      exchangeGroup('Inner', { MemberJoinRestriction: 'ApprovalRequired', RecipientTypeDetails: 'MailUniversalDistributionGroup' }),
    ];
    const policy = accessPolicy(app.appId, 'RestrictAccess', { id: guid('group Scope'), name: 'Scope' });
    const context = contextOf({ exchange: { groups, applicationAccessPolicies: [policy] } });
    const plan = makePlan(context, 'close-scope-group', { subject: app.appId });
    expect(plan.steps.map((step) => step.title)).toEqual(['Close "Inner" to joining']);
  });

  it('makes a public Microsoft 365 group private', () => {
    const context = contextOf({
      graph: {
        servicePrincipals: [app],
        groups: [group('Scope', { groupTypes: ['Unified'], securityEnabled: false, visibility: 'Public' })],
        groupMembers: [member('Scope', guid('user Anna'))],
      },
      exchange: { groups: [exchangeGroup('Scope', { RecipientTypeDetails: 'GroupMailbox' })] },
    });
    const plan = makePlan(context, 'close-scope-group', { subject: guid('group Scope') });
    expect(changes(plan)).toEqual([`PATCH /v1.0/groups/${guid('group Scope')}`]);
    expect(flawsOf(plan)).toEqual([]);
  });

  it('says what remains where there is nothing to close', () => {
    const graph = {
      servicePrincipals: [app, servicePrincipal('Admin')],
      appRoleAssignments: [graphGrant(servicePrincipal('Admin'), 'GroupMember.ReadWrite.All')],
      groups: [group('Scope', { mailEnabled: false, mail: null })],
      groupMembers: [member('Scope', guid('user Anna'))],
      owners: [{ objectId: guid('group Scope'), ownerIds: [guid('user Dora')] }],
    };
    const context = contextOf({ graph, exchange: { groups: [exchangeGroup('Scope', { RecipientTypeDetails: null })] } });
    const why = PLAN_FAMILY_DEFINITIONS['close-scope-group']!.appliesTo(context, { kind: 'group', id: guid('group Scope') });
    expect(why).toContain('Nobody can join "Scope"');
    expect(why).toContain('owns "Scope"');
  });
});

describe('repairing a pointer', () => {
  const registration = application(app);
  const wrong = pointer(app, { ObjectId: registration.id, Identity: registration.id, Guid: guid('wrong pointer') });
  const scoped = roleAssignment(wrong, 'Application Mail.Read', {
    Name: 'Scoped',
    Identity: 'Scoped',
    RecipientWriteScope: 'CustomRecipientScope',
    CustomResourceScope: 'Some',
  });
  const unscoped = roleAssignment(wrong, 'Application Mail.Send', { Name: 'Everywhere', Identity: 'Everywhere' });
  const broken = (parts: CollectionParts['exchange'] = {}) =>
    contextOf({
      exchange: {
        servicePrincipals: [wrong],
        managementScopes: [managementScope('Some', "Name -eq 'Anna'")],
        managementRoleAssignments: [scoped, unscoped],
        ...parts,
      },
    });

  it('takes the roles off, removes the wrong one, makes the right one, and assigns what has a scope again', () => {
    const context = broken();
    const plan = makePlan(context, 'repair-pointer', { subject: app.appId });
    expect(changes(plan)).toEqual([
      'Remove-ManagementRoleAssignment',
      'Remove-ManagementRoleAssignment',
      'Remove-ServicePrincipal',
      'New-ServicePrincipal',
      'New-ManagementRoleAssignment',
    ]);
    expect(plan.steps[3]?.change).toMatchObject({ parameters: { AppId: app.appId, ObjectId: app.id } });
    expect(plan.steps[4]?.change).toMatchObject({
      parameters: { App: app.id, Role: 'Application Mail.Read', CustomResourceScope: 'Some' },
    });
    expect(flawsOf(plan)).toEqual([]);
    expect(reach(context, plan)).toEqual(['anna@contoso.com']);
    expect(reachedBy(engineAfter(context, plan), app.appId, 'mail.send')).toEqual([]);
    expect(text(plan)).toContain('as that would open every mailbox');
  });

  it('assigns what has no scope again only where that is asked for', () => {
    const context = broken();
    const plan = makePlan(context, 'repair-pointer', { subject: app.appId, assignUnscoped: true });
    expect(reachedBy(engineAfter(context, plan), app.appId, 'mail.send')).toHaveLength(4);
  });

  it('takes the repair back onto the object that it was on', () => {
    const [first, , removal] = makePlan(broken(), 'repair-pointer', { subject: app.appId }).steps;
    expect(first?.undo).toMatchObject({ kind: 'change', change: { parameters: { App: registration.id } } });
    expect(removal?.undo).toMatchObject({
      kind: 'change',
      change: { cmdlet: 'New-ServicePrincipal', parameters: { ObjectId: registration.id } },
    });
  });

  it('says that mailbox permissions have to be given again', () => {
    const context = broken({ mailboxPermissions: [fullAccess(boxes[2]!, registration.id)] });
    const plan = makePlan(context, 'repair-pointer', { subject: app.appId });
    expect(plan.notes.find((note) => note.mailboxes.length > 0)).toMatchObject({ kind: 'warning', mailboxes: ['clara@contoso.com'] });
  });

  it('keeps the right pointer where it is there besides', () => {
    const plan = makePlan(broken({ servicePrincipals: [wrong, own] }), 'repair-pointer', { subject: app.appId });
    expect(changes(plan)).not.toContain('New-ServicePrincipal');
  });

  it('has nothing to do where the pointer is right', () => {
    expect(problemsWith(contextOf(), 'repair-pointer', { subject: app.appId })[0]?.message).toContain('nothing to repair');
  });
});
