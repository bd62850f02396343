import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../../../src/shared/domain/plan/plan.schema';
import type { CollectionParts } from '../../../../../support/collection-builder';
import {
  accessPolicy,
  collection,
  exchangeGrant,
  exchangeGroup,
  graphGrant,
  group,
  guid,
  mailbox,
  member,
  servicePrincipal,
  sharedMailbox,
} from '../../../../../support/collection-builder';
import { engineAfter, flawsOf, makePlan, planContext, problemsWith, reachedBy } from '../../../../../support/plan-cases';

const app = servicePrincipal('Ticketing');
const boxes = [...['Anna', 'Berta', 'Clara'].map((name) => mailbox(name)), sharedMailbox('Desk')];
const over = (name: string) => ({ id: guid(`group ${name}`), name });
const restrict = accessPolicy(app.appId, 'RestrictAccess', over('Scope'), { Description: 'old words' });
const all = ['anna', 'berta', 'clara', 'desk'].map((name) => `${name}@contoso.com`);

/** Scope holds Anna, and the group Inner with Berta. */
function contextOf(exchange: CollectionParts['exchange'] = {}, graph: CollectionParts['graph'] = {}): ReturnType<typeof planContext> {
  return planContext(
    collection({
      graph: {
        servicePrincipals: [app],
        appRoleAssignments: [graphGrant(app, 'Mail.Read')],
        groups: ['Scope', 'Inner'].map((name) => group(name)),
        groupMembers: [
          member('Scope', guid('user Anna')),
          member('Scope', guid('group Inner'), 'group'),
          member('Inner', guid('user Berta')),
        ],
        ...graph,
      },
      exchange: { mailboxes: boxes, groups: ['Scope', 'Inner'].map((name) => exchangeGroup(name)), ...exchange },
    }),
  );
}

const ids = (plan: Plan): string[] => plan.steps.map((step) => step.id);
const text = (plan: Plan): string => plan.notes.map((note) => note.text).join('\n');
const reach = (context: ReturnType<typeof planContext>, plan: Plan): readonly string[] =>
  reachedBy(engineAfter(context, plan), app.appId, 'mail.read');

describe('restricting an app by an access policy', () => {
  it('creates the policy and tests who is in and who is out, inner groups included', () => {
    const context = contextOf();
    const plan = makePlan(context, 'restrict-by-policy', { subject: app.appId, scope: 'existingGroup', group: 'Scope' });
    expect(plan.steps.find(({ id }) => id === 'policy')).toMatchObject({
      destructive: true,
      confirm: expect.stringContaining('loses every mailbox that is not in') as string,
    });
    expect(ids(plan)).toEqual(['policy', 'test-inside', 'test-outside', 'live-test']);
    expect(flawsOf(plan)).toEqual([]);
    expect(reach(context, plan)).toEqual(['anna@contoso.com', 'berta@contoso.com']);
    expect(text(plan)).toContain('legacy');
  });

  it('keeps an app out of one mailbox, and warns that a list of exceptions is no scope', () => {
    const context = contextOf();
    const plan = makePlan(context, 'restrict-by-policy', {
      subject: app.appId,
      accessRight: 'DenyAccess',
      scope: 'mailbox',
      mailboxes: ['clara@contoso.com'],
    });
    expect(reach(context, plan)).toEqual(all.filter((address) => !address.startsWith('clara')));
    expect(text(plan)).toContain('A list of exceptions is no scope');
  });

  it('names what no policy stops', () => {
    const context = contextOf(
      {},
      {
        appRoleAssignments: [graphGrant(app, 'Mail.Read'), graphGrant(app, 'MailboxFolder.Read.All'), exchangeGrant(app, 'SMTP.SendAsApp')],
      },
    );
    const plan = makePlan(context, 'restrict-by-policy', { subject: app.appId, scope: 'existingGroup', group: 'Scope' });
    expect(text(plan)).toContain('No policy stops MailboxFolder.Read.All');
    expect(text(plan)).toContain('SMTP.SendAsApp (Office 365 Exchange Online)');
  });

  it('tests what all policies of the app come to together', () => {
    const context = contextOf({
      applicationAccessPolicies: [accessPolicy(app.appId, 'DenyAccess', { id: guid('user Anna'), name: 'Anna' })],
    });
    const plan = makePlan(context, 'restrict-by-policy', { subject: app.appId, scope: 'existingGroup', group: 'Scope' });
    const tested = (id: string): string[] => (plan.steps.find((step) => step.id === id)?.verification ?? []).map((look) => look.says);
    expect(tested('test-inside')).toEqual(['The policies let the app into berta@contoso.com.']);
    expect(tested('test-outside')).toEqual(expect.arrayContaining(['The policies keep the app out of anna@contoso.com.']));
  });

  const wrongs: readonly (readonly [string, Readonly<Record<string, string | string[]>>, string, RegExp])[] = [
    ['a shared mailbox, which Exchange refuses', { scope: 'mailbox', mailboxes: ['desk@contoso.com'] }, 'mailboxes', /no user mailbox/],
    [
      'several mailboxes without a group',
      { scope: 'mailbox', mailboxes: ['anna@contoso.com', 'clara@contoso.com'] },
      'mailboxes',
      /use a group/,
    ],
    ['a distribution list', { scope: 'existingGroup', group: 'List' }, 'group', /no mail-enabled security group/],
    [
      'a description that takes the space of others',
      { scope: 'existingGroup', group: 'Scope', description: 'x'.repeat(61) },
      'description',
      /share little space/,
    ],
    [
      'a mailbox outside that is inside',
      { scope: 'existingGroup', group: 'Scope', outsideMailbox: ['berta@contoso.com'] },
      'outsideMailbox',
      /is in the group/,
    ],
  ];
  it.each(wrongs)('refuses %s', (_name, answers, question, message) => {
    const context = contextOf({
      groups: [exchangeGroup('Scope'), exchangeGroup('List', { RecipientTypeDetails: 'MailUniversalDistributionGroup' })],
    });
    expect(problemsWith(context, 'restrict-by-policy', { subject: app.appId, ...answers })[0]).toEqual({
      question,
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses a second policy over the same group', () => {
    const context = contextOf({ applicationAccessPolicies: [restrict] });
    expect(
      problemsWith(context, 'restrict-by-policy', { subject: app.appId, scope: 'existingGroup', group: 'Scope' })[0]?.message,
    ).toContain('change that one');
  });
});

describe('changing an access policy', () => {
  const context = contextOf({ applicationAccessPolicies: [restrict] });
  const subject = restrict.Identity!;

  it('changes the description in place', () => {
    const plan = makePlan(context, 'change-policy', { subject, description: 'new words' });
    expect(ids(plan)).toEqual(['describe']);
    expect(plan.steps[0]).toMatchObject({
      change: { cmdlet: 'Set-ApplicationAccessPolicy', parameters: { Description: 'new words' } },
      undo: { change: { parameters: { Description: 'old words' } } },
    });
    expect(reach(context, plan)).toEqual(reachedBy(context.engine, app.appId, 'mail.read'));
  });

  it('has nothing to do where nothing is changed', () => {
    expect(problemsWith(context, 'change-policy', { subject })[0]?.message).toContain('nothing to change');
  });

  it('makes and tests the new policy before the old one goes', () => {
    const plan = makePlan(context, 'change-policy', {
      subject,
      scope: 'newGroup',
      mailboxes: ['clara@contoso.com'],
      groupName: 'Fresh',
      groupAddress: 'fresh@contoso.com',
    });
    expect(ids(plan).filter((id) => !id.startsWith('add-member'))).toEqual([
      'group',
      'policy',
      'test-new-granted',
      'remove-old',
      'test-after-granted',
      'test-after-denied',
    ]);
    expect(flawsOf(plan)).toEqual([]);
    expect(reach(context, plan)).toEqual(['clara@contoso.com']);
    expect(plan.notes.find((note) => note.text.includes('loses'))?.mailboxes).toEqual(['anna@contoso.com', 'berta@contoso.com']);
  });

  it('removes first where the scope stays the same, as there is room for one policy only, and warns', () => {
    const plan = makePlan(context, 'change-policy', { subject, accessRight: 'DenyAccess' });
    expect(ids(plan).slice(0, 2)).toEqual(['remove-old', 'policy']);
    expect(text(plan)).toContain('Between the two steps neither policy holds');
    expect(reach(context, plan)).toEqual(['clara@contoso.com', 'desk@contoso.com']);
  });

  it('keeps every app that the policy names', () => {
    const other = servicePrincipal('Other');
    const shared = accessPolicy(app.appId, 'RestrictAccess', over('Scope'), { AppId: `${app.appId}, ${other.appId}` });
    const both = contextOf({ applicationAccessPolicies: [shared] }, { servicePrincipals: [app, other] });
    const plan = makePlan(both, 'change-policy', { subject: shared.Identity!, scope: 'mailbox', mailboxes: ['clara@contoso.com'] });
    expect(plan.steps.find((step) => step.id === 'policy')?.change).toMatchObject({ parameters: { AppId: [app.appId, other.appId] } });
  });
});

describe('removing an access policy', () => {
  it('names who gains which mailboxes, and asks for a yes to that', () => {
    const context = contextOf({ applicationAccessPolicies: [restrict] });
    const plan = makePlan(context, 'remove-policy', { subject: restrict.Identity! });
    expect(plan.notes[0]).toMatchObject({ kind: 'warning', mailboxes: ['clara@contoso.com', 'desk@contoso.com'] });
    expect(plan.steps[0]).toMatchObject({
      destructive: true,
      confirm: expect.stringContaining('Ticketing gains 2 mailboxes') as string,
      undo: { kind: 'change' },
    });
    expect(reach(context, plan)).toEqual(all);
  });

  it('says that it cannot come back where its scope is gone', () => {
    const gone = accessPolicy(app.appId, 'RestrictAccess', over('Gone'));
    const plan = makePlan(contextOf({ applicationAccessPolicies: [gone] }), 'remove-policy', { subject: gone.Identity! });
    expect(plan.steps[0]?.undo).toMatchObject({ kind: 'impossible' });
  });

  it('says that nobody gains where nobody does', () => {
    const context = contextOf({ applicationAccessPolicies: [restrict] }, { appRoleAssignments: [] });
    expect(text(makePlan(context, 'remove-policy', { subject: restrict.Identity! }))).toBe('By the reading no app gains a mailbox.');
  });

  it('refuses a policy that is not there', () => {
    expect(problemsWith(contextOf(), 'remove-policy', { subject: 'nothing' })[0]?.message).toContain('No application access policy');
  });
});
