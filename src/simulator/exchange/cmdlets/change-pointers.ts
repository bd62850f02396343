import { randomUUID } from 'node:crypto';
import type { ServicePrincipalPointer } from '../../state/exchange-types';
import { viewPointer } from '../../views/exchange-views';
import { CHANGE_ERRORS } from '../change-errors';
import { textOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, refused, type CmdletOutcome } from '../cmdlet-errors';
import { answering, changing, silently, type PendingChange } from '../pending-change';

/** An id as the directory writes them. */
export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The Exchange side of service principals. */
export const POINTER_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  'New-ServicePrincipal': changing(['AppId', 'ObjectId', 'ServiceId', 'DisplayName'], create),
  'Set-ServicePrincipal': changing(['Identity', 'DisplayName'], change),
  'Remove-ServicePrincipal': changing(['Identity'], remove),
};

/**
 * Nothing compares the object id with the directory: that of the registration is taken as well as that of the enterprise
 * application, and the assignments then do nothing. https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
function create(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const appId = textOf(context, 'AppId') ?? '';
  const current = textOf(context, 'ObjectId');
  const former = textOf(context, 'ServiceId');
  if (current !== undefined && former !== undefined) return refused(CMDLET_ERRORS.ambiguousSet(context.name));
  const objectId = current ?? former ?? '';
  for (const [property, value] of [
    ['AppId', appId],
    ['ObjectId', objectId],
  ] as const) {
    if (!GUID.test(value)) return refused(CHANGE_ERRORS.invalidValue(property, value, 'It has to be a GUID.'));
  }
  const principal = state.servicePrincipalsByAppId.first(appId);
  if (!principal || !state.replication.isVisibleInExchange(principal.id)) return refused(CMDLET_ERRORS.notFound(appId));
  const taken = [...state.pointers].find(
    (row) => row.ObjectId.toLowerCase() === objectId.toLowerCase() || row.AppId.toLowerCase() === appId.toLowerCase(),
  );
  if (taken) return refused(CHANGE_ERRORS.alreadyExists(`${taken.ObjectId},CN=ServicePrincipals`));
  const row: ServicePrincipalPointer = {
    Guid: randomUUID(),
    ObjectId: objectId,
    AppId: appId,
    DisplayName: textOf(context, 'DisplayName') ?? '',
    Identity: objectId,
  };
  return answering(() => viewPointer(state.pointers.add(row)));
}

function change(context: CmdletContext): CmdletOutcome<PendingChange> {
  const found = context.find.pointer(textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  const DisplayName = textOf(context, 'DisplayName') ?? found.value.DisplayName;
  return silently(() => context.state.pointers.replace({ ...found.value, DisplayName }));
}

/** No page says what becomes of the role assignments of a pointer that goes: it has to have none, which is the stricter way. */
function remove(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state, find } = context;
  const found = find.pointer(textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  const { Guid } = found.value;
  const users = [...state.managementRoleAssignments].filter(
    ({ assignee }) => assignee.kind === 'pointer' && assignee.pointerGuid.toLowerCase() === Guid.toLowerCase(),
  );
  if (users.length > 0) {
    return refused(
      CHANGE_ERRORS.inUse(
        found.value.Identity,
        users.map((row) => row.Name),
      ),
    );
  }
  return silently(() => state.pointers.remove(Guid));
}
