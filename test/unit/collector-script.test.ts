import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RESOURCE_APP_IDS, TENANT_PATH } from '../../src/engine/reading/sources-table';
import { CLOUDS, QUICK_CLIENT_ID, type CloudId } from '../../src/shared/domain/clouds/clouds';
import { scriptTextOf, sourcesOfApp, sourcesOfScript } from '../support/collector/sources-of-script';

const root = join(import.meta.dirname, '../..');
const script = readFileSync(join(root, 'resources/powershell/Collect-MailscopeTenant.ps1'), 'utf8').replaceAll('\r\n', '\n');

/** What the script says of a cloud under the name that administrators know from Microsoft's modules. */
const NAMES: readonly (readonly [string, CloudId])[] = [
  ['Global', 'global'],
  ['USGovGCCHigh', 'usGovHigh'],
  ['USGovDoD', 'usGovDod'],
  ['China', 'china'],
];

/** Everything but its own functions that the script runs. Nothing here changes a tenant. */
const CALLED = [
  ...['Add-Type', 'Connect-ExchangeOnline', 'ConvertFrom-Json', 'ConvertTo-Json', 'Disconnect-ExchangeOnline', 'ForEach-Object'],
  ...['Get-Command', 'Get-ConnectionInformation', 'Get-Module', 'Get-Random', 'Import-Module', 'Invoke-WebRequest', 'Join-Path'],
  ...['New-Object', 'Out-Null', 'Remove-Item', 'Select-Object', 'Set-StrictMode', 'Sort-Object', 'Start-Sleep', 'Where-Object'],
  ...['Write-Host', 'Write-Progress', 'Write-Verbose'],
];

/** The lines that run: without the help, the tables, comments and texts. */
function code(): string {
  return script
    .replace(/<#[\s\S]*?#>/g, '')
    .replace(/@'\n[\s\S]*?\n'@/g, '')
    .replace(/^\s*#.*$/gm, '')
    .replace(/'(?:[^'\n]|'')*'/g, "''");
}

describe('what the collector script asks', () => {
  it('is what the app asks, request by request, with the columns that a collection has', () => {
    expect(sourcesOfScript(script)).toEqual(sourcesOfApp());
  });

  it('stands in the script as the app would print it', () => {
    expect(script).toContain(`$SourcesJson = @'\n${scriptTextOf(sourcesOfApp())}\n'@`);
  });

  it('is asked in the same clouds, at the same addresses', () => {
    const text = /\$CloudsJson = @'\n([\s\S]*?)\n'@/.exec(script)?.[1] ?? '';
    const expected = NAMES.map(([name, id]) => {
      const { collectionName, authority, graph, exchange, exchangeEnvironment, hasQuickClient } = CLOUDS[id];
      return [name, { collectionName, authority, graph, exchange, exchangeEnvironment, hasQuickClient }];
    });
    expect(JSON.parse(text)).toEqual(Object.fromEntries(expected));
  });

  it.each([
    ['the public client', `$QuickClientId = '${QUICK_CLIENT_ID}'`],
    ['the tenant', `$TenantPath = '${TENANT_PATH}'`],
    ['the resources', `$ResourceAppIds = ${RESOURCE_APP_IDS.map((id) => `'${id}'`).join(', ')}`],
    ['the version', `$ScriptVersion = '${(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version}'`],
  ])('names %s as the app does', (_name, line) => {
    expect(script).toContain(line);
  });

  it('lists in its help every permission that it needs', () => {
    const help = /<#[\s\S]*?#>/.exec(script)?.[0] ?? '';
    const needed = [...new Set(Object.values(sourcesOfApp()).map(({ permission }) => permission))];
    expect(needed.filter((permission) => !help.replace(/\s+/g, ' ').includes(permission))).toEqual([]);
  });
});

describe('what the collector script does', () => {
  it('runs nothing but its own functions, the cmdlets of the table, and a short list', () => {
    const own = new Set([...script.matchAll(/^function ([A-Za-z]+-[A-Za-z]+)/gm)].map(([, name]) => name));
    const called = [...code().matchAll(/(?<![\w$-])[A-Z][A-Za-z]+-[A-Z][A-Za-z]+/g)].map(([name]) => name);
    expect([...new Set(called.filter((name) => !own.has(name)))].sort()).toEqual([...CALLED].sort());
  });

  it('asks cmdlets that only read', () => {
    const cmdlets = Object.values(sourcesOfScript(script)).flatMap(({ requests }) =>
      requests.flatMap((request) => (typeof request === 'string' ? [] : [request.cmdlet])),
    );
    expect(cmdlets.filter((name) => !name.startsWith('Get-'))).toEqual([]);
  });

  it('sends POST to the sign-in service and to $batch only, and GET otherwise', () => {
    expect([...script.matchAll(/'(?:PUT|PATCH|DELETE)'/g)]).toEqual([]);
    expect([...script.matchAll(/'POST'/g)]).toHaveLength(2);
    expect([...script.matchAll(/Send-Graph '[^']*' \(/g)].map(([text]) => text)).toEqual(["Send-Graph '/v1.0/$batch' ("]);
  });

  it('goes nowhere but to the clouds, or to this machine for the simulated tenant', () => {
    expect([
      ...script.matchAll(/\[ValidateScript\( \{ \(\[uri\] \$_\)\.Scheme -eq 'http' -and @\('127\.0\.0\.1', 'localhost'\)/g),
    ]).toHaveLength(2);
    const places = new Set([...script.matchAll(/https?:\/\/[a-z0-9.-]+/g)].map(([address]) => address));
    const known = NAMES.flatMap(([, id]) => [CLOUDS[id].authority, CLOUDS[id].graph, CLOUDS[id].exchange]);
    expect([...places].filter((address) => !known.includes(address))).toEqual(['https://learn.microsoft.com']);
  });
});

describe('what Windows PowerShell 5.1 has to take', () => {
  it('is ASCII, so that no byte order mark is needed', () => {
    expect(/^[\n\x20-\x7e]*$/.test(script)).toBe(true);
  });

  it.each([
    ['a ternary', /\? [^;\n]+ : /],
    ['a null-coalescing operator', /\?\?/],
    ['a null-conditional member', /\?\.|\?\[/],
    ['a pipeline chain', /&&|\|\|/],
    ['a hash table from JSON', /-AsHashtable/i],
    ['parallel', /-Parallel/i],
    ['a clean block', /^\s*clean\s*\{/m],
  ])('has no %s', (_name, pattern) => {
    expect(pattern.exec(code())?.[0]).toBeUndefined();
  });
});
