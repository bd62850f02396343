import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { ReadinessMeasure, type ReadinessParts } from '../../src/main/services/readiness-measure';
import { CLOUDS } from '../../src/shared/domain/clouds/clouds';
import { FEATURES, type FeatureId } from '../../src/shared/domain/readiness/features';
import { err, ok } from '../../src/shared/domain/result';
import { failure } from '../../src/shared/ipc/envelope';
import type { FeatureReadiness, Readiness, ReadinessFact } from '../../src/shared/ipc/readiness-shapes';
import { DIRECTORY_ROLES, type DirectoryRoleName } from '../../src/simulator/facts/directory-roles';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ALL_SCOPES } from '../support/readiness/facts';
import { ACCOUNT, readyParts } from '../support/readiness/fake-tenant';
import { ask, EXCHANGE, personToken } from '../support/simulator-client';

let simulator: RunningSimulator;
let http: NodeHttp;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
  const { graph, authority } = CLOUDS.demo;
  http = new NodeHttp({ hosts: { [graph]: simulator.url, [authority]: simulator.url } });
});

afterAll(async () => {
  http.close();
  await simulator.stop();
});

function administrator(role: DirectoryRoleName): string {
  const assigned = [...simulator.state().roleAssignments].find(
    ({ roleDefinitionId, directoryScopeId, principalId }) =>
      roleDefinitionId === DIRECTORY_ROLES[role] && directoryScopeId === '/' && simulator.state().users.get(principalId) !== undefined,
  );
  if (!assigned) throw new Error(`nobody is ${role}`);
  return assigned.principalId;
}

function partsOf(userId: string, scopes: readonly string[]): ReadinessParts {
  const account = { ...ACCOUNT, cloud: 'demo' as const };
  return readyParts({
    accounts: {
      find: () => Promise.resolve({ account }),
      token: (_id, resource) => {
        const granted = resource === 'graph' ? scopes : ['Exchange.Manage'];
        const token = resource === 'graph' ? personToken(simulator, userId, granted) : personToken(simulator, userId, granted, EXCHANGE);
        return Promise.resolve(ok({ token, expiresAt: 0, scopes: granted }));
      },
    },
    http: () => http,
    exchangeCommands: async () => {
      const token = personToken(simulator, userId, ['Exchange.Manage'], EXCHANGE);
      const { status, body } = await ask(`${simulator.url}/exchange/cmdlets`, { headers: { authorization: `Bearer ${token}` } });
      if (status !== 200) return err(failure('exchange-connect-failed'));
      return ok((body['cmdlets'] as readonly { readonly name: string }[]).map(({ name }) => name));
    },
  });
}

async function measure(userId: string, scopes: readonly string[] = ALL_SCOPES): Promise<Readiness> {
  const answered = await new ReadinessMeasure(partsOf(userId, scopes)).measure(ACCOUNT.id, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (!answered.ok) throw new Error(answered.error.message);
  return answered.value;
}

type States = Readonly<Record<FeatureId, FeatureReadiness['state']>>;

function statesOf({ features }: Readiness): States {
  return Object.fromEntries(features.map(({ id, state }) => [id, state])) as States;
}

function factOf(readiness: Readiness, id: string): ReadinessFact | undefined {
  return readiness.sections.flatMap(({ facts }) => facts).find((fact) => fact.id === id);
}

/**
 * By hand: the roles that each page under https://learn.microsoft.com/graph/api/ names below its permissions, and the role groups of
 * https://learn.microsoft.com/exchange/permissions-exo/permissions-exo. The simulator has its own table of them.
 */
const ADMINISTRATORS: readonly { readonly role: DirectoryRoleName; readonly states: States }[] = [
  {
    role: 'Global Reader',
    states: {
      'sign-in': 'ready',
      apps: 'ready',
      people: 'ready',
      'administrative-units': 'ready',
      'role-holders': 'ready',
      'sign-in-activity': 'ready',
      policies: 'ready',
      exchange: 'ready',
    },
  },
  {
    role: 'Exchange Administrator',
    states: {
      'sign-in': 'ready',
      // Registrations and people every member may list; what was granted, only the roles that the pages name.
      apps: 'limited',
      people: 'ready',
      'administrative-units': 'ready',
      'role-holders': 'blocked',
      'sign-in-activity': 'blocked',
      policies: 'blocked',
      exchange: 'ready',
    },
  },
  {
    role: 'Application Administrator',
    states: {
      'sign-in': 'ready',
      apps: 'ready',
      people: 'ready',
      'administrative-units': 'ready',
      'role-holders': 'blocked',
      'sign-in-activity': 'blocked',
      policies: 'ready',
      exchange: 'blocked',
    },
  },
];

describe('readiness in the simulated tenant', () => {
  it.each(ADMINISTRATORS)('of the $role is what Microsoft’s documents say', async ({ role, states }) => {
    const readiness = await measure(administrator(role));
    expect(statesOf(readiness)).toEqual(states);
    expect(factOf(readiness, 'activeRoles')).toMatchObject({ value: role });
    expect(readiness.features.flatMap(({ lacks }) => lacks.map(({ kind }) => kind))).not.toContain('notMeasured');
  });

  it('names the least role for what an Exchange Administrator cannot read', async () => {
    const { features } = await measure(administrator('Exchange Administrator'));
    const words = features.flatMap(({ id, lacks }) => lacks.map(({ kind, what }) => `${id} ${kind} ${what}`)).join('\n');
    expect(words).toContain('apps directoryRole The account has no directory role that may read this. The least one is Directory Readers');
    expect(words).toContain(
      'sign-in-activity directoryRole The account has no directory role that may read this. The least one is Reports Reader',
    );
    expect(words).toContain(
      'role-holders directoryRole The account has no directory role that may read this. The least one is Security Reader',
    );
  });

  it('leads to the activation of a role that is eligible', async () => {
    const userId = administrator('Exchange Administrator');
    simulator.state().roleEligibilities.add({
      id: 'readiness-test',
      principalId: userId,
      roleDefinitionId: DIRECTORY_ROLES['Global Reader'],
      directoryScopeId: '/',
    });
    const readiness = await measure(userId);
    simulator.state().roleEligibilities.remove('readiness-test');
    expect(factOf(readiness, 'eligibleRoles')).toMatchObject({ value: 'Global Reader', state: 'attention' });
    expect(readiness.features.find(({ id }) => id === 'sign-in-activity')!.lacks[0]).toMatchObject({
      what: 'The role Global Reader is eligible, but not active.',
      remedy: { link: expect.stringContaining('/ActivationMenuBlade/~/aadmigratedroles') as string },
    });
  });

  it('asks for every permission that a new account lacks, whoever it is', async () => {
    const { features } = await measure(administrator('Global Reader'), FEATURES['sign-in'].graphScopes);
    for (const { id, state, lacks } of features) {
      if (id === 'sign-in' || id === 'exchange') expect(state).toBe('ready');
      else expect([id, state, lacks.map(({ kind, remedy }) => [kind, remedy.consent])]).toEqual([id, 'blocked', [['scope', id]]]);
    }
  });

  it('measures licences, policies and the addresses of this machine’s tenant', async () => {
    const readiness = await measure(administrator('Global Reader'));
    expect(['premium', 'exchangePlan', 'consent', 'endpoint:signIn', 'endpoint:graph'].map((id) => factOf(readiness, id)?.state)).toEqual(
      Array.from({ length: 5 }, () => 'good'),
    );
    expect(factOf(readiness, 'endpoint:exchange')).toBeUndefined();
  });
});
