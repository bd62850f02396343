/** The clouds that a tenant can live in. `demo` is the simulated tenant on this machine. */
export const CLOUD_IDS = ['global', 'usGovHigh', 'usGovDod', 'china', 'demo'] as const;

/** One cloud. */
export type CloudId = (typeof CLOUD_IDS)[number];

/** Everything that differs from cloud to cloud. Addresses have no slash at their end. */
export interface Cloud {
  readonly id: CloudId;
  /** As Microsoft's documents call it. */
  readonly name: string;
  /** The value of `tenant.cloud` in a collection. */
  readonly collectionName: string;
  readonly authority: string;
  readonly graph: string;
  /** The resource that a token for Microsoft Graph is made for. */
  readonly graphResource: string;
  /** The resource that a token for Exchange Online is made for. */
  readonly exchange: string;
  /** What `Connect-ExchangeOnline -ExchangeEnvironmentName` is given; null where PowerShell cannot reach it. */
  readonly exchangeEnvironment: string | null;
  /** Where an address of the Entra admin center, the Azure portal or the Exchange admin center begins. */
  readonly portals: { readonly entra: string; readonly azure: string; readonly exchange: string };
  /** Whether Microsoft's public client for Graph on the command line exists there. */
  readonly hasQuickClient: boolean;
}

/**
 * The clouds. Graph: https://learn.microsoft.com/graph/deployments ·
 * sign-in: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud ·
 * Exchange Online: https://learn.microsoft.com/powershell/module/exchange/connect-exchangeonline#-exchangeenvironmentname and
 * https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-u-s-government-dod-endpoints ·
 * the Entra admin center of each cloud: https://learn.microsoft.com/entra/fundamentals/entra-admin-center
 */
export const CLOUDS: Readonly<Record<CloudId, Cloud>> = {
  global: {
    id: 'global',
    name: 'Global',
    collectionName: 'global',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    graphResource: 'https://graph.microsoft.com',
    exchange: 'https://outlook.office365.com',
    exchangeEnvironment: 'O365Default',
    portals: { entra: 'https://entra.microsoft.com', azure: 'https://portal.azure.com', exchange: 'https://admin.exchange.microsoft.com' },
    hasQuickClient: true,
  },
  usGovHigh: {
    id: 'usGovHigh',
    name: 'US Government GCC High',
    collectionName: 'usGovHigh',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    graphResource: 'https://graph.microsoft.us',
    exchange: 'https://outlook.office365.us',
    exchangeEnvironment: 'O365USGovGCCHigh',
    portals: { entra: 'https://entra.microsoft.us', azure: 'https://portal.azure.us', exchange: 'https://admin.exchange.office365.us' },
    hasQuickClient: true,
  },
  usGovDod: {
    id: 'usGovDod',
    name: 'US Government DoD',
    collectionName: 'usGovDod',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    graphResource: 'https://dod-graph.microsoft.us',
    exchange: 'https://outlook-dod.office365.us',
    exchangeEnvironment: 'O365USGovDoD',
    portals: { entra: 'https://entra.microsoft.us', azure: 'https://portal.azure.us', exchange: 'https://admin.exchange.apps.mil' },
    hasQuickClient: true,
  },
  china: {
    id: 'china',
    name: 'China operated by 21Vianet',
    collectionName: 'china',
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    graphResource: 'https://microsoftgraph.chinacloudapi.cn',
    exchange: 'https://partner.outlook.cn',
    exchangeEnvironment: 'O365China',
    portals: { entra: 'https://entra.microsoftonline.cn', azure: 'https://portal.azure.cn', exchange: 'https://partner.outlook.cn/ecp' },
    hasQuickClient: false,
  },
  // Names that nobody can register: whoever sends there is led to loopback, or nowhere.
  demo: {
    id: 'demo',
    name: 'Demo tenant on this machine',
    collectionName: 'global',
    authority: 'https://login.demo.invalid',
    graph: 'https://graph.demo.invalid',
    graphResource: 'https://graph.microsoft.com',
    exchange: 'https://outlook.office365.com',
    exchangeEnvironment: null,
    portals: { entra: 'https://entra.microsoft.com', azure: 'https://portal.azure.com', exchange: 'https://admin.exchange.microsoft.com' },
    hasQuickClient: true,
  },
};

/** "Microsoft Graph Command Line Tools", the public client of the quick start. https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
export const QUICK_CLIENT_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
