import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowReaderOf } from '../../src/engine/reading/row-reader';
import { SOURCE_PLANS } from '../../src/engine/reading/sources-table';
import type { SourcePath } from '../../src/shared/domain/collection/sources';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { createStandIn, STAND_IN_VERSION } from '../powershell/support/generate-stand-in';
import { BridgeShell } from '../support/bridge-shell';
import { powershellPath } from '../support/find-powershell';
import { INJECTION_CORPUS } from '../support/injection-corpus';
import { referenceFolder } from '../support/reference';
import { callCmdlet, EXCHANGE, tokenOf } from '../support/simulator-client';

type Row = Readonly<Record<string, unknown>>;

describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: the bridge and a simulated tenant', () => {
  let simulator: RunningSimulator;
  let shell: BridgeShell;
  let folder: string;
  let token: string;

  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    const { exchangeGroups } = simulator.state();
    // The small tenant has no group that is dynamic in Exchange itself; its members come from the directory here too.
    const group = [...exchangeGroups].find(({ RecipientTypeDetails }) => RecipientTypeDetails === 'MailUniversalDistributionGroup');
    exchangeGroups.replace({ ...group!, RecipientTypeDetails: 'DynamicDistributionGroup' });
    folder = mkdtempSync(join(tmpdir(), 'mailscope-bridge-'));
    token = await tokenOf(simulator, EXCHANGE);
    const reader = simulator.apps.find(({ displayName }) => displayName === 'Tenant Reader');
    const client = { tenantId: simulator.tenantId, appId: reader!.appId, secret: reader!.secret };
    shell = await BridgeShell.open(createStandIn(folder, simulator.url, { client }).environment);
    await connect();
  });

  afterAll(async () => {
    await shell.close();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function connect(secret = token, more: Row = {}): ReturnType<BridgeShell['call']> {
    return shell.call('Connect-MailscopeExchange', { mode: 'token', organization: 'contoso.example', ...more }, secret);
  }

  it('connects with a token that it asks for, as often as it is told to', async () => {
    for (const environment of [null, '', 'O365USGovDoD']) {
      const { frames, end, noise } = await connect(token, { environment });
      expect(frames.map(({ kind }) => kind)).toEqual(['progress', 'need-secret', 'done']);
      expect(end.value).toEqual({ value: { moduleVersion: STAND_IN_VERSION, organization: 'contoso.example' }, warnings: [] });
      expect(noise).toEqual([]);
    }
    const modules = await shell.say('@(Get-Module tmpEXO_*).Count');
    expect(modules).toContain('1');
  });

  it('lets the module sign in by itself, and asks for no secret then', async () => {
    const { frames, end } = await shell.call('Connect-MailscopeExchange', {
      mode: 'module',
      organization: 'contoso.example',
      disableWam: true,
    });
    expect(frames.map(({ kind }) => kind)).not.toContain('need-secret');
    expect(end.kind).toBe('done');
    expect((await shell.cmdlet('Get-RoleGroup')).end.kind).toBe('done');
    await connect();
  });

  it('says what a token was refused for, and that there is no connection then', async () => {
    const { end } = await connect('no-token-at-all');
    expect(end.kind).toBe('error');
    expect(end.value).toMatchObject({ category: 'AuthenticationError', message: expect.stringContaining('not accepted') as string });
    await connect();
  });

  const plans = Object.entries(SOURCE_PLANS).flatMap(([source, plan]) =>
    plan.requests.flatMap((request) => (request.api === 'exchange' ? [{ source, ...request }] : [])),
  );

  it.each(plans)('reads $source with $cmdlet as the tenant has it', async ({ source, cmdlet, parameters }) => {
    const given = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, value === '{id}' ? anObject(cmdlet) : value]),
    );
    const { body } = await callCmdlet(simulator, token, cmdlet, given);
    const wanted = body['objects'] as readonly Row[];
    const { objects, end, noise } = await shell.cmdlet(cmdlet, given);
    expect(wanted.length).toBeGreaterThan(0);
    expect(end.value).toEqual({ value: { count: wanted.length }, warnings: [] });
    expect(noise).toEqual([]);
    expect(objects).toEqual(
      wanted.map((row, index) => Object.fromEntries(Object.keys(objects[index] ?? {}).map((name) => [name, row[name]]))),
    );
    // And nothing is missing that a collection would hold.
    const read = rowReaderOf(source as SourcePath);
    expect(objects.map(read)).toEqual(wanted.map(read));
  });

  /** Something that a cmdlet about one object can be asked of. */
  function anObject(cmdlet: string): string {
    const state = simulator.state();
    const groups = [...state.exchangeGroups].filter(({ RecipientTypeDetails }) =>
      cmdlet.startsWith('Get-Dynamic')
        ? RecipientTypeDetails === 'DynamicDistributionGroup'
        : RecipientTypeDetails.startsWith('MailUniversal'),
    );
    if (cmdlet === 'Get-RoleGroupMember') return 'Organization Management';
    if (cmdlet === 'Get-MailboxPermission')
      return [...state.mailboxes].find(({ ExternalDirectoryObjectId: id }) => state.mailboxPermissions.of(id).length > 0)!
        .ExternalDirectoryObjectId;
    return groups[0]!.ExternalDirectoryObjectId;
  }

  it('says which commands the roles of the account show', async () => {
    const names = ['Get-EXOMailbox', 'get-rolegroup', 'Get-Nothing', 'Remove-Mailbox', 'Get-ChildItem'];
    const { end } = await shell.call('Get-MailscopeCommand', { names });
    expect(end.value).toEqual({ value: ['Get-EXOMailbox', 'Get-RoleGroup'], warnings: [] });
  });

  const PLACES = [
    ['an identity', 'Get-EXOMailbox', 'Identity'],
    ['a filter', 'Get-EXOMailbox', 'Filter'],
    ['an address', 'Get-EXOMailbox', 'PrimarySmtpAddress'],
    ['a display name', 'Get-EXORecipient', 'Anr'],
  ] as const;

  it.each(INJECTION_CORPUS)('brings %s to the tenant as itself', async (_name, text) => {
    for (const [, cmdlet, parameter] of PLACES) {
      simulator.log.clear();
      const { end, noise } = await shell.cmdlet(cmdlet, { [parameter]: text });
      expect(['done', 'error']).toContain(end.kind);
      expect(noise).toEqual([]);
      const calls = simulator.log.all().filter((entry) => entry.cmdlet !== undefined);
      expect(calls.map((entry) => [entry.cmdlet, entry.parameters])).toEqual([[cmdlet, { [parameter]: text }]]);
    }
  });

  it.each([
    ['a mailbox that is not there', 'Get-EXOMailbox', { Identity: 'nobody' }, 'ObjectNotFound', /^ManagementObjectNotFoundException/],
    ['a value of no list', 'Get-EXOMailbox', { PropertySets: ['Nonsense'] }, 'InvalidData', /^ParameterArgumentValidationError,/],
    ['parameters that exclude each other', 'Get-EXOMailbox', { Identity: 'a', Anr: 'b' }, 'InvalidArgument', /^AmbiguousParameterSet,/],
    ['a mandatory parameter that is missing', 'Get-MailboxPermission', {}, 'InvalidArgument', /^MissingMandatoryParameter,/],
  ])('passes the error about %s on', async (_what, cmdlet, parameters, category, id) => {
    const { end } = await shell.cmdlet(cmdlet, parameters);
    expect(end).toMatchObject({ kind: 'error', value: { category, id: expect.stringMatching(id) as string } });
  });

  it('says of a cmdlet that no role shows what PowerShell would say', async () => {
    simulator.faults.set('forbidden=Get-RoleGroup');
    const { end } = await connect().then(() => shell.cmdlet('Get-RoleGroup'));
    simulator.faults.clear('forbidden');
    await connect();
    expect(end).toMatchObject({
      kind: 'error',
      value: {
        category: 'ObjectNotFound',
        id: 'CommandNotFoundException',
        message: expect.stringMatching(/^The term 'Get-RoleGroup' is not recognized/) as string,
      },
    });
  });

  it('keeps the token nowhere: in no output, no history, no variable, no error, no environment', async () => {
    const search = [
      '$hit = @(); $probe = [Console]::In.ReadLine()',
      "Get-Variable -Scope Global | ForEach-Object { if ($_.Name -ne 'probe' -and ([string]($_.Value | Out-String)).Contains($probe)) { $hit += $_.Name } }",
      '& (Get-Module Mailscope.Bridge) { Get-Variable -Scope Script } | ForEach-Object { if (([string]($_.Value | Out-String)).Contains($probe)) { $hit += $_.Name } }',
      "if ((Get-History | Out-String).Contains($probe)) { $hit += 'history' }",
      "if ((Get-ChildItem env: | Out-String).Contains($probe)) { $hit += 'environment' }",
      "if (($Error | Out-String).Contains($probe)) { $hit += 'error' }",
      "'hits: ' + ($hit -join ' ')",
    ].join('; ');
    await connect();
    expect(await shell.say(`${search}`, token)).toContain('hits: ');
    expect(shell.output).not.toContain(token);
    expect(shell.output).not.toContain(Buffer.from(token).toString('base64'));
    expect(await shell.say('@(Get-History).Count -le 1; $Error.Count')).toEqual(expect.arrayContaining(['True', '0']));
  });

  it('disconnects, and says then that nothing is connected', async () => {
    expect((await shell.call('Disconnect-MailscopeExchange', null)).end.value).toEqual({ value: null, warnings: [] });
    expect((await shell.cmdlet('Get-RoleGroup')).end).toMatchObject({ kind: 'error', value: { id: 'CommandNotFoundException' } });
    expect((await shell.cmdlet('Get-EXOMailbox')).end).toMatchObject({ kind: 'error' });
    await connect();
  });
});
