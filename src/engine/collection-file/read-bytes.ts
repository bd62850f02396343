import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { err, ok, type Result } from '../../shared/domain/result';
import type { FileFailure, ReadOptions } from './file-failure';

/** The bytes of a file, unpacked, and what the file itself was. */
export interface FileBytes {
  readonly content: Buffer;
  /** Size of the file on disk. */
  readonly bytes: number;
  /** SHA-256 of the file on disk, in hex. */
  readonly hash: string;
}

/** Unpacked content beyond this is refused: several times the largest tenant, and far below what a gzip bomb makes. */
export const UNPACKED_LIMIT = 2 * 1024 ** 3;

class TooLarge extends Error {}

/** Reads a file whole; gzip is told by its first bytes, whatever the file is called. */
export async function readBytes(path: string, options: ReadOptions): Promise<Result<FileBytes, FileFailure>> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return err({ code: 'file-not-readable', message: `${path} is a folder. Give the collection file in it.` });
    if (facts.size === 0) return err({ code: 'file-invalid', message: `${path} is empty: it has 0 bytes. Collect or copy it again.` });
    return await readWhole(path, facts.size, options);
  } catch (error) {
    return err(failureOf(error, path, options));
  }
}

async function readWhole(path: string, size: number, options: ReadOptions): Promise<Result<FileBytes, FileFailure>> {
  const limit = options.unpackedLimit ?? UNPACKED_LIMIT;
  const hash = createHash('sha256');
  const packed: Buffer[] = [];
  let done = 0;
  const source = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const plain: Buffer[] = [];
  let unpacked = 0;
  const keep = (chunk: Buffer): void => {
    unpacked += chunk.length;
    if (unpacked > limit) throw new TooLarge();
    plain.push(chunk);
  };
  let first = true;
  let gunzip = false;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    options.signal?.throwIfAborted();
    hash.update(chunk);
    done += chunk.length;
    if (first) gunzip = chunk[0] === 0x1f && chunk[1] === 0x8b;
    first = false;
    if (gunzip) packed.push(chunk);
    else keep(chunk);
    options.onProgress?.({ stage: 'read', done, total: size });
  }
  if (gunzip) {
    const unzip = createGunzip({ chunkSize: 1024 * 1024 });
    await pipeline(packed, unzip, async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        options.signal?.throwIfAborted();
        keep(chunk);
      }
    });
  }
  packed.length = 0;
  const [only] = plain;
  const content = plain.length === 1 && only ? only : Buffer.concat(plain, unpacked);
  return ok({ content, bytes: done, hash: hash.digest('hex') });
}

function failureOf(error: unknown, path: string, options: ReadOptions): FileFailure {
  if (options.signal?.aborted) return { code: 'cancelled', message: 'Reading the file was cancelled.' };
  if (error instanceof TooLarge) {
    const limit = options.unpackedLimit ?? UNPACKED_LIMIT;
    return {
      code: 'file-too-large',
      message: `${path} unpacks to more than ${Math.round(limit / 1024 ** 2).toLocaleString('en')} MB, which is more than any tenant has. It is not read.`,
    };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'file-not-found', message: `There is no file ${path}. Check the path.` };
    case 'EACCES':
    case 'EPERM':
      return { code: 'file-not-readable', message: `${path} may not be read with your rights. Check its permissions.` };
    case 'Z_BUF_ERROR':
      return { code: 'file-invalid', message: `${path} ends too early: its gzip data is cut off. Copy the file again.` };
    case 'Z_DATA_ERROR':
      return { code: 'file-invalid', message: `${path} is damaged: its gzip data cannot be unpacked. Copy the file again.` };
    default:
      return { code: 'file-not-readable', message: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.` };
  }
}
