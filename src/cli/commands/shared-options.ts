import { Command, Option } from 'commander';
import { parseNow } from '../option-values';

/** Makes a command with what all of them share: the file, the format, where the result goes, and how strict to be. */
export function answerCommand(name: string, formats: readonly string[]): Command {
  return new Command(name)
    .argument('<file>', 'the collection file, .json or .json.gz; - reads standard input')
    .addOption(new Option('--format <format>', 'how the result is written').choices(formats).default('text'))
    .option('--out <file>', 'write the result to this file, as a whole or not at all')
    .option('--strict', 'exit code 3 if a source that the answer needs was not read in full')
    .option('--quiet', 'no warnings and no progress on standard error');
}

/** The time that deadlines and expiries are counted from. */
export function nowOption(): Option {
  return new Option('--now <time>', 'count from this time instead of the current one (ISO 8601)').argParser(parseNow);
}

/** Accepted by commands whose answer does not depend on the time, so that a script can give it to all of them. */
export function unusedNowOption(): Option {
  return nowOption().hideHelp();
}

/** Examples as they stand under a command's help. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  return `\nExamples:\n${lines.map(([command, what]) => `  ${command}\n      ${what}\n`).join('')}`;
}
