/** Where a script begins and ends, in PowerShell. */
export const MAIN_PART = String.raw`
# ---- The run -----------------------------------------------------------------------------------------------------------

function Stop-Run {
    param([int] $Code, [string] $Message)
    $Run.ExitCode = $Code
    throw $Message
}

function Test-Wishes {
    if ($Plan.TenantId -notmatch '^[A-Za-z0-9][A-Za-z0-9.-]*$') { return 'This script names no tenant.' }
    if ($null -eq $Cloud) { return "The cloud of this plan ($($Plan.Cloud)) is not known to this script." }
    if ($null -ne $ClientSecret -and $ClientId -eq '') { return '-ClientSecret needs -ClientId.' }
    if (($GraphEndpoint -eq '') -ne ($LoginEndpoint -eq '')) { return '-GraphEndpoint and -LoginEndpoint go together.' }
    foreach ($id in @($Confirmed) + @($Skip)) {
        $step = @($Steps | Where-Object { $_.Id -eq $id })
        if ([string] $id -ne '' -and $step.Count -eq 0) { return "There is no step $id. The steps are: $(@($Steps | ForEach-Object { $_.Id }) -join ', ')." }
    }
    foreach ($id in @($Skip | Where-Object { [string] $_ -ne '' })) {
        if (@($Steps | Where-Object { $_.Id -eq $id -and $_.Optional }).Count -eq 0) { return "The step $id cannot be skipped: later steps rest on it." }
    }
    if ([System.IO.Directory]::Exists($EvidencePath)) { return "$EvidencePath is a folder; name a file in it." }
    if (-not [System.IO.Directory]::Exists([System.IO.Path]::GetDirectoryName($EvidencePath))) { return "There is no folder $([System.IO.Path]::GetDirectoryName($EvidencePath))." }
    return ''
}

function Connect-Tenant {
    if ($Plan.UsesGraph) {
        $tenant = Get-TenantOfToken (Get-GraphToken)
        if ($tenant -ne '' -and $tenant -ne $Plan.TenantId) { Stop-Run 2 "The sign-in is to another tenant ($tenant). This script is for $($Plan.TenantId). Nothing was changed." }
    }
    if (@($Plan.Cmdlets).Count -gt 0) { Connect-Service }
}

# What of the reading the plan rests on is looked at again before anything is changed. Where everything is so already, there is
# nothing that could go wrong.
function Test-Basis {
    if (@($Basis).Count -eq 0 -or $Evidence.basisHeld) { return }
    Write-Host 'Looking whether the tenant is still as it was read.'
    $round = Test-Looks $Basis
    if ($round.Holds) {
        $Evidence.basisHeld = $true
        return
    }
    $isDone = $true
    foreach ($step in $Steps) {
        if (-not $isDone -or @($step.Verification).Count -eq 0) { continue }
        try {
            $look = Test-Looks $step.Verification
            $isDone = $look.Holds
            if (-not $isDone) { continue }
            foreach ($name in $step.Outputs.PSBase.Keys) { Set-Output $step.Id @{ $name = (Get-Text (@($look.Objects) | Select-Object -First 1) $step.Outputs[$name]) } }
        }
        catch [System.Collections.Generic.KeyNotFoundException] { $isDone = $false }
    }
    if (-not $isDone) { Stop-Run 4 "The tenant has changed since it was read, so nothing was changed. Not so any more: $($round.Says) Read it again and make the plan anew." }
}

function Invoke-Plan {
    $hadEvidence = Read-Evidence
    if ($Rollback -and -not $hadEvidence) { Stop-Run 2 "-Rollback needs the evidence file of the run: there is no $EvidencePath." }
    Write-Line (Expand-Text $Plan.Title 'show')
    Write-Line "Tenant: $($Plan.TenantName) ($($Plan.TenantId)). Based on the reading of $($Plan.CollectedAt)."
    foreach ($note in $Notes) { Write-Line "Note: $(Expand-Text $note 'show')" }
    Connect-Tenant
    if ($Evidence.startedAt -eq '') { $Evidence.startedAt = Get-Now }
    $Evidence.actor = "$([Environment]::UserName)@$([Environment]::MachineName)"
    if ($Rollback) { return Invoke-Rollback }
    Test-Basis
    Save-Evidence
    for ($index = 0; $index -lt $Steps.Count; $index++) { Invoke-Step $Steps[$index] ($index + 1) }
    Write-Host ''
    $skipped = @($Steps | Where-Object { (Get-Entry $_.Id).state -eq 'skipped' } | ForEach-Object { $_.Id })
    if ($IsWhatIf) { Write-Host 'Nothing was changed (-WhatIf).' }
    elseif ($skipped.Count -gt 0) { Write-Host "Everything is as the plan wants it, except for what was skipped: $($skipped -join ', ')." }
    else { Write-Host 'Everything is as the plan wants it.' }
    return 0
}

$Run = @{ ExitCode = 1 }
# Steps whose changes were made within this run: what they made may not be everywhere yet.
$Recent = New-Object System.Collections.Generic.List[string]
$Problem = Test-Wishes
if ($Problem -ne '') {
    [Console]::Error.WriteLine($Problem)
    exit 2
}
$ExitCode = 1
try { $ExitCode = Invoke-Plan }
catch {
    $ExitCode = $Run.ExitCode
    [Console]::Error.WriteLine((ConvertTo-Visible $_.Exception.Message.Trim()))
    Write-Verbose $_.ScriptStackTrace
}
finally {
    if ($Evidence.startedAt -ne '') {
        Save-Evidence
        if (-not $IsWhatIf) { Write-Host "Evidence: $EvidencePath" }
    }
    if ($ExchangeSession.Ours -and $ExchangeSession.ConnectedAt -ne [datetime]::MinValue) { Disconnect-ExchangeOnline -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null }
    $GraphSession.Token = ''
    $GraphSession.Refresh = ''
}
exit $ExitCode
`.trim();
