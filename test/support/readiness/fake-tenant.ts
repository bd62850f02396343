import type { HttpOutcome, HttpPort, HttpRequest } from '../../../src/main/ports/http';
import type { ReadinessParts } from '../../../src/main/services/readiness-measure';
import { ok } from '../../../src/shared/domain/result';
import type { Account } from '../../../src/shared/ipc/account-shapes';
import { ALL_CMDLETS, ALL_SCOPES } from './facts';

export const ACCOUNT: Account = {
  id: '0123456789abcdef',
  cloud: 'global',
  tenantId: '11111111-1111-4111-8111-111111111111',
  tenantName: 'Contoso',
  username: 'ada@contoso.com',
  displayName: 'Ada',
  guest: false,
  customer: null,
  client: 'own',
  clientId: 'aaaaaaaa-0000-4000-8000-000000000001',
  state: 'ready',
  scopes: ['User.Read'],
  signedInAt: '2026-11-21T10:00:00Z',
};

/** An answer with a body. */
export function answer(status: number, body: unknown): HttpOutcome {
  return { kind: 'answer', status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** A refusal as Graph sends it. */
export function refused(code = 'Authorization_RequestDenied'): HttpOutcome {
  return answer(403, { error: { code, message: 'Insufficient privileges to complete the operation.' } });
}

const BODIES: readonly (readonly [part: string, body: unknown])[] = [
  ['/v1.0/me?', { displayName: 'Ada', userPrincipalName: 'ada@contoso.com' }],
  ['/me/transitiveMemberOf/', { value: [{ displayName: 'Global Reader', roleTemplateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' }] }],
  ['/roleEligibilityScheduleInstances/', { value: [{ roleDefinitionId: '29232cdf-9323-42fd-ade2-1d097af3e4de', directoryScopeId: '/' }] }],
  [
    '/subscribedSkus',
    { value: [{ capabilityStatus: 'Enabled', servicePlans: [{ servicePlanName: 'AAD_PREMIUM', provisioningStatus: 'Success' }] }] },
  ],
  [
    '/policies/authorizationPolicy',
    {
      defaultUserRolePermissions: {
        allowedToCreateApps: false,
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-low'],
      },
    },
  ],
  [
    '/policies/defaultAppManagementPolicy',
    {
      isEnabled: true,
      applicationRestrictions: { passwordCredentials: [{ restrictionType: 'passwordLifetime', maxLifetime: 'P180D' }], keyCredentials: [] },
      servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
    },
  ],
];

/** HTTP that answers from a table, or as a test says, and keeps what was sent. */
export class FakeHttp implements HttpPort {
  readonly sent: HttpRequest[] = [];

  constructor(
    private readonly other: (request: HttpRequest, signal: AbortSignal) => HttpOutcome | Promise<HttpOutcome> | null = () => null,
  ) {}

  /** See the port. */
  async send(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
    this.sent.push(request);
    const said = await this.other(request, signal);
    return said ?? answer(200, BODIES.find(([part]) => request.url.includes(part))?.[1] ?? { value: [] });
  }
}

/** Parts that measure a machine and a tenant where everything is in place; time stands, so nothing ever takes too long. */
export function readyParts(change: Partial<ReadinessParts> = {}, http: HttpPort = new FakeHttp()): ReadinessParts {
  const host = {
    path: '/opt/pwsh',
    edition: 'Core' as const,
    version: '7.6.5',
    moduleVersions: ['3.9.0'],
    executionPolicy: null,
    languageMode: 'FullLanguage',
  };
  return {
    accounts: {
      find: (id) => Promise.resolve(id === ACCOUNT.id ? { account: ACCOUNT } : null),
      token: (_id, resource) =>
        Promise.resolve(
          ok({ token: `token-of-${resource}`, expiresAt: 0, scopes: resource === 'graph' ? ALL_SCOPES : ['Exchange.Manage'] }),
        ),
    },
    http: () => http,
    powerShell: () => Promise.resolve(ok({ hosts: [{ ...host, problems: [] }], used: host.path, problem: null })),
    usedPowerShell: () =>
      Promise.resolve(ok({ ...host, logging: { moduleLogging: false, scriptBlockLogging: null, transcription: false } })),
    exchangeCommands: () => Promise.resolve(ok(ALL_CMDLETS)),
    vault: { state: () => Promise.resolve({ state: 'ready', message: null, next: null }) },
    clock: { now: () => '2026-11-21T12:00:00.000Z', sleep: () => new Promise(() => undefined) },
    ...change,
  };
}
