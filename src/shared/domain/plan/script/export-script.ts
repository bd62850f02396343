import { QUICK_CLIENT_ID } from '../../clouds/clouds';
import type { Plan } from '../plan.schema';
import type { Outputs } from '../template';
import { cmdletsOf, SCRIPT_CMDLETS } from './allowed-cmdlets';
import { CREDENTIALS_PART } from './engine/credentials';
import { EVIDENCE_PART } from './engine/evidence';
import { EXCHANGE_PART } from './engine/exchange';
import { GRAPH_PART } from './engine/graph';
import { LIVE_TEST_PART } from './engine/live-test';
import { LOOKS_PART } from './engine/looks';
import { MAIN_PART } from './engine/main';
import { ROLLBACK_PART } from './engine/rollback';
import { RUN_PART } from './engine/run';
import { VALUES_PART } from './engine/values';
import { cloudsData, liveCallsData, PARAMETERS, scriptHead, settlingData } from './script-head';
import { lookData, stepData, stepsOfScript, type ScriptStep } from './script-steps';
import { scriptLiteral, type ScriptData } from './script-text';

/** What a script is made from. */
export interface ScriptWish {
  readonly plan: Plan;
  readonly productVersion: string;
  /** Only these steps, for a hand-over; without it, all. */
  readonly steps?: readonly string[];
  /** What steps that were done before have brought about. */
  readonly outputs?: Outputs;
}

const BYTE_ORDER_MARK = '\ufeff';
const ASCII = /^[\0-\x7f]*$/;

/**
 * A plan as a PowerShell script that an administrator can read and run. What the plan says stands in it as data: single-quoted
 * texts in tables, which a fixed part carries out.
 */
export function exportScript({ plan, productVersion, steps: wanted, outputs = {} }: ScriptWish): string {
  const steps = stepsOfScript(plan, wanted, outputs);
  // What a plan rests on is looked at before its first step, and may have been changed by the plan itself afterwards.
  const hasBegun = wanted !== undefined || Object.keys(outputs).length > 0;
  const shown: Plan = { ...plan, basis: hasBegun ? [] : plan.basis, steps: steps.map(({ step }) => step) };
  const refused = cmdletsOf(shown).filter((cmdlet) => !SCRIPT_CMDLETS.includes(cmdlet));
  if (refused.length > 0) throw new RangeError(`a script does not run ${refused.join(', ')}`);
  const text = [
    scriptHead(plan, steps, productVersion),
    PARAMETERS,
    SETTINGS,
    assignment('$Plan', planData(shown, steps)),
    NOTES_HEAD,
    assignment(
      '$Notes',
      plan.notes.map(({ text: note }) => note),
    ),
    BASIS_HEAD,
    assignment('$Basis', shown.basis.map(lookData)),
    STEPS_HEAD,
    assignment('$Steps', steps.map(stepData)),
    `${KNOWN_HEAD}\n${assignment('$Known', { ...outputs })}`,
    END_OF_DATA,
    assignment('$Clouds', cloudsData()),
    assignment('$Settlings', settlingData()),
    assignment('$LiveCalls', liveCallsData()),
    assignment('$AllowedCmdlets', SCRIPT_CMDLETS),
    `$QuickClientId = '${QUICK_CLIENT_ID}'`,
    PREPARATION,
    ...[
      VALUES_PART,
      GRAPH_PART,
      EXCHANGE_PART,
      EVIDENCE_PART,
      LOOKS_PART,
      CREDENTIALS_PART,
      LIVE_TEST_PART,
      RUN_PART,
      ROLLBACK_PART,
      MAIN_PART,
    ],
  ].join('\n\n');
  return `${ASCII.test(text) ? '' : BYTE_ORDER_MARK}${text.replace(/\n/g, '\r\n')}\r\n`;
}

function assignment(name: string, value: ScriptData): string {
  return `${name} = ${scriptLiteral(value, 0, name.length + 3)}`;
}

function planData(plan: Plan, steps: readonly ScriptStep[]): ScriptData {
  const { tenant } = plan;
  const cmdlets = cmdletsOf(plan);
  return {
    Id: plan.id,
    Title: plan.title,
    TenantId: tenant.id,
    TenantName: tenant.displayName,
    DefaultDomain: tenant.defaultDomain,
    Cloud: tenant.cloud,
    CollectedAt: plan.basedOn.collectedAt,
    UsesGraph: usesGraph(plan),
    Scopes: [...new Set(steps.flatMap(({ step }) => step.requires.scopes))].sort(),
    Cmdlets: cmdlets,
  };
}

function usesGraph({ basis, steps }: Plan): boolean {
  return [...basis.map(({ read }) => read.api), ...steps.flatMap(apisOf)].includes('graph');
}

function apisOf({ precondition, verification, change, undo }: Plan['steps'][number]): readonly (string | undefined)[] {
  return [
    ...[...precondition, ...verification].map(({ read }) => read.api),
    change?.api,
    ...(undo.kind === 'change' ? [undo.change.api, ...undo.verification.map(({ read }) => read.api)] : []),
  ];
}

const SETTINGS = `Set-StrictMode -Version 1
$ErrorActionPreference = 'Stop'

# ---- The plan --------------------------------------------------------------------------------------------------------`;

const NOTES_HEAD = '# What one should know before.';
const BASIS_HEAD = '# What of the reading the plan rests on. It is looked at again before the first step.';
const STEPS_HEAD =
  '# ---- The steps -------------------------------------------------------------------------------------------------------';
const KNOWN_HEAD = '# What steps that were done before have brought about.';
const END_OF_DATA = `# ---- What carries the steps out --------------------------------------------------------------------------------------
# The same in every script of Mailscope. It runs the cmdlets of this list and no others.
# https://learn.microsoft.com/graph/deployments
# https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
# https://learn.microsoft.com/powershell/module/exchange/connect-exchangeonline#-exchangeenvironmentname`;

const PREPARATION = `$Caller = $PSCmdlet
$IsWhatIf = [bool] $WhatIfPreference
# What the script itself writes is no change of the tenant.
$WhatIfPreference = $false
$LeastModuleVersion = [version] '3.2.0'
$MostFailures = 6
$IsCore = $PSVersionTable.PSEdition -eq 'Core'
$OnWindows = -not $IsCore -or $IsWindows
$Invariant = [System.Globalization.CultureInfo]::InvariantCulture
$Utf8 = New-Object System.Text.UTF8Encoding $false
$Cloud = $Clouds[$Plan.Cloud]
if ($Organization -eq '') { $Organization = $Plan.DefaultDomain }
if ($EvidenceFile -eq '') { $EvidenceFile = "Mailscope-$($Plan.Id).evidence.json" }
$EvidencePath = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($EvidenceFile)
$SecretPath = [System.IO.Path]::GetDirectoryName($EvidencePath)
if ($SecretFolder -ne '') { $SecretPath = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($SecretFolder) }
$Login = ''
$GraphBase = ''
if ($null -ne $Cloud) {
    $Login = $Cloud.Authority
    $GraphBase = $Cloud.Graph
}
if ($LoginEndpoint -ne '') { $Login = $LoginEndpoint.TrimEnd('/') }
if ($GraphEndpoint -ne '') { $GraphBase = $GraphEndpoint.TrimEnd('/') }
$Output = @{}
foreach ($id in $Known.PSBase.Keys) {
    $Output[$id] = @{}
    foreach ($name in $Known[$id].PSBase.Keys) { $Output[$id][$name] = $Known[$id][$name] }
}`;
