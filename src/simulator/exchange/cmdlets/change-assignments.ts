import { randomUUID } from 'node:crypto';
import type { AssignmentScope, RoleAssignment } from '../../state/exchange-types';
import type { TenantState } from '../../state/tenant-state';
import { viewRoleAssignment } from '../../views/exchange-views';
import { CHANGE_ERRORS } from '../change-errors';
import { flagOf, textOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { answering, changing, silently, type PendingChange } from '../pending-change';
import { scopeNamed } from './change-scopes';

const SCOPES = ['CustomResourceScope', 'RecipientAdministrativeUnitScope', 'RecipientGroupScope'] as const;

/** Role assignments of applications. Those to people and role groups are not changed here. */
export const ASSIGNMENT_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  'New-ManagementRoleAssignment': changing(['Name', 'Role', 'App', 'Force', ...SCOPES], create),
  'Set-ManagementRoleAssignment': changing(['Identity', 'Enabled', 'Force', ...SCOPES], change),
  'Remove-ManagementRoleAssignment': changing(['Identity', 'Force'], remove),
};

const LONGEST_NAME = 64;

function create(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state, find } = context;
  const wanted = textOf(context, 'Role') ?? '';
  const role =
    state.managementRoles.get(wanted) ?? [...state.managementRoles].find((row) => row.Guid.toLowerCase() === wanted.toLowerCase());
  if (!role) return refused(CMDLET_ERRORS.notFound(wanted));
  const pointer = find.pointer(textOf(context, 'App') ?? '');
  if (!pointer.ok) return pointer;
  // https://learn.microsoft.com/exchange/permissions-exo/application-rbac#supported-application-roles
  if (!role.IsServicePrincipalRole)
    return refused(CHANGE_ERRORS.notPossible(`The role "${role.Name}" can't be assigned to a service principal.`));
  const scope = scopeOf(context);
  if (!scope.ok) return scope;
  const given = textOf(context, 'Name');
  if (given !== undefined && given.length > LONGEST_NAME) return refused(CHANGE_ERRORS.tooLong('Name', LONGEST_NAME, given.length));
  const Name = given ?? freeName(state, `${role.Name}-${pointer.value.Identity}`);
  if (state.managementRoleAssignments.has(Name)) return refused(CHANGE_ERRORS.alreadyExists(`${Name},CN=Role Assignments,CN=RBAC`));
  const row: RoleAssignment = {
    Name,
    Guid: randomUUID(),
    Role: role.Name,
    assignee: { kind: 'pointer', pointerGuid: pointer.value.Guid },
    scope: scope.value ?? { kind: 'organization' },
    Enabled: true,
  };
  return answering(() => viewRoleAssignment(state, state.managementRoleAssignments.add(row)));
}

function change(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const found = assignmentNamed(state, textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  const scope = scopeOf(context);
  if (!scope.ok) return scope;
  if (found.value.assignee.kind !== 'pointer')
    return refused(CMDLET_ERRORS.notSimulated(context.name, 'Identity with an assignment to a role group'));
  const after: RoleAssignment = {
    ...found.value,
    Enabled: flagOf(context, 'Enabled') ?? found.value.Enabled,
    scope: scope.value ?? found.value.scope,
  };
  return silently(() => state.managementRoleAssignments.replace(after));
}

function remove(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const found = assignmentNamed(state, textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  if (found.value.assignee.kind !== 'pointer')
    return refused(CMDLET_ERRORS.notSimulated(context.name, 'Identity with an assignment to a role group'));
  return silently(() => state.managementRoleAssignments.remove(found.value.Name));
}

function assignmentNamed(state: TenantState, identity: string): CmdletOutcome<RoleAssignment> {
  const row =
    state.managementRoleAssignments.get(identity) ??
    [...state.managementRoleAssignments].find((candidate) => candidate.Guid.toLowerCase() === identity.toLowerCase());
  return row ? gave(row) : refused(CMDLET_ERRORS.notFound(identity));
}

/** The scope that a call names; null where it names none. At most one can be given. */
function scopeOf(context: CmdletContext): CmdletOutcome<AssignmentScope | null> {
  const given = SCOPES.filter((name) => textOf(context, name) !== undefined);
  if (given.length > 1) return refused(CHANGE_ERRORS.notPossible(`Only one scope can be given: ${given.join(', ')}.`));
  const [name] = given;
  if (name === undefined) return gave(null);
  const text = textOf(context, name) ?? '';
  switch (name) {
    case 'CustomResourceScope': {
      const scope = scopeNamed(context.state, text);
      return scope.ok ? gave({ kind: 'managementScope', name: scope.value.Name, writtenAs: 'CustomResourceScope' }) : scope;
    }
    case 'RecipientAdministrativeUnitScope':
      return unitScope(context.state, text);
    case 'RecipientGroupScope': {
      const group = context.find.group(text);
      if (!group.ok) return group;
      if (group.value.RecipientTypeDetails === 'DynamicDistributionGroup') return refused(CMDLET_ERRORS.notFound(text));
      return gave({ kind: 'group', groupId: group.value.ExternalDirectoryObjectId });
    }
  }
}

function unitScope(state: TenantState, text: string): CmdletOutcome<AssignmentScope> {
  const wanted = text.toLowerCase();
  const units = [...state.administrativeUnits].filter(
    (unit) => unit.id.toLowerCase() === wanted || unit.displayName.toLowerCase() === wanted,
  );
  const known = units.filter((unit) => state.replication.isVisibleInExchange(unit.id));
  const [unit] = known;
  if (!unit) return refused(CMDLET_ERRORS.notFound(text));
  return known.length > 1 ? refused(CMDLET_ERRORS.severalFound(text)) : gave({ kind: 'administrativeUnit', unitId: unit.id });
}

/** "If you don't specify a name, a name is created automatically." */
function freeName(state: TenantState, wanted: string): string {
  const base = wanted.slice(0, LONGEST_NAME);
  let name = base;
  for (let number = 1; state.managementRoleAssignments.has(name); number += 1) {
    const tail = `-${number}`;
    name = `${base.slice(0, LONGEST_NAME - tail.length)}${tail}`;
  }
  return name;
}
