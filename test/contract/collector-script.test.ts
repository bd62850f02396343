import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { collectionOf, runCollector, targetOf, withoutRights, type CollectorWish } from '../support/collector/run-collector';
import { powershellPath } from '../support/find-powershell';
import { differences } from '../support/reading/compare-collections';
import { readerOf, readSimulator, temporaryFolder } from '../support/reading/read-simulator';

let simulator: RunningSimulator;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

function wishOf(change: Partial<CollectorWish> = {}): CollectorWish {
  return { folder: folder.path, client: readerOf(simulator), ...change };
}

describe.skipIf(powershellPath === null)('real PowerShell: the collector script', () => {
  it.each([
    ['all mailboxes', 'all', '-AllMailboxes'],
    ['shared mailboxes', 'shared', ''],
  ] as const)('reads %s as the app does, field by field', async (_name, mailboxPermissions, parameters) => {
    simulator = await startSimulator({ size: 'S' });
    const wish = wishOf({ parameters: parameters });
    expect(await runCollector(simulator, wish)).toMatchObject({ code: parameters === '' ? 3 : 0, errors: '' });
    const written = collectionOf(targetOf(wish));
    const { collection } = await readSimulator(simulator, { folder: folder.path, mailboxPermissions });
    expect(differences(withoutRights(written), collection)).toEqual([]);
    expect(written.collector).toEqual({ name: 'mailscope', version: '0.1.0', mode: 'script' });
  });
});
