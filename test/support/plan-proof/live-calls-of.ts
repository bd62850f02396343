import { NodeHttp } from '../../../src/main/adapters/http/node-http';
import { GraphAppCalls } from '../../../src/main/adapters/tenant/graph-app-calls';
import { callOnce } from '../../../src/main/services/live-calls';
import { CLOUDS } from '../../../src/shared/domain/clouds/clouds';
import { explainRound, isSettled, LIVE_CALLS, type LiveOperation } from '../../../src/shared/domain/plan/live-verdict';
import { grantedRoles } from '../../../src/simulator/enforcement/entra-grants';
import { GRAPH_APP_ID } from '../../../src/simulator/facts/permission-ids';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { GRAPH, madeUpToken } from '../simulator-client';
import type { LiveTest } from './proof-tenant';

/** Live tests as the product makes them, with a token that the app would get now. `rounds`: one line per round of calls. */
export function liveTestsOf(simulator: RunningSimulator, rounds: string[]): LiveTest {
  const hosts = { [CLOUDS.demo.graph]: simulator.url };
  const calls = new GraphAppCalls(new NodeHttp({ hosts }), new NodeHttp({ hosts, sendsOnce: true }));
  return async ({ id, liveTest }) => {
    if (liveTest === null) return { kind: 'settled', says: [] };
    const principal = [...simulator.state().servicePrincipals].find(({ appId }) => appId === liveTest.appId);
    if (!principal) throw new Error(`there is no app ${liveTest.appId}`);
    const tokenRoles = grantedRoles(simulator.state(), principal, GRAPH_APP_ID);
    const token = madeUpToken(simulator, tokenRoles, GRAPH, principal.appId);
    const operations = liveTest.operations.filter((name): name is LiveOperation => Object.hasOwn(LIVE_CALLS, name));
    const tries = (['inside', 'outside'] as const).flatMap((side) =>
      liveTest[side].map((mailbox) => ({
        mailbox: { id: mailbox, name: mailbox, address: mailboxAddress(simulator, mailbox), exists: true },
        expected: side === 'inside' ? ('allowed' as const) : ('refused' as const),
        operations,
      })),
    );
    const results = await callOnce(calls, { cloud: 'demo', token }, tries, new AbortController().signal);
    const round = { results, tokenRoles };
    rounds.push(`${id}: ${explainRound(round)}`);
    return isSettled(round) ? { kind: 'settled', says: results.map(({ says }) => says) } : { kind: 'not-yet', says: explainRound(round) };
  };
}

function mailboxAddress(simulator: RunningSimulator, id: string): string {
  return simulator.state().mailboxes.get(id)?.PrimarySmtpAddress ?? id;
}
