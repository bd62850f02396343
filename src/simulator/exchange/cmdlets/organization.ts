import { viewOrganizationConfig, viewTransportConfig } from '../../views/exchange-views';
import { textOf, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused } from '../cmdlet-errors';
import { listOf } from '../object-list';

/** What holds for the whole organisation. */
export const ORGANIZATION_CMDLETS: Readonly<Record<string, CmdletHandler>> = {
  'Get-OrganizationConfig': {
    knows: [],
    run: ({ state }) => gave(listOf([state.singles.organizationConfig], viewOrganizationConfig)),
  },
  'Get-TransportConfig': { knows: [], run: ({ state }) => gave(listOf([state.singles.transportConfig], viewTransportConfig)) },
  'Get-AcceptedDomain': {
    knows: ['Identity'],
    run: (context) => {
      const identity = textOf(context, 'Identity')?.toLowerCase();
      const domains = context.state.singles.organization.verifiedDomains.filter(
        (domain) => identity === undefined || domain.name === identity,
      );
      if (identity !== undefined && domains.length === 0) return refused(CMDLET_ERRORS.notFound(identity));
      return gave(
        listOf(domains, (domain) => ({
          Name: domain.name,
          Identity: domain.name,
          DomainName: domain.name,
          DomainType: 'Authoritative',
          Default: domain.isDefault,
          InitialDomain: domain.isInitial,
        })),
      );
    },
  },
  'Get-AdministrativeUnit': {
    knows: ['Identity'],
    run: (context) => {
      const identity = textOf(context, 'Identity')?.toLowerCase();
      const units = [...context.state.administrativeUnits].filter(
        (unit) =>
          context.state.replication.isVisibleInExchange(unit.id) &&
          (identity === undefined || unit.id.toLowerCase() === identity || unit.displayName.toLowerCase() === identity),
      );
      if (identity !== undefined && units.length === 0) return refused(CMDLET_ERRORS.notFound(identity));
      return gave(
        listOf(units, (unit) => ({ Name: unit.id, Identity: unit.id, ExternalDirectoryObjectId: unit.id, DisplayName: unit.displayName })),
      );
    },
  },
  'Get-ConnectionInformation': {
    knows: [],
    run: ({ state, caller }) =>
      gave(
        listOf([caller], () => ({
          ConnectionId: caller.appId,
          State: 'Connected',
          ConnectionUri: 'https://outlook.office365.com',
          Organization: state.initialDomain,
          TenantID: state.tenantId,
          AppId: caller.appId,
          UserPrincipalName: caller.kind === 'person' ? (state.users.get(caller.userId)?.userPrincipalName ?? null) : null,
          TokenStatus: 'Active',
          IsEopSession: false,
        })),
      ),
  },
};
