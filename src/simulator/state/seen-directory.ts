import type { AdministrativeUnit, Application, AppRoleAssignment, Group, PermissionGrant, ServicePrincipal, User } from './directory-types';
import { LaggingLinks } from './lagging-links';
import { LaggingTable } from './lagging-table';
import type { Links } from './links';
import type { Table } from './table';
import type { TenantState } from './tenant-state';

/** What of the directory is written, as its readers see it. */
export interface SeenDirectory {
  readonly applications: LaggingTable<Application>;
  readonly servicePrincipals: LaggingTable<ServicePrincipal>;
  readonly appRoleAssignments: LaggingTable<AppRoleAssignment>;
  readonly permissionGrants: LaggingTable<PermissionGrant>;
  readonly users: LaggingTable<User>;
  readonly groups: LaggingTable<Group>;
  readonly administrativeUnits: LaggingTable<AdministrativeUnit>;
  readonly members: LaggingLinks;
  readonly unitMembers: LaggingLinks;
  readonly owners: LaggingLinks;
}

/** Begins to watch the directory of a tenant. */
export function seenDirectory(state: TenantState): SeenDirectory {
  const { replication, clock } = state;
  const table = <Row extends object>(rows: Table<Row>): LaggingTable<Row> => new LaggingTable(rows, replication, clock);
  const links = (of: Links): LaggingLinks => new LaggingLinks(of, replication, clock);
  return {
    applications: table(state.applications),
    servicePrincipals: table(state.servicePrincipals),
    appRoleAssignments: table(state.appRoleAssignments),
    permissionGrants: table(state.permissionGrants),
    users: table(state.users),
    groups: table(state.groups),
    administrativeUnits: table(state.administrativeUnits),
    members: links(state.members),
    unitMembers: links(state.unitMembers),
    owners: links(state.owners),
  };
}
