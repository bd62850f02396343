/** Real calls with the app's own credential, in PowerShell. */
export const LIVE_TEST_PART = String.raw`
# ---- The live test -------------------------------------------------------------------------------------------------------

function Invoke-LiveTest {
    param($Step)
    $test = $Step.LiveTest
    Confirm-Word $Step "Test with the app itself: it reaches $(@($test.Inside) -join ', '), and is refused (403) at $(@($test.Outside) -join ', ')."
}
`.trim();
