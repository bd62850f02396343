import type { ExchangeGroup } from '../state/exchange-types';
import { holdersOf } from '../enforcement/directory-roles-of';
import { CHANGE_ERRORS } from './change-errors';
import { isOn, textOf, type CmdletContext } from './cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from './cmdlet-errors';

const DISTRIBUTION = ['MailUniversalSecurityGroup', 'MailUniversalDistributionGroup'];

/**
 * The distribution or mail-enabled security group that a call names, if the caller may change it: a manager may, everybody
 * else has to say BypassSecurityGroupManagerCheck, which needs a role of its own.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/add-distributiongroupmember#-bypasssecuritygroupmanagercheck
 */
export function groupToChange(context: CmdletContext): CmdletOutcome<ExchangeGroup> {
  const identity = textOf(context, 'Identity') ?? '';
  const found = context.find.group(identity);
  if (!found.ok) return found;
  if (!DISTRIBUTION.includes(found.value.RecipientTypeDetails)) return refused(CMDLET_ERRORS.notFound(identity));
  if (isOn(context, 'BypassSecurityGroupManagerCheck') || isManager(context, found.value)) return gave(found.value);
  return refused(CHANGE_ERRORS.notManager());
}

function isManager({ state, caller }: CmdletContext, group: ExchangeGroup): boolean {
  const own = caller.kind === 'app' ? caller.objectId : caller.userId;
  const ids = [own.toLowerCase(), ...holdersOf(state, own)];
  return group.managedBy.some((manager) => ids.includes(manager.toLowerCase()));
}
