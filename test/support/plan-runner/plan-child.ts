import { fsyncSync, openSync, closeSync, readFileSync, writeSync, existsSync, renameSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { NodeCertificateMaker } from '../../../src/main/adapters/crypto/node-certificate-maker';
import { PlanStoreFiles } from '../../../src/main/adapters/files/plan-store-files';
import { connectChangeableSimulator } from '../../../src/main/adapters/tenant/changeable-simulator';
import type { DemoClockPort, DemoOperator } from '../../../src/main/ports/demo-tenant';
import type { SecretVault } from '../../../src/main/ports/secret-vault';
import { RunControl } from '../../../src/main/services/plan-control';
import { PlanExecutor } from '../../../src/main/services/plan-executor';
import { PlanLog } from '../../../src/main/services/plan-log';
import type { JournalEntry } from '../../../src/shared/domain/plan/journal.schema';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';

/** Where the process ends: at a line of the journal, or before a secret that came is kept. */
export type KillPlace =
  | { readonly when: 'before' | 'after'; readonly line: JournalEntry['kind']; readonly step: string | null; readonly ok?: boolean }
  | { readonly when: 'before-vault'; readonly step: string | null };

/** What the child is told on its command line. */
export interface PlanTask {
  readonly url: string;
  readonly tenantId: string;
  readonly operator: DemoOperator;
  /** Where its journal and its vault lie; `plan.json` there is the plan. */
  readonly folder: string;
  readonly kill: KillPlace | null;
  /** A fault of the simulator that hits the change of this step; `*`: the first change of every step. */
  readonly fault: { readonly name: string; readonly step: string } | null;
  readonly backwards: boolean;
}

/** Asks the simulator itself. Without `fetch`, which takes longer to load than everything else here. */
function control(url: string, body: object | null): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: body === null ? 'GET' : 'POST' }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve(JSON.parse(text)));
    });
    sent.on('error', reject).end(body === null ? undefined : JSON.stringify(body));
  });
}

/** The simulator's clock, which stands: who sleeps moves it. */
class PushedClock implements DemoClockPort {
  private time = 0;

  constructor(private readonly url: string) {}

  now(): string {
    return new Date(this.time).toISOString();
  }

  async sleep(milliseconds: number): Promise<void> {
    await this.ask({ advanceSeconds: milliseconds / 1000 });
  }

  look(): Promise<string | null> {
    return this.ask(null);
  }

  advance(minutes: number): Promise<string | null> {
    return this.ask({ advanceSeconds: minutes * 60 });
  }

  private async ask(body: object | null): Promise<string> {
    const answer = (await control(`${this.url}/_simulator/clock`, body)) as { readonly now: string };
    // The simulator tells whole seconds, and time never goes back.
    this.time = Math.max(this.time, Date.parse(answer.now));
    return this.now();
  }
}

/** A vault whose texts are on the disk when `set` resolves. */
class FileVault implements SecretVault {
  constructor(
    private readonly path: string,
    private readonly onSet: (name: string) => void,
  ) {}

  get(name: string): Promise<string | null> {
    return Promise.resolve(this.read()[name] ?? null);
  }

  set(name: string, text: string): Promise<'kept'> {
    this.onSet(name);
    this.write({ ...this.read(), [name]: text });
    return Promise.resolve('kept');
  }

  remove(name: string): Promise<void> {
    const { [name]: _gone, ...rest } = this.read();
    this.write(rest);
    return Promise.resolve();
  }

  names(): Promise<readonly string[]> {
    return Promise.resolve(Object.keys(this.read()));
  }

  state(): ReturnType<SecretVault['state']> {
    return Promise.resolve({ state: 'ready', message: null, next: null });
  }

  askAgain(): ReturnType<SecretVault['state']> {
    return this.state();
  }

  held(): readonly string[] {
    return Object.values(this.read());
  }

  private read(): Record<string, string> {
    return existsSync(this.path) ? (JSON.parse(readFileSync(this.path, 'utf8')) as Record<string, string>) : {};
  }

  private write(texts: Readonly<Record<string, string>>): void {
    const file = openSync(`${this.path}.new`, 'w');
    writeSync(file, JSON.stringify(texts));
    fsyncSync(file);
    closeSync(file);
    renameSync(`${this.path}.new`, this.path);
  }
}

/** Asks the parent to kill this process, and does nothing more until it has. */
function die(): never {
  writeSync(1, 'kill me\n');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const task = JSON.parse(process.argv[2] ?? '{}') as PlanTask;
const { kill, fault } = task;
const clock = new PushedClock(task.url);
const reached = await connectChangeableSimulator(task, task.operator, clock, new AbortController().signal);
if (!reached.ok) throw new Error(reached.error.message);
const plan = JSON.parse(readFileSync(join(task.folder, 'plan.json'), 'utf8')) as Plan;
const store = new PlanStoreFiles(task.folder, () => clock.now());
const journal =
  (await store.open(plan.id)) ?? (await store.create(plan.id, { kind: 'plan', schemaVersion: 1, at: clock.now(), plan, target: 'demo' }));

let current: string | null = null;
const isMeant = (entry: JournalEntry): boolean =>
  kill !== null &&
  kill.when !== 'before-vault' &&
  entry.kind === kill.line &&
  (kill.step === null || ('step' in entry && entry.step === kill.step)) &&
  (kill.ok === undefined || (entry.kind === 'outcome' && entry.ok === kill.ok));
const watched = {
  get entries(): readonly JournalEntry[] {
    return journal.entries;
  },
  append: async (entry: JournalEntry): Promise<void> => {
    if (entry.kind === 'intent') current = entry.step;
    if (kill?.when === 'before' && isMeant(entry)) die();
    await journal.append(entry);
    if (kill?.when === 'after' && isMeant(entry)) die();
  },
};
const hit = new Set<string | null>();
const beforeChange = async (): Promise<void> => {
  if (fault === null || (fault.step !== '*' && fault.step !== current) || hit.has(current)) return;
  hit.add(current);
  const set = [`${fault.name}=1@/v1.0/`, `${fault.name}=1@/exchange/cmdlet/`];
  await control(`${task.url}/_simulator/faults`, { set: currentApi === 'graph' ? set[0] : set[1] });
};
let currentApi: 'graph' | 'exchange' = 'graph';
const { directoryWriter, exchangeWriter } = reached.value;
const tenant: typeof reached.value = {
  ...reached.value,
  directoryWriter: {
    change: async (change, signal) => {
      currentApi = 'graph';
      await beforeChange();
      return directoryWriter.change(change, signal);
    },
  },
  exchangeWriter: {
    change: async (command, signal) => {
      currentApi = 'exchange';
      await beforeChange();
      return exchangeWriter.change(command, signal);
    },
  },
};
const vault = new FileVault(join(task.folder, 'vault.json'), () => {
  if (kill?.when === 'before-vault' && (kill.step === null || kill.step === current)) die();
});
const log = new PlanLog(
  plan,
  watched,
  () => clock.now(),
  () => undefined,
);
const first = plan.steps[0]?.id ?? '';
if (log.progress().startedAt === null) await log.write({ kind: 'run' });
if (task.backwards && log.progress().undoTo === null) await log.write({ kind: 'undoing', to: first });
const parts = {
  tenant,
  log,
  vault,
  certificates: new NodeCertificateMaker(),
  control: new RunControl(),
  // Real calls are tried in tests of their own: here it is changes that must not be lost.
  liveTest: () => Promise.resolve({ kind: 'settled' as const, says: [] }),
};
for (;;) {
  const end = await new PlanExecutor(plan, parts).run();
  if (end === 'over') break;
  const held = log.progress().steps.find(({ hold }) => hold !== null);
  if (end !== 'held' || held?.hold?.kind !== 'person') {
    process.stderr.write(`${end} ${held?.id ?? ''} ${JSON.stringify(held?.hold ?? log.progress().stale)}\n`);
    process.exit(3);
  }
  await clock.sleep(1_000);
  await log.write({ kind: 'confirmed', step: held.id, by: 'the test', says: '' });
}
process.exit(0);
