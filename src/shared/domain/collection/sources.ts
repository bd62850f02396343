import { ITEM_SCHEMAS, OBJECT_SCHEMAS, type Collection, type CoverageEntry } from './collection.schema';

type GraphSource = `graph.${keyof (typeof ITEM_SCHEMAS)['graph'] | keyof (typeof OBJECT_SCHEMAS)['graph']}`;
type ExchangeSource = `exchange.${keyof (typeof ITEM_SCHEMAS)['exchange'] | keyof (typeof OBJECT_SCHEMAS)['exchange']}`;

/** One source of a reading, by its path in the collection. */
export type SourcePath = GraphSource | ExchangeSource;

/** Every source of a collection, in the order of the format. */
export const SOURCE_PATHS: readonly SourcePath[] = [
  ...Object.keys({ ...ITEM_SCHEMAS.graph, ...OBJECT_SCHEMAS.graph }).map((name) => `graph.${name}`),
  ...Object.keys({ ...ITEM_SCHEMAS.exchange, ...OBJECT_SCHEMAS.exchange }).map((name) => `exchange.${name}`),
] as SourcePath[];

const NOT_IN_FILE = 'the file has no such source';

/**
 * The coverage of every source: what the file says, corrected by what it holds. An absent array is missing whatever the
 * coverage claims; a present one without an entry is complete; rows under a "missing" entry make it partial.
 */
export function coverageOf(collection: Collection): Readonly<Record<SourcePath, CoverageEntry>> {
  const entries = SOURCE_PATHS.map((path): [SourcePath, CoverageEntry] => [path, stateOf(collection, path)]);
  return Object.fromEntries(entries) as Record<SourcePath, CoverageEntry>;
}

function stateOf(collection: Collection, path: SourcePath): CoverageEntry {
  const claimed = Object.hasOwn(collection.coverage, path) ? collection.coverage[path] : undefined;
  const held = valueAt(collection, path);
  if (held === undefined) return { state: 'missing', count: 0, reason: claimed?.reason ?? NOT_IN_FILE };
  const count = Array.isArray(held) ? held.length : 1;
  if (!claimed || claimed.state === 'complete') return { state: 'complete', count };
  const reason = claimed.reason ?? 'no reason given';
  if (claimed.state === 'missing' && count > 0) return { state: 'partial', count, reason };
  return { state: claimed.state, count, reason };
}

function valueAt(collection: Collection, path: SourcePath): unknown {
  const [section, name] = path.split('.') as ['graph' | 'exchange', string];
  const holder = collection[section] as Readonly<Record<string, unknown>>;
  return holder[name];
}
