import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { createStandIn, type StandIn } from '../powershell/support/generate-stand-in';
import { POWERSHELL_ENVIRONMENT, powershellPath } from '../support/find-powershell';
import { referenceFolder } from '../support/reference';
import { EXCHANGE, tokenOf } from '../support/simulator-client';

const run = promisify(execFile);

describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: the stand-in of ExchangeOnlineManagement', () => {
  let simulator: RunningSimulator;
  let standIn: StandIn;
  let folder: string;
  let token: string;

  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    folder = mkdtempSync(join(tmpdir(), 'mailscope-stand-in-'));
    const app = simulator.apps.find(({ displayName }) => displayName === 'Tenant Reader');
    standIn = createStandIn(folder, simulator.url, {
      client: { tenantId: simulator.tenantId, appId: app!.appId, secret: app!.secret },
    });
    token = await tokenOf(simulator, EXCHANGE);
  });

  afterAll(async () => {
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a script of the test's own after connecting; what it writes comes back as JSON. */
  async function connected(script: string, connect = '-AccessToken $env:TEST_TOKEN -Organization contoso.example'): Promise<unknown> {
    const whole = `$ErrorActionPreference = 'Stop'; Connect-ExchangeOnline ${connect} -ShowBanner:$false; ${script}`;
    const { stdout } = await run(powershellPath!, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', whole], {
      env: { ...process.env, ...POWERSHELL_ENVIRONMENT, ...standIn.environment, TEST_TOKEN: token },
    });
    return JSON.parse(stdout) as unknown;
  }

  it('shows before it is connected only what the module itself has, and afterwards what the tenant says', async () => {
    const script = `$names = (Get-Command -Module tmpEXO_*).Name; @{
      connected = @($names | Where-Object { $_ -in 'Get-Mailbox', 'Get-EXOMailbox', 'New-Mailbox' })
      module = @((Get-Command -Module ExchangeOnlineManagement).Name | Sort-Object)
    } | ConvertTo-Json -Compress`;
    const answer = (await connected(script)) as { connected: string[]; module: string[] };
    expect(answer.connected).toEqual(['Get-Mailbox']);
    expect(answer.module).toContain('Get-EXOMailbox');
    expect(answer.module).not.toContain('Get-Mailbox');
  });

  it('gives objects with times, lists and texts as the module has them', async () => {
    const script = `$box = Get-EXOMailbox -ResultSize 1 -PropertySets Minimum, Delivery -Properties WhenCreatedUTC, GrantSendOnBehalfTo 3>$null; @{
      created = $box.WhenCreatedUTC.GetType().Name; kind = [string]$box.WhenCreatedUTC.Kind
      addresses = $box.EmailAddresses.GetType().Name; count = @($box).Count; id = $box.ExternalDirectoryObjectId.GetType().Name
    } | ConvertTo-Json -Compress`;
    expect(await connected(script)).toEqual({ created: 'DateTime', kind: 'Utc', addresses: 'ArrayList', count: 1, id: 'String' });
  });

  it('reads page by page, and signs in by itself where it is told to', async () => {
    const script = `@{ count = @(Get-EXORecipient -ResultSize Unlimited).Count } | ConvertTo-Json -Compress`;
    const state = simulator.state();
    const all = state.mailboxes.size + state.exchangeGroups.size + state.recipients.size;
    expect(await connected(script, '-DisableWAM')).toEqual({ count: all });
  });

  it.each([
    ['a parameter that there is not', 'Get-EXOMailbox -Nonsense 1', 'NamedParameterNotFound,Get-EXOMailbox', 'InvalidArgument'],
    ['a mandatory one that is missing', 'Get-MailboxPermission', 'MissingMandatoryParameter,Get-MailboxPermission', 'InvalidArgument'],
    [
      'a value that is none of those',
      'Get-EXOMailbox -PropertySets Nonsense',
      'ParameterArgumentValidationError,Get-EXOMailbox',
      'InvalidData',
    ],
    [
      'a mailbox that is not there',
      'Get-EXOMailbox -Identity nobody',
      'ManagementObjectNotFoundException,Get-EXOMailbox',
      'ObjectNotFound',
    ],
    ['a cmdlet that the tenant does not show', 'Remove-Mailbox -Identity nobody', 'CommandNotFoundException', 'ObjectNotFound'],
  ])('refuses %s as PowerShell does', async (_what, command, id, category) => {
    const script = `try { ${command}; 'null' } catch { @{ id = $_.FullyQualifiedErrorId; category = [string]$_.CategoryInfo.Category } | ConvertTo-Json -Compress }`;
    expect(await connected(script)).toEqual({ id, category });
  });
});
