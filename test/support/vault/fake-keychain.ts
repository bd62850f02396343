import type { Keychain } from '../../../src/main/adapters/vault/keychain';
import type { StartTimer } from '../../../src/main/adapters/vault/keychain-line';

/** A keychain in memory that can be told to fail, or not to answer. */
export class FakeKeychain implements Keychain {
  readonly entries = new Map<string, string>();
  readonly calls: string[] = [];
  /** So many calls were under way at once. */
  most = 0;
  /** What every call rejects with. */
  error: string | null = null;
  /** Answers as a locked Secret Service whose window somebody closed: reads find nothing, writes are refused. */
  dismissed = false;
  private waiting: (() => void)[] | null = null;
  private running = 0;

  readonly load = (): Promise<Keychain> => Promise.resolve(this);

  /** From now on no call settles. */
  hold(): void {
    this.waiting = [];
  }

  /** Lets the held calls, and later ones, go on. */
  release(): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    for (const go of waiting) go();
  }

  get(account: string): Promise<string | null> {
    return this.call(`get ${account}`, () => (this.dismissed ? null : (this.entries.get(account) ?? null)));
  }

  set(account: string, value: string): Promise<void> {
    return this.call(`set ${account}`, () => {
      if (this.dismissed) throw new Error('Cannot create an item in a locked collection');
      this.entries.set(account, value);
    });
  }

  remove(account: string): Promise<boolean> {
    return this.call(`remove ${account}`, () => !this.dismissed && this.entries.delete(account));
  }

  private async call<T>(what: string, run: () => T): Promise<T> {
    this.calls.push(what);
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    try {
      await new Promise<void>((resolve) => {
        if (this.waiting) this.waiting.push(resolve);
        else setImmediate(resolve);
      });
      if (this.error !== null) throw new Error(this.error);
      return run();
    } finally {
      this.running -= 1;
    }
  }
}

/** Timers that ring when they are told to. */
export class FakeTimers {
  readonly running = new Set<{ readonly milliseconds: number; readonly run: () => void }>();

  readonly start: StartTimer = (milliseconds, run) => {
    const timer = { milliseconds, run };
    this.running.add(timer);
    return () => this.running.delete(timer);
  };

  /** Waits for a timer, and lets every one ring. */
  async ring(): Promise<void> {
    while (this.running.size === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const timer of this.running) {
      this.running.delete(timer);
      timer.run();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
