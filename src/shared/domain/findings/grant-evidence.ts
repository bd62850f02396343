import type { Evidence } from '../answers/answer-shapes';
import type { EntraGrant } from '../reach/reach-model';
import { GRAPH_APP_ID } from '../reach/permissions/resources';
import { earliest, evidence } from './wording';

/** What a resource is called in a sentence. */
export function resourceName(resourceAppId: string | null): string {
  if (resourceAppId === null) return 'a resource that is not in the reading';
  return resourceAppId === GRAPH_APP_ID ? 'Microsoft Graph' : 'Office 365 Exchange Online';
}

/** An Entra grant as evidence, with what is to be said about it. */
export function grantEvidence(grant: EntraGrant, remark = ''): Evidence {
  const sentence = `It holds the application permission ${grant.permission} of ${resourceName(grant.resourceAppId)}`;
  return evidence(remark === '' ? `${sentence}.` : `${sentence}, ${remark}.`, [grant.item.id, grant.item.appRoleId.toLowerCase()]);
}

/** When the first of some grants was made, or null where the source does not say. */
export function earliestGrant(grants: readonly EntraGrant[]): string | null {
  return earliest(grants.map((grant) => grant.item.createdDateTime));
}
