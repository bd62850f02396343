import type { EngineRequest, TenantAsk } from '../../shared/ipc/engine-protocol';
import type { CommandsAnswer, DirectoryAnswer, ExchangeAnswer } from '../../shared/ipc/tenant-access';
import type { TenantPorts } from '../ports/engine';
import { CHANGE_REFUSED, CMDLET_REFUSED, isRead, isReadingCmdlet } from './read-only';

interface Running {
  readonly controller: AbortController;
  taken: (() => void) | null;
}

/** Carries the engine's requests to the tenant, and the answers back. What is not a read goes nowhere: changes are the plans' alone. */
export class TenantAsks {
  private readonly running = new Map<number, Running>();

  constructor(private readonly post: (message: EngineRequest) => void) {}

  /** Serves a request. Of a call that names no tenant nothing can be asked. */
  begin(message: TenantAsk, tenant: TenantPorts | undefined): void {
    const { ask } = message;
    if (!tenant) {
      this.post({ kind: 'answered', ask, answer: { kind: 'cancelled' } });
      return;
    }
    const running: Running = { controller: new AbortController(), taken: null };
    this.running.set(ask, running);
    const { signal } = running.controller;
    void this.serve(message, tenant, running, signal)
      // A port answers whatever happens; if one does not, the request has failed for a reason nobody foresaw.
      .catch(() => ({ kind: 'unreachable', message: 'the request failed' }) as const)
      .then((answer) => {
        if (this.running.delete(ask)) this.post({ kind: 'answered', ask, answer });
      });
  }

  /** The engine has taken the objects that were handed to it. */
  taken(ask: number): void {
    const running = this.running.get(ask);
    running?.taken?.();
  }

  /** The engine wants no answer any more. */
  drop(ask: number): void {
    const running = this.running.get(ask);
    this.running.delete(ask);
    running?.controller.abort();
    running?.taken?.();
  }

  /** The engine is gone. */
  dropAll(): void {
    for (const ask of [...this.running.keys()]) this.drop(ask);
  }

  private serve(
    message: TenantAsk,
    { directory, exchange }: TenantPorts,
    running: Running,
    signal: AbortSignal,
  ): Promise<DirectoryAnswer | ExchangeAnswer | CommandsAnswer> {
    switch (message.api) {
      case 'directory':
        return isRead(message.request) ? directory.send(message.request, signal) : Promise.resolve(CHANGE_REFUSED);
      case 'exchange':
        return isReadingCmdlet(message.command)
          ? exchange.run(message.command, signal, (json) => this.hand(message.ask, running, json))
          : Promise.resolve(CMDLET_REFUSED);
      case 'commands':
        return exchange.commands(signal);
    }
  }

  private hand(ask: number, running: Running, json: string): Promise<void> {
    if (!this.running.has(ask)) return Promise.resolve();
    this.post({ kind: 'objects', ask, json });
    return new Promise((resolve) => {
      running.taken = () => {
        running.taken = null;
        resolve();
      };
    });
  }
}
