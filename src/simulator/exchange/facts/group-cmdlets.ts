import type { CmdletFacts } from '../cmdlet-facts';

/** Cmdlets that change groups and who is in them. */
export const GROUP_CMDLET_FACTS: readonly CmdletFacts[] = [
  {
    name: 'New-DistributionGroup',
    needs: 'groups',
    defaultSet: '(All)',
    sets: {
      '(All)':
        'Name! Alias BccBlocked:boolean BypassNestedModerationEnabled:boolean Confirm:switch CopyOwnerToMember:switch Description:changes DisplayName HiddenGroupMembershipEnabled:switch IgnoreNamingPolicy:switch ManagedBy:changes MemberDepartRestriction MemberJoinRestriction Members:changes ModeratedBy:changes ModerationEnabled:boolean Notes OrganizationalUnit PrimarySmtpAddress RequireSenderAuthenticationEnabled:boolean RoomList:switch SendModerationNotifications Type WhatIf:switch',
    },
  },
  {
    name: 'Set-DistributionGroup',
    needs: 'groups',
    defaultSet: '(All)',
    reserved: { BypassSecurityGroupManagerCheck: 'Security Group Creation and Membership' },
    sets: {
      '(All)':
        'Identity! AcceptMessagesOnlyFrom:changes AcceptMessagesOnlyFromDLMembers:changes AcceptMessagesOnlyFromSendersOrMembers:changes Alias BccBlocked:boolean BypassModerationFromSendersOrMembers:changes BypassNestedModerationEnabled:boolean BypassSecurityGroupManagerCheck:switch Confirm:switch CustomAttribute1 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13 CustomAttribute14 CustomAttribute15 CustomAttribute2 CustomAttribute3 CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8 CustomAttribute9 Description:changes DisplayName EmailAddresses:changes ExtensionCustomAttribute1:changes ExtensionCustomAttribute2:changes ExtensionCustomAttribute3:changes ExtensionCustomAttribute4:changes ExtensionCustomAttribute5:changes ForceUpgrade:switch GrantSendOnBehalfTo:changes HiddenFromAddressListsEnabled:boolean HiddenGroupMembershipEnabled:switch IgnoreNamingPolicy:switch MailTip MailTipTranslations:changes ManagedBy:changes MemberDepartRestriction MemberJoinRestriction ModeratedBy:changes ModerationEnabled:boolean Name PrimarySmtpAddress RejectMessagesFrom:changes RejectMessagesFromDLMembers:changes RejectMessagesFromSendersOrMembers:changes ReportToManagerEnabled:boolean ReportToOriginatorEnabled:boolean RequireSenderAuthenticationEnabled:boolean ResetMigrationToUnifiedGroup:switch RoomList:switch SendModerationNotifications SendOofMessageToOriginatorEnabled:boolean SimpleDisplayName UpdateMemberCount:switch WhatIf:switch WindowsEmailAddress',
    },
  },
  {
    name: 'Remove-DistributionGroup',
    needs: 'groups',
    defaultSet: '(All)',
    reserved: { BypassSecurityGroupManagerCheck: 'Security Group Creation and Membership' },
    sets: {
      '(All)': 'Identity! BypassSecurityGroupManagerCheck:switch Confirm:switch WhatIf:switch',
    },
  },
  {
    name: 'Add-DistributionGroupMember',
    needs: 'groups',
    defaultSet: '(All)',
    reserved: { BypassSecurityGroupManagerCheck: 'Security Group Creation and Membership' },
    sets: {
      '(All)': 'Identity! BypassSecurityGroupManagerCheck:switch Confirm:switch Member WhatIf:switch',
    },
  },
  {
    name: 'Remove-DistributionGroupMember',
    needs: 'groups',
    defaultSet: '(All)',
    reserved: { BypassSecurityGroupManagerCheck: 'Security Group Creation and Membership' },
    sets: {
      '(All)': 'Identity! BypassSecurityGroupManagerCheck:switch Confirm:switch Member WhatIf:switch',
    },
  },
  {
    name: 'Update-DistributionGroupMember',
    needs: 'groups',
    defaultSet: '(All)',
    reserved: { BypassSecurityGroupManagerCheck: 'Security Group Creation and Membership' },
    sets: {
      '(All)': 'Identity! BypassSecurityGroupManagerCheck:switch Confirm:switch Members:changes WhatIf:switch',
    },
  },
  // https://learn.microsoft.com/powershell/module/exchangepowershell/add-unifiedgrouplinks
  {
    name: 'Add-UnifiedGroupLinks',
    needs: 'groups',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Links:texts! LinkType! Confirm:switch WhatIf:switch',
    },
  },
  // https://learn.microsoft.com/powershell/module/exchangepowershell/remove-unifiedgrouplinks
  {
    name: 'Remove-UnifiedGroupLinks',
    needs: 'groups',
    defaultSet: '(All)',
    sets: {
      '(All)': 'Identity! Links:texts! LinkType! Confirm:switch WhatIf:switch',
    },
  },
];
