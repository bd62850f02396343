import { expect, it } from 'vitest';
import type { PlanFamily } from '../../../../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../../../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../../../src/shared/domain/plan/registry';
import { createSimulatedClock } from '../../../../../../src/simulator/state/clock';
import { createSimulatedTenant } from '../../../../../../src/simulator/generator/create-tenant';
import { tryPlan } from '../../../../../support/plan-cases';
import { contextOf } from '../../../../../support/plan-script/sample-plans';

const context = contextOf(createSimulatedTenant({ size: 'S', clock: createSimulatedClock() }).state);
const idOf = (name: string): string => context.engine.apps.find((app) => app.name === name)?.appId ?? '';
const ledgerline = { subject: idOf('Ledgerline Payables') };

/** Somebody who took every tick away did not ask for what was ticked at first. */
it.each<readonly [PlanFamily, Answers, string]>([
  ['remove-grants', { ...ledgerline, permissions: [] }, 'Choose at least one grant'],
  ['restrict-app', { ...ledgerline, permissions: [], mailboxes: ['support@aldermoor.example'] }, 'Choose at least one permission'],
  ['remove-credentials', { subject: idOf('Cormorant Migration'), credentials: [] }, 'Choose at least one credential'],
])('%s does nothing where nothing is chosen', (family, answers, message) => {
  const built = tryPlan(context, family, answers);
  expect(Array.isArray(built) ? built : []).toEqual([
    { question: expect.any(String) as string, message: expect.stringContaining(message) as string },
  ]);
});

it.each<readonly [PlanFamily, Answers, readonly string[]]>([
  ['rotate-credential', { ...ledgerline, credentials: [] }, ['add-credential', 'hand-over', 'in-use']],
  ['allow-ews', { ...ledgerline, allowedApps: [] }, []],
])('%s does only the rest where nothing is chosen', (family, answers, steps) => {
  expect(PLAN_FAMILY_DEFINITIONS[family]).toBeDefined();
  const built = tryPlan(context, family, answers);
  if (Array.isArray(built) || !('steps' in built)) throw new Error(JSON.stringify(built));
  if (steps.length > 0) expect(built.steps.map(({ id }) => id)).toEqual(steps);
  expect(JSON.stringify(built.steps)).not.toContain(family === 'allow-ews' ? idOf('Larkspur Signatures') : 'remove-secret');
});
