import { utilityProcess } from 'electron';
import { z } from 'zod';
import type { StartSimulator } from '../../ports/demo-tenant';
import { environmentOf } from './engine-process';

const readySchema = z.object({
  kind: z.literal('ready'),
  url: z.string(),
  tenantId: z.string(),
  appId: z.string(),
  secret: z.string(),
  operator: z.object({ userPrincipalName: z.string(), password: z.string(), clientId: z.string() }).nullable(),
});

/** Starts the demo tenant as a utility process. Its only way to us is HTTP on loopback, like any tenant's; it says once where. */
export function simulatorStarter(entry: string, faults: readonly string[]): StartSimulator {
  return (onReady, onExit) => {
    const child = utilityProcess.fork(entry, [...faults], {
      serviceName: 'Mailscope demo tenant',
      stdio: 'ignore',
      env: environmentOf(process.env),
    });
    child.on('message', (message: unknown) => {
      const ready = readySchema.safeParse(message);
      if (ready.success) onReady(ready.data);
    });
    child.once('exit', onExit);
    return {
      kill: () => {
        child.kill();
      },
    };
  };
}
