import { z } from 'zod';
import type { ExchangeCommand } from '../../../shared/ipc/tenant-access';
import type { HttpPort } from '../../ports/http';
import type { ExchangeChangeAnswer, ExchangeWriter } from '../../ports/tenant-writer';
import { ChangeTurns, NEVER } from './change-turns';
import type { TokenUser } from './token-user';

const RESOURCE = 'https://outlook.office365.com';

const doneSchema = z.object({ objects: z.array(z.unknown()), warnings: z.array(z.string()).nullish() });
const errorSchema = z.object({ error: z.object({ category: z.string(), id: z.string(), message: z.string() }) });

/** What writes in the simulated tenant; the rest of its cmdlets read. */
const WRITES = /^(?:New|Set|Add|Remove|Update|Enable|Disable)-[A-Za-z]+$/;

/** Changes of Exchange Online in the simulated tenant: cmdlets over HTTP. */
export class SimulatorExchangeWriter implements ExchangeWriter {
  private readonly turns = new ChangeTurns();

  constructor(
    /** Sends each request once, on a connection of its own. */
    private readonly http: HttpPort,
    private readonly address: string,
    private readonly tokens: TokenUser,
  ) {}

  /** See the port. `cancelled` means that nothing was sent. */
  change(command: ExchangeCommand, signal: AbortSignal): Promise<ExchangeChangeAnswer> {
    if (!WRITES.test(command.cmdlet)) {
      const message = 'Mailscope does not change anything with this cmdlet.';
      return Promise.resolve({ kind: 'error', category: 'PermissionDenied', id: 'MailscopeCmdletNotAllowed', message });
    }
    return this.turns.run<ExchangeChangeAnswer>(signal, { kind: 'cancelled' }, async (begun) => {
      const answer = await this.tokens.use<ExchangeChangeAnswer | 'refused'>(
        RESOURCE,
        signal,
        (token) => {
          begun();
          return this.send(token, command);
        },
        (outcome) => outcome === 'refused',
      );
      return answer === 'refused' ? { kind: 'notSignedIn', message: 'the token is not accepted' } : answer;
    });
  }

  private async send(token: string, { cmdlet, parameters }: ExchangeCommand): Promise<ExchangeChangeAnswer | 'refused'> {
    const outcome = await this.http.send(
      {
        method: 'POST',
        url: `${this.address}/exchange/cmdlet`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        // As the bridge does: nobody is there to confirm.
        body: JSON.stringify({ cmdlet, parameters: { ...parameters, Confirm: false } }),
      },
      NEVER,
    );
    if (outcome.kind === 'cancelled') return outcome;
    if (outcome.kind === 'unreachable') return { kind: 'unreachable', message: outcome.message };
    const { status, headers, body } = outcome;
    if (status === 401) return 'refused';
    if (status === 429 || status === 503) {
      return { kind: 'busy', status, retryAfter: headers['retry-after'] ?? null, date: headers['date'] ?? null };
    }
    // What failed on the other side may have been done before it failed.
    if (status >= 500) return { kind: 'unreachable', message: `the service failed (${String(status)})` };
    return read(body);
  }
}

function read(text: string): ExchangeChangeAnswer {
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
    ? { kind: 'done', warnings: done.data.warnings ?? [], objects: done.data.objects }
    : { kind: 'unreachable', message: 'the answer is none of a cmdlet' };
}
