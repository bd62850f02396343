import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import type { Effect, Json, Match } from '../../src/shared/domain/plan/plan.schema';
import { literal } from '../../src/shared/domain/plan/template';
import { createRandom, type Random } from './random';
import { randomTenant } from './random-tenant';

type Row = Readonly<Record<string, unknown>>;

/** The sources whose rows give or take reach and refer to things by id only: which of two rows comes first does not matter there. */
export const REACH_SOURCES = [
  'graph.appRoleAssignments',
  'graph.oauth2PermissionGrants',
  'graph.groupMembers',
  'graph.administrativeUnitMembers',
  'exchange.managementRoleAssignments',
  'exchange.applicationAccessPolicies',
  'exchange.mailboxPermissions',
  'exchange.recipientPermissions',
  'exchange.groupMembers',
] as const;

/** The sources whose rows other rows refer to. */
export const OBJECT_SOURCES = [
  'graph.servicePrincipals',
  'graph.users',
  'graph.groups',
  'exchange.mailboxes',
  'exchange.groups',
  'exchange.recipients',
  'exchange.servicePrincipals',
  'exchange.managementScopes',
] as const;

/** The rows of a source. */
export function rowsOf(collection: Collection, source: string): readonly Row[] {
  const [section, name] = source.split('.') as ['graph' | 'exchange', string];
  return ((collection[section] as Readonly<Record<string, unknown>>)[name] as readonly Row[] | undefined) ?? [];
}

/** What only this row, and rows that are the same, have. */
export function whereOf(row: Row): Record<string, Match> {
  const texts = Object.entries(row).filter((entry): entry is [string, string | boolean] => ['string', 'boolean'].includes(typeof entry[1]));
  return Object.fromEntries(texts.map(([name, value]) => [name, typeof value === 'string' ? literal(value) : value]));
}

/** Some effects on a tenant: rows that go, rows of another tenant that come, and rows that change what they refer to. */
export function randomEffects(collection: Collection, seed: number, sources: readonly string[]): Effect[] {
  const random = createRandom(seed);
  const others = randomTenant(seed + 1);
  return Array.from({ length: 1 + random.below(5) }, () => randomEffect(collection, others, random, random.pick(sources))).filter(
    (effect) => effect !== null,
  );
}

function randomEffect(collection: Collection, others: Collection, random: Random, source: string): Effect | null {
  const rows = rowsOf(collection, source);
  const strange = rowsOf(others, source);
  const kind = random.pick(['add', 'remove', 'set'] as const);
  if (kind === 'add') return strange.length === 0 ? null : { kind, source, row: { ...(random.pick(strange) as Record<string, Json>) } };
  if (rows.length === 0) return null;
  const where = whereOf(random.pick(rows));
  if (kind === 'remove') return { kind, source, where };
  const example = random.pick(strange.length > 0 ? strange : rows);
  const properties = Object.keys(example);
  const property = random.pick(properties.length > 0 ? properties : ['nothing']);
  return { kind, source, where, values: { [property]: (example[property] ?? null) as Json } };
}
