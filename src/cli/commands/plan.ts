import { Option, type Command } from 'commander';
import { ok } from '../../shared/domain/result';
import type { TextOptions } from '../../shared/report/render-text';
import type { CliContext } from '../cli-context';
import { planCommandOf, writePlanned, type PlanCommandOptions } from './shared-plan-command';
import type { PlanInput } from '../plan-input';
import { terminalOf } from '../run-answer';
import { examples } from './shared-options';

interface PlanOptions extends PlanCommandOptions {
  readonly format: 'text' | 'json' | 'md' | 'html';
}

/** So many changes of reach are shown in what people read. */
const CHANGES_SHOWN = 50;

/** `mailscope plan PROFILE --answers FILE`: what would be changed, and who would gain and lose by it. Nothing is touched. */
export function planCommand(context: CliContext, finish: (code: number) => void): Command {
  return planCommandOf('plan')
    .summary('a plan as data: what would be changed, step by step')
    .description(
      'Makes the plan of a profile from answers and a reading: every request it would send, how each is checked and taken back, and who gains and who loses by it. Nothing of the tenant is touched.',
    )
    .addOption(new Option('--format <format>', 'how the plan is written').choices(['text', 'json', 'md', 'html']).default('text'))
    .addHelpText(
      'after',
      examples(
        ['mailscope plan restrict-app --answers answers.json --reading contoso.json.gz', 'what the plan changes, and for whom'],
        ['mailscope plan restrict-app --answers answers.json --reading contoso.json.gz --format json --out plan.json', 'the plan as data'],
      ),
    )
    .action(async (profile: string, options: PlanOptions) => {
      finish(
        await writePlanned(context, profile, options, async (input, { kind }) =>
          ok(await render(input, options.format, kind === 'stdout' ? terminalOf(context) : {})),
        ),
      );
    });
}

async function render({ plan, engine }: PlanInput, format: PlanOptions['format'], terminal: TextOptions): Promise<Iterable<string>> {
  if (format === 'json') return (await import('../../shared/report/json')).jsonChunks(plan);
  const { previewPlan } = await import('../../shared/domain/plan/preview/preview-plan');
  const { planDocument } = await import('../../shared/report/plan-document');
  const { renderDocument } = await import('../render-document');
  return renderDocument(planDocument(plan, previewPlan(engine, plan, CHANGES_SHOWN)), format, terminal);
}
