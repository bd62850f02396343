import type { EngineMessage, EngineRequest } from '../../shared/ipc/engine-protocol';

/** A running engine. */
export interface EngineChild {
  post(message: EngineRequest): void;
  kill(): void;
}

/** Starts an engine. */
export type StartEngine = (onMessage: (message: EngineMessage) => void, onExit: (code: number) => void) => EngineChild;
