import { BridgeSession } from '../../../src/main/adapters/powershell/bridge-session';
import { NodePowerShellPort } from '../../../src/main/adapters/powershell/node-powershell-port';
import { descendants } from '../../../src/main/adapters/powershell/process-tree';
import { powerShellHost } from './make-fake-pwsh';

/** A process that runs a shell, as the app does, until somebody kills it. It tells the id of the shell when that is ready. */
interface Wish {
  readonly path: string;
  readonly bridge: string;
  readonly hashes?: Readonly<Record<string, string>>;
  readonly moduleVersions: readonly string[];
  /** Whether the shell works on something that takes long. */
  readonly busy: boolean;
}

const { path, bridge, hashes, moduleVersions, busy } = JSON.parse(process.argv[2] ?? '') as Wish;

const port = new NodePowerShellPort({
  folder: bridge,
  ...(hashes && { hashes }),
  environment: process.env,
  additional: Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('MAILSCOPE_STAND_IN'))) as Record<
    string,
    string
  >,
});
const opened = await port.open(powerShellHost({ path, moduleVersions }));
if (!opened.ok) throw new Error(JSON.stringify(opened.error));

const [shell] = await descendants(process.pid);
if (busy && opened.value instanceof BridgeSession) {
  // Nothing that the product could send takes so long by itself.
  const options = { signal: new AbortController().signal, silence: 600_000 };
  void opened.value.run(() => '[Console]::Error.WriteLine(1); Start-Sleep -Seconds 600', options);
}
process.send?.(shell?.id ?? 0);
setInterval(() => undefined, 1_000_000);
