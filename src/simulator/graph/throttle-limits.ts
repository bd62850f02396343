/**
 * The published limits of Microsoft Graph, read in November 2026.
 * https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits
 */

/** Resource units per ten seconds of an app in a tenant, by the number of the tenant's users. */
export function directoryUnits(users: number): number {
  if (users < 50) return 3500;
  return users <= 500 ? 5000 : 8000;
}

/** Over how long the resource units are counted. */
export const DIRECTORY_WINDOW = 10_000;

/** Requests of an app over all tenants. */
export const GLOBAL_LIMIT = { requests: 130_000, window: 10_000 } as const;

/** What a request for directory data costs before its options; 1 where the path is not listed. */
export const BASE_COSTS: Readonly<Record<string, number>> = {
  '/applications': 2,
  '/groups/{id}/members': 3,
  '/groups/{id}/transitiveMembers': 5,
  '/me/memberOf': 2,
  '/me/transitiveMemberOf': 2,
  '/oauth2PermissionGrants': 2,
  '/oauth2PermissionGrants/{id}': 2,
  '/servicePrincipals/{id}/appRoleAssignments': 2,
  '/subscribedSkus': 3,
  '/users': 2,
};

/** What the options add: `$select` saves one unit, `$expand` costs one, `$top` below 20 saves one. No request costs less than one. */
export const COST_CHANGES = { select: -1, expand: 1, smallTop: -1, smallTopBelow: 20, least: 1 } as const;

/** Writes of an app in a tenant, and of all apps in it. https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits */
export const WRITE_LIMITS = {
  app: { requests: 3000, window: 150_000 },
  tenant: { requests: 18_000, window: 300_000 },
} as const;

/** https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits — per app and mailbox. */
export const OUTLOOK_LIMIT = { requests: 10_000, window: 600_000, concurrent: 4 } as const;

/** `keyCredentials` in `$select` on a list of applications: per tenant. https://learn.microsoft.com/graph/api/application-list */
export const KEY_CREDENTIALS_LIMIT = { requests: 150, window: 60_000 } as const;

/** From this share of a limit on, answers say how far it is used. */
export const TELL_FROM = 0.8;

/** https://learn.microsoft.com/graph/json-batching#batch-size-limitations */
export const BATCH_SIZE = 20;
