import { describe, expect, it } from 'vitest';
import { buildWho } from '../../src/shared/domain/answers/who-answer';
import { parseCollection } from '../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../src/shared/domain/collection/reading';
import { CAPABILITIES, type Capability } from '../../src/shared/domain/reach/capability';
import { createReachEngine } from '../../src/shared/domain/reach/reach-engine';
import { dumpCollection } from '../../src/simulator/dump/dump-collection';
import { access } from '../../src/simulator/enforcement/access';
import { scopesFor } from '../../src/simulator/enforcement/delegated';
import { PROTOCOLS } from '../../src/simulator/enforcement/operations';
import { createSmallTenant } from '../../src/simulator/generator/small/small-tenant';
import { randomTenant } from '../../src/simulator/generator/weird/random-tenant';
import { createSimulatedClock } from '../../src/simulator/state/clock';
import type { Mailbox } from '../../src/simulator/state/exchange-types';
import type { TenantState } from '../../src/simulator/state/tenant-state';
import { TRIED } from '../support/tried-operations';

type Verdict = 'yes' | 'no' | 'unknown';

/** What each app can do in a mailbox for people, as the answer to "who reaches this mailbox?" has it. */
function computedVerdicts(state: TenantState): (appId: string, mailbox: Mailbox, capability: Capability) => Verdict {
  const parsed = parseCollection(JSON.parse([...dumpCollection(state)].join('')));
  if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
  const reading = openReading(parsed.value.collection, parsed.value.warnings);
  const engine = createReachEngine(reading);
  const answers = new Map(
    [...state.mailboxes].map((mailbox) => {
      const who = buildWho(reading, engine, mailbox.ExternalDirectoryObjectId);
      if (!who.ok) throw new Error(who.error.message);
      return [mailbox.ExternalDirectoryObjectId, who.value] as const;
    }),
  );
  return (appId, mailbox, capability) => {
    const answer = answers.get(mailbox.ExternalDirectoryObjectId);
    const cell = answer?.principals.find((row) => row.kind === 'app' && row.id === appId)?.capabilities[capability];
    // Rights of people that could not be attributed leave open what apps do for them.
    const open = answer?.unresolved.some((entry) => entry.principals === 'people') === true;
    if (cell === undefined) return open ? 'unknown' : 'no';
    // What an application permission brings says nothing of the delegated path.
    const delegatedOnly = cell.paths.every((path) => path.kind === 'delegated');
    return delegatedOnly ? cell.verdict : 'unknown';
  };
}

/** Whether some person lets the app do it. */
function isEnforced(state: TenantState, appId: string, mailbox: Mailbox, capability: Capability): boolean {
  return [...state.users].some((user) =>
    PROTOCOLS.some((protocol) => {
      const scopes = scopesFor(state, appId, user.id, protocol);
      if (scopes.length === 0) return false;
      return access(state, { kind: 'person', userId: user.id, client: { appId, scopes } }, mailbox, TRIED[capability], { protocol })
        .granted;
    }),
  );
}

function disagreements(state: TenantState): { readonly yes: number; readonly found: readonly string[] } {
  const computedOf = computedVerdicts(state);
  const found: string[] = [];
  let yes = 0;
  for (const { clientId } of state.permissionGrants) {
    const principal = state.servicePrincipals.get(clientId);
    if (!principal) continue;
    for (const mailbox of state.mailboxes) {
      for (const capability of CAPABILITIES) {
        const computed = computedOf(principal.appId, mailbox, capability);
        const enforced = isEnforced(state, principal.appId, mailbox, capability);
        if (computed === 'unknown') continue;
        if (computed === 'yes') yes += 1;
        if ((computed === 'yes') !== enforced) {
          found.push(
            `${principal.displayName} · ${mailbox.DisplayName} · ${capability}: computed ${computed}, enforced ${String(enforced)}`,
          );
        }
      }
    }
  }
  return { yes, found };
}

describe('what apps reach for people, as computed and as enforced', () => {
  it('agree in the demo company', () => {
    const { yes, found } = disagreements(createSmallTenant(1, createSimulatedClock()).state);
    expect(found).toEqual([]);
    expect(yes).toBeGreaterThan(100);
  });

  it.each([1, 2, 3, 4, 5])('agree in random tenant %i', (seed) => {
    expect(disagreements(randomTenant(seed)).found).toEqual([]);
  });
});
