import { Command, Option } from 'commander';
import type { TextOptions } from '../../shared/report/render-text';
import type { CliContext } from '../cli-context';
import { EXIT } from '../exit-code';
import { Messages } from '../messages';
import { resolveTarget, writeOutput } from '../output';
import { readPlanInput, type PlanInput } from '../plan-input';
import { terminalOf } from '../run-answer';
import { examples, nowOption } from './shared-options';

interface PlanOptions {
  readonly answers: string;
  readonly reading?: string;
  readonly format: 'text' | 'json' | 'md' | 'html';
  readonly out?: string;
  readonly now?: string;
  readonly quiet?: boolean;
}

/** So many changes of reach are shown in what people read. */
const CHANGES_SHOWN = 50;

/** `mailscope plan PROFILE --answers FILE`: what would be changed, and who would gain and lose by it. Nothing is touched. */
export function planCommand(context: CliContext, finish: (code: number) => void): Command {
  return new Command('plan')
    .summary('a plan as data: what would be changed, step by step')
    .description(
      'Makes the plan of a profile from answers and a reading: every request it would send, how each is checked and taken back, and who gains and who loses by it. Nothing of the tenant is touched.',
    )
    .argument('<profile>', 'what to do: "mailscope profiles" lists them')
    .requiredOption('--answers <file>', 'the answers to the questions of the profile, JSON; - reads standard input')
    .option('--reading <file>', 'the collection file that the plan is made from, .json or .json.gz; - reads standard input')
    .addOption(new Option('--format <format>', 'how the plan is written').choices(['text', 'json', 'md', 'html']).default('text'))
    .option('--out <file>', 'write the result to this file, as a whole or not at all')
    .option('--quiet', 'no warnings and no progress on standard error')
    .addOption(nowOption())
    .addHelpText(
      'after',
      examples(
        ['mailscope plan restrict-app --answers answers.json --reading contoso.json.gz', 'what the plan changes, and for whom'],
        ['mailscope plan restrict-app --answers answers.json --reading contoso.json.gz --format json --out plan.json', 'the plan as data'],
      ),
    )
    .action(async (profile: string, options: PlanOptions) => {
      finish(await writePlan(context, profile, options));
    });
}

async function writePlan(context: CliContext, profile: string, options: PlanOptions): Promise<number> {
  const messages = new Messages(context, options.quiet === true);
  const fail = (lines: readonly string[]): number => {
    for (const line of lines) messages.failure(line);
    return EXIT.failed;
  };
  const target = await resolveTarget(options.out, options.reading ?? '-', options.answers);
  if (!target.ok) return fail([target.error]);
  const { answers, reading, now } = options;
  const input = await readPlanInput(context, { profile, answers, reading, now }, messages);
  if (!input.ok) return fail(input.error);
  const written = await writeOutput(
    context,
    target.value,
    await render(input.value, options.format, target.value.kind === 'stdout' ? terminalOf(context) : {}),
  );
  return written.ok ? EXIT.fine : fail([written.error]);
}

async function render({ plan, engine }: PlanInput, format: PlanOptions['format'], terminal: TextOptions): Promise<Iterable<string>> {
  if (format === 'json') return (await import('../../shared/report/json')).jsonChunks(plan);
  const { previewPlan } = await import('../../shared/domain/plan/preview/preview-plan');
  const { planDocument } = await import('../../shared/report/plan-document');
  const { renderDocument } = await import('../render-document');
  return renderDocument(planDocument(plan, previewPlan(engine, plan, CHANGES_SHOWN)), format, terminal);
}
