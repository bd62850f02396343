import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { descendants, killAll, type RunningProcess } from '../../src/main/adapters/powershell/process-tree';
import { SOURCE_PATHS } from '../../src/shared/domain/collection/sources';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { untilGone } from '../support/fake-pwsh/process-watch';
import { powershellPath } from '../support/find-powershell';
import { SignedInPerson } from '../support/reading/account-tokens';
import { differences } from '../support/reading/compare-collections';
import { dumpOf, leapingClock, type ReadingWish, type ReadSimulator } from '../support/reading/read-simulator';
import { BridgeMachine, plainExchangeOf, readAsPerson, type ExchangeWay } from '../support/reading/read-with-account';
import { referenceFolder } from '../support/reference';
import { EXCHANGE } from '../support/simulator-client';

const BRIDGE = join(import.meta.dirname, '../../resources/powershell');
const OF_EXCHANGE = SOURCE_PATHS.filter((source) => source.startsWith('exchange.'));
/** Nobody asks for these in a reading. */
const ON_REQUEST = 'exchange.mailboxFolderPermissions';

describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: a reading with an account', () => {
  let folder: string;
  let simulator: RunningSimulator;
  let machine: BridgeMachine;
  let runs = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailscope-live-'));
    simulator = await startSimulator({ standing: true });
    machine = await BridgeMachine.open(folder, simulator, BRIDGE);
  });

  afterEach(() => {
    simulator.faults.clearAll();
  });

  afterAll(async () => {
    await machine.close();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function read(person: SignedInPerson, way: ExchangeWay, wish: Partial<ReadingWish> = {}): Promise<ReadSimulator> {
    const own = join(folder, `run-${String((runs += 1))}`);
    mkdirSync(own);
    try {
      return await readAsPerson(simulator, person, way.exchange, { folder: own, clock: leapingClock(simulator), ...wish });
    } finally {
      await way.close();
    }
  }

  /** The shells that run besides those that ran before. */
  async function shellsBesides(before: readonly RunningProcess[]): Promise<readonly RunningProcess[]> {
    const known = new Set(before.map(({ id }) => id));
    return (await descendants(process.pid)).filter(({ id }) => !known.has(id));
  }

  function numberOf(cmdlet: string): number {
    return simulator.log.all().filter((request) => request.cmdlet === cmdlet).length;
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it.each(['Global Administrator', 'Global Reader', 'Exchange Administrator'])(
    'as a %s is what it is over HTTP, field by field',
    async (role) => {
      const person = await SignedInPerson.signIn(simulator, role);
      const live = await read(person, machine.exchangeOf(person));
      const plain = await read(person, plainExchangeOf(simulator, person));
      expect(live.result).toMatchObject({ ok: true, value: { stopped: false, unread: null } });
      expect(differences(live.collection, plain.collection)).toEqual([]);
      expect(live.collection.exchange.mailboxPermissions?.length).toBeGreaterThan(0);
      for (const source of OF_EXCHANGE) {
        if (source !== ON_REQUEST) expect([source, live.collection.coverage[source]?.state]).toEqual([source, 'complete']);
      }
    },
  );

  it('as a Global Reader is all that there is to read', async () => {
    const person = await SignedInPerson.signIn(simulator, 'Global Reader');
    const live = await read(person, machine.exchangeOf(person));
    expect(differences(live.collection, dumpOf(simulator))).toEqual([]);
  });

  it('as somebody without a role in Exchange names the role that each source needs, and tries nothing', async () => {
    const person = await SignedInPerson.signIn(simulator, 'Application Administrator');
    const before = simulator.log.all().length;
    const live = await read(person, machine.exchangeOf(person));
    expect(live.result).toMatchObject({ ok: true });
    for (const source of OF_EXCHANGE) {
      const entry = live.collection.coverage[source];
      expect([source, entry?.state, entry?.count]).toEqual([source, 'missing', 0]);
      // Which groups matter follows from the others: they are named instead.
      const reason = source === 'exchange.groupMembers' ? 'without exchange managementScopes' : 'View-Only ';
      if (source !== ON_REQUEST) expect([source, entry?.reason]).toEqual([source, expect.stringContaining(reason)]);
    }
    const tried = simulator.log.all().slice(before);
    expect(tried.flatMap(({ cmdlet }) => cmdlet ?? [])).toEqual([]);
    expect(live.collection.coverage['graph.servicePrincipals']?.state).toBe('complete');
    const plain = await read(person, plainExchangeOf(simulator, person));
    expect(differences(live.collection, plain.collection)).toEqual([]);
  });

  it('goes on in a new shell when somebody kills the one that reads', async () => {
    const person = await SignedInPerson.signIn(simulator, 'Global Reader');
    const others = await descendants(process.pid);
    const asked = numberOf('Get-MailboxPermission');
    simulator.faults.set('slow=20@/exchange/cmdlet/get-mailboxpermission');
    const reading = read(person, machine.exchangeOf(person));
    await until(() => numberOf('Get-MailboxPermission') > asked + 3);
    const shells = await shellsBesides(others);
    expect(shells).toHaveLength(1);
    await killAll(shells);
    const live = await reading;
    expect(live.result).toMatchObject({ ok: true, value: { stopped: false, unread: null } });
    expect(differences(live.collection, dumpOf(simulator))).toEqual([]);
    expect(await shellsBesides(others)).toEqual([]);
  });

  it('misses nothing when its tokens end in the middle', async () => {
    const person = await SignedInPerson.signIn(simulator, 'Global Reader');
    const way = machine.exchangeOf(person);
    const asked = numberOf('Get-MailboxPermission');
    simulator.faults.set('slow=10@/exchange/cmdlet/get-mailboxpermission');
    const reading = read(person, way);
    await until(() => numberOf('Get-MailboxPermission') > asked + 3);
    simulator.clock().advance(2 * 3_600_000);
    const live = await reading;
    expect(differences(live.collection, dumpOf(simulator))).toEqual([]);
    expect(person.fetched.get(EXCHANGE)).toBeGreaterThan(1);
  });

  it.each(['reset=8@/exchange/cmdlet/get-mailboxpermission', 'reset=5@/exchange/cmdlet/get-exorecipient', 'reset=3@/v1.0/users'])(
    'misses nothing when connections break: %s',
    async (fault) => {
      const person = await SignedInPerson.signIn(simulator, 'Global Reader');
      simulator.faults.set(fault);
      const live = await read(person, machine.exchangeOf(person));
      expect(differences(live.collection, dumpOf(simulator))).toEqual([]);
    },
  );

  it('says what it was reading when it is stopped, at once, and leaves no shell behind', async () => {
    const person = await SignedInPerson.signIn(simulator, 'Global Reader');
    const others = await descendants(process.pid);
    const controller = new AbortController();
    const asked = numberOf('Get-MailboxPermission');
    simulator.faults.set('slow=50@/exchange/cmdlet/get-mailboxpermission');
    const way = machine.exchangeOf(person);
    const reading = readAsPerson(simulator, person, way.exchange, {
      folder: mkdtempSync(join(folder, 'run-')),
      clock: leapingClock(simulator),
      signal: controller.signal,
    });
    await until(() => numberOf('Get-MailboxPermission') > asked + 5);
    const shells = await shellsBesides(others);
    const stopped = performance.now();
    controller.abort();
    const { result, collection } = await reading;
    expect(performance.now() - stopped).toBeLessThan(1_000);
    expect(result).toMatchObject({ ok: true, value: { stopped: true } });
    expect(collection.coverage['exchange.mailboxPermissions']).toMatchObject({
      state: 'partial',
      reason: expect.stringMatching(/^cancelled by the user after \d+ of \d+$/),
    });
    expect(differences(collection, dumpOf(simulator)).filter((line) => line.includes('only read'))).toEqual([]);
    // The shell was in the middle of a call: it cannot be used again, and is not waited for.
    for (const { id } of shells) await untilGone(id);
    expect(await shellsBesides(others)).toEqual([]);
    await way.close();
  });
});
