import { resolve } from 'node:path';
import { readCollectionFile } from '../../src/engine/collection-file';
import { createReadingModel, type ReadingModel } from '../../src/engine/queries/reading-model';
import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import { parseCollection } from '../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../src/shared/domain/collection/reading';
import { createReachEngine } from '../../src/shared/domain/reach/reach-engine';

/** Where the demo reading lies. */
export const DEMO_FILE = resolve(import.meta.dirname, '../../resources/samples/northwind.mailscope.json.gz');

/** The model of a collection, as it would be of its file. */
export function modelOf(collection: Collection, now = collection.collectedAt): ReadingModel {
  const parsed = parseCollection(JSON.parse(JSON.stringify(collection)));
  if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
  const reading = openReading(parsed.value.collection, parsed.value.warnings);
  return createReadingModel(reading, createReachEngine(reading), now);
}

/** The model of the demo reading, at the time of the reading. */
export async function demoModel(): Promise<ReadingModel> {
  const file = await readCollectionFile(DEMO_FILE);
  if (!file.ok) throw new Error(file.error.message);
  const reading = openReading(file.value.collection, file.value.warnings);
  return createReadingModel(reading, createReachEngine(reading), file.value.collection.collectedAt);
}
