/** A resource whose delegated permissions a registration names. */
export interface ScopeResource {
  readonly appId: string;
  readonly name: string;
  /** Ids of its delegated permissions, by value. */
  readonly scopes: Readonly<Record<string, string>>;
}

/**
 * Ids of the delegated permissions that the product asks for, as a registration needs them.
 * https://learn.microsoft.com/graph/permissions-reference
 */
export const GRAPH_SCOPES: ScopeResource = {
  appId: '00000003-0000-0000-c000-000000000000',
  name: 'Microsoft Graph',
  scopes: {
    'User.Read': 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
    'Application.Read.All': 'c79f8feb-a9db-4090-85f9-90d820caa0eb',
    'Directory.Read.All': '06da0dbc-49e2-44d2-8312-53f166ab848a',
    'User.Read.All': 'a154be20-db9c-4678-8ab7-66f6cc099a59',
    'GroupMember.Read.All': 'bc024368-1153-4739-b217-4326f2e966d0',
    'AdministrativeUnit.Read.All': '3361d15d-be43-4de6-b441-3c746d05163d',
    'RoleManagement.Read.Directory': '741c54c3-0c1e-44a1-818b-3f97ab4e8c83',
    'RoleEligibilitySchedule.Read.Directory': 'eb0788c2-6d4e-4658-8c9e-c0fb8053f03d',
    'AuditLog.Read.All': 'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20',
    'Policy.Read.All': '572fea84-0151-49b2-9301-11cb16974376',
  },
};

/** https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2 · https://learn.microsoft.com/powershell/module/exchange/connect-exchangeonline#-accesstoken */
export const EXCHANGE_SCOPES: ScopeResource = {
  appId: '00000002-0000-0ff1-ce00-000000000000',
  name: 'Office 365 Exchange Online',
  scopes: { 'Exchange.Manage': 'ab4f2b77-0b06-4fc1-a9de-02113fc2ab7c' },
};
