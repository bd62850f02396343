/** Signing in to Microsoft Graph and asking it, in PowerShell, with nothing but Invoke-WebRequest. */
export const GRAPH_PART = String.raw`
# ---- HTTP ------------------------------------------------------------------------------------------------------------

function Get-FirstLine {
    param([string] $Text)
    $line = ($Text.Trim() -split '[\r\n]')[0]
    if ($line.Length -gt 300) { return $line.Substring(0, 300) + '...' }
    return $line
}

function Get-Plain {
    param([System.Security.SecureString] $Secret)
    return (New-Object System.Net.NetworkCredential '', $Secret).Password
}

function Get-Header {
    param($Headers, [string] $Name)
    if ($null -eq $Headers) { return '' }
    foreach ($key in $Headers.Keys) { if ($key -eq $Name) { return [string] (@($Headers[$key])[0]) } }
    return ''
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
    # On a connection that is used again, .NET may send a request a second time where the first was cut.
    if ($Method -ne 'GET') { $arguments['DisableKeepAlive'] = $true }
    if ($IsCore) { $arguments['SkipHttpErrorCheck'] = $true }
    try {
        $response = Invoke-WebRequest @arguments
        $text = $Utf8.GetString($response.RawContentStream.ToArray())
        return @{ Status = [int] $response.StatusCode; Text = $text; RetryAfter = (Get-Header $response.Headers 'Retry-After') }
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
            return @{ Status = [int] $answer.StatusCode; Text = $text; RetryAfter = [string] $answer.Headers['Retry-After'] }
        }
        return @{ Status = 0; Text = ''; RetryAfter = ''; Problem = (Get-FirstLine $failed.Exception.GetBaseException().Message) }
    }
}

# How long a service asks to wait, in seconds; without a time of its own, doubling.
function Get-Pause {
    param([string] $RetryAfter, [int] $Attempt)
    if ($RetryAfter -match '^\s*\d+\s*$') { return [Math]::Min(300, [Math]::Max(1, [int] $RetryAfter)) }
    return [Math]::Min(30, [Math]::Pow(2, $Attempt - 1))
}

# ---- Signing in to Graph -----------------------------------------------------------------------------------------------

$GraphSession = @{ Token = ''; Until = [datetime]::MinValue; Refresh = '' }

function Send-TokenRequest {
    param($Form, [string] $Path = 'token')
    $body = @(foreach ($name in $Form.Keys) { $name + '=' + [uri]::EscapeDataString($Form[$name]) }) -join '&'
    for ($attempt = 1; ; $attempt++) {
        $answer = Send-Web 'POST' "$Login/$($Plan.TenantId)/oauth2/v2.0/$Path" @{ Accept = 'application/json' } $body 'application/x-www-form-urlencoded'
        if ($answer.Status -gt 0 -and $answer.Status -lt 429) { break }
        if ($attempt -ge $MostFailures) { Stop-Run 1 "The sign-in service does not answer ($($answer.Status) $($answer['Problem']))." }
        Start-Sleep -Seconds (Get-Pause $answer.RetryAfter $attempt)
    }
    $value = $null
    try { $value = Read-Json $answer.Text } catch { Stop-Run 1 "The sign-in service answered something that is not JSON ($($answer.Status))." }
    return @{ Ok = ($answer.Status -eq 200); Value = $value }
}

function Stop-Refused {
    param($Value)
    $text = Get-FirstLine (Get-Text $Value 'error_description')
    if ($text -eq '') { $text = Get-Text $Value 'error' }
    Stop-Run 1 "Sign-in was refused: $text"
}

function Get-SecretToken {
    param([string] $Resource)
    $form = @{ grant_type = 'client_credentials'; client_id = $ClientId; client_secret = (Get-Plain $ClientSecret); scope = "$Resource/.default" }
    $answer = Send-TokenRequest $form
    if (-not $answer.Ok) { Stop-Refused $answer.Value }
    return $answer.Value
}

function Get-QuickOrOwnClient {
    if ($ClientId -ne '') { return $ClientId }
    if (-not $Cloud.HasQuickClient) { Stop-Run 2 'In this cloud, -ClientId has to name an app registration of your organisation, or -GraphAccessToken a token.' }
    return $QuickClientId
}

function Get-DeviceToken {
    $client = Get-QuickOrOwnClient
    $wanted = @($Plan.Scopes | ForEach-Object { "$($Cloud.Graph)/$_" }) + 'offline_access'
    $code = Send-TokenRequest @{ client_id = $client; scope = ($wanted -join ' ') } 'devicecode'
    if (-not $code.Ok) { Stop-Refused $code.Value }
    Write-Host ''
    Write-Line (Get-Text $code.Value 'message')
    Write-Host ''
    $interval = [Math]::Max(1, [int] (Get-Text $code.Value 'interval'))
    $until = [datetime]::UtcNow.AddSeconds([int] (Get-Text $code.Value 'expires_in'))
    while ([datetime]::UtcNow -lt $until) {
        Start-Sleep -Seconds $interval
        $form = @{ grant_type = 'urn:ietf:params:oauth:grant-type:device_code'; client_id = $client; device_code = (Get-Text $code.Value 'device_code') }
        $answer = Send-TokenRequest $form
        if ($answer.Ok) { return $answer.Value }
        $problem = Get-Text $answer.Value 'error'
        if ($problem -eq 'slow_down') { $interval += 5 }
        elseif ($problem -ne 'authorization_pending') { Stop-Refused $answer.Value }
    }
    Stop-Run 1 'Nobody signed in before the code expired. Start again.'
}

# A token by the refresh token of the sign-in before, for Graph or for Exchange Online.
function Get-RefreshedToken {
    param([string] $Scope)
    $answer = Send-TokenRequest @{ grant_type = 'refresh_token'; client_id = (Get-QuickOrOwnClient); refresh_token = $GraphSession.Refresh; scope = $Scope }
    if (-not $answer.Ok) { Stop-Refused $answer.Value }
    $next = Get-Text $answer.Value 'refresh_token'
    if ($next -ne '') { $GraphSession.Refresh = $next }
    return $answer.Value
}

function Get-GraphToken {
    param([switch] $Fresh)
    if ($null -ne $GraphAccessToken) { return Get-Plain $GraphAccessToken }
    if (-not $Fresh -and $GraphSession.Token -ne '' -and [datetime]::UtcNow -lt $GraphSession.Until) { return $GraphSession.Token }
    if ($null -ne $ClientSecret) { $value = Get-SecretToken $Cloud.Graph }
    elseif ($GraphSession.Refresh -ne '') { $value = Get-RefreshedToken "$($Cloud.Graph)/.default offline_access" }
    else {
        $value = Get-DeviceToken
        $GraphSession.Refresh = Get-Text $value 'refresh_token'
    }
    $GraphSession.Token = Get-Text $value 'access_token'
    # Renewed five minutes before its end, so that no request meets a token that has just ended.
    $GraphSession.Until = [datetime]::UtcNow.AddSeconds([Math]::Max(60, [int] (Get-Text $value 'expires_in') - 300))
    return $GraphSession.Token
}

# Which tenant a token is for, as the token itself says.
function Get-TenantOfToken {
    param([string] $Token)
    try {
        $part = $Token.Split('.')[1].Replace('-', '+').Replace('_', '/')
        $part = $part.PadRight([int] ([Math]::Ceiling($part.Length / 4) * 4), '=')
        return Get-Text (Read-Json $Utf8.GetString([Convert]::FromBase64String($part))) 'tid'
    }
    catch { return '' }
}

# ---- Graph -------------------------------------------------------------------------------------------------------------

function Get-GraphProblem {
    param($Answer)
    if ($Answer.Status -eq 0) { return [string] $Answer['Problem'] }
    $code = ''
    $message = ''
    try {
        $problem = (Find-Member (Read-Json $Answer.Text) 'error').Value
        $code = Get-Text $problem 'code'
        $message = Get-FirstLine (Get-Text $problem 'message')
    }
    catch {
        # A gateway's page rather than an answer of Graph: the status says enough.
        $code = ''
    }
    return (@("$($Answer.Status) $code".Trim(), $message) | Where-Object { $_ -ne '' }) -join ': '
}

# Sends one request as the one who signed in. A token that has ended is renewed once: with 401 nothing was done yet.
function Send-GraphOnce {
    param([string] $Method, [string] $Path, [string] $Body = '', $MoreHeaders = $null)
    if ($Path -notmatch '^/(v1\.0|beta)/') { Stop-Run 2 "This is no path of Microsoft Graph: $Path" }
    $token = Get-GraphToken
    for ($attempt = 1; ; $attempt++) {
        $headers = @{ Authorization = "Bearer $token"; Accept = 'application/json' }
        if ($null -ne $MoreHeaders) { foreach ($name in $MoreHeaders.PSBase.Keys) { $headers[$name] = $MoreHeaders[$name] } }
        $answer = Send-Web $Method ($GraphBase + $Path) $headers $Body 'application/json'
        if ($answer.Status -ne 401 -or $attempt -gt 1 -or $null -ne $GraphAccessToken) { return $answer }
        $token = Get-GraphToken -Fresh
    }
}

# Reads with patience that ends. Answers @{ Value } or, where there is no such object, @{ Value = $null }.
function Read-GraphPage {
    param([string] $Path)
    $headers = $null
    if ($Path -match '[?&]\$(count=true|search=)') { $headers = @{ ConsistencyLevel = 'eventual' } }
    for ($attempt = 1; ; $attempt++) {
        $answer = Send-GraphOnce 'GET' $Path '' $headers
        if ($answer.Status -eq 404) { return @{ Value = $null } }
        if ($answer.Status -ge 200 -and $answer.Status -lt 300) {
            try { return @{ Value = (Read-Json $answer.Text) } }
            catch { $answer = @{ Status = 0; Text = ''; RetryAfter = ''; Problem = 'the answer was cut off' } }
        }
        $isPassing = $answer.Status -eq 0 -or $answer.Status -eq 429 -or $answer.Status -ge 500
        if (-not $isPassing -or $attempt -gt $MostFailures) { Stop-Run 1 "Microsoft Graph could not be read ($Path): $(Get-GraphProblem $answer)" }
        Start-Sleep -Seconds (Get-Pause $answer.RetryAfter $attempt)
    }
}

# The objects of a request: a list to its last page, or one object, or none.
function Read-GraphObjects {
    param([string] $Path)
    $objects = New-Object System.Collections.Generic.List[object]
    $address = $Path
    while ($true) {
        $page = (Read-GraphPage $address).Value
        if ($null -eq $page) { break }
        $value = Find-Member $page 'value'
        if ($null -eq $value -or -not (Test-List $value.Value)) {
            $objects.Add($page)
            break
        }
        foreach ($item in $value.Value) { $objects.Add($item) }
        $link = Get-Text $page '@odata.nextLink'
        # The host is left out, because a token goes nowhere but to Graph.
        if ($link -notmatch '^(?:https?://[^/]+)?(/(?:v1\.0|beta)/.+)$' -or $Matches[1] -eq $address) { break }
        $address = $Matches[1]
    }
    return , $objects
}
`.trim();
