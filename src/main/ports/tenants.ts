import type { Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { ReadingSummary } from '../../shared/ipc/reading-shapes';
import type { ReadableTenant } from './demo-tenant';

/** What can be read: the demo tenant, or the tenant of an account. */
export type ReadingTarget = NonNullable<ReadingSummary['target']>;

/** The way to a tenant. */
export interface TenantsPort {
  connect(target: ReadingTarget, signal: AbortSignal): Promise<Result<ReadableTenant, Failure>>;
}
