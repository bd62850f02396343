import type { SourcePath } from '../../shared/domain/collection/sources';
import type { ReadingContext } from './reading-context';
import { SOURCE_PLANS } from './sources-table';

/** One piece of work: reads some sources when those they need are there, in whatever state. */
export interface Step {
  readonly sources: readonly SourcePath[];
  /** Records failures where they belong, and never rejects because of one. */
  readonly run: (context: ReadingContext) => Promise<void>;
}

/** Runs every step as soon as what it needs has ended; what can go side by side does. */
export async function runSteps(context: ReadingContext, steps: readonly Step[]): Promise<void> {
  const running = new Map<Step, Promise<void>>();
  const start = (step: Step): Promise<void> => {
    const begun = running.get(step);
    if (begun) return begun;
    const needed = new Set(step.sources.flatMap((source) => SOURCE_PLANS[source].needs));
    const before = steps.filter((other) => other !== step && other.sources.some((source) => needed.has(source)));
    const work = Promise.all(before.map(start)).then(() => step.run(context));
    running.set(step, work);
    return work;
  };
  await Promise.all(steps.map(start));
}
