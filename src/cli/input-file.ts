import { constants, createWriteStream, openSync } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../shared/domain/result';
import type { CliContext, ReadFile } from './cli-context';
import type { Messages } from './messages';
import { registerTemporary } from './temporary-files';

const STANDARD_INPUT = '-';

/** Reads the collection that a command was given: a file, a named pipe, or, for `-`, standard input. */
export async function readInput(context: CliContext, file: string, messages: Messages): Promise<Result<ReadFile, string>> {
  if (file === '') return err('The name of the collection file is empty. Give a file, or - for standard input.');
  const stream = await streamOf(context, file);
  const path = stream === null ? ok(file) : await spool(stream);
  if (!path.ok) return path;
  const read = await context.readCollection(path.value, messages.progress);
  messages.endProgress();
  if (read.ok) return read;
  return err(stream === null ? read.error.message : read.error.message.split(path.value).join(stream.name));
}

interface InputStream {
  readonly name: string;
  open(): AsyncIterable<string | Uint8Array>;
}

async function streamOf(context: CliContext, file: string): Promise<InputStream | null> {
  if (file === STANDARD_INPUT) return { name: 'standard input', open: () => context.stdin };
  const facts = await stat(file).catch(() => null);
  return facts?.isFIFO() ? { name: file, open: () => openPipe(file) } : null;
}

/** A file stream would block one of Node's threads until the other side writes, and with it the end of an interrupted process. */
function openPipe(file: string): AsyncIterable<Uint8Array> {
  return new Socket({ fd: openSync(file, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
}

/** A stream can be read once and only forwards, a file as often as its checks need. */
async function spool(stream: InputStream): Promise<Result<string, string>> {
  try {
    const folder = await mkdtemp(join(tmpdir(), 'mailscope-'));
    registerTemporary(folder);
    const path = join(folder, 'input');
    await pipeline(Readable.from(stream.open()), createWriteStream(path, { mode: 0o600 }));
    return ok(path);
  } catch (error) {
    return err(`${stream.name} could not be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
