import { visibleText } from '../shared/report/visible-text';
import type { CliContext, ReadProgress } from './cli-context';

const WARNING_LIMIT = 20;
const STAGES: Readonly<Record<ReadProgress['stage'], string>> = { read: 'Reading', parse: 'Parsing', check: 'Checking' };
const CLEAR_LINE = '\r\u001b[K';

/** What is said on standard error: failures always, warnings unless quiet, progress only to a person at a terminal. */
export class Messages {
  private progressShown = false;

  constructor(
    private readonly context: Pick<CliContext, 'stderr'>,
    private readonly quiet: boolean,
  ) {}

  failure(message: string): void {
    this.line(message);
  }

  note(message: string): void {
    if (!this.quiet) this.line(message);
  }

  warnings(warnings: readonly string[]): void {
    for (const warning of warnings.slice(0, WARNING_LIMIT)) this.note(`warning: ${warning}`);
    const rest = warnings.length - WARNING_LIMIT;
    if (rest > 0) this.note(`warning: and ${rest} more of this kind`);
  }

  readonly progress = (progress: ReadProgress): void => {
    if (this.quiet || this.context.stderr.isTTY !== true) return;
    const share = progress.done > 0 && progress.total > 0 ? ` ${Math.floor((100 * progress.done) / progress.total)} %` : '';
    this.context.stderr.write(`${CLEAR_LINE}${STAGES[progress.stage]}${share}`);
    this.progressShown = true;
  };

  /** Takes the progress line away before anything else is said. */
  endProgress(): void {
    if (this.progressShown) this.context.stderr.write(CLEAR_LINE);
    this.progressShown = false;
  }

  private line(message: string): void {
    this.endProgress();
    // One message is one line: the name of a file or an id may hold line breaks.
    this.context.stderr.write(`mailscope: ${visibleText(message)}\n`);
  }
}
