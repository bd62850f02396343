/** Taking back what the evidence file says was changed, in PowerShell. */
export const ROLLBACK_PART = String.raw`
# ---- Back --------------------------------------------------------------------------------------------------------------

# What a step brought: from the evidence file, or, where its run ended too early for that, from the tenant.
function Find-Own {
    param($Step)
    $entry = Get-Entry $Step.Id
    $missing = @($Step.Outputs.PSBase.Keys | Where-Object { -not $entry.outputs.Contains($_) })
    if ($missing.Count -eq 0) { return $true }
    $round = Test-Looks $Step.Verification
    $first = Get-OwnObject $Step $round
    if ($null -eq $first) { return $false }
    foreach ($name in $missing) { $entry.outputs[$name] = Get-Text $first $Step.Outputs[$name] }
    Set-Output $Step.Id $entry.outputs
    return $true
}

function Save-Undone {
    param($Step, $Round)
    $entry = Get-Entry $Step.Id
    foreach ($says in @($Round.Seen | Select-Object -First 5)) { Write-Outcome "Seen: $says" }
    if ($null -ne $Step.Credential) { Remove-Kept $entry }
    $entry.changed = $false
    $entry.keyId = ''
    $entry.outputs = [ordered]@{}
    $entry.seen = @($Round.Seen)
    Set-EntryState $Step.Id 'undone'
}

# Takes one step back. Answers whether it could be.
function Undo-Step {
    param($Step, [int] $Number)
    Write-Host ''
    Write-Line "[back, $Number/$($Steps.Count)] $(Expand-Text $Step.Title 'show')"
    $entry = Get-Entry $Step.Id
    if ($null -eq $Step.Undo) {
        Write-Outcome 'There is nothing to take back.'
        if (-not $IsWhatIf) { Save-Undone $Step @{ Seen = @() } }
        return $true
    }
    if (-not $Step.Undo.Contains('Change')) {
        Write-Outcome "This cannot be taken back: $(Expand-Text $Step.Undo.Says 'show')"
        return $false
    }
    if (-not (Find-Own $Step)) {
        Write-Outcome 'Nothing of it was found in the tenant.'
        if (-not $IsWhatIf) { Save-Undone $Step @{ Seen = @() } }
        return $true
    }
    $change = $Step.Undo.Change
    $looks = $Step.Undo.Verification
    $round = Test-Looks $looks
    if (-not $round.Holds) {
        $again = 'Run the script again with -Rollback later.'
        $isByHand = $change.Contains('Person')
        $round = $null
        if ($entry.state -eq 'undo-sent') { $round = Wait-Settled $Step $looks $again }
        elseif ($entry.state -eq 'undo-intent' -and -not $isByHand) { $round = Resolve-Doubt $Step $change $looks $true }
        if ($null -eq $round) {
            $what = Format-Change $change
            if ($isByHand) { $what = Expand-Text $change.Person 'show' }
            if (-not (Test-Requested $Step $what)) { return $true }
            if ($isByHand) {
                Confirm-Word $Step $what
                Set-EntryState $Step.Id 'undo-sent' 'confirmed'
                $round = Wait-Settled $Step $looks $again
            }
            else {
                Write-Outcome $what
                $round = (Send-UntilShown $Step $change $looks $true 'undo-').Round
            }
        }
    }
    elseif ($IsWhatIf) { return $true }
    Save-Undone $Step $round
    return $true
}

function Invoke-Rollback {
    $left = 0
    $count = 0
    for ($index = $Steps.Count - 1; $index -ge 0; $index--) {
        $step = $Steps[$index]
        if ($step.OnlyLooked -or -not (Get-Entry $step.Id).changed) { continue }
        $count++
        if (-not (Undo-Step $step ($index + 1))) { $left++ }
    }
    Write-Host ''
    if ($count -eq 0) { Write-Host 'The evidence file names nothing that was changed, so there is nothing to take back.' }
    if ($IsWhatIf) {
        Write-Host 'Nothing was changed (-WhatIf).'
        return 0
    }
    if ($left -gt 0) {
        Write-Host "$left of $count changes cannot be taken back; see above."
        return 5
    }
    # The next run begins anew, and so does what it rests on.
    $Evidence.basisHeld = $false
    if ($count -gt 0) { Write-Host 'Everything that was changed is taken back.' }
    return 0
}
`.trim();
