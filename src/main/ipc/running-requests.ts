/** The requests that run, by window, so that they can be cancelled: one by its id, or all of a window that closed or moved on. */
export class RunningRequests {
  private readonly windows = new Map<number, Map<string, AbortController>>();

  /** Registers a request; null where the id is already running. */
  begin(windowId: number, requestId: string): AbortController | null {
    const running = this.windows.get(windowId) ?? new Map<string, AbortController>();
    if (running.has(requestId)) return null;
    const controller = new AbortController();
    running.set(requestId, controller);
    this.windows.set(windowId, running);
    return controller;
  }

  /** Forgets a request that has its answer. */
  end(windowId: number, requestId: string): void {
    const running = this.windows.get(windowId);
    running?.delete(requestId);
    if (running?.size === 0) this.windows.delete(windowId);
  }

  /** Cancels one request; an unknown id is ignored, for its answer may be on its way. */
  cancel(windowId: number, requestId: string): void {
    this.windows.get(windowId)?.get(requestId)?.abort();
  }

  /** Cancels everything that a window started. */
  cancelAll(windowId: number): void {
    for (const controller of this.windows.get(windowId)?.values() ?? []) controller.abort();
  }

  /** How many requests run. */
  get size(): number {
    let count = 0;
    for (const running of this.windows.values()) count += running.size;
    return count;
  }
}
