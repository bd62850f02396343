import { describe, expect, it } from 'vitest';
import type { CollectionParts } from '../../../../../support/collection-builder';
import {
  accessPolicy,
  application,
  collection,
  exchangeGrant,
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
} from '../../../../../support/collection-builder';
import { engineAfter, flawsOf, makePlan, planContext, problemsWith, reachedBy } from '../../../../../support/plan-cases';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../../../src/shared/domain/plan/registry';
import { parseFilter } from '../../../../../../src/shared/domain/reach/opath/parse-filter';
import type { Plan, PlanStep } from '../../../../../../src/shared/domain/plan/plan.schema';

const app = servicePrincipal('PCEmail');
const boxes = ['Anna', 'Berta', 'Clara', 'Dora'].map((name) => mailbox(name));

function contextOf(parts: CollectionParts = {}): ReturnType<typeof planContext> {
  return planContext(
    collection({
      ...parts,
      graph: {
        servicePrincipals: [app],
        applications: [application(app)],
        appRoleAssignments: [graphGrant(app, 'Mail.Read')],
        ...parts.graph,
      },
      exchange: { mailboxes: boxes, ...parts.exchange },
    }),
  );
}

const ids = (plan: Plan): string[] => plan.steps.map((step) => step.id.replace(/[0-9a-f]{8}-.*/, 'X'));
const stepOf = (plan: Plan, id: string): PlanStep => plan.steps.find((step) => step.id === id)!;
const notes = (plan: Plan): string => plan.notes.map((note) => note.text).join('\n');
const TWO = { subject: app.appId, mailboxes: ['anna@contoso.com', 'berta@contoso.com'] };

describe('restricting an app', () => {
  it('makes the pointer, the group, the scope and the role, tests both sides, and only then removes the permission', () => {
    const context = contextOf();
    const plan = makePlan(context, 'restrict-app', TWO);
    expect(ids(plan)).toEqual([
      'pointer',
      'group',
      'add-member-X',
      'add-member-X',
      'scope',
      'assign-mail-read',
      'test-inside',
      'test-outside',
      'remove-mail-read',
      'check-after',
      'live-test',
    ]);
    expect(flawsOf(plan)).toEqual([]);
    expect(reachedBy(context.engine, app.appId, 'mail.read')).toHaveLength(4);
    expect(reachedBy(engineAfter(context, plan), app.appId, 'mail.read')).toEqual(['anna@contoso.com', 'berta@contoso.com']);
  });

  it('gives the pointer the object id of the enterprise application, never that of the registration', () => {
    const change = stepOf(makePlan(contextOf(), 'restrict-app', TWO), 'pointer').change;
    expect(change).toMatchObject({ cmdlet: 'New-ServicePrincipal', parameters: { AppId: app.appId, ObjectId: app.id } });
    expect(JSON.stringify(change)).not.toContain(application(app).id);
  });

  it('lets the scope follow the distinguished name that the new group turns out to have', () => {
    const change = stepOf(makePlan(contextOf(), 'restrict-app', TWO), 'scope').change;
    expect(change).toMatchObject({ parameters: { RecipientRestrictionFilter: "MemberOfGroup -eq '${group.distinguishedName}'" } });
  });

  it('removes the permission through its resource, by the id that was read, and can grant it again', () => {
    const grant = graphGrant(app, 'Mail.Read');
    const step = stepOf(makePlan(contextOf(), 'restrict-app', TWO), 'remove-mail-read');
    const path = `/v1.0/servicePrincipals/${grant.resourceId}/appRoleAssignedTo`;
    expect(step.change).toMatchObject({ method: 'DELETE', path: `${path}/${grant.id}` });
    expect(step.undo).toMatchObject({
      kind: 'change',
      change: { method: 'POST', path, body: { principalId: app.id, resourceId: grant.resourceId, appRoleId: grant.appRoleId } },
    });
    expect(step).toMatchObject({
      destructive: true,
      requires: { entraRoles: expect.arrayContaining(['Cloud Application Administrator']) },
    });
    expect(step.confirm).toContain('Mail.Read');
  });

  it('writes the whole list where the group has more than fifty members', () => {
    const many = Array.from({ length: 60 }, (_, index) => mailbox(`Box${index}`));
    const plan = makePlan(contextOf({ exchange: { mailboxes: many } }), 'restrict-app', {
      subject: app.appId,
      mailboxes: many.slice(0, 51).map((item) => item.PrimarySmtpAddress!),
    });
    expect(ids(plan)).toContain('group-members');
    expect(stepOf(plan, 'group-members').change).toMatchObject({ cmdlet: 'Update-DistributionGroupMember' });
    expect(ids(plan)).not.toContain('add-member-X');
  });

  it('uses what there is: the pointer, the scope of the same filter, and the role over it', () => {
    const own = pointer(app);
    const scope = managementScope('Helpdesk', "CustomAttribute1 -eq 'helpdesk'");
    const context = contextOf({
      exchange: {
        mailboxes: boxes.map((box, index) => ({ ...box, CustomAttribute1: index < 2 ? 'helpdesk' : '' })),
        servicePrincipals: [own],
        managementScopes: [scope],
        managementRoleAssignments: [
          roleAssignment(own, 'Application Mail.Read', { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Helpdesk' }),
        ],
      },
    });
    const wanted = ['test-inside', 'test-outside', 'remove-mail-read', 'check-after', 'live-test'];
    expect(ids(makePlan(context, 'restrict-app', { subject: app.appId }))).toEqual(wanted);
    expect(
      ids(makePlan(context, 'restrict-app', { subject: app.appId, scope: 'filter', filter: "CustomAttribute1 -eq 'helpdesk'" })),
    ).toEqual(wanted);
  });

  it('removes a role without a scope after the scoped one is there, and before the test from outside', () => {
    const own = pointer(app);
    const context = contextOf({
      graph: { servicePrincipals: [app], appRoleAssignments: [] },
      exchange: { mailboxes: boxes, servicePrincipals: [own], managementRoleAssignments: [roleAssignment(own, 'Application Mail.Send')] },
    });
    const plan = makePlan(context, 'restrict-app', TWO);
    const order = ids(plan);
    expect(order.indexOf('assign-mail-send')).toBeLessThan(order.findIndex((id) => id.startsWith('unassign')));
    expect(order.findIndex((id) => id.startsWith('unassign'))).toBeLessThan(order.indexOf('test-outside'));
    expect(reachedBy(engineAfter(context, plan), app.appId, 'mail.send')).toEqual(['anna@contoso.com', 'berta@contoso.com']);
  });

  it('takes what is held and was left out away as well, and says so', () => {
    const context = contextOf({
      graph: { servicePrincipals: [app], appRoleAssignments: [graphGrant(app, 'Mail.Read'), graphGrant(app, 'Calendars.Read')] },
    });
    const plan = makePlan(context, 'restrict-app', { ...TWO, permissions: ['Mail.Read'] });
    expect(ids(plan)).toContain('remove-calendars-read');
    expect(notes(plan)).toContain('Calendars.Read is taken away and no role takes its place');
  });

  it('keeps the permissions where that is asked for, and warns that the scope confines nothing', () => {
    const plan = makePlan(contextOf(), 'restrict-app', { ...TWO, removeGrants: false });
    expect(ids(plan).filter((id) => id.startsWith('remove'))).toEqual([]);
    expect(plan.notes.find((note) => note.kind === 'warning')?.text).toContain('What opens every mailbox stays: Mail.Read.');
  });

  it('names what no role replaces, what depends on mailbox permissions, dead permissions, policies and other scopes', () => {
    const own = pointer(app);
    const context = contextOf({
      graph: {
        servicePrincipals: [app],
        appRoleAssignments: [
          graphGrant(app, 'Mail.Read'),
          graphGrant(app, 'Calendars.ReadBasic.All'),
          exchangeGrant(app, 'IMAP.AccessAsApp'),
          exchangeGrant(app, 'Mail.Read'),
        ],
      },
      exchange: {
        mailboxes: boxes,
        servicePrincipals: [own],
        managementScopes: [managementScope('Sales', "Name -eq 'Dora'")],
        managementRoleAssignments: [
          roleAssignment(own, 'Application Mail.Send', { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales' }),
        ],
        applicationAccessPolicies: [accessPolicy(app.appId, 'RestrictAccess', { id: guid('user Anna'), name: 'Anna' })],
      },
    });
    const text = notes(makePlan(context, 'restrict-app', { ...TWO, scope: 'newGroup' }));
    expect(text).toContain('No role of Exchange Online replaces Calendars.ReadBasic.All');
    expect(text).toContain('IMAP.AccessAsApp (Office 365 Exchange Online) of PCEmail stays');
    expect(text).toContain('Mail.Read (Office 365 Exchange Online) is of the retired Outlook API');
    expect(text).toContain('keeps "Application Mail.Send" over "Sales"');
    expect(text).toContain('"Anna": application access policies of the app stay');
    expect(text).toContain('roles claim');
  });

  it('warns about what else decides on a group that there is', () => {
    const scope = exchangeGroup('Scope', { MemberJoinRestriction: 'Open', ManagedBy: ['Dora'] });
    const context = contextOf({
      graph: {
        servicePrincipals: [app],
        appRoleAssignments: [graphGrant(app, 'Mail.Read')],
        groups: [group('Scope'), group('Inner')],
        groupMembers: [
          member('Scope', guid('user Anna')),
          member('Scope', guid('group Inner'), 'group'),
          member('Inner', guid('user Berta')),
        ],
      },
      exchange: { mailboxes: boxes, groups: [scope, exchangeGroup('Inner')] },
    });
    const plan = makePlan(context, 'restrict-app', { subject: app.appId, scope: 'existingGroup', group: 'scope@contoso.com' });
    expect(plan.notes.find((note) => note.text.includes('Only direct members'))?.mailboxes).toEqual(['berta@contoso.com']);
    expect(notes(plan)).toContain('Anybody can join "Scope"');
    expect(notes(plan)).toContain('Dora owns "Scope"');
    expect(reachedBy(engineAfter(context, plan), app.appId, 'mail.read')).toEqual(['anna@contoso.com']);
  });

  it('says that nobody knows what a unit holds that was not read', () => {
    const context = contextOf({
      graph: {
        servicePrincipals: [app],
        appRoleAssignments: [graphGrant(app, 'Mail.Read')],
        administrativeUnits: [{ id: guid('unit'), displayName: 'Oslo' }],
      },
    });
    const plan = makePlan(context, 'restrict-app', { ...TWO, scope: 'unit', unit: guid('unit') });
    expect(notes(plan)).toContain('Who is in the administrative unit "Oslo" was not read');
    expect(stepOf(plan, 'assign-mail-read').change).toMatchObject({ parameters: { RecipientAdministrativeUnitScope: guid('unit') } });
  });

  it('names roles and scopes so that no name is longer than Exchange Online allows', () => {
    const long = servicePrincipal('Long', { displayName: `${'Very long name '.repeat(20)}'"\`$(x)` });
    const context = planContext(
      collection({
        graph: { servicePrincipals: [long], appRoleAssignments: [graphGrant(long, 'MailboxConfigItem.ReadWrite')] },
        exchange: { mailboxes: boxes },
      }),
    );
    const plan = makePlan(context, 'restrict-app', { subject: long.appId, mailboxes: ['anna@contoso.com'] });
    const names = plan.steps.flatMap(({ change }) =>
      change?.api === 'exchange' && typeof change.parameters['Name'] === 'string' ? [change.parameters['Name']] : [],
    );
    expect(names).toHaveLength(3);
    for (const name of names) expect(name).toMatch(/^[\w .-]{1,64}$/);
  });

  const wrongs: readonly (readonly [
    name: string,
    answers: Readonly<Record<string, string | string[]>>,
    question: string,
    message: RegExp,
  ])[] = [
    ['an app that is not there', { ...TWO, subject: guid('nobody') }, 'subject', /No app of the reading/],
    ['no mailboxes', { subject: app.appId }, 'mailboxes', /Say which mailboxes PCEmail may reach/],
    ['a mailbox that is not there', { ...TWO, mailboxes: ['x@y.example'] }, 'mailboxes', /No mailbox of the reading/],
    [
      'a permission without a role',
      { ...TWO, permissions: ['Calendars.ReadBasic.All'] },
      'permissions',
      /No role of Exchange Online gives/,
    ],
    ['a mailbox outside that is inside', { ...TWO, outsideMailbox: ['anna@contoso.com'] }, 'outsideMailbox', /will be within reach/],
    ['a filter that cannot be read', { subject: app.appId, scope: 'filter', filter: "Name -eq 'x" }, 'filter', /cannot be read/],
    ['a filter that leaves out whom it must hold', { ...TWO, scope: 'filter', filter: "Name -eq 'Dora'" }, 'filter', /leaves out anna/],
    [
      'a filter that holds nobody',
      { subject: app.appId, scope: 'filter', filter: "Name -eq 'Nobody'" },
      'filter',
      /No mailbox of the reading is in this filter/,
    ],
    ['a group name with a quotation mark', { ...TWO, groupName: "O'Brien" }, 'groupName', /letters, digits/],
    ['a group address that is taken', { ...TWO, groupAddress: 'dora@contoso.com' }, 'groupAddress', /is in use/],
    ['a group that is not there', { subject: app.appId, scope: 'existingGroup', group: 'nobody' }, 'group', /No group of the reading/],
  ];
  it.each(wrongs)('refuses %s', (_name, answers, question, message) => {
    const [problem] = problemsWith(contextOf(), 'restrict-app', answers);
    expect(problem).toEqual({ question, message: expect.stringMatching(message) as string });
  });

  it('wants a pointer to the wrong object repaired first, and says both ids', () => {
    const wrong = pointer(app, { ObjectId: application(app).id });
    const context = contextOf({ exchange: { mailboxes: boxes, servicePrincipals: [wrong] } });
    const [problem] = problemsWith(context, 'restrict-app', TWO);
    expect(problem?.message).toContain(application(app).id);
    expect(problem?.message).toContain(app.id);
    expect(PLAN_FAMILY_DEFINITIONS['restrict-app']!.appliesTo(context, { kind: 'app', id: app.appId })).toBe(problem?.message);
  });

  it('sends a filter as it understood it', () => {
    const filter = "City -eq 'O''Brien' -or -not(Office -like '*x')";
    const context = contextOf({ exchange: { mailboxes: boxes.map((box) => ({ ...box, City: "O'Brien", Office: 'x' })) } });
    const change = stepOf(makePlan(context, 'restrict-app', { subject: app.appId, scope: 'filter', filter }), 'scope').change;
    const sent = change?.api === 'exchange' ? String(change.parameters['RecipientRestrictionFilter']) : '';
    expect(parseFilter(sent)).toEqual(parseFilter(filter));
  });

  it('puts nothing back that the reading cannot name', () => {
    const context = contextOf({ graph: { servicePrincipals: [app], appRoleAssignments: [{ ...graphGrant(app, 'Mail.Read'), id: null }] } });
    expect(problemsWith(context, 'restrict-app', TWO)[0]?.message).toContain('does not hold the id of the grant');
  });
});
