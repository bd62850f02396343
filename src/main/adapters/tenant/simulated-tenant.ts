import type { DirectoryPort, ExchangePort } from '../../../shared/ipc/tenant-access';
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
