import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, readFile, rename, rm, stat, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { RUN_STATE_FILE, spoolStateSchema, type PartState, type ReadingWishes, type SpoolState } from '../../shared/ipc/reading-run-shapes';

/** Rows are handed to the system in pieces of about this many characters. */
const PIECE = 262_144;

const NEW_PART: PartState = { state: 'open', count: 0, bytes: 0, start: 0, cursor: null, reason: null, total: null };

interface Part {
  /** As it is in memory: rows in the buffer included. */
  current: PartState;
  /** As it is on disk. */
  safe: PartState;
  buffer: string[];
  buffered: number;
  file: FileHandle | null;
  /** Writing, one piece after the other. */
  writing: Promise<void>;
}

/** What can be said of a part besides its rows. */
export type PartMark = Partial<Pick<PartState, 'state' | 'cursor' | 'reason' | 'total'>>;

/** What a new reading begins with. */
export interface SpoolStart {
  readonly runId: string;
  readonly startedAt: string;
  readonly wishes: ReadingWishes;
}

/**
 * What was read so far, on disk: one file of rows per part of a source, and a state that says how much of each counts. A
 * row is a line; from the second on, lines begin with a comma, so that a file is the inside of a JSON array. The state is
 * replaced as a whole, after the rows it counts are in their files: a run that is killed at any moment goes on from there.
 */
export class Spool {
  private readonly parts = new Map<string, Part>();
  private readonly stale: string[] = [];
  private saving: Promise<void> = Promise.resolve();
  private state: SpoolState;

  private constructor(
    readonly folder: string,
    state: SpoolState,
    private readonly now: () => string,
  ) {
    this.state = state;
    for (const [name, current] of Object.entries(state.parts)) this.parts.set(name, partFrom(current));
  }

  /** Begins a reading in a folder, which is made. */
  static async begin(folder: string, start: SpoolStart, now: () => string): Promise<Spool> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') await chmod(folder, 0o700);
    const spool = new Spool(folder, { schemaVersion: 1, ...start, updatedAt: start.startedAt, tenant: null, parts: {} }, now);
    await spool.save();
    return spool;
  }

  /** Goes on with a reading; null where the folder holds none that this version understands. */
  static async resume(folder: string, now: () => string): Promise<Spool | null> {
    const state = await readSpoolState(folder);
    if (state === null) return null;
    const spool = new Spool(folder, state, now);
    for (const [name, part] of spool.parts) await spool.cutToSize(name, part);
    return spool;
  }

  /** What the reading is of and was asked for. */
  get facts(): Omit<SpoolState, 'parts'> {
    return this.state;
  }

  /** Notes whose reading this is. */
  nameTenant(tenant: NonNullable<SpoolState['tenant']>): void {
    this.state = { ...this.state, tenant };
  }

  /** How far a part is, rows in memory included. */
  part(name: string): PartState {
    return this.parts.get(name)?.current ?? NEW_PART;
  }

  /** The parts that were begun. */
  names(): readonly string[] {
    return [...this.parts.keys()];
  }

  /** Changes what is known of a part. It lasts from the next `save` on. */
  mark(name: string, mark: PartMark): void {
    const part = this.partOf(name);
    part.current = { ...part.current, ...mark };
  }

  /** Adds rows to a part, and in the same step says what else is known of it then. */
  async append(name: string, rows: readonly unknown[], mark: PartMark = {}): Promise<void> {
    const part = this.partOf(name);
    let { count } = part.current;
    for (const row of rows) {
      const line = `${count === 0 ? '' : ','}${JSON.stringify(row)}\n`;
      count += 1;
      part.buffer.push(line);
      part.buffered += line.length;
    }
    part.current = { ...part.current, ...mark, count };
    if (part.buffered >= PIECE) await this.flush(name, part);
  }

  /** Forgets what a part holds. */
  async restart(name: string): Promise<void> {
    const part = this.partOf(name);
    const old = part.current.start;
    await part.writing;
    await part.file?.close();
    this.parts.set(name, { ...partFrom({ ...NEW_PART, start: old + 1, total: part.current.total }), safe: part.safe });
    this.stale.push(this.pathOf(name, old));
  }

  /** Makes what was added so far last. */
  save(): Promise<void> {
    const saved = this.saving.then(async () => {
      const stale = this.stale.splice(0);
      // All parts as they are at one moment: rows of one part and what another one says about them belong together.
      const flushed = [...this.parts].map(async ([name, part]) => [name, await this.flush(name, part)] as const);
      const parts = Object.fromEntries(await Promise.all(flushed));
      this.state = { ...this.state, updatedAt: this.now(), parts };
      await replaceText(join(this.folder, RUN_STATE_FILE), JSON.stringify(this.state));
      for (const path of stale) await rm(path, { force: true });
    });
    this.saving = saved.catch(() => undefined);
    return saved;
  }

  /** The rows of a part, as they are after the last `save`. */
  async *rows(name: string): AsyncGenerator<unknown> {
    const safe = this.parts.get(name)?.safe;
    if (!safe || safe.bytes === 0) return;
    const input = createReadStream(this.pathOf(name, safe.start), { end: safe.bytes - 1 });
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line !== '') yield JSON.parse(line.startsWith(',') ? line.slice(1) : line) as unknown;
    }
  }

  /** The rows of a part as the inside of a JSON array, piece by piece. */
  text(name: string): AsyncIterable<Buffer> | null {
    const safe = this.parts.get(name)?.safe;
    if (!safe || safe.bytes === 0) return null;
    return createReadStream(this.pathOf(name, safe.start), { end: safe.bytes - 1, highWaterMark: PIECE });
  }

  /** Lets go of the files; the folder stays. */
  async close(): Promise<void> {
    await this.saving;
    for (const part of this.parts.values()) {
      await part.file?.close();
      part.file = null;
    }
  }

  private partOf(name: string): Part {
    let part = this.parts.get(name);
    if (!part) {
      part = partFrom(NEW_PART);
      this.parts.set(name, part);
    }
    return part;
  }

  /** Writes what is in memory; answers what the part was at the moment of the call. */
  private async flush(name: string, part: Part): Promise<PartState> {
    const text = part.buffer.length === 0 ? '' : part.buffer.join('');
    part.buffer = [];
    part.buffered = 0;
    const bytes = Buffer.from(text);
    part.current = { ...part.current, bytes: part.current.bytes + bytes.length };
    const safe = part.current;
    part.writing = part.writing.then(async () => {
      if (bytes.length > 0) {
        part.file ??= await open(this.pathOf(name, safe.start), 'a', 0o600);
        await part.file.appendFile(bytes);
      }
      part.safe = safe;
    });
    await part.writing;
    return safe;
  }

  /** Takes away what a killed run wrote and nobody counted. A file that is too short cannot be trusted: its part starts again. */
  private async cutToSize(name: string, part: Part): Promise<void> {
    const { bytes, start } = part.current;
    const path = this.pathOf(name, start);
    const size = await stat(path).then(
      (facts) => facts.size,
      () => 0,
    );
    if (size < bytes) this.parts.set(name, partFrom({ ...NEW_PART, start: start + 1 }));
    else if (bytes === 0) await rm(path, { force: true });
    else await truncate(path, bytes);
  }

  private pathOf(name: string, start: number): string {
    return join(this.folder, `${name.replace(/[^A-Za-z0-9.-]/g, '_')}.${start}.rows`);
  }
}

/** The state of the reading in a folder; null where there is none that this version understands. */
export async function readSpoolState(folder: string): Promise<SpoolState | null> {
  try {
    const parsed = spoolStateSchema.safeParse(JSON.parse(await readFile(join(folder, RUN_STATE_FILE), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function partFrom(current: PartState): Part {
  return { current, safe: current, buffer: [], buffered: 0, file: null, writing: Promise.resolve() };
}

async function replaceText(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}
