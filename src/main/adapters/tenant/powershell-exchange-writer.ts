import type { ExchangeCommand } from '../../../shared/ipc/tenant-access';
import type { BridgeAnswer } from '../../ports/powershell';
import type { ExchangeChangeAnswer, ExchangeWriter } from '../../ports/tenant-writer';
import { NEVER } from './change-turns';
import { exchangeAnswer, isExpired, noAnswer } from './exchange-problems';
import type { ExchangeAccess, ExchangeSessions } from './exchange-sessions';

/** How long a change may say nothing: a new group takes a minute on a bad day. */
const CHANGE_SILENCE = 5 * 60_000;

/** Changes of Exchange Online through the PowerShell of this machine. */
export class PowerShellExchangeWriter implements ExchangeWriter {
  constructor(
    private readonly sessions: ExchangeSessions,
    private readonly access: ExchangeAccess,
  ) {}

  /** See the port. `cancelled` means that nothing was sent; a change that has begun is waited for. */
  async change(command: ExchangeCommand, signal: AbortSignal): Promise<ExchangeChangeAnswer> {
    const waiting = new AbortController();
    const stop = (): void => {
      waiting.abort();
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const objects: unknown[] = [];
    try {
      const outcome = await this.sessions.use<BridgeAnswer>(this.access, waiting.signal, async (session, renew) => {
        if (waiting.signal.aborted) return { kind: 'cancelled' };
        signal.removeEventListener('abort', stop);
        const answer = await session.call('Invoke-MailscopeChange', command, {
          signal: NEVER,
          silence: CHANGE_SILENCE,
          take: (json) => {
            objects.push(...(JSON.parse(json) as unknown[]));
          },
        });
        // The connection has ended and nothing was done. It is made anew for what comes next; the change is not sent again here.
        if (answer.kind === 'error' && isExpired(answer)) await renew();
        return answer;
      });
      if (!outcome.ok) return noAnswer(outcome.error);
      const answer = exchangeAnswer(outcome.value);
      return answer.kind === 'done' ? { ...answer, objects } : answer;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
