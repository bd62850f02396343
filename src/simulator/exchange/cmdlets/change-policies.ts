import { randomInt, randomUUID } from 'node:crypto';
import type { ApplicationAccessPolicy } from '../../state/exchange-types';
import type { TenantState } from '../../state/tenant-state';
import { viewAccessPolicy } from '../../views/exchange-views';
import { CHANGE_ERRORS } from '../change-errors';
import { choiceOf, textOf, textsOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { answering, changing, silently, type PendingChange } from '../pending-change';
import type { AnyRecipient } from '../recipient-finder';
import { GUID } from './change-pointers';

/** Application access policies. */
export const POLICY_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  'New-ApplicationAccessPolicy': changing(['AccessRight', 'AppId', 'PolicyScopeGroupId', 'Description'], create),
  'Set-ApplicationAccessPolicy': changing(['Identity', 'Description'], change),
  'Remove-ApplicationAccessPolicy': changing(['Identity'], remove),
};

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-applicationaccesspolicy#-policyscopegroupid */
const SECURITY_PRINCIPALS = ['MailUniversalSecurityGroup', 'UserMailbox', 'MailUser'];

/**
 * The space for policies: a fixed amount, which holds about 300 policies with a description of one character, and about a
 * hundred with descriptions of some length. https://learn.microsoft.com/powershell/module/exchangepowershell/new-applicationaccesspolicy#description
 */
const SPACE = { ofPolicy: 160, ofFurtherApp: 40, all: 300 * 161 } as const;

function create(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state, find } = context;
  const right = choiceOf(context, 'AccessRight', ['RestrictAccess', 'DenyAccess'] as const);
  if (!right.ok) return right;
  const appIds = (textsOf(context, 'AppId') ?? []).flatMap((text) => text.split(',')).map((text) => text.trim());
  const wrong = appIds.find((id) => id !== '*' && !GUID.test(id));
  if (wrong !== undefined || appIds.length === 0)
    return refused(CHANGE_ERRORS.invalidValue('AppId', wrong ?? '', 'It has to be the GUID of an app, or *.'));
  const scope = find.recipient(textOf(context, 'PolicyScopeGroupId') ?? '');
  if (!scope.ok) return scope;
  const type = scope.value.RecipientTypeDetails;
  if (!SECURITY_PRINCIPALS.includes(type)) return refused(CHANGE_ERRORS.noSecurityPrincipal(scope.value.Name, type));
  const row: ApplicationAccessPolicy = {
    Guid: randomUUID(),
    appIds,
    AccessRight: right.value ?? 'RestrictAccess',
    scopeId: scope.value.ExternalDirectoryObjectId,
    scopeSid: sidOf(state, scope.value),
    scopeName: scope.value.Name,
    Description: textOf(context, 'Description') ?? '',
  };
  // The identity is made of an app and a scope: a second policy for both would have the same one.
  const taken = [...state.accessPolicies].find(
    (policy) =>
      policy.scopeId.toLowerCase() === row.scopeId.toLowerCase() &&
      policy.appIds.some((id) => appIds.some((appId) => appId.toLowerCase() === id.toLowerCase())),
  );
  if (taken) return refused(CHANGE_ERRORS.alreadyExists(String(viewAccessPolicy(state, taken)['Identity'])));
  if (spaceOf([...state.accessPolicies, row]) > SPACE.all) return refused(CHANGE_ERRORS.noSpaceForPolicies());
  return answering(() => viewAccessPolicy(state, state.accessPolicies.add(row)));
}

/** Only the description can be changed. https://learn.microsoft.com/powershell/module/exchangepowershell/set-applicationaccesspolicy */
function change(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const found = policyOf(context);
  if (!found.ok) return found;
  const row = { ...found.value, Description: textOf(context, 'Description') ?? found.value.Description };
  const others = [...state.accessPolicies].filter((policy) => policy.Guid !== row.Guid);
  if (spaceOf([...others, row]) > SPACE.all) return refused(CHANGE_ERRORS.noSpaceForPolicies());
  return silently(() => state.accessPolicies.replace(row));
}

function remove(context: CmdletContext): CmdletOutcome<PendingChange> {
  const found = policyOf(context);
  return found.ok ? silently(() => context.state.accessPolicies.remove(found.value.Guid)) : found;
}

function policyOf(context: CmdletContext): CmdletOutcome<ApplicationAccessPolicy> {
  const { state } = context;
  const identity = textOf(context, 'Identity') ?? '';
  const row = [...state.accessPolicies].find(
    (policy) => String(viewAccessPolicy(state, policy)['Identity']).toLowerCase() === identity.toLowerCase(),
  );
  return row ? gave(row) : refused(CMDLET_ERRORS.notFound(identity));
}

function spaceOf(policies: readonly ApplicationAccessPolicy[]): number {
  return policies.reduce(
    (sum, policy) => sum + SPACE.ofPolicy + (policy.appIds.length - 1) * SPACE.ofFurtherApp + policy.Description.length,
    0,
  );
}

/** Exchange has a security identifier of its own for every recipient; one that it shows elsewhere is the same here. */
function sidOf(state: TenantState, recipient: AnyRecipient): string {
  const known = [...state.accessPolicies].find((policy) => policy.scopeId === recipient.ExternalDirectoryObjectId)?.scopeSid;
  const own = 'Sid' in recipient ? recipient.Sid : null;
  const part = (): number => randomInt(1_000_000_000, 4_000_000_000);
  return known ?? own ?? `S-1-5-21-${part()}-${part()}-${part()}-${randomInt(1000, 90_000_000)}`;
}
