import { execFile } from 'node:child_process';
import { z } from 'zod';
import { compareVersions } from '../../../shared/domain/powershell/powershell-problems';
import type { PowerShellHost } from '../../ports/powershell';

const MARK = '#mailscope-probe#';

/** Where Group Policy writes, and the file that PowerShell 7 reads: https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_logging_windows, about_powershell_config */
const LOGGING = `
$logging = @{ moduleLogging = $false; scriptBlockLogging = $false; transcription = $false }
$names = @{ moduleLogging = @('ModuleLogging', 'EnableModuleLogging'); scriptBlockLogging = @('ScriptBlockLogging', 'EnableScriptBlockLogging'); transcription = @('Transcription', 'EnableTranscripting') }
if ($edition -eq 'Desktop' -or $IsWindows) {
  foreach ($hive in @('HKLM:', 'HKCU:')) {
    foreach ($name in @($names.Keys)) {
      $old = $hive + '\\SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell\\' + $names[$name][0]
      $new = $hive + '\\SOFTWARE\\Policies\\Microsoft\\PowerShellCore\\' + $names[$name][0]
      $key = $old
      if ($edition -eq 'Core') {
        $key = $new
        if ((Get-ItemProperty -LiteralPath $new).UseWindowsPowerShellPolicySetting -eq 1) { $key = $old }
      }
      if ((Get-ItemProperty -LiteralPath $key).($names[$name][1]) -eq 1) { $logging[$name] = $true }
    }
  }
}
if ($edition -eq 'Core') {
  foreach ($folder in @($PSHOME, (Split-Path -Parent -Path $PROFILE.CurrentUserAllHosts))) {
    $file = Join-Path -Path $folder -ChildPath 'powershell.config.json'
    if (Test-Path -LiteralPath $file) {
      try {
        $policies = (Get-Content -LiteralPath $file -Raw -ErrorAction Stop | ConvertFrom-Json -ErrorAction Stop).PowerShellPolicies
        foreach ($name in @($names.Keys)) { if ($policies.($names[$name][0]).($names[$name][1]) -eq $true) { $logging[$name] = $true } }
      }
      catch { foreach ($name in @($names.Keys)) { if (-not $logging[$name]) { $logging[$name] = $null } } }
    }
  }
}`;

/** Asks a PowerShell what it is. Holds no data, and only what constrained language mode allows too. */
export const PROBE_SCRIPT = `
$ErrorActionPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
$edition = 'Desktop'
if ($PSVersionTable.PSEdition -eq 'Core') { $edition = 'Core' }
${LOGGING}
$answer = @{
  edition = $edition
  version = [string]$PSVersionTable.PSVersion
  moduleVersions = @(Get-Module -ListAvailable -Name ExchangeOnlineManagement | ForEach-Object { [string]$_.Version })
  executionPolicy = [string](Get-ExecutionPolicy)
  languageMode = [string]$ExecutionContext.SessionState.LanguageMode
  logging = $logging
}
'${MARK}' + (ConvertTo-Json -InputObject $answer -Compress -Depth 4) + '${MARK}'
`;

const text = z.string().max(100);
const flag = z.boolean().nullable();
const answerSchema = z.object({
  edition: z.enum(['Core', 'Desktop']),
  version: z.string().regex(/^\d+(\.\d+){1,3}(-[\w.]+)?$/),
  moduleVersions: z.array(text).max(100),
  executionPolicy: text.nullish(),
  languageMode: text.nullish(),
  logging: z.object({ moduleLogging: flag, scriptBlockLogging: flag, transcription: flag }),
});

/** How a PowerShell is asked. */
export interface ProbeOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds. The first start after an update, under a virus scanner, takes long. */
  readonly limit: number;
}

/** Asks a program whether it is a PowerShell, and which. Null: it is none, or did not answer in time. */
export function probe(path: string, options: ProbeOptions, signal: AbortSignal): Promise<PowerShellHost | null> {
  return new Promise((resolve) => {
    try {
      const child = execFile(
        path,
        ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', PROBE_SCRIPT],
        {
          env: options.environment,
          timeout: options.limit,
          killSignal: 'SIGKILL',
          maxBuffer: 1024 * 1024,
          windowsHide: true,
          encoding: 'utf8',
          signal,
        },
        // The exit code says nothing: PowerShell ends with 0 after errors, and with 1 after harmless ones.
        (_error, output) => {
          resolve(readProbe(path, output));
        },
      );
      child.stdin?.on('error', () => undefined);
      child.stdin?.end();
    } catch {
      resolve(null);
    }
  });
}

/** The answer in what a PowerShell wrote, whatever stands around it; a console may have broken the line. */
export function readProbe(path: string, output: string): PowerShellHost | null {
  const [, encoded] = output.split(MARK);
  if (encoded === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(encoded.replaceAll(/[\r\n]/g, ''));
  } catch {
    return null;
  }
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) return null;
  const { executionPolicy, languageMode, moduleVersions, ...rest } = parsed.data;
  return {
    path,
    ...rest,
    moduleVersions: [...new Set(moduleVersions)].sort((left, right) => compareVersions(right, left)),
    executionPolicy: executionPolicy || null,
    languageMode: languageMode || null,
  };
}
