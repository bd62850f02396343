import { CLOUDS, type CloudId } from '../../shared/domain/clouds/clouds';
import type { SourcePath } from '../../shared/domain/collection/sources';
import { describeFacts } from '../../shared/domain/readiness/describe-facts';
import {
  measured,
  notMeasured,
  type AccountFacts,
  type ExchangeAccess,
  type LoggingFacts,
  type Measured,
  type PowerShellFacts,
  type Probe,
  type ReadinessFacts,
  type ReportedProblem,
  type VaultFact,
} from '../../shared/domain/readiness/facts';
import type { FeatureId } from '../../shared/domain/readiness/features';
import {
  readActiveRoles,
  readConsentPolicy,
  readCredentialPolicy,
  readEligibleRoles,
  readProfile,
  readServicePlans,
} from '../../shared/domain/readiness/graph-bodies.schema';
import { judgeReadiness } from '../../shared/domain/readiness/judge-readiness';
import { GRAPH_NEEDS } from '../../shared/domain/readiness/source-needs';
import { err, ok, type Result } from '../../shared/domain/result';
import type { Account } from '../../shared/ipc/account-shapes';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { ErrorCode } from '../../shared/ipc/error-codes';
import type { PowerShellState } from '../../shared/ipc/powershell-shapes';
import type { Readiness } from '../../shared/ipc/readiness-shapes';
import { sourceLabel, whatFollows } from '../../shared/report/source-facts';
import type { ClockPort } from '../ports/clock';
import type { HttpPort } from '../ports/http';
import type { AccessToken, TokenResource } from '../ports/identity';
import type { PowerShellHost } from '../ports/powershell';
import type { SecretVault } from '../ports/secret-vault';
import { GraphReads, lowerFirst, probeOf } from './readiness-graph';
import { Measures } from './readiness-limit';
import { measureNetwork } from './readiness-network';

/** Accounts, as far as readiness needs them. */
export interface ReadinessAccounts {
  find(accountId: string): Promise<{ readonly account: Account } | null>;
  token(
    accountId: string,
    resource: TokenResource,
    wish: { readonly fresh?: boolean },
    signal: AbortSignal,
  ): Promise<Result<AccessToken, Failure>>;
}

/** What readiness is measured with. */
export interface ReadinessParts {
  readonly accounts: ReadinessAccounts;
  /** HTTP to a cloud; for the demo tenant it leads to this machine. */
  readonly http: (cloud: CloudId) => HttpPort;
  readonly powerShell: (signal: AbortSignal) => Promise<Result<PowerShellState, Failure>>;
  /** The PowerShell that is used, with what is known of its logging. */
  readonly usedPowerShell: (signal: AbortSignal) => Promise<Result<PowerShellHost, Failure>>;
  /**
   * Connects anew, and answers the names of the cmdlets that the account's roles show (asked for all of `CMDLETS_TO_ASK_FOR`). It asks
   * nobody: null where that could only be told after somebody signed in, or cannot be told at all.
   */
  readonly exchangeCommands: (accountId: string, signal: AbortSignal) => Promise<Result<readonly string[] | null, Failure>>;
  readonly vault: Pick<SecretVault, 'state'>;
  readonly clock: ClockPort;
}

/** A request of a page, as far as readiness needs it. */
export interface ReadinessContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly stage: string; readonly done: number; readonly total: number }) => void;
}

/** Seconds: starting PowerShell and connecting to Exchange Online take longer than a request. */
const SECONDS = { token: 15, vault: 15, powerShell: 30, exchange: 60 } as const;

/** After these only a person can help. */
const SIGN_IN_CODES: readonly ErrorCode[] = [
  'sign-in-needed',
  'sign-in-refused-here',
  'claims-challenge',
  'mfa-needed',
  'password-expired',
  'account-disabled',
  'conditional-access',
  'clock-skew',
  'account-unknown',
];

/** After these a permission of Exchange Online is known not to be there. */
const NOT_GRANTED_CODES: readonly ErrorCode[] = ['consent-needed', 'consent-refused', 'admin-approval-needed', 'exchange-client-missing'];

const ACTIVE_ROLES = '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId';
const ELIGIBLE_ROLES =
  "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')?$select=roleDefinitionId,directoryScopeId";

/** Measures what can be done with an account, or on this machine alone. What fails is shown as not measured; the rest stands. */
export class ReadinessMeasure {
  private readonly refused = new Map<string, Set<FeatureId>>();

  constructor(private readonly parts: ReadinessParts) {}

  /** Remembers how a question for permissions ended (`null`: they were granted), so that the next measure says who can grant them. */
  noteConsent(accountId: string, features: readonly FeatureId[], code: ErrorCode | null): void {
    const refused = this.refused.get(accountId) ?? new Set();
    this.refused.set(accountId, refused);
    for (const feature of features) {
      if (code === null) refused.delete(feature);
      else if (code === 'admin-approval-needed') refused.add(feature);
    }
  }

  /** Everything at once; only somebody who cancels gets nothing. */
  async measure(accountId: string | null, context: ReadinessContext): Promise<Result<Readiness, Failure>> {
    const held = accountId === null ? null : await this.parts.accounts.find(accountId);
    if (accountId !== null && held === null) return err(failure('account-unknown'));
    const measures = new Measures(this.parts.clock, context.signal, (stage, done, total) => context.onProgress({ stage, done, total }));
    const facts = await this.facts(held?.account ?? null, measures);
    if (context.signal.aborted) return err(failure('cancelled'));
    const features = judgeReadiness(facts, { label: sourceLabel, without: whatFollows });
    const sections = describeFacts(facts);
    return ok({
      account: held?.account ?? null,
      measuredAt: this.parts.clock.now(),
      features: features.map(({ lacks, ...feature }) => ({ ...feature, lacks: [...lacks] })),
      sections: sections.map(({ id, facts: described }) => ({ id, facts: [...described] })),
    });
  }

  private async facts(account: Account | null, measures: Measures): Promise<ReadinessFacts> {
    const cloud = account?.cloud ?? 'global';
    const [accountFacts, powerShell, logging, endpoints, vault] = await Promise.all([
      account === null ? null : this.account(account, measures),
      measures.one('PowerShell', SECONDS.powerShell, (signal) => this.powerShell(signal)),
      measures.one('PowerShell: logging', SECONDS.powerShell, (signal) => this.logging(signal)),
      measureNetwork(this.parts.http(cloud), cloud, measures),
      measures.one('Keychain', SECONDS.vault, () => this.vault()),
    ]);
    return { cloud, account: accountFacts, powerShell, logging, endpoints, vault };
  }

  private async account(account: Account, measures: Measures): Promise<AccountFacts> {
    const exchange = measures.one('Exchange Online', SECONDS.exchange, (signal) => this.exchange(account.id, signal));
    const exchangeScopes = measures.one('Permissions of Exchange Online', SECONDS.token, (signal) =>
      this.exchangeScopes(account.id, signal),
    );
    let signInProblem: ReportedProblem | null = null;
    const token = await measures.one('Sign-in', SECONDS.token, async (signal): Promise<Measured<AccessToken>> => {
      // A fresh one: a role that was activated since the last one counts from now on.
      const answer = await this.parts.accounts.token(account.id, 'graph', { fresh: true }, signal);
      if (answer.ok) return measured(answer.value);
      if (SIGN_IN_CODES.includes(answer.error.code)) signInProblem = problemOf(answer.error);
      return notMeasured(reasonOf(answer.error));
    });
    const reads = new GraphReads(
      this.parts.http(account.cloud),
      CLOUDS[account.cloud].graph,
      token.known ? measured(token.value.token) : token,
      measures,
    );
    const [profile, activeRoles, eligibleRoles, servicePlans, consentPolicy, credentialPolicy, probes] = await Promise.all([
      reads.value('/v1.0/me?$select=displayName,userPrincipalName', 'the account', readProfile),
      reads.value(ACTIVE_ROLES, 'active roles', readActiveRoles),
      reads.value(ELIGIBLE_ROLES, 'eligible roles', readEligibleRoles),
      reads.value('/v1.0/subscribedSkus?$select=capabilityStatus,servicePlans', 'licences', readServicePlans),
      reads.value(GRAPH_NEEDS['graph.authorizationPolicy']?.probe ?? '', 'authorization policy', readConsentPolicy),
      reads.value(GRAPH_NEEDS['graph.appManagementPolicies']?.probe ?? '', 'app management policy', readCredentialPolicy),
      probesOf(reads),
    ]);
    return {
      username: account.username,
      client: account.client,
      clientId: account.clientId,
      guest: account.guest,
      signInProblem,
      consentRefused: [...(this.refused.get(account.id) ?? [])],
      profile,
      graphScopes: token.known ? measured(token.value.scopes) : token,
      exchangeScopes: await exchangeScopes,
      activeRoles,
      eligibleRoles,
      servicePlans,
      probes,
      exchange: await exchange,
      consentPolicy,
      credentialPolicy,
    };
  }

  private async exchangeScopes(accountId: string, signal: AbortSignal): Promise<Measured<readonly string[]>> {
    const answer = await this.parts.accounts.token(accountId, 'exchange', {}, signal);
    if (answer.ok) return measured(answer.value.scopes);
    return NOT_GRANTED_CODES.includes(answer.error.code) ? measured([]) : notMeasured(reasonOf(answer.error));
  }

  private async exchange(accountId: string, signal: AbortSignal): Promise<Measured<ExchangeAccess>> {
    const answer = await this.parts.exchangeCommands(accountId, signal);
    if (!answer.ok) {
      if (answer.error.code === 'cancelled') return notMeasured('it was cancelled');
      return measured({ connected: false, problem: problemOf(answer.error) });
    }
    if (answer.value === null) return notMeasured('Exchange Online has not told which cmdlets there are');
    return measured({ connected: true, commands: answer.value });
  }

  private async powerShell(signal: AbortSignal): Promise<Measured<PowerShellFacts>> {
    const answer = await this.parts.powerShell(signal);
    if (!answer.ok) return notMeasured(reasonOf(answer.error));
    const { hosts, used, problem } = answer.value;
    const host = hosts.find(({ path }) => path === used) ?? null;
    return measured({ used: host, others: hosts.length - (host ? 1 : 0), problem: problem && { ...problem, blocking: true } });
  }

  private async logging(signal: AbortSignal): Promise<Measured<LoggingFacts>> {
    const answer = await this.parts.usedPowerShell(signal);
    return answer.ok ? measured(answer.value.logging) : notMeasured(reasonOf(answer.error));
  }

  private async vault(): Promise<Measured<VaultFact>> {
    return measured(await this.parts.vault.state());
  }
}

async function probesOf(reads: GraphReads): Promise<Readonly<Partial<Record<SourcePath, Measured<Probe>>>>> {
  const entries = Object.entries(GRAPH_NEEDS).map(async ([source, { probe }]) => {
    return [source, probeOf(await reads.get(probe, lowerFirst(sourceLabel(source))))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function problemOf({ code, message, next }: Failure): ReportedProblem {
  return { code, message, next };
}

function reasonOf({ message }: Failure): string {
  return lowerFirst(message);
}
