import { headersOf, LoopbackHttp } from '../../../src/main/adapters/tenant/loopback-http';
import { SimulatorExchange } from '../../../src/main/adapters/tenant/simulator-exchange';
import type { TokenUser } from '../../../src/main/adapters/tenant/token-user';
import type { DirectoryPort } from '../../../src/shared/ipc/tenant-access';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { EXCHANGE, GRAPH, personToken } from '../simulator-client';
import { readSimulator, type ReadingWish, type ReadSimulator } from '../reading/read-simulator';

/** The tokens of a person who signed in with everything that the product asks for. */
export interface PersonTokens {
  readonly graph: string;
  readonly exchange: string;
}

/** Signs in a person of a simulated tenant, by the beginning of the name. */
export function tokensOf(simulator: RunningSimulator, name: string, scopes: readonly string[]): PersonTokens {
  const user = [...simulator.state().users].find(({ userPrincipalName }) => userPrincipalName.startsWith(name));
  if (!user) throw new Error(`there is no ${name}`);
  return {
    graph: personToken(simulator, user.id, scopes, GRAPH),
    exchange: personToken(simulator, user.id, ['Exchange.Manage'], EXCHANGE),
  };
}

/** Reads a simulated tenant as the app does, with the rights of a person. */
export async function readWithTokens(simulator: RunningSimulator, tokens: PersonTokens, wish: ReadingWish): Promise<ReadSimulator> {
  const http = new LoopbackHttp(simulator.url);
  const directory: DirectoryPort = {
    send: async (request, signal) => {
      const headers = { ...request.headers, authorization: `Bearer ${tokens.graph}` };
      const { message, body } = await http.text({ ...request, headers }, signal);
      return { kind: 'answer', status: message.statusCode ?? 0, headers: headersOf(message), body };
    },
  };
  const user: TokenUser = { use: (_resource, _signal, send) => send(tokens.exchange) };
  try {
    return await readSimulator(simulator, {
      ...wish,
      change: (task) => ({ ...task, directory, exchange: new SimulatorExchange(http, user) }),
    });
  } finally {
    http.close();
  }
}
