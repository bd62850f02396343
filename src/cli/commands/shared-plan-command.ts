import { Command } from 'commander';
import type { Result } from '../../shared/domain/result';
import type { CliContext } from '../cli-context';
import { nowOption } from './shared-options';
import { EXIT } from '../exit-code';
import { Messages } from '../messages';
import { resolveTarget, writeOutput, type OutputTarget } from '../output';
import { readPlanInput, type PlanInput } from '../plan-input';

/** The options of every command that makes a plan. */
export interface PlanCommandOptions {
  readonly answers: string;
  readonly reading?: string;
  readonly out?: string;
  readonly now?: string;
  readonly quiet?: boolean;
}

/** A command that makes a plan, with what all of them take. */
export function planCommandOf(name: string): Command {
  return new Command(name)
    .argument('<profile>', 'what to do: "mailscope profiles" lists them')
    .requiredOption('--answers <file>', 'the answers to the questions of the profile, JSON; - reads standard input')
    .option('--reading <file>', 'the collection file that the plan is made from, .json or .json.gz; - reads standard input')
    .option('--out <file>', 'write the result to this file, as a whole or not at all')
    .option('--quiet', 'no warnings and no progress on standard error')
    .addOption(nowOption());
}

/** Makes the plan and writes what `render` makes of it; a problem is one line each, and the exit code of wrong use. */
export async function writePlanned(
  context: CliContext,
  profile: string,
  { answers, reading, out, now, quiet }: PlanCommandOptions,
  render: (input: PlanInput, target: OutputTarget) => Promise<Result<Iterable<string>, string>>,
): Promise<number> {
  const messages = new Messages(context, quiet === true);
  const fail = (lines: readonly string[]): number => {
    for (const line of lines) messages.failure(line);
    return EXIT.failed;
  };
  const target = await resolveTarget(out, reading ?? '-', answers);
  if (!target.ok) return fail([target.error]);
  const input = await readPlanInput(context, { profile, answers, reading, now }, messages);
  if (!input.ok) return fail(input.error);
  const text = await render(input.value, target.value);
  if (!text.ok) return fail([text.error]);
  const written = await writeOutput(context, target.value, text.value);
  return written.ok ? EXIT.fine : fail([written.error]);
}
