import type { EngineOutput } from '../../shared/ipc/engine-protocol';
import { clipNullable, clipSentence } from './clip';
import { notJudgedOf } from './overview';
import type { ReadingModel } from './reading-model';

const WARNINGS_SHOWN = 200;

/** What a reading says about its own making. */
export function collectorOf(model: Pick<ReadingModel, 'reading'>): EngineOutput<'info'>['collector'] {
  const { collector } = model.reading.collection;
  return collector
    ? { name: clipNullable(collector.name), version: clipNullable(collector.version), mode: clipNullable(collector.mode) }
    : null;
}

/** Everything about a reading that is not a list. */
export function infoOf(model: ReadingModel, file: { readonly hash: string; readonly unpackedBytes: number }): EngineOutput<'info'> {
  const { warnings } = model.reading;
  return {
    hash: file.hash,
    unpackedBytes: file.unpackedBytes,
    collector: collectorOf(model),
    warnings: warnings.slice(0, WARNINGS_SHOWN).map(clipSentence),
    warningsTotal: warnings.length,
    notJudged: notJudgedOf(model),
    unresolvedTotal: model.audit.unresolved.length,
  };
}
