/** Real calls with the app's own credential, in PowerShell: judged as `live-verdict.ts` does it. */
export const LIVE_TEST_PART = String.raw`
# ---- The live test -------------------------------------------------------------------------------------------------------
# Inside only 200 proves something, outside only 403 ErrorAccessDenied: whatever else keeps a call from working says nothing.
# https://learn.microsoft.com/graph/auth-limit-mailbox-access

function ConvertTo-UrlText {
    param([byte[]] $Bytes)
    return [Convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}

# The credential of the app: one that was given, or one that this script made for it.
function Find-TestCredential {
    if ($null -ne $TestSecret) { return @{ Secret = (Get-Plain $TestSecret) } }
    foreach ($step in $Steps) {
        if ($null -eq $step.Credential) { continue }
        $entry = Get-Entry $step.Id
        if (-not (Test-Held $entry) -or $entry.state -eq 'undone') { continue }
        if ($step.Credential.Kind -eq 'secret') { return @{ Secret = (Read-Secret $entry.secretFile) } }
        if ($entry.secretFile -like 'Cert:*') { $certificate = Get-Item -LiteralPath $entry.secretFile }
        else { $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile($entry.secretFile) }
        return @{ Key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate); Hash = $certificate.GetCertHash() }
    }
    return $null
}

# A token of the app itself, anew each time. https://learn.microsoft.com/entra/identity-platform/certificate-credentials
function Get-TestToken {
    param([string] $AppId, $Credential)
    $form = @{ grant_type = 'client_credentials'; client_id = $AppId; scope = "$($Cloud.Graph)/.default" }
    if ($Credential.Contains('Secret')) { $form['client_secret'] = $Credential.Secret }
    else {
        $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
        $head = '{"alg":"RS256","typ":"JWT","x5t":"' + (ConvertTo-UrlText $Credential.Hash) + '"}'
        $claims = '{"aud":' + (ConvertTo-JsonText "$($Cloud.Authority)/$($Plan.TenantId)/oauth2/v2.0/token") + ',"iss":' + (ConvertTo-JsonText $AppId) + ',"sub":' + (ConvertTo-JsonText $AppId)
        $claims += ',"jti":"' + [guid]::NewGuid() + '","nbf":' + ($now - 60) + ',"exp":' + ($now + 540) + '}'
        $signed = (ConvertTo-UrlText $Utf8.GetBytes($head)) + '.' + (ConvertTo-UrlText $Utf8.GetBytes($claims))
        $signature = $Credential.Key.SignData($Utf8.GetBytes($signed), [System.Security.Cryptography.HashAlgorithmName]::SHA256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $form['client_assertion_type'] = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
        $form['client_assertion'] = $signed + '.' + (ConvertTo-UrlText $signature)
    }
    $answer = Send-TokenRequest $form
    if ($answer.Ok) { return @{ Token = (Get-Text $answer.Value 'access_token'); Problem = '' } }
    return @{ Token = ''; Problem = (Get-FirstLine (Get-Text $answer.Value 'error_description')) }
}

# One call; answers what is not as it should be, or nothing.
function Test-Call {
    param([string] $Token, [string] $Mailbox, [string] $Operation, [bool] $IsInside)
    $path = '/v1.0/users/' + [uri]::EscapeDataString($Mailbox) + $LiveCalls[$Operation].Path
    $answer = Send-Web 'GET' ($GraphBase + $path) @{ Authorization = "Bearer $Token"; Accept = 'application/json' }
    $what = "$($LiveCalls[$Operation].Words) of $Mailbox"
    if ($answer.Status -ge 200 -and $answer.Status -lt 300) {
        if ($IsInside) { return '' }
        return "The app can still $what."
    }
    $problem = Get-GraphProblem $answer
    if ($answer.Status -eq 403 -and $problem -match 'ErrorAccessDenied') {
        if (-not $IsInside) { return '' }
        return "The app cannot $what yet."
    }
    return "It proves nothing that the app could not $($what): $problem"
}

function Test-Calls {
    param($Test, [string] $Token)
    $problems = New-Object System.Collections.Generic.List[string]
    foreach ($operation in $Test.Operations) {
        if (-not $LiveCalls.Contains($operation)) { continue }
        foreach ($mailbox in $Test.Inside) { $problems.Add((Test-Call $Token (Expand-Text $mailbox) $operation $true)) }
        foreach ($mailbox in $Test.Outside) { $problems.Add((Test-Call $Token (Expand-Text $mailbox) $operation $false)) }
    }
    return , @($problems.ToArray() | Where-Object { $_ -ne '' })
}

function Invoke-LiveTest {
    param($Step)
    $test = $Step.LiveTest
    $appId = Expand-Text $test.AppId
    $credential = Find-TestCredential
    $tried = @($test.Operations | Where-Object { $LiveCalls.Contains($_) })
    if ($null -eq $credential -or $tried.Count -eq 0) {
        Confirm-Word $Step "Test with the app $appId itself ($(@($test.Operations) -join ', ')): it has to get into $(@($test.Inside) -join ', '), and to be refused (403 ErrorAccessDenied) at $(@($test.Outside) -join ', '). With -TestSecret the script tests what only reads."
        return
    }
    $settles = $Settlings[$Step.Settles]
    $started = [datetime]::UtcNow
    $pause = [double] $settles.First
    while ($true) {
        $token = Get-TestToken $appId $credential
        $problems = @("Signing in as the app is refused: $($token.Problem)")
        if ($token.Token -ne '') { $problems = Test-Calls $test $token.Token }
        if (@($problems).Count -eq 0) {
            Write-Outcome 'Seen: inside every call got through, outside every call was refused.'
            return
        }
        $elapsed = ([datetime]::UtcNow - $started).TotalSeconds
        if ($elapsed -ge $WaitMinutes * 60) { Stop-Run 3 "Not as it should be yet: $(@($problems)[0]) Old tokens live for up to 90 minutes, and Exchange Online keeps what it knows for up to two hours. Run the script again later." }
        Write-Outcome "Not as it should be yet: $(@($problems)[0])"
        Start-Sleep -Milliseconds ([int] ([Math]::Min($pause, [Math]::Max(0.2, $WaitMinutes * 60 - $elapsed)) * 1000))
        $pause = [Math]::Min([double] $settles.Slowest, $pause * 2)
    }
}
`.trim();
