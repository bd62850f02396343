import { aborted } from './tenant-looks';

/** Who is running on a tenant, and who comes next: two plans on one tenant never interleave. */
export class PlanTurns {
  private readonly holders = new Map<string, { readonly title: string; readonly over: Promise<void> }>();

  /** What is running on a tenant, by its title; null where nothing is. */
  holder(tenantId: string): string | null {
    return this.holders.get(tenantId.toLowerCase())?.title ?? null;
  }

  /**
   * Waits until nobody runs on a tenant, and takes the turn. `onWait` tells for whom is waited. Null: it was stopped before;
   * otherwise what gives the turn back.
   */
  async take(tenantId: string, title: string, signal: AbortSignal, onWait: (behind: string) => void): Promise<(() => void) | null> {
    const key = tenantId.toLowerCase();
    for (;;) {
      if (signal.aborted) return null;
      const holder = this.holders.get(key);
      if (!holder) break;
      onWait(holder.title);
      await Promise.race([holder.over, aborted(signal)]);
    }
    let release = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      release = () => {
        this.holders.delete(key);
        resolve();
      };
    });
    this.holders.set(key, { title, over });
    return release;
  }
}
