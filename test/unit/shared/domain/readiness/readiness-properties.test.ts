import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourcePath } from '../../../../../src/shared/domain/collection/sources';
import { DIRECTORY_ROLE_NAMES } from '../../../../../src/shared/domain/readiness/directory-roles';
import {
  measured,
  type AccountFacts,
  type Measured,
  type Probe,
  type ReadinessFacts,
} from '../../../../../src/shared/domain/readiness/facts';
import { FEATURE_IDS } from '../../../../../src/shared/domain/readiness/features';
import { judgeReadiness } from '../../../../../src/shared/domain/readiness/judge-readiness';
import { GRAPH_NEEDS } from '../../../../../src/shared/domain/readiness/source-needs';
import { ALL_CMDLETS, ALL_SCOPES, NOBODY_KNOWS, readyFacts, REFUSED, SERVED } from '../../../../support/readiness/facts';

const WORDS = { label: (source: string) => source, without: (source: string) => source };
const RANK = { blocked: 0, limited: 1, ready: 2 } as const;
const SOURCES = Object.keys(GRAPH_NEEDS) as readonly SourcePath[];
const ROLES = Object.entries(DIRECTORY_ROLE_NAMES).map(([templateId, name]) => ({ templateId, name }));
const PROBLEM = { code: 'exchange-connect-failed', message: 'No.', next: 'Ask.' } as const;

function ranks(facts: ReadinessFacts): readonly number[] {
  return judgeReadiness(facts, WORDS).map(({ state }) => RANK[state]);
}

function maybe<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Measured<Value>> {
  return fc.oneof({ weight: 3, arbitrary: values.map((value) => measured(value)) }, { weight: 1, arbitrary: fc.constant(NOBODY_KNOWS) });
}

const probe: fc.Arbitrary<Measured<Probe>> = fc.constantFrom(SERVED, REFUSED, NOBODY_KNOWS);

const account: fc.Arbitrary<AccountFacts> = fc.record({
  username: fc.constant('ada@contoso.com'),
  client: fc.constantFrom('own' as const, 'quick' as const),
  clientId: fc.constant('c'),
  guest: fc.boolean(),
  signInProblem: fc.constantFrom(null, null, null, PROBLEM),
  consentRefused: fc.subarray([...FEATURE_IDS]),
  profile: maybe(fc.constant({ displayName: null, userPrincipalName: 'ada@contoso.com' })),
  graphScopes: maybe(fc.subarray([...ALL_SCOPES])),
  exchangeScopes: maybe(fc.subarray(['Exchange.Manage'])),
  activeRoles: maybe(fc.subarray(ROLES)),
  eligibleRoles: maybe(fc.subarray(ROLES)),
  servicePlans: maybe(fc.subarray(['AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE'])),
  probes: fc
    .array(probe, { minLength: SOURCES.length, maxLength: SOURCES.length })
    .map((probes) => Object.fromEntries(SOURCES.map((source, index) => [source, probes[index]!]))),
  exchange: maybe(
    fc.oneof(
      fc.subarray([...ALL_CMDLETS]).map((commands) => ({ connected: true as const, commands })),
      fc.constant({ connected: false as const, problem: PROBLEM }),
    ),
  ),
  consentPolicy: fc.constant(NOBODY_KNOWS),
  credentialPolicy: fc.constant(NOBODY_KNOWS),
});

const facts: fc.Arbitrary<ReadinessFacts> = fc
  .tuple(account, maybe(fc.boolean()), fc.boolean(), fc.constantFrom('global' as const, 'usGovHigh' as const, 'china' as const))
  .map(([held, powerShell, network, cloud]) => {
    const ready = readyFacts({}, { cloud });
    return {
      ...ready,
      account: held,
      powerShell: !powerShell.known ? powerShell : powerShell.value ? ready.powerShell : measured({ used: null, others: 0, problem: null }),
      endpoints: ready.endpoints.map((endpoint) => (network ? endpoint : { ...endpoint, problem: measured(PROBLEM) })),
    };
  });

/** One right more: a permission, a role, a plan, a cmdlet, or a source that is served now. */
const addition: fc.Arbitrary<(held: AccountFacts) => AccountFacts> = fc.oneof(
  fc.constantFrom(...ALL_SCOPES).map((scope) => (held: AccountFacts) => ({ ...held, graphScopes: more(held.graphScopes, scope) })),
  fc.constantFrom(...ROLES).map((role) => (held: AccountFacts) => ({ ...held, activeRoles: more(held.activeRoles, role) })),
  fc.constantFrom(...ROLES).map((role) => (held: AccountFacts) => ({ ...held, eligibleRoles: more(held.eligibleRoles, role) })),
  fc.constant((held: AccountFacts) => ({ ...held, servicePlans: more(held.servicePlans, 'AAD_PREMIUM') })),
  fc.constantFrom(...SOURCES).map((source) => (held: AccountFacts) => ({ ...held, probes: { ...held.probes, [source]: SERVED } })),
  fc.constantFrom(...ALL_CMDLETS).map((name) => (held: AccountFacts) => ({
    ...held,
    exchange:
      held.exchange.known && held.exchange.value.connected
        ? measured({ connected: true as const, commands: [...held.exchange.value.commands, name] })
        : held.exchange,
  })),
);

function more<Value>(fact: Measured<readonly Value[]>, value: Value): Measured<readonly Value[]> {
  return fact.known ? measured([...fact.value, value]) : fact;
}

type Removal = (whole: ReadinessFacts) => ReadinessFacts;

const ACCOUNT_FACTS = ['profile', 'graphScopes', 'exchangeScopes', 'activeRoles', 'eligibleRoles', 'servicePlans', 'exchange'] as const;

/** One fact less: what was known is not measured any more. */
const removal: fc.Arbitrary<Removal> = fc.oneof(
  fc.constantFrom(...ACCOUNT_FACTS).map((name): Removal => (whole) => ({ ...whole, account: { ...whole.account!, [name]: NOBODY_KNOWS } })),
  fc.constantFrom(...SOURCES).map((source): Removal => (whole) => ({
    ...whole,
    account: { ...whole.account!, probes: { ...whole.account!.probes, [source]: NOBODY_KNOWS } },
  })),
  fc.constant<Removal>((whole) => ({ ...whole, powerShell: NOBODY_KNOWS })),
  fc.constant<Removal>((whole) => ({ ...whole, endpoints: whole.endpoints.map((endpoint) => ({ ...endpoint, problem: NOBODY_KNOWS })) })),
);

describe('readiness, whatever was measured', () => {
  it('never gets worse by a right more', () => {
    fc.assert(
      fc.property(facts, addition, (whole, add) => {
        const before = ranks(whole);
        const after = ranks({ ...whole, account: add(whole.account!) });
        expect(after.every((rank, index) => rank >= before[index]!)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never becomes ready by a fact less', () => {
    fc.assert(
      fc.property(facts, removal, (whole, remove) => {
        const before = ranks(whole);
        const after = ranks(remove(whole));
        expect(after.some((rank, index) => rank === RANK.ready && before[index] !== RANK.ready)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('says why, wherever something is not ready', () => {
    fc.assert(
      fc.property(facts, (whole) => {
        for (const { state, lacks } of judgeReadiness(whole, WORDS)) {
          expect(lacks.length > 0).toBe(state !== 'ready');
          for (const { what, consequence, remedy } of lacks) {
            expect([what, consequence, remedy.text].every((text) => /^\S.*[.]$/.test(text))).toBe(true);
            expect([remedy.link, remedy.command, remedy.consent].filter(Boolean).length).toBeLessThan(2);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
