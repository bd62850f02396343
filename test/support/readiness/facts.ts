import type { SourcePath } from '../../../src/shared/domain/collection/sources';
import { DIRECTORY_ROLE_NAMES, type DirectoryRoleName } from '../../../src/shared/domain/readiness/directory-roles';
import {
  measured,
  notMeasured,
  type AccountFacts,
  type HeldRole,
  type Measured,
  type Probe,
  type ReadinessFacts,
} from '../../../src/shared/domain/readiness/facts';
import { FEATURES } from '../../../src/shared/domain/readiness/features';
import { CMDLETS_TO_ASK_FOR, GRAPH_NEEDS } from '../../../src/shared/domain/readiness/source-needs';

/** Every permission that some feature asks for. */
export const ALL_SCOPES: readonly string[] = Object.values(FEATURES).flatMap(({ graphScopes }) => graphScopes);

/** Every cmdlet that some source needs. */
export const ALL_CMDLETS: readonly string[] = CMDLETS_TO_ASK_FOR;

/** A source of Microsoft Graph is served. */
export const SERVED: Measured<Probe> = measured({ served: true });

/** A source of Microsoft Graph is refused. */
export const REFUSED: Measured<Probe> = measured({
  served: false,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
});

/** Roles by their names. */
export function roles(...names: readonly DirectoryRoleName[]): readonly HeldRole[] {
  return Object.entries(DIRECTORY_ROLE_NAMES).flatMap(([templateId, name]) => (names.includes(name) ? [{ templateId, name }] : []));
}

/** The same answer for every source of Microsoft Graph. */
export function everyProbe(probe: Measured<Probe>): AccountFacts['probes'] {
  return Object.fromEntries(Object.keys(GRAPH_NEEDS).map((source) => [source as SourcePath, probe]));
}

/** An account that may do everything. */
export function readyAccount(change: Partial<AccountFacts> = {}): AccountFacts {
  return {
    username: 'ada@contoso.com',
    client: 'own',
    clientId: 'aaaaaaaa-0000-4000-8000-000000000001',
    guest: false,
    signInProblem: null,
    consentRefused: [],
    profile: measured({ displayName: 'Ada', userPrincipalName: 'ada@contoso.com' }),
    graphScopes: measured(ALL_SCOPES),
    exchangeScopes: measured(['Exchange.Manage']),
    activeRoles: measured(roles('Global Reader')),
    eligibleRoles: measured([]),
    servicePlans: measured(['AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE']),
    probes: everyProbe(SERVED),
    exchange: measured({ connected: true, commands: ALL_CMDLETS }),
    consentPolicy: measured({ users: 'nobody', mayRegisterApps: false, policies: [] }),
    credentialPolicy: measured({ enabled: false, restrictions: [] }),
    ...change,
  };
}

/** A machine on which everything is in place, with an account that may do everything. */
export function readyFacts(account: Partial<AccountFacts> | null = {}, change: Partial<ReadinessFacts> = {}): ReadinessFacts {
  return {
    cloud: 'global',
    account: account === null ? null : readyAccount(account),
    powerShell: measured({
      used: {
        path: '/opt/pwsh',
        edition: 'Core',
        version: '7.6.5',
        moduleVersions: ['3.9.0'],
        executionPolicy: null,
        languageMode: 'FullLanguage',
        problems: [],
      },
      others: 0,
      problem: null,
    }),
    logging: measured({ moduleLogging: false, scriptBlockLogging: false, transcription: false }),
    endpoints: [
      { id: 'signIn', host: 'login.microsoftonline.com', problem: measured(null) },
      { id: 'graph', host: 'graph.microsoft.com', problem: measured(null) },
      { id: 'exchange', host: 'outlook.office365.com', problem: measured(null) },
    ],
    vault: measured({ state: 'ready', message: null, next: null }),
    ...change,
  };
}

/** Nobody could tell. */
export const NOBODY_KNOWS = notMeasured('nobody could tell');
