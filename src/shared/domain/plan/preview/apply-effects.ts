import type { Collection, CoverageEntry } from '../../collection/collection.schema';
import { SOURCE_PATHS, type SourcePath } from '../../collection/sources';
import { matchesAll } from '../match';
import type { Effect, Json } from '../plan.schema';
import { expandJson } from '../template';
import { RowEffects } from './row-effects';
import { standInOutputs } from './stand-ins';

type Row = Readonly<Record<string, unknown>>;

const PATHS: ReadonlySet<string> = new Set(SOURCE_PATHS);

/**
 * A collection as it will be when the effects have happened, in their order. Lists and rows that no effect touches are those of before,
 * so that whoever compares can tell by identity what is unchanged. Outputs of steps that have not run have ids that stand for them.
 */
export function applyEffects(collection: Collection, effects: readonly Effect[]): Collection {
  let changed = collection;
  for (const [path, own] of bySource(withStandIns(effects))) changed = withSource(changed, path, own);
  return changed;
}

/** The effects with ids in the place of outputs of steps that have not run. */
export function withStandIns(effects: readonly Effect[]): readonly Effect[] {
  const outputs = standInOutputs(effects);
  return effects.map((effect) => expandJson(effect as unknown as Json, outputs) as unknown as Effect);
}

/** The effects by the source that they change, in their order. */
export function bySource(effects: readonly Effect[]): ReadonlyMap<SourcePath, readonly Effect[]> {
  const found = new Map<SourcePath, Effect[]>();
  for (const effect of effects) {
    // A builder names a source that there is: anything else is a mistake in it, not in the data.
    if (!PATHS.has(effect.source)) throw new Error(`an effect names the source ${effect.source}, which there is not`);
    const path = effect.source as SourcePath;
    const list = found.get(path);
    if (list) list.push(effect);
    else found.set(path, [effect]);
  }
  return found;
}

function withSource(collection: Collection, path: SourcePath, effects: readonly Effect[]): Collection {
  const [section, name] = path.split('.') as ['graph' | 'exchange', string];
  const held = (collection[section] as Readonly<Record<string, unknown>>)[name];
  const next = changedSource(held, effects);
  if (next === held) return collection;
  return {
    ...collection,
    [section]: { ...collection[section], [name]: next },
    coverage: held === undefined ? { ...collection.coverage, [path]: seenOnly(collection, path) } : collection.coverage,
  };
}

function changedSource(held: unknown, effects: readonly Effect[]): unknown {
  if (Array.isArray(held)) return new RowEffects(effects).apply(held as readonly Row[]);
  if (held !== undefined) return effects.reduce(changedObject, held as Row);
  const added = new RowEffects(effects).apply([]);
  return added.length === 0 ? undefined : added;
}

/** A source that is one object is set; there is nothing to add to it or to remove. */
function changedObject(object: Row, effect: Effect): Row {
  return effect.kind === 'set' && matchesAll(object, effect.where) ? { ...object, ...effect.values } : object;
}

/** A source that was not read stays one, whatever a plan adds to it: the rest of it is as unknown as before. */
function seenOnly(collection: Collection, path: SourcePath): CoverageEntry {
  const reason = (Object.hasOwn(collection.coverage, path) ? collection.coverage[path]?.reason : null) ?? 'it was not read';
  return { state: 'partial', reason };
}
