import { CLOUDS, type CloudId } from '../../shared/domain/clouds/clouds';
import { measured, notMeasured, type EndpointFact, type Measured, type ReportedProblem } from '../../shared/domain/readiness/facts';
import { ERROR_TEXTS, type ErrorCode } from '../../shared/ipc/error-codes';
import type { HttpPort, HttpProblem } from '../ports/http';
import type { Measures } from './readiness-limit';

/** Seconds that an address has. */
const SECONDS = 15;

interface Address {
  readonly id: EndpointFact['id'];
  readonly what: string;
  readonly url: string;
}

/**
 * Addresses that answer everybody, if only with a refusal: nothing is sent but the question. https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges
 */
function addressesOf(cloud: CloudId): readonly Address[] {
  const { authority, graph, exchange, exchangeEnvironment } = CLOUDS[cloud];
  return [
    { id: 'signIn', what: 'the sign-in service', url: `${authority}/common/v2.0/.well-known/openid-configuration` },
    { id: 'graph', what: 'Microsoft Graph', url: `${graph}/v1.0/me` },
    // Where PowerShell does not go, nobody needs the address.
    ...(exchangeEnvironment === null ? [] : [{ id: 'exchange', what: 'Exchange Online', url: `${exchange}/adminapi/` } as const]),
  ];
}

const PROBLEMS: Readonly<Record<HttpProblem, { readonly code: ErrorCode; readonly message: string }>> = {
  offline: { code: 'network-down', message: 'There is no connection to the network.' },
  nameNotFound: { code: 'network-down', message: 'Its name is not found.' },
  refused: { code: 'network-down', message: 'It refuses the connection.' },
  timeout: { code: 'network-down', message: 'It takes too long to answer.' },
  cut: { code: 'network-down', message: 'The connection broke.' },
  proxy: { code: 'proxy-refused', message: 'The proxy does not let the connection through.' },
  certificate: { code: 'proxy-certificate', message: 'The connection shows a certificate that this machine does not trust.' },
};

/** Whether the addresses of a cloud answer. */
export function measureNetwork(http: HttpPort, cloud: CloudId, measures: Measures): Promise<readonly EndpointFact[]> {
  return Promise.all(
    addressesOf(cloud).map(async ({ id, what, url }) => ({
      id,
      host: new URL(url).host,
      problem: await measures.one(`Network: ${what}`, SECONDS, (signal) => reach(http, url, signal)),
    })),
  );
}

async function reach(http: HttpPort, url: string, signal: AbortSignal): Promise<Measured<ReportedProblem | null>> {
  const outcome = await http.send({ method: 'GET', url, headers: {}, body: null }, signal);
  if (outcome.kind === 'cancelled') return notMeasured('it was cancelled');
  if (outcome.kind === 'unreachable') return measured(problemOf(outcome.problem));
  // 407: the answer is the proxy's, not that of the address.
  return measured(outcome.status === 407 ? problemOf('proxy') : null);
}

function problemOf(problem: HttpProblem): ReportedProblem {
  const { code, message } = PROBLEMS[problem];
  return { code, message, next: ERROR_TEXTS[code].next };
}
