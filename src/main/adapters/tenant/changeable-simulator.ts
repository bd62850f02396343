import { ok, type Result } from '../../../shared/domain/result';
import type { Failure } from '../../../shared/ipc/envelope';
import type { DemoClockPort, DemoOperator, SimulatorFacts } from '../../ports/demo-tenant';
import type { ChangeableTenant } from '../../ports/tenant-writer';
import { NodeHttp } from '../http/node-http';
import { AccountTokens } from './account-tokens';
import { GraphDirectory } from './graph-directory';
import { GraphWriter } from './graph-writer';
import { LoopbackHttp } from './loopback-http';
import { OperatorTokens } from './operator-tokens';
import { SimulatorExchange } from './simulator-exchange';
import { SimulatorExchangeWriter } from './simulator-exchange-writer';

/** The demo tenant as its operator changes it. A failure where the operator cannot sign in. */
export async function connectChangeableSimulator(
  { url, tenantId }: Pick<SimulatorFacts, 'url' | 'tenantId'>,
  operator: DemoOperator,
  clock: DemoClockPort,
  signal: AbortSignal,
): Promise<Result<ChangeableTenant, Failure>> {
  await clock.look();
  const now = (): number => Date.parse(clock.now());
  const reads = new NodeHttp();
  const writes = new NodeHttp({ sendsOnce: true });
  const operatorTokens = new OperatorTokens({ http: reads, address: url, tenantId, operator, now });
  // Whoever cannot sign in is told before anything begins.
  const first = await operatorTokens.token('graph', { fresh: false }, signal);
  if (!first.ok) return first;
  const graph = {
    graph: url,
    tokens: (wish: { readonly claims: string | null; readonly fresh: boolean }, asked: AbortSignal) =>
      operatorTokens.token('graph', wish, asked),
    now,
  };
  const exchangeTokens = new AccountTokens((wish, asked) => operatorTokens.token('exchange', wish, asked));
  return ok({
    tenantId,
    cloud: 'global',
    actor: operator.userPrincipalName,
    directory: new GraphDirectory({ ...graph, http: reads }),
    directoryWriter: new GraphWriter({ ...graph, http: writes }),
    exchange: new SimulatorExchange(new LoopbackHttp(url), exchangeTokens),
    exchangeWriter: new SimulatorExchangeWriter(writes, url, exchangeTokens),
    clock,
  });
}
