import type { Failure } from '../../shared/ipc/envelope';
import type { EngineInput, EngineOperation, EngineOutput } from '../../shared/ipc/engine-protocol';
import type { Result } from '../../shared/domain/result';
import type { ReadingSnapshot } from '../../shared/ipc/reading-run-shapes';
import type { DirectoryPort, ExchangePort } from '../../shared/ipc/tenant-access';

/** What a call may do while it runs. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly stage: string; readonly done: number; readonly total: number }) => void;
}

/** A tenant as main reaches it. */
export interface TenantPorts {
  readonly directory: DirectoryPort;
  readonly exchange: ExchangePort;
}

/** What a call that reads a tenant needs besides. */
export interface ReadOptions extends CallOptions {
  readonly tenant?: TenantPorts;
  readonly onReading?: (snapshot: ReadingSnapshot) => void;
}

/** The tenant engine, wherever it runs. A call never rejects: a stopped engine is the failure `engine-stopped`. */
export interface EnginePort {
  call<Name extends EngineOperation>(
    operation: Name,
    input: EngineInput<Name>,
    options?: ReadOptions,
  ): Promise<Result<EngineOutput<Name>, Failure>>;
  /** Counts the engine's lives: readings opened in an earlier life are no longer open. */
  readonly life: number;
}
