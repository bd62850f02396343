import type { AdministrativeUnit, Application, Group, ServicePrincipal } from '../../state/directory-types';
import type { Table } from '../../state/table';
import type { TenantState } from '../../state/tenant-state';
import { alternateKey } from '../alternate-key';
import { GRAPH_ERRORS } from '../graph-errors';
import { failure, type WriteAnswer, type WriteContext } from './write-route';

/** Changes the application that a path names: by id, `appId='…'` or `uniqueName='…'`. */
export function withApplication(context: WriteContext, use: (row: Application) => WriteAnswer): WriteAnswer {
  const [segment = ''] = context.ids;
  const { state } = context;
  const appId = alternateKey(segment, 'appId');
  const uniqueName = alternateKey(segment, 'uniqueName');
  const row =
    appId !== null
      ? state.applicationsByAppId.first(appId)
      : uniqueName !== null
        ? state.applicationsByUniqueName.first(uniqueName)
        : state.applications.get(segment);
  // The name is looked up where it is kept, so that nobody makes the same application twice.
  if (row && uniqueName !== null) return use(row);
  return found(state, row, appId ?? uniqueName ?? segment, use);
}

/** Changes the service principal that a path names: by id or `appId='…'`. */
export function withServicePrincipal(context: WriteContext, use: (row: ServicePrincipal) => WriteAnswer): WriteAnswer {
  const [segment = ''] = context.ids;
  const { state } = context;
  const appId = alternateKey(segment, 'appId');
  const row = appId === null ? state.servicePrincipals.get(segment) : state.servicePrincipalsByAppId.first(appId);
  return found(state, row, appId ?? segment, use);
}

/** Changes the group that a path names. */
export function withGroup({ state, ids: [id = ''] }: WriteContext, use: (row: Group) => WriteAnswer): WriteAnswer {
  return found(state, state.groups.get(id), id, use);
}

/** Changes the administrative unit that a path names. */
export function withUnit({ state, ids: [id = ''] }: WriteContext, use: (row: AdministrativeUnit) => WriteAnswer): WriteAnswer {
  return found(state, state.administrativeUnits.get(id), id, use);
}

/** A row of a table by its id, as far as others can know of it by now. */
export function knownRow<Row extends object>(state: TenantState, table: Table<Row>, id: string): Row | undefined {
  return state.replication.isVisible(id, 'objects') ? table.get(id) : undefined;
}

function found<Row extends { readonly id: string }>(
  state: TenantState,
  row: Row | undefined,
  name: string,
  use: (row: Row) => WriteAnswer,
): WriteAnswer {
  return row && state.replication.isVisible(row.id, 'objects') ? use(row) : failure(GRAPH_ERRORS.notFound(name));
}
