import { randomUUID } from 'node:crypto';
import { readFilter, type FilterNode } from '../../enforcement/recipient-filter';
import { FILTERABLE_PROPERTIES } from '../../facts/filterable-properties';
import type { ManagementScope, RoleAssignment } from '../../state/exchange-types';
import type { TenantState } from '../../state/tenant-state';
import { viewManagementScope } from '../../views/exchange-views';
import { CHANGE_ERRORS } from '../change-errors';
import { isOn, textOf, type CmdletContext, type CmdletHandler } from '../cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from '../cmdlet-errors';
import { answering, changing, silently, type PendingChange } from '../pending-change';

/** Management scopes. */
export const SCOPE_CHANGES: Readonly<Record<string, CmdletHandler>> = {
  'New-ManagementScope': changing(['Name', 'RecipientRestrictionFilter', 'RecipientRoot', 'Exclusive', 'Force'], create),
  'Set-ManagementScope': changing(['Identity', 'Name', 'RecipientRestrictionFilter', 'Force'], change),
  'Remove-ManagementScope': changing(['Identity', 'Force'], remove),
};

const LONGEST_NAME = 64;
const OPERATORS = ['-eq', '-ne', '-like', '-notlike', '-gt', '-ge', '-lt', '-le'];

function create(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const Name = textOf(context, 'Name') ?? '';
  const named = checkName(state, Name);
  if (!named.ok) return named;
  const filter = checkFilter(textOf(context, 'RecipientRestrictionFilter') ?? '');
  if (!filter.ok) return filter;
  const RecipientRoot = textOf(context, 'RecipientRoot') ?? '';
  // An organisation in the cloud has one container, under its first domain.
  if (RecipientRoot !== '' && RecipientRoot.toLowerCase() !== state.initialDomain) return refused(CMDLET_ERRORS.notFound(RecipientRoot));
  const Exclusive = isOn(context, 'Exclusive');
  // An exclusive scope asks first, because it takes effect at once: https://learn.microsoft.com/powershell/module/exchangepowershell/new-managementscope#-force
  if (Exclusive && !isOn(context, 'Force')) return refused(CMDLET_ERRORS.cannotAsk(context.name));
  const row: ManagementScope = {
    Name,
    Identity: Name,
    Guid: randomUUID(),
    RecipientFilter: filter.value,
    RecipientRoot,
    Exclusive,
    ScopeRestrictionType: 'RecipientScope',
  };
  return answering(() => viewManagementScope(state.managementScopes.add(row)));
}

function change(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const found = scopeNamed(state, textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  const before = found.value;
  const Name = textOf(context, 'Name') ?? before.Name;
  if (Name.toLowerCase() !== before.Name.toLowerCase()) {
    const named = checkName(state, Name);
    if (!named.ok) return named;
  }
  const text = textOf(context, 'RecipientRestrictionFilter');
  const filter = text === undefined ? gave(before.RecipientFilter) : checkFilter(text);
  if (!filter.ok) return filter;
  const after: ManagementScope = { ...before, Name, Identity: Name, RecipientFilter: filter.value };
  return silently(() => {
    if (after.Name === before.Name) {
      state.managementScopes.replace(after);
      return;
    }
    const users = usersOf(state, before);
    state.managementScopes.remove(before.Name);
    state.managementScopes.add(after);
    for (const user of users) state.managementRoleAssignments.replace({ ...user, scope: { ...user.scope, name: Name } });
  });
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/remove-managementscope#description */
function remove(context: CmdletContext): CmdletOutcome<PendingChange> {
  const { state } = context;
  const found = scopeNamed(state, textOf(context, 'Identity') ?? '');
  if (!found.ok) return found;
  const users = usersOf(state, found.value).map((row) => row.Name);
  if (users.length > 0) return refused(CHANGE_ERRORS.inUse(found.value.Name, users));
  return silently(() => state.managementScopes.remove(found.value.Name));
}

/** A scope by its name or Guid. */
export function scopeNamed(state: TenantState, identity: string): CmdletOutcome<ManagementScope> {
  const row =
    state.managementScopes.get(identity) ??
    [...state.managementScopes].find((candidate) => candidate.Guid.toLowerCase() === identity.toLowerCase());
  return row ? gave(row) : refused(CMDLET_ERRORS.notFound(identity));
}

type ScopedAssignment = RoleAssignment & { readonly scope: { readonly kind: 'managementScope' } };

function usersOf(state: TenantState, scope: ManagementScope): readonly ScopedAssignment[] {
  return [...state.managementRoleAssignments].filter(
    (row): row is ScopedAssignment => row.scope.kind === 'managementScope' && row.scope.name.toLowerCase() === scope.Name.toLowerCase(),
  );
}

function checkName(state: TenantState, name: string): CmdletOutcome<string> {
  if (name.trim() === '') return refused(CHANGE_ERRORS.invalidValue('Name', name, 'It is empty.'));
  if (name.length > LONGEST_NAME) return refused(CHANGE_ERRORS.tooLong('Name', LONGEST_NAME, name.length));
  return state.managementScopes.has(name) ? refused(CHANGE_ERRORS.alreadyExists(`${name},CN=Scopes,CN=RBAC`)) : gave(name);
}

/** https://learn.microsoft.com/powershell/exchange/recipientfilter-properties */
function checkFilter(text: string): CmdletOutcome<string> {
  const node = readFilter(text);
  return node !== null && isFilterable(node) ? gave(text) : refused(CMDLET_ERRORS.invalidFilter(text));
}

function isFilterable(node: FilterNode): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return isFilterable(node.left) && isFilterable(node.right);
    case 'not':
      return isFilterable(node.inner);
    case 'compare':
      return FILTERABLE_PROPERTIES.has(node.property.toLowerCase()) && OPERATORS.includes(node.operator);
  }
}
