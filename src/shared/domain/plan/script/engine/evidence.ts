/** What a run wrote down: what was so already, what was changed, what was seen. Kept after every step, in PowerShell. */
export const EVIDENCE_PART = String.raw`
# ---- The evidence ------------------------------------------------------------------------------------------------------
# One JSON file that is replaced as a whole: before a change is sent, after it was answered, and when it was seen to hold. A run
# that is ended at any moment goes on from there. It holds no secret.

$Evidence = [ordered]@{
    format = 'mailscope-evidence/1'; planId = $Plan.Id; title = $Plan.Title; tenantId = $Plan.TenantId; startedAt = ''; updatedAt = ''
    actor = ''; basisHeld = $false; steps = [ordered]@{}
}

function Get-Now {
    return [datetime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $Invariant)
}

function New-Entry {
    return [ordered]@{ state = 'open'; changed = $false; at = ''; sentAt = ''; seen = @(); said = ''; outputs = [ordered]@{}; secretFile = ''; keyId = '' }
}

function Get-Entry {
    param([string] $StepId)
    if (-not $Evidence.steps.Contains($StepId)) { $Evidence.steps[$StepId] = New-Entry }
    return $Evidence.steps[$StepId]
}

function Save-Evidence {
    if ($IsWhatIf) { return }
    $Evidence.updatedAt = Get-Now
    $temporary = "$EvidencePath.tmp"
    [System.IO.File]::WriteAllText($temporary, (ConvertTo-JsonValue $Evidence), $Utf8)
    # An antivirus may hold a new file for a moment.
    for ($attempt = 1; ; $attempt++) {
        try {
            if ([System.IO.File]::Exists($EvidencePath)) { [System.IO.File]::Replace($temporary, $EvidencePath, [NullString]::Value) } else { [System.IO.File]::Move($temporary, $EvidencePath) }
            return
        }
        catch {
            if ($attempt -ge 5) { throw }
            Start-Sleep -Milliseconds (50 * $attempt * $attempt)
        }
    }
}

function Set-EntryState {
    param([string] $StepId, [string] $State, [string] $Said = '')
    $entry = Get-Entry $StepId
    $entry.state = $State
    $entry.at = Get-Now
    if ($Said -ne '') { $entry.said = $Said }
    Save-Evidence
}

# Takes up what an earlier run wrote. A file of another plan or tenant stops the run.
function Read-Evidence {
    if (-not [System.IO.File]::Exists($EvidencePath)) { return $false }
    $saved = $null
    try { $saved = Read-Json ([System.IO.File]::ReadAllText($EvidencePath)) } catch { Stop-Run 2 "$EvidencePath is no evidence file of this script." }
    if ((Get-Text $saved 'format') -ne $Evidence.format -or (Get-Text $saved 'planId') -ne $Plan.Id -or (Get-Text $saved 'tenantId') -ne $Plan.TenantId) {
        Stop-Run 2 "$EvidencePath belongs to another plan or another tenant. Name another file by -EvidenceFile."
    }
    $Evidence.startedAt = Get-Text $saved 'startedAt'
    $Evidence.actor = Get-Text $saved 'actor'
    $Evidence.basisHeld = (Get-Text $saved 'basisHeld') -eq 'true'
    foreach ($step in $Steps) {
        $found = Find-Member (Find-Member $saved 'steps').Value $step.Id
        if ($null -eq $found) { continue }
        $entry = Get-Entry $step.Id
        foreach ($name in 'state', 'at', 'sentAt', 'said', 'secretFile', 'keyId') { $entry[$name] = Get-Text $found.Value $name }
        $entry.changed = (Get-Text $found.Value 'changed') -eq 'true'
        $entry.seen = @(Get-Items $found.Value 'seen' | ForEach-Object { ConvertTo-PlainText $_ })
        foreach ($name in (Get-Names (Find-Member $found.Value 'outputs').Value)) { $entry.outputs[$name] = Get-Text (Find-Member $found.Value 'outputs').Value $name }
        Set-Output $step.Id $entry.outputs
    }
    return $true
}

function Get-Names {
    param($Object)
    if ($Object -is [System.Collections.IDictionary]) { return @($Object.PSBase.Keys) }
    if ($IsCore -and $Object -is [System.Text.Json.JsonElement]) { return @($Object.EnumerateObject() | ForEach-Object { $_.Name }) }
    return @()
}

function Set-Output {
    param([string] $StepId, $Values)
    if (-not $Output.ContainsKey($StepId)) { $Output[$StepId] = @{} }
    foreach ($name in $Values.PSBase.Keys) { $Output[$StepId][$name] = [string] $Values[$name] }
}
`.trim();
