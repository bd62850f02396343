import { CLOUDS } from '../../clouds/clouds';
import { LIVE_CALLS } from '../live-verdict';
import type { Plan } from '../plan.schema';
import { SETTLING_FACTS } from '../settling';
import type { ScriptStep } from './script-steps';
import { commentText } from './script-text';

const WIDTH = 118;

/** The head of a script: help that Get-Help shows and an administrator reads first. */
export function scriptHead(plan: Plan, steps: readonly ScriptStep[], productVersion: string): string {
  const lines = [
    '<#',
    '.SYNOPSIS',
    ...wrapped(commentText(plan.title), 'Plan: '),
    '',
    '.DESCRIPTION',
    ...wrapped(commentText(plan.sentence), 'What it is for: '),
    '',
    ...wrapped(commentText(`${plan.tenant.displayName} (${plan.tenant.defaultDomain}, ${plan.tenant.id})`), 'Tenant: '),
    ...wrapped(commentText(`${plan.subject.name} (${plan.subject.kind} ${plan.subject.id})`), 'About: '),
    ...wrapped(commentText(`${plan.madeAt}, by Mailscope ${productVersion}, plan ${plan.id} (${plan.family})`), 'Made: '),
    ...wrapped(commentText(`${plan.basedOn.collectedAt}${readingWords(plan)}`), 'From the reading of: '),
    '',
    ...stepLines(steps),
    '',
    ...rightsLines(steps),
    '',
    ...HOW_IT_WORKS,
    ...PARAMETER_HELP,
    ...exampleLines(plan),
    '#>',
  ];
  return lines.join('\n');
}

function readingWords({ basedOn }: Plan): string {
  return basedOn.readingId === null ? '' : ` (${basedOn.readingId})`;
}

function stepLines(steps: readonly ScriptStep[]): readonly string[] {
  const titles = steps.map(({ step, onlyLooked }) => commentText(onlyLooked ? `${step.title} (done before; only looked at)` : step.title));
  return ['What it changes, in this order:', ...titles.flatMap((title, index) => wrapped(title, `  ${index + 1}. `))];
}

function rightsLines(steps: readonly ScriptStep[]): readonly string[] {
  const all = steps.map(({ step }) => step.requires);
  const roles = (kind: 'entraRoles' | 'exchangeRoles'): string =>
    [...new Set(all.filter((requires) => requires[kind].length > 0).map((requires) => requires[kind].join(' or ')))].sort().join('; ');
  const scopes = [...new Set(all.flatMap((requires) => requires.scopes))].sort().join(', ');
  const rights: readonly (readonly [string, string])[] = [
    ['Entra roles: ', roles('entraRoles')],
    ['Exchange roles: ', roles('exchangeRoles')],
    ['Permissions of Microsoft Graph, delegated: ', scopes],
  ];
  return [
    'Who may run it. Whoever signs in needs:',
    ...rights.flatMap(([label, text]) => wrapped(commentText(text === '' ? 'none' : text), `  ${label}`)),
  ];
}

/** Lines no longer than a screen. None begins with a dot: help would take it for one of its words. */
function wrapped(text: string, label: string): readonly string[] {
  const lines: string[] = [];
  let line = label;
  for (const word of text.split(' ')) {
    const isFull = line.length + word.length > WIDTH && line.trim() !== '' && line !== label && !word.startsWith('.');
    if (isFull) {
      lines.push(line.trimEnd());
      line = '    ';
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

const HOW_IT_WORKS = `
How it works. Before the first change it looks whether the tenant is still as it was read; otherwise it ends and changes
nothing. Before each step it looks whether it is so already; then nothing is sent. Otherwise it sends one change, once, and
looks until it shows, as long as -WaitMinutes says. Some changes take hours in Microsoft 365: then the script ends with exit
code 3. Run it again later; it goes on where it was. Run it with -WhatIf first: it looks, shows every request, and changes
nothing. With -Confirm it asks before each change.

The evidence file (JSON) says what was so already, what was changed, and what was seen. It holds no secret. -Rollback takes
back what the evidence file says was changed, the last step first.

New credentials. The text of a new client secret is kept in a file beside the evidence file: on Windows protected by DPAPI, so
that only your account on this machine can read it (the script says how); elsewhere a file that only your account may open.
It is shown on the screen only with -ShowSecret. A new certificate's private key goes into your personal certificate store on
Windows, elsewhere into such a file (PEM). Hand it over from there, then delete it.

It runs on Windows PowerShell 5.1 and on PowerShell 7. Exchange Online needs the module ExchangeOnlineManagement 3.2 or later;
Microsoft Graph is asked without a module, because Microsoft.Graph and ExchangeOnlineManagement cannot both sign in within one
process. Start it in a new PowerShell window.

How to read it. After the parameters stand the plan, what is looked at first, and the steps: data and nothing else. What
carries them out follows after the steps; it is the same in every script of Mailscope, runs no cmdlet but those of its list,
and sends nothing anywhere but to Microsoft. A step's Verification says when it is done, Change what is sent, Undo how it is
taken back. A dollar sign and braces in a text stand for what an earlier step brought about.

Exit codes: 0 done; 1 failed, see the message; 2 wrong use or another tenant; 3 not finished: run it again later, or somebody
has to confirm something; 4 the tenant is not as this plan expects, nothing was changed by that step; 5 taken back, except for
what cannot be.
`
  .trim()
  .split('\n');

const PARAMETER_HELP = `

.PARAMETER EvidenceFile
The evidence file. Without it, a file named after the plan in the current folder. It is read where it is there already.

.PARAMETER Rollback
Take back what the evidence file says was changed, the last step first.

.PARAMETER Confirmed
The ids of steps that somebody has confirmed or done by hand, so that the script does not ask: for unattended runs.

.PARAMETER Skip
The ids of steps to leave out. Only those that no other step rests on can be.

.PARAMETER WaitMinutes
How long to wait for one change to show, at most.

.PARAMETER SecretFolder
Where files with new credentials go. Without it, the folder of the evidence file.

.PARAMETER ShowSecret
Show the text of a new client secret on the screen, besides keeping it.

.PARAMETER ClientId
The app registration that asks for the Graph token. Your organisation's own is best; without it, the public client "Microsoft
Graph Command Line Tools" is used where the cloud has it.

.PARAMETER ClientSecret
For unattended runs: the secret of the app registration ClientId, as a secure string. Its application permissions are used.

.PARAMETER GraphAccessToken
A token for Microsoft Graph that you got otherwise, as a secure string. It cannot be renewed.

.PARAMETER ExchangeSignIn
How to sign in to Exchange Online: Module (the module's own window), Browser (its system browser, -DisableWAM), Device (a code,
PowerShell 7 only), or Token (a token of ClientId, which needs the delegated permission Exchange.Manage).

.PARAMETER ExchangeAccessToken
A token for Exchange Online that you got otherwise, as a secure string.

.PARAMETER UserPrincipalName
The account that signs in to Exchange Online.

.PARAMETER Organization
The tenant's domain for Exchange Online where a token is used. Without it, the default domain that was read.

.PARAMETER TestSecret
For steps that test with the app itself: the client secret of that app, as a secure string.

.PARAMETER GraphEndpoint
For the simulated tenant of Mailscope: where its Graph answers on this machine. Only 127.0.0.1 and localhost are accepted.

.PARAMETER LoginEndpoint
For the simulated tenant of Mailscope: where its sign-in answers on this machine. Only 127.0.0.1 and localhost are accepted.
`
  .split('\n')
  .slice(1);

function exampleLines({ id }: Plan): readonly string[] {
  const file = `.\\${scriptFileName(id)}`;
  return [
    '.EXAMPLE',
    `${file} -WhatIf`,
    '',
    'Looks at the tenant, shows every request, and changes nothing.',
    '',
    '.EXAMPLE',
    file,
    '',
    'Carries the plan out. Run it again later where it says so.',
    '',
    '.EXAMPLE',
    `${file} -Rollback`,
    '',
    'Takes back what was changed.',
  ];
}

/** How the file of a plan's script is called. */
export function scriptFileName(planId: string): string {
  return `Mailscope-${planId}.ps1`;
}

/** The parameters of every script. */
export const PARAMETERS = `
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
param(
    [ValidateNotNullOrEmpty()]
    [string] $EvidenceFile,
    [switch] $Rollback,
    [string[]] $Confirmed = @(),
    [string[]] $Skip = @(),
    [ValidateRange(0, 2880)]
    [double] $WaitMinutes = 30,
    [string] $SecretFolder,
    [switch] $ShowSecret,
    [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')]
    [string] $ClientId,
    [System.Security.SecureString] $ClientSecret,
    [System.Security.SecureString] $GraphAccessToken,
    [ValidateSet('Module', 'Browser', 'Device', 'Token')]
    [string] $ExchangeSignIn = 'Module',
    [System.Security.SecureString] $ExchangeAccessToken,
    [string] $UserPrincipalName,
    [string] $Organization,
    [System.Security.SecureString] $TestSecret,
    [ValidateScript( { ([uri] $_).Scheme -eq 'http' -and @('127.0.0.1', 'localhost') -contains ([uri] $_).Host -and ([uri] $_).UserInfo -eq '' })]
    [string] $GraphEndpoint,
    [ValidateScript( { ([uri] $_).Scheme -eq 'http' -and @('127.0.0.1', 'localhost') -contains ([uri] $_).Host -and ([uri] $_).UserInfo -eq '' })]
    [string] $LoginEndpoint
)
`.trim();

/** The addresses of the clouds, by the name that a plan's tenant has. */
export function cloudsData(): Readonly<Record<string, Readonly<Record<string, string | boolean>>>> {
  return Object.fromEntries(
    Object.values(CLOUDS)
      .filter(({ id }) => id !== 'demo')
      .map(({ collectionName, authority, graph, exchange, exchangeEnvironment, hasQuickClient }) => [
        collectionName,
        {
          Authority: authority,
          Graph: graph,
          Exchange: exchange,
          ExchangeEnvironment: exchangeEnvironment ?? '',
          HasQuickClient: hasQuickClient,
        },
      ]),
  );
}

/** How long changes take to show, in seconds. */
export function settlingData(): Readonly<Record<string, Readonly<Record<string, string | number>>>> {
  return Object.fromEntries(
    Object.entries(SETTLING_FACTS).map(([name, { label, untilThen, first, slowest, usual }]) => [
      name,
      {
        Label: label,
        UntilThen: untilThen.replaceAll('\u2019', "'"),
        First: first / 1_000,
        Slowest: slowest / 1_000,
        Usual: usual / 1_000,
      },
    ]),
  );
}

/** What real calls of an app try: only what reads. */
export function liveCallsData(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    Object.entries(LIVE_CALLS)
      .filter(([operation]) => operation !== 'mail.send')
      .map(([operation, { words, path }]) => [operation, { Words: words, Path: path }]),
  );
}
