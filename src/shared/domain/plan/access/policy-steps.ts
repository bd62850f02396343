import type { Mailbox } from '../../collection/mailbox-directory';
import { policyVerdict } from '../../reach/access-policies';
import type { TriSet } from '../../reach/mailbox-sets';
import type { AccessPolicy, AppEntry } from '../../reach/reach-model';
import { listOf } from '../../collection/text-key';
import { shown } from '../display-text';
import { added, removed } from '../effects';
import { exchangeLook } from '../look';
import { policyAbsent, policyExists, type PolicyRight } from '../looks';
import type { Change, Look, PlanStep } from '../plan.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepOf, undoBy } from '../steps';
import type { Sight } from '../subjects';
import { literal, reference } from '../template';
import { compareText } from './held-permissions';
import { byAddress } from './mailbox-choice';
import type { PolicyScope } from './policy-scope';

/** An application access policy as a step makes it. */
export interface NewPolicy {
  readonly id: string;
  readonly appIds: readonly string[];
  readonly right: PolicyRight;
  readonly scope: PolicyScope;
  readonly description: string;
  readonly why: string;
  /** What has to be confirmed where the policy takes access away; null where another policy did before. */
  readonly confirm: string | null;
}

/** Policies share little space: with one-character descriptions there is room for about 300. https://learn.microsoft.com/graph/auth-limit-mailbox-access */
export const LONGEST_DESCRIPTION = 60;

/** So many policies of a tenant, and there may be no room for another one. */
export const MANY_POLICIES = 90;

/** Makes an application access policy. */
export function newPolicyStep(tenantId: string, policy: NewPolicy): PlanStep {
  const { id, right, scope } = policy;
  const says = `There is a policy that sets ${right} over ${scope.label}.`;
  const identity = reference(id, 'identity');
  return stepOf({
    id,
    title: `Create the policy: ${right} over ${scope.label}`,
    why: policy.why,
    requires: RIGHTS.accessPolicies,
    change: newPolicyChange(policy.appIds, right, scope.identity, policy.description),
    verification: [policyExists({ appIds: policy.appIds, right, scopeNames: scope.names }, says)],
    undo: undoBy(
      exchangeChange('Remove-ApplicationAccessPolicy', { Identity: identity }),
      [exchangeLook('Get-ApplicationAccessPolicy', {}, { where: { Identity: identity }, expect: 'none', says: 'The policy is gone.' })],
      'Removes the policy again.',
    ),
    outputs: { identity: 'Identity' },
    settles: 'scope-changed',
    destructive: policy.confirm !== null,
    confirm: policy.confirm,
    effects: [
      added('exchange.applicationAccessPolicies', {
        Identity: `${literal(tenantId)}\\${literal(policy.appIds[0] ?? '')}:S-1-0-0;${scope.identity}`,
        AppId: policy.appIds.map(literal),
        AccessRight: right,
        ScopeName: literal(scope.scope.name),
        ScopeIdentity: literal(scope.scope.name),
        Description: literal(policy.description),
        IsValid: true,
      }),
    ],
  });
}

function newPolicyChange(appIds: readonly string[], right: PolicyRight, scope: string, description: string): Change {
  return exchangeChange('New-ApplicationAccessPolicy', {
    AppId: appIds.map(literal),
    AccessRight: right,
    PolicyScopeGroupId: scope,
    ...(description === '' ? {} : { Description: literal(description) }),
  });
}

/** Removes an application access policy of the reading; brought back where its scope still resolves. */
export function removePolicyStep(
  policy: AccessPolicy,
  parts: { readonly id: string; readonly why: string; readonly confirm: string; readonly scope: PolicyScope | null },
): PlanStep {
  const name = shown(policy.scope.name);
  const right = rightOf(policy);
  const { scope } = parts;
  return stepOf({
    id: parts.id,
    title: `Remove the policy: ${right ?? 'an unknown right'} over "${name}"`,
    why: parts.why,
    requires: RIGHTS.accessPolicies,
    change: exchangeChange('Remove-ApplicationAccessPolicy', { Identity: literal(policy.identity) }),
    verification: [policyAbsent(policy.identity, `The policy over "${name}" is gone.`)],
    undo:
      right === null || scope === null
        ? {
            kind: 'impossible',
            says: `Exchange Online would not take what the policy was over ("${name}") as a scope again: it is gone, or is of another kind now.`,
          }
        : undoBy(
            newPolicyChange(policy.appIds, right, scope.identity, policy.item.Description ?? ''),
            [
              policyExists(
                { appIds: policy.appIds, right, scopeNames: scope.names },
                `There is a policy that sets ${right} over "${name}".`,
              ),
            ],
            `Creates the policy over "${name}" again.`,
          ),
    settles: 'scope-changed',
    destructive: true,
    confirm: parts.confirm,
    effects: [removed('exchange.applicationAccessPolicies', { Identity: literal(policy.identity) })],
  });
}

/** Policies in an order that does not depend on the reading's. */
export function inPolicyOrder(policies: readonly AccessPolicy[]): readonly AccessPolicy[] {
  return [...policies].sort((left, right) => compareText(left.identity, right.identity));
}

/** The word for what a policy does, or null where the reading's is not understood. */
export function rightOf(policy: AccessPolicy): PolicyRight | null {
  if (policy.right === 'unknown') return null;
  return policy.right === 'restrict' ? 'RestrictAccess' : 'DenyAccess';
}

/** A policy is as it was read. */
export function policyAsRead(policy: AccessPolicy): Look {
  const [appId] = policy.appIds;
  return exchangeLook(
    'Get-ApplicationAccessPolicy',
    {},
    {
      where: {
        Identity: literal(policy.identity),
        ...(typeof policy.item.AccessRight === 'string' ? { AccessRight: literal(policy.item.AccessRight) } : {}),
        ...(appId !== undefined && listOf(policy.item.AppId).length > 0 ? { AppId: { contains: literal(appId) } } : {}),
      },
      says: `The policy over "${shown(policy.scope.name)}" is as it was read.`,
    },
  );
}

/** What policies leave of the governed permissions of one app, mailbox by mailbox. */
export function verdictOf({ reading, engine }: Sight, policies: readonly AccessPolicy[]): TriSet {
  return policyVerdict(policies, reading.isComplete('exchange.applicationAccessPolicies'), engine.sets);
}

/** The policies of an app with some left out and one put in, as the reach rule sees them. */
export function policiesWith(
  app: Pick<AppEntry, 'policies'>,
  change: { readonly without?: AccessPolicy; readonly with?: NewPolicy },
): readonly AccessPolicy[] {
  const made = change.with;
  const kept = app.policies.filter((policy) => policy !== change.without);
  if (!made) return kept;
  const policy: AccessPolicy = {
    item: {},
    identity: made.id,
    right: made.right === 'RestrictAccess' ? 'restrict' : 'deny',
    appIds: made.appIds,
    scope: made.scope.scope,
  };
  return [...kept, policy];
}

/** Mailboxes that come within reach: certain after, and not certain before. */
export function gained({ reading, engine }: Sight, before: TriSet, after: TriSet): readonly Mailbox[] {
  const { sets } = engine;
  return byAddress(
    reading.mailboxes.all.filter(
      (mailbox) => sets.verdict(after, mailbox.index) === 'yes' && sets.verdict(before, mailbox.index) !== 'yes',
    ),
  );
}
