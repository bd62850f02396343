import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { referenceFolder } from '../../support/reference';

/** A parameter in one parameter set, as the reference facts have it. */
interface SetParameter {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly position?: number | 'named';
}

interface CmdletFacts {
  readonly cmdlet: string;
  readonly parameterSets: readonly { readonly name: string; readonly default: boolean; readonly parameters: readonly SetParameter[] }[];
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly documentedValues?: readonly string[] }[];
}

/** A stand-in for Microsoft's module, ready to be found by PowerShell. */
export interface StandIn {
  /** The folder that PSModulePath has to name. */
  readonly modulePath: string;
  /** What a PowerShell has to be started with so that it finds the stand-in, and the stand-in its tenant. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How a stand-in differs from the usual one. */
export interface StandInOptions {
  readonly version?: string;
  /** The client that signs in where no token is handed in. */
  readonly client?: { readonly tenantId: string; readonly appId: string; readonly secret: string };
}

/** The version that the stand-in says it has. */
export const STAND_IN_VERSION = '3.9.0';

/** Tests and benchmarks run in the project's folder; a benchmark's own code lies elsewhere. */
const SOURCE = resolve('test/powershell/ExchangeOnlineManagement');

/** Types that PowerShell itself has; every other one is Exchange's own and takes anything here. */
const PLAIN_TYPES: Readonly<Record<string, string>> = {
  String: 'string',
  'String[]': 'string[]',
  SwitchParameter: 'switch',
  Boolean: 'bool',
  'System.Boolean': 'bool',
  UInt32: 'uint32',
  Int32: 'int',
  Int64: 'long',
  Guid: 'guid',
  'System.Guid': 'guid',
  DateTime: 'datetime',
  'System.DateTime': 'datetime',
  SecureString: 'securestring',
};

/** Types whose documented values are all there are. */
const CLOSED_TYPES = ['PropertySet[]', 'RecipientTypeDetails[]', 'RecipientType[]', 'LinkType', 'MailboxRights[]'];

/** Writes the module into a folder. Its cmdlets come from the reference facts, which have to be there. */
export function createStandIn(folder: string, simulatorUrl: string, options: StandInOptions = {}): StandIn {
  const { version = STAND_IN_VERSION, client } = options;
  const modulePath = join(folder, 'modules');
  const home = join(folder, 'home');
  const target = join(modulePath, 'ExchangeOnlineManagement', version);
  mkdirSync(target, { recursive: true });
  mkdirSync(home, { recursive: true });
  copyFileSync(join(SOURCE, 'StandIn.ps1'), join(target, 'StandIn.ps1'));
  const facts = readFacts();
  const inModule = facts.filter(({ cmdlet }) => isInModule(cmdlet));
  writeFileSync(join(target, 'ExchangeOnlineManagement.psm1'), moduleText(inModule));
  writeFileSync(join(target, 'Connected.ps1'), connectedText(facts.filter(({ cmdlet }) => !isInModule(cmdlet) && !isConnection(cmdlet))));
  writeFileSync(
    join(target, 'ExchangeOnlineManagement.psd1'),
    manifestText(version, ['Connect-ExchangeOnline', 'Disconnect-ExchangeOnline', ...inModule.map(({ cmdlet }) => cmdlet)]),
  );
  return {
    modulePath,
    environment: {
      PSModulePath: process.platform === 'win32' ? `${modulePath}${delimiter}${process.env['PSModulePath'] ?? ''}` : modulePath,
      // Modules of the account that runs the tests come first otherwise.
      XDG_DATA_HOME: home,
      MAILSCOPE_STAND_IN_URL: simulatorUrl,
      ...(client && {
        MAILSCOPE_STAND_IN_TENANT: client.tenantId,
        MAILSCOPE_STAND_IN_CLIENT: client.appId,
        MAILSCOPE_STAND_IN_SECRET: client.secret,
      }),
    },
  };
}

function readFacts(): readonly CmdletFacts[] {
  if (referenceFolder === null)
    throw new Error('the stand-in needs the reference facts: test/support/reference.ts says where they are looked for');
  const { cmdlets } = JSON.parse(readFileSync(join(referenceFolder, 'exo-cmdlets.json'), 'utf8')) as {
    readonly cmdlets: readonly CmdletFacts[];
  };
  return [...cmdlets, ...ADDITIONAL];
}

const COMMON_OF_CHANGES: readonly SetParameter[] = ['Confirm', 'WhatIf'].map((name) => ({
  name,
  type: 'SwitchParameter',
  required: false,
}));

/**
 * Cmdlets that the reference facts do not have, with the parameters that are used here.
 * https://learn.microsoft.com/powershell/module/exchange/set-transportconfig ·
 * https://learn.microsoft.com/powershell/module/exchange/add-unifiedgrouplinks
 */
const ADDITIONAL: readonly CmdletFacts[] = [
  additional('Set-TransportConfig', [{ name: 'SmtpClientAuthenticationDisabled', type: 'Boolean', required: false }]),
  ...['Add', 'Remove'].map((verb) =>
    additional(`${verb}-UnifiedGroupLinks`, [
      { name: 'Identity', type: 'UnifiedGroupIdParameter', required: true, position: 0 },
      { name: 'LinkType', type: 'LinkType', required: true },
      { name: 'Links', type: 'MultiValuedProperty', required: true },
    ]),
  ),
];

function additional(cmdlet: string, parameters: readonly SetParameter[]): CmdletFacts {
  const all = [...parameters, ...COMMON_OF_CHANGES];
  return { cmdlet, parameterSets: [{ name: '(All)', default: true, parameters: all }], parameters: [] };
}

/** What the module has before it is connected. */
function isInModule(cmdlet: string): boolean {
  return cmdlet.startsWith('Get-EXO') || cmdlet === 'Get-ConnectionInformation';
}

function isConnection(cmdlet: string): boolean {
  return cmdlet.endsWith('-ExchangeOnline');
}

function moduleText(inModule: readonly CmdletFacts[]): string {
  const connection = readFacts().filter(({ cmdlet }) => isConnection(cmdlet));
  return [
    ". (Join-Path $PSScriptRoot 'StandIn.ps1')",
    ...connection.map((facts) =>
      functionText(
        facts,
        facts.cmdlet === 'Connect-ExchangeOnline'
          ? "Connect-StandIn $PSBoundParameters $PSCmdlet (Join-Path $PSScriptRoot 'Connected.ps1')"
          : 'Disconnect-StandIn',
      ),
    ),
    ...inModule.map((facts) => functionText(facts, `Invoke-StandInCmdlet '${facts.cmdlet}' $PSBoundParameters $PSCmdlet`)),
    '',
  ].join('\n');
}

/** The cmdlets that a connection brings: those that the tenant says the caller has. */
function connectedText(facts: readonly CmdletFacts[]): string {
  return [
    'param($Run, $Names)',
    ...facts.map((cmdlet) => functionText(cmdlet, `& $script:Run '${cmdlet.cmdlet}' $PSBoundParameters $PSCmdlet`)),
    '$script:Run = $Run',
    'Export-ModuleMember -Function $Names',
    '',
  ].join('\n');
}

function functionText(facts: CmdletFacts, body: string): string {
  const usual =
    facts.parameterSets.find((set) => set.default) ??
    // The pages leave the usual set of these open; without one PowerShell could not tell which is meant.
    facts.parameterSets.find((set) => set.name === 'Identity' || set.name === 'AccessRights') ??
    facts.parameterSets[0];
  const several = facts.parameterSets.length > 1;
  const binding = several && usual ? `[CmdletBinding(DefaultParameterSetName = '${usual.name}')]` : '[CmdletBinding()]';
  const names = [...new Set(facts.parameterSets.flatMap((set) => set.parameters.map(({ name }) => name)))];
  const parameters = names.filter((name) => !COMMON.has(name.toLowerCase())).map((name) => parameterText(facts, name, several));
  return `function ${facts.cmdlet} {\n  ${binding}\n  param(\n    ${parameters.join(',\n    ')}\n  )\n  process { ${body} }\n}`;
}

/** The page lists a parameter under its former name too, as if both had to be given. */
function isFormerName({ cmdlet }: CmdletFacts, parameter: string): boolean {
  return cmdlet === 'New-ServicePrincipal' && parameter === 'ServiceId';
}

/** PowerShell adds these to every advanced function; a parameter of the same name would be defined twice. */
const COMMON = new Set(['verbose', 'debug', 'erroraction', 'warningaction']);

function parameterText(facts: CmdletFacts, name: string, several: boolean): string {
  const attributes = facts.parameterSets.flatMap((set) => {
    const parameter = set.parameters.find((candidate) => candidate.name === name);
    if (!parameter) return [];
    const parts = [
      ...(several ? [`ParameterSetName = '${set.name}'`] : []),
      ...(parameter.required && !isFormerName(facts, name) ? ['Mandatory = $true'] : []),
      ...(typeof parameter.position === 'number' ? [`Position = ${parameter.position}`] : []),
    ];
    return [`[Parameter(${parts.join(', ')})]`];
  });
  const described = facts.parameters.find((candidate) => candidate.name === name);
  const type = facts.parameterSets.flatMap((set) => set.parameters).find((candidate) => candidate.name === name)?.type ?? 'Object';
  const values = described?.documentedValues ?? [];
  const set = CLOSED_TYPES.includes(type) && values.length > 1 ? [`[ValidateSet(${values.map((value) => `'${value}'`).join(', ')})]`] : [];
  // Exchange's own list types take one value as well as several.
  const shown = PLAIN_TYPES[type] ?? (set.length > 0 && type.endsWith('[]') ? 'string[]' : 'object');
  return [...attributes, ...set, `[${shown}]`, `\${${name}}`].join(' ');
}

function manifestText(version: string, names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`).join(', ');
  return [
    '@{',
    "  RootModule = 'ExchangeOnlineManagement.psm1'",
    `  ModuleVersion = '${version}'`,
    "  GUID = '0c8e2b5a-6a0b-4a41-9d53-2f6c1d1a7f10'",
    `  FunctionsToExport = @(${quoted})`,
    '  CmdletsToExport = @()',
    '  VariablesToExport = @()',
    '  AliasesToExport = @()',
    '}',
    '',
  ].join('\n');
}
