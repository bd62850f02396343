import type { CloudId } from '../clouds/clouds';
import type { SourcePath } from '../collection/sources';
import type { FeatureId } from './features';

/** Something measured; or why it could not be: then nothing follows from it, neither that it is there nor that it is missing. */
export type Measured<Value> = { readonly known: true; readonly value: Value } | { readonly known: false; readonly reason: string };

/** What was measured. */
export function measured<Value>(value: Value): Measured<Value> {
  return { known: true, value };
}

/** Why something could not be measured, as part of a sentence: no capital at its beginning, no full stop. */
export function notMeasured(reason: string): Measured<never> {
  return { known: false, reason };
}

/** What a service said when one object of a source was asked for. `message` is the service's own. */
export type Probe = { readonly served: true } | { readonly served: false; readonly code: string; readonly message: string };

/** A failure as it was reported, with what to do about it. */
export interface ReportedProblem {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

/** A directory role by the id of its template. */
export interface HeldRole {
  readonly templateId: string;
  readonly name: string;
}

/** Which cmdlets Exchange Online shows to the account, or why there is no connection. */
export type ExchangeAccess =
  { readonly connected: true; readonly commands: readonly string[] } | { readonly connected: false; readonly problem: ReportedProblem };

/** Who may consent to applications, as the authorization policy says. `managed`: as Microsoft recommends at present. */
export interface ConsentPolicy {
  readonly users: 'nobody' | 'lowImpact' | 'managed' | 'everything' | 'custom';
  readonly mayRegisterApps: boolean | null;
  readonly policies: readonly string[];
}

/** One restriction of the default app management policy: of applications or of service principals. */
export interface CredentialRestriction {
  readonly of: 'applications' | 'servicePrincipals';
  readonly type: string;
  /** ISO 8601 duration; null where the restriction is no limit of time. */
  readonly maxLifetime: string | null;
}

/** What app management forbids of the credentials of apps. */
export interface CredentialPolicy {
  readonly enabled: boolean;
  readonly restrictions: readonly CredentialRestriction[];
}

/** What was measured of an account and its tenant. */
export interface AccountFacts {
  readonly username: string;
  readonly client: 'own' | 'quick';
  readonly clientId: string;
  readonly guest: boolean;
  /** What was kept is no longer accepted: nothing can be asked until somebody signs in. */
  readonly signInProblem: ReportedProblem | null;
  /** Features whose permissions somebody has refused, or could not grant. */
  readonly consentRefused: readonly FeatureId[];
  readonly profile: Measured<{ readonly displayName: string | null; readonly userPrincipalName: string }>;
  readonly graphScopes: Measured<readonly string[]>;
  readonly exchangeScopes: Measured<readonly string[]>;
  readonly activeRoles: Measured<readonly HeldRole[]>;
  readonly eligibleRoles: Measured<readonly HeldRole[]>;
  /** Names of the service plans that the tenant has bought and that are on. */
  readonly servicePlans: Measured<readonly string[]>;
  /** What Microsoft Graph said to the smallest request of each source. */
  readonly probes: Readonly<Partial<Record<SourcePath, Measured<Probe>>>>;
  readonly exchange: Measured<ExchangeAccess>;
  readonly consentPolicy: Measured<ConsentPolicy>;
  readonly credentialPolicy: Measured<CredentialPolicy>;
}

/** The PowerShell that is used, or what keeps any from being used. */
export interface PowerShellFacts {
  readonly used: {
    readonly path: string;
    readonly edition: 'Core' | 'Desktop';
    readonly version: string;
    readonly moduleVersions: readonly string[];
    readonly executionPolicy: string | null;
    readonly languageMode: string | null;
    readonly problems: readonly MachineProblem[];
  } | null;
  readonly others: number;
  readonly problem: MachineProblem | null;
}

/** What stands in the way on this machine, or will. */
export interface MachineProblem {
  readonly message: string;
  readonly next: string;
  readonly command: string | null;
  readonly blocking: boolean;
}

/** Policies of this machine that would write down what PowerShell runs; null where one could not be told. */
export interface LoggingFacts {
  readonly moduleLogging: boolean | null;
  readonly scriptBlockLogging: boolean | null;
  readonly transcription: boolean | null;
}

/** Whether an address of the cloud answers. */
export interface EndpointFact {
  readonly id: 'signIn' | 'graph' | 'exchange';
  readonly host: string;
  /** Known: null where it answers, otherwise why not. */
  readonly problem: Measured<ReportedProblem | null>;
}

/** Whether secrets are kept beyond the end of the app. */
export interface VaultFact {
  readonly state: string;
  readonly message: string | null;
  readonly next: string | null;
}

/** Everything that readiness is judged from. */
export interface ReadinessFacts {
  readonly cloud: CloudId;
  /** Null: only this machine was measured. */
  readonly account: AccountFacts | null;
  readonly powerShell: Measured<PowerShellFacts>;
  readonly logging: Measured<LoggingFacts>;
  readonly endpoints: readonly EndpointFact[];
  readonly vault: Measured<VaultFact>;
}
