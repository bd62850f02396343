import type {
  ApplicationAccessPolicy,
  AssignmentScope,
  ExchangeGroup,
  FolderPermission,
  Mailbox,
  MailboxPermission,
  ManagementRole,
  ManagementScope,
  OrganizationConfig,
  Recipient,
  RecipientPermission,
  RoleAssignment,
  RoleGroup,
  ServicePrincipalPointer,
  TransportConfig,
} from '../state/exchange-types';
import type { TenantState } from '../state/tenant-state';
import type { User } from '../state/directory-types';
import { recipientName, trusteeText, type NamesOfRecipients } from '../state/trustee-text';
import type { View } from './graph-views';

/** A mailbox as Get-EXOMailbox answers it with every property set, and with what Get-User adds (Department … CountryOrRegion). What was never set is empty text. */
export function viewMailbox(
  state: Omit<NamesOfRecipients, 'users'> & { readonly users: { get(id: string): User | undefined } },
  row: Mailbox,
): View {
  const user = state.users.get(row.ExternalDirectoryObjectId);
  return {
    ExternalDirectoryObjectId: row.ExternalDirectoryObjectId,
    Guid: row.Guid,
    ExchangeGuid: row.ExchangeGuid,
    Id: row.Name,
    Identity: row.ExternalDirectoryObjectId,
    PrimarySmtpAddress: row.PrimarySmtpAddress,
    UserPrincipalName: row.UserPrincipalName,
    DisplayName: row.DisplayName,
    Alias: row.Alias,
    Name: row.Name,
    DistinguishedName: row.DistinguishedName,
    RecipientType: 'UserMailbox',
    RecipientTypeDetails: row.RecipientTypeDetails,
    EmailAddresses: row.EmailAddresses,
    GrantSendOnBehalfTo: row.sendOnBehalf.map((id) => recipientName(state, id)),
    MessageCopyForSentAsEnabled: row.MessageCopyForSentAsEnabled,
    MessageCopyForSendOnBehalfEnabled: row.MessageCopyForSendOnBehalfEnabled,
    ForwardingSmtpAddress: row.ForwardingSmtpAddress,
    DeliverToMailboxAndForward: row.DeliverToMailboxAndForward,
    HiddenFromAddressListsEnabled: row.HiddenFromAddressListsEnabled,
    WhenCreatedUTC: row.WhenCreatedUTC,
    ...customAttributes(row),
    Department: user?.department ?? '',
    Company: user?.companyName ?? '',
    Office: user?.officeLocation ?? '',
    City: user?.city ?? '',
    StateOrProvince: user?.state ?? '',
    CountryOrRegion: user?.country ?? '',
  };
}

/** A mailbox as Get-CASMailbox answers it. */
export function viewCasMailbox(row: Mailbox): View {
  return {
    ExternalDirectoryObjectId: row.ExternalDirectoryObjectId,
    Guid: row.Guid,
    Identity: row.ExternalDirectoryObjectId,
    Name: row.Name,
    DisplayName: row.DisplayName,
    PrimarySmtpAddress: row.PrimarySmtpAddress,
    EwsEnabled: row.EwsEnabled,
    ImapEnabled: row.ImapEnabled,
    PopEnabled: row.PopEnabled,
    SmtpClientAuthenticationDisabled: row.SmtpClientAuthenticationDisabled,
  };
}

/** A mail user, guest or contact as Get-EXORecipient answers it. */
export function viewRecipient(row: Recipient): View {
  return {
    ...row,
    Identity: row.ExternalDirectoryObjectId,
    RecipientType: row.RecipientTypeDetails === 'MailContact' ? 'MailContact' : 'MailUser',
  };
}

/** A mail-enabled group as Get-DistributionGroup, Get-UnifiedGroup or Get-DynamicDistributionGroup answers it. */
export function viewExchangeGroup(state: TenantState, row: ExchangeGroup): View {
  // Notes are Get-Group's.
  const { managedBy, Notes: _notes, ...properties } = row;
  return {
    HiddenFromAddressListsEnabled: false,
    RequireSenderAuthenticationEnabled: true,
    ...properties,
    Identity: row.ExternalDirectoryObjectId,
    RecipientType: row.RecipientTypeDetails === 'GroupMailbox' ? 'MailUniversalDistributionGroup' : row.RecipientTypeDetails,
    ManagedBy: managedBy.map((id) => recipientName(state, id)),
  };
}

/** A member of a group as Get-DistributionGroupMember answers it; null for what is no recipient. */
export function viewGroupMember(state: TenantState, memberId: string): View | null {
  const row = state.mailboxes.get(memberId) ?? state.exchangeGroups.get(memberId) ?? state.recipients.get(memberId);
  const user = state.users.get(memberId);
  if (row) {
    return {
      ExternalDirectoryObjectId: row.ExternalDirectoryObjectId,
      Guid: row.Guid,
      Identity: row.ExternalDirectoryObjectId,
      Name: row.Name,
      DisplayName: row.DisplayName,
      PrimarySmtpAddress: row.PrimarySmtpAddress,
      RecipientTypeDetails: row.RecipientTypeDetails,
    };
  }
  if (!user) return null;
  return {
    ExternalDirectoryObjectId: user.id,
    Guid: user.id,
    Identity: user.id,
    Name: user.userPrincipalName,
    DisplayName: user.displayName,
    PrimarySmtpAddress: '',
    RecipientTypeDetails: 'User',
  };
}

/** An access entry of a mailbox as Get-EXOMailboxPermission answers it. */
export function viewMailboxPermission(state: TenantState, row: Mailbox, entry: MailboxPermission): View {
  return {
    Identity: row.ExternalDirectoryObjectId,
    User: trusteeText(state, entry.trustee),
    AccessRights: entry.AccessRights,
    IsInherited: entry.IsInherited,
    Deny: entry.Deny,
    InheritanceType: 'All',
  };
}

/** A SendAs entry as Get-EXORecipientPermission answers it: the recipient stands there by its name. */
export function viewRecipientPermission(state: TenantState, recipientId: string, entry: RecipientPermission): View {
  return {
    Identity: recipientName(state, recipientId),
    Trustee: trusteeText(state, entry.trustee),
    AccessRights: entry.AccessRights,
    AccessControlType: entry.AccessControlType,
    IsInherited: entry.IsInherited,
    InheritanceType: 'None',
  };
}

/** A folder entry as Get-EXOMailboxFolderPermission answers it. */
export function viewFolderPermission(state: TenantState, row: Mailbox, entry: FolderPermission): View {
  return {
    Identity: `${row.PrimarySmtpAddress}:\\${entry.folder}`,
    FolderName: entry.folder,
    User: trusteeText(state, entry.trustee),
    AccessRights: entry.AccessRights,
  };
}

/** A pointer as Get-ServicePrincipal answers it. */
export function viewPointer(row: ServicePrincipalPointer): View {
  return { ...row, Name: row.Identity };
}

/** A management role as Get-ManagementRole answers it. */
export function viewManagementRole(row: ManagementRole): View {
  return { ...row, Identity: row.Name };
}

/** A management scope as Get-ManagementScope answers it. */
export function viewManagementScope(row: ManagementScope): View {
  return { ...row };
}

/** A role assignment as Get-ManagementRoleAssignment answers it. */
export function viewRoleAssignment(state: TenantState, row: RoleAssignment): View {
  const pointer = row.assignee.kind === 'pointer' ? state.pointers.get(row.assignee.pointerGuid) : undefined;
  return {
    Name: row.Name,
    Identity: row.Name,
    Guid: row.Guid,
    Role: row.Role,
    RoleAssignee: row.assignee.kind === 'pointer' ? (pointer?.Identity ?? row.assignee.pointerGuid) : row.assignee.roleGroup,
    RoleAssigneeName: row.assignee.kind === 'pointer' ? (pointer?.ObjectId ?? row.assignee.pointerGuid) : row.assignee.roleGroup,
    RoleAssigneeType: row.assignee.kind === 'pointer' ? 'ServicePrincipal' : 'RoleGroup',
    App: pointer?.AppId ?? null,
    ...viewAssignmentScope(state, row.scope),
    Enabled: row.Enabled,
  };
}

/** An application access policy as Get-ApplicationAccessPolicy answers it: `<tenant>\<app>:<SID>;<object guid>`. */
export function viewAccessPolicy(state: TenantState, row: ApplicationAccessPolicy): View {
  const raw = `${row.scopeSid};${row.scopeId}`;
  const resolves = state.groups.has(row.scopeId) || state.mailboxes.has(row.scopeId) || state.recipients.has(row.scopeId);
  return {
    Identity: `${state.tenantId}\\${row.appIds[0] ?? ''}:${raw}`,
    AppId: row.appIds.length === 1 ? row.appIds[0] : row.appIds,
    AccessRight: row.AccessRight,
    ScopeName: row.scopeName,
    ScopeIdentity: row.scopeName,
    ScopeIdentityRaw: raw,
    Description: row.Description,
    ShardType: 'All',
    IsValid: resolves,
    ObjectState: 'Unchanged',
  };
}

/** A role group as Get-RoleGroup answers it. */
export function viewRoleGroup(row: RoleGroup): View {
  return { Name: row.Name, DisplayName: row.Name, Identity: row.Name, Guid: row.Guid, Roles: row.Roles };
}

/** A member of a role group as Get-RoleGroupMember answers it. */
export function viewRoleGroupMember(state: TenantState, memberId: string): View {
  const pointer = state.pointers.get(memberId);
  if (pointer) {
    return {
      Name: pointer.ObjectId,
      DisplayName: pointer.DisplayName,
      ExternalDirectoryObjectId: pointer.ObjectId,
      RecipientTypeDetails: 'ServicePrincipal',
    };
  }
  const member = viewGroupMember(state, memberId);
  if (member) return member;
  const group = state.groups.get(memberId);
  return {
    Name: group?.displayName ?? memberId,
    DisplayName: group?.displayName ?? memberId,
    ExternalDirectoryObjectId: memberId,
    RecipientTypeDetails: group ? 'UniversalSecurityGroup' : 'User',
  };
}

/** What Get-OrganizationConfig answers, as far as it matters. The list of allowed apps is one text, or nothing. */
export function viewOrganizationConfig(row: OrganizationConfig): View {
  return { ...row, EwsAllowedAppIDs: row.EwsAllowedAppIDs.length === 0 ? null : row.EwsAllowedAppIDs.join(',') };
}

/** What Get-TransportConfig answers, as far as it matters. */
export function viewTransportConfig(row: TransportConfig): View {
  return { ...row };
}

function viewAssignmentScope(state: TenantState, scope: AssignmentScope): View {
  const none = {
    RecipientWriteScope: 'Organization',
    CustomRecipientWriteScope: null,
    CustomResourceScope: null,
    RecipientAdministrativeUnitScope: null,
  };
  switch (scope.kind) {
    case 'organization':
      return none;
    case 'managementScope':
      return { ...none, RecipientWriteScope: 'CustomRecipientScope', [scope.writtenAs]: scope.name };
    case 'group':
      return { ...none, RecipientWriteScope: 'Group', CustomResourceScope: recipientName(state, scope.groupId) };
    case 'administrativeUnit':
      return { ...none, RecipientWriteScope: 'AdministrativeUnit', RecipientAdministrativeUnitScope: scope.unitId };
    case 'other':
      return { ...none, RecipientWriteScope: scope.word };
  }
}

function customAttributes(row: Mailbox): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let number = 1; number <= 15; number += 1) attributes[`CustomAttribute${number}`] = row.customAttributes[number] ?? '';
  return attributes;
}
