import { assertNever, err, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { EngineInput, EngineMessage, EngineOperation, EngineOutput } from '../../shared/ipc/engine-protocol';
import { ERROR_TEXTS } from '../../shared/ipc/error-codes';
import type { ClockPort } from '../ports/clock';
import type { EnginePort, ReadOptions } from '../ports/engine';
import type { EngineChild, StartEngine } from '../ports/engine-child';
import type { EventsPort } from '../ports/events';
import type { LogPort } from '../ports/log';
import { TenantAsks } from './tenant-asks';

interface Pending {
  readonly operation: EngineOperation;
  readonly settle: (result: Result<unknown, Failure>) => void;
  readonly options: ReadOptions;
}

/** What the supervisor works with. */
export interface SupervisorPorts {
  readonly start: StartEngine;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly events: EventsPort;
}

/** What writes files: whoever cancels it must learn how it ended. Everything else may be given up at once. */
const WRITING: ReadonlySet<EngineOperation> = new Set<EngineOperation>(['pack', 'exportList', 'exportReport', 'read']);

const PERIOD = 60_000;
const MOST_EXITS = 5;

/**
 * Keeps the tenant engine running: started when first asked, started again when it stops, with one sentence for the user.
 * Readings open themselves again when they are asked for. An engine that stops again and again is given up for a minute.
 */
export class EngineSupervisor implements EnginePort {
  private child: EngineChild | null = null;
  private readonly pending = new Map<number, Pending>();
  private readonly exits: number[] = [];
  private readonly asks = new TenantAsks((message) => this.child?.post(message));
  private nextId = 1;
  private lives = 0;
  private stopping = false;

  constructor(private readonly ports: SupervisorPorts) {}

  /** See the port. */
  get life(): number {
    return this.lives;
  }

  /** Starts the engine before it is asked for anything. */
  warmUp(): void {
    this.running();
  }

  /** See the port. */
  async call<Name extends EngineOperation>(
    operation: Name,
    input: EngineInput<Name>,
    options: ReadOptions = {},
  ): Promise<Result<EngineOutput<Name>, Failure>> {
    const { signal } = options;
    if (signal?.aborted) return err(failure('cancelled'));
    const child = this.running();
    if (!child) return err(failure('engine-stopped'));
    const id = this.nextId;
    this.nextId += 1;
    return new Promise((resolve) => {
      const cancel = (): void => {
        this.child?.post({ kind: 'cancel', id });
        // The engine may be deep in a computation; nobody should wait for it to look up.
        if (!WRITING.has(operation)) settle(err(failure('cancelled')));
      };
      const settle = (result: Result<unknown, Failure>): void => {
        signal?.removeEventListener('abort', cancel);
        this.pending.delete(id);
        resolve(result as Result<EngineOutput<Name>, Failure>);
      };
      this.pending.set(id, { operation, settle, options });
      signal?.addEventListener('abort', cancel, { once: true });
      child.post({ kind: 'call', id, operation, input });
    });
  }

  /** Ends the engine for good. */
  stop(): void {
    this.stopping = true;
    this.child?.kill();
    this.child = null;
  }

  private running(): EngineChild | null {
    if (this.child || this.stopping) return this.child;
    const now = Date.parse(this.ports.clock.now());
    while (this.exits[0] !== undefined && now - this.exits[0] > PERIOD) this.exits.shift();
    if (this.exits.length >= MOST_EXITS) return null;
    this.lives += 1;
    const life = this.lives;
    this.child = this.ports.start(
      (message) => {
        if (life === this.lives) this.receive(message);
      },
      (code) => {
        if (life === this.lives) this.exited(code);
      },
    );
    return this.child;
  }

  private receive(message: EngineMessage): void {
    switch (message.kind) {
      case 'ready':
        return;
      case 'progress':
        this.pending.get(message.id)?.options.onProgress?.({ stage: message.stage, done: message.done, total: message.total });
        return;
      case 'reading':
        this.pending.get(message.id)?.options.onReading?.(message.snapshot);
        return;
      case 'ask':
        this.asks.begin(message, this.pending.get(message.id)?.options.tenant);
        return;
      case 'taken':
        this.asks.taken(message.ask);
        return;
      case 'dropped':
        this.asks.drop(message.ask);
        return;
      case 'answer':
        this.pending.get(message.id)?.settle(message.result);
        return;
      case 'bug': {
        const pending = this.pending.get(message.id);
        const logId = this.ports.log.error('engine-threw', {
          errorName: message.errorName,
          stack: message.stack,
          ...(pending ? { operation: pending.operation } : {}),
        });
        pending?.settle(err(failure('internal', { logId })));
        return;
      }
      default:
        assertNever(message);
    }
  }

  private exited(code: number): void {
    this.child = null;
    this.asks.dropAll();
    if (this.stopping) return;
    this.exits.push(Date.parse(this.ports.clock.now()));
    this.ports.log.error('engine-exited', { code, count: this.pending.size });
    const waiting = [...this.pending.values()];
    // A new life begins at once, so that the readings of the old one count as closed for whoever asks next.
    this.running();
    for (const pending of waiting) pending.settle(err(failure('engine-stopped')));
    const { message, next } = ERROR_TEXTS['engine-stopped'];
    this.ports.events.send('engineRestarted', { message, next });
  }
}
