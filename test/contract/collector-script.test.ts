import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAILSCOPE_APP_ID } from '../../src/simulator/generator/small/small-sign-ins';
import { startSimulator, type RunningSimulator, type SimulatorOptions } from '../../src/simulator/server/start-simulator';
import { readWithTokens, tokensOf } from '../support/collector/read-with-tokens';
import { singleQuoted } from '../../src/shared/domain/powershell/single-quoted';
import {
  COLLECTOR,
  collectionOf,
  runCollector,
  startCollector,
  startPowerShell,
  targetOf,
  withoutRights,
  type CollectorWish,
} from '../support/collector/run-collector';
import { sourcesOfApp } from '../support/collector/sources-of-script';
import { powershellPath } from '../support/find-powershell';
import { differences } from '../support/reading/compare-collections';
import { randomTenantWithReader } from '../support/reading/random-tenant-with-reader';
import { readerOf, readSimulator, temporaryFolder } from '../support/reading/read-simulator';
import { SimulatorBrowser } from '../support/simulator-browser';
import { personNamed } from '../support/simulator-sign-in';
import { referenceFolder } from '../support/reference';

const SCOPES = [...new Set(Object.values(sourcesOfApp()).map(({ permission }) => permission))].filter((name) => name.includes('.'));

let simulator: RunningSimulator;
let folder: ReturnType<typeof temporaryFolder>;
let stop: () => Promise<void>;

beforeEach(() => {
  folder = temporaryFolder();
  stop = () => Promise.resolve();
});

afterEach(async () => {
  await stop();
  folder.remove();
});

async function start(options: SimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
  stop = () => simulator.stop();
}

function wishOf(change: Partial<CollectorWish> = {}): CollectorWish {
  return { folder: folder.path, signIn: { kind: 'app', ...readerOf(simulator) }, ...change };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function cmdletCount(name: string): number {
  return simulator.log.all().filter((request) => request.cmdlet === name).length;
}

// Each test starts PowerShell, some of them twice, on whatever machine this is.
describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: the collector script', { timeout: 240_000 }, () => {
  it.each([
    ['all mailboxes', 'all', '-AllMailboxes', 0],
    ['shared mailboxes', 'shared', '', 3],
  ] as const)('reads %s as the app does, field by field', async (_name, mailboxPermissions, parameters, code) => {
    await start({ size: 'S' });
    const wish = wishOf({ parameters });
    expect(await runCollector(simulator, wish)).toMatchObject({ code, errors: '' });
    const written = collectionOf(targetOf(wish));
    const { collection } = await readSimulator(simulator, { folder: folder.path, mailboxPermissions });
    expect(differences(withoutRights(written), collection)).toEqual([]);
    expect(written.collector).toMatchObject({ name: 'mailscope', mode: 'script' });
    expect(readdirSync(folder.path)).not.toContain('collection.json.work');
  });

  it.each([1, 2])('reads random tenant %i as the app does', async (seed) => {
    await start({ make: (clock) => randomTenantWithReader(seed, clock) });
    const wish = wishOf({ parameters: '-AllMailboxes' });
    expect(await runCollector(simulator, wish)).toMatchObject({ code: 0, errors: '' });
    const { collection } = await readSimulator(simulator, { folder: folder.path });
    expect(differences(withoutRights(collectionOf(targetOf(wish))), collection)).toEqual([]);
  });

  it.each([
    ['a Global Reader', 'adm-reader', 0],
    ['an Application Administrator without a role in Exchange', 'adm-apps', 3],
  ])('reads with the rights of %s what the app reads with them', async (_name, account, code) => {
    await start({ size: 'S' });
    const tokens = tokensOf(simulator, account, SCOPES);
    const wish = wishOf({ signIn: { kind: 'tokens', ...tokens }, parameters: '-AllMailboxes' });
    expect(await runCollector(simulator, wish)).toMatchObject({ code, errors: '' });
    const { collection } = await readWithTokens(simulator, tokens, { folder: folder.path });
    expect(differences(withoutRights(collectionOf(targetOf(wish))), collection)).toEqual([]);
  });

  it('lets a person sign in by a code, once for Graph and for Exchange Online', async () => {
    await start({ size: 'S' });
    const person = personNamed(simulator, 'Global Administrator');
    const wish = wishOf({ signIn: { kind: 'device', clientId: MAILSCOPE_APP_ID } });
    const { ended, said } = startCollector(simulator, wish);
    await until(() => /enter the code (\w+)/.test(said()));
    const browser = new SimulatorBrowser(simulator.url);
    await browser.open(/https?:\/\/\S+deviceauth/.exec(said())?.[0] ?? '');
    await browser.post({ otc: /enter the code (\w+)/.exec(said())?.[1] ?? '' });
    await browser.pick(person.userPrincipalName);
    await browser.signIn(person.password);
    await browser.press('continue');
    if (!browser.page.text.includes('You may now close this window')) await browser.press('accept');
    const run = await ended;
    expect(run).toMatchObject({ code: 3, errors: '' });
    expect(run.output).not.toMatch(/eyJ[A-Za-z0-9_-]{20,}/);
    const { collection } = await readSimulator(simulator, { folder: folder.path, mailboxPermissions: 'shared' });
    const written = withoutRights(collectionOf(targetOf(wish)));
    expect(differences(written, collection)).toEqual([]);
  });

  it('says of each source that is missing which right would fill it', async () => {
    await start({ size: 'S', faults: ['forbidden=Get-CASMailbox', 'forbidden=/oauth2PermissionGrants'] });
    const wish = wishOf();
    expect(await runCollector(simulator, wish)).toMatchObject({ code: 3 });
    const { coverage } = collectionOf(targetOf(wish));
    expect(coverage['graph.oauth2PermissionGrants']?.reason).toMatch(/^403 .* \(needs Directory\.Read\.All\)$/);
    expect(coverage['exchange.casMailboxes']?.reason).toMatch(/, as View-Only Recipients would$/);
  });

  it.each([
    ['while lists are being read', ['hold=always@/v1.0/users'], () => simulator.log.all().length > 8],
    ['in the middle of mailboxes', ['slow=40'], () => cmdletCount('Get-MailboxPermission') > 10],
  ] as const)('goes on after it was killed %s, and reads nothing twice that was read in full', async (_when, faults, isFarEnough) => {
    await start({ size: 'S', faults });
    const wish = wishOf({ parameters: '-AllMailboxes' });
    const { child, ended } = startCollector(simulator, wish);
    await until(isFarEnough);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(targetOf(wish))).toBe(false);
    // What a killed run wrote and did not count is no part of the reading.
    const begun = readdirSync(`${targetOf(wish)}.work`);
    const stale = 'graph.federatedIdentityCredentials.0.ndjson';
    if (!begun.includes(stale)) writeFileSync(join(`${targetOf(wish)}.work`, stale), '{"applicationId":"stale"}\n');
    simulator.faults.clearAll();
    const before = simulator.log.all().length;
    expect(await runCollector(simulator, wish)).toMatchObject({ code: 2 });
    expect(await runCollector(simulator, { ...wish, parameters: '-AllMailboxes -Resume' })).toMatchObject({ code: 0, errors: '' });
    const later = simulator.log.all().slice(before);
    expect(later.filter((request) => request.path.startsWith('/v1.0/applications?$select=id,appId'))).toEqual([]);
    simulator.faults.clearAll();
    const { collection } = await readSimulator(simulator, { folder: folder.path });
    expect(differences(withoutRights(collectionOf(targetOf(wish))), collection)).toEqual([]);
  });

  it.each([
    [['throttle=2:1', 'unavailable=1:1@/v1.0/groups', 'partial-batch=1', 'error=1@/v1.0/users', 'expired-skiptoken=1']],
    [
      [
        'expired-token=2',
        'reset=1@/v1.0/applications',
        'truncate=1@/exchange/cmdlet/get-exomailbox',
        'throttle=2:1@/exchange/cmdlet/get-mailboxpermission',
      ],
    ],
  ])('reads all the same where the service stumbles: %j', async (faults) => {
    await start({ size: 'S', faults });
    const wish = wishOf({ parameters: '-AllMailboxes' });
    expect(await runCollector(simulator, wish)).toMatchObject({ code: 0, errors: '' });
    simulator.faults.clearAll();
    const { collection } = await readSimulator(simulator, { folder: folder.path });
    expect(differences(withoutRights(collectionOf(targetOf(wish))), collection)).toEqual([]);
  });

  it('packs its file on request, and tells nobody a token or the secret', async () => {
    await start({ size: 'S' });
    const wish = wishOf({ parameters: '-Compress -Verbose', fileName: 'packed.json' });
    const run = await runCollector(simulator, wish);
    const { collection } = await readSimulator(simulator, { folder: folder.path, mailboxPermissions: 'shared' });
    const written = collectionOf(join(folder.path, 'packed.json.gz'));
    expect(differences(withoutRights(written), collection)).toEqual([]);
    const said = `${run.output}${run.errors}${JSON.stringify(written)}`;
    expect(said).not.toContain(readerOf(simulator).secret);
    expect(said).not.toMatch(/eyJ[A-Za-z0-9_-]{20,}/);
  });

  it('keeps no token in its work folder', async () => {
    await start({ size: 'S', faults: ['hold=always@/exchange/cmdlet/get-casmailbox'] });
    const wish = wishOf();
    const { child, ended } = startCollector(simulator, wish);
    await until(() => cmdletCount('Get-ManagementRole') > 0);
    child.kill('SIGKILL');
    await ended;
    const work = `${targetOf(wish)}.work`;
    const kept = readdirSync(work).map((name) => readFileSync(join(work, name), 'utf8'));
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.join('\n')).not.toMatch(/eyJ[A-Za-z0-9_-]{20,}/);
    expect(kept.join('\n')).not.toContain(readerOf(simulator).secret);
  });

  it('reads Graph alone where the module is missing, and says how to install it', async () => {
    await start({ size: 'S' });
    const wish = wishOf({ withoutModule: true });
    expect(await runCollector(simulator, wish)).toMatchObject({ code: 3 });
    const { coverage } = collectionOf(targetOf(wish));
    expect(coverage['graph.users']).toMatchObject({ state: 'complete' });
    expect(coverage['exchange.mailboxes']?.reason).toContain('Install-Module ExchangeOnlineManagement');
  });

  it('refuses at once what cannot be meant, and leaves nothing behind', async () => {
    const cases = [
      ['-SkipGraph -SkipExchange', 'there is nothing to read'],
      ['-ClientSecret (ConvertTo-SecureString x -AsPlainText -Force)', 'needs -ClientId and -TenantId'],
      ['-SkipGraph', 'needs the id of the tenant'],
      ['-Environment China', '-ClientId has to name an app registration'],
      ['-Environment Mars', "'Environment'"],
      ['-OutFile /nowhere/at/all.json', 'There is no folder'],
      ['-OutFile .', 'is a folder'],
      ['-GraphEndpoint http://127.0.0.1:9', 'go together'],
      ['-GraphEndpoint https://graph.example', "'GraphEndpoint'"],
      ['-LoginEndpoint http://127.0.0.1.graph.example', "'LoginEndpoint'"],
      ['-LoginEndpoint http://localhost@graph.example', "'LoginEndpoint'"],
    ] as const;
    const one = ([parameters]: (typeof cases)[number]): string =>
      `$LASTEXITCODE = 0; try { & ${singleQuoted(COLLECTOR)} ${parameters} } catch { [Console]::Error.WriteLine($_.Exception.Message); $global:LASTEXITCODE = 2 }; [Console]::Error.WriteLine("#$LASTEXITCODE#")`;
    const commands = ["$ErrorActionPreference = 'Stop'", `Set-Location ${singleQuoted(folder.path)}`, ...cases.map(one)];
    const { errors } = await startPowerShell(commands.join('\n'), {}, folder.path).ended;
    const said = errors.split('#2#');
    expect(said).toHaveLength(cases.length + 1);
    for (const [index, [parameters, sentence]] of cases.entries()) {
      expect(`${parameters}: ${said[index] ?? ''}`).toContain(sentence);
    }
    expect(readdirSync(folder.path).filter((name) => name.startsWith('mailscope'))).toEqual([]);
  });
});
