import { Option, type Command } from 'commander';
import { err, ok, type Result } from '../../shared/domain/result';
import type { CliContext } from '../cli-context';
import { planCommandOf, writePlanned, type PlanCommandOptions } from './shared-plan-command';
import type { PlanInput } from '../plan-input';
import { examples } from './shared-options';

interface ScriptOptions extends PlanCommandOptions {
  readonly format: 'ps1' | 'md' | 'html' | 'text';
  readonly steps?: readonly string[];
}

/** `mailscope script PROFILE`: a plan as a PowerShell script, or as instructions by hand. */
export function scriptCommand(context: CliContext, finish: (code: number) => void): Command {
  return planCommandOf('script')
    .summary('a plan as a PowerShell script, or as instructions by hand')
    .description(
      'Writes a plan as one PowerShell script that an administrator can read and run: it looks before it changes anything, can be run again, shows with -WhatIf what it would do, and takes back with -Rollback what it did. With --format md, html or text: the same plan as instructions by hand.',
    )
    .addOption(new Option('--format <format>', 'a script, or instructions').choices(['ps1', 'md', 'html', 'text']).default('ps1'))
    .option('--steps <ids>', 'only these steps, separated by commas: to hand them to somebody else', (text: string) => text.split(','))
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
      finish(
        await writePlanned(context, profile, options, async (input) => {
          const steps = stepsOf(input, options.steps);
          return steps.ok ? ok(await render(context, input, steps.value, options)) : steps;
        }),
      );
    });
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
