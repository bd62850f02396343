import { z } from 'zod';
import type { DirectoryPort, ExchangePort } from '../../../shared/ipc/tenant-access';
import type { ConnectSimulator } from '../../ports/demo-tenant';
import { LoopbackHttp } from './loopback-http';
import { SimulatorDirectory } from './simulator-directory';
import { SimulatorExchange } from './simulator-exchange';
import { SimulatorTokens, type DemoCredentials } from './simulator-tokens';

/** The row of the simulated tenant in the table of clouds: loopback only, demo tokens only. */
export interface SimulatedTenant {
  readonly directory: DirectoryPort;
  readonly exchange: ExchangePort;
  close(): void;
}

/** Connects to a simulated tenant on this machine. */
export function connectSimulatedTenant(url: string, credentials: DemoCredentials): SimulatedTenant {
  const http = new LoopbackHttp(url);
  const tokens = new SimulatorTokens(http, credentials);
  return {
    directory: new SimulatorDirectory(http, tokens),
    exchange: new SimulatorExchange(http, tokens),
    close: () => http.close(),
  };
}

const clockSchema = z.object({ now: z.iso.datetime() });
/** A simulator that has just started answers at once. */
const PATIENCE = 10_000;

/** Connects the app to its simulator, and asks what time it is there. */
export const connectSimulator: ConnectSimulator = async ({ url, tenantId, appId, secret }) => {
  const http = new LoopbackHttp(url);
  const tokens = new SimulatorTokens(http, { tenantId, appId, secret });
  try {
    const { body } = await http.text({ method: 'GET', path: '/_simulator/clock', headers: {}, body: null }, AbortSignal.timeout(PATIENCE));
    const now = Date.parse(clockSchema.parse(JSON.parse(body)).now);
    const directory = new SimulatorDirectory(http, tokens);
    return { tenantId, cloud: 'global', mode: 'simulator', now, directory, exchange: new SimulatorExchange(http, tokens) };
  } catch {
    http.close();
    return null;
  }
};
