import { parseCollection, type ParsedCollection } from '../shared/domain/collection/parse-collection';
import { err, ok, type Result } from '../shared/domain/result';
import type { FileFailure, ReadOptions } from './collection-file/file-failure';
import { parseJson } from './collection-file/parse-json';
import { readBytes } from './collection-file/read-bytes';

export type { FileFailure, ReadOptions, ReadProgress } from './collection-file/file-failure';

const LARGE_TEXT = 64 * 1024 ** 2;

/** A collection read from disk. */
export interface CollectionFile extends ParsedCollection {
  /** Size of the file. */
  readonly bytes: number;
  /** Size of its text once unpacked. */
  readonly unpackedBytes: number;
  /** SHA-256 of the file, in hex. */
  readonly hash: string;
}

/**
 * Reads a `mailscope-collection/1` from disk, plain or gzip. Every failure is one sentence that names the file and the
 * place in it; nothing is skipped in silence: what is odd but readable comes as warnings.
 */
export async function readCollectionFile(path: string, options: ReadOptions = {}): Promise<Result<CollectionFile, FileFailure>> {
  const text = await readText(path, options);
  if (!text.ok) return text;
  const { json, ...facts } = text.value;
  releaseText(facts.unpackedBytes);
  if (options.signal?.aborted) return err({ code: 'cancelled', message: 'Reading the file was cancelled.' });
  options.onProgress?.({ stage: 'check', done: 0, total: facts.unpackedBytes });
  const parsed = parseCollection(json);
  if (!parsed.ok)
    return err({ code: 'file-invalid', message: `${path} is not a readable collection: ${parsed.error.place}: ${parsed.error.message}.` });
  return ok({ ...parsed.value, ...facts });
}

/** The bytes live in this function alone: they are as large as everything that is made of them. */
async function readText(
  path: string,
  options: ReadOptions,
): Promise<Result<{ readonly json: unknown; readonly bytes: number; readonly unpackedBytes: number; readonly hash: string }, FileFailure>> {
  const file = await readBytes(path, options);
  if (!file.ok) return file;
  const { content, bytes, hash } = file.value;
  options.onProgress?.({ stage: 'parse', done: 0, total: content.length });
  const json = parseJson(content, options.piecesAbove);
  if (!json.ok) return err({ code: 'file-invalid', message: `${path} is not a readable collection: ${json.error}.` });
  return ok({ json: json.value, bytes, unpackedBytes: content.length, hash });
}

/** The text of a large file is as large as what was made of it; left to itself, V8 gives it back only much later. */
function releaseText(bytes: number): void {
  const { gc } = globalThis as { readonly gc?: () => void };
  if (bytes > LARGE_TEXT) gc?.();
}
