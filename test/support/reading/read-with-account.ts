import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHttp } from '../../../src/main/adapters/http/node-http';
import { bridgeHash } from '../../../src/main/adapters/powershell/bridge-files';
import { BRIDGE_HASHES } from '../../../src/main/adapters/powershell/bridge-hash';
import { NodePowerShellPort } from '../../../src/main/adapters/powershell/node-powershell-port';
import { AccountTokens } from '../../../src/main/adapters/tenant/account-tokens';
import { ExchangeSessions } from '../../../src/main/adapters/tenant/exchange-sessions';
import { GraphDirectory } from '../../../src/main/adapters/tenant/graph-directory';
import { LoopbackHttp } from '../../../src/main/adapters/tenant/loopback-http';
import { PowerShellExchange } from '../../../src/main/adapters/tenant/powershell-exchange';
import { PowerShellExchangeWriter } from '../../../src/main/adapters/tenant/powershell-exchange-writer';
import { SimulatorExchange } from '../../../src/main/adapters/tenant/simulator-exchange';
import type { PowerShellHost } from '../../../src/main/ports/powershell';
import type { ExchangeWriter } from '../../../src/main/ports/tenant-writer';
import { CLOUDS } from '../../../src/shared/domain/clouds/clouds';
import { CMDLETS_TO_ASK_FOR } from '../../../src/shared/domain/readiness/source-needs';
import { ok } from '../../../src/shared/domain/result';
import type { DirectoryPort, ExchangePort } from '../../../src/shared/ipc/tenant-access';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { createStandIn } from '../../powershell/support/generate-stand-in';
import { powershellPath } from '../find-powershell';
import type { TokenHolder } from './account-tokens';
import { readSimulator, type ReadingWish, type ReadSimulator } from './read-simulator';

const NEVER = new AbortController().signal;

/** A way to Exchange Online, and how it is let go. */
export interface ExchangeWay {
  readonly exchange: ExchangePort;
  readonly close: () => Promise<void> | void;
}

/** PowerShells with the bridge and the stand-in of Microsoft's module, which leads to a simulated tenant. */
export class BridgeMachine {
  private constructor(
    readonly port: NodePowerShellPort,
    private readonly host: PowerShellHost,
    private readonly simulator: RunningSimulator,
  ) {}

  static async open(folder: string, simulator: RunningSimulator, bridge: string): Promise<BridgeMachine> {
    const standIn = createStandIn(folder, simulator.url);
    const home = join(folder, 'home');
    mkdirSync(home, { recursive: true });
    const own = Object.fromEntries(['PATH', 'SystemRoot', 'TEMP', 'USERPROFILE'].map((name) => [name, process.env[name]]));
    const port = new NodePowerShellPort({
      folder: bridge,
      hashes: bridgeHashes(bridge),
      environment: { ...own, HOME: home },
      additional: standIn.environment,
    });
    const host = (await port.discover(powershellPath, NEVER)).find(({ path }) => path === powershellPath);
    if (!host) throw new Error('the PowerShell does not answer');
    return new BridgeMachine(port, host, simulator);
  }

  /** Exchange Online as somebody, by a shell of its own. */
  exchangeOf(person: TokenHolder): ExchangeWay & { readonly exchangeWriter: ExchangeWriter } {
    const { simulator } = this;
    const clock = { now: () => new Date(simulator.clock().now()).toISOString(), sleep: () => Promise.resolve() };
    const sessions = new ExchangeSessions({ powerShell: this.port, host: () => Promise.resolve(ok(this.host)), clock });
    const access = {
      tenantId: simulator.tenantId,
      accountId: 'somebody',
      organization: 'contoso.example',
      userPrincipalName: null,
      environment: CLOUDS.global.exchangeEnvironment,
      delegatedOrganization: null,
      signIn: { kind: 'token', tokens: (_signal: AbortSignal, fresh: boolean) => person.exchange(fresh) },
    } as const;
    return {
      exchange: new PowerShellExchange(sessions, access, CMDLETS_TO_ASK_FOR),
      exchangeWriter: new PowerShellExchangeWriter(sessions, access),
      close: () => sessions.closeAll(),
    };
  }

  close(): Promise<void> {
    return this.port.closeAll();
  }
}

/** Of the bridge as it lies there; whether it is what was shipped is the business of another test. */
function bridgeHashes(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(BRIDGE_HASHES).map((name) => [name, bridgeHash(readFileSync(join(folder, name), 'utf8'))]));
}

/** Exchange Online as somebody, over HTTP and nothing else. */
export function plainExchangeOf(simulator: RunningSimulator, person: TokenHolder): ExchangeWay {
  const http = new LoopbackHttp(simulator.url);
  const exchange = new SimulatorExchange(http, new AccountTokens(({ fresh }) => person.exchange(fresh)));
  return { exchange, close: () => http.close() };
}

/** Reads a simulated tenant as somebody who signed in: Graph as the app asks it, Exchange Online by the way that is given. */
export async function readAsPerson(
  simulator: RunningSimulator,
  person: TokenHolder,
  exchange: ExchangePort,
  wish: ReadingWish,
): Promise<ReadSimulator> {
  const { graph } = CLOUDS.demo;
  const http = new NodeHttp({ hosts: { [graph]: simulator.url } });
  const now = (): number => simulator.clock().now();
  const directory: DirectoryPort = new GraphDirectory({ http, graph, now, tokens: ({ fresh }) => person.graph(fresh) });
  try {
    return await readSimulator(simulator, { ...wish, change: (task) => ({ ...task, directory, exchange }) });
  } finally {
    http.close();
  }
}
