import { describe, expect, it } from 'vitest';
import type { Plan, PlanFamily } from '../../../../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../../../../src/shared/domain/plan/questions.schema';
import { expandJson, referencesIn, type Outputs } from '../../../../../../src/shared/domain/plan/template';
import {
  accessPolicy,
  application,
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
} from '../../../../../support/collection-builder';
import { HOSTILE_NAMES } from '../../../../../support/hostile-names';
import { INJECTION_CORPUS } from '../../../../../support/injection-corpus';
import { flawsOf, planContext, tryPlan } from '../../../../../support/plan-cases';

const NAMES: readonly (readonly [string, string])[] = [
  ...Object.entries(HOSTILE_NAMES),
  ...INJECTION_CORPUS.filter(([, text]) => text.length < 10_000),
  ['a reference to an output', '${group.id} ${step.x} $${scope.name}'],
  ['a reference to an output of a path', '${group.distinguishedName}'],
];

/** A tenant in which everything that has a name has this one. */
function tenantOf(name: string): ReturnType<typeof planContext> {
  const app = servicePrincipal('app', { displayName: name });
  const broken = servicePrincipal('broken', { displayName: name });
  const own = pointer(app, { DisplayName: name });
  const wrong = pointer(broken, {
    ObjectId: application(broken).id,
    Identity: application(broken).id,
    Guid: guid('wrong'),
    DisplayName: name,
  });
  const called = { DisplayName: name };
  return planContext(
    collection({
      graph: {
        servicePrincipals: [app, broken],
        applications: [application(app), application(broken)],
        appRoleAssignments: [graphGrant(app, 'Mail.Read')],
        groups: [group('Scope', { displayName: name }), group('Plain', { displayName: name, mailEnabled: false, mail: null })],
        groupMembers: [member('Scope', guid('user Anna'))],
      },
      exchange: {
        mailboxes: [mailbox('Anna', called), mailbox('Berta', { ...called, DistinguishedName: `CN=${name},DC=contoso` })],
        groups: [
          exchangeGroup('Scope', { ...called, Name: name, DistinguishedName: `CN=${name},OU=contoso`, MemberJoinRestriction: 'Open' }),
        ],
        servicePrincipals: [own, wrong],
        managementScopes: [managementScope(name, "Name -eq 'Anna'")],
        managementRoleAssignments: [
          roleAssignment(own, 'Application Mail.Read', {
            Name: name,
            Identity: name,
            RecipientWriteScope: 'CustomRecipientScope',
            CustomResourceScope: name,
          }),
          roleAssignment(wrong, 'Application Mail.Send', { Name: `${name} 2`, Identity: `${name} 2` }),
        ],
        applicationAccessPolicies: [
          accessPolicy(app.appId, 'RestrictAccess', { id: guid('group Scope'), name }, { Description: name.slice(0, 40) }),
        ],
      },
    }),
  );
}

const [anna, berta] = [guid('user Anna'), guid('user Berta')];
const subject = guid('app app');
const FRESH = { groupName: 'Fresh', groupAddress: 'fresh@contoso.com' };
const CASES: readonly (readonly [PlanFamily, (context: ReturnType<typeof planContext>) => Answers])[] = [
  ['restrict-app', () => ({ subject, scope: 'newGroup', mailboxes: [anna, berta], ...FRESH })],
  ['restrict-app', () => ({ subject, scope: 'existingGroup', group: guid('group Scope'), mailboxes: [berta] })],
  ['restrict-app', () => ({ subject, scope: 'current' })],
  ['restrict-by-policy', () => ({ subject, scope: 'newGroup', mailboxes: [anna], ...FRESH })],
  ['change-policy', ({ engine }) => ({ subject: engine.policies[0]!.identity, accessRight: 'DenyAccess' })],
  ['remove-policy', ({ engine }) => ({ subject: engine.policies[0]!.identity })],
  ['migrate-policy', () => ({ subject })],
  ['edit-scope', () => ({ subject: guid('group Scope'), add: [berta], remove: [anna] })],
  ['edit-scope', () => ({ subject: guid('group Plain'), add: [berta] })],
  [
    'edit-scope',
    ({ reading }) => ({ subject: `scope:${reading.collection.exchange.managementScopes![0]!.Name!}`, filter: "Name -eq 'Berta'" }),
  ],
  ['close-scope-group', () => ({ subject: guid('group Scope') })],
  ['repair-pointer', () => ({ subject: guid('app broken'), assignUnscoped: true })],
];

/** What steps would give out: the name of the output, so that it can be told from a name of the tenant. */
function outputsOf(plan: Plan): Outputs {
  return Object.fromEntries(
    plan.steps.map((step) => [step.id, Object.fromEntries(Object.keys(step.outputs).map((name) => [name, `<${step.id} ${name}>`]))]),
  );
}

describe('plans of access where everything has a hostile name', () => {
  it.each(NAMES)('stay sound with %s', (_what, name) => {
    const context = tenantOf(name);
    const made = CASES.flatMap(([family, answers]) => {
      const plan = tryPlan(context, family, answers(context));
      return 'steps' in plan ? [plan] : [];
    });
    // Names of nothing but blanks name no scope and no assignment.
    expect(made.length).toBeGreaterThanOrEqual(name.trim() === '' ? 7 : CASES.length - 1);
    for (const plan of made) {
      expect(flawsOf(plan)).toEqual([]);
      for (const text of [
        plan.title,
        plan.sentence,
        plan.subject.name,
        ...plan.notes.map((note) => note.text),
        ...plan.steps.flatMap((step) => [step.title, step.why, step.confirm ?? '']),
      ]) {
        expect(referencesIn(text)).toEqual([]);
        expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(text.length).toBeLessThan(3_000);
      }
    }
  });

  it('send a name as it is, whatever it looks like', () => {
    const name = '${group.id} $(x) \'"`';
    const context = tenantOf(name);
    const plan = tryPlan(context, 'edit-scope', { subject: `scope:${name}`, filter: "Name -eq 'Berta'" });
    if (!('steps' in plan)) throw new Error(plan[0]?.message);
    const change = plan.steps[0]?.change;
    if (change?.api !== 'exchange') throw new Error('no cmdlet');
    expect(expandJson(change.parameters, outputsOf(plan))['Identity']).toBe(name);
    expect(expandJson(plan.steps[0]!.verification[0]!.where as never, outputsOf(plan))['Name' as never]).toBe(name);
  });

  it('quote a distinguished name in a filter so that it ends where it should', () => {
    const context = tenantOf("O'Brien' -or Name -like '*");
    const plan = tryPlan(context, 'restrict-app', { subject, scope: 'existingGroup', group: guid('group Scope') });
    if (!('steps' in plan)) throw new Error(plan[0]?.message);
    const change = plan.steps.find((step) => step.id === 'scope')?.change;
    expect(change).toMatchObject({
      parameters: { RecipientRestrictionFilter: "MemberOfGroup -eq 'CN=O''Brien'' -or Name -like ''*,OU=contoso'" },
    });
  });
});
