import { Command, CommanderError } from 'commander';
import type { CliContext } from './cli-context';
import { auditCommand } from './commands/audit';
import { collectorCommand } from './commands/collector';
import { matrixCommand } from './commands/matrix';
import { planCommand } from './commands/plan';
import { profilesCommand } from './commands/profiles';
import { reachCommand } from './commands/reach';
import { scriptCommand } from './commands/script';
import { secretsCommand } from './commands/secrets';
import { examples } from './commands/shared-options';
import { simulateCommand } from './commands/simulate';
import { whoCommand } from './commands/who';
import { EXIT } from './exit-code';

const EXIT_CODES = `
Exit codes:
  0  fine
  1  audit: findings at or above --fail-on
  2  wrong use, an input that cannot be read, or an app or mailbox that the reading does not hold
  3  incomplete coverage with --strict (wins over 1)
`;

/** Runs the command line with these arguments and answers the exit code. */
export async function runCli(context: CliContext, args: readonly string[]): Promise<number> {
  let code: number = EXIT.fine;
  const program = createProgram(context, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.failed;
  }
}

function createProgram(context: CliContext, finish: (code: number) => void): Command {
  const program = new Command('mailscope')
    .description('Which apps and people can reach which Exchange Online mailboxes, by which path, and until when.')
    .version(context.version, '--version', 'the version of this program')
    .addHelpText(
      'after',
      `${EXIT_CODES}${examples(
        ['mailscope audit contoso.json.gz', 'audit a reading of a tenant'],
        ['mailscope who contoso.json.gz --mailbox support@contoso.com', 'who can reach this mailbox'],
        ['mailscope audit --help', 'everything about one command'],
      )}`,
    );
  for (const create of [
    auditCommand,
    reachCommand,
    whoCommand,
    matrixCommand,
    secretsCommand,
    simulateCommand,
    collectorCommand,
    profilesCommand,
    planCommand,
    scriptCommand,
  ]) {
    program.addCommand(create(context, finish));
  }
  for (const command of [program, ...program.commands]) configure(command, context);
  return program;
}

function configure(command: Command, context: CliContext): void {
  const name = command.parent === null ? 'mailscope' : `mailscope ${command.name()}`;
  command
    .exitOverride()
    .helpOption('-h, --help', 'what this command does, with examples')
    .showHelpAfterError(`Run "${name} --help" for what it takes.`)
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => context.stdout.columns ?? 100,
      getErrHelpWidth: () => context.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'mailscope: '));
      },
    });
}
