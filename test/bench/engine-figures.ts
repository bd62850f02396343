import { performance } from 'node:perf_hooks';
import { readCollectionFile } from '../../src/engine/collection-file';
import { buildMatrix } from '../../src/shared/domain/answers/matrix-answer';
import { buildWho } from '../../src/shared/domain/answers/who-answer';
import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import { openReading } from '../../src/shared/domain/collection/reading';
import { CAPABILITIES } from '../../src/shared/domain/reach/capability';
import { createReachEngine } from '../../src/shared/domain/reach/reach-engine';
import { generateCollection } from '../support/generate-collection';
import type { Figure } from './figures';
import { median } from './measure-process';

const MATRIX_GOAL = 500;
const WHO_GOAL = 50;
const WHO_MAILBOXES = 50;
const REPEATS = 5;

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The reading without what people hold, which the figures about apps do not speak of. */
function appsOnly(collection: Collection): Collection {
  return { ...collection, exchange: { ...collection.exchange, mailboxPermissions: [], recipientPermissions: [] } };
}

/** Application reach of every app in a fresh engine: from an opened reading to the bit sets of every scope and capability. */
function evaluateScopes(collection: Collection): number {
  const reading = openReading(appsOnly(collection));
  return timed(() => {
    const engine = createReachEngine(reading);
    for (const app of engine.apps) {
      const reach = engine.applicationReach(app);
      for (const capability of CAPABILITIES) reach.of(capability);
    }
  });
}

/** The matrix, from an opened reading to the answer. */
function matrixOf(collection: Collection): number {
  const reading = openReading(collection);
  return timed(() => buildMatrix(reading, createReachEngine(reading)));
}

function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function whoFigures(collection: Collection): Figure[] {
  const reading = openReading(collection);
  const engine = createReachEngine(reading);
  const mailboxes = collection.exchange.mailboxes ?? [];
  const step = Math.max(1, Math.floor(mailboxes.length / WHO_MAILBOXES));
  const addresses = mailboxes.filter((_, index) => index % step === 0).map((mailbox) => mailbox.PrimarySmtpAddress ?? '');
  const first = timed(() => buildWho(reading, engine, addresses[0] ?? ''));
  const later = addresses.slice(1, WHO_MAILBOXES + 1).map((address) => timed(() => buildWho(reading, engine, address)));
  return [
    { name: 'large: who reaches one mailbox, first question', value: first, unit: 'ms' },
    { name: 'large: who reaches one mailbox, median of 50', value: percentile(later, 0.5), unit: 'ms', goal: WHO_GOAL },
    { name: 'large: who reaches one mailbox, 95th percentile', value: percentile(later, 0.95), unit: 'ms', goal: WHO_GOAL },
  ];
}

/** What the engine does once the large file is open: scopes into bit sets, the matrix, and who reaches one mailbox. */
export async function engineFigures(folder: string): Promise<Figure[]> {
  const file = await readCollectionFile(await generateCollection(folder, 'large'));
  if (!file.ok) throw new Error(file.error.message);
  const { collection } = file.value;
  const repeated = (measure: (collection: Collection) => number): number =>
    median(Array.from({ length: REPEATS }, () => measure(collection)));
  const opening = repeated((whole) => timed(() => openReading(whole)));
  const scopes = repeated(evaluateScopes);
  const matrix = repeated((whole) => matrixOf(appsOnly(whole)));
  const everything = repeated(matrixOf);
  return [
    { name: 'large: opening (indexes), once parsed', value: opening, unit: 'ms' },
    { name: 'large: scopes and policies of 300 apps into bit sets', value: scopes, unit: 'ms' },
    { name: 'large: matrix, 50,000 mailboxes × 300 scoped apps', value: matrix, unit: 'ms', goal: MATRIX_GOAL },
    { name: 'large: the same with 275,000 rights of people', value: everything, unit: 'ms' },
    ...whoFigures(collection),
  ];
}
