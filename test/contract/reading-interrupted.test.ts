import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Spool } from '../../src/engine/reading/spool';
import { READ_PART } from '../../src/engine/reading/mailbox-permission-step';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { bundle } from '../support/reading/bundle';
import { differences } from '../support/reading/compare-collections';
import { dumpOf, readerOf, readSimulator, temporaryFolder } from '../support/reading/read-simulator';
import { modeOf, PRIVATE } from '../support/file-mode';

let simulator: RunningSimulator;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a reading that the user stops', () => {
  it.each([
    ['in the middle of mailboxes', 'slow=3', (requests: number) => requests > 400],
    ['while lists are being read', 'slow=60', (requests: number) => requests > 12],
    ['while an answer is held back', 'hold=always@/exchange/cmdlet/get-casmailbox', (requests: number) => requests > 200],
    ['while the service asks to wait', 'throttle=always:600@/exchange/cmdlet/get-mailboxpermission', (requests: number) => requests > 30],
  ])('%s answers within a second and keeps what was read', async (_when, fault, isFarEnough) => {
    simulator = await startSimulator({ size: 'M', faults: [fault] });
    const controller = new AbortController();
    let stoppedAt = 0;
    const reading = readSimulator(simulator, { folder: folder.path, signal: controller.signal });
    await until(() => isFarEnough(simulator.log.all().length));
    stoppedAt = performance.now();
    controller.abort();
    const { result, collection } = await reading;
    expect(performance.now() - stoppedAt).toBeLessThan(1000);
    expect(result).toMatchObject({ ok: true, value: { stopped: true } });
    const states = Object.values(collection.coverage);
    expect(states.some((entry) => entry?.reason?.startsWith('cancelled by the user'))).toBe(true);
    // What is there is true: every row that was read stands in the simulator's own account.
    const strange = differences(collection, dumpOf(simulator)).filter((line) => line.includes('only read'));
    expect(strange).toEqual([]);
  });

  it('says after how many of how many', async () => {
    simulator = await startSimulator({ size: 'M', faults: ['slow=3'] });
    const controller = new AbortController();
    const reading = readSimulator(simulator, { folder: folder.path, signal: controller.signal });
    await until(() => simulator.log.all().filter((request) => request.cmdlet === 'Get-MailboxPermission').length > 150);
    controller.abort();
    const { result, collection } = await reading;
    expect(collection.coverage['exchange.mailboxPermissions']?.reason).toMatch(/^cancelled by the user after \d+ of 2000$/);
    const read = collection.exchange.mailboxPermissionsRead;
    expect(Array.isArray(read) && read.length).toBeGreaterThan(100);
    expect(result).toMatchObject({ ok: true, value: { unread: { mailboxes: 2000 - (read?.length ?? 0) } } });
  });
});

describe('a reading whose process is killed', () => {
  it('goes on from its checkpoint, asks nothing about a mailbox twice, and comes to the same', async () => {
    simulator = await startSimulator({ size: 'M', faults: ['slow=2'] });
    const script = await bundle('test/support/reading/read-in-child.ts', join(folder.path, 'child'));
    const run = join(folder.path, 'run');
    const task = { url: simulator.url, credentials: readerOf(simulator), folder: run, target: join(folder.path, 'reading.json.gz') };
    const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: 'inherit' });
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    const isAsked = (): number => simulator.log.all().filter((request) => request.cmdlet === 'Get-MailboxPermission').length;
    await until(() => isAsked() > 500 || child.exitCode !== null);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');

    const spool = await Spool.resume(run, () => '2026-11-21T07:00:00Z');
    const kept: string[] = [];
    for await (const id of spool!.rows(READ_PART)) kept.push(String(id));
    await spool!.close();
    expect(kept.length).toBeGreaterThan(100);
    expect([modeOf(run), modeOf(join(run, 'reading.json')), modeOf(join(run, 'graph.users.0.rows'))]).toEqual([
      PRIVATE.folder,
      PRIVATE.file,
      PRIVATE.file,
    ]);

    const before = simulator.log.all().length;
    simulator.faults.clearAll();
    const { result, collection } = await readSimulator(simulator, { folder: folder.path, resume: true });
    expect(result).toMatchObject({ ok: true, value: { stopped: false } });
    expect(differences(collection, dumpOf(simulator))).toEqual([]);
    const asked = new Set(
      simulator.log
        .all()
        .slice(before)
        .map((request) => String(request.parameters?.['Identity']).toLowerCase()),
    );
    expect(kept.filter((id) => asked.has(id))).toEqual([]);
  });
});
