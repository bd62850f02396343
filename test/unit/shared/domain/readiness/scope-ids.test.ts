import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { FEATURE_IDS, FEATURES } from '../../../../../src/shared/domain/readiness/features';
import { EXCHANGE_SCOPES, GRAPH_SCOPES } from '../../../../../src/shared/domain/readiness/scope-ids';
import { referenceFolder } from '../../../../support/reference';

interface Listed {
  readonly value: string;
  readonly type: string;
  readonly id: string;
}

function delegated(file: string): ReadonlyMap<string, string> {
  const { permissions } = JSON.parse(readFileSync(join(referenceFolder ?? '', file), 'utf8')) as {
    readonly permissions: readonly Listed[];
  };
  return new Map(permissions.filter(({ type }) => type === 'Delegated').map(({ value, id }) => [value, id]));
}

describe('the ids of delegated permissions', () => {
  it('are there for every permission that a feature asks for, and for no other', () => {
    const asked = (kind: 'graphScopes' | 'exchangeScopes') => [...new Set(FEATURE_IDS.flatMap((id) => FEATURES[id][kind]))].sort();
    expect(Object.keys(GRAPH_SCOPES.scopes).sort()).toEqual(asked('graphScopes'));
    expect(Object.keys(EXCHANGE_SCOPES.scopes).sort()).toEqual(asked('exchangeScopes'));
  });

  test.skipIf(referenceFolder === null)('are those of the reference', () => {
    const graph = delegated('graph-permissions.json');
    const exchange = delegated('exchange-app-roles.json');
    for (const [value, id] of Object.entries(GRAPH_SCOPES.scopes)) expect([value, graph.get(value)]).toEqual([value, id]);
    for (const [value, id] of Object.entries(EXCHANGE_SCOPES.scopes)) expect([value, exchange.get(value)]).toEqual([value, id]);
  });
});
