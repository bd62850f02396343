import { err, ok, type Result } from '../../shared/domain/result';
import type { ChannelInput } from '../../shared/ipc/contract';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { DialogsPort } from '../ports/dialogs';
import type { CallOptions } from '../ports/engine';
import type { ReadingStore } from '../ports/reading-store';
import type { ReadingQueries } from './query-reading';
import type { ReadingLibrary } from './reading-library';

/** What an export answers: the name of the file, and the number of rows where it has any. */
export interface Exported {
  readonly fileName: string;
  readonly rows: number | null;
}

const KINDS = { html: 'Web page', csv: 'Comma-separated values', json: 'JSON', md: 'Markdown' } as const;

/** Exports go to a file that the user chooses; the engine writes it. */
export class Exports {
  constructor(
    private readonly library: ReadingLibrary,
    private readonly queries: ReadingQueries,
    private readonly dialogs: DialogsPort,
    private readonly store: Pick<ReadingStore, 'copyTo'>,
  ) {}

  /** A list, with the filter and order of the view. */
  async list(input: ChannelInput<'list.export'>, options: CallOptions): Promise<Result<Exported, Failure>> {
    const { selection, format } = input;
    const path = await this.target(selection.readingId, selection.list, format, 'Export the list', options);
    if (!path.ok) return path;
    const written = await this.queries.ask('exportList', { readingId: selection.readingId, selection, format, path: path.value }, options);
    return written.ok ? ok({ fileName: nameOf(path.value), rows: written.value.rows }) : written;
  }

  /** The report of the audit. */
  async report(input: ChannelInput<'report.export'>, options: CallOptions): Promise<Result<Exported, Failure>> {
    const path = await this.target(input.readingId, 'audit', input.format, 'Export the audit report', options);
    if (!path.ok) return path;
    const written = await this.queries.ask('exportReport', { ...input, path: path.value }, options);
    return written.ok ? ok({ fileName: nameOf(path.value), rows: null }) : written;
  }

  /** The reading itself, as it is stored: whoever opens the copy sees the same. */
  async file(readingId: string): Promise<Result<Exported, Failure>> {
    const stored = await this.library.fileOf(readingId);
    if (!stored.ok) return stored;
    const { tenant, collectedAt, name } = stored.value.summary;
    const words = [name ?? tenant.displayName ?? tenant.defaultDomain ?? tenant.id, 'reading', collectedAt.slice(0, 10)];
    const fileName = proposedName(words, 'json.gz');
    const path = await this.dialogs.chooseTarget({ title: 'Export the reading', fileName, extension: 'gz', kind: 'Packed collection' });
    if (path === null) return err(failure('dialog-closed'));
    const copied = await this.store.copyTo(stored.value.path, path);
    return copied.ok ? ok({ fileName: nameOf(path), rows: null }) : copied;
  }

  private async target(
    readingId: string,
    what: string,
    format: keyof typeof KINDS,
    title: string,
    options: CallOptions,
  ): Promise<Result<string, Failure>> {
    const reading = await this.library.use(readingId, options);
    if (!reading.ok) return reading;
    const { tenant, collectedAt } = reading.value.summary;
    const fileName = proposedName([tenant.displayName ?? tenant.defaultDomain ?? tenant.id, what, collectedAt.slice(0, 10)], format);
    const path = await this.dialogs.chooseTarget({ title, fileName, extension: format, kind: KINDS[format] });
    return path === null ? err(failure('dialog-closed')) : ok(path);
  }
}

/** A file name made of words that come from a file somebody else made. */
export function proposedName(words: readonly string[], extension: string): string {
  const clean = words.map((word) =>
    word
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      .toLowerCase(),
  );
  return `${['mailscope', ...clean].filter((word) => word !== '').join('-')}.${extension}`;
}

/** The last part of a path of any system. */
export function nameOf(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}
