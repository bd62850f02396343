import type { CmdletFacts } from '../cmdlet-facts';

/** Cmdlets that read, and those that test. */
export const READ_CMDLET_FACTS: readonly CmdletFacts[] = [
  {
    name: 'Get-AcceptedDomain',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity ResultSize:size',
    },
  },
  {
    name: 'Get-AdministrativeUnit',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity Confirm:switch WhatIf:switch',
    },
  },
  {
    name: 'Get-ApplicationAccessPolicy',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity',
    },
  },
  {
    name: 'Get-CASMailbox',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'ActiveSyncDebugLogging:switch ActiveSyncSuppressReadReceipt:switch Credential Filter IgnoreDefaultScope:switch OrganizationalUnit ProtocolSettings:switch ResultSize:size SortBy ReadIsOptimizedForAccessibility:switch RecalculateHasActiveSyncDevicePartnership:switch RecipientTypeDetails:texts',
    sets: {
      AnrSet: 'Anr',
      Identity: 'Identity',
    },
  },
  {
    name: 'Get-ConnectionInformation',
    needs: 'anyone',
    defaultSet: 'Default',
    sets: {
      Default: '',
      ConnectionId: 'ConnectionId:texts!',
      ModulePrefix: 'ModulePrefix:texts!',
    },
  },
  {
    name: 'Get-DistributionGroup',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'Credential Filter IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames:switch IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:switch IncludeAcceptMessagesOnlyFromWithDisplayNames:switch IncludeBypassModerationFromSendersOrMembersWithDisplayNames:switch IncludeGrantSendOnBehalfToWithDisplayNames:switch IncludeManagedByWithDisplayNames:switch IncludeModeratedByWithDisplayNames:switch OrganizationalUnit RecipientTypeDetails:texts ResultSize:size SortBy',
    sets: {
      AnrSet: 'Anr',
      Identity: 'Identity',
      ManagedBySet: 'ManagedBy',
    },
  },
  {
    name: 'Get-DistributionGroupMember',
    needs: 'recipients',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Credential IncludeSoftDeletedObjects:switch ResultSize:size',
    },
  },
  {
    name: 'Get-DynamicDistributionGroupMember',
    needs: 'recipients',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Credential IncludeSoftDeletedObjects:switch ResultSize:size',
    },
  },
  {
    name: 'Get-EXOCasMailbox',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'ActiveSyncDebugLogging:switch Filter GetImapProtocolLog:switch GetPopProtocolLog:switch IgnoreDefaultScope:switch OrganizationalUnit Properties:texts PropertySets:texts ProtocolSettings:switch ReadIsOptimizedForAccessibility:switch ResultSize:size SendLogsTo:texts',
    sets: {
      Identity: 'Identity ExternalDirectoryObjectId PrimarySmtpAddress UserPrincipalName',
      Anr: 'Anr',
    },
  },
  {
    name: 'Get-EXOMailbox',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'Archive:switch Async:switch Filter GroupMailbox:switch InactiveMailboxOnly:switch IncludeInactiveMailbox:switch MailboxPlan Migration:switch OrganizationalUnit Properties:texts PropertySets:texts PublicFolder:switch RecipientTypeDetails:texts ResultSize:size SoftDeletedMailbox:switch',
    sets: {
      Identity: 'Identity ExternalDirectoryObjectId PrimarySmtpAddress UserPrincipalName',
      Anr: 'Anr',
    },
  },
  {
    name: 'Get-EXOMailboxFolderPermission',
    needs: 'recipients',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity ExternalDirectoryObjectId GroupMailbox:switch PrimarySmtpAddress User UserPrincipalName',
    },
  },
  {
    name: 'Get-EXOMailboxPermission',
    needs: 'recipients',
    defaultSet: 'Default',
    common: 'ResultSize:size',
    sets: {
      Default: '',
      Identity: 'ExternalDirectoryObjectId Identity Owner:switch PrimarySmtpAddress SoftDeletedMailbox:switch User UserPrincipalName',
    },
  },
  {
    name: 'Get-EXORecipient',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'Filter IncludeSoftDeletedRecipients:switch OrganizationalUnit Properties:texts PropertySets:texts RecipientPreviewFilter RecipientType:texts RecipientTypeDetails:texts ResultSize:size',
    sets: {
      Identity: 'Identity ExternalDirectoryObjectId PrimarySmtpAddress UserPrincipalName',
      Anr: 'Anr',
    },
  },
  {
    name: 'Get-EXORecipientPermission',
    needs: 'recipients',
    defaultSet: 'Default',
    common: 'AccessRights:texts ResultSize:size Trustee',
    sets: {
      Default: '',
      Identity: 'Identity ExternalDirectoryObjectId PrimarySmtpAddress UserPrincipalName',
    },
  },
  {
    name: 'Get-Mailbox',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'Archive:switch Filter GroupMailbox:switch Migration:switch OrganizationalUnit PublicFolder:switch RecipientTypeDetails:texts ResultSize:size SortBy',
    sets: {
      AnrSet:
        'Anr InactiveMailboxOnly:switch IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames:switch IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:switch IncludeAcceptMessagesOnlyFromWithDisplayNames:switch IncludeEmailAddressDisplayNames:switch IncludeForwardingAddressWithDisplayNames:switch IncludeGrantSendOnBehalfToWithDisplayNames:switch IncludeInactiveMailbox:switch SoftDeletedMailbox:switch',
      DatabaseSet: '',
      Identity:
        'Identity InactiveMailboxOnly:switch IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames:switch IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:switch IncludeAcceptMessagesOnlyFromWithDisplayNames:switch IncludeEmailAddressDisplayNames:switch IncludeForwardingAddressWithDisplayNames:switch IncludeGrantSendOnBehalfToWithDisplayNames:switch IncludeInactiveMailbox:switch SoftDeletedMailbox:switch',
      ServerSet: '',
      MailboxPlanSet:
        'MailboxPlan InactiveMailboxOnly:switch IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames:switch IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:switch IncludeAcceptMessagesOnlyFromWithDisplayNames:switch IncludeEmailAddressDisplayNames:switch IncludeForwardingAddressWithDisplayNames:switch IncludeGrantSendOnBehalfToWithDisplayNames:switch IncludeInactiveMailbox:switch SoftDeletedMailbox:switch',
    },
  },
  {
    name: 'Get-MailboxFolderPermission',
    needs: 'recipients',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! GroupMailbox:switch ResultSize:size SkipCount:number UseCustomRouting:switch User',
    },
  },
  {
    name: 'Get-MailboxPermission',
    needs: 'recipients',
    defaultSet: 'AccessRights',
    common:
      'Identity! Credential GroupMailbox:switch IncludeUserWithDisplayName:switch ReadFromDomainController:switch ResultSize:size UseCustomRouting:switch',
    sets: {
      Owner: 'Owner:switch',
      AccessRights: 'User SoftDeletedMailbox:switch IncludeSoftDeletedUserPermissions:switch IncludeUnresolvedPermissions:switch',
    },
  },
  {
    name: 'Get-ManagementRole',
    needs: 'configuration',
    defaultSet: 'Identity',
    common: 'RoleType',
    sets: {
      GetChildren: 'Identity! GetChildren:switch',
      Recurse: 'Identity! Recurse:switch',
      Identity: 'Identity Cmdlet CmdletParameters:texts',
      Script: 'Identity Script ScriptParameters:texts',
    },
  },
  {
    name: 'Get-ManagementRoleAssignment',
    needs: 'configuration',
    defaultSet: 'Identity',
    common:
      'ConfigWriteScope CustomRecipientWriteScope Delegating:boolean Enabled:boolean Exclusive:boolean ExclusiveRecipientWriteScope GetEffectiveUsers:switch RecipientAdministrativeUnitScope RecipientGroupScope RecipientOrganizationalUnitScope RecipientWriteScope RoleAssigneeType WritableRecipient',
    sets: {
      Identity: 'Identity',
      RoleAssignee: 'AssignmentMethod:texts Role RoleAssignee',
    },
  },
  {
    name: 'Get-ManagementScope',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity Exclusive:boolean Orphan:switch',
    },
  },
  {
    name: 'Get-OrganizationConfig',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': '',
    },
  },
  {
    name: 'Get-Recipient',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'Filter OrganizationalUnit PropertySet RecipientType:texts RecipientTypeDetails:texts ResultSize:size SortBy Properties:texts IncludeSoftDeletedRecipients:switch',
    sets: {
      AnrSet: 'Anr AuthenticationType Capabilities:texts IncludeManagerWithDisplayName:switch',
      Identity:
        'Identity AuthenticationType BookmarkDisplayName IncludeBookmarkObject:boolean Capabilities:texts IncludeManagerWithDisplayName:switch',
      DatabaseSet: '',
      RecipientPreviewFilterSet: 'RecipientPreviewFilter AuthenticationType Capabilities:texts IncludeManagerWithDisplayName:switch',
    },
  },
  {
    name: 'Get-RecipientPermission',
    needs: 'recipients',
    defaultSet: '(All)',
    sets: {
      '(All)':
        'Identity AccessRights:texts IncludeTrusteeWithPrimarySmtpAddress:switch ReadFromDomainController:switch ResultSize:size Trustee',
    },
  },
  {
    name: 'Get-RoleGroup',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity Filter ResultSize:size ShowPartnerLinked:switch SortBy',
    },
  },
  {
    name: 'Get-RoleGroupMember',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! ResultSize:size',
    },
  },
  {
    name: 'Get-ServicePrincipal',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity Organization',
    },
  },
  {
    name: 'Get-TransportConfig',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': '',
    },
  },
  {
    name: 'Get-UnifiedGroup',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'Filter IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames:switch IncludeAllProperties:switch IncludeBypassModerationFromSendersOrMembersWithDisplayNames:switch IncludeGrantSendOnBehalfToWithDisplayNames:switch IncludeModeratedByWithDisplayNames:switch IncludeRejectMessagesFromSendersOrMembersWithDisplayNames:switch IncludeSoftDeletedGroups:switch ResultSize:size SortBy',
    sets: {
      Identity: 'Identity',
      AnrSet: 'Anr',
    },
  },
  {
    name: 'Get-UnifiedGroupLinks',
    needs: 'recipients',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! LinkType! ResultSize:size',
    },
  },
  {
    name: 'Get-User',
    needs: 'recipients',
    defaultSet: 'Identity',
    common:
      'Filter IncludeDirectReportsWithDisplayNames:switch IncludeManagerWithDisplayName:switch IsVIP:switch OrganizationalUnit PublicFolder:switch RecipientTypeDetails:texts ResultSize:size Sortby',
    sets: {
      AnrSet: 'Anr',
      Identity: 'Identity',
    },
  },
  {
    name: 'Test-ApplicationAccessPolicy',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! AppId!',
    },
  },
  {
    name: 'Test-ServicePrincipalAuthorization',
    needs: 'configuration',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Confirm:switch Resource WhatIf:switch',
    },
  },
];
