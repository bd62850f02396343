import { describe, expect, it } from 'vitest';
import { exchangeLook, graphLook } from '../../../../../src/shared/domain/plan/look';
import type { Change, Look, Plan, PlanStep } from '../../../../../src/shared/domain/plan/plan.schema';
import { RIGHTS } from '../../../../../src/shared/domain/plan/required-rights';
import { exchangeChange, graphChange, stepOf, UNDO_NOTHING } from '../../../../../src/shared/domain/plan/steps';
import { reference } from '../../../../../src/shared/domain/plan/template';
import { guid } from '../../../../support/guid';
import { brokenReferences, referenceProblems } from '../../../../support/plan-reference';
import { referenceFolder } from '../../../../support/reference';

const rights = {
  entraRoles: [],
  exchangeRoles: ['Organization Management'],
  scopes: ['Group.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'],
};

function planWith(change: Change | null, verification: readonly Look[] = [], more: Partial<PlanStep> = {}): Plan {
  const step = stepOf({
    id: 'step',
    title: 'x',
    why: 'x',
    requires: rights,
    change,
    verification: [...verification],
    undo: UNDO_NOTHING,
    ...more,
  });
  return {
    format: 'mailscope-plan/1',
    id: 'plan-1',
    family: 'edit-scope',
    title: 'x',
    sentence: 'x',
    subject: { kind: 'group', id: 'x', name: 'x' },
    tenant: { id: 'x', displayName: 'x', defaultDomain: 'x', cloud: 'global' },
    basedOn: { readingId: null, collectedAt: 'x' },
    madeAt: 'x',
    basis: [],
    notes: [],
    steps: [step],
  };
}

const groupPath = `/v1.0/groups/${guid('group')}`;

/** What the checks of every plan are made of finds what it is there for. */
describe.skipIf(referenceFolder === null)('what Microsoft’s reference does not know', () => {
  const cases: readonly (readonly [string, Change | null, RegExp])[] = [
    ['a cmdlet', exchangeChange('Set-Everything', {}), /no cmdlet Set-Everything/],
    ['a parameter', exchangeChange('Set-ManagementScope', { Identity: 'x', Colour: 'red' }), /no parameter Colour/],
    ['a missing parameter', exchangeChange('New-ManagementScope', { Name: 'x' }), /no parameter set of New-ManagementScope/],
    [
      'parameters of two sets',
      exchangeChange('New-ManagementScope', { Name: 'x', RecipientRestrictionFilter: 'x', ServerList: 'y' }),
      /ServerList/,
    ],
    ['a value', exchangeChange('New-DistributionGroup', { Name: 'x', MemberJoinRestriction: 'Never' }), /does not take Never/],
    [
      'a yes or no as a text',
      exchangeChange('Remove-DistributionGroup', { Identity: 'x', BypassSecurityGroupManagerCheck: 'yes' }),
      /is a yes or no/,
    ],
    ['a cmdlet that changes nothing', exchangeChange('Get-Mailbox', { Identity: 'x' }), /changes nothing/],
    ['a path', graphChange('POST', '/v1.0/everything', {}), /there is no POST/],
    ['a method', graphChange('PUT', groupPath, {}), /there is no PUT/],
    ['a property of a body', graphChange('PATCH', groupPath, { colour: 'red' }), /has no property colour/],
    ['the type of a property', graphChange('PATCH', groupPath, { visibility: 1 }), /is string, not number/],
    ['a permission that is not enough', graphChange('PATCH', `/v1.0/users/${guid('user')}`, { accountEnabled: false }), /needs one of/],
  ];
  it.each(cases)('is found: %s', (_name, change, problem) => {
    expect(referenceProblems(planWith(change)).join('\n')).toMatch(problem);
  });

  it('is found in looks and in what takes a step back as well', () => {
    const look = exchangeLook('Set-Mailbox', { Identity: 'x' }, { says: 'x' });
    expect(referenceProblems(planWith(null, [look])).join()).toContain('no cmdlet that only reads');
    expect(referenceProblems(planWith(null, [graphLook('/v1.0/groups?$colour=red', { says: 'x' })])).join()).toContain(
      'does not take $colour',
    );
    const undo = { kind: 'change', change: exchangeChange('Undo-Everything', {}), verification: [look], says: 'x' } as const;
    expect(referenceProblems(planWith(null, [], { undo: { ...undo, verification: [look] } })).join()).toContain('Undo-Everything');
    expect(
      referenceProblems(planWith(exchangeChange('Remove-ManagementScope', { Identity: 'x' }), [], { requires: RIGHTS.none })).join(),
    ).toContain('no role of Exchange Online');
  });

  it('is nothing in what is documented', () => {
    const change = graphChange('POST', `${groupPath}/members/$ref`, { '@odata.id': 'https://graph.microsoft.com/v1.0/directoryObjects/x' });
    expect(referenceProblems(planWith(change, [graphLook(`${groupPath}/members?$select=id&$top=999`, { says: 'x' })]))).toEqual([]);
  });
});

describe('references that lead nowhere', () => {
  const uses = (text: string): Plan => planWith(exchangeChange('Remove-ManagementScope', { Identity: text }));

  it.each([
    ['to a step that is not there', uses(reference('other', 'id')), ['step (change) refers to other.id']],
    [
      'to the step itself, before it is done',
      planWith(exchangeChange('Remove-ManagementScope', { Identity: reference('step', 'id') }), [], { outputs: { id: 'Guid' } }),
      ['step (change) refers to step.id'],
    ],
    ['to nothing', uses('$${step.id}'), []],
  ])('are found %s', (_name, plan, problems) => {
    expect(brokenReferences(plan)).toEqual(problems);
  });

  it('are found where two steps share an id', () => {
    const plan = uses('x');
    expect(brokenReferences({ ...plan, steps: [...plan.steps, ...plan.steps] })).toEqual(['the id step stands twice']);
  });
});
