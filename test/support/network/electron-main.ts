import { app } from 'electron';
import { ElectronHttp } from '../../../src/main/adapters/http/electron-http';
import type { HttpOutcome, HttpRequest } from '../../../src/main/ports/http';

/** A request that the test wishes to be sent. */
export interface NetworkStep {
  readonly partition: 'graph-read' | 'graph-write' | 'sign-in';
  readonly request: HttpRequest;
  /** Cancelled after so many milliseconds. */
  readonly cancelAfter?: number;
}

/** What came of a step. */
export interface NetworkReport {
  readonly outcome: HttpOutcome;
  readonly milliseconds: number;
}

/** Sends what stands in the environment through Electron's network stack, one after another, and says what came of it. */
async function main(): Promise<void> {
  const limits = { silence: 1000, largestBody: 1_000_000 };
  const ports = new Map<string, ElectronHttp>();
  for (const { partition, request, cancelAfter } of JSON.parse(process.env['NETWORK_STEPS'] ?? '[]') as NetworkStep[]) {
    const http = ports.get(partition) ?? new ElectronHttp(partition, limits);
    ports.set(partition, http);
    const controller = new AbortController();
    if (cancelAfter !== undefined) setTimeout(() => controller.abort(), cancelAfter);
    const start = performance.now();
    const outcome = await http.send(request, controller.signal);
    const report: NetworkReport = { outcome, milliseconds: performance.now() - start };
    await new Promise<void>((resolve) => process.stdout.write(`report ${JSON.stringify(report)}\n`, () => resolve()));
  }
  app.exit(0);
}

void app.whenReady().then(main);
