import { Agent, request, type IncomingMessage } from 'node:http';

/** A service that says nothing for so long is taken for gone. */
const SILENCE = 120_000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A request to the simulated tenant. */
export interface LoopbackRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** HTTP to this machine itself, with connections that are kept: the simulated tenant is never anywhere else. */
export class LoopbackHttp {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private readonly base: URL;

  /** Throws where the address is not this machine: that would be a mistake in the code. */
  constructor(base: string) {
    this.base = new URL(base);
    if (this.base.protocol !== 'http:' || !LOOPBACK.has(this.base.hostname)) throw new Error('not a loopback address');
  }

  /** Sends a request; the answer's body is still to come. Rejects where nobody answers, or when cancelled. */
  send({ method, path, headers, body }: LoopbackRequest, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const content = body === null ? null : Buffer.from(body);
      const { hostname, port } = this.base;
      const sent = request(
        {
          agent: this.agent,
          hostname: hostname.replace(/^\[|\]$/g, ''),
          port,
          method,
          path,
          headers: { ...headers, ...(content === null ? {} : { 'content-length': String(content.length) }) },
          signal,
          timeout: SILENCE,
        },
        resolve,
      );
      sent.once('timeout', () => sent.destroy(new Error('the service did not answer in time')));
      sent.once('error', reject);
      sent.end(content ?? undefined);
    });
  }

  /** Sends a request and reads the answer whole. */
  async text(message: LoopbackRequest, signal: AbortSignal): Promise<{ readonly message: IncomingMessage; readonly body: string }> {
    const answer = await this.send(message, signal);
    answer.setEncoding('utf8');
    let body = '';
    for await (const chunk of answer as AsyncIterable<string>) body += chunk;
    return { message: answer, body };
  }

  /** Lets go of the connections. */
  close(): void {
    this.agent.destroy();
  }
}

/** The headers of an answer that matter here, names in lower case. */
export function headersOf(message: IncomingMessage): Record<string, string> {
  const entries = Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** What went wrong with a connection, in words that hold nothing of what was sent. */
export function connectionProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'nobody answers at the address of the tenant';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return 'the connection broke';
    default:
      return code === '' && error instanceof Error && error.message === 'aborted'
        ? 'the connection broke'
        : `no connection${code === '' ? '' : ` (${code})`}`;
  }
}
