import { describe, expect, it } from 'vitest';
import { describeFacts } from '../../../../../src/shared/domain/readiness/describe-facts';
import type { DescribedFact } from '../../../../../src/shared/domain/readiness/described-fact';
import { measured, type AccountFacts, type ReadinessFacts } from '../../../../../src/shared/domain/readiness/facts';
import { READINESS_SECTIONS } from '../../../../../src/shared/ipc/readiness-shapes';
import { NOBODY_KNOWS, readyFacts, roles } from '../../../../support/readiness/facts';

function factOf(facts: ReadinessFacts, id: string): DescribedFact {
  const fact = describeFacts(facts)
    .flatMap((section) => section.facts)
    .find((candidate) => candidate.id === id);
  if (!fact) throw new Error(`there is no fact ${id}`);
  return fact;
}

interface Case {
  readonly title: string;
  readonly id: string;
  readonly account?: Partial<AccountFacts>;
  readonly machine?: Partial<ReadinessFacts>;
  readonly fact: Partial<DescribedFact>;
}

const CASES: readonly Case[] = [
  { title: 'no role at all', id: 'activeRoles', account: { activeRoles: measured([]) }, fact: { state: 'attention', value: 'None' } },
  {
    title: 'roles by name, each once',
    id: 'activeRoles',
    account: { activeRoles: measured([...roles('Security Reader', 'Global Reader'), ...roles('Global Reader')]) },
    fact: { state: 'good', value: 'Global Reader and Security Reader' },
  },
  {
    title: 'roles that could not be looked up',
    id: 'eligibleRoles',
    account: { eligibleRoles: NOBODY_KNOWS },
    fact: { state: 'unknown', value: 'Not measured', detail: 'Nobody could tell.' },
  },
  {
    title: 'a permission by another one that covers it',
    id: 'scope:GroupMember.Read.All',
    account: { graphScopes: measured(['Group.Read.All']) },
    fact: { state: 'good', value: 'Granted', detail: 'By Group.Read.All' },
  },
  {
    title: 'a permission that was not granted',
    id: 'scope:AuditLog.Read.All',
    account: { graphScopes: measured(['User.Read']) },
    fact: { state: 'missing', value: 'Not granted' },
  },
  {
    title: 'P2 as P1',
    id: 'premium',
    account: { servicePlans: measured(['AAD_PREMIUM_P2']) },
    fact: { state: 'good', value: 'In the tenant' },
  },
  {
    title: 'a connection that failed, with what to do',
    id: 'exchangeConnection',
    account: { exchange: measured({ connected: false, problem: { code: 'x', message: 'Refused.', next: 'Ask.' } }) },
    fact: { state: 'missing', value: 'Not connected', detail: 'Refused. Ask.' },
  },
  {
    title: 'restrictions that a disabled policy does not enforce',
    id: 'appManagement',
    account: {
      credentialPolicy: measured({ enabled: false, restrictions: [{ of: 'applications', type: 'passwordAddition', maxLifetime: null }] }),
    },
    fact: { state: 'good', value: 'Not restricted by the default policy', detail: null },
  },
  {
    title: 'secrets that are forbidden',
    id: 'appManagement',
    account: {
      credentialPolicy: measured({ enabled: true, restrictions: [{ of: 'applications', type: 'passwordAddition', maxLifetime: null }] }),
    },
    fact: { state: 'attention', value: 'Restricted', detail: 'App registrations: new secrets are forbidden' },
  },
  {
    title: 'a restriction that this version does not know, by its name',
    id: 'appManagement',
    account: {
      credentialPolicy: measured({ enabled: true, restrictions: [{ of: 'servicePrincipals', type: 'toString', maxLifetime: 'P1D' }] }),
    },
    fact: { detail: 'Service principals: toString P1D' },
  },
  {
    title: 'logging that would record a token',
    id: 'scriptBlockLogging',
    machine: { logging: measured({ moduleLogging: false, scriptBlockLogging: true, transcription: null }) },
    fact: {
      state: 'attention',
      value: 'On',
      detail: expect.stringContaining('choose the sign-in of the PowerShell module') as unknown as string,
    },
  },
  {
    title: 'logging that the system does not tell',
    id: 'transcription',
    machine: { logging: measured({ moduleLogging: false, scriptBlockLogging: true, transcription: null }) },
    fact: { state: 'unknown', detail: 'This system does not tell.' },
  },
  {
    title: 'a keychain that is locked',
    id: 'vault',
    machine: { vault: measured({ state: 'locked', message: 'The keychain is locked.', next: 'Unlock it.' }) },
    fact: { state: 'attention', value: 'Only until Mailscope ends', detail: 'The keychain is locked. Unlock it.' },
  },
  {
    title: 'an address that does not answer',
    id: 'endpoint:graph',
    machine: {
      endpoints: [{ id: 'graph', host: 'graph.microsoft.com', problem: measured({ code: 'x', message: 'It is away.', next: 'Wait.' }) }],
    },
    fact: { state: 'missing', value: 'graph.microsoft.com does not answer', detail: 'It is away. Wait.' },
  },
];

describe('what was measured, in words', () => {
  it.each(CASES)('says $title', ({ id, account, machine, fact }) => {
    expect(factOf(readyFacts(account, machine), id)).toMatchObject(fact);
  });

  it('has every section in the order of the page', () => {
    expect(describeFacts(readyFacts()).map(({ id }) => id)).toEqual(READINESS_SECTIONS);
  });

  it('leaves sections of an account out where there is none', () => {
    expect(describeFacts(readyFacts(null)).map(({ id }) => id)).toEqual(['account', 'powershell', 'logging', 'network']);
  });

  it('gives every fact an id of its own', () => {
    const ids = describeFacts(readyFacts()).flatMap(({ facts }) => facts.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
