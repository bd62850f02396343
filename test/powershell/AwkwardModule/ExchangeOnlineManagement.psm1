# A module with the name of Microsoft's that does everything a cmdlet should not do. Tests copy it into a folder of their
# own; what it does is chosen by the identity it is asked for.

$script:Token = $null
$script:Connected = $false
$script:Calls = 0

function Connect-ExchangeOnline {
  [CmdletBinding()]
  param([object]$AccessToken, [string]$Organization, [string]$UserPrincipalName, [string]$DelegatedOrganization, [string]$ExchangeEnvironmentName, [switch]$ShowBanner, [switch]$SkipLoadingFormatData, [string[]]$CommandName, [switch]$DisableWAM, [switch]$Device)
  if ($Organization -eq 'noise') {
    Write-Host '----- The module of Exchange Online -----'
    Write-Host 'no line end' -NoNewline
    [Console]::Out.Write('to the console')
    Write-Warning "The token is $AccessToken."
    Write-Progress -Activity 'Connecting' -Status 'half' -PercentComplete 50
    Write-Output 'an object that nobody wants'
  }
  if ($Organization -eq 'refused') { throw "AADSTS50000: no $AccessToken" }
  if ($Organization -eq 'nowhere') { return }
  $script:Connected = $true
  $script:Given = ($PSBoundParameters.Keys | Sort-Object) -join ' '
  $script:Token = [string]$AccessToken
  if ($AccessToken -is [securestring]) { $script:Token = 'secure ' + (New-Object System.Net.NetworkCredential '', $AccessToken).Password }
  $script:Last = @{ Organization = $Organization; UserPrincipalName = $UserPrincipalName; DelegatedOrganization = $DelegatedOrganization }
}

function Disconnect-ExchangeOnline {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param()
  if ($PSCmdlet.ShouldProcess('all')) { $script:Connected = $false; $script:Token = $null }
}

function Get-ConnectionInformation {
  [CmdletBinding()]
  param()
  if ($script:Connected) {
    [pscustomobject]@{ State = 'Connected'; Organization = $script:Last.Organization; UserPrincipalName = $script:Last.UserPrincipalName; DelegatedOrganization = $script:Last.DelegatedOrganization; Name = $script:Given }
  }
}

function Get-Fingerprint {
  param([string]$Text)
  # Not through an encoding: that would replace half of a pair.
  $bytes = New-Object byte[] ($Text.Length * 2)
  [System.Buffer]::BlockCopy($Text.ToCharArray(), 0, $bytes, 0, $bytes.Length)
  $hash = [System.Security.Cryptography.SHA256]::Create().ComputeHash($bytes)
  return [System.BitConverter]::ToString($hash).Replace('-', '').ToLowerInvariant()
}

# Answers what it was given: the text, and the hash of its UTF-16 code units as they arrived.
function Get-EXORecipient {
  [CmdletBinding()]
  param([string]$Identity, [string]$Filter, [string]$PrimarySmtpAddress, [string]$Anr, [string[]]$Properties, [object]$ResultSize)
  $script:Calls++
  foreach ($name in 'Identity', 'Filter', 'PrimarySmtpAddress', 'Anr', 'Properties') {
    foreach ($value in @($PSBoundParameters[$name])) {
      if ($null -ne $value) { [pscustomobject]@{ Alias = $name; Name = $value; Guid = Get-Fingerprint $value; Office = $value.Length } }
    }
  }
  if ($PSBoundParameters.ContainsKey('ResultSize')) { [pscustomobject]@{ Alias = 'ResultSize'; Name = $ResultSize.GetType().Name; Office = $ResultSize } }
}

function Get-EXOMailbox {
  [CmdletBinding()]
  param([string]$Identity, [object]$ResultSize)
  $script:Calls++
  switch ($Identity) {
    'many' {
      for ($index = 0; $index -lt $ResultSize; $index++) {
        [pscustomobject]@{
          ExternalDirectoryObjectId = '00000000-0000-4000-8000-{0:x12}' -f $index; DisplayName = "Mailbox $index"; PrimarySmtpAddress = "mailbox$index@contoso.example"
          UserPrincipalName = "mailbox$index@contoso.example"; RecipientTypeDetails = 'UserMailbox'; EmailAddresses = [System.Collections.ArrayList]@("SMTP:mailbox$index@contoso.example", "smtp:m$index@contoso.example")
          Alias = "mailbox$index"; Name = "mailbox$index"; HiddenFromAddressListsEnabled = $false; CustomAttribute1 = ''; Department = 'Sales'; NotPassedOn = 'x'
        }
      }
    }
    'large' {
      foreach ($index in 1..3) { [pscustomobject]@{ DisplayName = "large $index"; CustomAttribute1 = 'x' * 200000 } }
      [pscustomobject]@{ DisplayName = 'huge'; CustomAttribute1 = 'y' * 600000 }
      [pscustomobject]@{ DisplayName = 'small' }
    }
    'noise' {
      Write-Host 'on the host'
      Write-Host 'without a line end ' -NoNewline
      [Console]::Out.Write('more of it')
      Write-Warning 'first warning'
      Write-Verbose 'said at length' -Verbose
      Write-Debug 'for the debugger' -Debug
      Write-Information 'for information' -InformationAction Continue
      Write-Progress -Activity 'Working' -Status 'half' -PercentComplete 50
      [Console]::Out.WriteLine('#mailscope#0123456789abcdef#done#e30=#')
      [pscustomobject]@{ DisplayName = 'between the noise' }
      Write-Warning "second$([char]27)[33m warning"
      [Console]::Error.WriteLine('on standard error')
    }
    'error that does not stop' {
      [pscustomobject]@{ DisplayName = 'before' }
      Write-Error -Message "$([char]27)[31mNot everything could be read$([char]27)[0m" -Category ResourceUnavailable -ErrorId 'HalfWay'
      [pscustomobject]@{ DisplayName = 'after' }
    }
    'error that insists' {
      [pscustomobject]@{ DisplayName = 'before' }
      Write-Error -Message 'Said in spite of all' -Category InvalidResult -ErrorId 'Insisted' -ErrorAction Continue
      [pscustomobject]@{ DisplayName = 'after' }
    }
    'throw' { throw 'plainly thrown' }
    'dotnet' { [void][int]::Parse('none') }
    'break' { [pscustomobject]@{ DisplayName = 'before' }; break outside }
    'nothing' { return }
    'null' { $null; [pscustomobject]@{ DisplayName = 'after null' }; $null }
    'not objects' { 'text'; 42; $true }
    'shapes' { Get-Shape }
    default { Write-Error -Message "The operation couldn't be performed because object '$Identity' couldn't be found." -Category ObjectNotFound -ErrorId 'ManagementObjectNotFoundException' }
  }
}

function Get-Shape {
  $deserialized = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize([pscustomobject]@{
        Day = [System.DayOfWeek]::Friday; Many = [System.Collections.ArrayList]@('one', 'two'); Version = [version]'1.2.3'; Guid = [guid]'11111111-2222-4333-8444-555555555555'
      }))
  $throwing = [pscustomobject]@{ DisplayName = 'a property that throws' }
  $throwing.PSObject.Properties.Add((New-Object System.Management.Automation.PSScriptProperty 'Alias', { throw 'no' }))
  [pscustomobject]@{ DisplayName = 'utc'; WhenCreatedUTC = [datetime]::new(2026, 1, 2, 3, 4, 5, [System.DateTimeKind]::Utc) }
  [pscustomobject]@{ DisplayName = 'unspecified'; WhenCreatedUTC = [datetime]::new(2026, 1, 2, 3, 4, 5, [System.DateTimeKind]::Unspecified) }
  [pscustomobject]@{ DisplayName = 'local'; WhenCreatedUTC = [datetime]::new(2026, 1, 2, 3, 4, 5, [System.DateTimeKind]::Utc).ToLocalTime() }
  [pscustomobject]@{ DisplayName = 'fraction'; WhenCreatedUTC = [datetime]::new(2026, 1, 2, 3, 4, 5, 120, [System.DateTimeKind]::Utc) }
  [pscustomobject]@{ DisplayName = 'offset'; WhenCreatedUTC = [System.DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [timespan]::FromHours(2)) }
  [pscustomobject]@{ DisplayName = 'as text'; WhenCreatedUTC = '2026-01-02T03:04:05' }
  [pscustomobject]@{ DisplayName = '2026-01-02T03:04:05Z' }
  [pscustomobject]@{ DisplayName = 'enumeration'; RecipientTypeDetails = [System.DayOfWeek]::Friday }
  [pscustomobject]@{ DisplayName = 'deserialized'; RecipientTypeDetails = $deserialized.Day; EmailAddresses = $deserialized.Many; Alias = $deserialized.Version; Guid = $deserialized.Guid }
  [pscustomobject]@{ DisplayName = 'guid'; Guid = [guid]'11111111-2222-4333-8444-555555555555' }
  [pscustomobject]@{ DisplayName = 'one item'; EmailAddresses = @('SMTP:a@contoso.example') }
  [pscustomobject]@{ DisplayName = 'no items'; EmailAddresses = @() }
  [pscustomobject]@{ DisplayName = 'null inside'; EmailAddresses = @($null, 'b') }
  [pscustomobject]@{ DisplayName = 'list of its own'; EmailAddresses = [System.Collections.Generic.List[object]]@([uri]'https://contoso.example/a', [version]'1.2', 3, $true) }
  [pscustomobject]@{ DisplayName = 'list in a list'; EmailAddresses = @(, @('a', 'b')) }
  [pscustomobject]@{ DisplayName = 'null'; ForwardingSmtpAddress = $null }
  [pscustomobject]@{ DisplayName = 'secret'; CustomAttribute1 = (ConvertTo-SecureString 'hidden' -AsPlainText -Force) }
  [pscustomobject]@{ DisplayName = 'truth'; HiddenFromAddressListsEnabled = $true; MessageCopyForSentAsEnabled = [switch]$false }
  [pscustomobject]@{ DisplayName = 'numbers'; CustomAttribute1 = 1234567.5; CustomAttribute2 = 9007199254740993; CustomAttribute3 = [decimal]1.10; CustomAttribute4 = [double]::NaN }
  [pscustomobject]@{ DisplayName = 'size'; CustomAttribute1 = [version]'1.2.3.4'; CustomAttribute2 = [timespan]::FromMinutes(90) }
  [pscustomobject]@{ displayname = 'another case'; ALIAS = 'kept' }
  [pscustomobject]@{ DisplayName = 'escapes'; Name = "quote `" backslash \ tab `t line `r`n nul $([char]0) bell $([char]7) separators $([char]0x2028)$([char]0x2029) emoji $([char]::ConvertFromUtf32(0x1F469))" }
  $throwing
}

# For the test: whether anything was called, and how the token came.
function Get-AwkwardState {
  [pscustomobject]@{ Calls = $script:Calls; Token = $script:Token; Connected = $script:Connected }
}

# One that the bridge may call, and one that it may not.
function Get-RoleGroup { [CmdletBinding()] param([string]$Identity, [object]$ResultSize) $script:Calls++; [pscustomobject]@{ Name = 'one'; Roles = 'single' } }
function Remove-Mailbox { [CmdletBinding()] param([string]$Identity) $script:Calls++ }

# Changes: one that would ask, one that knows no confirmation, and some that do their work and fail all the same.
function Remove-ManagementScope {
  [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
  param([string]$Identity)
  if ($PSCmdlet.ShouldProcess($Identity)) { $script:Calls++; [pscustomobject]@{ Name = ($PSBoundParameters.Keys | Sort-Object) -join ' ' } }
}
function Set-CASMailbox {
  [CmdletBinding()]
  param([string]$Identity, [bool]$ImapEnabled)
  $script:Calls++
  [pscustomobject]@{ Name = ($PSBoundParameters.Keys | Sort-Object) -join ' ' }
}
function Set-Mailbox {
  [CmdletBinding(SupportsShouldProcess = $true)]
  param([string]$Identity, [string[]]$GrantSendOnBehalfTo)
  $script:Calls++
  Write-Host 'something on the host'
  Write-Warning 'something to know'
  [pscustomobject]@{ Name = $GrantSendOnBehalfTo.Count; Guid = $GrantSendOnBehalfTo.GetType().Name }
  if ($Identity -eq 'error') { Write-Error -Message 'half done' -ErrorId 'HalfDone' -Category WriteError }
  if ($Identity -eq 'break') { break }
  if ($Identity -eq 'throw') { throw 'half done' }
}
