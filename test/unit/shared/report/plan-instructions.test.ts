import { describe, expect, it } from 'vitest';
import { exchangeLook, graphLook } from '../../../../src/shared/domain/plan/look';
import { exchangeChange, graphChange, stepOf, undoBy, UNDO_NOTHING } from '../../../../src/shared/domain/plan/steps';
import { literal, reference } from '../../../../src/shared/domain/plan/template';
import { instructionsDocument, instructionsOf } from '../../../../src/shared/report/plan-instructions';
import { renderHtml } from '../../../../src/shared/report/render-html';
import { renderText } from '../../../../src/shared/report/render-text';
import { createSimulatedTenant } from '../../../../src/simulator/generator/create-tenant';
import { createSimulatedClock, DEFAULT_START } from '../../../../src/simulator/state/clock';
import { INJECTION_CORPUS } from '../../../support/injection-corpus';
import { planOfSteps, planWithText } from '../../../support/plan-script/hand-made-plan';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../../../support/plan-script/sample-plans';

const ID = '01234567-89ab-4cde-8123-456789abcdef';
const requires = {
  entraRoles: ['Privileged Role Administrator'],
  exchangeRoles: ['Organization Management'],
  scopes: ['AppRoleAssignment.ReadWrite.All'],
};
const there = exchangeLook('Get-ManagementScope', { Identity: 'x' }, { where: { Name: 'x' }, says: 'There is the scope "x".' });
const make = stepOf({
  id: 'make',
  title: 'Make the scope',
  why: 'It is needed.',
  requires,
  precondition: [exchangeLook('Get-User', {}, { says: 'There are users.' })],
  change: exchangeChange('New-ManagementScope', {
    Name: "O'Brien",
    RecipientRestrictionFilter: "Department -eq 'x|y'",
    Force: true,
    Names: ['a', 'b'],
  }),
  verification: [there],
  undo: undoBy(exchangeChange('Remove-ManagementScope', { Identity: reference('make', 'name') }), [there], 'The scope goes.'),
  outputs: { name: 'Name' },
  settles: 'scope-changed',
  confirm: 'Somebody may be using it.',
});
const grant = stepOf({
  id: 'grant',
  title: `Use ${literal('${x.y}')}`,
  why: '',
  requires,
  change: graphChange('POST', `/v1.0/servicePrincipals/${ID}/appRoleAssignments`, {
    principalId: ID,
    appRoleId: reference('make', 'name'),
  }),
  verification: [
    graphLook(`/v1.0/servicePrincipals/${ID}/appRoleAssignments`, {
      where: { appRoleId: { oneOf: ['y', null] } },
      expect: 'none',
      says: 'It is gone.',
    }),
  ],
  undo: { kind: 'impossible', says: 'Nobody knows how.' },
});

function markdown(...steps: Parameters<typeof planOfSteps>[0]): string {
  return instructionsOf(planOfSteps(steps));
}

describe('instructions by hand', () => {
  it('say of each step why, who may do it, the exact request, how to see that it is done, and how to take it back', () => {
    const text = markdown(make, grant);
    for (const said of [
      '## 1\\. Make the scope',
      'It is needed.',
      'Somebody may be using it.',
      'Privileged Role Administrator',
      'Organization Management',
      'AppRoleAssignment.ReadWrite.All',
      "```\nNew-ManagementScope -Name 'O''Brien' -RecipientRestrictionFilter 'Department -eq ''x|y''' -Force:$true -Names 'a', 'b'\n```",
      'How to see that it is done, usually within 2 hours',
      'There is the scope "x".',
      'To take it back: The scope goes.',
      "Remove-ManagementScope -Identity '<name of step 1>'",
      'This cannot be taken back: Nobody knows how.',
    ])
      expect(text).toContain(said);
  });

  it('have the body of a request as it is sent, with words for what an earlier step brings', () => {
    const text = markdown(make, grant);
    expect(text).toContain(
      `POST https://graph.microsoft.com/v1.0/servicePrincipals/${ID}/appRoleAssignments\n\n{\n  "principalId": "${ID}",\n  "appRoleId": "<name of step 1>"\n}`,
    );
    expect(text).toContain('Use \\$\\{x.y\\}');
  });

  it('lead to the page of the portal where there is one', () => {
    expect(markdown(grant)).toContain(
      `https://entra.microsoft.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Permissions/objectId/${ID}`,
    );
    expect(markdown(make)).not.toContain('entra.microsoft.com');
  });

  it.each([
    ['/v1.0/users/ID', `UserProfileMenuBlade/~/overview/userId/${ID}`],
    ['/v1.0/groups/ID/members/$ref', `GroupDetailsMenuBlade/~/Members/groupId/${ID}`],
    ['/v1.0/servicePrincipals/ID', `ManagedAppMenuBlade/~/Properties/objectId/${ID}`],
    ['/v1.0/servicePrincipals/ID/owners/$ref', `ManagedAppMenuBlade/~/Owners/objectId/${ID}`],
  ])('for %s it is %s', (path, page) => {
    const step = stepOf({ ...grant, change: graphChange('PATCH', path.replace('ID', ID), {}) });
    expect(markdown(step)).toContain(page);
  });

  it('tell how a list is edited that is written back whole', () => {
    const edit = stepOf({
      ...grant,
      change: {
        api: 'graph',
        method: 'PATCH',
        path: `/v1.0/applications/${ID}`,
        headers: {},
        body: null,
        edit: { property: 'web.redirectUris', add: [], remove: [{ '': 'http://old' }] },
      },
      undo: UNDO_NOTHING,
    });
    expect(markdown(edit)).toContain('Leave out every item where it is "http');
  });

  it('hold only the steps that are asked for, with their numbers', () => {
    const text = instructionsOf(planOfSteps([make, grant]), ['grant']);
    expect(text).toContain('## 2\\.');
    expect(text).not.toContain('## 1\\.');
  });

  it('tell a few of many looks, and how many there are', () => {
    const looks = Array.from({ length: 40 }, (_, index) => ({ ...there, says: `Look ${index}.` }));
    const text = markdown(stepOf({ ...make, verification: looks }));
    expect(text).toContain('and 15 more');
    expect(text).toContain('The other 37 looks are of the same kind.');
  });

  it.each(INJECTION_CORPUS)('stay text with %s in them', (_name, hostile) => {
    const document = instructionsDocument(planWithText(hostile));
    const page = [...renderHtml(document)].join('');
    expect(page).not.toMatch(/<script|<img|href="javascript/i);
    for (const text of [[...renderText(document)].join(''), instructionsOf(planWithText(hostile))]) {
      for (const turning of ['\u001b', '\u202e', '\u0007']) expect(text).not.toContain(turning);
    }
    expect(instructionsOf(planWithText(hostile)).replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '')).not.toMatch(/<script/i);
  });

  const context = contextOf(createSimulatedTenant({ size: 'S', clock: createSimulatedClock(DEFAULT_START) }).state);

  it.each(BUILT_FAMILIES)('can be made of %s, and leave no reference in the text', (family) => {
    const plan = samplePlan(context, family);
    const text = instructionsOf(plan);
    for (const [index] of plan.steps.entries()) expect(text).toContain(`## ${index + 1}\\.`);
    expect(text).not.toMatch(/\$\\?\{[a-z-]+\./);
  });
});
