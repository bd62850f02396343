import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../src/simulator/enforcement/access';
import { grantedRoles } from '../../src/simulator/enforcement/entra-grants';
import { GRAPH_APP_ID } from '../../src/simulator/facts/permission-ids';
import { createRandom } from '../../src/simulator/generator/random';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import type { Mailbox } from '../../src/simulator/state/exchange-types';
import { codeOf, getGraph, madeUpToken, personToken, tokenOf, GRAPH } from '../support/simulator-client';

let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
});

afterAll(() => simulator.stop());

/** Every app with a share of the mailboxes: a few hundred cells of the tenant's thousands. */
const PER_APP = 9;

describe('GET /users/{id}/messages answers what enforcement decides', () => {
  it('for apps, cell by cell', async () => {
    const state = simulator.state();
    const random = createRandom(11);
    const outcomes = new Map<string, number>();
    for (const principal of state.servicePrincipals) {
      const roles = grantedRoles(state, principal, GRAPH_APP_ID);
      const token = madeUpToken(simulator, roles, GRAPH, principal.appId);
      for (const box of random.sample([...state.mailboxes], PER_APP)) {
        const decided = decide({ kind: 'app', appId: principal.appId, tokenRoles: roles }, box);
        const answer = await getGraph(simulator, token, `/v1.0/users/${box.ExternalDirectoryObjectId}/messages?$top=1`);
        const outcome = answer.status === 200 ? (hasBody(answer.body) ? 'read' : 'headers') : `${answer.status} ${codeOf(answer)}`;
        expect(outcome, `${principal.displayName} in ${box.PrimarySmtpAddress}`).toBe(decided);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    }
    // All three occur: a sample without one of them would prove nothing about it.
    expect([...outcomes.keys()].sort()).toEqual(['403 ErrorAccessDenied', 'headers', 'read']);
  });

  it('for people and the apps they use', async () => {
    const state = simulator.state();
    const random = createRandom(12);
    const people = [...state.users].filter((user) => user.accountEnabled && state.mailboxes.has(user.id));
    const delegates = [...state.mailboxes].flatMap((box) =>
      state.mailboxPermissions
        .of(box.ExternalDirectoryObjectId)
        .filter((entry) => state.users.has(entry.trustee))
        .map((entry) => [entry.trustee, box] as const),
    );
    const cells = [
      ...random.sample(people, 20).map((user) => [user.id, state.mailboxes.get(user.id)!] as const),
      ...random.sample(people, 20).map((user) => [user.id, random.pick([...state.mailboxes])] as const),
      ...random.sample(delegates, 20),
    ];
    const seen = new Set<number>();
    for (const [userId, box] of cells) {
      for (const scopes of [['Mail.Read'], ['Mail.Read.Shared'], ['User.Read']]) {
        const decided = decide({ kind: 'person', userId, client: { appId: simulator.apps[0]!.appId, scopes } }, box);
        const answer = await getGraph(simulator, personToken(simulator, userId, scopes), `/v1.0/users/${box.UserPrincipalName}/messages`);
        expect(answer.status, `${userId} in ${box.PrimarySmtpAddress} with ${scopes.join()}`).toBe(
          decided === '403 ErrorAccessDenied' ? 403 : 200,
        );
        seen.add(answer.status);
      }
    }
    expect([...seen].sort()).toEqual([200, 403]);
  });

  it('tells a policy that stands in the way by its mark', async () => {
    const state = simulator.state();
    const messages = new Set<string>();
    for (const principal of state.servicePrincipals) {
      const roles = grantedRoles(state, principal, GRAPH_APP_ID);
      if (!roles.some((role) => role.startsWith('Mail.Read'))) continue;
      for (const box of state.mailboxes) {
        const { allowed, reason } = access(state, { kind: 'app', appId: principal.appId, tokenRoles: roles }, box, 'readMessage', {
          protocol: 'graph',
        });
        if (allowed || !reason.startsWith('[RAOP]')) continue;
        const answer = await getGraph(
          simulator,
          madeUpToken(simulator, roles, GRAPH, principal.appId),
          `/v1.0/users/${box.ExternalDirectoryObjectId}/messages`,
        );
        messages.add((answer.body['error'] as { readonly message: string }).message);
        break;
      }
    }
    expect([...messages]).toEqual([expect.stringContaining('[RAOP]')]);
  });

  it('lives on with a token whose permission was taken away, and ends with the next one', async () => {
    const state = simulator.state();
    const { appId } = simulator.apps.find((app) => {
      const principal = state.servicePrincipalsByAppId.first(app.appId);
      return principal !== undefined && grantedRoles(state, principal, GRAPH_APP_ID).some((role) => /^Mail\.Read(Write)?$/.test(role));
    })!;
    const name = simulator.apps.find((app) => app.appId === appId)!.displayName;
    const principal = state.servicePrincipalsByAppId.first(appId)!;
    const box = [...state.mailboxes].find(
      (candidate) => access(state, { kind: 'app', appId }, candidate, 'readMessage', { protocol: 'graph' }).allowed,
    )!;
    const path = `/v1.0/users/${box.ExternalDirectoryObjectId}/messages`;
    const before = await tokenOf(simulator, GRAPH, name);
    expect((await getGraph(simulator, before, path)).status).toBe(200);
    const held = [...state.assignmentsByPrincipal.all(principal.id)];
    for (const row of held) state.appRoleAssignments.remove(row.id);
    expect((await getGraph(simulator, before, path)).status).toBe(200);
    expect((await getGraph(simulator, await tokenOf(simulator, GRAPH, name), path)).status).toBe(403);
    for (const row of held) state.appRoleAssignments.add(row);
  });
});

function decide(principal: Parameters<typeof access>[1], box: Mailbox): string {
  const may = (operation: 'readMessage' | 'readMessageHeaders') =>
    access(simulator.state(), principal, box, operation, { protocol: 'graph' }).allowed;
  if (may('readMessage')) return 'read';
  return may('readMessageHeaders') ? 'headers' : '403 ErrorAccessDenied';
}

function hasBody(body: Record<string, unknown>): boolean {
  return (body['value'] as Record<string, unknown>[]).every((message) => 'body' in message);
}
