import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../../../src/shared/domain/plan/plan.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../../../src/shared/domain/plan/registry';
import type { CollectionParts } from '../../../../../support/collection-builder';
import {
  accessPolicy,
  collection,
  exchangeGroup,
  graphGrant,
  group,
  guid,
  mailbox,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
} from '../../../../../support/collection-builder';
import { engineAfter, flawsOf, makePlan, planContext, problemsWith, reachedBy } from '../../../../../support/plan-cases';

const app = servicePrincipal('Ticketing');
const names = ['Anna', 'Berta', 'Clara', 'Dora', 'Emil'];
const boxes = names.map((name) => mailbox(name));
const at = (...wanted: string[]): string[] => wanted.map((name) => `${name.toLowerCase()}@contoso.com`);
const over = (name: string) => ({ id: guid(`group ${name}`), name });

/** Outer holds Anna and the group Inner, which holds Berta. Board holds Dora. */
function contextOf(policies: CollectionParts['exchange'] = {}, graph: CollectionParts['graph'] = {}): ReturnType<typeof planContext> {
  return planContext(
    collection({
      graph: {
        servicePrincipals: [app],
        appRoleAssignments: [graphGrant(app, 'Mail.Read')],
        groups: ['Outer', 'Inner', 'Board'].map((name) => group(name)),
        groupMembers: [
          member('Outer', guid('user Anna')),
          member('Outer', guid('group Inner'), 'group'),
          member('Inner', guid('user Berta')),
          member('Board', guid('user Dora')),
        ],
        ...graph,
      },
      exchange: { mailboxes: boxes, groups: ['Outer', 'Inner', 'Board'].map((name) => exchangeGroup(name)), ...policies },
    }),
  );
}

const restrict = accessPolicy(app.appId, 'RestrictAccess', over('Outer'));
const deny = accessPolicy(app.appId, 'DenyAccess', over('Board'));
const noteOf = (plan: Plan, about: RegExp) => plan.notes.find((note) => about.test(note.text));
const filterOf = (plan: Plan): string => {
  const change = plan.steps.find((step) => step.id === 'scope')?.change;
  return change?.api === 'exchange' ? String(change.parameters['RecipientRestrictionFilter']) : '';
};
const reach = (context: ReturnType<typeof planContext>, plan: Plan): readonly string[] =>
  reachedBy(engineAfter(context, plan), app.appId, 'mail.read');

describe('migrating an access policy to roles', () => {
  it('gives the roles and tests them while the policy still holds, then removes the permission, and the policy last', () => {
    const plan = makePlan(contextOf({ applicationAccessPolicies: [restrict] }), 'migrate-policy', { subject: app.appId });
    expect(plan.steps.map((step) => step.id)).toEqual([
      'pointer',
      'scope',
      'assign-mail-read',
      'test-inside',
      'test-outside-rest',
      'test-nobody-else',
      'remove-mail-read',
      'live-test',
      'remove-policy',
    ]);
    expect(flawsOf(plan)).toEqual([]);
    expect(plan.steps.every((step) => step.undo.kind !== 'impossible')).toBe(true);
  });

  it('names inner groups in the scope, so that nobody falls out', () => {
    const context = contextOf({ applicationAccessPolicies: [restrict] });
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId });
    expect(filterOf(plan)).toMatch(/^\(MemberOfGroup -eq 'CN=Inner.*'\) -or \(MemberOfGroup -eq 'CN=Outer.*'\)$/);
    expect(reach(context, plan)).toEqual(at('Anna', 'Berta'));
    expect(noteOf(plan, /same mailboxes before and after/)).toBeDefined();
  });

  it('adds members of inner groups to the outer one where that is chosen', () => {
    const context = contextOf({ applicationAccessPolicies: [restrict] });
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId, nested: 'members' });
    expect(plan.steps.some((step) => step.title === 'Add Berta (berta@contoso.com) to "Outer"')).toBe(true);
    expect(filterOf(plan)).not.toContain('Inner');
    expect(reach(context, plan)).toEqual(at('Anna', 'Berta'));
  });

  it('lists who falls out where inner groups are left out', () => {
    const context = contextOf({ applicationAccessPolicies: [restrict] });
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId, nested: 'leaveOut' });
    expect(noteOf(plan, /falls out/)).toMatchObject({ kind: 'warning', mailboxes: at('Berta') });
    expect(reach(context, plan)).toEqual(at('Anna'));
  });

  it('fills a flat group with everybody the policies let the app into', () => {
    const context = contextOf({ applicationAccessPolicies: [restrict, deny] });
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId, scope: 'newGroup' });
    expect(reach(context, plan)).toEqual(at('Anna', 'Berta'));
    expect(noteOf(plan, /filled once/)).toBeDefined();
  });

  it('says DenyAccess by leaving those mailboxes out of the filter', () => {
    const context = contextOf({ applicationAccessPolicies: [deny] });
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId });
    expect(filterOf(plan)).toMatch(/^-not \(MemberOfGroup -eq 'CN=Board/);
    expect(reach(context, plan)).toEqual(at('Anna', 'Berta', 'Clara', 'Emil'));
  });

  it('never lets in whom a blocklist keeps out through an inner group, whatever is chosen', () => {
    const context = contextOf({ applicationAccessPolicies: [accessPolicy(app.appId, 'DenyAccess', over('Outer'))] });
    for (const nested of ['filter', 'members', 'leaveOut']) {
      const plan = makePlan(context, 'migrate-policy', { subject: app.appId, nested });
      expect(reach(context, plan)).toEqual(at('Clara', 'Dora', 'Emil'));
    }
  });

  it('says one mailbox by its id, which renaming does not change', () => {
    const context = contextOf({
      applicationAccessPolicies: [accessPolicy(app.appId, 'RestrictAccess', { id: guid('user Clara'), name: 'Clara' })],
    });
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId });
    expect(filterOf(plan)).toBe(`ExternalDirectoryObjectId -eq '${guid('user Clara')}'`);
    expect(reach(context, plan)).toEqual(at('Clara'));
  });

  it('announces who would suddenly get in by a filter of one’s own', () => {
    const context = contextOf({ applicationAccessPolicies: [restrict] });
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId, scope: 'filter', filter: "Name -like '*a'" });
    expect(noteOf(plan, /suddenly/)).toMatchObject({ kind: 'warning', mailboxes: at('Clara', 'Dora') });
    expect(reach(context, plan)).toEqual(at('Anna', 'Berta', 'Clara', 'Dora'));
  });

  it('cannot say by a filter what is not certain, and offers a group or a filter of one’s own instead', () => {
    const gone = accessPolicy(app.appId, 'DenyAccess', over('Gone'));
    const context = contextOf({ applicationAccessPolicies: [restrict, gone] });
    const [problem] = problemsWith(context, 'migrate-policy', { subject: app.appId, scope: 'sameGroups' });
    expect(problem).toMatchObject({ question: 'scope', message: expect.stringMatching(/no filter can say the same.*new group/) as string });
  });

  it('tests every mailbox inside, those the policies concern and the others outside, and that nobody else is in the scope', () => {
    const plan = makePlan(contextOf({ applicationAccessPolicies: [restrict, deny] }), 'migrate-policy', { subject: app.appId });
    const tested = (id: string): string[] =>
      (plan.steps.find((step) => step.id === id)?.verification ?? []).flatMap(({ read }) =>
        read.api === 'exchange' ? [String(read.parameters['Resource'])] : [],
      );
    const id = (...wanted: string[]): string[] => wanted.map((name) => guid(`user ${name}`));
    expect(new Set(tested('test-inside'))).toEqual(new Set(id('Anna', 'Berta')));
    expect(new Set(tested('test-outside'))).toEqual(new Set(id('Dora')));
    expect(new Set(tested('test-outside-rest'))).toEqual(new Set(id('Clara', 'Emil')));
    expect(plan.steps.find((step) => step.id === 'test-nobody-else')?.verification).toMatchObject([
      { read: { cmdlet: 'Get-EXOMailbox' }, where: { ExternalDirectoryObjectId: { noneOf: id('Anna', 'Berta') } }, expect: 'none' },
    ]);
  });

  it('does not test fifty thousand mailboxes one by one, and says what is asked instead', () => {
    const many = Array.from({ length: 1_200 }, (_, index) => mailbox(`Box${index}`));
    const plan = makePlan(contextOf({ mailboxes: [...boxes, ...many], applicationAccessPolicies: [restrict] }), 'migrate-policy', {
      subject: app.appId,
    });
    expect(plan.steps.find((step) => step.id === 'test-outside-rest')?.verification).toHaveLength(1_000);
    expect(noteOf(plan, /not tested one by one/)?.text).toContain('703 mailboxes');
  });

  it('does not ask mailboxes for attributes of their accounts', () => {
    const filter = "Department -eq 'Sales' -or Name -eq 'Anna'";
    const mailboxes = boxes.map((box) => ({ ...box, Department: 'Sales' }));
    const context = contextOf({ mailboxes, applicationAccessPolicies: [restrict] });
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId, scope: 'filter', filter });
    expect(plan.steps.map((step) => step.id)).not.toContain('test-nobody-else');
    const many = Array.from({ length: 600 }, (_, index) => mailbox(`Box${index}`, { Department: '' }));
    const large = contextOf({ mailboxes: [...mailboxes, ...many], applicationAccessPolicies: [restrict] });
    const warned = makePlan(large, 'migrate-policy', { subject: app.appId, scope: 'filter', filter });
    expect(noteOf(warned, /not tested one by one/)).toMatchObject({ kind: 'warning' });
  });

  it('leaves policies that confine other apps, and says so', () => {
    const other = servicePrincipal('Other');
    const shared = accessPolicy(app.appId, 'RestrictAccess', over('Outer'), { AppId: [app.appId, other.appId] });
    const graph = { servicePrincipals: [app, other], appRoleAssignments: [graphGrant(app, 'Mail.Read'), graphGrant(other, 'Mail.Read')] };
    const plan = makePlan(contextOf({ applicationAccessPolicies: [shared] }, graph), 'migrate-policy', { subject: app.appId });
    expect(plan.steps.map((step) => step.id)).not.toContain('remove-policy');
    expect(noteOf(plan, /Other apps that it names are still confined/)).toBeDefined();
  });

  it('keeps the policies where that is asked for', () => {
    const plan = makePlan(contextOf({ applicationAccessPolicies: [restrict] }), 'migrate-policy', {
      subject: app.appId,
      removePolicies: false,
    });
    expect(plan.steps.map((step) => step.id)).not.toContain('remove-policy');
  });

  it('leaves what no policy governs as it is, unless it is to be confined too', () => {
    const graph = { appRoleAssignments: [graphGrant(app, 'Mail.Read'), graphGrant(app, 'MailboxFolder.Read.All')] };
    const context = contextOf({ applicationAccessPolicies: [restrict] }, graph);
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId });
    expect(noteOf(plan, /No policy governs MailboxFolder.Read.All/)?.kind).toBe('warning');
    expect(plan.steps.map((step) => step.id)).not.toContain('remove-mailboxfolder-read-all');
    const whole = makePlan(context, 'migrate-policy', { subject: app.appId, alsoUncovered: true });
    expect(whole.steps.map((step) => step.id)).toEqual(
      expect.arrayContaining(['assign-mailboxfolder-read', 'remove-mailboxfolder-read-all']),
    );
    expect(reachedBy(engineAfter(context, whole), app.appId, 'folders.read')).toEqual(at('Anna', 'Berta'));
  });

  it('warns where new direct members come within reach of another app’s roles', () => {
    const other = servicePrincipal('Other');
    const own = pointer(other);
    const context = contextOf(
      {
        applicationAccessPolicies: [restrict],
        servicePrincipals: [own],
        managementRoleAssignments: [
          roleAssignment(own, 'Application Mail.Read', { RecipientWriteScope: 'Group', CustomResourceScope: 'Outer' }),
        ],
      },
      { servicePrincipals: [app, other], appRoleAssignments: [graphGrant(app, 'Mail.Read')] },
    );
    const plan = makePlan(context, 'migrate-policy', { subject: app.appId, nested: 'members' });
    expect(noteOf(plan, /also a scope of Other/)).toMatchObject({ kind: 'warning', mailboxes: at('Berta') });
  });

  it.each([
    [
      'an app without a policy of its own',
      { applicationAccessPolicies: [accessPolicy('*', 'DenyAccess', over('Board'))] },
      /no application access policy of its own/,
    ],
    [
      'a policy that keeps it out of nothing',
      {
        applicationAccessPolicies: [accessPolicy(app.appId, 'DenyAccess', over('Empty'))],
        groups: ['Outer', 'Empty'].map((name) => exchangeGroup(name)),
      },
      /out of no mailbox/,
    ],
    [
      'a policy that lets it into nothing',
      {
        applicationAccessPolicies: [accessPolicy(app.appId, 'RestrictAccess', over('Empty'))],
        groups: ['Outer', 'Empty'].map((name) => exchangeGroup(name)),
      },
      /no mailbox/,
    ],
  ] as const)('refuses %s', (_name, exchange, message) => {
    const [problem] = problemsWith(contextOf(exchange as CollectionParts['exchange']), 'migrate-policy', { subject: app.appId });
    expect(problem?.message).toMatch(message);
  });

  it('is not offered for an app that holds nothing that policies govern', () => {
    const context = contextOf(
      { applicationAccessPolicies: [restrict] },
      { appRoleAssignments: [graphGrant(app, 'MailboxFolder.Read.All')] },
    );
    expect(PLAN_FAMILY_DEFINITIONS['migrate-policy']!.appliesTo(context, { kind: 'app', id: app.appId })).toMatch(/nothing to migrate/);
  });
});
