import type { Collection, CoverageEntry } from '../../../src/shared/domain/collection/collection.schema';
import { northwindExchange } from './exchange';
import { northwindGraph } from './graph';
import { DOMAIN, TENANT_ID } from './names';
import { PERMISSIONS_NOT_READ } from './rules';

/** Sources that were not read in full, and why. */
const GAPS: Readonly<Record<string, Omit<CoverageEntry, 'count'>>> = {
  'graph.signInActivities': { state: 'partial', reason: 'the report was throttled after the first pages; the rest is not known' },
  'graph.credentialSignInActivities': { state: 'missing', reason: '403: needs Entra ID P1' },
  'exchange.mailboxFolderPermissions': { state: 'missing', reason: 'not read: folder permissions are read on request only' },
  'exchange.mailboxPermissions': {
    state: 'partial',
    reason: `cancelled by the user with ${PERMISSIONS_NOT_READ.length} of 60 mailboxes to go`,
  },
};

function coverageOf(sections: Readonly<Record<string, object>>): Record<string, CoverageEntry> {
  const counted = Object.entries(sections).flatMap(([section, sources]) =>
    Object.entries(sources).flatMap(([name, items]) =>
      Array.isArray(items) && name !== 'mailboxPermissionsRead' ? [[`${section}.${name}`, items.length] as const] : [],
    ),
  );
  const complete = counted.map(([path, count]) => [path, { ...(GAPS[path] ?? { state: 'complete' as const }), count }] as const);
  const missing = Object.entries(GAPS).filter(([path]) => !counted.some(([known]) => known === path));
  return Object.fromEntries([...complete, ...missing]);
}

/** The demo tenant: a company of sixty mailboxes in which everything that the product can find is to be found. */
export function northwind(): Collection {
  const graph = northwindGraph();
  const exchange = northwindExchange();
  return {
    format: 'mailscope-collection/1',
    collectedAt: '2026-11-21T07:00:00Z',
    collector: { name: 'mailscope', version: '0.1.0', mode: 'simulator' },
    tenant: { id: TENANT_ID, displayName: 'Northwind', defaultDomain: DOMAIN, cloud: 'global' },
    coverage: coverageOf({ graph: { ...graph }, exchange: { ...exchange } }),
    graph,
    exchange,
  };
}
