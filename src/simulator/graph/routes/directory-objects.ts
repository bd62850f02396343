import type { Application, Group, OrgContact, ServicePrincipal, User } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { viewApplication, viewContact, viewGroup, viewServicePrincipal, viewUser, type View } from '../../views/graph-views';
import { DIRECTORY_OBJECT, entityType, type EntityName, type EntityType } from '../entity-types';
import { listSource, positionsOf, type ListSource, type Positions } from '../row-source';

/** Page sizes of directory objects. https://learn.microsoft.com/graph/api/user-list#optional-query-parameters */
export const DIRECTORY_PAGES = { usual: 100, most: 999 } as const;

/** An object of the directory together with its type. */
export interface DirectoryObject {
  readonly type: EntityType;
  readonly id: string;
  readonly view: () => View;
}

/** Finds an object of the directory by its id. */
export function findDirectoryObject(state: TenantState, id: string): DirectoryObject | undefined {
  return (
    made<User>('user', state.users.get(id), viewUser) ??
    made<Group>('group', state.groups.get(id), viewGroup) ??
    made<ServicePrincipal>('servicePrincipal', state.servicePrincipals.get(id), viewServicePrincipal) ??
    made<Application>('application', state.applications.get(id), viewApplication) ??
    made<OrgContact>('orgContact', state.contacts.get(id), viewContact)
  );
}

/** The same, as lists show it by now. */
function seenObject({ seen, contacts }: TenantState, id: string): DirectoryObject | undefined {
  return (
    made<User>('user', seen.users.get(id, 'lists'), viewUser) ??
    made<Group>('group', seen.groups.get(id, 'lists'), viewGroup) ??
    made<ServicePrincipal>('servicePrincipal', seen.servicePrincipals.get(id, 'lists'), viewServicePrincipal) ??
    made<Application>('application', seen.applications.get(id, 'lists'), viewApplication) ??
    made<OrgContact>('orgContact', contacts.get(id), viewContact)
  );
}

/** A list of directory objects of several types; with a cast, those of one type alone. */
export function directoryObjects(state: TenantState, ids: readonly string[], cast: string | null = null): ListSource {
  return objectList(
    {
      positionCount: ids.length,
      at: (position) => {
        const id = ids[position];
        return id === undefined ? undefined : seenObject(state, id);
      },
    },
    cast,
  );
}

/** Objects that were found already; with a cast, those of one type alone. */
export function objectList(objects: Positions<DirectoryObject>, cast: string | null): ListSource {
  const rows = {
    positionCount: objects.positionCount,
    at: (position: number) => {
      const found = objects.at(position);
      return cast === null || found?.type.name === cast ? found : undefined;
    },
  };
  const type = cast === null ? DIRECTORY_OBJECT : castType(cast);
  const mixed = cast === null ? { typeOf: (row: DirectoryObject) => row.type } : {};
  return listSource<DirectoryObject>({ rows, type, view: (row) => row.view(), pageSize: DIRECTORY_PAGES, ...mixed });
}

/** A list of things that are all of one type. */
export function plainList<Row>(
  type: EntityName,
  rows: readonly Row[],
  view: (row: Row) => View,
  pageSize: ListSource['pageSize'] = DIRECTORY_PAGES,
): ListSource {
  return listSource<Row>({ rows: positionsOf(rows), type: entityType(type), view, pageSize });
}

/** Types that a path may end in. */
const CASTS: readonly EntityName[] = ['user', 'group', 'servicePrincipal', 'application', 'orgContact', 'directoryRole'];

/** Whether a path may end in this type. */
export function isCast(name: string): boolean {
  return CASTS.some((known) => known === name);
}

function castType(name: string): EntityType {
  const known = CASTS.find((candidate) => candidate === name);
  return known === undefined ? DIRECTORY_OBJECT : entityType(known);
}

function made<Row extends { readonly id: string }>(
  type: EntityName,
  row: Row | undefined,
  view: (row: Row) => View,
): DirectoryObject | undefined {
  return row === undefined ? undefined : { type: entityType(type), id: row.id, view: () => view(row) };
}
