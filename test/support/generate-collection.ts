import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DOMAIN, TENANT_ID } from './collection-builder';
import { COLLECTION_SIZES } from './collection-sizes';
import type { SizeName } from './collection-sizes';
import { exchangeSources } from './large-tenant/exchange';
import { graphSources } from './large-tenant/graph';
import { createRandom } from './random';

/** Counts up whenever the generator makes something else, so that no cache serves what an older one made. */
const GENERATOR_VERSION = 2;

/** Characters to gather before a write: large enough to be quick, far below the longest string. */
const CHUNK = 1 << 20;

function* collectionText(size: SizeName, seed: number): Iterable<string> {
  const random = createRandom(seed);
  const header = {
    format: 'mailscope-collection/1',
    collectedAt: '2026-11-21T07:00:00Z',
    collector: { name: 'mailscope', version: '0.1.0', mode: 'simulator' },
    tenant: { id: TENANT_ID, displayName: `Generated (${size})`, defaultDomain: DOMAIN, cloud: 'global' },
    coverage: {},
  };
  yield JSON.stringify(header).slice(0, -1);
  const sections = [
    ['graph', graphSources(COLLECTION_SIZES[size], random), '"authorizationPolicy":{}'],
    [
      'exchange',
      exchangeSources(COLLECTION_SIZES[size], random),
      '"mailboxPermissionsRead":"all","organizationConfig":{"EwsEnabled":null},"transportConfig":{"SmtpClientAuthenticationDisabled":true}',
    ],
  ] as const;
  for (const [section, sources, objects] of sections) {
    yield `,\n"${section}":{${objects}`;
    for (const [name, rows] of Object.entries(sources)) {
      yield `,\n"${name}":[`;
      let separator = '';
      for (const row of rows) {
        yield separator + JSON.stringify(row);
        separator = ',\n';
      }
      yield ']';
    }
    yield '}';
  }
  yield '}\n';
}

/**
 * Writes a generated collection of a size to a folder and answers its path; what is there already is used. The same size and
 * seed give the same bytes. Written as a stream: the large one would not be pleasant as one string.
 */
export async function generateCollection(folder: string, size: SizeName, seed = 1): Promise<string> {
  const path = join(folder, `${size}-seed${seed.toString()}-v${GENERATOR_VERSION.toString()}.mailscope.json`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.${process.pid.toString()}.part`;
  const file = createWriteStream(unfinished);
  let gathered = '';
  for (const text of collectionText(size, seed)) {
    gathered += text;
    if (gathered.length < CHUNK) continue;
    if (!file.write(gathered)) await once(file, 'drain');
    gathered = '';
  }
  file.end(gathered);
  await once(file, 'finish');
  renameSync(unfinished, path);
  return path;
}
