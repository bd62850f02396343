import type { TenantState } from './tenant-state';
import type { RightsView } from './rights-view';
import { LinkHistory, TableHistory, type Recorder } from './row-history';

const MINUTE = 60_000;

/**
 * How long Exchange Online goes by what it knew of an app: until the app has been quiet for half an hour, and two hours at
 * most. https://learn.microsoft.com/exchange/permissions-exo/application-rbac#limitations
 */
export const RIGHTS_CACHE = { idle: 30 * MINUTE, busy: 120 * MINUTE } as const;

interface Known {
  /** Changes up to this moment are known. */
  asOf: number;
  lastCall: number;
}

/**
 * What Exchange Online knows of the rights of each app. A change of policies, pointers, role assignments, scopes, groups and
 * units takes half an hour to become known for an app that keeps quiet, and up to two hours for one that keeps asking. What
 * was known once stays known. Where changes take no time at all, everything is known at once.
 */
export class RightsCache {
  private readonly apps = new Map<string, Known>();
  private readonly history: { asOf(time: number): RightsView };

  constructor(private readonly state: TenantState) {
    this.history = historyOf(state);
  }

  /** What an app that calls now is judged by. The call itself counts: it keeps the app busy. */
  seenBy(appId: string): RightsView {
    if (this.state.replication.mode === 'none') return this.state;
    const now = this.state.clock.now();
    const key = appId.toLowerCase();
    const known = this.apps.get(key) ?? { asOf: -Infinity, lastCall: -Infinity };
    const fresh = now - known.lastCall >= RIGHTS_CACHE.idle ? now - RIGHTS_CACHE.idle : now - RIGHTS_CACHE.busy;
    const asOf = Math.max(known.asOf, fresh);
    this.apps.set(key, { asOf, lastCall: now });
    return this.history.asOf(asOf);
  }
}

function historyOf(state: TenantState): { asOf(time: number): RightsView } {
  const recorder: Recorder = {
    isRecording: () => state.replication.mode === 'real',
    now: () => state.clock.now(),
    depth: RIGHTS_CACHE.busy,
  };
  const accessPolicies = new TableHistory(state.accessPolicies, recorder);
  const pointers = new TableHistory(state.pointers, recorder);
  const managementRoleAssignments = new TableHistory(state.managementRoleAssignments, recorder);
  const managementScopes = new TableHistory(state.managementScopes, recorder);
  const groups = new TableHistory(state.groups, recorder);
  const exchangeGroups = new TableHistory(state.exchangeGroups, recorder);
  const administrativeUnits = new TableHistory(state.administrativeUnits, recorder);
  const mailboxes = new TableHistory(state.mailboxes, recorder);
  const recipients = new TableHistory(state.recipients, recorder);
  const users = new TableHistory(state.users, recorder);
  const members = new LinkHistory(state.members, recorder);
  const unitMembers = new LinkHistory(state.unitMembers, recorder);
  return {
    asOf: (time) => ({
      accessPolicies: accessPolicies.asOf(time),
      pointers: pointers.asOf(time),
      managementRoleAssignments: managementRoleAssignments.asOf(time),
      managementScopes: managementScopes.asOf(time),
      groups: groups.asOf(time),
      exchangeGroups: exchangeGroups.asOf(time),
      administrativeUnits: administrativeUnits.asOf(time),
      mailboxes: mailboxes.asOf(time),
      recipients: recipients.asOf(time),
      users: users.asOf(time),
      servicePrincipals: state.servicePrincipals,
      members: members.asOf(time),
      unitMembers: unitMembers.asOf(time),
    }),
  };
}
