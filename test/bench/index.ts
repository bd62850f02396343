import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { auditFigures } from './audit-process';
import { engineFigures } from './engine-figures';
import { tableOf } from './figures';
import type { Figure } from './figures';
import { exchangeFigures } from './exchange-figures';
import { planFigures } from './plan-figures';
import { powershellFigures } from './powershell-figures';
import { READ_CHILD, readAsChild, readingFigures } from './reading-figures';
import { startFigures } from './start-figures';

const FOLDER = join('.cache', 'bench');

/** The parts of the benchmark, in the order in which they run; one or more names on the command line choose some. */
const PARTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  small: () => auditFigures(FOLDER, 'small'),
  medium: () => auditFigures(FOLDER, 'medium'),
  large: () => auditFigures(FOLDER, 'large'),
  engine: () => engineFigures(FOLDER),
  plans: () => planFigures(FOLDER),
  reading: () => readingFigures(FOLDER),
  powershell: () => powershellFigures(),
  exchange: () => exchangeFigures(),
  start: () => startFigures(),
};

// A reading is measured in a process of its own, which is this one started again.
if (process.argv[2] === READ_CHILD) {
  await readAsChild(process.argv[3] ?? '{}');
  process.exit(0);
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in PARTS));
if (unknown.length > 0) throw new Error(`No part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  process.stderr.write(`Measuring ${name} …\n`);
  figures.push(...(await measure()));
}
const machine = { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
process.stdout.write(`${String(machine.cores)} cores, ${String(machine.memoryGiB)} GiB, Node ${machine.node}\n\n${tableOf(figures)}\n`);
mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, 'figures.json'), `${JSON.stringify({ machine, figures }, null, 2)}\n`);
