import { ok, type Result } from '../../src/shared/domain/result';
import type { Failure } from '../../src/shared/ipc/envelope';
import type {
  BridgeAnswer,
  BridgeCall,
  BridgeFunction,
  PowerShellHost,
  PowerShellPort,
  PowerShellSession,
} from '../../src/main/ports/powershell';

/** What a call of a fake session was given. */
export interface FakeCall {
  readonly session: number;
  readonly name: BridgeFunction;
  readonly argument: unknown;
  readonly secret: string | undefined;
}

/** Answers a call; what it hands to `take` arrives like the objects of a cmdlet. */
export type FakeAnswer = (call: FakeCall, options: BridgeCall) => BridgeAnswer | Promise<BridgeAnswer>;

/** A PowerShell in memory: sessions that answer as the test says, and that are gone after an answer that says so. */
export class FakePowerShell implements PowerShellPort {
  readonly calls: FakeCall[] = [];
  readonly sessions: FakeSession[] = [];
  hosts: readonly PowerShellHost[] = [];
  searches: (string | null)[] = [];
  refusal: Failure | null = null;
  answer: FakeAnswer = (call) => usualAnswer(call);

  discover(path: string | null): Promise<readonly PowerShellHost[]> {
    this.searches.push(path);
    return Promise.resolve(this.hosts);
  }

  open(host: PowerShellHost): Promise<Result<PowerShellSession, Failure>> {
    if (this.refusal) return Promise.resolve({ ok: false, error: this.refusal });
    const session = new FakeSession(this, host, this.sessions.length + 1);
    this.sessions.push(session);
    return Promise.resolve(ok(session));
  }
}

/** A session of a fake PowerShell. */
export class FakeSession implements PowerShellSession {
  alive = true;

  constructor(
    private readonly owner: FakePowerShell,
    readonly host: PowerShellHost,
    private readonly number: number,
  ) {}

  async call(name: BridgeFunction, argument: unknown, options: BridgeCall): Promise<BridgeAnswer> {
    if (options.signal.aborted) return { kind: 'cancelled' };
    const call = { session: this.number, name, argument, secret: options.secret };
    this.owner.calls.push(call);
    const answer = await this.owner.answer(call, options);
    if (answer.kind === 'gone' || answer.kind === 'cancelled') this.alive = false;
    return answer;
  }

  close(): Promise<void> {
    this.alive = false;
    return Promise.resolve();
  }
}

/** What the bridge answers when everything goes well. */
export function usualAnswer({ name, argument }: FakeCall): BridgeAnswer {
  const given = argument as { readonly organization?: string; readonly names?: readonly string[] };
  const values = {
    'Connect-MailscopeExchange': { moduleVersion: '3.9.0', organization: given.organization },
    'Disconnect-MailscopeExchange': null,
    'Get-MailscopeCommand': given.names,
    'Invoke-MailscopeCmdlet': { count: 0 },
    'Invoke-MailscopeChange': { count: 0 },
  } as const;
  return { kind: 'done', value: values[name], warnings: [] };
}
