import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../shared/domain/result';
import type { CliContext, ReadFile } from './cli-context';
import type { Messages } from './messages';
import { registerTemporary } from './temporary-files';

const STANDARD_INPUT = '-';

/** Reads the collection that a command was given, from a file or, for `-`, from standard input. */
export async function readInput(context: CliContext, file: string, messages: Messages): Promise<Result<ReadFile, string>> {
  if (file === '') return err('the name of the collection file is empty');
  const path = file === STANDARD_INPUT ? await spool(context) : ok(file);
  if (!path.ok) return path;
  const read = await context.readCollection(path.value, messages.progress);
  messages.endProgress();
  if (read.ok) return read;
  return err(file === STANDARD_INPUT ? read.error.message.split(path.value).join('standard input') : read.error.message);
}

/** Standard input can be read once and only forwards, a file as often as its checks need. */
async function spool(context: CliContext): Promise<Result<string, string>> {
  try {
    const folder = await mkdtemp(join(tmpdir(), 'mailscope-'));
    registerTemporary(folder);
    const path = join(folder, 'standard-input');
    await pipeline(Readable.from(context.stdin), createWriteStream(path, { mode: 0o600 }));
    return ok(path);
  } catch (error) {
    return err(`standard input could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
