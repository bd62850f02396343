/** How long a window may take to have a page (ms). */
const PATIENCE = 20_000;

/** Asks again while the window has no page to evaluate in yet. */
export async function evaluateOnce(evaluate: () => Promise<unknown>): Promise<unknown> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await evaluate();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}
