/** Looking at the tenant, changing it once, and waiting, in PowerShell. */
export const LOOKS_PART = String.raw`
# ---- Looking -----------------------------------------------------------------------------------------------------------

# The objects that a look reads. In one round the same request is sent once.
function Read-Objects {
    param($Look, $Round)
    if ($Look.Contains('Get')) {
        $path = Expand-Text $Look.Get 'path'
        $key = "GET $path"
        if (-not $Round.ContainsKey($key)) { $Round[$key] = Read-GraphObjects $path }
    }
    else {
        $parameters = (Expand-Value $Look.Parameters).Value
        $key = "$($Look.Cmdlet) $(ConvertTo-JsonValue $parameters)"
        if (-not $Round.ContainsKey($key)) { $Round[$key] = Read-ExchangeObjects $Look.Cmdlet $parameters }
    }
    return , $Round[$key]
}

# Whether a look is as expected, and the objects that it found.
function Test-Look {
    param($Look, $Round)
    $where = (Expand-Value $Look.Where).Value
    $found = New-Object System.Collections.Generic.List[object]
    foreach ($object in (Read-Objects $Look $Round)) {
        $items = @($object)
        if ($Look.Contains('Each')) { $items = @(Get-Items $object $Look.Each) }
        foreach ($item in $items) { if (Test-Where $item $where) { $found.Add($item) } }
    }
    $holds = $found.Count -gt 0
    if ($Look.Expect -eq 'none') { $holds = -not $holds }
    return @{ Holds = $holds; Objects = $found.ToArray() }
}

# Makes looks until one does not hold. Unknown says that one of them needs what a step before has not brought about yet.
function Test-Looks {
    param($Looks)
    $round = @{}
    $first = @()
    $isFirst = $true
    $seen = New-Object System.Collections.Generic.List[string]
    foreach ($look in $Looks) {
        $says = Expand-Text $look.Says 'show'
        try { $result = Test-Look $look $round }
        catch [System.Collections.Generic.KeyNotFoundException] {
            if (-not $IsWhatIf) { throw }
            return @{ Holds = $false; Unknown = $true; Says = $_.Exception.Message; Seen = $seen.ToArray(); Objects = @() }
        }
        if ($isFirst) { $first = $result.Objects }
        $isFirst = $false
        if (-not $result.Holds) { return @{ Holds = $false; Unknown = $false; Says = $says; Seen = $seen.ToArray(); Objects = $first } }
        $seen.Add($says)
    }
    return @{ Holds = $true; Unknown = $false; Says = ''; Seen = $seen.ToArray(); Objects = $first }
}

function Stop-Missing {
    param([string] $StepId, [string] $Name)
    throw (New-Object System.Collections.Generic.KeyNotFoundException "The output $Name of the step $StepId is not known yet.")
}

# Looks until it is so, visibly. Answers the last round; whoever asks decides what it means that the time is over.
function Wait-Looks {
    param($Looks, $Settles, [double] $Seconds)
    $started = [datetime]::UtcNow
    $pause = [double] $Settles.First
    $told = $false
    while ($true) {
        $round = Test-Looks $Looks
        $elapsed = ([datetime]::UtcNow - $started).TotalSeconds
        if ($round.Holds -or $elapsed -ge $Seconds) { break }
        if (-not $told -and $elapsed -ge 5) {
            Write-Host "      Waiting: $($Settles.Label). $($Settles.UntilThen)"
            Write-Line "      Not so yet: $($round.Says)"
            $told = $true
        }
        $pause = [Math]::Min($pause, [Math]::Max(0.2, $Seconds - $elapsed))
        Write-Progress -Activity "Waiting: $($Settles.Label)" -Status ('{0:N0} of at most {1:N0} seconds' -f $elapsed, $Seconds) -CurrentOperation $round.Says
        Start-Sleep -Milliseconds ([int] ($pause * 1000))
        $pause = [Math]::Min([double] $Settles.Slowest, $pause * 2)
    }
    Write-Progress -Activity "Waiting: $($Settles.Label)" -Completed
    return $round
}

# ---- Changing ----------------------------------------------------------------------------------------------------------

# A change as an administrator would write it.
function Format-Change {
    param($Change)
    if ($Change.Contains('Person')) { return 'by hand' }
    if ($Change.Contains('Cmdlet')) {
        $words = foreach ($name in $Change.Parameters.PSBase.Keys) {
            $values = @($Change.Parameters[$name]) | ForEach-Object {
                if ($_ -is [string]) { "'" + (Expand-Text $_ 'show').Replace("'", "''") + "'" } elseif ($_ -is [bool]) { '$' + "$_".ToLowerInvariant() } else { [string] $_ }
            }
            "-$name $($values -join ', ')"
        }
        return (@($Change.Cmdlet) + @($words)) -join ' '
    }
    $text = "$($Change.Method) $(Expand-Text $Change.Path 'show')"
    if ($Change.Contains('Body')) { $text += ' ' + ((Expand-Text $Change.Body 'show') -replace '\s*[\r\n]+\s*', ' ') }
    if ($Change.Contains('Edit')) { $text += " (the list $($Change.Edit.Property), read, edited and written back)" }
    if ($text.Length -gt 1000) { $text = $text.Substring(0, 1000) + '...' }
    return $text
}

# The body of a change of Graph. A list that is edited is read first and written back whole.
function Get-ChangeBody {
    param($Change)
    $members = New-Object System.Collections.Generic.List[string]
    if ($Change.Contains('Edit')) {
        $edit = $Change.Edit
        $names = @($edit.Property.Split('.'))
        $path = Expand-Text $Change.Path 'path'
        $sign = '?'
        if ($path.Contains('?')) { $sign = '&' }
        $object = (Read-GraphPage ($path + $sign + '$select=' + $names[0])).Value
        if ($null -eq $object) { return $null }
        $items = New-Object System.Collections.Generic.List[string]
        foreach ($item in (Get-Items $object $edit.Property)) {
            $isRemoved = $false
            foreach ($where in $edit.Remove) { if (Test-Item $item (Expand-Value $where).Value) { $isRemoved = $true } }
            if ($isRemoved) { continue }
            if (Test-TextItem $item) { $items.Add((ConvertTo-JsonText (ConvertTo-PlainText $item))) } else { $items.Add((Get-RawJson $item)) }
        }
        foreach ($json in $edit.Add) {
            $item = Expand-Text $json 'json'
            $value = Read-Json "[$item]"
            $text = @(if ($IsCore) { $value.EnumerateArray() } else { $value })[0]
            if (Test-TextItem $text) { $item = ConvertTo-JsonText (ConvertTo-PlainText $text) }
            if (-not $items.Contains($item)) { $items.Add($item) }
        }
        $json = '[' + ($items -join ',') + ']'
        for ($index = $names.Count - 1; $index -gt 0; $index--) { $json = '{' + (ConvertTo-JsonText $names[$index]) + ':' + $json + '}' }
        $members.Add((ConvertTo-JsonText $names[0]) + ':' + $json)
    }
    if ($Change.Contains('Body')) {
        $inner = (Expand-Text $Change.Body 'json').Trim()
        $inner = $inner.Substring(1, $inner.Length - 2).Trim()
        if ($inner -ne '') { $members.Add($inner) }
    }
    elseif ($members.Count -eq 0) { return '' }
    return '{' + ($members -join ',') + '}'
}

# Items may be texts, too: then the empty name stands for the item itself.
function Test-Item {
    param($Item, $Where)
    if (Test-TextItem $Item) { return Test-Where @{ '' = (ConvertTo-PlainText $Item) } $Where }
    return Test-Where $Item $Where
}

function Test-TextItem {
    param($Item)
    return $Item -is [string] -or ($IsCore -and $Item -is [System.Text.Json.JsonElement] -and $Item.ValueKind -eq [System.Text.Json.JsonValueKind]::String)
}

function Get-RawJson {
    param($Item)
    if ($IsCore) { return $Item.GetRawText() }
    return $Serializer.Serialize($Item)
}

$SaysAlready = '(?i)already (exists?|being used|in use|used|assigned|a member|has)\b|\b(conflicting|same) (object|name|value)\b.*\bexists?\b|\bis a duplicate\b'

# Sends a change once. Answers Kind: done; exists; absent; right (it is missing); again (not taken on, may be sent later); refused;
# unknown (nobody answered: it may have been done or not).
function Send-Change {
    param($Change)
    if ($Change.Contains('Cmdlet')) {
        $answer = Invoke-Cmdlet $Change.Cmdlet (Expand-Value $Change.Parameters).Value
        if ($null -eq $answer.Problem) { return @{ Kind = 'done'; Text = $Change.Cmdlet; Value = $null } }
        return $answer.Problem
    }
    $headers = @{}
    if ($Change.Contains('Headers')) { $headers = (Expand-Value $Change.Headers).Value }
    $body = Get-ChangeBody $Change
    if ($null -eq $body) { return @{ Kind = 'absent'; Text = 'What is to be changed is not there.' } }
    $answer = Send-GraphOnce $Change.Method (Expand-Text $Change.Path 'path') $body $headers
    if ($answer.Status -ge 200 -and $answer.Status -lt 300) {
        $value = $null
        if ($answer.Text -ne '') { try { $value = Read-Json $answer.Text } catch { $value = $null } }
        return @{ Kind = 'done'; Text = "$($answer.Status)"; Value = $value }
    }
    $problem = Get-GraphProblem $answer
    if ($answer.Status -eq 429 -or ($answer.Status -eq 503 -and $answer.RetryAfter -ne '')) { return @{ Kind = 'again'; Text = $problem; RetryAfter = $answer.RetryAfter } }
    if ($answer.Status -eq 0 -or $answer.Status -eq 408 -or $answer.Status -ge 500) { return @{ Kind = 'unknown'; Text = $problem } }
    if ($answer.Status -eq 401) { return @{ Kind = 'refused'; Text = $problem } }
    if ($answer.Status -eq 403) { return @{ Kind = 'right'; Text = $problem } }
    if ($answer.Status -eq 409 -or $problem -match $SaysAlready) { return @{ Kind = 'exists'; Text = $problem } }
    if ($answer.Status -eq 404 -or $problem -match 'Request_ResourceNotFound') { return @{ Kind = 'absent'; Text = $problem } }
    return @{ Kind = 'refused'; Text = $problem }
}

# What a service did not take on for the moment is offered again; nothing that may have been done is sent twice.
function Send-ChangePatiently {
    param($Change)
    for ($attempt = 1; ; $attempt++) {
        $result = Send-Change $Change
        if ($result.Kind -ne 'again' -or $attempt -gt $MostFailures) { return $result }
        Start-Sleep -Seconds (Get-Pause ([string] $result['RetryAfter']) $attempt)
    }
}
`.trim();
