import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startPackaged } from '../support/packaged-app';
import { accountFigure } from './account-figure';
import { findDisplay } from './display';
import { evaluateOnce } from './evaluate-once';
import type { Figure } from './figures';
import { median } from './measure-process';

const REPEATS = 3;

const SAMPLE = join('resources', 'samples', 'northwind.mailscope.json.gz');

/** Runs in the window: when the first content was painted, by the clock. */
const FIRST_PAINT = `new Promise((resolve) => new PerformanceObserver((list) => {
  const paint = list.getEntries().find(({ name }) => name === 'first-contentful-paint');
  if (paint) resolve(performance.timeOrigin + paint.startTime);
}).observe({ type: 'paint', buffered: true }))`;

/** Runs in the window: when the sentence of the overview stood on the screen, by the clock. */
const OVERVIEW = `new Promise((resolve) => {
  const look = () => document.querySelector('[data-testid="overview-sentence"]')
    ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())))
    : setTimeout(look, 5);
  look();
})`;

interface Runtimes {
  findElectronRuntime(): { readonly executable: string } | null;
}

/** From starting the program to what an expression in its window waits for (ms). */
async function startTime(
  executable: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  expression: string,
): Promise<number> {
  const began = Date.now();
  const app = startPackaged(executable, { args: [process.cwd(), ...args], env });
  try {
    return Number(await evaluateOnce(() => app.evaluate(expression))) - began;
  } finally {
    await app.stop();
  }
}

async function medianStart(
  executable: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  expression: string,
): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < REPEATS; run += 1) times.push(await startTime(executable, env, args, expression));
  return median(times);
}

/** Cold start of the built app, each time in a new user-data folder: to the start screen, and to the overview of the demo. */
export async function startFigures(): Promise<Figure[]> {
  // Imported where it lies, not bundled: it finds the project by its own place in it.
  const runtimes = (await import(pathToFileURL(join(process.cwd(), 'scripts', 'electron-runtime.mjs')).href)) as Runtimes;
  const runtime = runtimes.findElectronRuntime();
  const display = runtime === null ? null : await findDisplay();
  if (runtime === null || display === null) {
    process.stderr.write('The start of the app was not measured: there is no Electron or no display here.\n');
    return [];
  }
  try {
    return [
      {
        name: 'app: program to first painted start screen',
        value: await medianStart(runtime.executable, display.env, [], FIRST_PAINT),
        unit: 'ms',
      },
      {
        name: 'app: program to overview of the demo',
        value: await medianStart(runtime.executable, display.env, [SAMPLE], OVERVIEW),
        unit: 'ms',
      },
      ...(await accountFigure(runtime.executable, display.env)),
    ];
  } finally {
    display.release();
  }
}
