import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import type { KeptValue } from '../../ports/kept-value';
import { renameOver, writeAtomically } from './atomic-file';

/** How a kind of file is read and brought forward. */
export interface FileFormat<T> {
  /** What the user calls it, at the start of a sentence. */
  readonly label: string;
  readonly version: number;
  readonly schema: z.ZodType<T>;
  /** `migrations[n]` turns the content of version n into that of version n + 1. */
  readonly migrations: Readonly<Record<number, (content: Readonly<Record<string, unknown>>) => Record<string, unknown>>>;
}

/** What a stored text is. */
export type StoredContent<T> =
  { readonly kind: 'value'; readonly value: T } | { readonly kind: 'newer'; readonly version: number } | { readonly kind: 'damaged' };

/** Reads a stored text: older versions are brought forward, a newer one is told apart from damage. */
export function readStored<T>(text: string, format: FileFormat<T>): StoredContent<T> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { kind: 'damaged' };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return { kind: 'damaged' };
  let fields = content as Record<string, unknown>;
  const version = fields['schemaVersion'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return { kind: 'damaged' };
  if (version > format.version) return { kind: 'newer', version };
  for (let from = version; from < format.version; from += 1) {
    const migrate = format.migrations[from];
    if (!migrate) return { kind: 'damaged' };
    fields = migrate(fields);
  }
  const parsed = format.schema.safeParse(fields);
  return parsed.success ? { kind: 'value', value: parsed.data } : { kind: 'damaged' };
}

/** The text of a value as it is stored. */
export function writeStored<T extends object>(value: T, format: FileFormat<T>): string {
  return `${JSON.stringify({ schemaVersion: format.version, ...value }, null, 2)}\n`;
}

/** Moves a damaged file out of the way, under a name that says what it is, and answers the sentence for the user. */
export async function setAside(path: string, label: string, stamp: string): Promise<string> {
  const target = `${path}.damaged-${stamp.replace(/[:.]/g, '')}`;
  try {
    await renameOver(path, target);
    return `${label} was damaged. It was set aside, and Mailscope goes on without it.`;
  } catch {
    return `${label} is damaged and could not be set aside.`;
  }
}

/** Opens a small file that keeps one value between starts. */
export async function openKeptValue<T extends object>(
  path: string,
  format: FileFormat<T>,
  fallback: T,
  now: () => string,
): Promise<KeptValue<T>> {
  let current = fallback;
  let note: string | null = null;
  let writable = true;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') note = `${format.label} could not be read.`;
    return null;
  });
  if (text !== null) {
    const stored = readStored(text, format);
    if (stored.kind === 'value') current = stored.value;
    else if (stored.kind === 'newer') {
      writable = false;
      note = `${format.label} was written by a newer version of Mailscope and is left as it is; changes are not kept.`;
    } else note = await setAside(path, format.label, now());
  }
  let writing: Promise<unknown> = Promise.resolve();
  return {
    get current() {
      return current;
    },
    note,
    set: (value) => {
      current = value;
      if (!writable) return Promise.resolve(false);
      // One write after the other: two renames at once would leave the older value.
      const written = writing.then(async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeAtomically(path, writeStored(value, format));
        return true;
      });
      writing = written.catch(() => false);
      return written.catch(() => false);
    },
  };
}
