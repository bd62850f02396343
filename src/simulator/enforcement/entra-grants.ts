import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../facts/permission-ids';
import type { ServicePrincipal } from '../state/directory-types';
import type { Mailbox } from '../state/exchange-types';
import type { RightsView } from '../state/rights-view';
import type { TenantState } from '../state/tenant-state';
import { policyVerdict } from './access-policies';
import { grant, refuse, undecided, type Verdict } from './decision';
import { isSendAsAllowed, hasFullAccess } from './mailbox-rights';
import type { Operation, Protocol } from './operations';
import { effectOf, type PermissionEffect } from './permission-effects';
import { pointersOf } from './role-assignments';

/** The values of the application permissions that an app has on a resource now: what its next token says under `roles`. */
export function grantedRoles(state: TenantState, principal: ServicePrincipal, resourceAppId: string): readonly string[] {
  const resource = state.servicePrincipalsByAppId.first(resourceAppId);
  if (!resource) return [];
  const values = new Map(resource.appRoles.filter((role) => role.isEnabled).map((role) => [role.id.toLowerCase(), role.value]));
  const held = state.assignmentsByPrincipal
    .all(principal.id)
    .filter((row) => row.resourceId.toLowerCase() === resource.id.toLowerCase())
    .map((row) => values.get(row.appRoleId.toLowerCase()))
    .filter((value): value is string => value !== undefined);
  return [...new Set(held)];
}

/** One verdict per application permission that could carry the operation. `tokenRoles` are those of a token, if there is one. */
export function* entraVerdicts(
  state: TenantState,
  principal: ServicePrincipal,
  mailbox: Mailbox,
  operation: Operation,
  protocol: Protocol,
  tokenRoles?: readonly string[],
  rights: RightsView = state,
): Generator<Verdict> {
  const resourceAppId = protocol === 'graph' ? GRAPH_APP_ID : EXCHANGE_APP_ID;
  for (const value of tokenRoles ?? grantedRoles(state, principal, resourceAppId)) {
    const effect = effectOf(resourceAppId, value);
    if (!effect || effect.protocol !== protocol || !effect.operations.includes(operation)) continue;
    yield verdictOf(state, rights, principal, mailbox, value, effect);
  }
}

function verdictOf(
  state: TenantState,
  rights: RightsView,
  principal: ServicePrincipal,
  mailbox: Mailbox,
  value: string,
  effect: PermissionEffect,
): Verdict {
  if (effect.needsMailboxRight) return protocolVerdict(state, principal, mailbox, value, effect.protocol);
  if (!effect.policyApplies) return grant(`${value}, which policies do not govern`, 'permissions');
  const policy = policyVerdict(rights, principal.appId, mailbox);
  return policy.granted ? grant(`${value}; ${policy.reason}`, 'permissions') : policy;
}

/** IMAP, POP and SMTP: the permission opens the protocol, a right of the pointer on the mailbox opens the mailbox. */
function protocolVerdict(state: TenantState, principal: ServicePrincipal, mailbox: Mailbox, value: string, protocol: Protocol): Verdict {
  const missing = refuse(`${value} needs a right of the service principal on the mailbox`, 'protocols');
  let answer = missing;
  for (const { pointer, matches } of pointersOf(state, principal)) {
    const full = hasFullAccess(state, pointer.Guid, mailbox);
    const right = protocol === 'smtp' ? isSendAsAllowed(state, pointer.Guid, mailbox) : full;
    if (right && matches) return grant(`${value} and a right of the service principal on the mailbox`, 'protocols');
    if (right) answer = undecided(`the pointer ${pointer.Identity} has the object id of something else`, 'protocols');
    // Whether FullAccess alone lets an app send by SMTP is written nowhere.
    else if (full && protocol === 'smtp') answer = undecided(`${value} with FullAccess but without SendAs`, 'protocols');
  }
  return answer;
}
