import type { Reading } from '../shared/domain/collection/reading';
import type { ReachEngine } from '../shared/domain/reach/reach-engine';
import type { Result } from '../shared/domain/result';
import type { TextOptions } from '../shared/report/render-text';
import type { CliContext } from './cli-context';
import { coverageGaps, describeGaps, type CommandName, type CoverageGap } from './coverage-rule';
import { answerExitCode, EXIT } from './exit-code';
import { readInput } from './input-file';
import { Messages } from './messages';
import { resolveTarget, writeOutput } from './output';

/** The options that every command has. */
export interface AnswerOptions {
  readonly format: string;
  readonly out?: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
}

/** What is particular to one command. */
export interface AnswerCommand<Answer> {
  readonly name: CommandName;
  build(reading: Reading, engine: ReachEngine): Promise<Result<Answer, { readonly message: string }>>;
  render(answer: Answer, reading: Reading, terminal: TextOptions): Promise<Iterable<string>>;
  /** Something to say on standard error about the answer, and whether it calls for exit code 1. */
  judge?(answer: Answer): { readonly note: string; readonly failed: boolean } | null;
}

/** The way of every command: check where the result goes, read, compute, write, and tell by the exit code how it went. */
export async function runAnswer<Answer>(
  context: CliContext,
  command: AnswerCommand<Answer>,
  file: string,
  options: AnswerOptions,
): Promise<number> {
  const messages = new Messages(context, options.quiet === true);
  const target = await resolveTarget(options.out, file);
  if (!target.ok) return fail(messages, target.error);
  const input = await readInput(context, file, messages);
  if (!input.ok) return fail(messages, input.error);

  const { reading, engine } = await context.open(input.value);
  messages.warnings(reading.warnings);
  const answer = await command.build(reading, engine);
  if (!answer.ok) return fail(messages, answer.error.message);

  const terminal = target.value.kind === 'stdout' ? terminalOf(context) : {};
  const written = await writeOutput(context, target.value, await command.render(answer.value, reading, terminal));
  if (!written.ok) return fail(messages, written.error);

  const gaps = gapsOf(command.name, reading);
  sayGaps(messages, gaps, options);
  const verdict = command.judge?.(answer.value) ?? null;
  if (verdict !== null) messages.note(verdict.note);
  return answerExitCode({ incomplete: options.strict === true && gaps.length > 0, findings: verdict?.failed === true });
}

function fail(messages: Messages, message: string): number {
  messages.failure(message);
  return EXIT.failed;
}

function gapsOf(command: CommandName, reading: Reading): CoverageGap[] {
  const gaps = coverageGaps(command, reading.coverage, new Set(Object.keys(reading.collection.coverage)));
  const source = 'exchange.mailboxPermissions';
  const unread = unreadMailboxes(reading);
  if (unread === 0 || gaps.some((gap) => gap.source === source)) return gaps;
  return [...gaps, { source, state: 'partial', reason: `not read for ${unread} of ${reading.mailboxes.size} mailboxes` }];
}

/** The mailboxes that `mailboxPermissionsRead` leaves out although the source calls itself complete. */
function unreadMailboxes(reading: Reading): number {
  const read = reading.collection.exchange.mailboxPermissionsRead;
  if (read === undefined || read === 'all') return 0;
  const known = new Set(read.map((id) => reading.mailboxes.byId(id)));
  return reading.mailboxes.all.filter((mailbox) => !known.has(mailbox)).length;
}

function sayGaps(messages: Messages, gaps: readonly CoverageGap[], options: AnswerOptions): void {
  if (gaps.length === 0) return;
  if (options.strict === true) messages.failure(`coverage is incomplete, and --strict asks for exit code 3: ${describeGaps(gaps)}.`);
  else if (options.format !== 'text') messages.note(`warning: not everything was read: ${describeGaps(gaps)}.`);
}

/** How wide and how coloured text may be: plain where nobody looks at a terminal. */
export function terminalOf(context: Pick<CliContext, 'stdout' | 'environment'>): TextOptions {
  const { stdout, environment } = context;
  if (stdout.isTTY !== true) return {};
  const plain = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return { width: stdout.columns, color: !plain };
}
