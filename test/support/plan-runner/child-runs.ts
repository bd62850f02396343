import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalEntrySchema, type JournalEntry } from '../../../src/shared/domain/plan/journal.schema';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';
import { dumpCollection } from '../../../src/simulator/dump/dump-collection';
import { startSimulator, type RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { bundle } from '../reading/bundle';
import type { KillPlace, PlanTask } from './plan-child';

/** How a child ended: by the signal, at the end of the plan, or otherwise (what it said). */
export type ChildEnd = { readonly kind: 'killed' } | { readonly kind: 'over' } | { readonly kind: 'failed'; readonly says: string };

/** A bundle of the child, made once. */
export async function bundleChild(): Promise<{ readonly script: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-plan-child-'));
  const script = await bundle('test/support/plan-runner/plan-child.ts', folder);
  return { script, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A simulated tenant, and a plan that is run over it in processes of their own. */
export class PlanChildren {
  private readonly folder = mkdtempSync(join(tmpdir(), 'mailscope-plan-kills-'));

  private constructor(
    readonly simulator: RunningSimulator,
    private readonly script: string,
    readonly plan: Plan,
  ) {}

  /** `make` makes the plan from the tenant as it is before anything is changed. */
  static async start(script: string, make: (simulator: RunningSimulator) => Plan): Promise<PlanChildren> {
    const simulator = await startSimulator({ size: 'S', standing: true });
    return new PlanChildren(simulator, script, make(simulator));
  }

  async stop(): Promise<void> {
    await this.simulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A new tenant, an empty journal and an empty vault. */
  reset(): void {
    this.simulator.world.reset();
    this.simulator.log.clear();
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'plan.json'), JSON.stringify(this.plan));
  }

  /** Runs a child until it ends. `hold`: the step in whose change the answer is held until the child is killed. */
  async run(
    wish: { readonly kill?: KillPlace; readonly hold?: string; readonly drop?: boolean; readonly backwards?: boolean } = {},
  ): Promise<ChildEnd> {
    const { simulator } = this;
    if (simulator.operator === null) throw new Error('the tenant has no administrator');
    const fault =
      wish.hold === undefined ? (wish.drop ? { name: 'drop-after-commit', step: '*' } : null) : { name: 'hold', step: wish.hold };
    const task: PlanTask = {
      url: simulator.url,
      tenantId: simulator.tenantId,
      operator: simulator.operator,
      folder: this.folder,
      kill: wish.kill ?? null,
      fault,
      backwards: wish.backwards ?? false,
    };
    const cache = join(tmpdir(), 'mailscope-plan-child-cache');
    const child = spawn(process.execPath, [this.script, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    child.stdout.once('data', () => child.kill('SIGKILL'));
    let says = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (says += text));
    const ended = new Promise<{ readonly code: number | null; readonly signal: string | null }>((resolve) =>
      child.once('close', (code, signal) => resolve({ code, signal })),
    );
    if (wish.hold !== undefined) {
      const watch = setInterval(() => {
        if (simulator.world.held.size > 0) child.kill('SIGKILL');
      }, 3);
      void ended.then(() => clearInterval(watch));
    }
    const { code, signal } = await ended;
    simulator.faults.clearAll();
    if (signal === 'SIGKILL') return { kind: 'killed' };
    return code === 0 ? { kind: 'over' } : { kind: 'failed', says };
  }

  /** The journal as it lies on the disk. */
  journal(): readonly JournalEntry[] {
    const path = join(this.folder, 'plans', `${this.plan.id}.jsonl`);
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => journalEntrySchema.parse(JSON.parse(line)));
  }

  /** What the vault keeps. */
  vault(): Readonly<Record<string, string>> {
    const path = join(this.folder, 'vault.json');
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  }

  /** Changes that were made: see changesOf. */
  changes(): readonly string[] {
    return changesOf(this.simulator);
  }

  /** Everything that the tenant holds: see rowsOf. */
  rows(): readonly string[] {
    return rowsOf(this.simulator);
  }

  /** Secrets of apps that carry a tag of this plan. */
  tagged(): readonly { readonly appId: string; readonly displayName: string }[] {
    return [...this.simulator.state().applications].flatMap(({ appId, passwordCredentials, keyCredentials }) =>
      [...passwordCredentials, ...keyCredentials].flatMap(({ displayName }) =>
        displayName?.includes(`Mailscope ${this.plan.id} `) ? [{ appId, displayName }] : [],
      ),
    );
  }
}

/** Changes that were made, each as often as it was; removing an orphan and making a secret anew are not counted. */
export function changesOf({ log }: RunningSimulator): readonly string[] {
  return log
    .all()
    .filter(({ front, method, status, fault, cmdlet }) => {
      const changes = front === 'graph' ? method !== 'GET' : front === 'exchange' && cmdlet !== undefined && !/^(Get|Test)-/.test(cmdlet);
      const isMade = (status !== null && status >= 200 && status < 300) || fault === 'drop-after-commit';
      return changes && isMade;
    })
    .map(({ method, path, cmdlet, parameters }) => (cmdlet === undefined ? `${method} ${path}` : `${cmdlet} ${JSON.stringify(parameters)}`))
    .filter((text) => !/\/(add|remove)(Password|Key)$/.test(text));
}

/** Everything that a tenant holds, row by row. */
export function rowsOf(simulator: RunningSimulator): readonly string[] {
  const collection = JSON.parse([...dumpCollection(simulator.state())].join('')) as {
    readonly graph: Readonly<Record<string, unknown>>;
    readonly exchange: Readonly<Record<string, unknown>>;
  };
  // A collection has only what Microsoft's own apps offer of them.
  const enabled = [...simulator.state().servicePrincipals].map(({ id, accountEnabled }) => ({ id, accountEnabled }));
  const sources = { ...collection.graph, ...collection.exchange, enabled };
  return Object.entries(sources).flatMap(([source, rows]) =>
    [rows].flat().map((row) => `${source} ${JSON.stringify(row, (name, value: unknown) => (MADE_UP.has(name) ? undefined : value))}`),
  );
}

/** When something was read, how a secret begins, and what a certificate is known by: another one each time. */
const MADE_UP: ReadonlySet<string> = new Set(['readAt', 'hint', 'customKeyIdentifier']);

const ID_OR_TIME =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|S-1-[0-9-]+|\d{4}-\d\d-\d\dT[\d:.]+Z|(?<=["/])[A-Za-z0-9_-]{43}(?=["/]|$)/gi;

/** Texts in which every id, time and key that was not there before is called new, so that two runs can be compared. */
export function withoutNew(texts: readonly string[], before: string): readonly string[] {
  return texts.map((text) => text.replace(ID_OR_TIME, (id) => (before.includes(id) ? id : '<new>'))).sort();
}

/** What came to a tenant, and what is gone from it. */
export function changedRows(before: readonly string[], after: readonly string[]): readonly string[] {
  const old = new Set(before);
  const now = new Set(after);
  return [
    ...before.filter((row) => !now.has(row)).map((row) => `- ${row}`),
    ...after.filter((row) => !old.has(row)).map((row) => `+ ${row}`),
  ];
}
