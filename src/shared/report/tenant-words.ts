import type { TenantInfo } from '../domain/collection/collection.schema';
import { dateTimeUtc } from './dates';

/** The tenant and the time of the reading as one line. */
export function tenantSubtitle(tenant: TenantInfo, collectedAt: string): string {
  const domain = tenant.displayName && tenant.defaultDomain ? `${tenant.defaultDomain}, ` : '';
  return `Tenant ${domain}${tenant.id}. Reading of ${dateTimeUtc(collectedAt)}.`;
}
