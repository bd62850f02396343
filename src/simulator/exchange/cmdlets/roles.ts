import { policyVerdict } from '../../enforcement/access-policies';
import { scopeVerdict } from '../../enforcement/role-assignments';
import type { ApplicationAccessPolicy, ManagementRole, ManagementScope, RoleAssignment, RoleGroup } from '../../state/exchange-types';
import type { TenantState } from '../../state/tenant-state';
import {
  viewAccessPolicy,
  viewManagementRole,
  viewManagementScope,
  viewPointer,
  viewRoleAssignment,
  viewRoleGroup,
  viewRoleGroupMember,
} from '../../views/exchange-views';
import type { View } from '../../views/graph-views';
import { textOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { listOf, objectList, picked, type ObjectList } from '../object-list';

/** Pointers, roles, scopes and policies of applications, and the two cmdlets that test them. */
export const ROLE_CMDLETS: Readonly<Record<string, CmdletHandler>> = {
  'Get-ServicePrincipal': {
    knows: ['Identity'],
    run: (context) => {
      const identity = textOf(context, 'Identity');
      if (identity === undefined) return gave(objectList({ rows: context.state.pointers, view: viewPointer }));
      const found = context.find.pointer(identity);
      return found.ok ? gave(listOf([found.value], viewPointer)) : found;
    },
  },
  'Get-ManagementRole': {
    knows: ['Identity'],
    run: (context) => named<ManagementRole>(context, context.state.managementRoles, viewManagementRole),
  },
  'Get-ManagementScope': {
    knows: ['Identity'],
    run: (context) => named<ManagementScope>(context, context.state.managementScopes, viewManagementScope),
  },
  'Get-RoleGroup': { knows: ['Identity'], run: (context) => named<RoleGroup>(context, context.state.roleGroups, viewRoleGroup) },
  'Get-RoleGroupMember': {
    knows: ['Identity'],
    run: (context) => {
      const { state } = context;
      const identity = textOf(context, 'Identity') ?? '';
      const group = byName(state.roleGroups, identity);
      return group
        ? gave(listOf(group.members, (member) => viewRoleGroupMember(state, member)))
        : refused(CMDLET_ERRORS.notFound(identity));
    },
  },
  'Get-ManagementRoleAssignment': { knows: ['Identity', 'Role', 'RoleAssignee', 'RoleAssigneeType', 'Enabled'], run: assignments },
  'Get-ApplicationAccessPolicy': { knows: ['Identity'], run: policies },
  'Test-ApplicationAccessPolicy': { knows: ['Identity', 'AppId'], run: testPolicy },
  'Test-ServicePrincipalAuthorization': { knows: ['Identity', 'Resource'], run: testAuthorization },
};

interface Named {
  readonly Name: string;
  readonly Guid: string;
}

function named<Row extends Named>(
  context: CmdletContext,
  table: {
    readonly positionCount: number;
    at(position: number): Row | undefined;
    values(): Iterable<Row>;
    get(id: string): Row | undefined;
  },
  view: (row: Row) => View,
): CmdletOutcome<ObjectList> {
  const identity = textOf(context, 'Identity');
  if (identity === undefined) return gave(objectList({ rows: table, view }));
  const row = byName(table, identity);
  return row ? gave(listOf([row], view)) : refused(CMDLET_ERRORS.notFound(identity));
}

function byName<Row extends Named>(
  table: { values(): Iterable<Row>; get(id: string): Row | undefined },
  identity: string,
): Row | undefined {
  return table.get(identity) ?? [...table.values()].find((row) => row.Guid.toLowerCase() === identity.toLowerCase());
}

function assignments(context: CmdletContext): CmdletOutcome<ObjectList> {
  const { state } = context;
  const show = (row: RoleAssignment): View => viewRoleAssignment(state, row);
  const identity = textOf(context, 'Identity');
  if (identity !== undefined) {
    const row = byName(state.managementRoleAssignments, identity);
    return row ? gave(listOf([row], show)) : refused(CMDLET_ERRORS.notFound(identity));
  }
  const wanted = ['Role', 'RoleAssigneeType'].map((name) => [name, textOf(context, name)?.toLowerCase()] as const);
  const assignee = textOf(context, 'RoleAssignee')?.toLowerCase();
  const enabled = context.parameters.get('Enabled');
  const rows = picked(state.managementRoleAssignments, (row) => {
    const view = show(row);
    if (enabled !== undefined && row.Enabled !== enabled) return false;
    if (wanted.some(([name, value]) => value !== undefined && String(view[name]).toLowerCase() !== value)) return false;
    return (
      assignee === undefined || ['RoleAssignee', 'RoleAssigneeName', 'App'].some((name) => String(view[name]).toLowerCase() === assignee)
    );
  });
  return gave(objectList({ rows, view: show }));
}

/** Where no policy was ever made, the cmdlet does not answer nothing: it fails. */
function policies(context: CmdletContext): CmdletOutcome<ObjectList> {
  const { state } = context;
  const show = (row: ApplicationAccessPolicy): View => viewAccessPolicy(state, row);
  const identity = textOf(context, 'Identity');
  if (identity === undefined) {
    return state.accessPolicies.size === 0
      ? refused(CMDLET_ERRORS.notFound(state.tenantId))
      : gave(objectList({ rows: state.accessPolicies, view: show }));
  }
  const row = [...state.accessPolicies].find((policy) => String(show(policy)['Identity']).toLowerCase() === identity.toLowerCase());
  return row ? gave(listOf([row], show)) : refused(CMDLET_ERRORS.notFound(identity));
}

/** Sees application access policies, and nothing of Entra or of roles. https://learn.microsoft.com/powershell/module/exchange/test-applicationaccesspolicy */
function testPolicy(context: CmdletContext): CmdletOutcome<ObjectList> {
  const { state, find } = context;
  const box = find.mailbox(textOf(context, 'Identity') ?? '');
  if (!box.ok) return box;
  const appIds = (textOf(context, 'AppId') ?? '').split(',').map((id) => id.trim());
  return gave(
    listOf(appIds, (appId) => ({
      AppId: appId,
      Mailbox: box.value.Name,
      MailboxId: box.value.Guid,
      MailboxSid: null,
      AccessCheckResult: policyVerdict(state, appId, box.value).granted ? 'Granted' : 'Denied',
    })),
  );
}

/** Sees roles in Exchange, at once and without any cache, and nothing of what Entra grants. https://learn.microsoft.com/powershell/module/exchange/test-serviceprincipalauthorization */
function testAuthorization(context: CmdletContext): CmdletOutcome<ObjectList> {
  const { state, find } = context;
  const pointer = find.pointer(textOf(context, 'Identity') ?? '');
  if (!pointer.ok) return pointer;
  const resource = textOf(context, 'Resource');
  const box = resource === undefined ? null : find.mailbox(resource);
  if (box !== null && !box.ok) return box;
  const rows = [...state.managementRoleAssignments].filter(
    (row) => row.Enabled && row.assignee.kind === 'pointer' && row.assignee.pointerGuid.toLowerCase() === pointer.value.Guid.toLowerCase(),
  );
  return gave(
    listOf(rows, (row) => ({
      RoleName: row.Role,
      GrantedPermissions: row.Role.replace(/^Application /, ''),
      AllowedResourceScope: scopeName(state, row),
      ScopeType: viewRoleAssignment(state, row)['RecipientWriteScope'],
      InScope: box === null ? 'Not Run' : scopeVerdict(state, row, box.value).granted,
    })),
  );
}

function scopeName(state: TenantState, row: RoleAssignment): unknown {
  const view = viewRoleAssignment(state, row);
  return (
    view['CustomResourceScope'] ??
    view['CustomRecipientWriteScope'] ??
    view['RecipientAdministrativeUnitScope'] ??
    view['RecipientWriteScope']
  );
}
