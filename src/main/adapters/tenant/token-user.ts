import type { NoAnswer } from '../../../shared/ipc/tenant-access';

/** Whoever has tokens for the resources of a tenant. */
export interface TokenUser {
  /** Sends something with a token, again with a new one where the service no longer takes it, and answers the last answer. */
  use<T>(
    resource: string,
    signal: AbortSignal,
    send: (token: string) => Promise<T>,
    isRefused: (answer: T) => boolean,
  ): Promise<T | NoAnswer>;
}
