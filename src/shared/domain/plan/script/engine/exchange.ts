/** Connecting to Exchange Online and running its cmdlets, in PowerShell. */
export const EXCHANGE_PART = String.raw`
# ---- Exchange Online ---------------------------------------------------------------------------------------------------

$ExchangeSession = @{ ConnectedAt = [datetime]::MinValue; ByToken = $false; Ours = $false }

function Get-ExchangeToken {
    if ($null -ne $ExchangeAccessToken) { return Get-Plain $ExchangeAccessToken }
    if ($null -ne $ClientSecret) { return Get-Text (Get-SecretToken $Cloud.Exchange) 'access_token' }
    if ($GraphSession.Refresh -eq '') { [void] (Get-GraphToken) }
    if ($GraphSession.Refresh -eq '') { Stop-Run 2 'A token for Exchange Online needs -ExchangeAccessToken, -ClientSecret, or a sign-in to Graph by this script.' }
    return Get-Text (Get-RefreshedToken "$($Cloud.Exchange)/.default offline_access") 'access_token'
}

function Connect-Service {
    $module = Get-Module -ListAvailable -Name ExchangeOnlineManagement | Sort-Object -Property Version -Descending | Select-Object -First 1
    if ($null -eq $module) { Stop-Run 1 'The module ExchangeOnlineManagement is not installed: Install-Module ExchangeOnlineManagement -Scope CurrentUser' }
    if ($module.Version -lt $LeastModuleVersion) {
        Stop-Run 1 ('ExchangeOnlineManagement {0} is too old, {1} is needed: Update-Module ExchangeOnlineManagement' -f $module.Version, $LeastModuleVersion)
    }
    Import-Module -ModuleInfo $module -Verbose:$false -ErrorAction Stop
    # A connection that was there before is not ours to end.
    try { $ExchangeSession.Ours = @(Get-ConnectionInformation -ErrorAction Stop).Count -eq 0 } catch { $ExchangeSession.Ours = $true }
    Connect-Again
    $tenants = @(Get-ConnectionInformation -ErrorAction SilentlyContinue | ForEach-Object { [string] $_.TenantID } | Where-Object { $_ -ne '' } | Sort-Object -Unique)
    if ($tenants.Count -gt 0 -and @($tenants | Where-Object { $_ -ne $Plan.TenantId }).Count -gt 0) {
        Stop-Run 2 "Exchange Online is connected to another tenant ($($tenants -join ', ')). This script is for $($Plan.TenantId). Nothing was changed."
    }
    Write-Host "Connected to Exchange Online with ExchangeOnlineManagement $($module.Version)."
}

function Connect-Again {
    $known = (Get-Command -Name Connect-ExchangeOnline).Parameters
    $arguments = @{ ErrorAction = 'Stop'; Verbose = $false }
    if ($known.ContainsKey('ShowBanner')) { $arguments['ShowBanner'] = $false }
    if ($known.ContainsKey('CommandName')) { $arguments['CommandName'] = [string[]] @($Plan.Cmdlets | ForEach-Object { $_ -replace '^Get-EXO', 'Get-' } | Sort-Object -Unique) }
    if ($Cloud.ExchangeEnvironment -ne 'O365Default') { $arguments['ExchangeEnvironmentName'] = $Cloud.ExchangeEnvironment }
    if ($UserPrincipalName -ne '') { $arguments['UserPrincipalName'] = $UserPrincipalName }
    $ExchangeSession.ByToken = $null -ne $ExchangeAccessToken -or $null -ne $ClientSecret -or $ExchangeSignIn -eq 'Token'
    if ($ExchangeSession.ByToken) {
        $arguments['AccessToken'] = Get-ExchangeToken
        # Some versions of the module take a text, others a secure string.
        if ($known['AccessToken'].ParameterType -eq [System.Security.SecureString]) {
            $arguments['AccessToken'] = (New-Object System.Net.NetworkCredential '', $arguments['AccessToken']).SecurePassword
        }
        if ($UserPrincipalName -eq '') { $arguments['Organization'] = $Organization }
    }
    elseif ($ExchangeSignIn -eq 'Device') {
        if (-not $known.ContainsKey('Device')) { Stop-Run 2 'Sign-in by code (-ExchangeSignIn Device) needs PowerShell 7.' }
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
    if ($isUnknown -or $text -match "^The term '.*' is not recognized" -or $text -match '^A parameter cannot be found') { return @{ Kind = 'right'; Text = "no role of the account allows it: $text" } }
    if ($text -match 'HttpStatusCode=401|token (has |is )?expired|session (has |is )?(expired|closed)|must call the Connect-ExchangeOnline') { return @{ Kind = 'signIn'; Text = $text } }
    # Before the words are looked at: they hold the name that was not found, which may be anything.
    if ($Record.CategoryInfo.Category -eq 'ObjectNotFound') { return @{ Kind = 'absent'; Text = $text } }
    if ($all -match "access ?denied|unauthorized|insufficient (access|privileges|permissions)|isn'?t within (your|a valid)|not within .* scope|don'?t have (enough|sufficient)") { return @{ Kind = 'right'; Text = $text } }
    if ($all -match 'throttl|micro ?delay|server (is )?(too )?busy|too many requests') { return @{ Kind = 'again'; Text = $text } }
    if ($Record.CategoryInfo.Category -eq 'ResourceExists' -or $all -match $SaysAlready -or $Record.FullyQualifiedErrorId -match 'AlreadyExists') { return @{ Kind = 'exists'; Text = $text } }
    if ($all -match "couldn'?t be found|could ?not be found|cannot be found on|does not exist|isn'?t a member|no such|ObjectNotFound|ResourceNotFound") { return @{ Kind = 'absent'; Text = $text } }
    if ($text -match 'server side error|temporar|try again|cut off|connection|timed? ?out') { return @{ Kind = 'unknown'; Text = $text } }
    return @{ Kind = 'refused'; Text = $text }
}

# Runs one cmdlet of the list above, with parameters that are data. Answers @{ Objects } or @{ Problem }.
function Invoke-Cmdlet {
    param([string] $Name, $Parameters)
    if ($AllowedCmdlets -notcontains $Name) { Stop-Run 2 "This script does not run $Name." }
    # A token lives for about an hour and cannot renew itself: a new one comes in between two cmdlets.
    if ($ExchangeSession.ByToken -and $null -eq $ExchangeAccessToken -and ([datetime]::UtcNow - $ExchangeSession.ConnectedAt).TotalMinutes -gt 40) { Connect-Again }
    $arguments = @{}
    foreach ($key in $Parameters.PSBase.Keys) { $arguments[$key] = $Parameters[$key] }
    for ($attempt = 1; ; $attempt++) {
        $objects = New-Object System.Collections.Generic.List[object]
        try {
            $command = Get-Command -Name $Name -ErrorAction Stop
            # This script asks by itself; a question of the cmdlet in between would stand in the way of what is noted.
            if ($Name -notmatch '^(Get|Test)-' -and $command.Parameters.ContainsKey('Confirm') -and -not $arguments.ContainsKey('Confirm')) { $arguments['Confirm'] = $false }
            & $Name @arguments -ErrorAction Stop -WarningAction SilentlyContinue -Verbose:$false | ForEach-Object { $objects.Add($_) }
            return @{ Objects = $objects; Problem = $null }
        }
        catch { $problem = Get-ExchangeJudgement $_ }
        if ($problem.Kind -ne 'signIn') { return @{ Objects = $objects; Problem = $problem } }
        # A sign-in that has ended did nothing: it is renewed once.
        if ($attempt -gt 1 -or $null -ne $ExchangeAccessToken) { return @{ Objects = $objects; Problem = @{ Kind = 'refused'; Text = "The sign-in to Exchange Online has ended: $($problem.Text)" } } }
        Connect-Again
    }
}

# The objects that a reading cmdlet finds; none where there is no such object.
function Read-ExchangeObjects {
    param([string] $Name, $Parameters)
    if ($Name -notmatch '^(Get|Test)-') { Stop-Run 2 "$Name is no cmdlet that only reads." }
    for ($attempt = 1; ; $attempt++) {
        $answer = Invoke-Cmdlet $Name $Parameters
        if ($null -eq $answer.Problem) { return , $answer.Objects }
        if ($answer.Problem.Kind -eq 'absent') { return , (New-Object System.Collections.Generic.List[object]) }
        $isPassing = @('again', 'unknown') -contains $answer.Problem.Kind
        if (-not $isPassing -or $attempt -gt $MostFailures) { Stop-Run 1 "Exchange Online could not be read ($Name): $($answer.Problem.Text)" }
        Start-Sleep -Seconds (Get-Pause '' $attempt)
    }
}
`.trim();
