import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanContext } from '../../../src/shared/domain/plan/family';
import type { Change, Look, Plan, PlanStep } from '../../../src/shared/domain/plan/plan.schema';
import { featuresFor } from '../../../src/shared/domain/readiness/change-features';
import { createSimulatedTenant } from '../../../src/simulator/generator/create-tenant';
import { createSimulatedClock } from '../../../src/simulator/state/clock';
import { bridgeList, refusalOf } from '../../support/bridge-list';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../../support/plan-script/sample-plans';

const reads = bridgeList('Cmdlets');
const changes = bridgeList('Changes');

let context: PlanContext;

beforeAll(() => {
  context = contextOf(createSimulatedTenant({ size: 'S', clock: createSimulatedClock() }).state);
});

function looksOf(plan: Plan): readonly Look[] {
  return [
    ...plan.basis,
    ...plan.steps.flatMap(({ precondition, verification, undo }) => [
      ...precondition,
      ...verification,
      ...(undo.kind === 'change' ? undo.verification : []),
    ]),
  ];
}

function changesOf({ change, credential, undo }: PlanStep): readonly Change[] {
  return [change, credential?.orphan ?? null, undo.kind === 'change' ? undo.change : null].filter((item) => item !== null);
}

/** What a look, or the outputs of a step, take of an object that the bridge would not pass on. */
function notPassedOn(cmdlet: string, properties: readonly string[]): readonly string[] {
  const passed = new Set(['Identity', ...(reads.find(({ name }) => name === cmdlet)?.properties ?? [])]);
  return properties.map((name) => name.split('.')[0] ?? '').filter((name) => !passed.has(name));
}

describe.each(BUILT_FAMILIES)('a plan %s through the bridge', (family) => {
  it('looks with what a reading has, at what is passed on', () => {
    const plan = samplePlan(context, family);
    const problems = looksOf(plan).flatMap(({ read, each, where }) => {
      if (read.api !== 'exchange') return [];
      const refused = refusalOf(reads, read.cmdlet, read.parameters);
      const wanted = each === null ? Object.keys(where) : [each];
      return [refused, ...notPassedOn(read.cmdlet, wanted).map((name) => `${read.cmdlet} does not pass ${name} on`)].filter(Boolean);
    });
    expect(problems).toEqual([]);
  });

  it('takes outputs of what is passed on', () => {
    const problems = samplePlan(context, family).steps.flatMap(({ outputs, verification }) => {
      const read = verification[0]?.read;
      return read?.api === 'exchange' && verification[0]?.each === null ? notPassedOn(read.cmdlet, Object.values(outputs)) : [];
    });
    expect(problems).toEqual([]);
  });

  it('changes with what is on the list of changes', () => {
    const problems = samplePlan(context, family)
      .steps.flatMap(changesOf)
      .map((change) => (change.api === 'exchange' ? refusalOf(changes, change.cmdlet, change.parameters) : null));
    expect(problems.filter(Boolean)).toEqual([]);
  });

  it('needs permissions that some feature asks for', () => {
    const scopes = samplePlan(context, family).steps.flatMap(({ requires }) => requires.scopes);
    expect(featuresFor(scopes, []).unknown).toEqual([]);
  });
});
