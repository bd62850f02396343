/** App id of the Microsoft Graph resource: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** App id of the Office 365 Exchange Online resource: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
export const EXCHANGE_APP_ID = '00000002-0000-0ff1-ce00-000000000000';

/** The two resources whose permissions reach mailboxes. */
export const RESOURCE_APP_IDS = [GRAPH_APP_ID, EXCHANGE_APP_ID] as const;

/** One of the two resources whose permissions reach mailboxes. */
export type ResourceAppId = (typeof RESOURCE_APP_IDS)[number];

/**
 * Owner organisations of Microsoft's own apps. Microsoft names the first two as owners of its first-party apps:
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 * The others are Microsoft's production tenants that own some of its service principals.
 */
export const MICROSOFT_TENANT_IDS: ReadonlySet<string> = new Set([
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a', // Microsoft Services
  '72f988bf-86f1-41af-91ab-2d7cd011db47', // Microsoft
  '33e01921-4d64-4f8c-a055-5bdaffd5e33d', // Microsoft Azure (AME)
  '975f013f-7f24-47e8-a7d3-abc4752bf346', // Microsoft partners (PME)
  'cdc5aeea-15c5-4db6-b079-fcadd2505dc2', // Microsoft 365 production (Torus)
]);

/** Whether an owner organisation is Microsoft itself; ids compare without case. */
export function isMicrosoftTenant(tenantId: string | null | undefined): boolean {
  return typeof tenantId === 'string' && MICROSOFT_TENANT_IDS.has(tenantId.trim().toLowerCase());
}

/** The resource of an app id, or null for any other app; ids compare without case. */
export function resourceOf(appId: string | null | undefined): ResourceAppId | null {
  const wanted = appId?.trim().toLowerCase();
  return RESOURCE_APP_IDS.find((resource) => resource === wanted) ?? null;
}
