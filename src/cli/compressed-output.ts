import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { err, ok, type Result } from '../shared/domain/result';
import { renameWithRetries, type OutputTarget } from './output';
import { registerTemporary, releaseTemporary } from './temporary-files';

/** Writes a result as gzip, which appears as a whole or not at all. The text is never in memory as a whole. */
export async function writeCompressed(
  target: Extract<OutputTarget, { readonly kind: 'file' }>,
  chunks: Iterable<string>,
): Promise<Result<null, string>> {
  const { path, mode } = target;
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
  registerTemporary(temporary);
  try {
    await pipeline(Readable.from(chunks), createGzip(), createWriteStream(temporary, { flags: 'wx', mode: mode ?? 0o666 }));
    await renameWithRetries(temporary, path);
    return ok(null);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    if (error instanceof Error && 'code' in error) return err(`${path} could not be written: ${error.message}.`);
    throw error;
  } finally {
    releaseTemporary(temporary);
  }
}
