import type { EngineMessage, EngineRequest } from '../shared/ipc/engine-protocol';
import type {
  CommandsAnswer,
  DirectoryAnswer,
  DirectoryPort,
  ExchangeAnswer,
  ExchangePort,
  TakeObjects,
} from '../shared/ipc/tenant-access';

type Post = (message: EngineMessage) => void;
type Answer = DirectoryAnswer | ExchangeAnswer | CommandsAnswer;
type FromMain = Extract<EngineRequest, { kind: 'objects' | 'answered' }>;

interface Ask {
  readonly take: TakeObjects;
  readonly settle: (answer: Answer) => void;
}

/** The tenant as the engine reaches it: every request goes to main, which knows where the tenant is and who signs in. */
export class TenantLink {
  private readonly asks = new Map<number, Ask>();
  private next = 1;

  constructor(private readonly post: Post) {}

  /** Microsoft Graph for a call of the engine. */
  directoryFor(id: number): DirectoryPort {
    return {
      send: (request, signal) =>
        this.ask(
          signal,
          () => undefined,
          (ask) => ({ kind: 'ask', id, ask, api: 'directory', request }),
        ) as Promise<DirectoryAnswer>,
    };
  }

  /** Exchange Online for a call of the engine. */
  exchangeFor(id: number): ExchangePort {
    return {
      run: (command, signal, take) =>
        this.ask(signal, take, (ask) => ({ kind: 'ask', id, ask, api: 'exchange', command })) as Promise<ExchangeAnswer>,
      commands: (signal) =>
        this.ask(
          signal,
          () => undefined,
          (ask) => ({ kind: 'ask', id, ask, api: 'commands' }),
        ) as Promise<CommandsAnswer>,
    };
  }

  /** Takes what main answers. What belongs to no request any more was cancelled. */
  receive(message: FromMain): void {
    const ask = this.asks.get(message.ask);
    if (message.kind === 'answered') {
      ask?.settle(message.answer);
      return;
    }
    // Also for a request that was cancelled: main waits for this before it looks further.
    const taken = (): void => this.post({ kind: 'taken', ask: message.ask });
    void Promise.resolve(ask?.take(message.json)).then(taken, taken);
  }

  private ask(signal: AbortSignal, take: TakeObjects, message: (ask: number) => EngineMessage): Promise<Answer> {
    const ask = this.next;
    this.next += 1;
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        signal.removeEventListener('abort', drop);
        this.asks.delete(ask);
        resolve(answer);
      };
      // Main may hear of it late; nobody here waits for that.
      const drop = (): void => {
        this.post({ kind: 'dropped', ask });
        settle({ kind: 'cancelled' });
      };
      if (signal.aborted) {
        resolve({ kind: 'cancelled' });
        return;
      }
      this.asks.set(ask, { take, settle });
      signal.addEventListener('abort', drop, { once: true });
      this.post(message(ask));
    });
  }
}
