import type { Mailbox } from '../state/exchange-types';
import type { RightsView } from '../state/rights-view';
import type { TenantState } from '../state/tenant-state';
import { DOCUMENTS, anyOf, refuse, type AccessDecision, type Verdict } from './decision';
import { delegatedVerdict } from './delegated';
import { entraVerdicts } from './entra-grants';
import { PROTOCOLS, type Operation, type Protocol } from './operations';
import { personVerdict } from './people';
import { preventedBy } from './prevention';
import { roleVerdicts } from './role-assignments';

/** An app that acts by itself. `tokenRoles`: the `roles` of the token it holds; without a token, what it has now. */
export interface AppPrincipal {
  readonly kind: 'app';
  readonly appId: string;
  readonly tokenRoles?: readonly string[];
}

/** A person; with `client`, a person who signed in to an app that has only these scopes. */
export interface PersonPrincipal {
  readonly kind: 'person';
  readonly userId: string;
  readonly client?: { readonly appId: string; readonly scopes: readonly string[] };
}

/** Whoever knocks at a mailbox. */
export type AccessPrincipal = AppPrincipal | PersonPrincipal;

/** The way in, and what Exchange goes by for an app: left out, everything as it is now. */
export interface AccessOptions {
  readonly protocol?: Protocol;
  readonly rights?: RightsView;
}

/**
 * Decides whether somebody may do something in a mailbox, as Exchange Online would. Without a protocol: by whichever lets it
 * through. Rights add up: a role assignment takes nothing from a grant in Entra, and the other way round
 * (https://learn.microsoft.com/exchange/permissions-exo/application-rbac).
 */
export function access(
  state: TenantState,
  principal: AccessPrincipal,
  mailbox: Mailbox,
  operation: Operation,
  options: AccessOptions = {},
): AccessDecision {
  const protocols = options.protocol === undefined ? PROTOCOLS : [options.protocol];
  const rights = options.rights ?? state;
  const decisions = protocols.map((protocol) => decide(state, rights, principal, mailbox, operation, protocol));
  const [first] = decisions;
  const best =
    decisions.find((decision) => decision.allowed) ??
    decisions.find((decision) => decision.granted) ??
    decisions.find((decision) => !decision.certain) ??
    first;
  if (!best) throw new Error('there is no protocol');
  return best;
}

function decide(
  state: TenantState,
  rights: RightsView,
  principal: AccessPrincipal,
  mailbox: Mailbox,
  operation: Operation,
  protocol: Protocol,
): AccessDecision {
  const verdict = verdictOf(state, rights, principal, mailbox, operation, protocol);
  const prevented = verdict.granted ? preventedBy(state, principal, mailbox, protocol) : null;
  return {
    allowed: verdict.granted && prevented === null,
    granted: verdict.granted,
    prevented,
    reason: prevented ?? verdict.reason,
    source: DOCUMENTS[verdict.document],
    certain: verdict.certain,
  };
}

function verdictOf(
  state: TenantState,
  rights: RightsView,
  principal: AccessPrincipal,
  mailbox: Mailbox,
  operation: Operation,
  protocol: Protocol,
): Verdict {
  if (principal.kind === 'person') {
    const user = state.users.get(principal.userId);
    if (!user) return refuse('there is no such account', 'signIn');
    const { client } = principal;
    return client
      ? delegatedVerdict(state, user, client.scopes, mailbox, operation, protocol)
      : personVerdict(state, user, mailbox, operation);
  }
  const servicePrincipal = state.servicePrincipalsByAppId.first(principal.appId);
  if (!servicePrincipal) return refuse('the tenant has no service principal of this app', 'signIn');
  // A mailbox that is newer than what Exchange goes by is taken as it is.
  const box = rights.mailboxes.get(mailbox.ExternalDirectoryObjectId) ?? mailbox;
  return anyOf(
    [
      ...entraVerdicts(state, servicePrincipal, box, operation, protocol, principal.tokenRoles, rights),
      ...roleVerdicts(rights, servicePrincipal, box, operation, protocol),
    ],
    refuse('the app has no permission for this', 'permissions'),
  );
}
