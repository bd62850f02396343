import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogFields, LogPort } from '../../ports/log';
import { createRedactor, type Redact } from './redact';

/** What may stand in a line, with the longest text each field may hold. Everything else is dropped. */
const FIELDS: Readonly<Record<keyof LogFields, number>> = {
  channel: 60,
  operation: 60,
  code: 60,
  count: 20,
  bytes: 20,
  milliseconds: 20,
  version: 60,
  reason: 300,
  errorName: 60,
  stack: 1500,
};

const NUMBER_OF_FILES = 3;
/** What is longer is cut before secrets are looked for in it, so that no line takes long. */
const LONGEST_LOOKED_AT = 100_000;

/** Where and how lines are written. */
export interface JsonLinesOptions {
  readonly path: string;
  readonly now: () => string;
  /** The values that must never appear. */
  readonly secrets: () => Iterable<string>;
  readonly maximumBytes?: number;
}

/**
 * A log of JSON lines in a file of its owner's, three files deep. Written at once and synchronously: the line that matters
 * most is the last one before a crash. A log that cannot be written is silent: it must not stop the app.
 */
export class JsonLinesLog implements LogPort {
  private readonly maximumBytes: number;
  private readonly redact: Redact;

  constructor(private readonly options: JsonLinesOptions) {
    this.maximumBytes = options.maximumBytes ?? 1_000_000;
    this.redact = createRedactor(options.secrets);
  }

  /** See the port. */
  info(event: string, fields: LogFields = {}): void {
    this.write('info', event, fields, null);
  }

  /** See the port. */
  warn(event: string, fields: LogFields = {}): void {
    this.write('warn', event, fields, null);
  }

  /** See the port. */
  error(event: string, fields: LogFields = {}): string {
    const id = randomBytes(4).toString('hex');
    this.write('error', event, fields, id);
    return id;
  }

  private write(level: string, event: string, fields: LogFields, id: string | null): void {
    const allowed: Record<string, unknown> = {};
    for (const [name, longest] of Object.entries(FIELDS)) {
      const value = fields[name as keyof LogFields];
      if (typeof value === 'number') allowed[name] = value;
      // Cut afterwards: half a secret would not be recognised.
      else if (typeof value === 'string') allowed[name] = this.redact(value.slice(0, LONGEST_LOOKED_AT)).slice(0, longest);
    }
    const line = JSON.stringify({ at: this.options.now(), level, event, ...(id === null ? {} : { id }), ...allowed });
    try {
      this.rotate();
      appendFileSync(this.options.path, `${this.redact(line)}\n`, { mode: 0o600 });
    } catch {
      return;
    }
  }

  private rotate(): void {
    const { path } = this.options;
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (size === undefined || size < this.maximumBytes) return;
    rmSync(`${path}.${NUMBER_OF_FILES - 1}`, { force: true });
    for (let index = NUMBER_OF_FILES - 2; index >= 1; index -= 1) {
      if (statSync(`${path}.${index}`, { throwIfNoEntry: false })) renameSync(`${path}.${index}`, `${path}.${index + 1}`);
    }
    renameSync(path, `${path}.1`);
  }
}
