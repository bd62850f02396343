import { open, type FileHandle } from 'node:fs/promises';
import type { JournalEntry } from '../../../shared/domain/plan/journal.schema';
import type { PlanJournal } from '../../ports/plan-store';

/** A journal as a file. Each entry is one line, which is on the disk before `append` resolves. */
export class PlanJournalFile implements PlanJournal {
  private readonly written: JournalEntry[];
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly path: string,
    entries: readonly JournalEntry[],
    /** Bytes of whole lines: what lies behind them was cut short and is not part of it. */
    private length: number,
  ) {
    this.written = [...entries];
  }

  /** See the port. */
  get entries(): readonly JournalEntry[] {
    return this.written;
  }

  /** See the port. One after the other. */
  append(entry: JournalEntry): Promise<void> {
    const appended = this.last.then(() => this.write(entry));
    this.last = appended.catch(() => undefined);
    return appended;
  }

  private async write(entry: JournalEntry): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8');
    // Never made anew here: a journal that somebody removed must not begin in the middle.
    const file = await open(this.path, 'r+');
    try {
      const { size } = await file.stat();
      if (size < this.length) throw new Error('the journal is shorter than what was written to it');
      if (size > this.length) await file.truncate(this.length);
      await writeWhole(file, line, this.length);
      await file.sync();
    } finally {
      await file.close();
    }
    this.length += line.length;
    this.written.push(entry);
  }
}

async function writeWhole(file: FileHandle, content: Buffer, position: number): Promise<void> {
  for (let done = 0; done < content.length;) {
    const { bytesWritten } = await file.write(content, done, content.length - done, position + done);
    done += bytesWritten;
  }
}
