/** New secrets and certificates: made, and kept where only the one who runs the script can read them, in PowerShell. */
export const CREDENTIALS_PART = String.raw`
# ---- New credentials -----------------------------------------------------------------------------------------------------
# On Windows a secret is protected by DPAPI: only this account on this machine can read it. Elsewhere it is a file that only
# this account may open. A certificate's private key goes into the personal store of Windows, elsewhere into such a file.

function Get-SecretPath {
    param([string] $StepId, [string] $Ending)
    return Join-Path $SecretPath "$($Plan.Id)-$StepId.$Ending"
}

# Makes an empty file that nobody else can open, before there is anything to put in.
function New-PrivateFile {
    param([string] $Path)
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Path))
    if ([System.IO.File]::Exists($Path)) { [System.IO.File]::Delete($Path) }
    [System.IO.File]::WriteAllText($Path, '')
    if (-not $OnWindows) {
        & chmod 600 $Path
        if ($LASTEXITCODE -ne 0) { Stop-Run 1 "$Path could not be kept from others." }
        return
    }
    $access = New-Object System.Security.AccessControl.FileSecurity
    $access.SetAccessRuleProtection($true, $false)
    $me = [System.Security.Principal.WindowsIdentity]::GetCurrent().User
    $access.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule $me, 'FullControl', 'Allow'))
    Set-Acl -LiteralPath $Path -AclObject $access -WhatIf:$false -Confirm:$false
}

function Save-Secret {
    param([string] $Path, [string] $Text)
    if ($OnWindows) { $Text = ConvertFrom-SecureString (New-Object System.Net.NetworkCredential '', $Text).SecurePassword }
    [System.IO.File]::WriteAllText($Path, $Text, $Utf8)
}

function Read-Secret {
    param([string] $Path)
    $text = [System.IO.File]::ReadAllText($Path, $Utf8)
    if ($OnWindows) { return Get-Plain (ConvertTo-SecureString $text) }
    return $text
}

# Whether the text of a credential that this script made is still here.
function Test-Held {
    param($Entry)
    if ($Entry.secretFile -like 'Cert:*') { return Test-Path -LiteralPath $Entry.secretFile }
    return $Entry.secretFile -ne '' -and [System.IO.File]::Exists($Entry.secretFile) -and (New-Object System.IO.FileInfo $Entry.secretFile).Length -gt 0
}

# https://learn.microsoft.com/entra/identity-platform/howto-create-self-signed-certificate
function New-Certificate {
    param($Step, $Entry)
    if ($OnWindows) { $key = New-Object System.Security.Cryptography.RSACng 2048 } else { $key = [System.Security.Cryptography.RSA]::Create(2048) }
    $request = New-Object System.Security.Cryptography.X509Certificates.CertificateRequest $Step.Credential.Subject, $key, ([System.Security.Cryptography.HashAlgorithmName]::SHA256), ([System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    # Whole seconds: what is sent is what the certificate says.
    $now = [DateTimeOffset]::UtcNow
    $from = New-Object System.DateTimeOffset $now.Year, $now.Month, $now.Day, $now.Hour, $now.Minute, $now.Second, ([TimeSpan]::Zero)
    $until = $from.AddDays([int] $Step.Credential.Days)
    $certificate = $request.CreateSelfSigned($from, $until)
    if ($OnWindows) {
        $bytes = $certificate.Export([System.Security.Cryptography.X509Certificates.X509ContentType]::Pfx, '')
        $kept = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 $bytes, '', ([System.Security.Cryptography.X509Certificates.X509KeyStorageFlags] 'PersistKeySet, Exportable')
        $store = New-Object System.Security.Cryptography.X509Certificates.X509Store 'My', 'CurrentUser'
        $store.Open('ReadWrite')
        try { $store.Add($kept) } finally { $store.Close() }
        $Entry.secretFile = "Cert:\CurrentUser\My\$($certificate.Thumbprint)"
    }
    else {
        $path = Get-SecretPath $Step.Id 'pem'
        New-PrivateFile $path
        $pem = ConvertTo-Pem 'PRIVATE KEY' $key.ExportPkcs8PrivateKey()
        $pem += ConvertTo-Pem 'CERTIFICATE' $certificate.RawData
        [System.IO.File]::WriteAllText($path, $pem, $Utf8)
        $Entry.secretFile = $path
    }
    $made = @{
        certificate = [Convert]::ToBase64String($certificate.RawData); thumbprint = [Convert]::ToBase64String($certificate.GetCertHash())
        notBefore = $from.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $Invariant); notAfter = $until.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $Invariant)
    }
    foreach ($name in $made.Keys) { $Entry.outputs[$name] = $made[$name] }
    Set-Output $Step.Id $made
    Save-Evidence
}

function ConvertTo-Pem {
    param([string] $Name, [byte[]] $Bytes)
    return "-----BEGIN $Name-----" + [char] 10 + [Convert]::ToBase64String($Bytes, [System.Base64FormattingOptions]::InsertLineBreaks).Replace("$([char] 13)", '') + [char] 10 + "-----END $Name-----" + [char] 10
}

# What has to be there before the change that makes a credential is sent.
function Initialize-Credential {
    param($Step, $Entry)
    if ($Step.Credential.Kind -eq 'certificate') {
        New-Certificate $Step $Entry
        return
    }
    $Entry.secretFile = Get-SecretPath $Step.Id 'secret'
    New-PrivateFile $Entry.secretFile
    Save-Evidence
}

# The text of a secret stands in this one answer and nowhere else: it is kept before anything else may fail.
function Complete-Credential {
    param($Step, $Entry, $Answer)
    if ($Step.Credential.Kind -ne 'secret') { return }
    $text = Get-Text $Answer 'secretText'
    $Entry.keyId = Get-Text $Answer 'keyId'
    if ($text -eq '') { Stop-Run 1 "The answer holds no text of the new secret ($($Step.Credential.Label))." }
    Save-Secret $Entry.secretFile $text
    if ($ShowSecret) { Write-Host "      $($Step.Credential.Label): $text" }
}

function Show-Kept {
    param($Step, $Entry)
    Write-Line "      $($Step.Credential.Label) is kept here: $($Entry.secretFile)"
    if ($Step.Credential.Kind -eq 'secret' -and $OnWindows) {
        Write-Host "      Read it with: (New-Object Net.NetworkCredential '', (Get-Content -LiteralPath '$($Entry.secretFile.Replace("'", "''"))' | ConvertTo-SecureString)).Password"
    }
}

function Remove-Kept {
    param($Entry)
    if ($Entry.secretFile -ne '' -and (Test-Held $Entry)) { Remove-Item -LiteralPath $Entry.secretFile -Force -WhatIf:$false -Confirm:$false }
    $Entry.secretFile = ''
}

# Whether the credential that this script made is the one that is there, with its text kept here. What an interrupted run left
# behind, a credential whose text nobody has, is removed; then the answer is nothing, and it is made anew.
function Test-Credential {
    param($Step, $Round)
    $entry = Get-Entry $Step.Id
    $own = $null
    if (Test-Held $entry) {
        if ($entry.keyId -ne '') { $own = @($Round.Objects | Where-Object { (Get-Text $_ 'keyId') -eq $entry.keyId }) | Select-Object -First 1 }
        elseif ($Step.Credential.Kind -eq 'certificate') { $own = @($Round.Objects | Where-Object { (Get-Text $_ 'customKeyIdentifier') -eq [string] $entry.outputs['thumbprint'] }) | Select-Object -First 1 }
    }
    foreach ($object in @($Round.Objects)) {
        $keyId = Get-Text $object 'keyId'
        if ($object -eq $own -or ($null -ne $own -and $keyId -eq (Get-Text $own 'keyId'))) { continue }
        Write-Line "      A credential of an interrupted run is there whose text nobody has ($keyId); it is removed."
        Set-Output $Step.Id @{ keyId = $keyId }
        $result = Send-ChangePatiently $Step.Credential.Orphan
        if (@('done', 'exists', 'absent') -notcontains $result.Kind) { Stop-Run 1 "It could not be removed: $($result.Text)" }
        $until = [datetime]::UtcNow.AddSeconds(30)
        while (@((Test-Looks $Step.Verification).Objects | Where-Object { (Get-Text $_ 'keyId') -eq $keyId }).Count -gt 0) {
            if ([datetime]::UtcNow -gt $until) { Stop-Run 3 'It is still there. Run the script again later.' }
            Start-Sleep -Seconds 1
        }
    }
    if ($null -ne $own) { return $Round }
    return $null
}
`.trim();
