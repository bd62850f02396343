import { expect, it } from 'vitest';
import type { PlanFamily } from '../../../../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../../../../src/shared/domain/plan/questions.schema';
import { SETTLING_FACTS } from '../../../../../../src/shared/domain/plan/settling';
import { application, collection, guid, servicePrincipal, TENANT_ID } from '../../../../../support/collection-builder';
import { makePlan, planContext } from '../../../../../support/plan-cases';

const app = servicePrincipal('Robot', { appOwnerOrganizationId: TENANT_ID });
const secret = {
  keyId: guid('key'),
  displayName: 'old',
  startDateTime: '2026-01-01T00:00:00Z',
  endDateTime: '2026-11-30T00:00:00Z',
};
const of = collection({
  graph: {
    servicePrincipals: [app],
    applications: [application(app, { passwordCredentials: [secret], web: { redirectUris: ['http://robot.example/back'] } })],
    appManagementPolicies: [],
    credentialSignInActivities: [],
  },
});

/** What a step is said to wait for speaks of what it looks at, not of another kind of change. */
it.each<readonly [PlanFamily, Answers, string, string]>([
  ['rotate-credential', { inUse: 'report' }, 'in-use', 'the report of sign-ins by credential catches up'],
  ['remove-redirects', {}, 'remove-redirects-web', 'Entra takes over the change'],
])('a step of %s waits for what it looks at', (family, answers, id, label) => {
  const step = makePlan(planContext(of), family, { subject: app.appId, ...answers }).steps.find((one) => one.id === id);
  expect(step && SETTLING_FACTS[step.settles].label).toBe(label);
});
