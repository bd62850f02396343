import { measured, notMeasured, type Measured, type Probe } from '../../shared/domain/readiness/facts';
import type { HttpPort } from '../ports/http';
import type { Measures } from './readiness-limit';

/** Seconds that a request has. */
const SECONDS = 15;

/** What Graph said to a request: the body it served, or its refusal. */
export type GraphSaid = { readonly served: true; readonly body: unknown } | Extract<Probe, { served: false }>;

/** Reads from Microsoft Graph with one token, each address once. */
export class GraphReads {
  private readonly asked = new Map<string, Promise<Measured<GraphSaid>>>();

  constructor(
    private readonly http: HttpPort,
    private readonly address: string,
    private readonly token: Measured<string>,
    private readonly measures: Measures,
  ) {}

  /** What Graph says to a path. */
  get(path: string, what: string): Promise<Measured<GraphSaid>> {
    const { token } = this;
    if (!token.known) return Promise.resolve(token);
    const held =
      this.asked.get(path) ?? this.measures.queued(`Microsoft Graph: ${what}`, SECONDS, (signal) => this.ask(path, token.value, signal));
    this.asked.set(path, held);
    return held;
  }

  /** The same, as a value that is read from the body; a refusal leaves it not measured. */
  async value<Value>(path: string, what: string, read: (body: unknown) => Value | null): Promise<Measured<Value>> {
    const said = await this.get(path, what);
    if (!said.known) return said;
    if (!said.value.served) return notMeasured(`Microsoft Graph refuses to show it (${said.value.code})`);
    const value = read(said.value.body);
    return value === null ? notMeasured('the answer of Microsoft Graph was not understood') : measured(value);
  }

  private async ask(path: string, token: string, signal: AbortSignal): Promise<Measured<GraphSaid>> {
    const outcome = await this.http.send(
      {
        method: 'GET',
        url: `${this.address}${path}`,
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        body: null,
      },
      signal,
    );
    if (outcome.kind === 'cancelled') return notMeasured('it was cancelled');
    if (outcome.kind === 'unreachable') return notMeasured(`Microsoft Graph does not answer: ${lowerFirst(outcome.message)}`);
    const { status, body } = outcome;
    const json = parse(body);
    if (status === 200)
      return json === null ? notMeasured('the answer of Microsoft Graph was not understood') : measured({ served: true, body: json });
    if (status === 403) {
      // Graph always says why. A page without a code is that of a proxy, and says nothing about the account.
      return field(json, 'error') === undefined
        ? notMeasured('something on the way to Microsoft Graph refuses the request')
        : measured({ served: false, ...refusalOf(json) });
    }
    if (status === 401) return notMeasured('Microsoft Graph asks for a new sign-in');
    if (status === 429 || status >= 500) return notMeasured(`Microsoft Graph is busy (${status})`);
    return notMeasured(`Microsoft Graph answered ${status} (${refusalOf(json).code})`);
  }
}

/** What Graph said as a probe: what it served is left out. */
export function probeOf(said: Measured<GraphSaid>): Measured<Probe> {
  return said.known && said.value.served ? measured({ served: true }) : (said as Measured<Probe>);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

function refusalOf(json: unknown): { readonly code: string; readonly message: string } {
  const error = field(json, 'error');
  const code = field(error, 'code');
  const message = field(error, 'message');
  return {
    code: typeof code === 'string' && code !== '' ? code.slice(0, 100) : 'unknown',
    message: typeof message === 'string' && message !== '' ? (message.split(/[\r\n]/)[0] ?? '').slice(0, 300) : 'no reason given',
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** A sentence as the end of another one, without its full stop. */
export function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/\.$/, '');
}
