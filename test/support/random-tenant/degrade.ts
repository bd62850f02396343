import type { Collection, CoverageEntry } from '../../../src/shared/domain/collection/collection.schema';
import { mailboxKey } from '../collection-builder';
import type { Random } from '../random';

/** Sources that may be cut short or left out, each alone or together with others. */
const FRAGILE_SOURCES = [
  'graph.appRoleAssignments',
  'graph.groupMembers',
  'graph.groups',
  'graph.administrativeUnits',
  'graph.administrativeUnitMembers',
  'graph.users',
  'exchange.servicePrincipals',
  'graph.servicePrincipals',
  'graph.resources',
  'exchange.mailboxes',
  'exchange.managementRoleAssignments',
  'exchange.managementScopes',
  'exchange.applicationAccessPolicies',
  'exchange.mailboxPermissions',
  'exchange.recipientPermissions',
  'exchange.groups',
  'exchange.groupMembers',
  'exchange.recipients',
];

/** Cuts sources short or leaves them out, and says so in the coverage, as an honest reader would. */
export function degrade(random: Random, whole: Collection): Collection {
  if (random.chance(0.4)) return whole;
  const fragile = random.some(FRAGILE_SOURCES, 0.12);
  // Membership is known from either source: only together do they leave a gap.
  if (random.chance(0.15)) fragile.push('graph.groupMembers', 'exchange.groupMembers');
  const graph = new Map<string, unknown>(Object.entries(whole.graph));
  const exchange = new Map<string, unknown>(Object.entries(whole.exchange));
  const coverage: Record<string, CoverageEntry> = {};
  for (const path of new Set(fragile)) {
    const [section, name] = path.split('.') as ['graph' | 'exchange', string];
    const source = section === 'graph' ? graph : exchange;
    const items = source.get(name);
    if (!Array.isArray(items)) continue;
    if (random.chance(0.5)) {
      source.delete(name);
      if (name === 'mailboxPermissions') exchange.delete('mailboxPermissionsRead');
      if (random.chance(0.7)) coverage[path] = { state: 'missing', reason: '403: not permitted' };
    } else {
      source.set(name, random.some(items, 0.6));
      coverage[path] = { state: 'partial', reason: 'cut short' };
      if (name === 'mailboxPermissions')
        exchange.set('mailboxPermissionsRead', random.some(whole.exchange.mailboxes ?? [], 0.5).map(mailboxKey));
    }
  }
  return { ...whole, coverage, graph: Object.fromEntries(graph), exchange: Object.fromEntries(exchange) };
}
