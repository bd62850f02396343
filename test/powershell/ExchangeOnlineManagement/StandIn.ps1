# What every cmdlet of the stand-in does: it sends its name and its bound parameters to a simulated tenant, and writes
# the answer as Microsoft's module would. The address is read here and nowhere else.
$script:Address = $env:MAILSCOPE_STAND_IN_URL
$script:Token = $null
$script:Connection = $null
$script:ConnectedModule = $null
$script:PageSize = 1000

if (-not ('System.Net.Http.HttpClient' -as [type])) { Add-Type -AssemblyName System.Net.Http }
$script:Client = New-Object System.Net.Http.HttpClient
$script:Client.Timeout = [TimeSpan]::FromMinutes(10)
$script:HasDateKind = (Get-Command -Name ConvertFrom-Json).Parameters.ContainsKey('DateKind')

function ConvertTo-StandInJson {
    param($Value)
    if ($null -eq $Value) { return 'null' }
    if ($Value -is [System.Management.Automation.PSObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [System.Management.Automation.SwitchParameter] -or $Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
    if ($Value -is [int] -or $Value -is [long] -or $Value -is [uint32] -or $Value -is [double] -or $Value -is [decimal]) {
        return [string]::Format([System.Globalization.CultureInfo]::InvariantCulture, '{0}', $Value)
    }
    if ($Value -is [datetime]) { $Value = $Value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.FFFFFFFZ', [System.Globalization.CultureInfo]::InvariantCulture) }
    if ($Value -is [System.Collections.IDictionary]) {
        $pairs = foreach ($name in $Value.Keys) { (ConvertTo-StandInJson ([string]$name)) + ':' + (ConvertTo-StandInJson $Value[$name]) }
        return '{' + ($pairs -join ',') + '}'
    }
    if ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [string]) {
        $items = foreach ($item in $Value) { ConvertTo-StandInJson $item }
        return '[' + ($items -join ',') + ']'
    }
    $text = ([string]$Value).Replace('\', '\\').Replace('"', '\"')
    $escaped = [regex]::Replace($text, '[^\x20-\x7e]', [System.Text.RegularExpressions.MatchEvaluator] { param($match) '\u{0:x4}' -f [int][char]$match.Value })
    return '"' + $escaped + '"'
}

function Send-StandInRequest {
    param([string]$Method, [string]$Path, [string]$Body, [string]$ContentType, [string]$Bearer)
    $request = New-Object System.Net.Http.HttpRequestMessage ([System.Net.Http.HttpMethod]::new($Method)), ($script:Address + $Path)
    if ($Bearer) { [void]$request.Headers.TryAddWithoutValidation('Authorization', "Bearer $Bearer") }
    if ($Body) { $request.Content = New-Object System.Net.Http.StringContent $Body, ([System.Text.Encoding]::UTF8), $ContentType }
    $response = $script:Client.SendAsync($request).GetAwaiter().GetResult()
    $text = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    return @{ Status = [int]$response.StatusCode; Text = $text }
}

function ConvertFrom-StandInJson {
    param([string]$Text)
    if ($script:HasDateKind) { return ConvertFrom-Json -InputObject $Text -DateKind String }
    return ConvertFrom-Json -InputObject $Text
}

function New-StandInError {
    param([string]$Category, [string]$Id, [string]$Message)
    $kind = [System.Management.Automation.ErrorCategory]::NotSpecified
    [void][System.Enum]::TryParse($Category, [ref]$kind)
    return New-Object System.Management.Automation.ErrorRecord (New-Object System.Exception $Message), $Id, $kind, $null
}

# Lists arrive as ArrayList, times as DateTime, everything else as it stands.
function ConvertTo-StandInObject {
    param($Object)
    foreach ($property in $Object.PSObject.Properties) {
        $value = $property.Value
        if ($value -is [array]) { $property.Value = [System.Collections.ArrayList]@($value) }
        elseif ($value -is [string] -and $property.Name -match 'UTC$' -and $value -match '^\d{4}-\d\d-\d\dT') {
            $property.Value = [datetime]::Parse($value, [System.Globalization.CultureInfo]::InvariantCulture, [System.Globalization.DateTimeStyles]'AssumeUniversal,AdjustToUniversal')
        }
    }
    return $Object
}

function Get-StandInBearer {
    if ($script:Token) { return $script:Token }
    $form = 'grant_type=client_credentials&client_id={0}&client_secret={1}&scope={2}' -f $env:MAILSCOPE_STAND_IN_CLIENT, [uri]::EscapeDataString([string]$env:MAILSCOPE_STAND_IN_SECRET), [uri]::EscapeDataString('https://outlook.office365.com/.default')
    $answer = Send-StandInRequest -Method POST -Path "/$($env:MAILSCOPE_STAND_IN_TENANT)/oauth2/v2.0/token" -Body $form -ContentType 'application/x-www-form-urlencoded'
    $value = ConvertFrom-StandInJson $answer.Text
    if ($answer.Status -ne 200) { throw (New-StandInError 'AuthenticationError' 'AuthenticationFailed' ([string]$value.error_description)) }
    return $value.access_token
}

function Invoke-StandInCmdlet {
    param([string]$Name, [System.Collections.IDictionary]$Bound, $Caller)
    if (-not $script:Token) {
        $Caller.ThrowTerminatingError((New-StandInError 'InvalidOperation' 'NotConnected' 'You must call the Connect-ExchangeOnline cmdlet before calling any other cmdlets.'))
    }
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters
    $parameters = @{}
    foreach ($key in $Bound.Keys) { if (-not $common.Contains($key)) { $parameters[$key] = $Bound[$key] } }
    if ($Name -eq 'Get-ConnectionInformation') { return $script:Connection }
    $next = $null
    do {
        $call = @{ cmdlet = $Name; parameters = $parameters; pageSize = $script:PageSize }
        if ($next) { $call['continuation'] = $next }
        $answer = Send-StandInRequest -Method POST -Path '/exchange/cmdlet' -Body (ConvertTo-StandInJson $call) -ContentType 'application/json' -Bearer $script:Token
        try { $value = ConvertFrom-StandInJson $answer.Text }
        catch { $Caller.ThrowTerminatingError((New-StandInError 'ReadError' 'CutOff' 'The answer of the service was cut off.')) }
        if ($value.PSObject.Properties['error']) {
            $Caller.WriteError((New-StandInError $value.error.category $value.error.id $value.error.message))
            return
        }
        foreach ($object in $value.objects) { ConvertTo-StandInObject $object }
        foreach ($warning in $value.warnings) { $Caller.WriteWarning($warning) }
        $next = $null
        if ($value.PSObject.Properties['continuation']) { $next = $value.continuation }
    } while ($next)
}

function Connect-StandIn {
    param([System.Collections.IDictionary]$Bound, $Caller, [string]$CmdletFile)
    if ($Bound.ContainsKey('AccessToken')) {
        if (-not ($Bound.ContainsKey('Organization') -or $Bound.ContainsKey('UserPrincipalName') -or $Bound.ContainsKey('DelegatedOrganization'))) {
            $Caller.ThrowTerminatingError((New-StandInError 'InvalidArgument' 'OrganizationMissing' 'AccessToken needs Organization, DelegatedOrganization or UserPrincipalName.'))
        }
        $bearer = $Bound['AccessToken']
    }
    else { $bearer = Get-StandInBearer }
    $answer = Send-StandInRequest -Method GET -Path '/exchange/cmdlets' -Bearer $bearer
    $value = ConvertFrom-StandInJson $answer.Text
    if ($answer.Status -ne 200) { $Caller.ThrowTerminatingError((New-StandInError $value.error.category $value.error.id $value.error.message)) }
    Disconnect-StandIn
    $script:Token = $bearer
    $names = @($value.cmdlets | ForEach-Object { $_.name } | Where-Object { $_ -notlike 'Get-EXO*' -and $_ -ne 'Get-ConnectionInformation' })
    if ($Bound.ContainsKey('CommandName')) { $names = @($names | Where-Object { $Bound['CommandName'] -contains $_ }) }
    $name = 'tmpEXO_' + [guid]::NewGuid().ToString('N').Substring(0, 8) + '.sid'
    $run = { param($Name, $Bound, $Caller) Invoke-StandInCmdlet $Name $Bound $Caller }
    $text = [System.IO.File]::ReadAllText($CmdletFile)
    $module = New-Module -Name $name -ArgumentList $run, $names -ScriptBlock ([scriptblock]::Create($text))
    $script:ConnectedModule = Import-Module $module -Global -PassThru -DisableNameChecking
    $script:Connection = [pscustomobject]@{
        ConnectionId = [guid]::NewGuid(); State = 'Connected'; Id = 1; Name = 'ExchangeOnline_1'
        UserPrincipalName = $Bound['UserPrincipalName']; Organization = $Bound['Organization']; DelegatedOrganization = $Bound['DelegatedOrganization']
        TokenStatus = 'Active'; ModuleName = $name; ModulePrefix = ''; ConnectionUsedForInbuiltCmdlets = $true
    }
}

function Disconnect-StandIn {
    if ($script:ConnectedModule) { Remove-Module -ModuleInfo $script:ConnectedModule -Force }
    $script:ConnectedModule = $null
    $script:Connection = $null
    $script:Token = $null
}
