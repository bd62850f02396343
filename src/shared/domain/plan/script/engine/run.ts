/** One step after the other, forward or back, in PowerShell. */
export const RUN_PART = String.raw`
# ---- One step ----------------------------------------------------------------------------------------------------------

function Write-Outcome {
    param([string] $Text)
    Write-Host "      $Text"
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

function Save-Done {
    param($Step, $Round, [bool] $Changed)
    $entry = Get-Entry $Step.Id
    $first = @($Round.Objects) | Select-Object -First 1
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
}

function Test-Requested {
    param($Step, [string] $What)
    if ($IsWhatIf) {
        Write-Host "What if: $What"
        return $false
    }
    return $Caller.ShouldProcess((Expand-Text $Step.Title 'show'), $What)
}

function Wait-Settled {
    param($Step)
    $round = Wait-Looks $Step.Verification $Settlings[$Step.Settles] ($WaitMinutes * 60)
    if ($round.Holds) { return $round }
    Set-EntryState $Step.Id 'sent' $round.Says
    Stop-Run 3 ("It takes longer: $($Settlings[$Step.Settles].Label). Not so yet: $($round.Says) " + 'Run the script again later; it goes on from here and sends nothing twice.')
}

# A step by hand, or a test: nothing is sent, somebody is asked, and then it is looked at.
function Invoke-PersonStep {
    param($Step)
    if (-not (Test-Requested $Step (Expand-Text $Step.Change.Person 'show'))) { return }
    if ($null -ne $Step.Change.Link) { Write-Outcome "See: $(Expand-Text $Step.Change.Link 'show')" }
    Confirm-Word $Step (Expand-Text $Step.Change.Person 'show')
    (Get-Entry $Step.Id).sentAt = Get-Now
    Set-EntryState $Step.Id 'sent' 'confirmed'
    Save-Done $Step (Wait-Settled $Step) $true
}

function Invoke-Change {
    param($Step)
    $entry = Get-Entry $Step.Id
    if (-not (Test-Requested $Step (Format-Change $Step.Change))) {
        if (-not $IsWhatIf) { Stop-Run 3 'Stopped before this step, as you asked. Run the script again to go on from here.' }
        return
    }
    if ($null -ne $Step.Credential) { Initialize-Credential $Step $entry }
    $entry.sentAt = Get-Now
    Set-EntryState $Step.Id 'intent'
    $result = Send-ChangePatiently $Step.Change
    if ($result.Kind -eq 'refused' -or $result.Kind -eq 'again') {
        Set-EntryState $Step.Id 'refused' $result.Text
        Stop-Run 1 "It was refused, and nothing was changed by this step: $($result.Text)"
    }
    if ($result.Kind -eq 'unknown') {
        # It may or may not have been done: that is looked at, not tried again.
        Write-Outcome "No answer came ($($result.Text)); looking whether it was done."
        $round = Wait-Looks $Step.Verification $Settlings[$Step.Settles] ([Math]::Min(60, $WaitMinutes * 60))
        $isLost = $null -ne $Step.Credential -and $Step.Credential.Kind -eq 'secret'
        if (-not $round.Holds -or $isLost) { Stop-Run 3 'Whether it was done is not known yet. Run the script again: it looks first.' }
        Save-Done $Step $round $true
        return
    }
    if ($result.Kind -eq 'exists') {
        $round = Wait-Looks $Step.Verification $Settlings[$Step.Settles] ([Math]::Min(60, $WaitMinutes * 60))
        if (-not $round.Holds) {
            Set-EntryState $Step.Id 'refused' $result.Text
            Stop-Run 1 "The service says that it is so already, but it is not as this plan wants it: $($result.Text) Not so: $($round.Says)"
        }
        Save-Done $Step $round $false
        return
    }
    if ($null -ne $Step.Credential) { Complete-Credential $Step $entry $result.Value }
    Set-EntryState $Step.Id 'sent' $result.Text
    Save-Done $Step (Wait-Settled $Step) $true
    if ($null -ne $Step.Credential) { Show-Kept $Step $entry }
}

function Invoke-Step {
    param($Step, [int] $Number)
    Write-Host ''
    Write-Host "[$Number/$($Steps.Count)] $(Expand-Text $Step.Title 'show')"
    Write-Progress -Activity $Plan.Title -Status "Step $Number of $($Steps.Count)" -PercentComplete ([int] (100 * ($Number - 1) / $Steps.Count))
    $entry = Get-Entry $Step.Id
    $hasLooks = @($Step.Verification).Count -gt 0
    if ($hasLooks) {
        $round = Test-Looks $Step.Verification
        $isOrphan = $round.Holds -and -not $Step.OnlyLooked -and $null -ne $Step.Credential -and @('intent', 'sent', 'done') -contains $entry.state -and $entry.sentAt -ne '' -and -not (Test-Held $entry)
        if ($isOrphan -and $entry.state -ne 'done') {
            Save-Done $Step $round $true
            Set-EntryState $Step.Id 'intent'
            if (-not (Test-Requested $Step (Format-Change $Step.Credential.Orphan))) { return }
            Remove-Orphan $Step
            $gone = [datetime]::UtcNow.AddSeconds([Math]::Min(300, $WaitMinutes * 60))
            while ((Test-Looks $Step.Verification).Holds) {
                if ([datetime]::UtcNow -gt $gone) { Stop-Run 3 'The credential that was left behind is still there. Run the script again later.' }
                Start-Sleep -Seconds 2
            }
            $round = @{ Holds = $false; Unknown = $false; Says = '' }
            $entry.state = 'open'
        }
        if ($round.Holds -and $null -eq $Step.LiveTest) {
            $wasSent = @('intent', 'sent') -contains $entry.state
            Save-Done $Step $round $wasSent
            if ($wasSent) { Write-Outcome 'Done by an earlier run.' } else { Write-Outcome 'This is so already; nothing is changed.' }
            return
        }
        if ($round.Unknown) { Write-Outcome "$($round.Says)" }
    }
    elseif ($entry.state -eq 'done') {
        Write-Outcome 'Confirmed by an earlier run.'
        return
    }
    if ($Step.OnlyLooked) {
        if ($IsWhatIf) { return }
        Stop-Run 4 "This has to be so before, and is not: $($round.Says)"
    }
    if ($Skip -contains $Step.Id) {
        Set-EntryState $Step.Id 'skipped' 'by -Skip'
        Write-Outcome 'Skipped, as you asked.'
        return
    }
    if ($hasLooks -and $entry.state -eq 'sent' -and -not $IsWhatIf) {
        Write-Outcome 'It was sent by an earlier run; waiting until it shows.'
        Save-Done $Step (Wait-Settled $Step) $true
        return
    }
    $before = Test-Looks $Step.Precondition
    if (-not $before.Holds -and -not $before.Unknown) {
        if (-not $IsWhatIf) { Stop-Run 4 "This has to be so before, and is not: $($before.Says) Nothing was changed by this step." }
        Write-Outcome "Before this step it has to be so: $($before.Says)"
    }
    if ($null -ne $Step.Confirm -and -not $IsWhatIf) { Confirm-Word $Step (Expand-Text $Step.Confirm 'show') }
    if ($null -ne $Step.LiveTest) { Invoke-TestStep $Step }
    elseif ($null -eq $Step.Change) {
        if ($IsWhatIf) { return }
        Save-Done $Step (Wait-Settled $Step) $false
    }
    elseif ($Step.Change.Contains('Person')) { Invoke-PersonStep $Step }
    else { Invoke-Change $Step }
}

# ---- Back --------------------------------------------------------------------------------------------------------------

function Undo-Step {
    param($Step, [int] $Number)
    $entry = Get-Entry $Step.Id
    Write-Host ''
    Write-Host "[back, $Number/$($Steps.Count)] $(Expand-Text $Step.Title 'show')"
    if ($null -eq $Step.Undo) {
        Write-Outcome 'There is nothing to take back.'
        return $true
    }
    if (-not $Step.Undo.Contains('Change')) {
        Write-Outcome "This cannot be taken back: $(Expand-Text $Step.Undo.Says 'show')"
        return $false
    }
    $round = Test-Looks $Step.Undo.Verification
    if (-not $round.Holds -and $entry.state -ne 'undoing') {
        if ($Step.Undo.Change.Contains('Person')) {
            if (-not (Test-Requested $Step (Expand-Text $Step.Undo.Change.Person 'show'))) { return $true }
            Confirm-Word $Step (Expand-Text $Step.Undo.Change.Person 'show')
        }
        else {
            if (-not (Test-Requested $Step (Format-Change $Step.Undo.Change))) {
                if (-not $IsWhatIf) { Stop-Run 3 'Stopped before this, as you asked. Run the script again with -Rollback to go on from here.' }
                return $true
            }
            $result = Send-ChangePatiently $Step.Undo.Change
            if ($result.Kind -eq 'refused' -or $result.Kind -eq 'again') { Stop-Run 1 "Taking it back was refused: $($result.Text)" }
            if ($result.Kind -ne 'unknown') { Set-EntryState $Step.Id 'undoing' $result.Text }
        }
    }
    if ($IsWhatIf) { return $true }
    $round = Wait-Looks $Step.Undo.Verification $Settlings[$Step.Settles] ($WaitMinutes * 60)
    if (-not $round.Holds) { Stop-Run 3 "It takes longer: $($Settlings[$Step.Settles].Label). Not so yet: $($round.Says) Run the script again with -Rollback later." }
    foreach ($says in $round.Seen) { Write-Outcome "Seen: $says" }
    $entry.changed = $false
    Set-EntryState $Step.Id 'undone'
    return $true
}

function Invoke-Rollback {
    $left = 0
    $changed = @($Steps | Where-Object { (Get-Entry $_.Id).changed })
    if ($changed.Count -eq 0) { Write-Host 'The evidence file names nothing that was changed, so there is nothing to take back.' }
    for ($index = $Steps.Count - 1; $index -ge 0; $index--) {
        $step = $Steps[$index]
        if ((Get-Entry $step.Id).changed -and -not $step.OnlyLooked -and -not (Undo-Step $step ($index + 1))) { $left++ }
    }
    if ($left -eq 0) { return 0 }
    Write-Host ''
    Write-Host "$left of the steps cannot be taken back; see above."
    return 5
}
`.trim();
