import { utilityProcess, type UtilityProcess } from 'electron';
import type { EngineMessage, EngineRequest } from '../../../shared/ipc/engine-protocol';
import type { EngineChild, StartEngine } from '../../ports/engine-child';

/** Measured need of the largest tenants; a utility process has a heap of its own, apart from main's. */
const HEAP_MEGABYTES = 4096;

/** What a process needs to run at all. Nothing else of the environment may decide anything there, node's options least of all. */
const NEEDED = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'TZ', 'LANG', 'LC_ALL'];

/** The environment of a process of ours. */
export function environmentOf(all: NodeJS.ProcessEnv): Record<string, string> {
  const entries = NEEDED.map((name) => [name, all[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Starts the tenant engine as a utility process. */
export function engineStarter(entry: string): StartEngine {
  return (onMessage, onExit): EngineChild => {
    const child: UtilityProcess = utilityProcess.fork(entry, [], {
      serviceName: 'Mailscope engine',
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
      stdio: 'ignore',
      env: environmentOf(process.env),
    });
    child.on('message', (message: EngineMessage) => onMessage(message));
    child.once('exit', (code) => onExit(code));
    return {
      post: (message: EngineRequest) => child.postMessage(message),
      kill: () => {
        child.kill();
      },
    };
  };
}
