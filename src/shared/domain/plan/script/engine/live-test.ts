/** Real calls with the app's own credential, in PowerShell. */
export const LIVE_TEST_PART = String.raw`
# ---- The live test -------------------------------------------------------------------------------------------------------

function Invoke-TestStep {
    param($Step)
    $test = $Step.LiveTest
    $what = "Real calls as the app $($test.AppId) ($(@($test.Operations) -join ', '))"
    if (-not (Test-Requested $Step $what)) { return }
    Confirm-Word $Step "Test with the app itself: it reaches $(@($test.Inside) -join ', '), and is refused (403) at $(@($test.Outside) -join ', ')."
    $round = @{ Holds = $true; Objects = @(); Seen = @() }
    if (@($Step.Verification).Count -gt 0) { $round = Wait-Settled $Step }
    Save-Done $Step $round $false
}
`.trim();
