import type { Keychain, LoadKeychain } from './keychain';
import { troubleOf, type Trouble } from './keychain-troubles';

/** What a call of the keychain came to. */
export type Reply<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Starts a timer and answers how to stop it. */
export type StartTimer = (milliseconds: number, run: () => void) => () => void;

/** The machine's timer. It keeps no process running. */
export const machineTimer: StartTimer = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

/**
 * The way to the keychain: one call at a time, each with a time limit. A call that never settles holds one of the few threads
 * that also read files, and nothing can take it back; so as long as one is held, no other is made.
 */
export class KeychainLine {
  private keychain: Promise<Keychain | null> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private held: Promise<unknown> | null = null;

  constructor(
    private readonly load: LoadKeychain,
    private readonly timeLimit: number,
    private readonly startTimer: StartTimer = machineTimer,
  ) {}

  /** Whether a call was given up that has not settled: the process cannot end in an orderly way while it lasts. */
  get stuck(): boolean {
    return this.held !== null;
  }

  /** Makes a call when the ones before it are done; `silent` after the time limit, and at once behind a call that was given up. */
  call<T>(operation: (keychain: Keychain) => Promise<T>): Promise<Reply<T>> {
    const turn = this.last.then(() => (this.stuck ? trouble<T>('silent') : this.make(operation)));
    this.last = turn;
    return turn;
  }

  /** Waits, as long as a call may take, for one that was given up; answers whether the way is free. */
  async free(): Promise<boolean> {
    await this.last;
    if (this.held) await this.withLimit(this.held);
    return !this.stuck;
  }

  private async make<T>(operation: (keychain: Keychain) => Promise<T>): Promise<Reply<T>> {
    this.keychain ??= this.load();
    const keychain = await this.keychain;
    if (!keychain) return trouble('absent');
    const settled = operation(keychain).then(
      (value): Reply<T> => ({ kind: 'done', value }),
      (error: unknown) => trouble<T>(troubleOf(error)),
    );
    const reply = await this.withLimit(settled);
    if (reply) return reply;
    this.held = settled.then(() => {
      this.held = null;
    });
    return trouble('silent');
  }

  private withLimit<T>(promise: Promise<T>): Promise<T | null> {
    return new Promise((resolve) => {
      const stop = this.startTimer(this.timeLimit, () => resolve(null));
      void promise.then((value) => {
        stop();
        resolve(value);
      });
    });
  }
}

function trouble<T>(which: Trouble): Reply<T> {
  return { kind: 'trouble', trouble: which };
}
