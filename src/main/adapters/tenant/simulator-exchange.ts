import { z } from 'zod';
import type { ExchangeAnswer, ExchangeCommand, ExchangePort, TakeObjects } from '../../../shared/ipc/tenant-access';
import { connectionProblem, headersOf, type LoopbackHttp } from './loopback-http';
import { ObjectPieces } from './object-pieces';
import type { SimulatorTokens } from './simulator-tokens';

const RESOURCE = 'https://outlook.office365.com';

const doneSchema = z.object({ objects: z.array(z.unknown()), warnings: z.array(z.string()).nullish() });
const errorSchema = z.object({ error: z.object({ category: z.string(), id: z.string(), message: z.string() }) });

/** Exchange Online of the simulated tenant: cmdlets over HTTP. */
export class SimulatorExchange implements ExchangePort {
  constructor(
    private readonly http: LoopbackHttp,
    private readonly tokens: SimulatorTokens,
  ) {}

  /** See the port. */
  async run(command: ExchangeCommand, signal: AbortSignal, take: TakeObjects): Promise<ExchangeAnswer> {
    const answer = await this.tokens.use<ExchangeAnswer | 'refused'>(
      RESOURCE,
      signal,
      (token) => this.runWith(token, command, signal, take),
      (outcome) => outcome === 'refused',
    );
    return answer === 'refused' ? { kind: 'notSignedIn', message: 'the token is not accepted' } : answer;
  }

  private async runWith(
    token: string,
    command: ExchangeCommand,
    signal: AbortSignal,
    take: TakeObjects,
  ): Promise<ExchangeAnswer | 'refused'> {
    try {
      const answer = await this.http.send(
        {
          method: 'POST',
          path: '/exchange/cmdlet',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(command),
        },
        signal,
      );
      answer.setEncoding('utf8');
      const status = answer.statusCode ?? 0;
      const pieces = new ObjectPieces();
      for await (const chunk of answer as AsyncIterable<string>) for (const piece of pieces.push(chunk)) await take(piece);
      if (status === 401) return 'refused';
      const headers = headersOf(answer);
      if (status === 429 || status >= 500) {
        return { kind: 'busy', status, retryAfter: headers['retry-after'] ?? null, date: headers['date'] ?? null };
      }
      return readRest(pieces.rest());
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'unreachable', message: connectionProblem(error) };
    }
  }
}

function readRest(text: string): ExchangeAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreachable', message: 'the answer was cut off' };
  }
  const failed = errorSchema.safeParse(value);
  if (failed.success) return { kind: 'error', ...failed.data.error };
  const done = doneSchema.safeParse(value);
  return done.success
    ? { kind: 'done', warnings: done.data.warnings ?? [] }
    : { kind: 'unreachable', message: 'the answer is none of a cmdlet' };
}
