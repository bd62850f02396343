import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bridgeHash } from '../../src/main/adapters/powershell/bridge-files';
import { BRIDGE_HASHES } from '../../src/main/adapters/powershell/bridge-hash';
import { NodePowerShellPort, type PowerShellParts } from '../../src/main/adapters/powershell/node-powershell-port';
import { descendants, killAll } from '../../src/main/adapters/powershell/process-tree';
import { ExchangeSessions, type ExchangeAccess, type ExchangeSignIn } from '../../src/main/adapters/tenant/exchange-sessions';
import { PowerShellExchange } from '../../src/main/adapters/tenant/powershell-exchange';
import type { PowerShellHost, PowerShellSession } from '../../src/main/ports/powershell';
import { ok } from '../../src/shared/domain/result';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { createAwkwardModule } from '../powershell/support/awkward-module';
import { createStandIn, type StandIn } from '../powershell/support/generate-stand-in';
import { FakeClock } from '../support/fakes';
import { powerShellHost } from '../support/fake-pwsh/make-fake-pwsh';
import { untilGone } from '../support/fake-pwsh/process-watch';
import { powershellPath } from '../support/find-powershell';
import { INJECTION_CORPUS } from '../support/injection-corpus';
import { bundle } from '../support/reading/bundle';
import { referenceFolder } from '../support/reference';
import { EXCHANGE, tokenOf } from '../support/simulator-client';

const BRIDGE = join(import.meta.dirname, '../../resources/powershell');
const EVERY_MAILBOX = { cmdlet: 'Get-EXOMailbox', parameters: { ResultSize: 'Unlimited' } };
const NEVER = new AbortController().signal;

/** Of the bridge as it lies there; whether it is what was shipped is the business of another test. */
function bridgeHashes(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(BRIDGE_HASHES).map((name) => [name, bridgeHash(readFileSync(join(BRIDGE, name), 'utf8'))]));
}

describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: the port and Exchange Online', () => {
  const hashes = bridgeHashes();
  let folder: string;
  let simulator: RunningSimulator;
  let standIn: StandIn;
  let port: NodePowerShellPort;
  let host: PowerShellHost;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailscope-real-'));
    simulator = await startSimulator({ standing: true });
    const app = simulator.apps.find(({ displayName }) => displayName === 'Tenant Reader');
    standIn = createStandIn(folder, simulator.url, { client: { tenantId: simulator.tenantId, appId: app!.appId, secret: app!.secret } });
    port = newPort();
    host = await theHost(port);
  });

  afterAll(async () => {
    await port.closeAll();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function newPort(parts: Partial<PowerShellParts> = {}): NodePowerShellPort {
    const environment = { HOME: join(folder, 'home'), PATH: process.env['PATH'], ...pick('SystemRoot', 'TEMP', 'USERPROFILE') };
    return new NodePowerShellPort({ folder: BRIDGE, hashes, environment, additional: standIn.environment, ...parts });
  }

  function pick(...names: readonly string[]): Record<string, string | undefined> {
    return Object.fromEntries(names.map((name) => [name, process.env[name]]));
  }

  async function theHost(of: NodePowerShellPort): Promise<PowerShellHost> {
    const found = (await of.discover(powershellPath, NEVER)).find(({ path }) => path === powershellPath);
    if (!found) throw new Error('the PowerShell does not answer');
    return found;
  }

  async function opened(of = port): Promise<PowerShellSession> {
    const result = await of.open(host);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  }

  function exchange(signIn: ExchangeSignIn, accountId = 'someone'): { exchange: PowerShellExchange; sessions: ExchangeSessions } {
    const sessions = new ExchangeSessions({ powerShell: port, host: () => Promise.resolve(ok(host)), clock: new FakeClock(Date.now()) });
    const access: ExchangeAccess = {
      tenantId: simulator.tenantId,
      accountId,
      organization: 'contoso.example',
      userPrincipalName: null,
      environment: 'O365Default',
      delegatedOrganization: null,
      signIn,
    };
    return { sessions, exchange: new PowerShellExchange(sessions, access, ['Get-EXOMailbox', 'Get-ManagementScope', 'Get-CASMailbox']) };
  }

  const tokens = async () => ok({ token: await tokenOf(simulator, EXCHANGE), expiresAt: Date.now() + 3_600_000, scopes: [] });

  it('says what it is', () => {
    expect(host).toMatchObject({ edition: 'Core', moduleVersions: ['3.9.0'], languageMode: 'FullLanguage' });
    expect(host.version).toMatch(/^7\./);
    expect(host.logging).toEqual({ moduleLogging: false, scriptBlockLogging: false, transcription: false });
  });

  it('says which policies of its configuration would write tokens down, and whether the module is there', async () => {
    const home = join(folder, 'logging-home');
    mkdirSync(join(home, '.config', 'powershell'), { recursive: true });
    const policies = { PowerShellPolicies: { ScriptBlockLogging: { EnableScriptBlockLogging: true } } };
    writeFileSync(join(home, '.config', 'powershell', 'powershell.config.json'), JSON.stringify(policies));
    const other = newPort({
      environment: { HOME: home, PATH: process.env['PATH'] },
      additional: { PSModulePath: join(folder, 'nothing') },
    });
    expect(await theHost(other)).toMatchObject({
      moduleVersions: [],
      logging: { moduleLogging: false, scriptBlockLogging: true, transcription: false },
    });
  });

  it('connects by a token, tells what can be read, and reads it piece by piece', async () => {
    const { exchange: online, sessions } = exchange({ kind: 'token', tokens });
    expect(await online.connect(NEVER)).toEqual(ok({ moduleVersion: '3.9.0', organization: 'contoso.example' }));
    const names = await online.commands(NEVER);
    expect(names).toMatchObject({ kind: 'commands' });
    expect('names' in names && names.names).toContain('Get-EXOMailbox');
    let count = 0;
    const answer = await online.run(EVERY_MAILBOX, NEVER, (json) => {
      count += (JSON.parse(json) as unknown[]).length;
    });
    expect(answer).toMatchObject({ kind: 'done' });
    expect(count).toBe(simulator.state().mailboxes.size);
    await sessions.closeAll();
  });

  it('connects by the sign-in of the module', async () => {
    const { exchange: online, sessions } = exchange({ kind: 'module', useDeviceCode: false, disableWam: true });
    expect(await online.connect(NEVER)).toMatchObject({ ok: true });
    await sessions.closeAll();
  });

  it('passes a refusal of a token on in words', async () => {
    const refused = () => Promise.resolve(ok({ token: 'nonsense', expiresAt: Date.now() + 3_600_000, scopes: [] }));
    const { exchange: online, sessions } = exchange({ kind: 'token', tokens: refused });
    expect(await online.connect(NEVER)).toMatchObject({ ok: false, error: { code: 'exchange-connect-failed' } });
    await sessions.closeAll();
  });

  it('passes errors of a cmdlet on with category and id', async () => {
    const { exchange: online, sessions } = exchange({ kind: 'token', tokens });
    const command = { cmdlet: 'Get-EXOMailbox', parameters: { Identity: 'no\'body $(1+1) `n ; ’ "' } };
    const answer = await online.run(command, NEVER, () => undefined);
    expect(answer).toMatchObject({ kind: 'error', category: 'ObjectNotFound' });
    await sessions.closeAll();
  });

  it('reads again after it was cancelled, in a new shell', async () => {
    const { exchange: online, sessions } = exchange({ kind: 'token', tokens });
    const controller = new AbortController();
    const cancelled = online.run(EVERY_MAILBOX, controller.signal, () => {
      controller.abort();
    });
    expect(await cancelled).toEqual({ kind: 'cancelled' });
    expect(await online.run(EVERY_MAILBOX, NEVER, () => undefined)).toMatchObject({ kind: 'done' });
    await sessions.closeAll();
  });

  it('reads on in a new shell after somebody killed the first one', async () => {
    const { exchange: online, sessions } = exchange({ kind: 'token', tokens });
    const before = new Set((await descendants(process.pid)).map(({ id }) => id));
    await online.connect(NEVER);
    const shells = (await descendants(process.pid)).filter(({ id }) => !before.has(id));
    expect(shells).toHaveLength(1);
    const reading = online.run(EVERY_MAILBOX, NEVER, () => undefined);
    await killAll(shells);
    expect(await reading).toMatchObject({ kind: 'done' });
    await sessions.closeAll();
  });

  it('imports the bridge from a folder with an awkward name', async () => {
    const awkward = join(folder, "O'Neil ’s [a] $(x) `b; 日本");
    mkdirSync(awkward);
    cpSync(BRIDGE, awkward, { recursive: true });
    const other = newPort({ folder: awkward });
    const session = await opened(other);
    expect(await session.call('Get-MailscopeCommand', { names: [] }, { signal: NEVER, silence: 20_000 })).toMatchObject({
      kind: 'done',
      value: [],
    });
    await other.closeAll();
  });

  it('ends with the app, busy or not', async () => {
    const entry = await bundle('test/support/fake-pwsh/shell-parent.ts', folder);
    for (const busy of [false, true]) {
      const parts = { path: host.path, bridge: BRIDGE, hashes, moduleVersions: host.moduleVersions, busy };
      const parent = fork(entry, [JSON.stringify(parts)], { env: { ...process.env, ...standIn.environment }, execArgv: [] });
      const [id] = (await Promise.race([once(parent, 'message'), once(parent, 'exit').then(() => [0])])) as [number];
      expect(id).toBeGreaterThan(0);
      parent.kill('SIGKILL');
      await untilGone(id);
    }
  });

  it('is still itself where the language of the system is another', async () => {
    const other = newPort({ additional: { ...standIn.environment, LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' } });
    const session = await opened(other);
    const answer = await session.call(
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-Mailbox', parameters: {} },
      { signal: NEVER, silence: 20_000 },
    );
    expect(answer).toMatchObject({ kind: 'error' });
    await other.closeAll();
  });

  it('does not load profiles', async () => {
    const home = join(folder, 'profile-home');
    mkdirSync(join(home, '.config', 'powershell'), { recursive: true });
    writeFileSync(join(home, '.config', 'powershell', 'profile.ps1'), "Write-Host 'Welcome'; throw 'profile'");
    const other = newPort({ environment: { HOME: home, PATH: ['/usr/bin', '/bin'].join(delimiter) } });
    const session = await opened(other);
    expect(await session.call('Get-MailscopeCommand', { names: [] }, { signal: NEVER, silence: 20_000 })).toMatchObject({ kind: 'done' });
    await other.closeAll();
  });
});

describe.skipIf(powershellPath === null)('real PowerShell: hostile texts through the port', () => {
  let folder: string;
  let port: NodePowerShellPort;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailscope-hostile-'));
    port = new NodePowerShellPort({
      folder: BRIDGE,
      hashes: bridgeHashes(),
      environment: { HOME: folder, PATH: process.env['PATH'] },
      additional: createAwkwardModule(folder).environment,
    });
  });

  afterAll(async () => {
    await port.closeAll();
    rmSync(folder, { recursive: true, force: true });
  });

  it('arrive at the cmdlet as themselves, and come back so', async () => {
    const session = await port.open(powerShellHost({ path: powershellPath! }));
    if (!session.ok) throw new Error(JSON.stringify(session.error));
    const options = { signal: NEVER, silence: 30_000 };
    const connected = await session.value.call(
      'Connect-MailscopeExchange',
      { mode: 'token', organization: 'contoso.example' },
      { ...options, secret: 'token' },
    );
    expect(connected).toMatchObject({ kind: 'done' });
    for (const [name, text] of INJECTION_CORPUS) {
      const objects: { readonly Name: string }[] = [];
      const take = (json: string): void => void objects.push(...(JSON.parse(json) as { Name: string }[]));
      const command = { cmdlet: 'Get-EXORecipient', parameters: { Identity: text, Filter: text } };
      expect(await session.value.call('Invoke-MailscopeCmdlet', command, { ...options, take }), name).toMatchObject({ kind: 'done' });
      expect(
        objects.map(({ Name }) => Name),
        name,
      ).toEqual([text, text]);
    }
  });
});
