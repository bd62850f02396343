import { createHash } from 'node:crypto';
import { DIRECTORY_ROLES } from '../../facts/directory-roles';
import type { TenantState } from '../../state/tenant-state';
import { entityType } from '../entity-types';
import type { DirectoryObject } from './directory-objects';

/** A built-in directory role as an object of this tenant: its id is another in every tenant, its template id is not. https://learn.microsoft.com/graph/api/resources/directoryrole */
export function directoryRoleObject(state: TenantState, roleTemplateId: string): DirectoryObject {
  const displayName = Object.entries(DIRECTORY_ROLES).find(([, id]) => id === roleTemplateId)?.[0] ?? null;
  const hex = createHash('sha256').update(`${state.tenantId} ${roleTemplateId}`).digest('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
  return {
    type: entityType('directoryRole'),
    id,
    view: () => ({ id, deletedDateTime: null, description: null, displayName, roleTemplateId }),
  };
}
