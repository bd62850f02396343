/** JSON, values of answers, and how they are compared: as `match.ts` does it, in PowerShell. */
export const VALUES_PART = String.raw`
# ---- JSON ------------------------------------------------------------------------------------------------------------
# ConvertFrom-Json turns texts that look like times into times, so JSON is read by what .NET itself has.

if (-not $IsCore) {
    Add-Type -AssemblyName System.Web.Extensions
    $Serializer = New-Object System.Web.Script.Serialization.JavaScriptSerializer
    $Serializer.MaxJsonLength = [int]::MaxValue
    [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
}

function Read-Json {
    param([string] $Text)
    if ($IsCore) { return [System.Text.Json.JsonDocument]::Parse($Text).RootElement }
    return , $Serializer.DeserializeObject($Text)
}

$EscapeOne = [System.Text.RegularExpressions.MatchEvaluator] { param($match) '\u{0:x4}' -f [int] [char] $match.Value }
$NeedsEscape = New-Object System.Text.RegularExpressions.Regex '[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]'

function ConvertTo-JsonText {
    param([string] $Text)
    $escaped = $Text.Replace('\', '\\').Replace('"', '\"')
    if ($NeedsEscape.IsMatch($escaped)) { $escaped = $NeedsEscape.Replace($escaped, $EscapeOne) }
    return '"' + $escaped + '"'
}

# A value that this script made itself as JSON: texts, numbers, flags, lists and tables.
function ConvertTo-JsonValue {
    param($Value)
    if ($null -eq $Value) { return 'null' }
    if ($Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
    if ($Value -is [int] -or $Value -is [long] -or $Value -is [double]) { return [string]::Format($Invariant, '{0}', $Value) }
    if ($Value -is [System.Collections.IDictionary]) {
        $members = foreach ($name in $Value.PSBase.Keys) { (ConvertTo-JsonText $name) + ':' + (ConvertTo-JsonValue $Value[$name]) }
        return '{' + ($members -join ',') + '}'
    }
    if ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [string]) {
        $items = foreach ($item in $Value) { ConvertTo-JsonValue $item }
        return '[' + ($items -join ',') + ']'
    }
    return ConvertTo-JsonText ([string] $Value)
}

# ---- Values of answers -----------------------------------------------------------------------------------------------
# An answer of Graph is JSON, one of Exchange Online an object. A value travels in a table of one, so that a list stays a list.

function New-Found {
    param($Value)
    return @{ Value = $Value }
}

function ConvertFrom-Element {
    param($Element)
    switch ($Element.ValueKind) {
        'Null' { return New-Found $null }
        'String' { return New-Found $Element.GetString() }
        'True' { return New-Found $true }
        'False' { return New-Found $false }
        'Number' { return New-Found $Element.GetDouble() }
        'Array' { return New-Found @($Element.EnumerateArray()) }
    }
    return New-Found $Element
}

# A member of an object, or nothing where it has none of this name.
function Find-Member {
    param($Object, [string] $Name)
    if ($null -eq $Object) { return $null }
    if ($IsCore -and $Object -is [System.Text.Json.JsonElement]) {
        $found = New-Object System.Text.Json.JsonElement
        if ($Object.ValueKind -ne [System.Text.Json.JsonValueKind]::Object -or -not $Object.TryGetProperty($Name, [ref] $found)) { return $null }
        return ConvertFrom-Element $found
    }
    if ($Object -is [System.Collections.IDictionary]) {
        if (-not $Object.Contains($Name)) { return $null }
        return New-Found $Object[$Name]
    }
    if ($Object -is [string] -or $Object -is [System.ValueType]) { return $null }
    $property = $Object.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    return New-Found $property.Value
}

# What a dotted name leads to; a name that has dots of its own is tried first.
function Find-Value {
    param($Object, [string] $Name)
    $found = Find-Member $Object $Name
    if ($null -ne $found) { return $found }
    $dot = $Name.IndexOf('.')
    if ($dot -lt 0) { return $null }
    $outer = Find-Member $Object $Name.Substring(0, $dot)
    if ($null -eq $outer) { return $null }
    return Find-Value $outer.Value $Name.Substring($dot + 1)
}

function Get-Text {
    param($Object, [string] $Name)
    $found = Find-Value $Object $Name
    if ($null -eq $found) { return '' }
    return ConvertTo-PlainText $found.Value
}

function Test-List {
    param($Value)
    return $Value -is [System.Collections.IEnumerable] -and $Value -isnot [string] -and $Value -isnot [System.Collections.IDictionary] -and -not ($IsCore -and $Value -is [System.Text.Json.JsonElement])
}

# The items of a member that is a list; none where it is absent.
function Get-Items {
    param($Object, [string] $Name)
    $found = Find-Value $Object $Name
    if ($null -ne $found -and (Test-List $found.Value)) { foreach ($item in $found.Value) { $item } }
}

function ConvertTo-PlainText {
    param($Value)
    if ($null -eq $Value) { return '' }
    if ($IsCore -and $Value -is [System.Text.Json.JsonElement]) {
        $plain = (ConvertFrom-Element $Value).Value
        if ($plain -isnot [System.Text.Json.JsonElement]) { return ConvertTo-PlainText $plain }
        return $Value.GetRawText()
    }
    if ($Value -is [System.Management.Automation.PSObject] -and $Value.PSObject.BaseObject -isnot [System.Management.Automation.PSCustomObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
    if ($Value -is [datetime]) { return $Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", $Invariant) + 'Z' }
    if (Test-List $Value) { return @(foreach ($item in $Value) { ConvertTo-PlainText $item }) -join ',' }
    if ($Value -is [System.IFormattable] -and $Value -isnot [System.Enum]) { return $Value.ToString($null, $Invariant) }
    return [string] $Value
}

# ---- Showing ---------------------------------------------------------------------------------------------------------
# A name may hold what would clear a screen, turn the reading direction or begin a line of its own: that is shown, not done.

$ShowOne = [System.Text.RegularExpressions.MatchEvaluator] { param($match) '[U+{0:X4}]' -f [int] [char] $match.Value }
$NotSeen = New-Object System.Text.RegularExpressions.Regex '[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]'

function ConvertTo-Visible {
    param([string] $Text)
    return $NotSeen.Replace(($Text -replace '\s*[\r\n]+\s*', ' '), $ShowOne)
}

function Write-Line {
    param([string] $Text)
    Write-Host (ConvertTo-Visible $Text)
}

# ---- Comparing -------------------------------------------------------------------------------------------------------
# Texts compare trimmed and without case; no value, null and the empty text are the same. A list of one is its item.

function Get-Key {
    param($Value)
    return (ConvertTo-PlainText $Value).Trim().ToLowerInvariant()
}

function Test-Equal {
    param($Value, $Wanted)
    if (Test-List $Value) {
        $items = @($Value)
        if ($items.Count -eq 0) { return (Get-Key $Wanted) -eq '' }
        return $items.Count -eq 1 -and (Test-Equal $items[0] $Wanted)
    }
    return (Get-Key $Value) -ceq (Get-Key $Wanted)
}

function Test-Contains {
    param($Value, $Wanted)
    if (Test-List $Value) {
        foreach ($item in $Value) { if (Test-Equal $item $Wanted) { return $true } }
        return $false
    }
    if ($Value -is [string] -and $Wanted -is [string] -and $Wanted -ne '') { return (Get-Key $Value).Contains((Get-Key $Wanted)) }
    return Test-Equal $Value $Wanted
}

function Test-Match {
    param($Value, $Match)
    if ($Match -isnot [System.Collections.IDictionary]) { return Test-Equal $Value $Match }
    if ($Match.Contains('OneOf')) {
        foreach ($wanted in $Match['OneOf']) { if (Test-Equal $Value $wanted) { return $true } }
        return $false
    }
    if ($Match.Contains('NoneOf')) {
        foreach ($unwanted in $Match['NoneOf']) { if (Test-Equal $Value $unwanted) { return $false } }
        return $true
    }
    if ($Match.Contains('NoneOf')) {
        foreach ($wanted in $Match['NoneOf']) { if (Test-Equal $Value $wanted) { return $false } }
        return $true
    }
    if ($Match.Contains('Contains')) { return Test-Contains $Value $Match['Contains'] }
    if ($Match.Contains('Lacks')) { return -not (Test-Contains $Value $Match['Lacks']) }
    return -not (Test-Equal $Value $Match['Not'])
}

function Test-Where {
    param($Object, $Where)
    foreach ($name in $Where.PSBase.Keys) {
        $found = Find-Value $Object $name
        $value = $null
        if ($null -ne $found) { $value = $found.Value }
        if (-not (Test-Match $value $Where[$name])) { return $false }
    }
    return $true
}

# ---- What earlier steps brought about ----------------------------------------------------------------------------------
# A reference names a step and an output of it; two dollar signs before a brace are one that is meant.

$ReferencePattern = New-Object System.Text.RegularExpressions.Regex '\$\$\{|\$\{([a-z][a-z0-9-]*)\.([A-Za-z][A-Za-z0-9]*)\}'

function Expand-Text {
    param([string] $Text, [string] $For = 'text')
    if ($Text.IndexOf('$') -lt 0) { return $Text }
    $result = New-Object System.Text.StringBuilder
    $at = 0
    foreach ($match in $ReferencePattern.Matches($Text)) {
        [void] $result.Append($Text, $at, $match.Index - $at)
        $at = $match.Index + $match.Length
        if (-not $match.Groups[1].Success) {
            [void] $result.Append('$').Append('{')
            continue
        }
        $step = $match.Groups[1].Value
        $name = $match.Groups[2].Value
        if (-not $Output.ContainsKey($step) -or -not $Output[$step].ContainsKey($name)) {
            if ($For -eq 'show') {
                [void] $result.Append("<$name of the step $step>")
                continue
            }
            Stop-Missing $step $name
        }
        $value = [string] $Output[$step][$name]
        if ($For -eq 'path') { $value = [uri]::EscapeDataString($value) }
        elseif ($For -eq 'json') {
            $value = ConvertTo-JsonText $value
            $value = $value.Substring(1, $value.Length - 2)
        }
        [void] $result.Append($value)
    }
    [void] $result.Append($Text, $at, $Text.Length - $at)
    return $result.ToString()
}

# The same for everything inside a value. The result travels in a table of one.
function Expand-Value {
    param($Value)
    if ($Value -is [string]) { return New-Found (Expand-Text $Value) }
    if ($Value -is [System.Collections.IDictionary]) {
        $table = [ordered]@{}
        foreach ($name in $Value.PSBase.Keys) { $table[$name] = (Expand-Value $Value[$name]).Value }
        return New-Found $table
    }
    if ($Value -is [array]) {
        $items = New-Object System.Collections.Generic.List[object]
        foreach ($item in $Value) { $items.Add((Expand-Value $item).Value) }
        return New-Found $items.ToArray()
    }
    return New-Found $Value
}
`.trim();
