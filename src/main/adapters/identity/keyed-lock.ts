/** Lets one after the other do something under a name; different names do not wait for each other. */
export class KeyedLock {
  private readonly tails = new Map<string, Promise<void>>();

  /** Waits for its turn. Whoever has it gives it back by calling what was answered. */
  async take(name: string): Promise<() => void> {
    const before = this.tails.get(name);
    let giveBack: () => void = () => undefined;
    const own = new Promise<void>((resolve) => {
      giveBack = resolve;
    });
    this.tails.set(name, own);
    await before;
    return () => {
      if (this.tails.get(name) === own) this.tails.delete(name);
      giveBack();
    };
  }

  /** Does something when its turn has come. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const giveBack = await this.take(name);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }
}
