import { err, ok, type Result } from '../shared/domain/result';
import { failure, type Failure } from '../shared/ipc/envelope';
import type { EngineInput, ReadOutcome } from '../shared/ipc/engine-protocol';
import type { ReadingSnapshot } from '../shared/ipc/reading-run-shapes';
import { clockFrom } from './reading/reading-clock';
import { readTenant } from './reading/read-tenant';
import type { TenantLink } from './tenant-link';

/** Reads a tenant for main. What fails before anything was read is a failure; all else is in the coverage. */
export async function readForMain(
  link: TenantLink,
  id: number,
  input: EngineInput<'read'>,
  signal: AbortSignal,
  onProgress: (snapshot: ReadingSnapshot) => void,
): Promise<Result<ReadOutcome, Failure>> {
  const { now, ...task } = input;
  try {
    const outcome = await readTenant({
      ...task,
      directory: link.directoryFor(id),
      exchange: link.exchangeFor(id),
      clock: clockFrom(now),
      signal,
      onProgress,
    });
    if (outcome.ok) return ok(outcome.value);
    if (outcome.error.kind === 'cancelled') return err(failure('cancelled'));
    return err(failure('tenant-unreachable', { detail: outcome.error.reason }));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // A failure of the machine has a code (a full disk, a folder that may not be written); anything else is a bug.
    if (code === undefined) throw error;
    return err(failure('storage-not-writable', { detail: `${input.folder}: ${code}` }));
  }
}
