import { CAPABILITIES } from '../../../src/shared/domain/reach/capability';
import type { AppEntry } from '../../../src/shared/domain/reach/reach-model';
import { access, type AccessPrincipal } from '../../../src/simulator/enforcement/access';
import { grantedRoles } from '../../../src/simulator/enforcement/entra-grants';
import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../../../src/simulator/facts/permission-ids';
import { createRandom } from '../../../src/simulator/generator/random';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { getGraph, GRAPH, madeUpToken } from '../simulator-client';
import { TRIED } from '../tried-operations';
import { verdictIn, type CellVerdict, type ReachTable } from './compare-reach';

/** So many mailboxes per app are knocked at over HTTP. */
const KNOCKED_AT = 6;

/** Where the simulated tenant decides otherwise than a reading of it says, for these apps and people: every cell. */
export function enforcementDifferences(
  simulator: RunningSimulator,
  { matrix }: ReachTable,
  principals: { readonly apps: ReadonlySet<string>; readonly people: ReadonlySet<string> },
): readonly string[] {
  const state = simulator.state();
  const lines: string[] = [];
  const compare = (principal: AccessPrincipal, name: string, row: Parameters<typeof verdictIn>[0]): void => {
    for (const mailbox of state.mailboxes) {
      const id = mailbox.ExternalDirectoryObjectId.toLowerCase();
      if (principal.kind === 'person' && principal.userId.toLowerCase() === id) continue;
      for (const capability of CAPABILITIES) {
        const computed = verdictIn(row, capability, id);
        const decided = access(state, principal, mailbox, TRIED[capability]);
        const enforced: CellVerdict = decided.granted ? 'yes' : decided.certain ? 'no' : 'unknown';
        // Where no document says what Exchange does, the product may count it as reach; what it does not know, or whom, it says.
        if (computed === enforced || (computed === 'yes' && enforced === 'unknown') || computed === 'unknown') continue;
        if (matrix.unresolved.some((entry) => entry.mailboxes === 'all' || entry.mailboxes.includes(id))) continue;
        lines.push(`${name} · ${mailbox.DisplayName} · ${capability}: read ${computed}, enforced ${enforced} (${decided.reason})`);
      }
    }
  };
  const apps = new Map(matrix.apps.map((row) => [row.appId, row]));
  for (const principal of state.servicePrincipals) {
    const appId = principal.appId.toLowerCase();
    if (principals.apps.has(appId)) compare({ kind: 'app', appId: principal.appId }, principal.displayName, apps.get(appId));
  }
  const people = new Map(matrix.people.map((row) => [row.id, row]));
  for (const user of state.users) {
    const id = user.id.toLowerCase();
    if (principals.people.has(id)) compare({ kind: 'person', userId: user.id }, user.userPrincipalName, people.get(id));
  }
  return lines;
}

/** Reads mail over HTTP as an app, in some mailboxes that its row opens and some that it does not: where the answer is another one. */
export async function knockingDifferences(
  simulator: RunningSimulator,
  { matrix }: ReachTable,
  entry: AppEntry,
): Promise<readonly string[]> {
  const { appId } = entry;
  const state = simulator.state();
  const principal = [...state.servicePrincipals].find((row) => row.appId.toLowerCase() === appId);
  if (!principal?.accountEnabled) return [];
  const row = matrix.apps.find((candidate) => candidate.appId === appId);
  const roles = grantedRoles(state, principal, GRAPH_APP_ID);
  // What is open by another protocol is no matter of these calls.
  const byGraphOnly =
    grantedRoles(state, principal, EXCHANGE_APP_ID).length === 0 && !entry.roleAssignments.some(({ role }) => role.includes('AccessAsApp'));
  const token = madeUpToken(simulator, roles, GRAPH, principal.appId);
  const lines: string[] = [];
  const all = [...state.mailboxes];
  const random = createRandom(all.length);
  const verdictOf = (id: string): CellVerdict => verdictIn(row, 'mail.read', id.toLowerCase());
  for (const wanted of ['yes', 'no'] as const) {
    if (wanted === 'yes' && !byGraphOnly) continue;
    const boxes = all.filter(({ ExternalDirectoryObjectId: id }) => verdictOf(id) === wanted);
    for (const box of random.sample(boxes, KNOCKED_AT / 2)) {
      const { status, body } = await getGraph(simulator, token, `/v1.0/users/${box.ExternalDirectoryObjectId}/messages?$top=1`);
      const messages = status === 200 ? (body['value'] as readonly object[]) : null;
      const came = messages?.every((message) => 'body' in message) === true ? 'yes' : 'no';
      if (came !== wanted) lines.push(`${principal.displayName} in ${box.PrimarySmtpAddress}: read ${wanted}, answered ${status}`);
    }
  }
  return lines;
}
