import { clockFrom } from '../../../src/engine/reading/reading-clock';
import { readTenant } from '../../../src/engine/reading/read-tenant';
import { connectSimulatedTenant } from '../../../src/main/adapters/tenant/simulated-tenant';

/** What the child is told on its command line. */
export interface ChildTask {
  readonly url: string;
  readonly credentials: { readonly tenantId: string; readonly appId: string; readonly secret: string };
  readonly folder: string;
  readonly target: string;
}

/** Reads a simulated tenant in a process of its own, until it is done or killed. */
const task = JSON.parse(process.argv[2] ?? '{}') as ChildTask;
const tenant = connectSimulatedTenant(task.url, task.credentials);
const result = await readTenant({
  directory: tenant.directory,
  exchange: tenant.exchange,
  clock: clockFrom(Date.now()),
  signal: new AbortController().signal,
  folder: task.folder,
  target: task.target,
  runId: 'run',
  wishes: { target: 'demo', tenantId: task.credentials.tenantId, cloud: 'global', mode: 'simulator', mailboxPermissions: 'all' },
  resume: false,
  version: 'simulator',
});
tenant.close();
process.exitCode = result.ok ? 0 : 1;
