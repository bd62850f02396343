import { Command, Option } from 'commander';
import { err, ok, type Result } from '../../shared/domain/result';
import type { CliContext } from '../cli-context';
import { EXIT } from '../exit-code';
import { Messages } from '../messages';
import { resolveTarget, writeOutput } from '../output';
import { readPlanInput, type PlanInput } from '../plan-input';
import { examples, nowOption } from './shared-options';

interface ScriptOptions {
  readonly answers: string;
  readonly reading?: string;
  readonly format: 'ps1' | 'md' | 'html' | 'text';
  readonly steps?: readonly string[];
  readonly out?: string;
  readonly now?: string;
  readonly quiet?: boolean;
}

/** `mailscope script PROFILE`: a plan as a PowerShell script, or as instructions by hand. */
export function scriptCommand(context: CliContext, finish: (code: number) => void): Command {
  return new Command('script')
    .summary('a plan as a PowerShell script, or as instructions by hand')
    .description(
      'Writes a plan as one PowerShell script that an administrator can read and run: it looks before it changes anything, can be run again, shows with -WhatIf what it would do, and takes back with -Rollback what it did. With --format md, html or text: the same plan as instructions by hand.',
    )
    .argument('<profile>', 'what to do: "mailscope profiles" lists them')
    .requiredOption('--answers <file>', 'the answers to the questions of the profile, JSON; - reads standard input')
    .option('--reading <file>', 'the collection file that the plan is made from, .json or .json.gz; - reads standard input')
    .addOption(new Option('--format <format>', 'a script, or instructions').choices(['ps1', 'md', 'html', 'text']).default('ps1'))
    .option('--steps <ids>', 'only these steps, separated by commas: to hand them to somebody else', (text: string) => text.split(','))
    .option('--out <file>', 'write the result to this file, as a whole or not at all')
    .option('--quiet', 'no warnings and no progress on standard error')
    .addOption(nowOption())
    .addHelpText(
      'after',
      examples(
        [
          'mailscope script restrict-app --answers answers.json --reading contoso.json.gz --out Restrict.ps1',
          'the script, to be read and run on another machine',
        ],
        [
          'mailscope script restrict-app --answers answers.json --reading contoso.json.gz --format html --out restrict.html',
          'the same by hand, step by step',
        ],
      ),
    )
    .action(async (profile: string, options: ScriptOptions) => {
      finish(await writeScript(context, profile, options));
    });
}

async function writeScript(context: CliContext, profile: string, options: ScriptOptions): Promise<number> {
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
  const steps = stepsOf(input.value, options.steps);
  if (!steps.ok) return fail([steps.error]);
  const written = await writeOutput(context, target.value, await render(context, input.value, steps.value, options));
  return written.ok ? EXIT.fine : fail([written.error]);
}

function stepsOf({ plan }: PlanInput, wanted: readonly string[] | undefined): Result<readonly string[] | undefined, string> {
  const names = wanted?.map((name) => name.trim());
  const known = plan.steps.map(({ id }) => id);
  const unknown = names?.filter((name) => !known.includes(name)) ?? [];
  if (unknown.length === 0) return ok(names);
  return err(`--steps: the plan has no step ${unknown.map((name) => `"${name}"`).join(', ')}. Its steps are ${known.join(', ')}.`);
}

async function render(
  context: CliContext,
  { plan }: PlanInput,
  steps: readonly string[] | undefined,
  { format }: ScriptOptions,
): Promise<Iterable<string>> {
  if (format === 'ps1') {
    const { exportScript } = await import('../../shared/domain/plan/script/export-script');
    return [exportScript({ plan, productVersion: context.version, ...(steps ? { steps } : {}) })];
  }
  const { instructionsDocument } = await import('../../shared/report/plan-instructions');
  const { renderDocument } = await import('../render-document');
  return renderDocument(instructionsDocument(plan, steps), format, {});
}
