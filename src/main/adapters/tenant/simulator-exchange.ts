import { z } from 'zod';
import type { CommandsAnswer, ExchangeAnswer, ExchangeCommand, ExchangePort, TakeObjects } from '../../../shared/ipc/tenant-access';
import { connectionProblem, headersOf, type LoopbackHttp } from './loopback-http';
import { ObjectPieces } from './object-pieces';
import type { TokenUser } from './token-user';

const RESOURCE = 'https://outlook.office365.com';

const cmdletsSchema = z.object({ cmdlets: z.array(z.object({ name: z.string() })) });
const doneSchema = z.object({ objects: z.array(z.unknown()), warnings: z.array(z.string()).nullish() });
const errorSchema = z.object({ error: z.object({ category: z.string(), id: z.string(), message: z.string() }) });

/** Exchange Online of the simulated tenant: cmdlets over HTTP. */
export class SimulatorExchange implements ExchangePort {
  constructor(
    private readonly http: LoopbackHttp,
    private readonly tokens: TokenUser,
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

  /** See the port. */
  async commands(signal: AbortSignal): Promise<CommandsAnswer> {
    const answer = await this.tokens.use<CommandsAnswer | 'refused'>(
      RESOURCE,
      signal,
      (token) => this.commandsWith(token, signal),
      (outcome) => outcome === 'refused',
    );
    return answer === 'refused' ? { kind: 'notSignedIn', message: 'the token is not accepted' } : answer;
  }

  private async commandsWith(token: string, signal: AbortSignal): Promise<CommandsAnswer | 'refused'> {
    const headers = { authorization: `Bearer ${token}` };
    try {
      const { message, body } = await this.http.text({ method: 'GET', path: '/exchange/cmdlets', headers, body: null }, signal);
      if (message.statusCode === 401) return 'refused';
      const parsed = message.statusCode === 200 ? cmdletsSchema.safeParse(JSON.parse(body)) : null;
      return { kind: 'commands', names: parsed?.success ? parsed.data.cmdlets.map(({ name }) => name) : null };
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'unreachable', message: connectionProblem(error) };
    }
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
