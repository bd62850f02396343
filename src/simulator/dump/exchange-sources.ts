import type { TenantState } from '../state/tenant-state';
import {
  viewAccessPolicy,
  viewCasMailbox,
  viewExchangeGroup,
  viewFolderPermission,
  viewGroupMember,
  viewMailbox,
  viewMailboxPermission,
  viewManagementRole,
  viewManagementScope,
  viewOrganizationConfig,
  viewPointer,
  viewRecipient,
  viewRecipientPermission,
  viewRoleAssignment,
  viewRoleGroup,
  viewRoleGroupMember,
  viewTransportConfig,
} from '../views/exchange-views';
import type { View } from '../views/graph-views';
import { pick, pickEach, type DumpContext, type Source } from './source';

const MAILBOX = [
  ...'ExternalDirectoryObjectId Guid PrimarySmtpAddress UserPrincipalName DisplayName Alias Name DistinguishedName RecipientTypeDetails'.split(
    ' ',
  ),
  ...'EmailAddresses GrantSendOnBehalfTo MessageCopyForSentAsEnabled MessageCopyForSendOnBehalfEnabled ForwardingSmtpAddress'.split(' '),
  ...'HiddenFromAddressListsEnabled WhenCreatedUTC'.split(' '),
  ...Array.from({ length: 15 }, (_, index) => `CustomAttribute${index + 1}`),
  ...'Department Company Office City StateOrProvince CountryOrRegion'.split(' '),
];

/** The sources that a reading takes from Exchange Online, with the properties it asks for. */
export const EXCHANGE_SOURCES: readonly Source[] = [
  { name: 'servicePrincipals', rows: ({ state }) => pickEach(state.pointers, viewPointer, 'AppId ObjectId DisplayName Identity Guid') },
  {
    name: 'managementRoleAssignments',
    rows: function* ({ state }) {
      for (const row of state.managementRoleAssignments) {
        if (row.assignee.kind !== 'pointer') continue;
        yield pick(
          viewRoleAssignment(state, row),
          'Name Identity Role RoleAssignee RoleAssigneeName RoleAssigneeType RecipientWriteScope CustomRecipientWriteScope CustomResourceScope RecipientAdministrativeUnitScope App Enabled',
        );
      }
    },
  },
  {
    name: 'managementScopes',
    rows: ({ state }) =>
      pickEach(state.managementScopes, viewManagementScope, 'Name Identity RecipientFilter RecipientRoot Exclusive ScopeRestrictionType'),
  },
  {
    name: 'applicationAccessPolicies',
    rows: ({ state }) =>
      pickEach(
        state.accessPolicies,
        (row) => viewAccessPolicy(state, row),
        'Identity AppId AccessRight ScopeName ScopeIdentity ScopeIdentityRaw Description IsValid',
      ),
  },
  { name: 'mailboxes', rows: ({ state }) => pickEach(state.mailboxes, (row) => viewMailbox(state, row), MAILBOX) },
  {
    name: 'recipients',
    rows: ({ state }) =>
      pickEach(
        state.recipients,
        viewRecipient,
        'ExternalDirectoryObjectId Guid Name DisplayName Alias DistinguishedName PrimarySmtpAddress RecipientTypeDetails Sid',
      ),
  },
  { name: 'mailboxPermissions', rows: mailboxPermissions },
  { name: 'mailboxFolderPermissions', rows: folderPermissions },
  { name: 'recipientPermissions', rows: recipientPermissions },
  {
    name: 'groups',
    rows: ({ state }) =>
      pickEach(
        state.exchangeGroups,
        (row) => viewExchangeGroup(state, row),
        'ExternalDirectoryObjectId Guid DistinguishedName PrimarySmtpAddress EmailAddresses DisplayName Name Alias RecipientTypeDetails MemberJoinRestriction ManagedBy',
      ),
  },
  { name: 'groupMembers', rows: groupMembers },
  { name: 'roleGroups', rows: ({ state }) => pickEach(state.roleGroups, viewRoleGroup, 'Name Identity Guid Roles') },
  { name: 'roleGroupMembers', rows: roleGroupMembers },
  { name: 'managementRoles', rows: ({ state }) => pickEach(state.managementRoles, viewManagementRole, 'Name IsServicePrincipalRole') },
  {
    name: 'casMailboxes',
    rows: ({ state }) =>
      pickEach(
        state.mailboxes,
        viewCasMailbox,
        'ExternalDirectoryObjectId EwsEnabled ImapEnabled PopEnabled SmtpClientAuthenticationDisabled',
      ),
  },
];

/** What Exchange has one of. */
export function exchangeSingles(state: TenantState): Readonly<Record<string, View>> {
  return {
    organizationConfig: pick(
      viewOrganizationConfig(state.singles.organizationConfig),
      'EwsEnabled EwsApplicationAccessPolicy EwsAllowedAppIDs OAuth2ClientProfileEnabled',
    ),
    transportConfig: pick(
      viewTransportConfig(state.singles.transportConfig),
      'SmtpClientAuthenticationDisabled MessageCopyForSentAsEnabled',
    ),
  };
}

/** One call per mailbox; each entry says when that was. */
function* mailboxPermissions({ state, permissionsOf, readAt }: DumpContext): Generator<View> {
  for (const row of state.mailboxes) {
    const id = row.ExternalDirectoryObjectId.toLowerCase();
    if (permissionsOf !== null && !permissionsOf.has(id)) continue;
    for (const entry of state.mailboxPermissions.of(id)) {
      yield { ...pick(viewMailboxPermission(state, row, entry), 'Identity User AccessRights IsInherited Deny'), readAt };
    }
  }
}

function* folderPermissions({ state }: DumpContext): Generator<View> {
  for (const row of state.mailboxes) {
    for (const entry of state.folderPermissions.of(row.ExternalDirectoryObjectId)) {
      yield pick(viewFolderPermission(state, row, entry), 'Identity User AccessRights');
    }
  }
}

/** Every recipient that has entries: mailboxes first, in their order, then groups and others. */
function* recipientPermissions({ state }: DumpContext): Generator<View> {
  for (const holder of recipientsWithEntries(state)) {
    for (const entry of state.recipientPermissions.of(holder)) {
      yield pick(viewRecipientPermission(state, holder, entry), 'Identity Trustee AccessRights AccessControlType IsInherited');
    }
  }
}

function* recipientsWithEntries(state: TenantState): Generator<string> {
  for (const table of [state.mailboxes, state.exchangeGroups, state.recipients]) {
    for (const { ExternalDirectoryObjectId: id } of table) if (state.recipientPermissions.of(id).length > 0) yield id;
  }
}

/** Of the needed groups that Exchange keeps as distribution groups; a Microsoft 365 group's members are read from Graph. */
function* groupMembers({ state, groups }: DumpContext): Generator<View> {
  for (const groupId of groups) {
    const group = state.exchangeGroups.get(groupId);
    if (!group || group.RecipientTypeDetails === 'GroupMailbox') continue;
    for (const memberId of state.members.membersOf(groupId)) {
      const member = viewGroupMember(state, memberId);
      if (!member) continue;
      yield {
        GroupExternalDirectoryObjectId: group.ExternalDirectoryObjectId,
        MemberExternalDirectoryObjectId: member['ExternalDirectoryObjectId'],
        MemberRecipientTypeDetails: member['RecipientTypeDetails'],
      };
    }
  }
}

function* roleGroupMembers({ state }: DumpContext): Generator<View> {
  for (const group of state.roleGroups) {
    for (const memberId of group.members) {
      yield { RoleGroup: group.Name, ...pick(viewRoleGroupMember(state, memberId), 'Name ExternalDirectoryObjectId RecipientTypeDetails') };
    }
  }
}
