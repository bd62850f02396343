import { performance } from 'node:perf_hooks';
import { readCollectionFile } from '../../src/engine/collection-file';
import { openReading } from '../../src/shared/domain/collection/reading';
import { buildPlan } from '../../src/shared/domain/plan/build-plan';
import type { Plan, PlanFamily } from '../../src/shared/domain/plan/plan.schema';
import { previewPlan } from '../../src/shared/domain/plan/preview/preview-plan';
import type { Answers } from '../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../src/shared/domain/plan/registry';
import { createReachEngine, type ReachEngine } from '../../src/shared/domain/reach/reach-engine';
import { generateCollection } from '../support/generate-collection';
import type { Figure } from './figures';
import { median } from './measure-process';

const REPEATS = 5;
const SHOWN = 200;
const MAILBOXES = 50;

interface Sample {
  readonly name: string;
  readonly family: PlanFamily;
  readonly answers: Answers;
}

/** Plans whose previews cost differently: grants alone, a new group with members, rights on a mailbox. */
function samplesOf(engine: ReachEngine): readonly Sample[] {
  const { all } = engine.reading.mailboxes;
  const app = engine.apps.find(({ servicePrincipal, grants }) => servicePrincipal && grants.some((grant) => grant.replacedBy !== null));
  const addresses = all.slice(0, MAILBOXES).map(({ address }) => address);
  const subject = app?.appId ?? '';
  return [
    { name: 'remove the grants of an app', family: 'remove-grants', answers: { subject } },
    {
      name: `restrict an app to a new group of ${String(MAILBOXES)} mailboxes`,
      family: 'restrict-app',
      answers: {
        subject,
        scope: 'newGroup',
        mailboxes: addresses,
        groupName: 'Measured',
        groupAddress: `measured@${addresses[0]?.split('@')[1] ?? ''}`,
      },
    },
    {
      name: 'give a person full access',
      family: 'add-delegate',
      answers: { subject: addresses[0] ?? '', delegate: all.at(-1)?.item.UserPrincipalName ?? '', rights: 'fullAccess' },
    },
  ];
}

function build(engine: ReachEngine, { family, answers }: Sample): Plan {
  const definition = PLAN_FAMILY_DEFINITIONS[family];
  if (!definition) throw new Error(`There is no plan ${family}`);
  const { reading } = engine;
  const plan = buildPlan(
    definition,
    { reading, engine, planId: '0123456789abcdef', readingId: null, now: reading.collection.collectedAt },
    answers,
  );
  if (!plan.ok) throw new Error(plan.error.map(({ message }) => message).join(' '));
  return plan.value;
}

function timed<T>(work: () => T): { readonly value: T; readonly milliseconds: number } {
  const began = performance.now();
  const value = work();
  return { value, milliseconds: performance.now() - began };
}

/** Plan building and preview on the large tenant, the reading open and its audit made, as in the app. */
export async function planFigures(folder: string): Promise<Figure[]> {
  const file = await readCollectionFile(await generateCollection(folder, 'large'));
  if (!file.ok) throw new Error(file.error.message);
  const engine = createReachEngine(openReading(file.value.collection));
  engine.peopleIndex();
  return samplesOf(engine).flatMap((sample) => {
    const built = Array.from({ length: REPEATS }, () => timed(() => build(engine, sample)));
    const [first] = built;
    if (!first) return [];
    const previews = Array.from({ length: REPEATS }, () => timed(() => previewPlan(engine, first.value, SHOWN)).milliseconds);
    const name = `plan building and preview on L: ${sample.name}`;
    return [
      { name: `${name}, building`, value: median(built.map(({ milliseconds }) => milliseconds)), unit: 'ms' as const },
      { name: `${name}, preview`, value: median(previews), unit: 'ms' as const },
    ];
  });
}
