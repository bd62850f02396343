import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { OBJECT_SCHEMAS } from '../../shared/domain/collection/collection.schema';
import { SOURCE_PATHS, type SourcePath } from '../../shared/domain/collection/sources';
import { coverageMap, partsOf } from './coverage-of-parts';
import { READ_PART } from './mailbox-permission-step';
import type { Spool } from './spool';

/** What the head of a collection says besides what the spool knows. */
export interface CollectionHead {
  readonly collectedAt: string;
  readonly version: string;
}

/** Sources that are one object: no list is written for them. */
const SINGLE = new Set([
  ...Object.keys(OBJECT_SCHEMAS.graph).map((name) => `graph.${name}`),
  ...Object.keys(OBJECT_SCHEMAS.exchange).map((name) => `exchange.${name}`),
]);

/** Writes what was read as a `mailscope-collection/1`, packed, part by part: it is never one text. */
export async function writeCollection(spool: Spool, head: CollectionHead, path: string): Promise<void> {
  // Rows are copied as they lie; packing costs more than reading them, and level 4 is as small as 6 by a few percent.
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await pipeline(Readable.from(collectionText(spool, head), { objectMode: true }), createGzip({ level: 4 }), target);
}

/** The pieces of a collection, in the order of the format. */
export async function* collectionText(spool: Spool, head: CollectionHead): AsyncGenerator<string | Buffer> {
  const { wishes, tenant } = spool.facts;
  const coverage = coverageMap(spool);
  const top = {
    format: 'mailscope-collection/1',
    collectedAt: head.collectedAt,
    collector: { name: 'mailscope', version: head.version, mode: wishes.mode },
    tenant: {
      id: wishes.tenantId,
      displayName: tenant?.displayName ?? null,
      defaultDomain: tenant?.defaultDomain ?? null,
      cloud: wishes.cloud,
    },
    coverage,
  };
  yield JSON.stringify(top).slice(0, -1);
  for (const section of ['graph', 'exchange'] as const) {
    yield `,${JSON.stringify(section)}:{`;
    let first = true;
    for (const source of SOURCE_PATHS) {
      // What is missing is absent: an empty list would say that there is nothing.
      if (!source.startsWith(`${section}.`) || coverage[source].state === 'missing') continue;
      const texts = SINGLE.has(source) ? singleText(spool, source) : listText(spool, source);
      const name = JSON.stringify(source.slice(section.length + 1));
      let begun = false;
      for await (const text of texts) {
        if (!begun) yield `${first ? '' : ','}\n${name}:`;
        begun = true;
        first = false;
        yield text;
      }
    }
    if (section === 'exchange') yield* permissionsRead(spool, coverage['exchange.mailboxPermissions'].state, first);
    yield '}';
  }
  yield '}\n';
}

async function* listText(spool: Spool, source: SourcePath): AsyncGenerator<string | Buffer> {
  yield '[\n';
  let empty = true;
  for (const part of partsOf(spool, source)) {
    const text = spool.text(part);
    if (text === null) continue;
    if (!empty) yield ',';
    empty = false;
    yield* text;
  }
  yield ']';
}

async function* singleText(spool: Spool, source: SourcePath): AsyncGenerator<string> {
  for await (const row of spool.rows(source)) {
    yield JSON.stringify(row);
    return;
  }
}

/** Which mailboxes' permissions were read: no entry of one of them then means nobody. */
async function* permissionsRead(spool: Spool, state: 'complete' | 'partial' | 'missing', first: boolean): AsyncGenerator<string | Buffer> {
  if (state === 'missing') return;
  yield `${first ? '' : ','}\n"mailboxPermissionsRead":`;
  if (state === 'complete') {
    yield '"all"';
    return;
  }
  const ids = spool.text(READ_PART);
  yield '[\n';
  if (ids !== null) yield* ids;
  yield ']';
}
