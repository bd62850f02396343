import type { Mailbox } from '../state/exchange-types';
import type { TenantState } from '../state/tenant-state';
import type { AccessPrincipal } from './access';
import type { Protocol } from './operations';

/** Why a right that is there cannot be used now; null where nothing is in the way. */
export function preventedBy(state: TenantState, principal: AccessPrincipal, mailbox: Mailbox, protocol: Protocol): string | null {
  return disabled(state, principal) ?? switchedOff(state, principal, mailbox, protocol);
}

/** https://learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal */
function disabled(state: TenantState, principal: AccessPrincipal): string | null {
  const appId = principal.kind === 'app' ? principal.appId : principal.client?.appId;
  if (appId !== undefined && state.servicePrincipalsByAppId.first(appId)?.accountEnabled === false)
    return 'the service principal is disabled';
  if (principal.kind === 'person' && state.users.get(principal.userId)?.accountEnabled === false) return 'the account is disabled';
  return null;
}

function switchedOff(state: TenantState, principal: AccessPrincipal, mailbox: Mailbox, protocol: Protocol): string | null {
  const { organizationConfig, transportConfig } = state.singles;
  switch (protocol) {
    case 'graph':
      return null;
    case 'ews':
      // https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-ews-exchange-online
      if (organizationConfig.EwsEnabled === false) return 'EWS is switched off for the organisation';
      if (mailbox.EwsEnabled === false) return 'EWS is switched off for the mailbox';
      return ewsListRefuses(state, principal) ? 'the app is not on the list of apps that may use EWS' : null;
    case 'imap':
      return mailbox.ImapEnabled ? null : 'IMAP is switched off for the mailbox';
    case 'pop':
      return mailbox.PopEnabled ? null : 'POP is switched off for the mailbox';
    case 'smtp':
      // https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission
      return (mailbox.SmtpClientAuthenticationDisabled ?? transportConfig.SmtpClientAuthenticationDisabled)
        ? 'authenticated SMTP is switched off for the mailbox'
        : null;
  }
}

/** With EWS left on and a list, only the listed apps come through. */
function ewsListRefuses(state: TenantState, principal: AccessPrincipal): boolean {
  const { EwsEnabled, EwsAllowedAppIDs } = state.singles.organizationConfig;
  const appId = principal.kind === 'app' ? principal.appId : principal.client?.appId;
  if (EwsEnabled !== true || EwsAllowedAppIDs.length === 0 || appId === undefined) return false;
  return !EwsAllowedAppIDs.some((id) => id.toLowerCase() === appId.toLowerCase());
}
