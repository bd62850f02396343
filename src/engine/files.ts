import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { err, ok, type Result } from '../shared/domain/result';
import { failure, type Failure } from '../shared/ipc/envelope';

/** What a long piece of work is given. */
export interface WorkOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

const PAUSES = [20, 100, 400, 1_000];
const BUSY = new Set(['EPERM', 'EACCES', 'EBUSY']);
const BATCH = 65_536;

/** Writes pieces of text to a file, which appears whole or not at all. Between batches others get their turn, and a cancellation is seen. */
export async function writeChunks(path: string, chunks: Iterable<string>, options: WorkOptions): Promise<Result<null, Failure>> {
  return replaceFile(path, async (draft) => {
    const file = await open(draft, 'wx', 0o600);
    try {
      let batch = '';
      let written = 0;
      for (const chunk of chunks) {
        batch += chunk;
        if (batch.length < BATCH) continue;
        options.signal.throwIfAborted();
        written += (await file.write(batch)).bytesWritten;
        batch = '';
        options.onProgress('write', written, 0);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await file.write(batch);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/** Copies a collection file, packed if it is not; refused where the content is no longer the one that was read. */
export async function packFile(from: string, to: string, hash: string, options: WorkOptions): Promise<Result<{ bytes: number }, Failure>> {
  let bytes = 0;
  let changed = false;
  const packed = await replaceFile(to, async (draft) => {
    const digest = createHash('sha256');
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk);
        done(null, chunk);
      },
    });
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    const target = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true } as Parameters<typeof createWriteStream>[1]);
    const parts: (Readable | Transform | Writable)[] = [createReadStream(from), measure];
    if (!(await isPacked(from))) parts.push(createGzip({ level: 6 }));
    await pipeline([...parts, count, target] as unknown as [Readable, Writable], { signal: options.signal });
    changed = digest.digest('hex') !== hash;
    if (changed) throw new Error('changed');
  });
  if (changed) return err(failure('file-not-readable', { message: 'The file changed while it was being read.' }));
  return packed.ok ? ok({ bytes }) : packed;
}

async function isPacked(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function replaceFile(path: string, write: (draft: string) => Promise<void>): Promise<Result<null, Failure>> {
  const draft = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await write(draft);
    await renamePatiently(draft, path);
    return ok(null);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    if (error instanceof Error && error.name === 'AbortError') return err(failure('cancelled'));
    const code = (error as NodeJS.ErrnoException).code;
    // A failure of the machine has a code; anything else is a bug and goes on as one.
    if (code === undefined && !(error instanceof Error && error.message === 'changed')) throw error;
    return err(failure('file-not-writable', { detail: `${path}: ${code ?? 'changed'}` }));
  }
}

/** An antivirus on Windows may hold a new file for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (const pause of PAUSES) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!BUSY.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  await rename(from, to);
}
