import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SOURCE_PLANS } from '../../../../../src/engine/reading/sources-table';
import { SOURCE_PATHS } from '../../../../../src/shared/domain/collection/sources';
import { DIRECTORY_ROLE_NAMES } from '../../../../../src/shared/domain/readiness/directory-roles';
import { FEATURES } from '../../../../../src/shared/domain/readiness/features';
import { sourcesOf } from '../../../../../src/shared/domain/readiness/judge-readiness';
import { EXCHANGE_NEEDS, GRAPH_NEEDS } from '../../../../../src/shared/domain/readiness/source-needs';
import { referenceFolder } from '../../../../support/reference';

const GRAPH_SOURCES = SOURCE_PATHS.filter((path) => path.startsWith('graph.'));
const EXCHANGE_SOURCES = SOURCE_PATHS.filter((path) => path.startsWith('exchange.'));

describe('what sources need', () => {
  it.each(GRAPH_SOURCES)('%s needs what its reading asks for', (source) => {
    expect(GRAPH_NEEDS[source]?.scopes[0]).toBe(SOURCE_PLANS[source].permission);
  });

  it.each(GRAPH_SOURCES)('%s belongs to a feature that asks for its permission', (source) => {
    const features = Object.values(FEATURES).filter((feature) => sourcesOf(feature).includes(source));
    expect(features).toHaveLength(1);
    expect(features[0]!.graphScopes).toContain(SOURCE_PLANS[source].permission);
  });

  it.each(EXCHANGE_SOURCES.filter((source) => SOURCE_PLANS[source].requests.length > 0))(
    '%s needs the cmdlets of its reading',
    (source) => {
      const cmdlets = SOURCE_PLANS[source].requests.map((request) => (request.api === 'exchange' ? request.cmdlet : ''));
      expect(EXCHANGE_NEEDS[source]).toEqual({ cmdlets, role: SOURCE_PLANS[source].permission });
    },
  );

  it('names only roles whose ids are known', () => {
    const names: readonly string[] = Object.values(DIRECTORY_ROLE_NAMES);
    for (const { roles } of Object.values(GRAPH_NEEDS)) for (const role of roles ?? []) expect(names).toContain(role);
  });

  it.skipIf(referenceFolder === null)('names only permissions that Microsoft’s table accepts for the request', () => {
    const { paths } = JSON.parse(readFileSync(join(referenceFolder!, 'graph-path-permissions.json'), 'utf8')) as {
      readonly paths: Readonly<
        Record<
          string,
          Readonly<Record<string, Readonly<Record<string, { readonly least: readonly string[]; readonly higher: readonly string[] }>>>>
        >
      >;
    };
    const checked: string[] = [];
    for (const [source, { probe, scopes }] of Object.entries(GRAPH_NEEDS)) {
      const path = probe
        .replace(/^\/(?:v1\.0|beta)/, '')
        .replace(/\?.*$/, '')
        .replace(/'[^']*'/g, '{value}')
        .toLowerCase();
      const entry = Object.entries(paths).find(([known]) => known.toLowerCase() === path)?.[1]['GET']?.['DelegatedWork'];
      if (!entry) continue;
      checked.push(source);
      expect([source, scopes.filter((scope) => ![...entry.least, ...entry.higher].includes(scope))]).toEqual([source, []]);
    }
    expect(checked.length).toBeGreaterThan(8);
  });
});
