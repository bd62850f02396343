import type { OrganizationConfig, TransportConfig } from '../../state/exchange-types';
import { CHANGE_ERRORS } from '../change-errors';
import { clearableOf, flagOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { changing, silently, type PendingChange } from '../pending-change';
import { GUID } from './change-pointers';

/** What holds for the whole organisation. */
export const ORGANIZATION_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  'Set-OrganizationConfig': changing(
    ['EwsEnabled', 'EwsAllowedAppIDs', 'EwsApplicationAccessPolicy', 'OAuth2ClientProfileEnabled'],
    changeOrganization,
  ),
  'Set-TransportConfig': changing(['SmtpClientAuthenticationDisabled'], changeTransport),
};

const EWS_POLICIES = ['EnforceAllowList', 'EnforceBlockList'];

function changeOrganization(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const before = state.singles.organizationConfig;
  const apps = allowedApps(context, before.EwsAllowedAppIDs);
  if (!apps.ok) return apps;
  const policy = ewsPolicy(context, before.EwsApplicationAccessPolicy);
  if (!policy.ok) return policy;
  const enabled = flagOf(context, 'EwsEnabled');
  const organizationConfig: OrganizationConfig = {
    ...before,
    EwsEnabled: enabled === undefined ? before.EwsEnabled : enabled,
    EwsAllowedAppIDs: apps.value,
    EwsApplicationAccessPolicy: policy.value,
    OAuth2ClientProfileEnabled: flagOf(context, 'OAuth2ClientProfileEnabled') ?? before.OAuth2ClientProfileEnabled,
  };
  return silently(() => {
    state.setSingles({ organizationConfig });
  });
}

function changeTransport(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const before = state.singles.transportConfig;
  const transportConfig: TransportConfig = {
    ...before,
    SmtpClientAuthenticationDisabled: flagOf(context, 'SmtpClientAuthenticationDisabled') ?? before.SmtpClientAuthenticationDisabled,
  };
  return silently(() => {
    state.setSingles({ transportConfig });
  });
}

/** One text with commas between the ids; `$null` empties the list. https://learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig#-ewsallowedappids */
function allowedApps(context: CmdletContext, before: readonly string[]): CmdletOutcome<readonly string[]> {
  const wanted = clearableOf(context, 'EwsAllowedAppIDs');
  if (wanted === undefined) return gave(before);
  if (wanted === null || wanted === '') return gave([]);
  const ids = wanted.split(',').map((id) => id.trim());
  const wrong = ids.find((id) => !GUID.test(id));
  return wrong === undefined
    ? gave(ids)
    : refused(CHANGE_ERRORS.invalidValue('EwsAllowedAppIDs', wrong, 'It has to be the GUID of an app.'));
}

function ewsPolicy(context: CmdletContext, before: string | null): CmdletOutcome<string | null> {
  const wanted = clearableOf(context, 'EwsApplicationAccessPolicy');
  if (wanted === undefined) return gave(before);
  if (wanted === null || wanted === '') return gave(null);
  const match = EWS_POLICIES.find((policy) => policy.toLowerCase() === wanted.toLowerCase());
  return match === undefined
    ? refused(CMDLET_ERRORS.wrongName(context.name, 'EwsApplicationAccessPolicy', wanted, EWS_POLICIES))
    : gave(match);
}
