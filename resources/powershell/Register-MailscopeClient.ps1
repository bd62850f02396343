<#
.SYNOPSIS
Registers Mailscope as a client of your organisation, so that it signs in with a registration that you own.

.DESCRIPTION
Makes one app registration in Microsoft Entra ID: a public client for this organisation only, with the redirect address
http://localhost, with public client flows allowed (for sign-in by a code), and with the delegated permissions that
Mailscope asks for. Delegated means: whoever signs in reads no more than their own roles let them read. It makes no secret.

The registration is found again by its unique name, so that running the script twice makes no second one; what is missing
from it is added, and nothing is taken from it. Consent is not given by this script: it prints the address where an
administrator does that.

Needed: a role that may register apps (Application Developer, Cloud Application Administrator or Application
Administrator). The script asks Microsoft Graph for Application.ReadWrite.All on your behalf, by a code that you type into
a browser, and uses it for this one registration. With -WhatIf it shows what it would do and changes nothing.

It runs on Windows PowerShell 5.1 and on PowerShell 7, and needs no module. Exit codes: 0 done, 2 wrong use, 1 failed.

.PARAMETER Environment
The cloud: Global, USGovGCCHigh, USGovDoD or China.

.PARAMETER TenantId
The tenant: its id or a domain of it. Without it, the account that signs in decides.

.PARAMETER DisplayName
The name of the registration.

.PARAMETER ClientId
The client that asks for the token. Without it, the public client "Microsoft Graph Command Line Tools", where the cloud
has it.

.PARAMETER GraphAccessToken
A token for Microsoft Graph that you got otherwise, as a secure string.

.PARAMETER GraphEndpoint
For tests on one machine: where Graph answers. Only 127.0.0.1 and localhost are accepted.

.EXAMPLE
.\Register-MailscopeClient.ps1 -TenantId contoso.com -WhatIf

Shows what would be registered.

.EXAMPLE
.\Register-MailscopeClient.ps1 -TenantId contoso.com

Registers, and prints the client id for Mailscope's settings.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [ValidateSet('Global', 'USGovGCCHigh', 'USGovDoD', 'China')]
    [string] $Environment = 'Global',
    [ValidatePattern('^[A-Za-z0-9][A-Za-z0-9.-]*$')]
    [string] $TenantId,
    [ValidateNotNullOrEmpty()]
    [string] $DisplayName = 'Mailscope',
    [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')]
    [string] $ClientId,
    [System.Security.SecureString] $GraphAccessToken,
    [ValidateScript( { ([uri] $_).Scheme -eq 'http' -and @('127.0.0.1', 'localhost') -contains ([uri] $_).Host -and ([uri] $_).UserInfo -eq '' })]
    [string] $GraphEndpoint
)

Set-StrictMode -Version 1
$ErrorActionPreference = 'Stop'
$UniqueName = 'mailscope-client'
$QuickClientId = '14d82eec-204b-4c2f-b7e8-296a70dab67e'
$IsCore = $PSVersionTable.PSEdition -eq 'Core'

# https://learn.microsoft.com/graph/deployments
# https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
$CloudsJson = @'
{
  "Global": {
    "authority": "https://login.microsoftonline.com", "graph": "https://graph.microsoft.com",
    "entra": "https://entra.microsoft.com", "hasQuickClient": true
  },
  "USGovGCCHigh": {
    "authority": "https://login.microsoftonline.us", "graph": "https://graph.microsoft.us",
    "entra": "https://entra.microsoft.us", "hasQuickClient": true
  },
  "USGovDoD": {
    "authority": "https://login.microsoftonline.us", "graph": "https://dod-graph.microsoft.us",
    "entra": "https://entra.microsoft.us", "hasQuickClient": true
  },
  "China": {
    "authority": "https://login.partner.microsoftonline.cn", "graph": "https://microsoftgraph.chinacloudapi.cn",
    "entra": "https://entra.microsoftonline.cn", "hasQuickClient": false
  }
}
'@

# The delegated permissions, by resource: Microsoft Graph and Office 365 Exchange Online.
$PermissionsJson = @'
{
  "00000003-0000-0000-c000-000000000000": {
    "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
    "Application.Read.All": "c79f8feb-a9db-4090-85f9-90d820caa0eb",
    "Directory.Read.All": "06da0dbc-49e2-44d2-8312-53f166ab848a",
    "User.Read.All": "a154be20-db9c-4678-8ab7-66f6cc099a59",
    "GroupMember.Read.All": "bc024368-1153-4739-b217-4326f2e966d0",
    "AdministrativeUnit.Read.All": "3361d15d-be43-4de6-b441-3c746d05163d",
    "RoleManagement.Read.Directory": "741c54c3-0c1e-44a1-818b-3f97ab4e8c83",
    "RoleEligibilitySchedule.Read.Directory": "eb0788c2-6d4e-4658-8c9e-c0fb8053f03d",
    "AuditLog.Read.All": "e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20",
    "Policy.Read.All": "572fea84-0151-49b2-9301-11cb16974376"
  },
  "00000002-0000-0ff1-ce00-000000000000": {
    "Exchange.Manage": "ab4f2b77-0b06-4fc1-a9de-02113fc2ab7c"
  }
}
'@

$Cloud = (ConvertFrom-Json $CloudsJson).$Environment
$Permissions = ConvertFrom-Json $PermissionsJson
$GraphBase = $Cloud.graph
if ($GraphEndpoint -ne '') { $GraphBase = $GraphEndpoint.TrimEnd('/') }
$Authority = 'organizations'
if ($TenantId -ne '') { $Authority = $TenantId }
if (-not $IsCore) { [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12 }

function Get-Status {
    param($Record)
    $response = $Record.Exception.PSObject.Properties['Response']
    if ($null -eq $response -or $null -eq $response.Value) { return 0 }
    return [int] $response.Value.StatusCode
}

function Get-Problem {
    param($Record)
    $text = $Record.Exception.Message
    if ($null -ne $Record.ErrorDetails) {
        try {
            $body = ConvertFrom-Json $Record.ErrorDetails.Message
            if ($body.PSObject.Properties['error_description']) { $text = $body.error_description }
            elseif ($body.error -isnot [string]) { $text = "$($body.error.code): $($body.error.message)" }
        }
        catch { $text = $Record.Exception.Message }
    }
    return ($text.Trim() -split '[\r\n]')[0]
}

function Get-Token {
    if ($null -ne $GraphAccessToken) { return (New-Object System.Net.NetworkCredential '', $GraphAccessToken).Password }
    $client = $ClientId
    if ($client -eq '') { $client = $QuickClientId }
    $login = "$($Cloud.authority)/$Authority/oauth2/v2.0"
    $code = Invoke-RestMethod -Method POST -Uri "$login/devicecode" -Body @{ client_id = $client; scope = "$($Cloud.graph)/Application.ReadWrite.All" } -UseBasicParsing
    Write-Host $code.message
    $interval = [Math]::Max(1, [int] $code.interval)
    $until = [datetime]::UtcNow.AddSeconds([int] $code.expires_in)
    while ([datetime]::UtcNow -lt $until) {
        Start-Sleep -Seconds $interval
        try {
            $form = @{ grant_type = 'urn:ietf:params:oauth:grant-type:device_code'; client_id = $client; device_code = $code.device_code }
            return (Invoke-RestMethod -Method POST -Uri "$login/token" -Body $form -UseBasicParsing).access_token
        }
        catch {
            $kind = ''
            if ($null -ne $_.ErrorDetails) { try { $kind = (ConvertFrom-Json $_.ErrorDetails.Message).error } catch { $kind = '' } }
            if ($kind -eq 'slow_down') { $interval += 5 }
            elseif ($kind -ne 'authorization_pending') { throw "Sign-in was refused: $(Get-Problem $_)" }
        }
    }
    throw 'Nobody signed in before the code expired. Start again.'
}

function Send-Graph {
    param([string] $Method, [string] $Path, $Body = $null, $MoreHeaders = @{})
    $headers = @{ Authorization = "Bearer $Token"; Accept = 'application/json' }
    foreach ($name in $MoreHeaders.Keys) { $headers[$name] = $MoreHeaders[$name] }
    $arguments = @{ Method = $Method; Uri = $GraphBase + $Path; Headers = $headers; UseBasicParsing = $true; MaximumRedirection = 0; Verbose = $false; Debug = $false }
    if ($null -ne $Body) {
        $arguments['Body'] = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Body -Depth 6 -Compress))
        $arguments['ContentType'] = 'application/json'
    }
    return Invoke-RestMethod @arguments
}

# The registration that an earlier run made, or nothing. Never by its name: another team may have an app of the same name.
function Find-Registration {
    try { return Send-Graph 'GET' "/v1.0/applications(uniqueName='$UniqueName')" }
    catch { if ((Get-Status $_) -ne 404) { throw } }
    return $null
}

# The permissions that a registration has, and those that it lacks.
function Merge-Access {
    param($Held)
    $merged = @()
    $added = 0
    foreach ($resource in @($Held)) {
        if ($null -ne $resource -and $null -eq $Permissions.PSObject.Properties[$resource.resourceAppId]) {
            $merged += @{ resourceAppId = $resource.resourceAppId; resourceAccess = @($resource.resourceAccess | ForEach-Object { @{ id = $_.id; type = $_.type } }) }
        }
    }
    foreach ($wanted in $Permissions.PSObject.Properties) {
        $access = @()
        foreach ($resource in @($Held)) {
            if ($null -ne $resource -and $resource.resourceAppId -eq $wanted.Name) { $access += @($resource.resourceAccess | ForEach-Object { @{ id = $_.id; type = $_.type } }) }
        }
        foreach ($scope in $wanted.Value.PSObject.Properties) {
            if (@($access | Where-Object { $_.id -eq $scope.Value -and $_.type -eq 'Scope' }).Count -eq 0) {
                $access += @{ id = $scope.Value; type = 'Scope' }
                $added++
            }
        }
        $merged += @{ resourceAppId = $wanted.Name; resourceAccess = @($access) }
    }
    return @{ Access = @($merged); Added = $added }
}

function Register-Client {
    $found = Find-Registration
    $held = @()
    $addresses = @()
    if ($null -ne $found) {
        $held = @($found.requiredResourceAccess)
        $addresses = @($found.publicClient.redirectUris | Where-Object { $null -ne $_ })
    }
    $merged = Merge-Access $held
    $isComplete = $null -ne $found -and $merged.Added -eq 0 -and $addresses -contains 'http://localhost' -and $found.isFallbackPublicClient -eq $true
    if ($isComplete) {
        Write-Host "The registration is there already and lacks nothing: $($found.displayName)."
        return $found
    }
    if ($addresses -notcontains 'http://localhost') { $addresses += 'http://localhost' }
    $body = @{
        isFallbackPublicClient = $true
        publicClient           = @{ redirectUris = @($addresses) }
        requiredResourceAccess = $merged.Access
    }
    if ($null -ne $found) {
        if (-not $PSCmdlet.ShouldProcess($found.displayName, "Add what the registration lacks ($($merged.Added) permissions)")) { return $found }
        [void] (Send-Graph 'PATCH' "/v1.0/applications/$($found.id)" $body)
        return Send-Graph 'GET' "/v1.0/applications/$($found.id)"
    }
    $body['displayName'] = $DisplayName
    $body['signInAudience'] = 'AzureADMyOrg'
    $body['tags'] = @('mailscope-client')
    if (-not $PSCmdlet.ShouldProcess($DisplayName, "Register a public client with $($merged.Added) delegated permissions")) { return $null }
    # By its unique name, so that a repetition after a broken connection makes no second one.
    $made = Send-Graph 'PATCH' "/v1.0/applications(uniqueName='$UniqueName')" $body @{ Prefer = 'create-if-missing' }
    if ($null -eq $made -or $null -eq $made.appId) { $made = Find-Registration }
    return $made
}

if (-not $Cloud.hasQuickClient -and $ClientId -eq '' -and $null -eq $GraphAccessToken) {
    [Console]::Error.WriteLine("In the cloud $Environment, -ClientId has to name a client that may ask for Application.ReadWrite.All, or -GraphAccessToken a token.")
    exit 2
}
$ExitCode = 1
try {
    $Token = Get-Token
    $Client = Register-Client
    if ($null -ne $Client) {
        Write-Host ''
        Write-Host "Client id for Mailscope's settings: $($Client.appId)"
        Write-Host 'An administrator consents for the organisation here, or each person at their first sign-in:'
        Write-Host "  $($Cloud.authority)/$Authority/adminconsent?client_id=$($Client.appId)"
        Write-Host "  $($Cloud.entra)/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/$($Client.appId)"
        Write-Output $Client.appId
    }
    $ExitCode = 0
}
catch { [Console]::Error.WriteLine("$(Get-Problem $_)") }
finally { $Token = '' }
exit $ExitCode
