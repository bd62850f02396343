import { KeychainVault } from '../../../src/main/adapters/vault/keychain-vault';
import { loadKeytar } from '../../../src/main/adapters/vault/keytar';

/** One thing to do with a vault. */
export type VaultStep =
  | { readonly do: 'get' | 'remove'; readonly name: string }
  | { readonly do: 'set'; readonly name: string; readonly text: string }
  | { readonly do: 'names' | 'state' | 'askAgain' }
  /** Waits for a line on standard input, so that the test can change something. */
  | { readonly do: 'wait' };

/** What a child is told, on standard input: a secret has no business on a command line. */
export interface VaultTask {
  readonly folder: string;
  readonly timeLimit: number;
  readonly steps: readonly VaultStep[];
}

/** What a child answers in one line per step. */
export interface VaultReport {
  readonly step: string;
  readonly value: unknown;
  readonly milliseconds: number;
}

const lines = linesOf(process.stdin);

/** Uses the vault on the real keychain in a process of its own, and ends as the app does. */
async function main(): Promise<void> {
  const task = JSON.parse(await nextLine()) as VaultTask;
  const vault = new KeychainVault({
    folder: task.folder,
    clock: { now: () => new Date().toISOString() },
    load: () => loadKeytar(),
    timeLimit: task.timeLimit,
  });
  for (const step of task.steps) {
    const start = performance.now();
    const value = await run(vault, step);
    await report({ step: step.do, value: value ?? null, milliseconds: Math.round(performance.now() - start) });
  }
  await report({ step: 'end', value: { stuck: vault.stuck }, milliseconds: 0 });
  process.stdin.destroy();
  // An orderly end would wait for the call that never comes back.
  if (vault.stuck) process.kill(process.pid, 'SIGKILL');
}

void main();

function run(vault: KeychainVault, step: VaultStep): Promise<unknown> {
  switch (step.do) {
    case 'get':
      return vault.get(step.name);
    case 'set':
      return vault.set(step.name, step.text);
    case 'remove':
      return vault.remove(step.name);
    case 'names':
      return vault.names();
    case 'state':
      return vault.state();
    case 'askAgain':
      return vault.askAgain();
    case 'wait':
      return nextLine();
  }
}

/** Waits until the line is out: a process that is killed takes along what it has not written. */
function report(line: VaultReport): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));
}

async function nextLine(): Promise<string> {
  const { value } = await lines.next();
  return String(value);
}

async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    rest += String(chunk);
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}
