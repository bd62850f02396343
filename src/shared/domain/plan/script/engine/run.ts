/** Doing one step: looking first, sending once, and looking until it shows, in PowerShell. */
export const RUN_PART = String.raw`
# ---- Words ---------------------------------------------------------------------------------------------------------------

function Write-Outcome {
    param([string] $Text)
    Write-Line "      $Text"
}

# Waits for a word that nobody gives by accident; where nobody can be asked, -Confirmed has to have given it.
function Confirm-Word {
    param($Step, [string] $Question)
    Write-Outcome $Question
    if ($Confirmed -contains $Step.Id) {
        Write-Outcome "(confirmed by -Confirmed $($Step.Id))"
        return
    }
    $word = ''
    try { $word = Read-Host '      Type yes to go on' } catch { Stop-Run 3 "Somebody has to confirm this. Run the script again with -Confirmed $($Step.Id) when it is so." }
    if ([string] $word -ne 'yes') { Stop-Run 3 'Stopped, because it was not confirmed. Run the script again to go on from here.' }
}

# Whether a change may be made: with -WhatIf it is shown, with -Confirm it is asked for.
function Test-Requested {
    param($Step, [string] $What)
    if ($IsWhatIf) {
        Write-Outcome "What if: $What"
        return $false
    }
    if ($Caller.ShouldProcess((Expand-Text $Step.Title 'show'), $What)) { return $true }
    Stop-Run 3 'Stopped before this, as you asked. Run the script again to go on from here.'
}

function Stop-Right {
    param($Step, [string] $Text)
    Stop-Run 1 "You may not do this; it takes: $($Step.Requires -join '; '). Give this script to somebody who has it, or sign in with another account. The service says: $Text"
}

# ---- Done --------------------------------------------------------------------------------------------------------------

function Get-OwnObject {
    param($Step, $Round)
    $entry = Get-Entry $Step.Id
    foreach ($object in $Round.Objects) { if ($entry.keyId -ne '' -and (Get-Key (Get-Text $object 'keyId')) -eq (Get-Key $entry.keyId)) { return $object } }
    return @($Round.Objects) | Select-Object -First 1
}

# The tenant shows it: real calls besides, where the step wants them; then it is done.
function Complete-Step {
    param($Step, $Round, [bool] $Changed)
    $entry = Get-Entry $Step.Id
    if ($null -ne $Step.LiveTest -and $entry.state -ne 'done') {
        if ($IsWhatIf) {
            Write-Outcome "What if: real calls as the app $($Step.LiveTest.AppId)"
            return
        }
        Invoke-LiveTest $Step
    }
    $first = Get-OwnObject $Step $Round
    foreach ($name in $Step.Outputs.PSBase.Keys) {
        $value = ''
        if ($null -ne $first) { $value = Get-Text $first $Step.Outputs[$name] }
        if ($value -ne '') { $entry.outputs[$name] = $value }
    }
    Set-Output $Step.Id $entry.outputs
    # What an earlier run of this script changed stays its change.
    if ($Changed) { $entry.changed = $true }
    $entry.seen = @($Round.Seen)
    Set-EntryState $Step.Id 'done'
    foreach ($says in @($Round.Seen | Select-Object -First 5)) { Write-Outcome "Seen: $says" }
    if (@($Round.Seen).Count -gt 5) { Write-Outcome "and $(@($Round.Seen).Count - 5) more, in the evidence file" }
    if ($null -ne $Step.Credential -and $entry.changed -and $entry.secretFile -ne '') { Show-Kept $Step $entry }
}

function Wait-Settled {
    param($Step, $Looks, [string] $Again = 'Run the script again later; it goes on from here and sends nothing twice.')
    $round = Wait-Looks $Looks $Settlings[$Step.Settles] ($WaitMinutes * 60)
    if ($round.Holds) { return $round }
    (Get-Entry $Step.Id).said = $round.Says
    Stop-Run 3 "It takes longer: $($Settlings[$Step.Settles].Label). Not so yet: $($round.Says) $Again"
}

# ---- Sending -------------------------------------------------------------------------------------------------------------

# How long, after a change that nobody answered, it is looked for before it is believed that it was not made. What has a name or a
# place of its own is refused when it comes a second time; what is made without one would be there twice.
function Get-DoubtSeconds {
    param($Step, $Change, [bool] $Back)
    $makesAnother = (-not $Back -and $null -ne $Step.Credential) -or ($Change.Contains('Edit') -and @($Change.Edit.Add).Count -gt 0)
    if ($Change.Contains('Method') -and $Change.Method -eq 'POST' -and $Change.Path -notmatch '/(\$ref|appRoleAssignments|appRoleAssignedTo|oauth2PermissionGrants)$') { $makesAnother = $true }
    if ($makesAnother) { return [Math]::Max(30, [Math]::Min(600, $Settlings[$Step.Settles].Usual)) }
    return 30
}

# A change whose answer never came is looked for. Answers the round in which it was seen, or nothing: it was not made.
function Resolve-Doubt {
    param($Step, $Change, $Looks, [bool] $Back)
    $sentAt = [datetime]::Parse((Get-Entry $Step.Id).sentAt, $Invariant, [System.Globalization.DateTimeStyles] 'AdjustToUniversal, AssumeUniversal')
    $left = (Get-DoubtSeconds $Step $Change $Back) - ([datetime]::UtcNow - $sentAt).TotalSeconds
    Write-Outcome 'No answer had come to what was sent; looking whether it was done.'
    $round = Wait-Looks $Looks $Settlings[$Step.Settles] ([Math]::Max(0, [Math]::Min($left, $WaitMinutes * 60)))
    if ($round.Holds) { return $round }
    if ($left -gt $WaitMinutes * 60) { Stop-Run 3 'Whether it was done is not known yet. Run the script again later: it looks first.' }
    Write-Outcome 'It was not done.'
    return $null
}

# Sends a change until it is known what came of it. Answers the round in which it was seen, and whether it is the change of this script.
function Send-UntilShown {
    param($Step, $Change, $Looks, [bool] $Back, [string] $Prefix = '')
    $entry = Get-Entry $Step.Id
    $before = $entry.changed
    $absentUntil = [datetime]::UtcNow.AddSeconds([Math]::Min(600, $WaitMinutes * 60))
    for ($attempt = 1; ; $attempt++) {
        if (-not $Back -and $null -ne $Step.Credential) { Initialize-Credential $Step $entry }
        $entry.sentAt = Get-Now
        if (-not $Back) { $entry.changed = $true }
        Set-EntryState $Step.Id ($Prefix + 'intent')
        $result = Send-ChangePatiently $Change
        if ($result.Kind -eq 'done') {
            if (-not $Back -and $null -ne $Step.Credential) { Complete-Credential $Step $entry $result.Value }
            Set-EntryState $Step.Id ($Prefix + 'sent') $result.Text
            return @{ Round = (Wait-Settled $Step $Looks); Changed = $true }
        }
        if ($result.Kind -eq 'unknown') {
            $round = Resolve-Doubt $Step $Change $Looks $Back
            if ($null -ne $round -and -not $Back -and $null -ne $Step.Credential) { $round = Test-Credential $Step $round }
            if ($null -ne $round) { return @{ Round = $round; Changed = $true } }
            if ($attempt -ge 3) { Stop-Run 3 "No answer came three times: $($result.Text) Run the script again later: it looks first." }
            continue
        }
        $entry.changed = $before
        if ($result.Kind -eq 'exists' -or $result.Kind -eq 'absent') {
            $seconds = 0
            if ($result.Kind -eq 'exists') { $seconds = [Math]::Min(600, $WaitMinutes * 60) }
            $round = Wait-Looks $Looks $Settlings[$Step.Settles] $seconds
            if ($round.Holds) { return @{ Round = $round; Changed = $before } }
            if ($result.Kind -eq 'absent' -and $Recent.Count -gt 0 -and [datetime]::UtcNow -lt $absentUntil) {
                # What an earlier step has just made is not everywhere yet.
                if ($attempt -eq 1) { Write-Outcome "Not found everywhere yet: $($result.Text)" }
                Start-Sleep -Seconds 4
                continue
            }
            Set-EntryState $Step.Id ($Prefix + 'refused') $result.Text
            Stop-Run 1 "The service says: $($result.Text) And it is not as this plan wants it: $($round.Says)"
        }
        Set-EntryState $Step.Id ($Prefix + 'refused') $result.Text
        if ($result.Kind -eq 'right') { Stop-Right $Step $result.Text }
        Stop-Run 1 "It was refused, and nothing was changed by it: $($result.Text)"
    }
}

# ---- One step ----------------------------------------------------------------------------------------------------------

# A step by hand: nothing is sent, somebody is asked, and then it is looked at.
function Invoke-PersonStep {
    param($Step)
    $what = Expand-Text $Step.Change.Person 'show'
    if (-not (Test-Requested $Step $what)) { return }
    if ($Step.Change.Contains('Link')) { Write-Outcome "See: $(Expand-Text $Step.Change.Link 'show')" }
    if ($null -ne $Step.Confirm) { $what = "$what $(Expand-Text $Step.Confirm 'show')" }
    Confirm-Word $Step $what
    $entry = Get-Entry $Step.Id
    $entry.sentAt = Get-Now
    $entry.changed = $true
    Set-EntryState $Step.Id 'sent' 'confirmed'
    Complete-Step $Step (Wait-Settled $Step $Step.Verification) $true
}

function Invoke-Step {
    param($Step, [int] $Number)
    Write-Host ''
    Write-Line "[$Number/$($Steps.Count)] $(Expand-Text $Step.Title 'show')"
    Write-Progress -Activity (Expand-Text $Plan.Title 'show') -Status "Step $Number of $($Steps.Count)" -PercentComplete ([int] (100 * ($Number - 1) / $Steps.Count))
    $entry = Get-Entry $Step.Id
    $wasSent = @('intent', 'sent') -contains $entry.state
    if (@($Step.Verification).Count -gt 0) {
        $round = Test-Looks $Step.Verification
        if ($round.Holds -and $wasSent -and $null -ne $Step.Credential -and -not $IsWhatIf) { $round = Test-Credential $Step $round }
        if ($null -eq $round) { $wasSent = $false }
        elseif ($round.Holds) {
            if ($wasSent) { Write-Outcome 'It was done by an earlier run.' } else { Write-Outcome 'It is so already; nothing is changed.' }
            Complete-Step $Step $round $wasSent
            return
        }
        elseif ($round.Unknown) { Write-Outcome "It cannot be looked at yet: $($round.Says)" }
    }
    elseif ($entry.state -eq 'done') {
        Write-Outcome 'It was confirmed by an earlier run.'
        return
    }
    if ($Step.OnlyLooked) {
        Write-Outcome "This has to be so before, and is not: $($round.Says)"
        if (-not $IsWhatIf) { Stop-Run 4 'A step before has not been done. Nothing was changed.' }
        return
    }
    if ($Skip -contains $Step.Id) {
        Set-EntryState $Step.Id 'skipped' 'by -Skip'
        Write-Outcome 'Skipped, as you asked.'
        return
    }
    $isByHand = $null -ne $Step.Change -and $Step.Change.Contains('Person')
    if ($wasSent -and -not $IsWhatIf -and ($entry.state -eq 'sent' -or -not $isByHand)) {
        if ($entry.state -eq 'intent') { $round = Resolve-Doubt $Step $Step.Change $Step.Verification $false }
        else {
            Write-Outcome 'It was sent by an earlier run; waiting until it shows.'
            $round = Wait-Settled $Step $Step.Verification
        }
        if ($null -ne $round -and $null -ne $Step.Credential) { $round = Test-Credential $Step $round }
        if ($null -ne $round) {
            Complete-Step $Step $round $true
            return
        }
    }
    $before = Test-Looks $Step.Precondition
    if (-not $before.Holds -and -not $before.Unknown) {
        if (-not $IsWhatIf) { Stop-Run 4 "This has to be so before, and is not: $($before.Says) Nothing was changed by this step." }
        Write-Outcome "Before this step it has to be so: $($before.Says)"
    }
    if ($null -eq $Step.Change) {
        if ($IsWhatIf) { Write-Outcome 'What if: only looked at, until it is so.' }
        else { Complete-Step $Step (Wait-Settled $Step $Step.Verification) $false }
        return
    }
    if ($isByHand) {
        Invoke-PersonStep $Step
        return
    }
    if (-not (Test-Requested $Step (Format-Change $Step.Change))) { return }
    if ($null -ne $Step.Confirm) { Confirm-Word $Step (Expand-Text $Step.Confirm 'show') }
    Write-Outcome (Format-Change $Step.Change)
    $sent = Send-UntilShown $Step $Step.Change $Step.Verification $false
    Complete-Step $Step $sent.Round $sent.Changed
    $Recent.Add($Step.Id)
}
`.trim();
