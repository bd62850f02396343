import type { BridgeFunction } from '../../ports/powershell';
import { FRAME_MARK } from './frame-lines';

/** Nothing, as the payload of a frame. */
const NOTHING = base64('null');

/** A call of the bridge: fixed words, an id of ours, and base64, whose alphabet cannot leave the quotes. */
export function callLine(name: BridgeFunction, call: string, argument: unknown): string {
  return ended(call, `${name} '${base64(JSON.stringify({ call, argument: argument ?? null }))}'`);
}

/**
 * Loads the bridge, and has the shell watched: one that is busy does not notice that its standard input was closed, so a
 * thread of it looks whether the app still lives.
 */
export function openingLine(call: string, manifest: string, parent: number): string {
  const done = base64('{"value":null,"warnings":[]}');
  const path = `[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64(manifest)}'))`;
  const watcher =
    'param($id, $main) try { $parent = [Diagnostics.Process]::GetProcessById($id); [void]$parent.HasExited } catch { return };' +
    ' try { while (-not $parent.HasExited) { if ($main.RunspaceStateInfo.State -ne [Management.Automation.Runspaces.RunspaceState]::Opened) { return };' +
    ' [Threading.Thread]::Sleep(300) } } catch { } [Diagnostics.Process]::GetCurrentProcess().Kill()';
  const watch =
    `$mailscopeWatch = [PowerShell]::Create(); [void]$mailscopeWatch.AddScript('${watcher}').AddArgument(${String(parent)})` +
    '.AddArgument([Management.Automation.Runspaces.Runspace]::DefaultRunspace); [void]$mailscopeWatch.BeginInvoke();';
  const load = `Import-Module -Name ([Management.Automation.WildcardPattern]::Escape(${path})) -Force -DisableNameChecking -WarningAction SilentlyContinue -ErrorAction Stop;`;
  const problem =
    '(ConvertTo-Json -Compress -InputObject @{ category = [string]$_.CategoryInfo.Category; id = [string]$_.FullyQualifiedErrorId; message = [string]$_.Exception.Message })';
  return ended(
    call,
    `try { ${watch} ${load} [Console]::Out.WriteLine('${FRAME_MARK}${call}#done#${done}#') }` +
      ` catch { [Console]::Out.WriteLine('${FRAME_MARK}${call}#error#' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(${problem})) + '#') }`,
  );
}

/** A call that ends without an answer says so at once, however it ended. */
function ended(call: string, line: string): string {
  return `try { ${line} } finally { [Console]::Out.WriteLine('${FRAME_MARK}${call}#end#${NOTHING}#') }`;
}

/** Text as base64 of UTF-8. */
export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
