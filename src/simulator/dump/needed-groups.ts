import type { TenantState } from '../state/tenant-state';

/** What of a tenant a reading has asked for: rights of some mailboxes, folders or not. */
export interface NeededGroupOptions {
  /** The ids (lower case) of the mailboxes whose FullAccess entries were read; null: all of them. */
  readonly permissionsOf: ReadonlySet<string> | null;
  readonly folderPermissions: boolean;
}

/**
 * The groups whose members matter for reach: scopes of policies and of role assignments, groups that a filter names,
 * trustees, and whatever groups are in these. In the order of the directory, by id in lower case.
 */
export function neededGroups(state: TenantState, options: NeededGroupOptions): readonly string[] {
  const open = [...namedGroups(state, options)].map((id) => id.toLowerCase()).filter((id) => state.groups.has(id));
  const needed = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    for (const member of state.members.membersOf(id)) if (state.groups.has(member)) open.push(member);
  }
  return [...state.groups].map((group) => group.id.toLowerCase()).filter((id) => needed.has(id));
}

function* namedGroups(state: TenantState, options: NeededGroupOptions): Generator<string> {
  for (const policy of state.accessPolicies) yield policy.scopeId;
  for (const { scope } of state.managementRoleAssignments) if (scope.kind === 'group') yield scope.groupId;
  yield* filteredGroups(state);
  for (const mailbox of state.mailboxes) {
    yield* mailbox.sendOnBehalf;
    const id = mailbox.ExternalDirectoryObjectId.toLowerCase();
    if (options.permissionsOf === null || options.permissionsOf.has(id)) {
      for (const entry of state.mailboxPermissions.of(id)) yield entry.trustee;
    }
    if (options.folderPermissions) for (const entry of state.folderPermissions.of(id)) yield entry.trustee;
  }
  for (const holder of state.recipientPermissions.holders()) {
    for (const entry of state.recipientPermissions.of(holder)) yield entry.trustee;
  }
}

/** Groups whose distinguished name stands in a filter. */
function* filteredGroups(state: TenantState): Generator<string> {
  const filters = [...state.managementScopes]
    .map((scope) => scope.RecipientFilter.toLowerCase())
    .filter((filter) => filter.includes('memberofgroup'));
  if (filters.length === 0) return;
  for (const group of state.exchangeGroups) {
    const quoted = `'${group.DistinguishedName.toLowerCase().replaceAll("'", "''")}'`;
    if (filters.some((filter) => filter.includes(quoted))) yield group.ExternalDirectoryObjectId;
  }
}
