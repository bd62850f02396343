import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import { capabilitiesOfUnknownResource, lookupApplicationPermission } from './permissions/application-permissions';
import type { EntraGrant } from './reach-model';

/** Reads what app role assignments mean: by the table first, by the reading's own roles for ids that the table lacks. */
export class GrantMeanings {
  private readonly names = new Map<string, string>();

  constructor(private readonly reading: Reading) {
    for (const resource of reading.collection.graph.resources ?? []) {
      for (const role of resource.appRoles ?? []) if (role.value) this.names.set(`${keyOf(resource.appId)} ${keyOf(role.id)}`, role.value);
    }
  }

  /** The grants that an item may be: none for what concerns no mailbox; null where neither its role nor its resource is known. */
  of(item: EntraGrant['item']): readonly EntraGrant[] | null {
    const roleId = keyOf(item.appRoleId);
    const resourceAppId = this.reading.resourceAppIds.get(keyOf(item.resourceId));
    if (resourceAppId === undefined) {
      const { candidates } = capabilitiesOfUnknownResource(roleId);
      if (candidates.length === 0) return null;
      return candidates.map((permission) => ({
        item,
        resourceAppId: null,
        permission: permission.value,
        mask: permission.mask,
        governedByPolicies: permission.governedByAap,
        policyNotConfirmed: permission.aapNotConfirmed,
        protocol: permission.protocol,
        retired: permission.retired,
        replacedBy: permission.replacedBy,
        doubt: 'the resource of the grant is not in the reading',
      }));
    }
    const permission = lookupApplicationPermission(resourceAppId, roleId, this.names.get(`${resourceAppId} ${roleId}`));
    if (permission === null) return [];
    const known = permission.kind === 'known' ? permission : null;
    return [
      {
        item,
        resourceAppId,
        permission: permission.value,
        mask: permission.mask,
        governedByPolicies: known?.governedByAap ?? false,
        policyNotConfirmed: known?.aapNotConfirmed ?? true,
        protocol: known?.protocol ?? null,
        retired: known?.retired ?? false,
        replacedBy: known?.replacedBy ?? null,
        doubt: known ? null : `the permission ${permission.value} is not known to this version`,
      },
    ];
  }
}
