<#
.SYNOPSIS
Reads what decides who reaches which mailbox of a Microsoft 365 tenant, and writes it to one file for Mailscope.

.DESCRIPTION
For administrators who do not run Mailscope where the tenant can be reached. The file that this script writes is opened in
Mailscope, or given to its command line.

What it reads: apps, their permissions, credentials' names and dates, owners, users, groups, members of those groups and
administrative units that policies, scopes and permissions name, directory role assignments, last sign-ins of apps,
consent and app management policies; from Exchange Online service principals, management role assignments and scopes,
application access policies, mailboxes with addresses and attributes, recipients, groups, Full Access and Send As
permissions, and the organisation's settings. Every request and every cmdlet stands in the table near the top of this script.

What it never does: it changes nothing, reads no message, no calendar, no file and no password, and sends nothing anywhere
but to Microsoft. It sends GET requests to Microsoft Graph (and POST to $batch, whose parts are GET), and runs cmdlets
that begin with Get- and Connect-ExchangeOnline. Tokens and secrets stay in memory; they are not written to the file, to
the work folder or to the screen.

Least permissions. Microsoft Graph: Application.Read.All, Directory.Read.All, User.Read.All, GroupMember.Read.All,
AdministrativeUnit.Read.All, RoleManagement.Read.Directory, RoleEligibilitySchedule.Read.Directory, AuditLog.Read.All,
Policy.Read.All, and for a signed-in administrator a directory role that may read (Global Reader has all of them).
Exchange Online: the roles View-Only Configuration and View-Only Recipients (the role group View-Only Organization
Management has both). With fewer rights it reads what it may, and the file says what is missing and which right would
fill it.

It runs on Windows PowerShell 5.1 and on PowerShell 7. It needs the module ExchangeOnlineManagement 3.2 or later and no
other. Microsoft Graph is asked without a module, because Microsoft.Graph and ExchangeOnlineManagement cannot both sign
in within one process. Start it in a new PowerShell window.

Where a policy turns on script block logging or transcription, Windows records what runs. The script passes secrets as
secure strings and tokens inside of tables, so that neither shows in such a record; but the module Exchange Online
itself takes an access token as text (-ExchangeSignIn Token). Let the module sign in by itself there.

Exit codes: 0 everything was read; 3 the file is there, and some sources are partial or missing; 2 wrong use;
1 nothing could be read or written, or PowerShell itself refused a parameter.

.PARAMETER OutFile
The file to write: mailscope-collection/1 as JSON. Beside it lies a work folder (its name with .work) while the script runs.

.PARAMETER TenantId
The tenant: its id or a domain of it. Without it, the account that signs in decides.

.PARAMETER ClientId
The app registration that asks for the Graph token. Your organisation's own is best; without it, the public client
"Microsoft Graph Command Line Tools" is used where the cloud has it.

.PARAMETER Environment
The cloud: Global, USGovGCCHigh, USGovDoD or China.

.PARAMETER GraphAccessToken
A token for Microsoft Graph that you got otherwise. It cannot be renewed: it has to last as long as the Graph part.

.PARAMETER ClientSecret
For unattended runs: the secret of the app registration ClientId, as a secure string. Graph and Exchange Online are read
with its application permissions (the ones above, and Exchange.ManageAsApp with an Exchange role).

.PARAMETER GraphScopes
The delegated permissions to ask for. Without it, all that the table below names. Name fewer if you may not have all.

.PARAMETER ExchangeSignIn
How to sign in to Exchange Online: Module (the module's own window), Browser (its system browser, -DisableWAM), Device
(a code, PowerShell 7 only), or Token (a token of ClientId, which needs the delegated permission Exchange.Manage).

.PARAMETER ExchangeAccessToken
A token for Exchange Online that you got otherwise, as a secure string.

.PARAMETER UserPrincipalName
The account that signs in to Exchange Online.

.PARAMETER Organization
The tenant's domain for Exchange Online where a token is used. Without it, the tenant's default domain.

.PARAMETER AllMailboxes
Read Full Access of every mailbox. Without it, of shared mailboxes. It is one call per mailbox: about 20 minutes for 3,000.

.PARAMETER SkipGraph
Leave out Microsoft Graph. TenantId has to be the tenant's id then.

.PARAMETER SkipExchange
Leave out Exchange Online.

.PARAMETER Resume
Go on with a run that was interrupted, from its work folder.

.PARAMETER Compress
Pack the file with gzip. Its name ends with .gz then.

.PARAMETER Force
Replace OutFile where it is there already.

.PARAMETER GraphEndpoint
For the simulated tenant of Mailscope: where its Graph answers on this machine. Only 127.0.0.1 and localhost are accepted.

.PARAMETER LoginEndpoint
For the simulated tenant of Mailscope: where its sign-in answers on this machine. Only 127.0.0.1 and localhost are accepted.

.EXAMPLE
.\Collect-MailscopeTenant.ps1 -TenantId contoso.com -UserPrincipalName admin@contoso.com -Compress

Signs in by a code for Graph, by the module's window for Exchange Online, and writes mailscope-collection.json.gz.

.EXAMPLE
.\Collect-MailscopeTenant.ps1 -TenantId contoso.com -UserPrincipalName admin@contoso.com -AllMailboxes -Resume

Goes on with an interrupted run, and reads Full Access of every mailbox.

.EXAMPLE
.\Collect-MailscopeTenant.ps1 -TenantId contoso.com -ClientId 11111111-2222-3333-4444-555555555555 -ClientSecret (Read-Host -AsSecureString)

Reads with the application permissions of an app registration.
#>
[CmdletBinding()]
param(
    [ValidateNotNullOrEmpty()]
    [string] $OutFile = 'mailscope-collection.json',
    [ValidatePattern('^[A-Za-z0-9][A-Za-z0-9.-]*$')]
    [string] $TenantId,
    [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')]
    [string] $ClientId,
    [ValidateSet('Global', 'USGovGCCHigh', 'USGovDoD', 'China')]
    [string] $Environment = 'Global',
    [System.Security.SecureString] $GraphAccessToken,
    [System.Security.SecureString] $ClientSecret,
    [string[]] $GraphScopes,
    [ValidateSet('Module', 'Browser', 'Device', 'Token')]
    [string] $ExchangeSignIn = 'Module',
    [System.Security.SecureString] $ExchangeAccessToken,
    [string] $UserPrincipalName,
    [string] $Organization,
    [switch] $AllMailboxes,
    [switch] $SkipGraph,
    [switch] $SkipExchange,
    [switch] $Resume,
    [switch] $Compress,
    [switch] $Force,
    [ValidateScript( { ([uri] $_).Scheme -eq 'http' -and @('127.0.0.1', 'localhost') -contains ([uri] $_).Host -and ([uri] $_).UserInfo -eq '' })]
    [string] $GraphEndpoint,
    [ValidateScript( { ([uri] $_).Scheme -eq 'http' -and @('127.0.0.1', 'localhost') -contains ([uri] $_).Host -and ([uri] $_).UserInfo -eq '' })]
    [string] $LoginEndpoint
)

Set-StrictMode -Version 1
$ErrorActionPreference = 'Stop'
$ScriptVersion = '0.1.0'
$LeastModuleVersion = [version] '3.2.0'

# ---- What is asked ---------------------------------------------------------------------------------------------------
# Every source of the file: the least permission (Graph) or role (Exchange Online), the requests, and the columns that are
# kept. {id} stands for the object that is asked about. Columns of Exchange Online are texts, unless they say otherwise.

$SourcesJson = @'
{
  "graph.resources": {
    "permission": "Application.Read.All",
    "requests": [
      "/v1.0/servicePrincipals(appId='{id}')?$select=id,appId,displayName,appRoles,oauth2PermissionScopes"
    ],
    "columns": "id appId displayName appRoles oauth2PermissionScopes"
  },
  "graph.servicePrincipals": {
    "permission": "Application.Read.All",
    "requests": [
      "/v1.0/servicePrincipals?$select=id,appId,displayName,accountEnabled,servicePrincipalType,appOwnerOrganizationId,verifiedPublisher,passwordCredentials,keyCredentials,tags,homepage,servicePrincipalNames&$expand=owners($select=id)&$top=999",
      "/v1.0/servicePrincipals/$count"
    ],
    "columns": "id appId displayName accountEnabled servicePrincipalType appOwnerOrganizationId verifiedPublisher passwordCredentials keyCredentials tags homepage servicePrincipalNames"
  },
  "graph.applications": {
    "permission": "Application.Read.All",
    "requests": [
      "/v1.0/applications?$select=id,appId,displayName,signInAudience,createdDateTime,passwordCredentials,keyCredentials,requiredResourceAccess,web,spa,publicClient,publisherDomain&$expand=owners($select=id)&$top=999",
      "/v1.0/applications/$count"
    ],
    "columns": "id appId displayName signInAudience createdDateTime passwordCredentials keyCredentials requiredResourceAccess web spa publicClient publisherDomain"
  },
  "graph.appRoleAssignments": {
    "permission": "Application.Read.All",
    "requests": [
      "/v1.0/servicePrincipals/{id}/appRoleAssignedTo?$select=id,principalId,principalType,principalDisplayName,resourceId,appRoleId,createdDateTime&$top=999"
    ],
    "columns": "id principalId principalType principalDisplayName resourceId appRoleId createdDateTime"
  },
  "graph.oauth2PermissionGrants": {
    "permission": "Directory.Read.All",
    "requests": [
      "/v1.0/oauth2PermissionGrants?$select=id,clientId,consentType,principalId,resourceId,scope&$top=999"
    ],
    "columns": "id clientId consentType principalId resourceId scope"
  },
  "graph.owners": {
    "permission": "Application.Read.All",
    "requests": [],
    "columns": "objectId ownerIds"
  },
  "graph.users": {
    "permission": "User.Read.All",
    "requests": [
      "/v1.0/users?$select=id,userPrincipalName,mail,displayName,accountEnabled,userType&$top=999",
      "/v1.0/users/$count"
    ],
    "columns": "id userPrincipalName mail displayName accountEnabled userType"
  },
  "graph.groups": {
    "permission": "GroupMember.Read.All",
    "requests": [
      "/v1.0/groups?$select=id,displayName,mail,mailEnabled,securityEnabled,groupTypes,membershipRule,visibility,securityIdentifier&$expand=owners($select=id)&$top=999",
      "/v1.0/groups/$count"
    ],
    "columns": "id displayName mail mailEnabled securityEnabled groupTypes membershipRule visibility securityIdentifier"
  },
  "graph.groupMembers": {
    "permission": "GroupMember.Read.All",
    "requests": [
      "/v1.0/groups/{id}/members?$select=id&$top=999"
    ],
    "columns": "groupId memberId memberType"
  },
  "graph.administrativeUnitMembers": {
    "permission": "AdministrativeUnit.Read.All",
    "requests": [
      "/v1.0/directory/administrativeUnits/{id}/members?$select=id&$top=999"
    ],
    "columns": "administrativeUnitId memberId"
  },
  "graph.administrativeUnits": {
    "permission": "AdministrativeUnit.Read.All",
    "requests": [
      "/v1.0/directory/administrativeUnits?$select=id,displayName,membershipType,membershipRule&$top=999",
      "/v1.0/directory/administrativeUnits/$count"
    ],
    "columns": "id displayName membershipType membershipRule"
  },
  "graph.directoryRoleAssignments": {
    "permission": "RoleManagement.Read.Directory",
    "requests": [
      "/v1.0/roleManagement/directory/roleAssignments?$select=principalId,roleDefinitionId,directoryScopeId&$top=999"
    ],
    "columns": "principalId roleDefinitionId directoryScopeId"
  },
  "graph.directoryRoleEligibilities": {
    "permission": "RoleEligibilitySchedule.Read.Directory",
    "requests": [
      "/v1.0/roleManagement/directory/roleEligibilitySchedules?$select=principalId,roleDefinitionId,directoryScopeId&$top=999"
    ],
    "columns": "principalId roleDefinitionId directoryScopeId"
  },
  "graph.signInActivities": {
    "permission": "AuditLog.Read.All",
    "requests": [
      "/beta/reports/servicePrincipalSignInActivities?$top=999"
    ],
    "columns": "appId lastSignInActivity delegatedClientSignInActivity delegatedResourceSignInActivity applicationAuthenticationClientSignInActivity applicationAuthenticationResourceSignInActivity"
  },
  "graph.credentialSignInActivities": {
    "permission": "AuditLog.Read.All",
    "requests": [
      "/beta/reports/appCredentialSignInActivities?$top=999"
    ],
    "columns": "appId keyId signInActivity"
  },
  "graph.federatedIdentityCredentials": {
    "permission": "Application.Read.All",
    "requests": [
      "/v1.0/applications?$select=id&$expand=federatedIdentityCredentials&$top=999"
    ],
    "columns": "applicationId id name issuer subject audiences"
  },
  "graph.appManagementPolicies": {
    "permission": "Policy.Read.All",
    "requests": [
      "/v1.0/policies/defaultAppManagementPolicy?$select=id,displayName,isEnabled,applicationRestrictions,servicePrincipalRestrictions",
      "/v1.0/policies/appManagementPolicies?$select=id,displayName,isEnabled,restrictions",
      "/v1.0/policies/appManagementPolicies/{id}/appliesTo?$select=id&$top=999"
    ],
    "columns": "id displayName isEnabled isDefault applicationRestrictions servicePrincipalRestrictions restrictions appliesTo"
  },
  "graph.authorizationPolicy": {
    "permission": "Policy.Read.All",
    "requests": [
      "/v1.0/policies/authorizationPolicy?$select=defaultUserRolePermissions"
    ],
    "columns": "permissionGrantPolicyIdsAssignedToDefaultUserRole defaultUserRolePermissions"
  },
  "exchange.servicePrincipals": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-ServicePrincipal","parameters":{}}
    ],
    "columns": "AppId ObjectId DisplayName Identity Guid"
  },
  "exchange.managementRoleAssignments": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-ManagementRoleAssignment","parameters":{"RoleAssigneeType":"ServicePrincipal"}}
    ],
    "columns": "Name Identity Role RoleAssignee RoleAssigneeName RoleAssigneeType RecipientWriteScope CustomRecipientWriteScope CustomResourceScope RecipientAdministrativeUnitScope App Enabled:flag"
  },
  "exchange.managementScopes": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-ManagementScope","parameters":{}}
    ],
    "columns": "Name Identity RecipientFilter RecipientRoot Exclusive:flag ScopeRestrictionType"
  },
  "exchange.applicationAccessPolicies": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-ApplicationAccessPolicy","parameters":{}}
    ],
    "columns": "Identity AppId:list AccessRight:number ScopeName ScopeIdentity ScopeIdentityRaw Description IsValid:flag"
  },
  "exchange.mailboxes": {
    "permission": "View-Only Recipients",
    "requests": [
      {"cmdlet":"Get-EXOMailbox","parameters":{"PropertySets":["Minimum","Delivery","Custom","AddressList"],"Properties":["WhenCreatedUTC","GrantSendOnBehalfTo","MessageCopyForSentAsEnabled","MessageCopyForSendOnBehalfEnabled"],"ResultSize":"Unlimited"}}
    ],
    "columns": "ExternalDirectoryObjectId Guid PrimarySmtpAddress UserPrincipalName DisplayName Alias Name DistinguishedName RecipientTypeDetails EmailAddresses:list GrantSendOnBehalfTo:list MessageCopyForSentAsEnabled:flag MessageCopyForSendOnBehalfEnabled:flag ForwardingSmtpAddress HiddenFromAddressListsEnabled:flag WhenCreatedUTC CustomAttribute1 CustomAttribute2 CustomAttribute3 CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8 CustomAttribute9 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13 CustomAttribute14 CustomAttribute15 Department Company Office City StateOrProvince CountryOrRegion"
  },
  "exchange.recipients": {
    "permission": "View-Only Recipients",
    "requests": [
      {"cmdlet":"Get-EXORecipient","parameters":{"Properties":["Guid","DisplayName","Alias","DistinguishedName","PrimarySmtpAddress","EmailAddresses","ManagedBy","Department","Company","Office","City","StateOrProvince","CountryOrRegion"],"ResultSize":"Unlimited"}},
      {"cmdlet":"Get-User","parameters":{"RecipientTypeDetails":["MailUser","GuestMailUser"],"ResultSize":"Unlimited"}}
    ],
    "columns": "ExternalDirectoryObjectId Guid Name DisplayName Alias DistinguishedName PrimarySmtpAddress UserPrincipalName EmailAddresses:list RecipientTypeDetails Sid"
  },
  "exchange.mailboxPermissions": {
    "permission": "View-Only Recipients",
    "requests": [
      {"cmdlet":"Get-MailboxPermission","parameters":{"Identity":"{id}","IncludeUnresolvedPermissions":true,"ResultSize":"Unlimited"}}
    ],
    "columns": "Identity User AccessRights:list IsInherited:flag Deny:flag readAt"
  },
  "exchange.mailboxFolderPermissions": {
    "permission": "View-Only Recipients",
    "requests": [],
    "columns": "Identity User AccessRights:list"
  },
  "exchange.recipientPermissions": {
    "permission": "View-Only Recipients",
    "requests": [
      {"cmdlet":"Get-EXORecipientPermission","parameters":{"ResultSize":"Unlimited"}}
    ],
    "columns": "Identity Trustee AccessRights:list AccessControlType IsInherited:flag"
  },
  "exchange.groups": {
    "permission": "View-Only Recipients",
    "requests": [
      {"cmdlet":"Get-DistributionGroup","parameters":{"ResultSize":"Unlimited"}},
      {"cmdlet":"Get-UnifiedGroup","parameters":{"ResultSize":"Unlimited"}}
    ],
    "columns": "ExternalDirectoryObjectId Guid DistinguishedName PrimarySmtpAddress EmailAddresses:list DisplayName Name Alias RecipientTypeDetails MemberJoinRestriction ManagedBy:list"
  },
  "exchange.groupMembers": {
    "permission": "View-Only Recipients",
    "requests": [
      {"cmdlet":"Get-DistributionGroupMember","parameters":{"Identity":"{id}","ResultSize":"Unlimited"}},
      {"cmdlet":"Get-DynamicDistributionGroupMember","parameters":{"Identity":"{id}","ResultSize":"Unlimited"}}
    ],
    "columns": "GroupExternalDirectoryObjectId MemberExternalDirectoryObjectId MemberRecipientTypeDetails"
  },
  "exchange.roleGroups": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-RoleGroup","parameters":{"ResultSize":"Unlimited"}}
    ],
    "columns": "Name Identity Guid Roles:list"
  },
  "exchange.roleGroupMembers": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-RoleGroupMember","parameters":{"Identity":"{id}","ResultSize":"Unlimited"}}
    ],
    "columns": "RoleGroup Name ExternalDirectoryObjectId RecipientTypeDetails"
  },
  "exchange.managementRoles": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-ManagementRole","parameters":{}}
    ],
    "columns": "Name IsServicePrincipalRole:flag"
  },
  "exchange.casMailboxes": {
    "permission": "View-Only Recipients",
    "requests": [
      {"cmdlet":"Get-CASMailbox","parameters":{"ResultSize":"Unlimited"}}
    ],
    "columns": "ExternalDirectoryObjectId EwsEnabled:flag ImapEnabled:flag PopEnabled:flag SmtpClientAuthenticationDisabled:flag"
  },
  "exchange.organizationConfig": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-OrganizationConfig","parameters":{}}
    ],
    "columns": "EwsEnabled:flag EwsApplicationAccessPolicy EwsAllowedAppIDs:list OAuth2ClientProfileEnabled:flag"
  },
  "exchange.transportConfig": {
    "permission": "View-Only Configuration",
    "requests": [
      {"cmdlet":"Get-TransportConfig","parameters":{}}
    ],
    "columns": "SmtpClientAuthenticationDisabled:flag MessageCopyForSentAsEnabled:flag"
  }
}
'@

# https://learn.microsoft.com/graph/deployments
# https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
# https://learn.microsoft.com/powershell/module/exchange/connect-exchangeonline#-exchangeenvironmentname
$CloudsJson = @'
{
  "Global": {
    "collectionName": "global", "authority": "https://login.microsoftonline.com", "graph": "https://graph.microsoft.com",
    "exchange": "https://outlook.office365.com", "exchangeEnvironment": "O365Default", "hasQuickClient": true
  },
  "USGovGCCHigh": {
    "collectionName": "usGovHigh", "authority": "https://login.microsoftonline.us", "graph": "https://graph.microsoft.us",
    "exchange": "https://outlook.office365.us", "exchangeEnvironment": "O365USGovGCCHigh", "hasQuickClient": true
  },
  "USGovDoD": {
    "collectionName": "usGovDod", "authority": "https://login.microsoftonline.us", "graph": "https://dod-graph.microsoft.us",
    "exchange": "https://outlook-dod.office365.us", "exchangeEnvironment": "O365USGovDoD", "hasQuickClient": true
  },
  "China": {
    "collectionName": "china", "authority": "https://login.partner.microsoftonline.cn", "graph": "https://microsoftgraph.chinacloudapi.cn",
    "exchange": "https://partner.outlook.cn", "exchangeEnvironment": "O365China", "hasQuickClient": false
  }
}
'@

# Microsoft Graph Command Line Tools
$QuickClientId = '14d82eec-204b-4c2f-b7e8-296a70dab67e'
$TenantPath = '/v1.0/organization?$select=id,displayName,verifiedDomains'
# The resources whose permissions reach mailboxes: Microsoft Graph and Office 365 Exchange Online.
$ResourceAppIds = '00000003-0000-0000-c000-000000000000', '00000002-0000-0ff1-ce00-000000000000'
$PermissionsRead = 'mailboxPermissionsRead'
# https://learn.microsoft.com/graph/json-batching#batch-size-limitations
$BatchSize = 20
$MostFailures = 6
$PatienceSeconds = 900
$MostTokens = 3
$MostStarts = 4
$IsCore = $PSVersionTable.PSEdition -eq 'Core'
$Invariant = [System.Globalization.CultureInfo]::InvariantCulture
$Utf8 = New-Object System.Text.UTF8Encoding $false

# ---- JSON ------------------------------------------------------------------------------------------------------------
# ConvertFrom-Json turns texts that look like times into times and, in Windows PowerShell, ends at 2 MB. So JSON is read by
# what .NET itself has, and values that are only passed on are passed on as their own text.

if (-not $IsCore) {
    Add-Type -AssemblyName System.Web.Extensions
    $Serializer = New-Object System.Web.Script.Serialization.JavaScriptSerializer
    $Serializer.MaxJsonLength = [int]::MaxValue
    [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
}

function Read-Json {
    param([string] $Text)
    if ($IsCore) { return [System.Text.Json.JsonDocument]::Parse($Text).RootElement }
    return , $Serializer.DeserializeObject($Text)
}

# A member of an object: text, number, flag, array or object; nothing where it is absent or null.
function Get-JsonMember {
    param($Item, [string] $Name)
    if ($IsCore) {
        if ($Item -isnot [System.Text.Json.JsonElement] -or $Item.ValueKind -ne [System.Text.Json.JsonValueKind]::Object) { return $null }
        $found = New-Object System.Text.Json.JsonElement
        if (-not $Item.TryGetProperty($Name, [ref] $found)) { return $null }
        switch ($found.ValueKind) {
            'Null' { return $null }
            'String' { return $found.GetString() }
            'True' { return $true }
            'False' { return $false }
            'Number' { return $found.GetDouble() }
            'Array' { return , @($found.EnumerateArray()) }
        }
        return $found
    }
    if ($Item -isnot [System.Collections.IDictionary] -or -not $Item.ContainsKey($Name)) { return $null }
    return , $Item[$Name]
}

# The items of a list, one after the other; none where it is absent.
function Get-JsonItems {
    param($Item, [string] $Name)
    $list = Get-JsonMember $Item $Name
    if ($list -is [array]) { $list }
}

function Get-Text {
    param($Item, [string] $Name)
    $value = Get-JsonMember $Item $Name
    if ($value -is [string]) { return $value }
    return ''
}

# The texts of a member that is one text or a list of them.
function Get-Texts {
    param($Item, [string] $Name)
    $value = Get-JsonMember $Item $Name
    $texts = New-Object System.Collections.Generic.List[string]
    foreach ($one in @($value)) {
        if ($one -is [string]) { $text = $one }
        elseif ($IsCore -and $one -is [System.Text.Json.JsonElement] -and $one.ValueKind -eq 'String') { $text = $one.GetString() }
        else { $text = '' }
        if ($text -ne '') { $texts.Add($text) }
    }
    return , $texts.ToArray()
}

# A value as the text it has in JSON, on one line.
function Get-Raw {
    param($Value)
    if ($IsCore) { $text = $Value.GetRawText() } else { $text = $Serializer.Serialize($Value) }
    if ($text.IndexOf("`n") -ge 0) { $text = $text.Replace("`r", ' ').Replace("`n", ' ') }
    return $text
}

$EscapeOne = [System.Text.RegularExpressions.MatchEvaluator] { param($match) '\u{0:x4}' -f [int] [char] $match.Value }
$NeedsEscape = New-Object System.Text.RegularExpressions.Regex '[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]'

function ConvertTo-JsonText {
    param([string] $Text)
    $escaped = $Text.Replace('\', '\\').Replace('"', '\"')
    if ($NeedsEscape.IsMatch($escaped)) { $escaped = $NeedsEscape.Replace($escaped, $EscapeOne) }
    return '"' + $escaped + '"'
}

# A row of Graph: the columns of its source, each as it came. Extra is JSON that goes in front.
function ConvertTo-GraphRow {
    param($Item, $Columns, [string] $Extra = '')
    $members = New-Object System.Collections.Generic.List[string]
    if ($Extra -ne '') { $members.Add($Extra) }
    if ($IsCore) {
        foreach ($member in $Item.EnumerateObject()) {
            if ($Columns.Contains($member.Name)) { $members.Add('"' + $member.Name + '":' + (Get-Raw $member.Value)) }
        }
    }
    else {
        foreach ($name in $Item.Keys) {
            if ($Columns.Contains($name)) { $members.Add('"' + $name + '":' + (Get-Raw $Item[$name])) }
        }
    }
    return '{' + ($members -join ',') + '}'
}

# A value of an Exchange object. Times are UTC, lists are lists, enumerations are their names.
function ConvertTo-ExchangeValue {
    param($Value, [string] $Kind)
    if ($null -eq $Value) { return 'null' }
    if ($Value -is [System.Management.Automation.PSObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Kind -eq 'flag') {
        if ($Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
        if ([string] $Value -eq 'True') { return 'true' }
        if ([string] $Value -eq 'False') { return 'false' }
        return 'null'
    }
    if ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [string]) {
        $texts = New-Object System.Collections.Generic.List[string]
        foreach ($one in $Value) { if ($null -ne $one) { $texts.Add([string] $one) } }
        if ($Kind -ne 'list') { return ConvertTo-JsonText ($texts -join ', ') }
        $quoted = foreach ($text in $texts) { ConvertTo-JsonText $text }
        return '[' + ($quoted -join ',') + ']'
    }
    if ($Kind -eq 'number' -and ($Value -is [int] -or $Value -is [long])) { return $Value.ToString($Invariant) }
    if ($Value -is [datetime]) {
        # Exchange's own times are UTC where nothing says what they are.
        if ($Value.Kind -eq [System.DateTimeKind]::Local) { $Value = $Value.ToUniversalTime() }
        return '"' + $Value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", $Invariant) + 'Z"'
    }
    if ($Value -is [System.IFormattable]) { return ConvertTo-JsonText $Value.ToString($null, $Invariant) }
    return ConvertTo-JsonText ([string] $Value)
}

# A row of Exchange Online. Replace has JSON for columns whose values come from elsewhere.
function ConvertTo-ExchangeRow {
    param($Object, $Columns, $Replace)
    $members = New-Object System.Collections.Generic.List[string]
    foreach ($column in $Columns) {
        if ($null -ne $Replace -and $Replace.ContainsKey($column.Name)) {
            $members.Add($column.Head + $Replace[$column.Name])
            continue
        }
        $property = $Object.PSObject.Properties[$column.Name]
        if ($null -ne $property -and $null -ne $property.Value) { $members.Add($column.Head + (ConvertTo-ExchangeValue $property.Value $column.Kind)) }
    }
    return '{' + ($members -join ',') + '}'
}

function Get-PropertyText {
    param($Object, [string] $Name)
    $property = $Object.PSObject.Properties[$Name]
    if ($null -eq $property -or $null -eq $property.Value) { return '' }
    return [string] $property.Value
}

function Get-Key {
    param([string] $Text)
    return $Text.Trim().ToLowerInvariant()
}

# ---- The table -------------------------------------------------------------------------------------------------------

$Sources = @{}
$SourceNames = New-Object System.Collections.Generic.List[string]
foreach ($entry in (ConvertFrom-Json $SourcesJson).PSObject.Properties) {
    $columns = New-Object System.Collections.Generic.List[object]
    $names = New-Object System.Collections.Generic.HashSet[string]
    foreach ($text in $entry.Value.columns.Split(' ')) {
        $name, $kind = $text.Split(':')
        $columns.Add(@{ Name = $name; Kind = [string] $kind; Head = '"' + $name + '":' })
        [void] $names.Add($name)
    }
    $Sources[$entry.Name] = @{ Permission = $entry.Value.permission; Requests = @($entry.Value.requests); Columns = $columns; Names = $names }
    $SourceNames.Add($entry.Name)
}
$Cloud = (ConvertFrom-Json $CloudsJson).$Environment

function Get-Path {
    param([string] $Source, [int] $Index = 0, [string] $Id = '')
    return $Sources[$Source].Requests[$Index].Replace('{id}', [uri]::EscapeDataString($Id))
}

function Get-Call {
    param([string] $Source, [int] $Index = 0, [string] $Id = '')
    $request = $Sources[$Source].Requests[$Index]
    $parameters = @{}
    foreach ($parameter in $request.parameters.PSObject.Properties) {
        if ($parameter.Value -is [string] -and $parameter.Value -eq '{id}') { $parameters[$parameter.Name] = $Id }
        else { $parameters[$parameter.Name] = $parameter.Value }
    }
    return @{ Cmdlet = $request.cmdlet; Parameters = $parameters }
}

# ---- What was read so far, on disk -------------------------------------------------------------------------------------
# One file of rows per part of a source, a row a line, and a state that says how much of each counts. The state is replaced
# as a whole, after the rows it counts are in their files: a run that is killed at any moment goes on from there.

$Parts = New-Object System.Collections.Specialized.OrderedDictionary
$Run = @{ StartedAt = ''; TenantId = ''; AllMailboxes = $false; DisplayName = $null; DefaultDomain = $null; Folder = ''; SavedAt = [datetime]::MinValue }

function New-Part {
    param([int] $Generation = 0)
    return @{ State = 'open'; Count = 0; Bytes = 0; Generation = $Generation; Cursor = ''; Reason = ''; Total = -1; Writer = $null }
}

function Get-Part {
    param([string] $Name)
    if (-not $Parts.Contains($Name)) { $Parts[$Name] = New-Part }
    return $Parts[$Name]
}

function Test-Done {
    param([string] $Name)
    return $Parts.Contains($Name) -and $Parts[$Name].State -eq 'complete'
}

function Get-PartFile {
    param([string] $Name)
    $file = ($Name -replace '[^A-Za-z0-9.-]', '_') + '.' + $Parts[$Name].Generation + '.ndjson'
    return Join-Path $Run.Folder $file
}

function Add-Row {
    param([string] $Name, [string] $Json)
    $part = Get-Part $Name
    if ($null -eq $part.Writer) {
        # A file without a row that counts may hold some of a run that was killed before it could say so.
        $mode = [System.IO.FileMode]::Append
        if ($part.Count -eq 0) { $mode = [System.IO.FileMode]::Create }
        $stream = New-Object System.IO.FileStream (Get-PartFile $Name), $mode, ([System.IO.FileAccess]::Write), ([System.IO.FileShare]::Read)
        $part.Writer = New-Object System.IO.StreamWriter $stream, $Utf8
        $part.Writer.NewLine = "`n"
    }
    $part.Writer.WriteLine($Json)
    $part.Count++
}

function Close-Part {
    param($Part)
    if ($null -eq $Part.Writer) { return }
    $Part.Writer.Flush()
    $Part.Bytes = $Part.Writer.BaseStream.Position
    $Part.Writer.Dispose()
    $Part.Writer = $null
}

function Restart-Part {
    param([string] $Name)
    $old = Get-Part $Name
    Close-Part $old
    $file = Get-PartFile $Name
    $new = New-Part ($old.Generation + 1)
    $new.Total = $old.Total
    $Parts[$Name] = $new
    # The state on disk may still count the old rows, so the new ones get a file of their own, and the old one goes when that is saved.
    Save-State
    Remove-Item -LiteralPath $file -Force -ErrorAction SilentlyContinue
}

function Save-State {
    # Before it is known which tenant this is, there is nothing to keep.
    if (-not [System.IO.Directory]::Exists($Run.Folder)) { return }
    $partsText = foreach ($name in $Parts.Keys) {
        $part = $Parts[$name]
        if ($null -ne $part.Writer) {
            $part.Writer.Flush()
            $part.Bytes = $part.Writer.BaseStream.Position
        }
        (ConvertTo-JsonText $name) + ':' + (ConvertTo-Json -Compress -InputObject @{
                state = $part.State; count = $part.Count; bytes = $part.Bytes; generation = $part.Generation
                cursor = $part.Cursor; reason = $part.Reason; total = $part.Total
            })
    }
    $head = ConvertTo-Json -Compress -InputObject @{
        schemaVersion = 1; tenantId = $Run.TenantId; startedAt = $Run.StartedAt; allMailboxes = [bool] $Run.AllMailboxes
        displayName = $Run.DisplayName; defaultDomain = $Run.DefaultDomain
    }
    $text = $head.Substring(0, $head.Length - 1) + ',"parts":{' + ($partsText -join ',') + '}}'
    $file = Join-Path $Run.Folder 'state.json'
    [System.IO.File]::WriteAllText("$file.tmp", $text, $Utf8)
    Move-File "$file.tmp" $file
    $Run.SavedAt = [datetime]::UtcNow
}

# A second's work is the most that a run loses when it is killed.
function Save-StateSometimes {
    if (([datetime]::UtcNow - $Run.SavedAt).TotalMilliseconds -ge 1000) { Save-State }
}

# An antivirus may hold a new file for a moment.
function Move-File {
    param([string] $From, [string] $To)
    for ($attempt = 1; ; $attempt++) {
        try {
            if ([System.IO.File]::Exists($To)) { [System.IO.File]::Replace($From, $To, [NullString]::Value) } else { [System.IO.File]::Move($From, $To) }
            return
        }
        catch {
            if ($attempt -ge 5) { throw }
            Start-Sleep -Milliseconds (50 * $attempt * $attempt)
        }
    }
}

function Resume-State {
    $file = Join-Path $Run.Folder 'state.json'
    if (-not [System.IO.File]::Exists($file)) { return $false }
    $state = Read-Json ([System.IO.File]::ReadAllText($file))
    $Run.TenantId = Get-Text $state 'tenantId'
    $Run.StartedAt = Get-Text $state 'startedAt'
    $Run.AllMailboxes = $Run.AllMailboxes -or (Get-JsonMember $state 'allMailboxes') -eq $true
    $saved = Get-JsonMember $state 'parts'
    if ($IsCore) { $names = @($saved.EnumerateObject() | ForEach-Object { $_.Name }) } else { $names = @($saved.Keys) }
    foreach ($name in $names) {
        $from = Get-JsonMember $saved $name
        $part = New-Part ([int] (Get-JsonMember $from 'generation'))
        $part.State = Get-Text $from 'state'
        $part.Count = [int] (Get-JsonMember $from 'count')
        $part.Bytes = [long] (Get-JsonMember $from 'bytes')
        $part.Cursor = Get-Text $from 'cursor'
        $part.Reason = Get-Text $from 'reason'
        $part.Total = [int] (Get-JsonMember $from 'total')
        $Parts[$name] = $part
        $path = Get-PartFile $name
        $length = 0
        if ([System.IO.File]::Exists($path)) { $length = (New-Object System.IO.FileInfo $path).Length }
        if ($length -lt $part.Bytes) { $Parts[$name] = New-Part ($part.Generation + 1) }
        elseif ($length -gt $part.Bytes) {
            $stream = [System.IO.File]::Open($path, [System.IO.FileMode]::Open)
            try { $stream.SetLength($part.Bytes) } finally { $stream.Dispose() }
        }
    }
    return $true
}

# Hands each row of a part, as it lies on disk, to a script block.
function Read-Rows {
    param([string] $Name, [scriptblock] $Take, [switch] $AsText)
    if (-not $Parts.Contains($Name)) { return }
    $part = $Parts[$Name]
    if ($null -ne $part.Writer) { $part.Writer.Flush() }
    $path = Get-PartFile $Name
    if (-not [System.IO.File]::Exists($path)) { return }
    $stream = New-Object System.IO.FileStream $path, ([System.IO.FileMode]::Open), ([System.IO.FileAccess]::Read), ([System.IO.FileShare]::ReadWrite)
    $reader = New-Object System.IO.StreamReader $stream, $Utf8
    try {
        while ($null -ne ($line = $reader.ReadLine())) { if ($AsText) { & $Take $line } else { & $Take (Read-Json $line) } }
    }
    finally { $reader.Dispose() }
}

function Get-PartsOf {
    param([string] $Source)
    $pieces = @($Parts.Keys | Where-Object { $_.StartsWith("$Source/") })
    if ($pieces.Count -gt 0) { return , $pieces }
    return , @($Source)
}

# ---- Failures ----------------------------------------------------------------------------------------------------------

function New-Failure {
    param([string] $Kind, [string] $Reason)
    return @{ Kind = $Kind; Reason = $Reason }
}

# Says how a part ended. A doubt makes a part that came in full a partial one.
function Complete-Part {
    param([string] $Name, $Failure = $null, [string] $Doubt = '')
    $part = Get-Part $Name
    $source = $Name.Split('/')[0]
    if ($null -ne $Failure) {
        $part.State = 'failed'
        $part.Reason = $Failure.Reason
        if ($Failure.Kind -eq 'forbidden' -and $Sources.ContainsKey($source) -and $part.Reason -notmatch '\(needs |, as .* would$') {
            if ($source -like 'exchange.*') { $part.Reason += " (needs the role $($Sources[$source].Permission))" }
            else { $part.Reason += " (needs $($Sources[$source].Permission))" }
        }
    }
    elseif ($Doubt -ne '') {
        $part.State = 'failed'
        $part.Reason = $Doubt
    }
    else {
        $part.State = 'complete'
        $part.Cursor = ''
        $part.Reason = ''
    }
    Close-Part $part
    Save-State
    $line = '  {0,-52} {1,9:N0}' -f $Name, $part.Count
    if ($part.State -ne 'complete') { $line += "  $($part.Reason)" }
    Write-Host $line
}

function Get-Coverage {
    param([string] $Source)
    $names = Get-PartsOf $Source
    $count = 0
    $complete = 0
    $reasons = New-Object System.Collections.Generic.List[string]
    foreach ($name in $names) {
        if (-not $Parts.Contains($name)) { continue }
        $part = $Parts[$name]
        $count += $part.Count
        if ($part.State -eq 'complete') { $complete++ }
        if ($part.Reason -ne '' -and -not $reasons.Contains($part.Reason)) { $reasons.Add($part.Reason) }
    }
    if ($complete -eq $names.Count) { return @{ State = 'complete'; Count = $count; Reason = '' } }
    $reason = $reasons -join '; '
    if ($reason -eq '' -and $Source -eq 'exchange.mailboxFolderPermissions') { $reason = 'read on request only' }
    if ($reason -eq '') { $reason = 'it was not read' }
    $some = $count -gt 0 -or $complete -gt 0
    # Mailboxes on which nobody has a right were read all the same.
    if ($Source -eq 'exchange.mailboxPermissions' -and $Parts.Contains($PermissionsRead)) {
        $some = $some -or $Parts[$PermissionsRead].Count -gt 0 -or (Test-Done $PermissionsRead)
    }
    if ($some) { return @{ State = 'partial'; Count = $count; Reason = $reason } }
    return @{ State = 'missing'; Count = $count; Reason = $reason }
}

# How long to wait by Retry-After: seconds, or a date, which is compared with the answer's own date, so that a wrong clock
# here changes nothing. -1 where the header says nothing.
function Get-Wait {
    param([string] $Value, [string] $AnsweredAt)
    if ($Value -match '^\s*\d+(\.\d+)?\s*$') { return [Math]::Max(1, [double]::Parse($Value, $Invariant)) }
    $until = [DateTimeOffset]::MinValue
    $styles = [System.Globalization.DateTimeStyles]::AssumeUniversal
    if (-not [DateTimeOffset]::TryParse($Value, $Invariant, $styles, [ref] $until)) { return -1 }
    $from = [DateTimeOffset]::MinValue
    if (-not [DateTimeOffset]::TryParse($AnsweredAt, $Invariant, $styles, [ref] $from)) { $from = [DateTimeOffset]::UtcNow }
    return [Math]::Max(1, ($until - $from).TotalSeconds)
}

# Without a time from the service: doubling, with jitter so that clients part.
function Get-Backoff {
    param([int] $Attempt)
    $base = [Math]::Min(30, 0.5 * [Math]::Pow(2, $Attempt - 1))
    return $base * (0.5 + (Get-Random -Minimum 0.0 -Maximum 0.5))
}

function Wait-Service {
    param([double] $Seconds)
    Save-StateSometimes
    if ($Seconds -ge 5) { Write-Host ('  waiting {0:N0} seconds, as the service asks' -f $Seconds) }
    Start-Sleep -Milliseconds ([int] ($Seconds * 1000))
}

function Get-FirstLine {
    param([string] $Text)
    $line = ($Text.Trim() -split '[\r\n]')[0]
    if ($line.Length -gt 300) { return $line.Substring(0, 300) + [char] 0x2026 }
    return $line
}

# ---- HTTP --------------------------------------------------------------------------------------------------------------

function Get-Header {
    param($Headers, [string] $Name)
    if ($null -eq $Headers) { return '' }
    foreach ($key in $Headers.Keys) { if ($key -eq $Name) { return [string] (@($Headers[$key])[0]) } }
    return ''
}

function Get-Plain {
    param([System.Security.SecureString] $Secret)
    return (New-Object System.Net.NetworkCredential '', $Secret).Password
}

# Sends one request and answers its status, whatever it is; 0 where nobody answered. Nothing of it is shown or logged.
function Send-Web {
    param([string] $Method, [string] $Uri, $Headers, [string] $Body = '', [string] $ContentType = '')
    $ProgressPreference = 'SilentlyContinue'
    $arguments = @{
        Method = $Method; Uri = $Uri; Headers = $Headers; UseBasicParsing = $true; MaximumRedirection = 0; TimeoutSec = 300
        ErrorAction = 'Stop'; Verbose = $false; Debug = $false
    }
    if ($Body -ne '') {
        $arguments['Body'] = $Utf8.GetBytes($Body)
        $arguments['ContentType'] = $ContentType
    }
    if ($IsCore) { $arguments['SkipHttpErrorCheck'] = $true }
    try {
        $response = Invoke-WebRequest @arguments
        $text = $Utf8.GetString($response.RawContentStream.ToArray())
        return @{ Status = [int] $response.StatusCode; Text = $text; RetryAfter = (Get-Header $response.Headers 'Retry-After'); Date = (Get-Header $response.Headers 'Date') }
    }
    catch {
        $failed = $_
        $response = $failed.Exception.PSObject.Properties['Response']
        if (-not $IsCore -and $null -ne $response -and $null -ne $response.Value) {
            $answer = $response.Value
            $text = ''
            if ($null -ne $failed.ErrorDetails) { $text = [string] $failed.ErrorDetails.Message }
            if ($text -eq '') {
                $reader = New-Object System.IO.StreamReader $answer.GetResponseStream(), $Utf8
                try { $text = $reader.ReadToEnd() } finally { $reader.Dispose() }
            }
            return @{ Status = [int] $answer.StatusCode; Text = $text; RetryAfter = [string] $answer.Headers['Retry-After']; Date = [string] $answer.Headers['Date'] }
        }
        return @{ Status = 0; Text = ''; RetryAfter = ''; Date = ''; Problem = (Get-FirstLine $failed.Exception.GetBaseException().Message) }
    }
}

# ---- Signing in to Graph -----------------------------------------------------------------------------------------------

$Login = $Cloud.authority
if ($LoginEndpoint -ne '') { $Login = $LoginEndpoint.TrimEnd('/') }
$GraphBase = $Cloud.graph
if ($GraphEndpoint -ne '') { $GraphBase = $GraphEndpoint.TrimEnd('/') }
$Authority = 'organizations'
if ($TenantId -ne '') { $Authority = $TenantId }
$GraphSession = @{ Token = ''; Until = [datetime]::MinValue; Refresh = '' }

function Send-TokenRequest {
    param($Form, [string] $Path = 'token')
    $body = @(foreach ($name in $Form.Keys) { $name + '=' + [uri]::EscapeDataString($Form[$name]) }) -join '&'
    for ($attempt = 1; ; $attempt++) {
        $answer = Send-Web 'POST' "$Login/$Authority/oauth2/v2.0/$Path" @{ Accept = 'application/json' } $body 'application/x-www-form-urlencoded'
        if ($answer.Status -gt 0 -and $answer.Status -lt 429) { break }
        if ($attempt -ge $MostFailures) { throw "The sign-in service does not answer ($($answer.Status) $($answer['Problem']))." }
        $wait = Get-Wait $answer.RetryAfter $answer.Date
        if ($wait -lt 0) { $wait = Get-Backoff $attempt }
        Start-Sleep -Milliseconds ([int] ($wait * 1000))
    }
    try { $value = Read-Json $answer.Text } catch { throw "The sign-in service answered something that is not JSON ($($answer.Status))." }
    return @{ Ok = ($answer.Status -eq 200); Value = $value }
}

function Get-Refusal {
    param($Value)
    $text = Get-FirstLine (Get-Text $Value 'error_description')
    if ($text -eq '') { $text = Get-Text $Value 'error' }
    return "Sign-in was refused: $text"
}

function Get-SecretToken {
    param([string] $Resource)
    $form = @{ grant_type = 'client_credentials'; client_id = $ClientId; client_secret = (Get-Plain $ClientSecret); scope = "$Resource/.default" }
    $answer = Send-TokenRequest $form
    if (-not $answer.Ok) { throw (Get-Refusal $answer.Value) }
    return $answer.Value
}

function Get-DeviceToken {
    $client = $ClientId
    if ($client -eq '') { $client = $QuickClientId }
    $scopes = $GraphScopes
    if ($null -eq $scopes) { $scopes = @($SourceNames | Where-Object { $_ -like 'graph.*' } | ForEach-Object { $Sources[$_].Permission } | Sort-Object -Unique) }
    $wanted = @($scopes | ForEach-Object { "$($Cloud.graph)/$_" }) + 'offline_access'
    $code = Send-TokenRequest @{ client_id = $client; scope = ($wanted -join ' ') } 'devicecode'
    if (-not $code.Ok) { throw (Get-Refusal $code.Value) }
    Write-Host ''
    Write-Host (Get-Text $code.Value 'message')
    Write-Host ''
    $interval = [Math]::Max(1, [int] (Get-JsonMember $code.Value 'interval'))
    $until = [datetime]::UtcNow.AddSeconds([int] (Get-JsonMember $code.Value 'expires_in'))
    while ([datetime]::UtcNow -lt $until) {
        Start-Sleep -Seconds $interval
        $form = @{ grant_type = 'urn:ietf:params:oauth:grant-type:device_code'; client_id = $client; device_code = (Get-Text $code.Value 'device_code') }
        $answer = Send-TokenRequest $form
        if ($answer.Ok) { return $answer.Value }
        $problem = Get-Text $answer.Value 'error'
        if ($problem -eq 'slow_down') { $interval += 5 }
        elseif ($problem -ne 'authorization_pending') { throw (Get-Refusal $answer.Value) }
    }
    throw 'Nobody signed in before the code expired. Start again.'
}

# A token by the refresh token of the sign-in before, for Graph or for Exchange Online.
function Get-RefreshedToken {
    param([string] $Scope)
    $client = $ClientId
    if ($client -eq '') { $client = $QuickClientId }
    $form = @{ grant_type = 'refresh_token'; client_id = $client; refresh_token = $GraphSession.Refresh; scope = $Scope }
    $answer = Send-TokenRequest $form
    if (-not $answer.Ok) { throw (Get-Refusal $answer.Value) }
    $refresh = Get-Text $answer.Value 'refresh_token'
    if ($refresh -ne '') { $GraphSession.Refresh = $refresh }
    return $answer.Value
}

function Test-Renewable {
    return $null -eq $GraphAccessToken
}

function Get-GraphToken {
    param([switch] $Fresh)
    if ($null -ne $GraphAccessToken) { return Get-Plain $GraphAccessToken }
    if (-not $Fresh -and $GraphSession.Token -ne '' -and [datetime]::UtcNow -lt $GraphSession.Until) { return $GraphSession.Token }
    if ($null -ne $ClientSecret) { $value = Get-SecretToken $Cloud.graph }
    elseif ($GraphSession.Refresh -ne '') { $value = Get-RefreshedToken "$($Cloud.graph)/.default offline_access" }
    else {
        $value = Get-DeviceToken
        $GraphSession.Refresh = Get-Text $value 'refresh_token'
    }
    $GraphSession.Token = Get-Text $value 'access_token'
    # Renewed five minutes before its end, so that no request meets a token that has just ended.
    $GraphSession.Until = [datetime]::UtcNow.AddSeconds([Math]::Max(60, [int] (Get-JsonMember $value 'expires_in') - 300))
    return $GraphSession.Token
}

# ---- Graph -------------------------------------------------------------------------------------------------------------

# What an answer means: a value, a failure for good, or wait so long (-1: by own measure) and ask again.
function Get-Judgement {
    param([int] $Status, [string] $Text, [string] $RetryAfter, [string] $Date, [switch] $Number)
    if ($Status -ge 200 -and $Status -lt 300) {
        try {
            if ($Number) { return @{ Kind = 'value'; Value = [int]::Parse($Text.Trim([char] 0xFEFF, ' ', "`r", "`n"), $Invariant) } }
            return @{ Kind = 'value'; Value = (Read-Json $Text) }
        }
        catch { return @{ Kind = 'again'; Wait = -1; Failure = (New-Failure 'unreadable' 'the answer was cut off') } }
    }
    $code = ''
    $message = ''
    try {
        $problem = Get-JsonMember (Read-Json $Text) 'error'
        $code = Get-Text $problem 'code'
        $message = Get-FirstLine (Get-Text $problem 'message')
    }
    catch {
        # A gateway's page rather than an answer of Graph: the status says enough.
        $code = ''
    }
    $reason = (@("$Status $code".Trim(), $message) | Where-Object { $_ -ne '' }) -join ': '
    if ($Status -eq 429 -or $Status -ge 500) {
        $wait = Get-Wait $RetryAfter $Date
        if ($Status -eq 429 -or $wait -ge 0) { return @{ Kind = 'again'; Wait = $wait; Failure = (New-Failure 'throttled' "throttled: $reason") } }
        return @{ Kind = 'again'; Wait = -1; Failure = (New-Failure 'unreachable' $reason) }
    }
    $kind = 'refused'
    if ($Status -eq 401) { $kind = 'notSignedIn' }
    elseif ($Status -eq 403) { $kind = 'forbidden' }
    elseif ($Status -eq 404) { $kind = 'notFound' }
    # https://learn.microsoft.com/graph/paging - a page mark that is too old: Directory_ExpiredPageToken
    elseif (($Status -eq 400 -or $Status -eq 410) -and "$code $message" -match 'page ?token|skip ?token') { $kind = 'expired' }
    return @{ Kind = 'failure'; Failure = (New-Failure $kind $reason) }
}

# Sends a request to Graph with patience that ends. Answers @{ Value } or @{ Failure }.
function Send-Graph {
    param([string] $Path, [string] $Body = '', [switch] $Number)
    if ($SkipGraph) { return @{ Failure = (New-Failure 'refused' 'not asked for (-SkipGraph)') } }
    $failures = 0
    $waited = 0.0
    $tokens = 1
    $token = Get-GraphToken
    while ($true) {
        $headers = @{ Authorization = "Bearer $token"; Accept = 'application/json' }
        $method = 'GET'
        if ($Number) { $headers = @{ Authorization = "Bearer $token"; ConsistencyLevel = 'eventual' } }
        if ($Body -ne '') { $method = 'POST' }
        $answer = Send-Web $method ($GraphBase + $Path) $headers $Body 'application/json'
        if ($answer.Status -eq 401 -and (Test-Renewable) -and $tokens -lt $MostTokens) {
            $tokens++
            $token = Get-GraphToken -Fresh
            continue
        }
        if ($answer.Status -eq 0) { $judged = @{ Kind = 'again'; Wait = -1; Failure = (New-Failure 'unreachable' $answer['Problem']) } }
        else { $judged = Get-Judgement $answer.Status $answer.Text $answer.RetryAfter $answer.Date -Number:$Number }
        if ($judged.Kind -eq 'value') { return @{ Value = $judged.Value; Failure = $null } }
        if ($judged.Kind -eq 'failure') { return @{ Failure = $judged.Failure } }
        $pause = $judged.Wait
        if ($pause -lt 0) {
            $failures++
            $pause = Get-Backoff $failures
        }
        $waited += $pause
        if ($failures -gt $MostFailures -or $waited -gt $PatienceSeconds) { return @{ Failure = $judged.Failure } }
        Wait-Service $pause
        $token = Get-GraphToken
    }
}

# The address of the next page; the host is left out, because a token goes nowhere but to Graph.
function Get-NextAddress {
    param([string] $Link)
    if ($Link -match '^(?:https?://[^/]+)?(/(?:v1\.0|beta)/.+)$') { return $Matches[1] }
    return $null
}

# Reads a collection page by page. OnPage gets the items and the address of the next page; a collection whose page mark has
# expired starts again. Answers a failure, or nothing.
function Read-Collection {
    param([string] $Path, [scriptblock] $OnPage, [scriptblock] $OnRestart, [string] $Cursor = '', $First = $null)
    $address = $Path
    if ($Cursor -ne '') { $address = $Cursor }
    $starts = 1
    while ($true) {
        $outcome = $First
        $First = $null
        if ($null -eq $outcome) { $outcome = Send-Graph $address }
        if ($null -ne $outcome.Failure) {
            # A mark of an earlier run may be refused in other words, too.
            $stale = $outcome.Failure.Kind -eq 'expired' -or ($address -eq $Cursor -and $outcome.Failure.Kind -eq 'refused')
            if (-not $stale -or $starts -ge $MostStarts) { return $outcome.Failure }
            $starts++
            & $OnRestart
            $address = $Path
            continue
        }
        $items = Get-JsonMember $outcome.Value 'value'
        if ($items -isnot [array]) { return New-Failure 'unreadable' 'the answer is not a list' }
        $link = Get-Text $outcome.Value '@odata.nextLink'
        $next = ''
        if ($link -ne '') {
            $next = Get-NextAddress $link
            if ($null -eq $next) { return New-Failure 'unreadable' 'the link to the next page leads elsewhere' }
            if ($next -eq $address) { return New-Failure 'unreadable' 'the link to the next page leads to the same page' }
        }
        & $OnPage $items $next
        if ($next -eq '') { return $null }
        $address = $next
    }
}

# Asks for several addresses of v1.0, twenty to a request. Each is throttled on its own: those that are go into a later
# batch, after the longest time that any of them was asked to wait. Answers outcomes in the same order.
function Send-Batch {
    param([string[]] $Paths)
    $outcomes = New-Object 'object[]' $Paths.Count
    $open = @(0..($Paths.Count - 1))
    $failures = 0
    $waited = 0.0
    while ($open.Count -gt 0) {
        $requests = @(foreach ($index in $open) {
                '{"id":"' + $index + '","method":"GET","url":' + (ConvertTo-JsonText ($Paths[$index] -replace '^/v1\.0', '')) + '}'
            }) -join ','
        $answer = Send-Graph '/v1.0/$batch' ('{"requests":[' + $requests + ']}')
        if ($null -ne $answer.Failure) {
            foreach ($index in $open) { $outcomes[$index] = $answer }
            break
        }
        $responses = @{}
        foreach ($response in (Get-JsonItems $answer.Value 'responses')) { $responses[(Get-Text $response 'id')] = $response }
        $again = @()
        $wait = -1
        foreach ($index in $open) {
            $response = $responses["$index"]
            if ($null -eq $response) { $judged = @{ Kind = 'again'; Wait = -1; Failure = (New-Failure 'unreadable' 'the batch left this request unanswered') } }
            else {
                $headers = Get-JsonMember $response 'headers'
                $retry = ''
                $date = ''
                foreach ($name in 'Retry-After', 'retry-after') { if ($retry -eq '') { $retry = Get-Text $headers $name } }
                foreach ($name in 'Date', 'date') { if ($date -eq '') { $date = Get-Text $headers $name } }
                $content = Get-JsonMember $response 'body'
                $text = 'null'
                if ($null -ne $content) { $text = Get-Raw $content }
                $judged = Get-Judgement ([int] (Get-JsonMember $response 'status')) $text $retry $date
            }
            if ($judged.Kind -eq 'value') { $outcomes[$index] = @{ Value = $judged.Value; Failure = $null } }
            else {
                $outcomes[$index] = @{ Failure = $judged.Failure }
                if ($judged.Kind -eq 'again') {
                    $again += $index
                    if ($judged.Wait -gt $wait) { $wait = $judged.Wait }
                }
            }
        }
        $open = $again
        if ($open.Count -eq 0) { break }
        $pause = $wait
        if ($wait -lt 0) {
            $failures++
            $pause = Get-Backoff $failures
        }
        $waited += $pause
        if ($failures -gt $MostFailures -or $waited -gt $PatienceSeconds) { break }
        Wait-Service $pause
    }
    return , $outcomes
}

# Reads the pages of several objects: the first ones by twenty to a request, the later ones of large objects by themselves.
# Take gets the id, the rows and the failure of each.
function Read-Objects {
    param([string] $Source, [string[]] $Ids, [scriptblock] $ToRow, [scriptblock] $Take)
    for ($from = 0; $from -lt $Ids.Count; $from += $BatchSize) {
        $some = @($Ids[$from..([Math]::Min($from + $BatchSize, $Ids.Count) - 1)])
        $paths = @(foreach ($id in $some) { Get-Path $Source 0 $id })
        $outcomes = Send-Batch $paths
        for ($index = 0; $index -lt $some.Count; $index++) {
            $id = $some[$index]
            $rows = New-Object System.Collections.Generic.List[object]
            $onPage = { param($items, $next) foreach ($item in $items) { $rows.Add((& $ToRow $id $item)) } }
            $failure = Read-Collection $paths[$index] $onPage { $rows.Clear() } '' $outcomes[$index]
            # An object that is gone by now has no members any more.
            if ($null -ne $failure -and $failure.Kind -eq 'notFound') { $failure = $null }
            & $Take $id $rows $failure
        }
    }
}

# ---- The sources of Graph ----------------------------------------------------------------------------------------------

# Reads a list into its part; owners that come along go into theirs.
function Read-List {
    param([string] $Source, [string] $Path, [string] $Name, [string] $Owners = '')
    $columns = $Sources[$Source].Names
    $onPage = {
        param($items, $next)
        foreach ($item in $items) {
            if ($Owners -ne '') {
                $ids = @(Get-JsonItems $item 'owners' | ForEach-Object { Get-Text $_ 'id' } | Where-Object { $_ -ne '' })
                if ($ids.Count -gt 0) {
                    $quoted = foreach ($id in $ids) { ConvertTo-JsonText $id }
                    Add-Row $Owners ('{"objectId":' + (ConvertTo-JsonText (Get-Text $item 'id')) + ',"ownerIds":[' + ($quoted -join ',') + ']}')
                }
            }
            Add-Row $Name (ConvertTo-GraphRow $item $columns)
        }
        (Get-Part $Name).Cursor = $next
        Save-StateSometimes
        Write-Progress -Activity 'Microsoft Graph' -Status "$Name $((Get-Part $Name).Count)"
    }
    $onRestart = {
        if ($Owners -ne '') { Restart-Part $Owners }
        Restart-Part $Name
    }
    return Read-Collection $Path $onPage $onRestart (Get-Part $Name).Cursor
}

# Compares what came with what the directory counts: a reader of a narrower scope gets fewer objects without any error.
function Read-Counted {
    param([string] $Source, [string] $Owners = '')
    if (Test-Done $Source) { return }
    $counted = Send-Graph (Get-Path $Source 1) -Number
    if ($null -eq $counted.Failure) { (Get-Part $Source).Total = $counted.Value }
    $failure = Read-List $Source (Get-Path $Source) $Source $Owners
    $doubt = ''
    $part = Get-Part $Source
    if ($null -eq $failure -and $null -eq $counted.Failure -and $part.Count -lt $counted.Value) {
        # Objects that were removed meanwhile are no gap: a second look decides.
        $again = Send-Graph (Get-Path $Source 1) -Number
        if ($null -ne $again.Failure -or $part.Count -lt $again.Value) { $doubt = "scope of the reader: $($part.Count) of $($counted.Value) came" }
    }
    Complete-Part $Source $failure $doubt
    if ($Owners -eq '') { return }
    $part = Get-Part $Source
    if ($part.State -eq 'complete') { Complete-Part $Owners }
    else { Complete-Part $Owners (New-Failure 'refused' "${Source}: $($part.Reason)") }
}

# The two resources, each by its app id. A tenant without Exchange Online has one of them.
function Read-Resources {
    $source = 'graph.resources'
    if (Test-Done $source) { return }
    Restart-Part $source
    foreach ($appId in $ResourceAppIds) {
        $outcome = Send-Graph (Get-Path $source 0 $appId)
        if ($null -eq $outcome.Failure) { Add-Row $source (ConvertTo-GraphRow $outcome.Value $Sources[$source].Names) }
        elseif ($outcome.Failure.Kind -ne 'notFound') {
            Complete-Part $source $outcome.Failure
            return
        }
    }
    Complete-Part $source
}

# Who holds permissions is asked from the side of the two resources: a request per app would be too many.
function Read-Assignments {
    $source = 'graph.appRoleAssignments'
    $resources = Get-Part 'graph.resources'
    if ($resources.State -ne 'complete') {
        Complete-Part $source (New-Failure 'refused' "the resources were not read: $($resources.Reason)")
        return
    }
    $found = New-Object System.Collections.Generic.List[object]
    Read-Rows 'graph.resources' { param($row) $found.Add(@{ Id = (Get-Text $row 'id'); AppId = (Get-Text $row 'appId') }) }
    foreach ($resource in $found) {
        $name = "$source/$($resource.AppId)"
        if (-not (Test-Done $name)) { Complete-Part $name (Read-List $source (Get-Path $source 0 $resource.Id) $name) }
    }
}

function Read-FederatedCredentials {
    $source = 'graph.federatedIdentityCredentials'
    if (Test-Done $source) { return }
    $onPage = {
        param($items, $next)
        foreach ($item in $items) {
            $extra = '"applicationId":' + (ConvertTo-JsonText (Get-Text $item 'id'))
            foreach ($credential in (Get-JsonItems $item 'federatedIdentityCredentials')) {
                Add-Row $source (ConvertTo-GraphRow $credential $Sources[$source].Names $extra)
            }
        }
        (Get-Part $source).Cursor = $next
        Save-StateSometimes
    }
    Complete-Part $source (Read-Collection (Get-Path $source) $onPage { Restart-Part $source } (Get-Part $source).Cursor)
}

# The tenant's own policy, then those of some apps with what they apply to.
function Read-ManagementPolicies {
    $source = 'graph.appManagementPolicies'
    if (Test-Done $source) { return }
    Restart-Part $source
    $columns = $Sources[$source].Names
    $usual = Send-Graph (Get-Path $source)
    if ($null -ne $usual.Failure) {
        Complete-Part $source $usual.Failure
        return
    }
    Add-Row $source (ConvertTo-GraphRow $usual.Value $columns '"isDefault":true')
    $policies = New-Object System.Collections.Generic.List[object]
    $failure = Read-Collection (Get-Path $source 1) { param($items, $next) foreach ($item in $items) { $policies.Add($item) } } { $policies.Clear() }
    foreach ($policy in $policies) {
        if ($null -ne $failure) { break }
        $ids = New-Object System.Collections.Generic.List[string]
        $onPage = { param($items, $next) foreach ($item in $items) { if ((Get-Text $item 'id') -ne '') { $ids.Add((ConvertTo-JsonText (Get-Text $item 'id'))) } } }
        $failure = Read-Collection (Get-Path $source 2 (Get-Text $policy 'id')) $onPage { $ids.Clear() }
        if ($null -eq $failure) { Add-Row $source (ConvertTo-GraphRow $policy $columns ('"isDefault":false,"appliesTo":[' + ($ids -join ',') + ']')) }
        elseif ($failure.Kind -eq 'notFound') { $failure = $null }
    }
    Complete-Part $source $failure
}

# One object; where a tenant answers a list of it, the first one counts.
function Read-AuthorizationPolicy {
    $source = 'graph.authorizationPolicy'
    if (Test-Done $source) { return }
    Restart-Part $source
    $outcome = Send-Graph (Get-Path $source)
    if ($null -eq $outcome.Failure) {
        $policy = $outcome.Value
        $list = Get-JsonMember $policy 'value'
        if ($list -is [array]) { $policy = $list | Select-Object -First 1 }
        if ($null -ne $policy) { Add-Row $source (ConvertTo-GraphRow $policy $Sources[$source].Names) }
    }
    Complete-Part $source $outcome.Failure
}

function Read-GraphSources {
    Read-Resources
    foreach ($source in 'graph.applications', 'graph.servicePrincipals', 'graph.groups') { Read-Counted $source "graph.owners/$source" }
    foreach ($source in 'graph.users', 'graph.administrativeUnits') { Read-Counted $source }
    $lists = 'oauth2PermissionGrants', 'directoryRoleAssignments', 'directoryRoleEligibilities', 'signInActivities', 'credentialSignInActivities'
    foreach ($name in $lists) {
        $source = "graph.$name"
        if (-not (Test-Done $source)) { Complete-Part $source (Read-List $source (Get-Path $source) $source) }
    }
    Read-Assignments
    Read-FederatedCredentials
    Read-ManagementPolicies
    Read-AuthorizationPolicy
}

# ---- Exchange Online ---------------------------------------------------------------------------------------------------

$ExchangeSession = @{ Failure = $null; ConnectedAt = [datetime]::MinValue; ByToken = $false; Ours = $false; Commands = @{} }

function Get-ExchangeToken {
    if ($null -ne $ExchangeAccessToken) { return Get-Plain $ExchangeAccessToken }
    if ($null -ne $ClientSecret) { return Get-Text (Get-SecretToken $Cloud.exchange) 'access_token' }
    if ($GraphSession.Refresh -eq '') { throw 'A token for Exchange Online needs a sign-in to Graph by this script, -ExchangeAccessToken or -ClientSecret.' }
    return Get-Text (Get-RefreshedToken "$($Cloud.exchange)/.default offline_access") 'access_token'
}

function Connect-Service {
    $module = Get-Module -ListAvailable -Name ExchangeOnlineManagement | Sort-Object -Property Version -Descending | Select-Object -First 1
    if ($null -eq $module) { throw 'the module ExchangeOnlineManagement is not installed: Install-Module ExchangeOnlineManagement -Scope CurrentUser' }
    if ($module.Version -lt $LeastModuleVersion) {
        throw ('ExchangeOnlineManagement {0} is too old, {1} is needed: Update-Module ExchangeOnlineManagement' -f $module.Version, $LeastModuleVersion)
    }
    Import-Module -ModuleInfo $module -Verbose:$false -ErrorAction Stop
    # A connection that was there before is not ours to end.
    try { $ExchangeSession.Ours = @(Get-ConnectionInformation -ErrorAction Stop).Count -eq 0 } catch { $ExchangeSession.Ours = $true }
    Connect-Again
    $wanted = @($SourceNames | ForEach-Object { $Sources[$_].Requests } | Where-Object { $_ -isnot [string] } | ForEach-Object { $_.cmdlet; Get-ShowingName $_.cmdlet })
    foreach ($command in @(Get-Command -Name $wanted -ErrorAction SilentlyContinue)) { $ExchangeSession.Commands[$command.Name] = $true }
    Write-Host "Connected to Exchange Online with ExchangeOnlineManagement $($module.Version)."
}

# The cmdlet by whose presence one tells that a cmdlet may be run: the Get-EXO... cmdlets are part of the module, whatever one's roles.
function Get-ShowingName {
    param([string] $Cmdlet)
    return $Cmdlet -replace '^Get-EXO', 'Get-'
}

function Test-Shown {
    param([string] $Cmdlet)
    return $ExchangeSession.Commands.ContainsKey($Cmdlet) -and $ExchangeSession.Commands.ContainsKey((Get-ShowingName $Cmdlet))
}

# A cmdlet that no role shows, told with the role that would.
function New-HiddenFailure {
    param([string] $Cmdlet)
    $source = @($SourceNames | Where-Object { @($Sources[$_].Requests | Where-Object { $_ -isnot [string] } | ForEach-Object { $_.cmdlet }) -contains $Cmdlet })[0]
    return New-Failure 'forbidden' "no role of the account shows $Cmdlet, as $($Sources[$source].Permission) would"
}

function Connect-Again {
    $known = (Get-Command -Name Connect-ExchangeOnline).Parameters
    $arguments = @{ ErrorAction = 'Stop'; Verbose = $false }
    if ($known.ContainsKey('ShowBanner')) { $arguments['ShowBanner'] = $false }
    if ($Cloud.exchangeEnvironment -ne 'O365Default') { $arguments['ExchangeEnvironmentName'] = $Cloud.exchangeEnvironment }
    if ($UserPrincipalName -ne '') { $arguments['UserPrincipalName'] = $UserPrincipalName }
    $ExchangeSession.ByToken = $null -ne $ExchangeAccessToken -or $null -ne $ClientSecret -or $ExchangeSignIn -eq 'Token'
    if ($ExchangeSession.ByToken) {
        $arguments['AccessToken'] = Get-ExchangeToken
        # Some versions of the module take a text, others a secure string.
        if ($known['AccessToken'].ParameterType -eq [System.Security.SecureString]) {
            $arguments['AccessToken'] = (New-Object System.Net.NetworkCredential '', $arguments['AccessToken']).SecurePassword
        }
        if ($UserPrincipalName -eq '') {
            $arguments['Organization'] = $Organization
            if ($Organization -eq '') { $arguments['Organization'] = $Run.DefaultDomain }
            if ([string] $arguments['Organization'] -eq '') { throw 'a token for Exchange Online needs -Organization or -UserPrincipalName' }
        }
    }
    elseif ($ExchangeSignIn -eq 'Device') {
        if (-not $known.ContainsKey('Device')) { throw 'sign-in by code (-ExchangeSignIn Device) needs PowerShell 7' }
        $arguments['Device'] = $true
    }
    elseif ($ExchangeSignIn -eq 'Browser' -and $known.ContainsKey('DisableWAM')) { $arguments['DisableWAM'] = $true }
    Connect-ExchangeOnline @arguments -WarningAction SilentlyContinue | Out-Null
    $ExchangeSession.ConnectedAt = [datetime]::UtcNow
}

# What an error of a cmdlet means. A role that an account lacks looks like a command, or a parameter, that does not exist.
function Get-ExchangeJudgement {
    param($Record)
    $text = Get-FirstLine $Record.Exception.Message
    $all = "$($Record.CategoryInfo.Category) $($Record.FullyQualifiedErrorId) $text"
    $isUnknown = $Record.Exception -is [System.Management.Automation.CommandNotFoundException] -or $Record.Exception -is [System.Management.Automation.ParameterBindingException]
    if ($isUnknown -or $text -match "^The term '.*' is not recognized" -or $text -match '^A parameter cannot be found') {
        return @{ Again = $false; Failure = (New-Failure 'forbidden' "no role allows it: $text") }
    }
    if ($all -match "access ?denied|unauthorized|isn't within your current (read|write) scope") { return @{ Again = $false; Failure = (New-Failure 'forbidden' $text) } }
    if ($all -match 'throttl|micro ?delay|server (is )?(too )?busy|too many requests') { return @{ Again = $true; Failure = (New-Failure 'throttled' "throttled: $text") } }
    if ($all -match "couldn't be found|could ?not be found|ObjectNotFound") { return @{ Again = $false; Failure = (New-Failure 'notFound' $text) } }
    if ($text -match 'server side error|temporar|try again|cut off|connection|timed? ?out') { return @{ Again = $true; Failure = (New-Failure 'unreachable' $text) } }
    return @{ Again = $false; Failure = (New-Failure 'refused' $text) }
}

# Runs a cmdlet of the table. Objects that came before a failure are taken back by Restart, and come again with the
# repetition. Answers a failure, or nothing.
function Invoke-Exchange {
    param($Call, [scriptblock] $Take, [scriptblock] $Restart)
    if ($null -ne $ExchangeSession.Failure) { return $ExchangeSession.Failure }
    if (-not (Test-Shown $Call.Cmdlet)) { return New-HiddenFailure $Call.Cmdlet }
    $parameters = $Call.Parameters
    $failures = 0
    $waited = 0.0
    while ($true) {
        $seen = @{ Count = 0 }
        try {
            # A token lives for about an hour and cannot renew itself: a new one comes in between two cmdlets.
            if ($ExchangeSession.ByToken -and $null -eq $ExchangeAccessToken -and ([datetime]::UtcNow - $ExchangeSession.ConnectedAt).TotalMinutes -gt 40) { Connect-Again }
            & $Call.Cmdlet @parameters -ErrorAction Stop -WarningAction SilentlyContinue -Verbose:$false | ForEach-Object {
                $seen.Count++
                & $Take $_
            }
            return $null
        }
        catch {
            $judged = Get-ExchangeJudgement $_
            if (-not $judged.Again) {
                if ($seen.Count -gt 0 -and $judged.Failure.Kind -eq 'notFound') { & $Restart }
                return $judged.Failure
            }
            $failures++
            $pause = Get-Backoff $failures
            if ($judged.Failure.Kind -eq 'throttled') { $pause = [Math]::Max(1, $pause) }
            $waited += $pause
            if ($failures -gt $MostFailures -or $waited -gt $PatienceSeconds) { return $judged.Failure }
            if ($seen.Count -gt 0) { & $Restart }
            Wait-Service $pause
        }
    }
}

# Runs a cmdlet into a part. ToReplace answers JSON for columns whose values come from elsewhere.
function Read-Cmdlet {
    param([string] $Name, $Call, [scriptblock] $ToReplace = $null)
    $columns = $Sources[$Name.Split('/')[0]].Columns
    Restart-Part $Name
    $take = {
        param($object)
        $replace = $null
        if ($null -ne $ToReplace) { $replace = & $ToReplace $object }
        Add-Row $Name (ConvertTo-ExchangeRow $object $columns $replace)
        $count = (Get-Part $Name).Count
        if ($count % 500 -eq 0) {
            Save-StateSometimes
            Write-Progress -Activity 'Exchange Online' -Status "$Name $count"
        }
    }
    return Invoke-Exchange $Call $take { Restart-Part $Name }
}

function Read-PlainExchange {
    $names = 'servicePrincipals', 'managementRoleAssignments', 'managementScopes', 'applicationAccessPolicies', 'recipientPermissions', 'roleGroups',
    'managementRoles', 'casMailboxes', 'organizationConfig', 'transportConfig'
    foreach ($name in $names) {
        $source = "exchange.$name"
        if (Test-Done $source) { continue }
        $failure = Read-Cmdlet $source (Get-Call $source)
        # Where no policy was ever made, the cmdlet fails with "couldn't be found": that is zero policies.
        if ($name -eq 'applicationAccessPolicies' -and $null -ne $failure -and $failure.Kind -eq 'notFound') { $failure = $null }
        Complete-Part $source $failure
    }
}

function Get-RecipientKey {
    param($Object)
    $id = Get-PropertyText $Object 'ExternalDirectoryObjectId'
    if ($id -eq '') { $id = Get-PropertyText $Object 'Guid' }
    return Get-Key $id
}

# One stream of all recipients gives those that are neither mailbox nor group, the dynamic groups, and what mailboxes lack
# otherwise; the mailboxes come after it. Its number of mailboxes is the second count: a scoped reader sees fewer.
function Read-Recipients {
    $recipients = 'exchange.recipients'
    $dynamic = 'exchange.groups/dynamic'
    $mailboxes = 'exchange.mailboxes'
    if (-not ((Test-Done $recipients) -and (Test-Done $dynamic) -and (Test-Done $mailboxes))) {
        $sids = New-Object 'System.Collections.Generic.Dictionary[string,string]'
        $joined = New-Object 'System.Collections.Generic.Dictionary[string,object]'
        $joinedNames = 'Department', 'Company', 'Office', 'City', 'StateOrProvince', 'CountryOrRegion'
        $identified = Invoke-Exchange (Get-Call $recipients 1) { param($object) $sids[(Get-RecipientKey $object)] = Get-PropertyText $object 'Sid' } { $sids.Clear() }
        Restart-Part $recipients
        Restart-Part $dynamic
        $groupColumns = $Sources['exchange.groups'].Columns
        $otherColumns = $Sources[$recipients].Columns
        $counted = @{ Mailboxes = 0 }
        $take = {
            param($object)
            $type = Get-Key (Get-PropertyText $object 'RecipientTypeDetails')
            if ($type -eq 'dynamicdistributiongroup') { Add-Row $dynamic (ConvertTo-ExchangeRow $object $groupColumns $null) }
            elseif ($type.EndsWith('mailbox') -and $type -ne 'groupmailbox') {
                $counted.Mailboxes++
                $values = New-Object 'System.Collections.Generic.Dictionary[string,string]'
                foreach ($name in $joinedNames) { $values[$name] = ConvertTo-JsonText (Get-PropertyText $object $name) }
                $joined[(Get-RecipientKey $object)] = $values
            }
            elseif ($type -notmatch 'group|roomlist') {
                $sid = ''
                if (-not $sids.TryGetValue((Get-RecipientKey $object), [ref] $sid) -or $sid -eq '') { $sid = 'null' } else { $sid = ConvertTo-JsonText $sid }
                # Addresses are asked for on account of the dynamic groups; a collection has none of these.
                Add-Row $recipients (ConvertTo-ExchangeRow $object $otherColumns @{ Sid = $sid; EmailAddresses = 'null' })
            }
        }
        $restart = {
            $counted.Mailboxes = 0
            $joined.Clear()
            Restart-Part $recipients
            Restart-Part $dynamic
        }
        $failure = Invoke-Exchange (Get-Call $recipients) $take $restart
        $doubt = ''
        if ($null -ne $identified) { $doubt = "identifiers (Sid) were not read: $($identified.Reason)" }
        Complete-Part $recipients $failure $doubt
        Complete-Part $dynamic $failure
        if ($null -eq $failure) { (Get-Part $mailboxes).Total = $counted.Mailboxes }
        $toReplace = $null
        if ($null -eq $failure) {
            $toReplace = {
                param($object)
                $values = $null
                if ($joined.TryGetValue((Get-RecipientKey $object), [ref] $values)) { return $values }
                return $null
            }
        }
        $read = Read-Cmdlet $mailboxes (Get-Call $mailboxes) $toReplace
        $count = (Get-Part $mailboxes).Count
        $doubt = ''
        if ($null -eq $failure -and $count -lt $counted.Mailboxes) { $doubt = "scope of the reader: $count of $($counted.Mailboxes) came" }
        Complete-Part $mailboxes $read $doubt
    }
    $index = 0
    foreach ($piece in 'distribution', 'unified') {
        $name = "exchange.groups/$piece"
        if (-not (Test-Done $name)) { Complete-Part $name (Read-Cmdlet $name (Get-Call 'exchange.groups' $index)) }
        $index++
    }
}

function Read-RoleGroupMembers {
    $source = 'exchange.roleGroupMembers'
    if (Test-Done $source) { return }
    Restart-Part $source
    $groups = New-Object System.Collections.Generic.List[object]
    Read-Rows 'exchange.roleGroups' { param($row) $groups.Add(@{ Name = (Get-Text $row 'Name'); Identity = (Get-Text $row 'Identity') }) }
    foreach ($group in $groups) {
        $identity = $group.Identity
        if ($identity -eq '') { $identity = $group.Name }
        $rows = New-Object System.Collections.Generic.List[string]
        $replace = @{ RoleGroup = (ConvertTo-JsonText $group.Name) }
        $failure = Invoke-Exchange (Get-Call $source 0 $identity) { param($object) $rows.Add((ConvertTo-ExchangeRow $object $Sources[$source].Columns $replace)) } { $rows.Clear() }
        if ($null -ne $failure -and $failure.Kind -ne 'notFound') {
            Complete-Part $source $failure
            return
        }
        foreach ($row in $rows) { Add-Row $source $row }
    }
    $from = Get-Part 'exchange.roleGroups'
    if ($from.State -eq 'complete') { Complete-Part $source }
    else { Complete-Part $source (New-Failure 'refused' "the role groups were not read: $($from.Reason)") }
}

# Full Access: one call per mailbox, as there is no form for the whole tenant.
function Read-MailboxPermissions {
    $source = 'exchange.mailboxPermissions'
    if (Test-Done $source) { return }
    $mailboxes = Get-Part 'exchange.mailboxes'
    if ($mailboxes.State -eq 'failed' -and $mailboxes.Count -eq 0) {
        Complete-Part $source (New-Failure 'refused' "the mailboxes were not read: $($mailboxes.Reason)")
        return
    }
    $done = New-Object System.Collections.Generic.HashSet[string]
    Read-Rows $PermissionsRead { param($line) [void] $done.Add($line.Trim('"')) } -AsText
    $known = New-Object System.Collections.Generic.HashSet[string]
    $wanted = New-Object System.Collections.Generic.List[string]
    Read-Rows 'exchange.mailboxes' {
        param($row)
        $id = Get-Text $row 'ExternalDirectoryObjectId'
        if ($id -eq '') { $id = Get-Text $row 'Guid' }
        if ($id -ne '' -and $known.Add((Get-Key $id)) -and ($Run.AllMailboxes -or (Get-Key (Get-Text $row 'RecipientTypeDetails')) -eq 'sharedmailbox')) { $wanted.Add($id) }
    }
    $columns = $Sources[$source].Columns
    $left = 0
    $inARow = 0
    $firstProblem = ''
    $ended = $null
    $started = [datetime]::UtcNow
    $now = 0
    foreach ($id in $wanted) {
        if ($done.Contains((Get-Key $id))) { continue }
        $rows = New-Object System.Collections.Generic.List[string]
        $replace = @{ readAt = (ConvertTo-JsonText ([datetime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $Invariant))) }
        $failure = Invoke-Exchange (Get-Call $source 0 $id) { param($object) $rows.Add((ConvertTo-ExchangeRow $object $columns $replace)) } { $rows.Clear() }
        if ($null -eq $failure) {
            $inARow = 0
            $now++
            foreach ($row in $rows) { Add-Row $source $row }
            Add-Row $PermissionsRead (ConvertTo-JsonText (Get-Key $id))
            Save-StateSometimes
            $count = (Get-Part $PermissionsRead).Count
            if ($now % 10 -eq 0) {
                $seconds = [int] (([datetime]::UtcNow - $started).TotalSeconds / $now * ($wanted.Count - $count))
                Write-Progress -Activity 'Exchange Online' -Status "Full Access: $count of $($wanted.Count) mailboxes" -PercentComplete ([Math]::Min(100, 100 * $count / $wanted.Count)) -SecondsRemaining ([Math]::Max(0, $seconds))
            }
            continue
        }
        if (@('forbidden', 'throttled', 'notSignedIn') -contains $failure.Kind) {
            $ended = $failure
            break
        }
        # A mailbox that is gone by now has no permissions that matter, but was not read either.
        $left++
        if ($firstProblem -eq '') { $firstProblem = $failure.Reason }
        if ($failure.Kind -ne 'notFound') { $inARow++ }
        if ($inARow -ge 5) {
            $ended = $failure
            break
        }
    }
    $part = Get-Part $PermissionsRead
    $part.State = 'complete'
    if ($null -ne $ended) {
        $part.State = 'failed'
        $ended = New-Failure $ended.Kind "$($ended.Reason) after $($part.Count) of $($wanted.Count)"
    }
    Close-Part $part
    $doubt = ''
    if ((Get-Part 'exchange.mailboxes').State -ne 'complete') { $doubt = 'not every mailbox is known' }
    elseif ($left -gt 0) { $doubt = "$left mailboxes could not be read: $firstProblem" }
    elseif (-not $Run.AllMailboxes) { $doubt = 'shared mailboxes only' }
    Complete-Part $source $ended $doubt
}

# ---- Members -----------------------------------------------------------------------------------------------------------
# Which groups and administrative units decide who reaches what: scopes of policies and role assignments, groups in
# filters, trustees. Only the members of these are read. A name that several groups have needs all of them.

$Needs = @{
    Named = (New-Object System.Collections.Generic.HashSet[string]); NamedUnits = (New-Object System.Collections.Generic.HashSet[string])
    Groups = (New-Object 'System.Collections.Generic.Dictionary[string,object]'); Units = (New-Object 'System.Collections.Generic.Dictionary[string,object]')
    InGraph = (New-Object System.Collections.Generic.HashSet[string]); Kinds = (New-Object 'System.Collections.Generic.Dictionary[string,string]')
}
$GuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

function Add-Name {
    param([string[]] $Texts)
    foreach ($text in $Texts) {
        $key = Get-Key $text
        if ($key -ne '') { [void] $Needs.Named.Add($key) }
    }
}

function Add-Known {
    param($Map, [string] $Name, [string] $Id)
    $key = Get-Key $Name
    if ($key -eq '') { return }
    $ids = $null
    if (-not $Map.TryGetValue($key, [ref] $ids)) {
        $ids = New-Object System.Collections.Generic.HashSet[string]
        $Map[$key] = $ids
    }
    [void] $ids.Add($Id)
}

function Get-Address {
    param([string] $Text)
    return (Get-Key $Text) -replace '^[a-z0-9]+:', ''
}

function Find-Needs {
    $found = @{
        'graph.groups'                       = {
            param($row)
            $id = Get-Key (Get-Text $row 'id')
            if ($id -eq '') { return }
            foreach ($name in $id, (Get-Text $row 'displayName'), (Get-Text $row 'mail'), (Get-Text $row 'securityIdentifier')) { Add-Known $Needs.Groups $name $id }
            [void] $Needs.InGraph.Add($id)
        }
        'exchange.groups'                    = {
            param($row)
            $id = Get-Key (Get-Text $row 'ExternalDirectoryObjectId')
            if ($id -eq '') { $id = Get-Key (Get-Text $row 'Guid') }
            if ($id -eq '') { return }
            Add-Known $Needs.Groups $id $id
            foreach ($name in 'Guid', 'DistinguishedName', 'DisplayName', 'Name', 'Alias') { Add-Known $Needs.Groups (Get-Text $row $name) $id }
            foreach ($address in @(Get-Text $row 'PrimarySmtpAddress') + (Get-Texts $row 'EmailAddresses')) { Add-Known $Needs.Groups (Get-Address $address) $id }
            $type = Get-Key (Get-Text $row 'RecipientTypeDetails')
            $kind = 'distribution'
            if ($type -eq 'groupmailbox') { $kind = 'unified' } elseif ($type.StartsWith('dynamic')) { $kind = 'dynamic' }
            $Needs.Kinds[$id] = $kind
        }
        'graph.administrativeUnits'          = {
            param($row)
            $id = Get-Text $row 'id'
            Add-Known $Needs.Units $id $id
            Add-Known $Needs.Units (Get-Text $row 'displayName') $id
        }
        'exchange.applicationAccessPolicies' = {
            param($row)
            # A guid behind the last ; is the surest link to a policy's scope; names are for policies that have none.
            foreach ($name in 'Identity', 'ScopeIdentityRaw') {
                $text = Get-Text $row $name
                $tail = Get-Key $text.Substring($text.LastIndexOf(';') + 1)
                if ($text.Contains(';') -and $tail -match $GuidPattern) {
                    Add-Name $tail
                    return
                }
            }
            Add-Name (Get-Text $row 'ScopeIdentity'), (Get-Text $row 'ScopeName')
        }
        'exchange.managementRoleAssignments' = {
            param($row)
            if ((Get-Key (Get-Text $row 'RecipientWriteScope')) -eq 'group') { Add-Name (Get-Text $row 'CustomResourceScope'), (Get-Text $row 'CustomRecipientWriteScope') }
            $unit = Get-Key (Get-Text $row 'RecipientAdministrativeUnitScope')
            if ($unit -ne '') { [void] $Needs.NamedUnits.Add($unit) }
        }
        'exchange.managementScopes'          = {
            param($row)
            $pattern = "(?i)memberofgroup\s+-\w+\s+(?:'((?:[^']|'')*)'|""((?:[^""]|"""")*)""|(\S+))"
            foreach ($match in [regex]::Matches((Get-Text $row 'RecipientFilter'), $pattern)) {
                if ($match.Groups[1].Success) { Add-Name $match.Groups[1].Value.Replace("''", "'") }
                elseif ($match.Groups[2].Success) { Add-Name $match.Groups[2].Value.Replace('""', '"') }
                else { Add-Name $match.Groups[3].Value }
            }
        }
        'exchange.mailboxes'                 = { param($row) Add-Name (Get-Texts $row 'GrantSendOnBehalfTo') }
        'exchange.mailboxPermissions'        = { param($row) Add-Name (Get-Text $row 'User') }
        'exchange.recipientPermissions'      = { param($row) Add-Name (Get-Text $row 'Trustee') }
    }
    foreach ($source in $found.Keys) { foreach ($name in (Get-PartsOf $source)) { Read-Rows $name $found[$source] } }
}

# The ids of what is named, in a fixed order.
function Get-Needed {
    param($Names, $Map)
    $ids = New-Object 'System.Collections.Generic.SortedSet[string]' ([System.StringComparer]::Ordinal)
    foreach ($name in $Names) {
        $found = $null
        if (-not $Map.TryGetValue($name, [ref] $found)) { [void] $Map.TryGetValue((Get-Address $name), [ref] $found) }
        if ($null -ne $found) { foreach ($id in $found) { [void] $ids.Add($id) } }
    }
    return , @($ids)
}

function Get-SideFailure {
    param($Failures)
    if ($Failures.Count -eq 0) { return $null }
    if ($Failures.Count -eq 1) { return $Failures[0] }
    return New-Failure $Failures[0].Kind "$($Failures[0].Reason) (and $($Failures.Count - 1) more groups)"
}

# Both sources of members go together: each finds groups in groups for the other.
function Read-GroupMembers {
    $graph = 'graph.groupMembers'
    $exchange = 'exchange.groupMembers'
    if ((Test-Done $graph) -and (Test-Done $exchange)) { return }
    Restart-Part $graph
    Restart-Part $exchange
    $graphFailures = New-Object System.Collections.Generic.List[object]
    $exchangeFailures = New-Object System.Collections.Generic.List[object]
    $seen = New-Object System.Collections.Generic.HashSet[string]
    $toRow = {
        param($id, $item)
        $member = Get-Text $item 'id'
        $type = (Get-Text $item '@odata.type') -replace '^#microsoft\.graph\.', ''
        # An answer that leaves the type out still may not hide a group in a group.
        if ($type -eq '') { if ($Needs.InGraph.Contains((Get-Key $member))) { $type = 'group' } else { $type = 'directoryObject' } }
        return @{ Member = $member; Type = $type }
    }
    $wave = Get-Needed $Needs.Named $Needs.Groups
    while ($wave.Count -gt 0) {
        foreach ($id in $wave) { [void] $seen.Add($id) }
        $inner = New-Object 'System.Collections.Generic.SortedSet[string]' ([System.StringComparer]::Ordinal)
        Read-Objects $graph @($wave | Where-Object { $Needs.InGraph.Contains($_) }) $toRow {
            param($id, $rows, $failure)
            if ($null -ne $failure) { $graphFailures.Add($failure) }
            foreach ($row in $rows) {
                if ($row.Type -eq 'group') { [void] $inner.Add((Get-Key $row.Member)) }
                Add-Row $graph ('{"groupId":' + (ConvertTo-JsonText $id) + ',"memberId":' + (ConvertTo-JsonText $row.Member) + ',"memberType":' + (ConvertTo-JsonText $row.Type) + '}')
            }
        }
        foreach ($id in $wave) {
            $kind = ''
            if (-not $Needs.Kinds.TryGetValue($id, [ref] $kind) -or $kind -eq 'unified') { continue }
            $index = 0
            if ($kind -eq 'dynamic') { $index = 1 }
            $rows = New-Object System.Collections.Generic.List[object]
            $take = {
                param($object)
                $member = Get-PropertyText $object 'ExternalDirectoryObjectId'
                if ($member -eq '') { $member = Get-PropertyText $object 'Guid' }
                $rows.Add(@{ Member = $member; Type = (Get-PropertyText $object 'RecipientTypeDetails') })
            }
            $failure = Invoke-Exchange (Get-Call $exchange $index $id) $take { $rows.Clear() }
            if ($null -ne $failure -and $failure.Kind -ne 'notFound') {
                $exchangeFailures.Add($failure)
                if ($failure.Kind -eq 'forbidden') { break }
            }
            foreach ($row in $rows) {
                if ($Needs.Kinds.ContainsKey((Get-Key $row.Member))) { [void] $inner.Add((Get-Key $row.Member)) }
                Add-Row $exchange ('{"GroupExternalDirectoryObjectId":' + (ConvertTo-JsonText $id) + ',"MemberExternalDirectoryObjectId":' + (ConvertTo-JsonText $row.Member) + ',"MemberRecipientTypeDetails":' + (ConvertTo-JsonText $row.Type) + '}')
            }
        }
        Save-StateSometimes
        $wave = @($inner | Where-Object { -not $seen.Contains($_) })
    }
    # Without the sources that name them, it is not known which groups are needed.
    $missing = @('graph.groups', 'exchange.managementScopes', 'exchange.managementRoleAssignments', 'exchange.applicationAccessPolicies' | Where-Object { -not (Test-Done $_) })
    $doubt = ''
    if ($missing.Count -gt 0) { $doubt = 'which groups are needed is not certain without ' + (($missing | ForEach-Object { $_.Replace('.', ' ') }) -join ', ') }
    Complete-Part $graph (Get-SideFailure $graphFailures) $doubt
    Complete-Part $exchange (Get-SideFailure $exchangeFailures) $doubt
}

function Read-UnitMembers {
    $source = 'graph.administrativeUnitMembers'
    if (Test-Done $source) { return }
    Restart-Part $source
    $failures = New-Object System.Collections.Generic.List[object]
    $units = Get-Needed $Needs.NamedUnits $Needs.Units
    Read-Objects $source $units { param($id, $item) Get-Text $item 'id' } {
        param($id, $rows, $failure)
        if ($null -ne $failure) { $failures.Add($failure) }
        foreach ($row in $rows) { Add-Row $source ('{"administrativeUnitId":' + (ConvertTo-JsonText $id) + ',"memberId":' + (ConvertTo-JsonText $row) + '}') }
    }
    $doubt = ''
    if (-not ((Test-Done 'exchange.managementRoleAssignments') -and (Test-Done 'graph.administrativeUnits'))) {
        $doubt = 'which units are needed is not certain without role assignments and administrative units'
    }
    $first = $null
    if ($failures.Count -gt 0) { $first = $failures[0] }
    Complete-Part $source $first $doubt
}

# ---- The file ----------------------------------------------------------------------------------------------------------

function Get-TextOrNull {
    param($Text)
    if ([string] $Text -eq '') { return 'null' }
    return ConvertTo-JsonText ([string] $Text)
}

# Writes what was read as a mailscope-collection/1, row by row: it is never one text.
function Write-Collection {
    param([string] $Path, $Coverage)
    $target = New-Object System.IO.FileStream $Path, ([System.IO.FileMode]::Create), ([System.IO.FileAccess]::Write), ([System.IO.FileShare]::None)
    $stream = $target
    if ($Compress) { $stream = New-Object System.IO.Compression.GZipStream $target, ([System.IO.Compression.CompressionLevel]::Optimal) }
    $writer = New-Object System.IO.StreamWriter $stream, $Utf8, 65536
    try {
        $entries = foreach ($source in $SourceNames) {
            $entry = $Coverage[$source]
            $text = (ConvertTo-JsonText $source) + ':{"state":"' + $entry.State + '","count":' + $entry.Count
            if ($entry.Reason -ne '') { $text += ',"reason":' + (ConvertTo-JsonText $entry.Reason) }
            $text + '}'
        }
        $writer.Write('{"format":"mailscope-collection/1","collectedAt":' + (ConvertTo-JsonText $Run.StartedAt))
        $writer.Write(',"collector":{"name":"mailscope","version":"' + $ScriptVersion + '","mode":"script"}')
        $writer.Write(',"tenant":{"id":' + (ConvertTo-JsonText $Run.TenantId) + ',"displayName":' + (Get-TextOrNull $Run.DisplayName))
        $writer.Write(',"defaultDomain":' + (Get-TextOrNull $Run.DefaultDomain) + ',"cloud":' + (ConvertTo-JsonText $Cloud.collectionName) + '}')
        $writer.Write(',"coverage":{' + ($entries -join ',') + '}')
        foreach ($section in 'graph', 'exchange') {
            $writer.Write(',"' + $section + '":{')
            $inside = @{ First = $true }
            foreach ($source in $SourceNames) {
                # What is missing is absent: an empty list would say that there is nothing.
                if (-not $source.StartsWith("$section.") -or $Coverage[$source].State -eq 'missing') { continue }
                $single = @('graph.authorizationPolicy', 'exchange.organizationConfig', 'exchange.transportConfig') -contains $source
                if ($single -and $Coverage[$source].Count -eq 0) { continue }
                Write-Name $writer $source.Substring($section.Length + 1) $inside
                Write-List $writer (Get-PartsOf $source) $single
            }
            if ($section -eq 'exchange' -and $Coverage['exchange.mailboxPermissions'].State -ne 'missing') {
                Write-Name $writer 'mailboxPermissionsRead' $inside
                if ($Coverage['exchange.mailboxPermissions'].State -eq 'complete') { $writer.Write('"all"') } else { Write-List $writer @($PermissionsRead) $false }
            }
            $writer.Write('}')
        }
        $writer.Write("}`n")
    }
    finally { $writer.Dispose() }
}

function Write-Name {
    param($Writer, [string] $Name, $Inside)
    if (-not $Inside.First) { $Writer.Write(',') }
    $Inside.First = $false
    $Writer.Write("`n" + '"' + $Name + '":')
}

function Write-List {
    param($Writer, $Names, [bool] $Single)
    $at = @{ Count = 0 }
    if (-not $Single) { $Writer.Write("[`n") }
    foreach ($name in $Names) {
        Read-Rows $name {
            param($line)
            if ($Single -and $at.Count -gt 0) { return }
            if ($at.Count -gt 0) { $Writer.Write(",`n") }
            $at.Count++
            $Writer.Write($line)
        } -AsText
    }
    if (-not $Single) { $Writer.Write(']') }
}

# ---- The run -----------------------------------------------------------------------------------------------------------

# Who the tenant is: Graph says it, or the token, or the administrator.
function Find-Tenant {
    $id = ''
    if (-not $SkipGraph) {
        $answer = Send-Graph $TenantPath
        # Without an answer to the first request there is nothing to read; a name that may not be read is no reason to stop.
        if ($null -ne $answer.Failure -and $answer.Failure.Kind -ne 'forbidden') { throw "The tenant does not answer: $($answer.Failure.Reason)" }
        if ($null -eq $answer.Failure) {
            $organization = Get-JsonItems $answer.Value 'value' | Select-Object -First 1
            $id = Get-Text $organization 'id'
            $Run.DisplayName = Get-Text $organization 'displayName'
            foreach ($domain in (Get-JsonItems $organization 'verifiedDomains')) { if ((Get-JsonMember $domain 'isDefault') -eq $true) { $Run.DefaultDomain = Get-Text $domain 'name' } }
        }
        if ($id -eq '') { $id = Get-TenantOfToken (Get-GraphToken) }
    }
    if ($id -eq '' -and $TenantId -match $GuidPattern) { $id = $TenantId }
    if ($id -eq '') { throw 'Which tenant this is could not be told. Name its id by -TenantId.' }
    return $id
}

function Get-TenantOfToken {
    param([string] $Token)
    try {
        $part = $Token.Split('.')[1].Replace('-', '+').Replace('_', '/')
        $part = $part.PadRight([int] ([Math]::Ceiling($part.Length / 4) * 4), '=')
        return Get-Text (Read-Json $Utf8.GetString([Convert]::FromBase64String($part))) 'tid'
    }
    catch { return '' }
}

function New-WorkFolder {
    [void] [System.IO.Directory]::CreateDirectory($Run.Folder)
    # What is read is nobody else's business; on Windows the folder has the rights of the one it is in.
    if ($IsCore -and -not $IsWindows) { & chmod 700 $Run.Folder }
}

function Read-Tenant {
    param([string] $Target)
    $Run.AllMailboxes = [bool] $AllMailboxes
    $Run.Folder = "$Target.work"
    $resumed = $Resume -and (Resume-State)
    if ($Resume -and -not $resumed) { Write-Host "There is nothing to go on with beside $Target, so everything is read from the beginning." }
    $before = $Run.TenantId
    $Run.TenantId = Find-Tenant
    if ($resumed -and $before -ne $Run.TenantId) { throw "The work folder $($Run.Folder) is of another tenant ($before)." }
    if (-not $resumed) { $Run.StartedAt = [datetime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $Invariant) }
    New-WorkFolder
    Save-State
    $name = $Run.DisplayName
    if ([string] $name -eq '') { $name = $Run.TenantId }
    if ($resumed) { Write-Host "Going on with the reading of $name that began at $($Run.StartedAt)." } else { Write-Host "Reading $name." }
    Read-GraphSources
    try {
        if ($SkipExchange) { $ExchangeSession.Failure = New-Failure 'refused' 'not asked for (-SkipExchange)' }
        else { Connect-Service }
    }
    catch { $ExchangeSession.Failure = New-Failure 'notSignedIn' "no connection to Exchange Online: $(Get-FirstLine $_.Exception.Message)" }
    Read-PlainExchange
    Read-Recipients
    Read-RoleGroupMembers
    if ($null -eq $ExchangeSession.Failure) { Read-MailboxPermissions } else { Complete-Part 'exchange.mailboxPermissions' $ExchangeSession.Failure }
    Find-Needs
    Read-GroupMembers
    Read-UnitMembers
}

function Write-Summary {
    param([string] $Target, $Coverage)
    $short = @($SourceNames | Where-Object { $Coverage[$_].State -ne 'complete' -and $_ -ne 'exchange.mailboxFolderPermissions' })
    Write-Host ''
    Write-Host ('Written: {0} ({1:N1} MB)' -f $Target, ((New-Object System.IO.FileInfo $Target).Length / 1MB))
    if ($short.Count -eq 0) {
        Write-Host 'Every source was read.'
        return 0
    }
    Write-Host "$($SourceNames.Count - 1 - $short.Count) of $($SourceNames.Count - 1) sources were read in full. The others:"
    foreach ($source in $short) { Write-Host ('  {0,-40} {1,-8} {2}' -f $source, $Coverage[$source].State, $Coverage[$source].Reason) }
    return 3
}

function Test-Wishes {
    param([string] $Target)
    if ($SkipGraph -and $SkipExchange) { return 'With -SkipGraph and -SkipExchange there is nothing to read.' }
    if ($null -ne $ClientSecret -and ($ClientId -eq '' -or $TenantId -eq '')) { return '-ClientSecret needs -ClientId and -TenantId.' }
    if ($SkipGraph -and $TenantId -notmatch $GuidPattern) { return '-SkipGraph needs the id of the tenant in -TenantId.' }
    if (-not $SkipGraph -and $null -eq $GraphAccessToken -and $ClientId -eq '' -and -not $Cloud.hasQuickClient) { return "In the cloud $Environment, -ClientId has to name an app registration of your organisation." }
    if (($GraphEndpoint -eq '') -ne ($LoginEndpoint -eq '')) { return '-GraphEndpoint and -LoginEndpoint go together.' }
    if ([System.IO.Directory]::Exists($Target)) { return "$Target is a folder; name a file in it." }
    if (-not [System.IO.Directory]::Exists([System.IO.Path]::GetDirectoryName($Target))) { return "There is no folder $([System.IO.Path]::GetDirectoryName($Target))." }
    if ([System.IO.File]::Exists($Target) -and -not $Force) { return "$Target is there already. Add -Force to replace it." }
    if ([System.IO.Directory]::Exists("$Target.work") -and -not $Resume) { return "An earlier run was interrupted. Add -Resume to go on with it, or delete $Target.work." }
    return ''
}

$ExitCode = 1
$ResultFile = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutFile)
if ($Compress -and -not $ResultFile.EndsWith('.gz')) { $ResultFile += '.gz' }
$Problem = Test-Wishes $ResultFile
if ($Problem -ne '') {
    [Console]::Error.WriteLine($Problem)
    exit 2
}
try {
    Read-Tenant $ResultFile
    $coverage = @{}
    foreach ($source in $SourceNames) { $coverage[$source] = Get-Coverage $source }
    Write-Collection "$ResultFile.tmp" $coverage
    Move-File "$ResultFile.tmp" $ResultFile
    foreach ($name in @($Parts.Keys)) { Close-Part $Parts[$name] }
    Remove-Item -LiteralPath $Run.Folder -Recurse -Force
    $ExitCode = Write-Summary $ResultFile $coverage
}
catch {
    [Console]::Error.WriteLine((Get-FirstLine $_.Exception.Message))
    Write-Verbose $_.ScriptStackTrace
}
finally {
    if ($Run.Folder -ne '' -and [System.IO.Directory]::Exists($Run.Folder)) {
        Save-State
        foreach ($name in @($Parts.Keys)) { Close-Part $Parts[$name] }
        Write-Host "What was read so far lies in $($Run.Folder). Run the script again with -Resume to go on."
    }
    if ($ExchangeSession.Ours -and $ExchangeSession.ConnectedAt -ne [datetime]::MinValue) { Disconnect-ExchangeOnline -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null }
    $GraphSession.Token = ''
    $GraphSession.Refresh = ''
}
exit $ExitCode
