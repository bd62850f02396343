/** What is known of a tenant's name. */
export interface NamedTenant {
  readonly id: string;
  readonly displayName: string | null;
  readonly defaultDomain: string | null;
}

/** The best name a tenant has: display name, default domain, id. */
export function tenantName(tenant: NamedTenant): string {
  return [tenant.displayName, tenant.defaultDomain].find((name) => name !== null && name.trim() !== '') ?? tenant.id;
}
