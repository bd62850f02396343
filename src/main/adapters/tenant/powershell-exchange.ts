import { z } from 'zod';
import { ok, type Result } from '../../../shared/domain/result';
import type { Failure } from '../../../shared/ipc/envelope';
import type { CommandsAnswer, ExchangeAnswer, ExchangeCommand, ExchangePort, TakeObjects } from '../../../shared/ipc/tenant-access';
import type { BridgeAnswer } from '../../ports/powershell';
import { exchangeAnswer, goneSentence, isExpired, noAnswer } from './exchange-problems';
import type { ConnectedSession, ExchangeAccess, ExchangeConnection, ExchangeSessions } from './exchange-sessions';

/** How long a cmdlet may say nothing: a large tenant needs minutes for its first mailbox. */
const CMDLET_SILENCE = 10 * 60_000;
const COMMANDS_SILENCE = 2 * 60_000;

const namesSchema = z.array(z.string());

/** Exchange Online through the PowerShell of this machine. */
export class PowerShellExchange implements ExchangePort {
  constructor(
    private readonly sessions: ExchangeSessions,
    private readonly access: ExchangeAccess,
    /** The cmdlets whose presence `commands` tells. */
    private readonly cmdlets: readonly string[],
  ) {}

  /** Connects, where it is not connected; a failure says why Exchange Online cannot be read. */
  connect(signal: AbortSignal): Promise<Result<ExchangeConnection, Failure>> {
    return this.sessions.use(this.access, signal, ({ connection }) => Promise.resolve(connection));
  }

  /** Connects anew: a role that was activated meanwhile counts from then on. */
  async reconnect(signal: AbortSignal): Promise<Result<ExchangeConnection, Failure>> {
    const renewed = await this.sessions.use(this.access, signal, (_session, renew) => renew());
    if (!renewed.ok) return renewed;
    return renewed.value.ok ? ok(renewed.value.value.connection) : renewed.value;
  }

  /** See the port. */
  async run(command: ExchangeCommand, signal: AbortSignal, take: TakeObjects): Promise<ExchangeAnswer> {
    let delivered = false;
    const answer = await this.ask(signal, isRepeatable(command) ? () => !delivered : () => false, (session) =>
      session.call('Invoke-MailscopeCmdlet', command, {
        signal,
        silence: CMDLET_SILENCE,
        take: (json) => {
          delivered = true;
          return take(json);
        },
      }),
    );
    return 'failure' in answer ? noAnswer(answer.failure) : exchangeAnswer(answer);
  }

  /** See the port. */
  async commands(signal: AbortSignal): Promise<CommandsAnswer> {
    const ask = (session: ConnectedSession): Promise<BridgeAnswer> =>
      session.call('Get-MailscopeCommand', { names: this.cmdlets }, { signal, silence: COMMANDS_SILENCE });
    const answer = await this.ask(signal, () => true, ask);
    if ('failure' in answer) return noAnswer(answer.failure);
    if (answer.kind === 'cancelled') return answer;
    if (answer.kind === 'gone') return { kind: 'unreachable', message: goneSentence(answer) };
    const names = answer.kind === 'done' ? namesSchema.safeParse(answer.value).data : undefined;
    return { kind: 'commands', names: names ?? null };
  }

  /** Asks, and asks once more where the connection had ended or the shell had died before it answered anything. */
  private async ask(
    signal: AbortSignal,
    mayRepeat: () => boolean,
    call: (session: ConnectedSession) => Promise<BridgeAnswer>,
  ): Promise<BridgeAnswer | { readonly failure: Failure }> {
    const outcome = await this.sessions.use(this.access, signal, async (session, renew) => {
      const answer = await call(session);
      if (!isWorthRepeating(answer) || !mayRepeat() || signal.aborted) return answer;
      const renewed = await renew();
      return renewed.ok ? call(renewed.value) : { failure: renewed.error };
    });
    return outcome.ok ? outcome.value : { failure: outcome.error };
  }
}

/** A shell that hung once would hang again; one that died may have had bad luck. */
function isWorthRepeating(answer: BridgeAnswer): boolean {
  return (answer.kind === 'error' && isExpired(answer)) || (answer.kind === 'gone' && answer.reason === 'exited');
}

/** What changes nothing can be done twice. */
function isRepeatable({ cmdlet }: ExchangeCommand): boolean {
  return /^(Get|Test)-/.test(cmdlet);
}
