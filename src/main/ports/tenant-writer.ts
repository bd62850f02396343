import type { Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { DirectoryAnswer, DirectoryPort, ExchangeAnswer, ExchangeCommand, ExchangePort } from '../../shared/ipc/tenant-access';
import type { ClockPort } from './clock';
import type { ReadingTarget } from './tenants';

/** One change by Microsoft Graph. */
export interface DirectoryChange {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Version, path and query: `/v1.0/servicePrincipals/{id}/appRoleAssignments`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string | null;
}

/**
 * Changes by Microsoft Graph. A change is sent at most once, whatever happens on the way: `unreachable` means that it may or may
 * not have been made, which a look at the tenant has to tell. Changes go one after another.
 */
export interface DirectoryWriter {
  change(change: DirectoryChange, signal: AbortSignal): Promise<DirectoryAnswer>;
}

/** What a cmdlet that changes something came to; its objects are those it wrote. */
export type ExchangeChangeAnswer =
  (Extract<ExchangeAnswer, { kind: 'done' }> & { readonly objects: readonly unknown[] }) | Exclude<ExchangeAnswer, { kind: 'done' }>;

/** Changes by Exchange Online: like those of Graph, sent at most once. */
export interface ExchangeWriter {
  change(command: ExchangeCommand, signal: AbortSignal): Promise<ExchangeChangeAnswer>;
}

/** A tenant that may be changed. Only the plan executor has one. */
export interface ChangeableTenant {
  readonly tenantId: string;
  readonly cloud: string;
  /** Who changes it, for the journal. */
  readonly actor: string;
  /** Reads that see what is there now: no cache in between. */
  readonly directory: DirectoryPort;
  readonly exchange: ExchangePort;
  readonly directoryWriter: DirectoryWriter;
  readonly exchangeWriter: ExchangeWriter;
  /** The tenant's own time: the demo's clock may be moved. `sleep` ends early when it is. */
  readonly clock: ClockPort;
}

/** What a plan needs of whoever runs it. */
export interface ChangeNeeds {
  /** Delegated permissions of Microsoft Graph. */
  readonly scopes: readonly string[];
  /** Whether a cmdlet of Exchange Online is among the steps. */
  readonly exchange: boolean;
}

/** The way to a tenant that may be changed. Asks for permissions that were not given yet (incremental consent). */
export interface ChangeableTenantsPort {
  connect(target: ReadingTarget, needs: ChangeNeeds, signal: AbortSignal): Promise<Result<ChangeableTenant, Failure>>;
}
