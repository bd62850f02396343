import type { CmdletFacts } from '../cmdlet-facts';

// What several parameter sets of one cmdlet share.
const OF_ALL_SETS_BUT_ONE =
  'ClearThrottlingPolicyAssignment:switch DataEncryptionPolicy ElcProcessingDisabled:boolean EmailAddressDisplayNames:changes EnforcedTimestamps InactiveMailbox:switch JournalArchiveAddress MailboxRegion MessageCopyForSMTPClientSubmissionEnabled:boolean MicrosoftOnlineServicesID NonCompliantDevices:changes ProvisionedForOfficeGraph:switch RemoveMailboxProvisioningConstraint:switch SchedulerAssistant:boolean UniqueRecipientsCountLimitLevel UniqueUnrestrictedGroupsLimitEnabled:boolean UpdateEnforcedTimestamp:switch';

/** Cmdlets that make and change mailboxes, and the rights on them. */
export const MAILBOX_CMDLET_FACTS: readonly CmdletFacts[] = [
  {
    name: 'New-Mailbox',
    needs: 'mailboxCreation',
    defaultSet: 'User',
    common:
      'Name! ActiveSyncMailboxPolicy Alias Archive:switch Confirm:switch DisplayName FirstName Force:switch ImmutableId Initials LastName OrganizationalUnit PrimarySmtpAddress RemotePowerShellEnabled:boolean ResetPasswordOnNextLogon:boolean RoleAssignmentPolicy WhatIf:switch',
    sets: {
      User: 'Password! InactiveMailbox RemovedMailbox MailboxPlan MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications',
      MicrosoftOnlineServicesID:
        'Password! InactiveMailbox RemovedMailbox MailboxPlan MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications MicrosoftOnlineServicesID! Discovery:switch',
      Arbitration: 'MailboxRegion TargetAllMDBs:switch Password ProxyEmailAddress',
      AuditLog: '',
      AuxAuditLog: '',
      DisabledUser:
        'RemovedMailbox MailboxPlan MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications Password',
      Discovery: 'MailboxRegion TargetAllMDBs:switch Discovery:switch Password',
      EnableRoomMailboxAccount:
        'MailboxRegion TargetAllMDBs:switch EnableRoomMailboxAccount:boolean! MicrosoftOnlineServicesID RoomMailboxPassword Room:switch',
      Equipment:
        'MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications Password Equipment:switch',
      FederatedUser: 'RemovedMailbox MailboxPlan MailboxRegion TargetAllMDBs:switch Password FederatedIdentity!',
      InactiveMailbox:
        'RemovedMailbox MailboxPlan MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications Password InactiveMailbox!',
      Linked:
        'RemovedMailbox MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications Password',
      LinkedRoomMailbox:
        'MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications Password Office Phone ResourceCapacity:number',
      MicrosoftOnlineServicesFederatedUser:
        'RemovedMailbox MailboxPlan MailboxRegion TargetAllMDBs:switch MicrosoftOnlineServicesID! FederatedIdentity!',
      Migration: 'MailboxRegion TargetAllMDBs:switch Password Migration:switch',
      PublicFolder: 'MailboxRegion TargetAllMDBs:switch PublicFolder:switch HoldForMigration:switch IsExcludedFromServingHierarchy:boolean',
      RemoteArchive:
        'Password! RemovedMailbox MailboxPlan MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications',
      RemovedMailbox:
        'MailboxPlan MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications Password RemovedMailbox!',
      Room: 'MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications Password Room:switch Office Phone ResourceCapacity:number',
      Shared:
        'MailboxRegion TargetAllMDBs:switch ModeratedBy:changes ModerationEnabled:boolean SendModerationNotifications Password Shared:switch',
      SupervisoryReviewPolicyMailbox: '',
    },
  },
  {
    name: 'Set-Mailbox',
    needs: 'mailboxes',
    defaultSet: 'Identity',
    common:
      'Identity! AcceptMessagesOnlyFrom:changes AcceptMessagesOnlyFromDLMembers:changes AcceptMessagesOnlyFromSendersOrMembers:changes AccountDisabled:boolean AddressBookPolicy Alias ApplyMandatoryProperties:switch ArchiveName:changes AuditAdmin:changes AuditDelegate:changes AuditEnabled:boolean AuditLogAgeLimit AuditOwner:changes AutoArchivingEnabled:boolean BypassModerationFromSendersOrMembers:changes CalendarRepairDisabled:boolean CalendarVersionStoreDisabled:boolean Confirm:switch CustomAttribute1 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13 CustomAttribute14 CustomAttribute15 CustomAttribute2 CustomAttribute3 CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8 CustomAttribute9 DefaultAuditSet:changes DefaultPublicFolderMailbox DeliverToMailboxAndForward:boolean DisplayName EmailAddresses:changes EnableRoomMailboxAccount:boolean EndDateForRetentionHold ExtensionCustomAttribute1:changes ExtensionCustomAttribute2:changes ExtensionCustomAttribute3:changes ExtensionCustomAttribute4:changes ExtensionCustomAttribute5:changes ExternalOofOptions Force:switch ForwardingAddress ForwardingSmtpAddress:clearable GrantSendOnBehalfTo:changes HiddenFromAddressListsEnabled:boolean ImmutableId IsExcludedFromServingHierarchy:boolean IssueWarningQuota Languages:changes LitigationHoldDate LitigationHoldDuration LitigationHoldEnabled:boolean LitigationHoldOwner MailTip MailTipTranslations:changes MaxReceiveSize MaxSendSize MessageCopyForSendOnBehalfEnabled:boolean MessageCopyForSentAsEnabled:boolean MessageTrackingReadStatusEnabled:boolean ModeratedBy:changes ModerationEnabled:boolean Name Office Password ProhibitSendQuota ProhibitSendReceiveQuota PublicFolder:switch RecipientLimits RejectMessagesFrom:changes RejectMessagesFromDLMembers:changes RejectMessagesFromSendersOrMembers:changes RequireSenderAuthenticationEnabled:boolean ResourceCapacity:number ResourceCustom:changes RetainDeletedItemsFor RetentionComment RetentionHoldEnabled:boolean RetentionPolicy RetentionUrl RoleAssignmentPolicy RoomMailboxPassword RulesQuota SendModerationNotifications SharingPolicy SimpleDisplayName SingleItemRecoveryEnabled:boolean StartDateForRetentionHold Type UseDatabaseQuotaDefaults:boolean UserCertificate:changes UserSMimeCertificate:changes WhatIf:switch WindowsEmailAddress',
    sets: {
      Identity: 'StsRefreshTokensValidFrom UseDatabaseRetentionDefaults:boolean',
      ExcludeFromAllHolds: `${OF_ALL_SETS_BUT_ONE} StsRefreshTokensValidFrom UseDatabaseRetentionDefaults:boolean ExcludeFromAllHolds:switch GroupMailbox:switch`,
      ExcludeFromAllOrgHolds: `${OF_ALL_SETS_BUT_ONE} UseDatabaseRetentionDefaults:boolean ExcludeFromAllOrgHolds:switch GroupMailbox`,
      ExcludeFromOrgHolds: `${OF_ALL_SETS_BUT_ONE} UseDatabaseRetentionDefaults:boolean GroupMailbox ExcludeFromOrgHolds`,
      IsExchangeCloudManaged: `${OF_ALL_SETS_BUT_ONE} StsRefreshTokensValidFrom UseDatabaseRetentionDefaults:boolean GroupMailbox:switch IsExchangeCloudManaged:boolean!`,
      ProvideConsent: `${OF_ALL_SETS_BUT_ONE} StsRefreshTokensValidFrom UseDatabaseRetentionDefaults:boolean GroupMailbox:switch ProvideConsent:switch`,
      RecalculateInactiveMailbox: `${OF_ALL_SETS_BUT_ONE} UseDatabaseRetentionDefaults:boolean GroupMailbox RecalculateInactiveMailbox:switch`,
      RemoveComplianceTagHoldApplied: `${OF_ALL_SETS_BUT_ONE} StsRefreshTokensValidFrom UseDatabaseRetentionDefaults:boolean GroupMailbox:switch ProvideConsent:switch RemoveComplianceTagHoldApplied:switch`,
      RemoveDelayHoldApplied: `${OF_ALL_SETS_BUT_ONE} UseDatabaseRetentionDefaults:boolean GroupMailbox RemoveDelayHoldApplied:switch`,
      RemoveDelayReleaseHoldApplied: `${OF_ALL_SETS_BUT_ONE} StsRefreshTokensValidFrom UseDatabaseRetentionDefaults:boolean GroupMailbox RemoveDelayReleaseHoldApplied:switch`,
      RemoveDisabledArchive: `${OF_ALL_SETS_BUT_ONE} StsRefreshTokensValidFrom UseDatabaseRetentionDefaults:boolean GroupMailbox RemoveDisabledArchive:switch`,
      RemoveOrphanedHolds: `${OF_ALL_SETS_BUT_ONE} StsRefreshTokensValidFrom GroupMailbox RemoveOrphanedHolds:texts`,
    },
  },
  {
    name: 'Set-CASMailbox',
    needs: 'mailboxes',
    defaultSet: '(All)',
    sets: {
      '(All)':
        'Identity! ActiveSyncAllowedDeviceIDs:changes ActiveSyncBlockedDeviceIDs:changes ActiveSyncDebugLogging:boolean ActiveSyncEnabled:boolean ActiveSyncMailboxPolicy ActiveSyncSuppressReadReceipt:boolean Confirm:switch EwsAllowEntourage:boolean EwsAllowList:changes EwsAllowMacOutlook:boolean EwsAllowOutlook:boolean EwsApplicationAccessPolicy EwsBlockList:changes EwsEnabled:boolean ImapEnabled:boolean ImapMessagesRetrievalMimeFormat ImapForceICalForCalendarRetrievalOption:boolean ImapSuppressReadReceipt:boolean ImapUseProtocolDefaults:boolean IsOptimizedForAccessibility:boolean MacOutlookEnabled:boolean MAPIEnabled:boolean OneWinNativeOutlookEnabled:boolean OutlookMobileEnabled:boolean OWAEnabled:boolean OWAforDevicesEnabled:boolean OwaMailboxPolicy PopEnabled:boolean PopForceICalForCalendarRetrievalOption:boolean PopMessagesRetrievalMimeFormat PopSuppressReadReceipt:boolean PopUseProtocolDefaults:boolean PublicFolderClientAccess:boolean ShowGalAsDefaultView:boolean SmtpClientAuthenticationDisabled:flag UniversalOutlookEnabled:boolean WhatIf:switch',
    },
  },
  {
    name: 'Add-MailboxPermission',
    needs: 'mailboxes',
    defaultSet: 'AccessRights',
    elsewhere: ['Instance'],
    common: 'Confirm:switch GroupMailbox:switch IgnoreDefaultScope:switch WhatIf:switch',
    sets: {
      AccessRights: 'Identity! AccessRights:texts! User! AutoMapping:boolean Deny:switch InheritanceType',
      Owner: 'Identity! Owner!',
      Instance: 'AutoMapping:boolean Deny:switch InheritanceType Identity AccessRights:texts User',
    },
  },
  {
    name: 'Remove-MailboxPermission',
    needs: 'mailboxes',
    defaultSet: 'AccessRights',
    elsewhere: ['Instance'],
    common: 'Confirm:switch IgnoreDefaultScope:switch WhatIf:switch',
    sets: {
      AccessRights:
        'Identity! AccessRights:texts! User! SoftDeletedMailbox:switch BypassMasterAccountSid:switch Deny:switch InheritanceType GroupMailbox:switch',
      Instance: 'Deny:switch InheritanceType GroupMailbox:switch Identity AccessRights:texts User',
      Owner: 'BypassMasterAccountSid:switch GroupMailbox:switch Identity',
      ClearAutoMapping: 'Identity! BypassMasterAccountSid:switch ClearAutoMapping:switch',
      ResetDefault: 'Identity! ResetDefault:switch',
    },
  },
  {
    name: 'Add-RecipientPermission',
    needs: 'mailboxes',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! AccessRights:changes! Trustee! Confirm:switch WhatIf:switch',
    },
  },
  {
    name: 'Remove-RecipientPermission',
    needs: 'mailboxes',
    defaultSet: '(All)',
    sets: {
      '(All)':
        'Identity! AccessRights:changes! Trustee! Confirm:switch Deny:switch MultiTrustees:changes SkipDomainValidationForMailContact:switch SkipDomainValidationForMailUser:switch SkipDomainValidationForSharedMailbox:switch WhatIf:switch',
    },
  },
];
