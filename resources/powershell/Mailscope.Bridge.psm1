# The bridge between Mailscope and Exchange Online PowerShell.
#
# A call is one function with one argument: base64 of UTF-8 JSON. Nothing that comes from a tenant or a user is ever part
# of a command: cmdlets are taken from the list below, their parameters are splatted. Answers are lines on standard output:
#   #mailscope#<call>#<kind>#<base64 of UTF-8 JSON>#
# Runs on Windows PowerShell 5.1 and on PowerShell 7. Only characters of ASCII stand in this file.

Set-StrictMode -Version 2.0

# ---- What may be called --------------------------------------------------------------------------------------------

# Cmdlet = parameters with their types, and after the bar the properties that are passed on. A reading has the first list
# and no other; the second one is for the steps of a plan.
# https://learn.microsoft.com/powershell/module/exchange/
$script:Recipient = 'ExternalDirectoryObjectId Guid Name DisplayName Alias DistinguishedName PrimarySmtpAddress EmailAddresses RecipientTypeDetails'
$script:Cmdlets = @{
  'Get-ServicePrincipal'              = 'Identity:text Organization:text | AppId ObjectId DisplayName Guid'
  'Get-ManagementRoleAssignment'      = 'Identity:text Role:text RoleAssignee:text RoleAssigneeType:text Delegating:boolean Enabled:boolean GetEffectiveUsers:switch | Name Role RoleAssignee RoleAssigneeName RoleAssigneeType RecipientWriteScope CustomRecipientWriteScope CustomResourceScope RecipientAdministrativeUnitScope App Enabled'
  'Get-ManagementScope'               = 'Identity:text Exclusive:boolean Orphan:switch | Name RecipientFilter RecipientRoot Exclusive ScopeRestrictionType'
  'Get-ApplicationAccessPolicy'       = 'Identity:text | AppId AccessRight ScopeName ScopeIdentity ScopeIdentityRaw Description IsValid'
  'Get-EXOMailbox'                    = 'Identity:text ExternalDirectoryObjectId:text PrimarySmtpAddress:text UserPrincipalName:text Anr:text Filter:text Properties:texts PropertySets:texts RecipientTypeDetails:texts ResultSize:size | ' + $script:Recipient + ' UserPrincipalName GrantSendOnBehalfTo MessageCopyForSentAsEnabled MessageCopyForSendOnBehalfEnabled ForwardingSmtpAddress HiddenFromAddressListsEnabled WhenCreatedUTC CustomAttribute1 CustomAttribute2 CustomAttribute3 CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8 CustomAttribute9 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13 CustomAttribute14 CustomAttribute15 Department Company Office City StateOrProvince CountryOrRegion'
  'Get-EXORecipient'                  = 'Identity:text ExternalDirectoryObjectId:text PrimarySmtpAddress:text UserPrincipalName:text Anr:text Filter:text Properties:texts PropertySets:texts RecipientType:texts RecipientTypeDetails:texts ResultSize:size | ' + $script:Recipient + ' UserPrincipalName Sid ManagedBy MemberJoinRestriction Department Company Office City StateOrProvince CountryOrRegion'
  'Get-User'                          = 'Identity:text Anr:text Filter:text RecipientTypeDetails:texts ResultSize:size | ExternalDirectoryObjectId Guid Name DisplayName UserPrincipalName RecipientTypeDetails Sid'
  'Get-MailboxPermission'             = 'Identity:text User:text Owner:switch IncludeUnresolvedPermissions:switch IncludeSoftDeletedUserPermissions:switch ResultSize:size | User AccessRights IsInherited Deny'
  'Get-EXORecipientPermission'        = 'Identity:text ExternalDirectoryObjectId:text PrimarySmtpAddress:text UserPrincipalName:text Trustee:text AccessRights:texts ResultSize:size | Trustee AccessRights AccessControlType IsInherited'
  'Get-DistributionGroup'             = 'Identity:text Anr:text Filter:text ManagedBy:text RecipientTypeDetails:texts ResultSize:size | ' + $script:Recipient + ' MemberJoinRestriction ManagedBy'
  'Get-UnifiedGroup'                  = 'Identity:text Anr:text Filter:text ResultSize:size | ' + $script:Recipient + ' MemberJoinRestriction ManagedBy'
  'Get-DistributionGroupMember'       = 'Identity:text ResultSize:size | ExternalDirectoryObjectId Guid Name DisplayName PrimarySmtpAddress RecipientTypeDetails'
  'Get-DynamicDistributionGroupMember' = 'Identity:text ResultSize:size | ExternalDirectoryObjectId Guid Name DisplayName PrimarySmtpAddress RecipientTypeDetails'
  'Get-RoleGroup'                     = 'Identity:text Filter:text ResultSize:size | Name Guid Roles'
  'Get-RoleGroupMember'               = 'Identity:text ResultSize:size | Name Guid ExternalDirectoryObjectId RecipientTypeDetails'
  'Get-ManagementRole'                = 'Identity:text RoleType:text | Name IsServicePrincipalRole'
  'Get-Recipient'                     = 'Identity:text Anr:text Filter:text RecipientTypeDetails:texts ResultSize:size | ' + $script:Recipient + ' ManagedBy'
  'Get-Mailbox'                       = 'Identity:text Anr:text Filter:text RecipientTypeDetails:texts ResultSize:size | ' + $script:Recipient + ' UserPrincipalName GrantSendOnBehalfTo MessageCopyForSentAsEnabled MessageCopyForSendOnBehalfEnabled'
  'Get-RecipientPermission'           = 'Identity:text Trustee:text AccessRights:texts ResultSize:size | Trustee AccessRights AccessControlType IsInherited'
  'Get-UnifiedGroupLinks'             = 'Identity:text LinkType:text ResultSize:size | ExternalDirectoryObjectId Guid Name DisplayName PrimarySmtpAddress RecipientTypeDetails'
  'Test-ApplicationAccessPolicy'      = 'Identity:text AppId:text | AppId Mailbox MailboxId MailboxSid AccessCheckResult'
  'Test-ServicePrincipalAuthorization' = 'Identity:text Resource:text | RoleName GrantedPermissions AllowedResourceScope ScopeType InScope'
  'Get-CASMailbox'                    = 'Identity:text Anr:text Filter:text RecipientTypeDetails:texts ResultSize:size | ExternalDirectoryObjectId Guid EwsEnabled ImapEnabled PopEnabled SmtpClientAuthenticationDisabled'
  'Get-OrganizationConfig'            = ' | Name EwsEnabled EwsApplicationAccessPolicy EwsAllowedAppIDs OAuth2ClientProfileEnabled'
  'Get-TransportConfig'               = ' | SmtpClientAuthenticationDisabled MessageCopyForSentAsEnabled'
  'Get-ConnectionInformation'         = ' | ConnectionId State Name UserPrincipalName Organization DelegatedOrganization TenantID TokenStatus TokenExpiryTimeUTC ModuleName ConnectionUsedForInbuiltCmdlets'
}

$script:Changes = @{
  'New-ServicePrincipal'             = 'AppId:text ObjectId:text DisplayName:text | AppId ObjectId DisplayName Guid'
  'Set-ServicePrincipal'             = 'Identity:text DisplayName:text | AppId ObjectId DisplayName Guid'
  'Remove-ServicePrincipal'          = 'Identity:text | AppId ObjectId'
  'New-ManagementRoleAssignment'     = 'Name:text Role:text App:text CustomResourceScope:text RecipientAdministrativeUnitScope:text RecipientGroupScope:text | Name Role RoleAssignee RoleAssigneeName RoleAssigneeType RecipientWriteScope CustomResourceScope RecipientAdministrativeUnitScope App Enabled'
  'Set-ManagementRoleAssignment'     = 'Identity:text CustomResourceScope:text RecipientAdministrativeUnitScope:text RecipientGroupScope:text Enabled:boolean | Name'
  'Remove-ManagementRoleAssignment'  = 'Identity:text | Name'
  'New-ManagementScope'              = 'Name:text RecipientRestrictionFilter:text RecipientRoot:text | Name RecipientFilter RecipientRoot Exclusive ScopeRestrictionType'
  'Set-ManagementScope'              = 'Identity:text Name:text RecipientRestrictionFilter:text | Name'
  'Remove-ManagementScope'           = 'Identity:text | Name'
  'New-ApplicationAccessPolicy'      = 'AppId:texts AccessRight:text PolicyScopeGroupId:text Description:text | AppId AccessRight ScopeName ScopeIdentity ScopeIdentityRaw Description IsValid'
  'Set-ApplicationAccessPolicy'      = 'Identity:text Description:text | AppId'
  'Remove-ApplicationAccessPolicy'   = 'Identity:text | AppId'
  'New-DistributionGroup'            = 'Name:text Alias:text DisplayName:text PrimarySmtpAddress:text Type:text Notes:text Members:texts ManagedBy:texts MemberJoinRestriction:text MemberDepartRestriction:text RequireSenderAuthenticationEnabled:boolean IgnoreNamingPolicy:switch | ' + $script:Recipient + ' MemberJoinRestriction ManagedBy'
  'Set-DistributionGroup'            = 'Identity:text DisplayName:text ManagedBy:texts MemberJoinRestriction:text MemberDepartRestriction:text HiddenFromAddressListsEnabled:boolean RequireSenderAuthenticationEnabled:boolean BypassSecurityGroupManagerCheck:switch | Name'
  'Remove-DistributionGroup'         = 'Identity:text BypassSecurityGroupManagerCheck:switch | Name'
  'Add-DistributionGroupMember'      = 'Identity:text Member:text BypassSecurityGroupManagerCheck:switch | Name'
  'Remove-DistributionGroupMember'   = 'Identity:text Member:text BypassSecurityGroupManagerCheck:switch | Name'
  'Update-DistributionGroupMember'   = 'Identity:text Members:texts BypassSecurityGroupManagerCheck:switch | Name'
  'Add-UnifiedGroupLinks'            = 'Identity:text LinkType:text Links:texts | Name'
  'Remove-UnifiedGroupLinks'         = 'Identity:text LinkType:text Links:texts | Name'
  'Add-MailboxPermission'            = 'Identity:text User:text AccessRights:texts AutoMapping:boolean InheritanceType:text | User AccessRights IsInherited Deny'
  'Remove-MailboxPermission'         = 'Identity:text User:text AccessRights:texts InheritanceType:text Deny:switch | User AccessRights'
  'Add-RecipientPermission'          = 'Identity:text Trustee:text AccessRights:texts | Trustee AccessRights AccessControlType IsInherited'
  'Remove-RecipientPermission'       = 'Identity:text Trustee:text AccessRights:texts Deny:switch | Trustee AccessRights'
  'Set-Mailbox'                      = 'Identity:text GrantSendOnBehalfTo:texts MessageCopyForSentAsEnabled:boolean MessageCopyForSendOnBehalfEnabled:boolean | Name'
  'Set-CASMailbox'                   = 'Identity:text SmtpClientAuthenticationDisabled:boolean ImapEnabled:boolean PopEnabled:boolean EwsEnabled:boolean | Name'
  'Set-OrganizationConfig'           = 'EwsEnabled:boolean EwsAllowedAppIDs:text | Name'
  'Set-TransportConfig'              = 'SmtpClientAuthenticationDisabled:boolean | Name'
}

# -AccessToken came with 3.1 of the module, for good with 3.2: https://learn.microsoft.com/powershell/exchange/exchange-online-powershell-v2
$script:ModuleName = 'ExchangeOnlineManagement'
$script:ModuleFloor = New-Object System.Version 3, 2, 0

$script:MostObjects = 500
$script:MostText = 262144
$script:MostWarnings = 100
$script:MostMessage = 8192
$script:MostDepth = 16

$script:Invariant = [System.Globalization.CultureInfo]::InvariantCulture
$script:Utf8 = New-Object System.Text.UTF8Encoding $false
$script:NeedsEscape = New-Object System.Text.RegularExpressions.Regex '[\x00-\x1f"\\\ud800-\udfff]'
$script:NeedsCode = New-Object System.Text.RegularExpressions.Regex '[\x00-\x1f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]'
$script:Colours = New-Object System.Text.RegularExpressions.Regex '\x1b\[[0-9;?]*[ -/]*[@-~]'
# The token of the connection that is being made: taken out of every message until it is there.
$script:Hidden = $null

# ---- Reading the argument ------------------------------------------------------------------------------------------

# ConvertFrom-Json turns texts that look like times into times, and differs between versions: so the argument is read here.
$script:TextToken = New-Object System.Text.RegularExpressions.Regex '\G"((?>[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"'
$script:OtherToken = New-Object System.Text.RegularExpressions.Regex '\G(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)'
$script:Space = New-Object System.Text.RegularExpressions.Regex '\G[ \t\r\n]*'
$script:CodeToken = New-Object System.Text.RegularExpressions.Regex '\\u([0-9a-fA-F]{4})'

function ConvertFrom-MailscopeText {
  param([string]$Text)
  if ($Text.IndexOf('\') -lt 0) { return $Text }
  # Between two backslashes that mean one, every backslash begins an escape of its own.
  $parts = $Text -split '\\\\', 0, 'RegexMatch'
  for ($index = 0; $index -lt $parts.Count; $index++) {
    $part = $parts[$index].Replace('\"', '"').Replace('\/', '/').Replace('\b', "`b").Replace('\f', "`f").Replace('\n', "`n").Replace('\r', "`r").Replace('\t', "`t")
    if ($part.IndexOf('\') -ge 0) {
      $part = $script:CodeToken.Replace($part, [System.Text.RegularExpressions.MatchEvaluator] { param($match) [string][char][System.Convert]::ToInt32($match.Groups[1].Value, 16) })
    }
    $parts[$index] = $part
  }
  return [string]::Join('\', [string[]]$parts)
}

function Stop-MailscopeJson { throw (New-MailscopeError 'ParserError' 'MailscopeArgumentUnreadable' 'The argument of the call could not be read.') }

function Read-MailscopeValue {
  # Puts the value at $State.At into $State.Value, so that PowerShell does not unroll it.
  param($State, [int]$Depth)
  if ($Depth -gt $script:MostDepth) { Stop-MailscopeJson }
  $text = $State.Text
  $State.At += $script:Space.Match($text, $State.At).Length
  if ($State.At -ge $text.Length) { Stop-MailscopeJson }
  $first = $text[$State.At]
  if ($first -eq '"') {
    $match = $script:TextToken.Match($text, $State.At)
    if (-not $match.Success) { Stop-MailscopeJson }
    $State.At += $match.Length
    $State.Value = ConvertFrom-MailscopeText $match.Groups[1].Value
    return
  }
  if ($first -eq '{' -or $first -eq '[') {
    $isObject = $first -eq '{'
    $close = ']'
    if ($isObject) { $close = '}' }
    $items = [System.Collections.ArrayList]::new()
    $members = New-Object 'System.Collections.Generic.Dictionary[string,object]' ([System.StringComparer]::Ordinal)
    $State.At++
    $State.At += $script:Space.Match($text, $State.At).Length
    $more = -not ($State.At -lt $text.Length -and $text[$State.At] -eq $close)
    while ($more) {
      if ($isObject) {
        Read-MailscopeValue $State ($Depth + 1)
        $name = $State.Value
        $State.At += $script:Space.Match($text, $State.At).Length
        if ($name -isnot [string] -or $State.At -ge $text.Length -or $text[$State.At] -ne ':' -or $members.ContainsKey($name)) { Stop-MailscopeJson }
        $State.At++
        Read-MailscopeValue $State ($Depth + 1)
        $members.Add($name, $State.Value)
      }
      else {
        Read-MailscopeValue $State ($Depth + 1)
        [void]$items.Add($State.Value)
      }
      $State.At += $script:Space.Match($text, $State.At).Length
      if ($State.At -ge $text.Length) { Stop-MailscopeJson }
      $more = $text[$State.At] -eq ','
      if ($more) { $State.At++ }
      elseif ($text[$State.At] -ne $close) { Stop-MailscopeJson }
    }
    $State.At++
    if ($isObject) { $State.Value = $members } else { $State.Value = $items }
    return
  }
  $match = $script:OtherToken.Match($text, $State.At)
  if (-not $match.Success) { Stop-MailscopeJson }
  $State.At += $match.Length
  $word = $match.Value
  if ($word -eq 'true') { $State.Value = $true }
  elseif ($word -eq 'false') { $State.Value = $false }
  elseif ($word -eq 'null') { $State.Value = $null }
  else {
    $whole = 0
    if ([int]::TryParse($word, [System.Globalization.NumberStyles]::AllowLeadingSign, $script:Invariant, [ref]$whole)) { $State.Value = $whole }
    else { $State.Value = [double]::Parse($word, $script:Invariant) }
  }
}

function Read-MailscopeRequest {
  param([string]$Encoded, $Request)
  try { $text = $script:Utf8.GetString([System.Convert]::FromBase64String($Encoded)) }
  catch { Stop-MailscopeJson }
  $state = @{ Text = $text; At = 0; Value = $null }
  Read-MailscopeValue $state 0
  $state.At += $script:Space.Match($text, $state.At).Length
  $value = $state.Value
  if ($state.At -ne $text.Length -or $value -isnot [System.Collections.IDictionary]) { Stop-MailscopeJson }
  if (-not $value.ContainsKey('call') -or $value['call'] -isnot [string] -or $value['call'] -cnotmatch '\A[0-9a-f]{16}\z') { Stop-MailscopeJson }
  $Request.Call = $value['call']
  if ($value.ContainsKey('argument')) { $Request.Argument = $value['argument'] }
}

function Get-MailscopeMember {
  param($Argument, [string]$Name)
  if ($Argument -is [System.Collections.IDictionary] -and $Argument.ContainsKey($Name)) { return , $Argument[$Name] }
}

function Get-MailscopeTextMember {
  param($Argument, [string]$Name)
  $value = Get-MailscopeMember $Argument $Name
  if ($null -eq $value) { return }
  if ($value -isnot [string]) { throw (New-MailscopeError 'InvalidArgument' 'MailscopeArgumentInvalid' "'$Name' has to be text.") }
  if ($value -ne '') { return $value }
}

# ---- Writing answers -----------------------------------------------------------------------------------------------

function ConvertTo-MailscopeJsonText {
  param([string]$Text)
  if (-not $script:NeedsEscape.IsMatch($Text)) { return '"' + $Text + '"' }
  $Text = $Text.Replace('\', '\\').Replace('"', '\"').Replace("`n", '\n').Replace("`r", '\r').Replace("`t", '\t')
  if ($script:NeedsCode.IsMatch($Text)) {
    $Text = $script:NeedsCode.Replace($Text, [System.Text.RegularExpressions.MatchEvaluator] { param($match) '\u' + ([int][char]$match.Value[0]).ToString('x4') })
  }
  return '"' + $Text + '"'
}

function ConvertTo-MailscopePlainText {
  # What a value of Exchange's own kind is written as: an id, a size, an address.
  param($Value)
  if ($Value -is [string]) { return [string]$Value }
  if ($Value -is [datetime]) { return ConvertTo-MailscopeTime $Value $false }
  if ($Value -is [System.DateTimeOffset]) { return ConvertTo-MailscopeTime $Value.UtcDateTime $true }
  if ($Value -is [System.Management.Automation.PSObject] -and $Value.PSObject.TypeNames[0] -like 'Deserialized.*') { return $Value.ToString() }
  return [string]::Format($script:Invariant, '{0}', $Value)
}

function ConvertTo-MailscopeTime {
  # A time that does not say what it is relative to is local, unless its name says UTC.
  param([datetime]$Time, [bool]$IsUtc)
  if ($Time.Kind -eq [System.DateTimeKind]::Unspecified -and $IsUtc) { $Time = [datetime]::SpecifyKind($Time, [System.DateTimeKind]::Utc) }
  return $Time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.FFFFFFF', $script:Invariant) + 'Z'
}

function ConvertTo-MailscopeJsonValue {
  param($Value, [string]$Name, [int]$Depth)
  if ($null -eq $Value -or $Value -is [System.DBNull]) { return 'null' }
  if ($Value -is [string]) {
    $text = [string]$Value
    if ($Name.EndsWith('UTC', [System.StringComparison]::Ordinal) -and $text -match '\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d') {
      $time = [datetime]::MinValue
      $styles = [System.Globalization.DateTimeStyles]'AssumeUniversal, AdjustToUniversal'
      if ([datetime]::TryParse($text, $script:Invariant, $styles, [ref]$time)) { $text = ConvertTo-MailscopeTime $time $true }
    }
    return ConvertTo-MailscopeJsonText $text
  }
  if ($Value -is [bool] -or $Value -is [System.Management.Automation.SwitchParameter]) { if ($Value) { return 'true' } else { return 'false' } }
  if ($Value -is [System.Security.SecureString] -or $Value -is [System.Management.Automation.PSCredential]) { return 'null' }
  if ($Value -is [datetime]) { return ConvertTo-MailscopeJsonText (ConvertTo-MailscopeTime $Value ($Name.EndsWith('UTC', [System.StringComparison]::Ordinal))) }
  if ($Value -is [System.ValueType] -and $Value -isnot [System.Enum]) {
    # An enumeration that came from another process is a number that knows its name.
    if ($Value -is [System.Management.Automation.PSObject] -and $Value.PSObject.TypeNames -contains 'Deserialized.System.Enum') { return ConvertTo-MailscopeJsonText $Value.ToString() }
    if ($Value -is [double] -or $Value -is [single]) {
      $number = ([double]$Value).ToString('R', $script:Invariant)
      if ($number -match '\A-?[0-9]') { return $number } else { return 'null' }
    }
    if ($Value -is [int] -or $Value -is [long] -or $Value -is [uint32] -or $Value -is [uint64] -or $Value -is [int16] -or $Value -is [uint16] -or $Value -is [byte] -or $Value -is [sbyte] -or $Value -is [decimal]) {
      return [string]::Format($script:Invariant, '{0}', $Value)
    }
    return ConvertTo-MailscopeJsonText (ConvertTo-MailscopePlainText $Value)
  }
  if ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [System.Collections.IDictionary]) {
    if ($Depth -ge 1) { return ConvertTo-MailscopeJsonText ([string]::Join(' ', [string[]]@($Value))) }
    $items = [System.Collections.Generic.List[string]]::new()
    foreach ($item in $Value) { $items.Add((ConvertTo-MailscopeJsonValue $item '' ($Depth + 1))) }
    return '[' + [string]::Join(',', $items.ToArray()) + ']'
  }
  return ConvertTo-MailscopeJsonText (ConvertTo-MailscopePlainText $Value)
}

function ConvertTo-MailscopeJsonList {
  param($Items)
  $parts = [System.Collections.Generic.List[string]]::new()
  foreach ($item in $Items) { $parts.Add((ConvertTo-MailscopeJsonText ([string]$item))) }
  return '[' + [string]::Join(',', $parts.ToArray()) + ']'
}

function Write-MailscopeFrame {
  # It begins with a line end, so that what something else left on the line cannot hide it.
  param([string]$Call, [string]$Kind, [string]$Json)
  $encoded = [System.Convert]::ToBase64String($script:Utf8.GetBytes($Json))
  [System.Console]::Out.Write("`n" + [string]::Join('#', [string[]]@('', 'mailscope', $Call, $Kind, $encoded, '')) + "`n")
  [System.Console]::Out.Flush()
}

function Write-MailscopeProgress {
  param([string]$Call, [string]$Text)
  $json = '{"text":' + (ConvertTo-MailscopeJsonText $Text) + '}'
  Write-MailscopeFrame $Call 'progress' $json
}

function Format-MailscopeMessage {
  param([string]$Text)
  $Text = $script:Colours.Replace($Text, '')
  if ($script:Hidden) { $Text = $Text.Replace($script:Hidden, '***') }
  if ($Text.Length -gt $script:MostMessage) { $Text = $Text.Substring(0, $script:MostMessage) }
  return $Text.Trim()
}

function New-MailscopeError {
  param([string]$Category, [string]$Id, [string]$Message)
  return New-Object System.Management.Automation.ErrorRecord (New-Object System.InvalidOperationException $Message), $Id, ([System.Management.Automation.ErrorCategory]$Category), $null
}

function Write-MailscopeError {
  param([string]$Call, $ErrorRecord)
  $exception = $ErrorRecord.Exception
  if ($exception -is [System.Management.Automation.ActionPreferenceStopException] -and $exception.ErrorRecord) {
    $ErrorRecord = $exception.ErrorRecord
    $exception = $ErrorRecord.Exception
  }
  $category = $ErrorRecord.CategoryInfo.Category.ToString()
  $id = [string]$ErrorRecord.FullyQualifiedErrorId
  $message = $exception.Message
  if ($null -ne $ErrorRecord.ErrorDetails -and $ErrorRecord.ErrorDetails.Message) { $message = $ErrorRecord.ErrorDetails.Message }
  # The words of PowerShell itself come in the language of the system; a missing role is known by them.
  if ($id -like 'NamedParameterNotFound*' -and $exception -is [System.Management.Automation.ParameterBindingException]) {
    $message = "A parameter cannot be found that matches parameter name '$($exception.ParameterName)'."
  }
  $json = '{"category":' + (ConvertTo-MailscopeJsonText $category) + ',"id":' + (ConvertTo-MailscopeJsonText (Format-MailscopeMessage $id)) + ',"message":' + (ConvertTo-MailscopeJsonText (Format-MailscopeMessage $message)) + '}'
  Write-MailscopeFrame $Call 'error' $json
}

# ---- What every call does ------------------------------------------------------------------------------------------

function Invoke-MailscopeCall {
  # Body gets the request, and answers JSON. Whatever happens inside, one frame ends the call.
  param([string]$Encoded, [scriptblock]$Body)
  $request = @{ Call = '0000000000000000'; Argument = $null; Warnings = (New-Object System.Collections.ArrayList) }
  $failure = New-MailscopeError 'OperationStopped' 'MailscopeCallLeft' 'The cmdlet ended without an answer.'
  try {
    # Messages in one language, numbers and times in one form, whatever the system's.
    [System.Threading.Thread]::CurrentThread.CurrentCulture = $script:Invariant
    [System.Threading.Thread]::CurrentThread.CurrentUICulture = New-Object System.Globalization.CultureInfo 'en-US'
    $global:ProgressPreference = 'SilentlyContinue'
    Read-MailscopeRequest $Encoded $request
    $json = & $Body $request
    $failure = $null
  }
  catch { $failure = $_ }
  finally {
    # Here, so that a cmdlet's break or continue, which leaves everything around it, is answered too.
    try {
      if ($null -ne $failure) { Write-MailscopeError $request.Call $failure }
      else { Write-MailscopeFrame $request.Call 'done' ('{"value":' + $json + ',"warnings":' + (ConvertTo-MailscopeJsonList $request.Warnings) + '}') }
    }
    finally {
      # Errors hold what a cmdlet was called with, the history what was typed.
      $script:Hidden = $null
      $global:Error.Clear()
      Clear-History
    }
  }
}

function Add-MailscopeWarning {
  param($Request, $Record)
  if ($Request.Warnings.Count -lt $script:MostWarnings) { [void]$Request.Warnings.Add((Format-MailscopeMessage ([string]$Record))) }
}

function Get-MailscopeImportedCommand {
  # Only what belongs to Microsoft's module or to its connection counts: a function of the same name from elsewhere does
  # not, and neither does what a connection that is gone has left behind.
  param([string]$Name)
  foreach ($command in @(Get-Command -Name $Name -ListImported -All -CommandType 'Function', 'Cmdlet' -ErrorAction Ignore)) {
    $module = $command.ModuleName
    if (($module -eq $script:ModuleName -or $module -like 'tmpEXO_*') -and @(Get-Module -Name $module).Count -gt 0) { return $command }
  }
}

function Invoke-MailscopeQuietly {
  # Runs a command of the module; its warnings are kept, everything else it says is dropped. Where the module signs in by
  # itself, what it says is passed on at once: the code of a device may be in it.
  param($Request, $Command, $Parameters, [switch]$Speaking)
  $Parameters['ErrorAction'] = 'Stop'
  & $Command @Parameters *>&1 | & {
    process {
      if ($_ -is [System.Management.Automation.ErrorRecord]) { throw $_ }
      if ($_ -is [System.Management.Automation.WarningRecord]) { Add-MailscopeWarning $Request $_ }
      if ($Speaking -and ($_ -is [System.Management.Automation.WarningRecord] -or $_ -is [System.Management.Automation.InformationRecord])) {
        $said = Format-MailscopeMessage ([string]$_)
        if ($said) { Write-MailscopeProgress $Request.Call $said }
      }
    }
  }
}

# ---- Connecting ----------------------------------------------------------------------------------------------------

function Import-MailscopeModule {
  param($Request)
  $loaded = @(Get-Module -Name $script:ModuleName) | Sort-Object Version -Descending | Select-Object -First 1
  if (-not $loaded) {
    Write-MailscopeProgress $Request.Call 'Loading the module ExchangeOnlineManagement'
    $found = @(Get-Module -ListAvailable -Name $script:ModuleName -ErrorAction SilentlyContinue) | Sort-Object Version -Descending | Select-Object -First 1
    if (-not $found) { throw (New-MailscopeError 'NotInstalled' 'MailscopeModuleMissing' 'The module ExchangeOnlineManagement is not installed.') }
    Assert-MailscopeVersion $found.Version
    Invoke-MailscopeQuietly $Request 'Import-Module' @{ Name = $found.Path; Global = $true; DisableNameChecking = $true }
    $loaded = @(Get-Module -Name $script:ModuleName) | Select-Object -First 1
  }
  Assert-MailscopeVersion $loaded.Version
  return $loaded.Version
}

function Assert-MailscopeVersion {
  param([System.Version]$Version)
  if ($Version -lt $script:ModuleFloor) {
    throw (New-MailscopeError 'NotInstalled' 'MailscopeModuleTooOld' "The module ExchangeOnlineManagement $Version is too old: $($script:ModuleFloor) is the oldest that takes an access token.")
  }
}

function Get-MailscopeConnectCommand {
  $command = Get-MailscopeImportedCommand 'Connect-ExchangeOnline'
  if (-not $command) { throw (New-MailscopeError 'NotInstalled' 'MailscopeModuleMissing' 'The module ExchangeOnlineManagement has no Connect-ExchangeOnline.') }
  return $command
}

function Get-MailscopeConnectParameters {
  param($Command, $Argument)
  $parameters = @{}
  $known = $Command.Parameters
  $given = @{
    Organization            = Get-MailscopeTextMember $Argument 'organization'
    UserPrincipalName       = Get-MailscopeTextMember $Argument 'userPrincipalName'
    DelegatedOrganization   = Get-MailscopeTextMember $Argument 'delegatedOrganization'
    ExchangeEnvironmentName = Get-MailscopeTextMember $Argument 'environment'
  }
  foreach ($name in $given.Keys) { if ($given[$name]) { $parameters[$name] = $given[$name] } }
  # Only what is used is loaded: it saves seconds and memory. The Get-EXO cmdlets are there anyway, whatever one's roles;
  # the cmdlets they stand for tell whether a role shows them, and are never run.
  $needed = @(@($script:Cmdlets.Keys) + @($script:Changes.Keys) | Where-Object { $_ -ne 'Get-ConnectionInformation' } | ForEach-Object { $_ -replace '^Get-EXO', 'Get-' } | Sort-Object -Unique)
  $quick = @{ ShowBanner = $false; ShowProgress = $false; SkipLoadingFormatData = $true; SkipLoadingCmdletHelp = $true; CommandName = [string[]]$needed }
  foreach ($name in $quick.Keys) { if ($known.ContainsKey($name)) { $parameters[$name] = $quick[$name] } }
  return $parameters
}

function Read-MailscopeSecret {
  # One line of standard input: base64 of the token. The module takes text, or a SecureString where it says so.
  param($Request, [System.Type]$As)
  Write-MailscopeFrame $Request.Call 'need-secret' 'null'
  $line = [System.Console]::In.ReadLine()
  $bytes = $null
  try {
    if ($null -ne $line) { $bytes = [System.Convert]::FromBase64String($line.Trim()) }
  }
  catch { $bytes = $null }
  $line = $null
  if ($null -eq $bytes -or $bytes.Length -eq 0) { throw (New-MailscopeError 'AuthenticationError' 'MailscopeSecretMissing' 'No access token was handed in.') }
  $script:Hidden = $script:Utf8.GetString($bytes)
  [System.Array]::Clear($bytes, 0, $bytes.Length)
  if ($As -ne [System.Security.SecureString]) { return $script:Hidden }
  $secure = New-Object System.Security.SecureString
  foreach ($character in $script:Hidden.ToCharArray()) { $secure.AppendChar($character) }
  $secure.MakeReadOnly()
  return $secure
}

function Remove-MailscopeConnection {
  param($Request)
  $disconnect = Get-MailscopeImportedCommand 'Disconnect-ExchangeOnline'
  if ($disconnect) { Invoke-MailscopeQuietly $Request $disconnect @{ Confirm = $false } }
}

function Get-MailscopeConnection {
  $command = Get-MailscopeImportedCommand 'Get-ConnectionInformation'
  if (-not $command) { return }
  return @(& $command -ErrorAction SilentlyContinue) | Where-Object { $_.State -eq 'Connected' } | Select-Object -Last 1
}

$script:ConnectBody = {
  param($Request)
  $argument = $Request.Argument
  $mode = Get-MailscopeTextMember $argument 'mode'
  if ($mode -ne 'token' -and $mode -ne 'module') { throw (New-MailscopeError 'InvalidArgument' 'MailscopeArgumentInvalid' "'mode' has to be token or module.") }
  $version = Import-MailscopeModule $Request
  $connect = Get-MailscopeConnectCommand
  $parameters = Get-MailscopeConnectParameters $connect $argument
  if ($mode -eq 'module') {
    if ((Get-MailscopeMember $argument 'disableWam') -eq $true -and $connect.Parameters.ContainsKey('DisableWAM')) { $parameters['DisableWAM'] = $true }
    # Windows PowerShell has no device code.
    if ((Get-MailscopeMember $argument 'useDeviceCode') -eq $true) {
      if ($PSVersionTable.PSEdition -ne 'Core') { throw (New-MailscopeError 'NotImplemented' 'MailscopeDeviceCodeUnsupported' 'Signing in with a device code needs PowerShell 7.') }
      $parameters['Device'] = $true
    }
  }
  elseif (-not $connect.Parameters.ContainsKey('AccessToken')) {
    throw (New-MailscopeError 'NotInstalled' 'MailscopeModuleTooOld' "The module ExchangeOnlineManagement $version takes no access token.")
  }
  try { Remove-MailscopeConnection $Request }
  catch { Add-MailscopeWarning $Request $_.Exception.Message }
  Write-MailscopeProgress $Request.Call 'Connecting to Exchange Online'
  try {
    if ($mode -eq 'token') { $parameters['AccessToken'] = Read-MailscopeSecret $Request $connect.Parameters['AccessToken'].ParameterType }
    Invoke-MailscopeQuietly $Request $connect $parameters -Speaking:($mode -eq 'module')
  }
  finally {
    $parameters.Clear()
    $parameters = $null
  }
  $connection = Get-MailscopeConnection
  if (-not $connection) { throw (New-MailscopeError 'ConnectionError' 'MailscopeNotConnected' 'Exchange Online did not keep the connection.') }
  $organization = Get-MailscopeTextMember $argument 'organization'
  $shown = $connection.PSObject.Properties['Organization']
  if ($shown -and $shown.Value) { $organization = [string]$shown.Value }
  return '{"moduleVersion":' + (ConvertTo-MailscopeJsonText $version.ToString()) + ',"organization":' + (ConvertTo-MailscopeJsonValue $organization '' 0) + '}'
}

$script:DisconnectBody = {
  param($Request)
  Remove-MailscopeConnection $Request
  return 'null'
}

# ---- Reading -------------------------------------------------------------------------------------------------------

$script:CommandBody = {
  param($Request)
  $names = Get-MailscopeMember $Request.Argument 'names'
  if ($names -isnot [System.Collections.ArrayList]) { throw (New-MailscopeError 'InvalidArgument' 'MailscopeArgumentInvalid' "'names' has to be a list.") }
  $there = New-Object System.Collections.ArrayList
  foreach ($name in $names) {
    if ($name -isnot [string] -or $name -cnotmatch '\A[A-Za-z]{2,20}-[A-Za-z0-9]{2,60}\z') { throw (New-MailscopeError 'InvalidArgument' 'MailscopeArgumentInvalid' "'names' holds something that is no name of a cmdlet.") }
    $command = Get-MailscopeImportedCommand $name
    if ($command) { [void]$there.Add($command.Name) }
  }
  return ConvertTo-MailscopeJsonList $there
}

function Get-MailscopeParameter {
  # A value in the type of its parameter. The wrong type is refused here, never guessed.
  param([string]$Name, [string]$Type, $Value)
  $right = $false
  switch ($Type) {
    'text' { $right = $Value -is [string] }
    'switch' { $right = $Value -is [bool] }
    'boolean' { $right = $Value -is [bool] }
    'number' { $right = $Value -is [int] }
    'size' { $right = ($Value -is [int] -and $Value -ge 0) -or ($Value -is [string] -and $Value -eq 'Unlimited') }
    'texts' {
      if ($Value -is [string]) { return , [string[]]@($Value) }
      $right = $Value -is [System.Collections.ArrayList] -and @($Value | Where-Object { $_ -isnot [string] }).Count -eq 0
      if ($right) { return , [string[]]$Value.ToArray() }
    }
  }
  if (-not $right) { throw (New-MailscopeError 'InvalidArgument' 'MailscopeParameterInvalid' "The value of the parameter $Name is not of its type ($Type).") }
  return , $Value
}

function Get-MailscopeParameters {
  param([string]$Cmdlet, [string]$Allowed, $Given)
  $types = @{}
  foreach ($word in $Allowed.Split(' ')) {
    if ($word) { $types[$word.Split(':')[0]] = $word.Split(':')[1] }
  }
  $parameters = @{}
  if ($null -eq $Given) { return $parameters }
  if ($Given -isnot [System.Collections.IDictionary]) { throw (New-MailscopeError 'InvalidArgument' 'MailscopeArgumentInvalid' "'parameters' has to be an object.") }
  foreach ($name in $Given.Keys) {
    if (-not $types.ContainsKey($name) -or $parameters.ContainsKey($name)) {
      throw (New-MailscopeError 'PermissionDenied' 'MailscopeParameterNotAllowed' "Mailscope does not use this parameter of $Cmdlet.")
    }
    $parameters[$name] = Get-MailscopeParameter $name $types[$name] $Given[$name]
  }
  return $parameters
}

function Send-MailscopeObjects {
  # Passes the objects of a pipeline on while it runs, some hundreds at a time. Written for speed: calls of functions and
  # of New-Object are what takes time in PowerShell, so the common values are written here.
  param($Request, [string[]]$Names)
  begin {
    $frame = [System.Collections.Generic.List[string]]::new()
    $members = [System.Collections.Generic.List[string]]::new()
    $items = [System.Collections.Generic.List[string]]::new()
    $escape = $script:NeedsEscape
    $times = @{}
    foreach ($name in $Names) { if ($name.EndsWith('UTC', [System.StringComparison]::Ordinal)) { $times[$name] = $true } }
    $size = 0
    $total = 0
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
  }
  process {
    $object = $_
    if ($null -eq $object) { return }
    if ($object -is [System.Management.Automation.ErrorRecord]) { throw $object }
    if ($object -is [System.Management.Automation.WarningRecord]) { Add-MailscopeWarning $Request $object; return }
    if ($object -is [System.Management.Automation.InformationalRecord] -or $object -is [System.Management.Automation.InformationRecord]) { return }
    $members.Clear()
    $properties = $object.PSObject.Properties
    foreach ($name in $Names) {
      $property = $properties[$name]
      if ($null -eq $property) { continue }
      $value = $null
      try { $value = $property.Value } catch { Add-MailscopeWarning $Request "The property $name could not be read." }
      if ($null -eq $value) { $members.Add('"' + $name + '":null') }
      elseif ($value -is [string]) {
        if ($escape.IsMatch($value) -or $times.ContainsKey($name)) { $members.Add('"' + $name + '":' + (ConvertTo-MailscopeJsonValue $value $name 0)) }
        else { $members.Add('"' + $name + '":"' + $value + '"') }
      }
      elseif ($value -is [bool]) {
        if ($value) { $members.Add('"' + $name + '":true') } else { $members.Add('"' + $name + '":false') }
      }
      elseif ($value -is [System.Collections.IList]) {
        $items.Clear()
        foreach ($item in $value) {
          if ($item -is [string] -and -not $escape.IsMatch($item)) { $items.Add('"' + $item + '"') }
          else { $items.Add((ConvertTo-MailscopeJsonValue $item '' 1)) }
        }
        $members.Add('"' + $name + '":[' + [string]::Join(',', $items) + ']')
      }
      else { $members.Add('"' + $name + '":' + (ConvertTo-MailscopeJsonValue $value $name 0)) }
    }
    $text = '{' + [string]::Join(',', $members) + '}'
    if ($frame.Count -gt 0 -and ($frame.Count -ge $script:MostObjects -or $size + $text.Length -gt $script:MostText -or $clock.ElapsedMilliseconds -gt 2000)) {
      Write-MailscopeFrame $Request.Call 'objects' ('[' + [string]::Join(',', $frame) + ']')
      $frame.Clear()
      $size = 0
      $clock.Restart()
    }
    $frame.Add($text)
    $size += $text.Length + 1
    $total++
  }
  end {
    if ($frame.Count -gt 0) { Write-MailscopeFrame $Request.Call 'objects' ('[' + [string]::Join(',', $frame) + ']') }
    $Request.Total = $total
  }
}

function Invoke-MailscopeListed {
  # Runs a cmdlet of a list, with the parameters that the list has for it.
  param($Request, $List, [switch]$Changes)
  $name = Get-MailscopeTextMember $Request.Argument 'cmdlet'
  if (-not $name -or -not $List.ContainsKey($name)) {
    throw (New-MailscopeError 'PermissionDenied' 'MailscopeCmdletNotAllowed' 'Mailscope does not use this cmdlet.')
  }
  $name = @($List.Keys | Where-Object { $_ -eq $name })[0]
  $allowed, $chosen = $List[$name].Split('|')
  $parameters = Get-MailscopeParameters $name $allowed (Get-MailscopeMember $Request.Argument 'parameters')
  $command = Get-MailscopeImportedCommand $name
  if (-not $command) {
    throw (New-MailscopeError 'ObjectNotFound' 'CommandNotFoundException' "The term '$name' is not recognized as a name of a cmdlet, function, script file, or executable program.")
  }
  $parameters['ErrorAction'] = 'Stop'
  # Nobody is there to confirm: whoever runs a plan has done so before.
  if ($Changes -and $command.Parameters.ContainsKey('Confirm')) { $parameters['Confirm'] = $false }
  $names = [string[]](@('Identity') + @($chosen.Trim().Split(' ')))
  $Request.Total = 0
  & $command @parameters *>&1 | Send-MailscopeObjects -Request $Request -Names $names
  return '{"count":' + $Request.Total + '}'
}

$script:InvokeBody = {
  param($Request)
  Invoke-MailscopeListed $Request $script:Cmdlets
}

$script:ChangeBody = {
  param($Request)
  Invoke-MailscopeListed $Request $script:Changes -Changes
}

# ---- The five functions --------------------------------------------------------------------------------------------

function Connect-MailscopeExchange {
  [CmdletBinding()]
  param([Parameter(Mandatory = $true, Position = 0)][AllowEmptyString()][string]$Argument)
  Invoke-MailscopeCall $Argument $script:ConnectBody
}

function Disconnect-MailscopeExchange {
  [CmdletBinding()]
  param([Parameter(Mandatory = $true, Position = 0)][AllowEmptyString()][string]$Argument)
  Invoke-MailscopeCall $Argument $script:DisconnectBody
}

function Get-MailscopeCommand {
  [CmdletBinding()]
  param([Parameter(Mandatory = $true, Position = 0)][AllowEmptyString()][string]$Argument)
  Invoke-MailscopeCall $Argument $script:CommandBody
}

function Invoke-MailscopeCmdlet {
  [CmdletBinding()]
  param([Parameter(Mandatory = $true, Position = 0)][AllowEmptyString()][string]$Argument)
  Invoke-MailscopeCall $Argument $script:InvokeBody
}

function Invoke-MailscopeChange {
  [CmdletBinding()]
  param([Parameter(Mandatory = $true, Position = 0)][AllowEmptyString()][string]$Argument)
  Invoke-MailscopeCall $Argument $script:ChangeBody
}

# ---- The shell that it runs in -------------------------------------------------------------------------------------

# Without a console there is no encoding to set; frames are of ASCII anyway.
try { [System.Console]::OutputEncoding = $script:Utf8 } catch { $global:Error.Clear() }
$global:ProgressPreference = 'SilentlyContinue'
$global:VerbosePreference = 'SilentlyContinue'
$global:DebugPreference = 'SilentlyContinue'
$global:InformationPreference = 'SilentlyContinue'
$global:ConfirmPreference = 'None'
$global:MaximumHistoryCount = 1
if (Get-Variable -Name PSStyle -ErrorAction Ignore) { $global:PSStyle.OutputRendering = 'PlainText' }

Export-ModuleMember -Function 'Connect-MailscopeExchange', 'Disconnect-MailscopeExchange', 'Get-MailscopeCommand', 'Invoke-MailscopeCmdlet', 'Invoke-MailscopeChange'
