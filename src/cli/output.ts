import { randomBytes } from 'node:crypto';
import { open, realpath, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '../shared/domain/result';
import type { CliContext, CliStream } from './cli-context';
import { registerTemporary, releaseTemporary } from './temporary-files';

const BATCH = 65_536;
/** An antivirus on Windows may hold a new file for a moment. */
const RENAME_DELAYS = [20, 100, 400, 1_500];
const HELD = ['EPERM', 'EACCES', 'EBUSY'];

/** Where a result goes: a file that is replaced as a whole, or a stream of bytes. */
export type OutputTarget =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly path: string; readonly mode: number | undefined }
  | { readonly kind: 'device'; readonly path: string };

/** Decides where a result goes, and refuses early what could not be written after minutes of work. */
export async function resolveTarget(
  out: string | undefined,
  input: string,
  answers?: string | undefined,
): Promise<Result<OutputTarget, string>> {
  if (out === undefined || out === '-') return ok({ kind: 'stdout' });
  if (out === '') return err('--out needs the name of a file.');
  const asked = resolve(out);
  const folder = await stat(dirname(asked)).catch(() => null);
  if (!folder?.isDirectory()) return err(`--out ${out}: there is no folder ${dirname(asked)}; create it first or choose another place.`);
  const existing = await stat(asked).catch(() => null);
  if (existing === null) return ok({ kind: 'file', path: asked, mode: undefined });
  if (existing.isDirectory()) return err(`--out ${out}: this is a folder; name a file in it.`);
  if (!existing.isFile()) return ok({ kind: 'device', path: asked });
  for (const [source, what] of [
    [input, 'the collection file'],
    [answers ?? '-', 'the answers file'],
  ] as const) {
    const read = source === '-' ? null : await stat(resolve(source)).catch(() => null);
    if (read !== null && read.ino === existing.ino && read.dev === existing.dev) {
      return err(`--out ${out}: this is ${what} itself; choose another name.`);
    }
  }
  return ok({ kind: 'file', path: await realpath(asked), mode: existing.mode & 0o777 });
}

/** Writes a result. A file appears complete or not at all; a reader that closes the pipe early is not an error. */
export async function writeOutput(context: CliContext, target: OutputTarget, chunks: Iterable<string>): Promise<Result<null, string>> {
  try {
    if (target.kind === 'stdout') await writeStream(context.stdout, chunks);
    else if (target.kind === 'device') await writeDevice(target.path, chunks);
    else await writeFileWhole(target.path, target.mode, chunks);
    return ok(null);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const where = target.kind === 'stdout' ? 'standard output' : target.path;
    return err(`${where} could not be written: ${error.message}.`);
  }
}

async function writeStream(stream: CliStream, chunks: Iterable<string>): Promise<void> {
  for (const batch of batches(chunks)) {
    const failure = await new Promise<Error | null>((settle) => {
      stream.write(batch, (error) => {
        settle(error ?? null);
      });
    });
    if (failure === null) continue;
    if (isClosedPipe(failure)) return;
    throw failure;
  }
}

async function writeDevice(path: string, chunks: Iterable<string>): Promise<void> {
  const file = await open(path, 'w');
  try {
    await writeAll(file, chunks);
  } finally {
    await file.close();
  }
}

async function writeFileWhole(path: string, mode: number | undefined, chunks: Iterable<string>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
  registerTemporary(temporary);
  try {
    const file = await open(temporary, 'wx', mode ?? 0o666);
    try {
      await writeAll(file, chunks);
      if (mode !== undefined) await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameWithRetries(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    releaseTemporary(temporary);
  }
}

async function writeAll(file: FileHandle, chunks: Iterable<string>): Promise<void> {
  for (const batch of batches(chunks)) await file.writeFile(batch, 'utf8');
}

/** Puts a finished file in its place; waits where something else holds it for a moment. */
export async function renameWithRetries(from: string, to: string): Promise<void> {
  for (const delay of RENAME_DELAYS) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || !isSystemError(error) || !HELD.includes(error.code ?? '')) throw error;
      await sleep(delay);
    }
  }
  await rename(from, to);
}

/** Joins small pieces: a system call per table row would cost more than making the row. */
function* batches(chunks: Iterable<string>): Generator<string> {
  let batch = '';
  for (const chunk of chunks) {
    batch += chunk;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}

function isClosedPipe(error: Error): boolean {
  return isSystemError(error) && ['EPIPE', 'ERR_STREAM_DESTROYED', 'EOF', 'ECONNRESET'].includes(error.code ?? '');
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
