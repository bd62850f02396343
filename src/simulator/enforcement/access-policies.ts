import type { ApplicationAccessPolicy, Mailbox } from '../state/exchange-types';
import type { RightsView } from '../state/rights-view';
import { grant, refuse, undecided, type Verdict } from './decision';
import { isNestedMember } from './membership';

/**
 * What the application access policies say about an app and a mailbox: a denying policy first, then a restricting one that
 * covers the mailbox, then any restricting one at all, then nothing stands in the way.
 * https://learn.microsoft.com/powershell/module/exchange/new-applicationaccesspolicy#description
 */
export function policyVerdict(rights: RightsView, appId: string, mailbox: Mailbox): Verdict {
  const policies = policiesFor(rights, appId);
  const covers = policies.map((policy) => covering(rights, policy, mailbox));
  const find = (right: ApplicationAccessPolicy['AccessRight'], cover: Cover): ApplicationAccessPolicy | undefined =>
    policies.find((policy, index) => policy.AccessRight === right && covers[index] === cover);
  const denying = find('DenyAccess', 'yes');
  if (denying) return refuse(`[RAOP] a policy denies access to ${denying.scopeName}`, 'policyOrder');
  const unless = restrictionVerdict(find);
  const brokenDeny = find('DenyAccess', 'gone');
  if (!brokenDeny || (!unless.granted && unless.certain)) return unless;
  return undecided(`[RAOP] the scope ${brokenDeny.scopeName} of a denying policy is gone`, 'policyOrder');
}

function restrictionVerdict(
  find: (right: ApplicationAccessPolicy['AccessRight'], cover: Cover) => ApplicationAccessPolicy | undefined,
): Verdict {
  const restricting = find('RestrictAccess', 'yes');
  if (restricting) return grant(`a policy restricts access to ${restricting.scopeName}`, 'policyOrder');
  const broken = find('RestrictAccess', 'gone');
  if (broken) return undecided(`[RAOP] the scope ${broken.scopeName} of a restricting policy is gone`, 'policyOrder');
  if (find('RestrictAccess', 'no')) return refuse('[RAOP] the mailbox is in no scope that a policy restricts access to', 'policyOrder');
  return grant('no policy stands in the way', 'policyOrder');
}

type Cover = 'yes' | 'no' | 'gone';

function policiesFor(rights: RightsView, appId: string): readonly ApplicationAccessPolicy[] {
  const wanted = appId.toLowerCase();
  return [...rights.accessPolicies].filter((policy) => policy.appIds.some((id) => id === '*' || id.toLowerCase() === wanted));
}

/** The scope is a mail-enabled security group, nested groups included, or one recipient. */
function covering(rights: RightsView, policy: ApplicationAccessPolicy, mailbox: Mailbox): Cover {
  const scope = policy.scopeId;
  if (rights.groups.has(scope)) return isNestedMember(rights, scope, mailbox.ExternalDirectoryObjectId) ? 'yes' : 'no';
  if (rights.mailboxes.has(scope)) return scope.toLowerCase() === mailbox.ExternalDirectoryObjectId.toLowerCase() ? 'yes' : 'no';
  return rights.recipients.has(scope) ? 'no' : 'gone';
}
