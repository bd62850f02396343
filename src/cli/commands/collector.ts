import { Command } from 'commander';
import type { CliContext } from '../cli-context';
import { EXIT } from '../exit-code';
import { Messages } from '../messages';
import { resolveTarget, writeOutput } from '../output';
import { examples } from './shared-options';

interface CollectorOptions {
  readonly out?: string;
}

/** `mailscope collector`: the script that reads a tenant where Mailscope itself cannot run. */
export function collectorCommand(context: CliContext, finish: (code: number) => void): Command {
  return new Command('collector')
    .summary('the script that reads a tenant where Mailscope cannot run')
    .description(
      'Writes the collector: one read-only PowerShell script that an administrator runs, and whose file Mailscope opens. Its head says what it reads and which rights that takes.',
    )
    .option('--out <file>', 'write the script to this file, as a whole or not at all')
    .addHelpText(
      'after',
      examples(
        ['mailscope collector --out Collect-MailscopeTenant.ps1', 'the script, to be read and run on another machine'],
        ['mailscope collector | less', 'what it does, line by line'],
      ),
    )
    .action(async (options: CollectorOptions) => {
      finish(await writeCollector(context, options));
    });
}

async function writeCollector(context: CliContext, { out }: CollectorOptions): Promise<number> {
  const messages = new Messages(context, false);
  const target = await resolveTarget(out, '-');
  if (!target.ok) return fail(messages, target.error);
  const script = await context.collectorScript();
  if (script === null) return fail(messages, 'The collector script is missing; this copy of Mailscope is not complete.');
  const written = await writeOutput(context, target.value, [script]);
  return written.ok ? EXIT.fine : fail(messages, written.error);
}

function fail(messages: Messages, message: string): number {
  messages.failure(message);
  return EXIT.failed;
}
