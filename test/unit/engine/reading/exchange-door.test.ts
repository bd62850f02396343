import { describe, expect, it } from 'vitest';
import { ExchangeDoor } from '../../../../src/engine/reading/exchange-door';
import type { ExchangeAnswer } from '../../../../src/shared/ipc/tenant-access';
import { FakeExchange, StandingClock, type CmdletResult } from '../../../support/reading/fake-tenant';

function door(serve: (times: number) => CmdletResult): { door: ExchangeDoor; exchange: FakeExchange; clock: StandingClock } {
  const clock = new StandingClock();
  const exchange = new FakeExchange(clock, (_cmdlet, times) => serve(times));
  const signal = new AbortController().signal;
  return { door: new ExchangeDoor({ port: exchange, clock, signal, random: () => 1 }), exchange, clock };
}

const COMMAND = { cmdlet: 'Get-Mailbox', parameters: {} };
const failed = (category: string, id: string, message: string): ExchangeAnswer => ({ kind: 'error', category, id, message });

async function run(
  serve: (times: number) => CmdletResult,
): Promise<{ objects: unknown[]; outcome: unknown; clock: StandingClock; times: number }> {
  const parts = door(serve);
  const objects: unknown[] = [];
  const outcome = await parts.door.run(
    COMMAND,
    (some) => void objects.push(...some),
    () => void objects.splice(0),
  );
  return { objects, outcome, clock: parts.clock, times: parts.exchange.asked.length };
}

describe('a cmdlet', () => {
  it.each([
    ['is tried where nobody says which there are', null, true],
    ['is tried where the roles show it, whatever its case', ['get-MAILBOX'], true],
    ['is not tried where no role shows it', ['Get-User'], false],
  ])('%s', async (_case, names, tried) => {
    const parts = door(() => []);
    parts.exchange.names = names;
    await parts.door.learnCommands();
    const outcome = await parts.door.run(
      COMMAND,
      () => undefined,
      () => undefined,
    );
    expect(parts.exchange.asked).toHaveLength(tried ? 1 : 0);
    expect(outcome).toMatchObject(
      tried ? { ok: true } : { ok: false, error: { kind: 'forbidden', reason: 'no role of the account shows Get-Mailbox' } },
    );
  });

  it.each([
    ['is not tried where only the module has it', ['Get-EXOMailbox'], false],
    ['is tried where a role shows what it stands for', ['Get-EXOMailbox', 'Get-Mailbox'], true],
    ['is not tried where the module lacks it', ['Get-Mailbox'], false],
  ])('of the module %s, and the role is named', async (_case, names, tried) => {
    const parts = door(() => []);
    parts.exchange.names = names;
    await parts.door.learnCommands();
    const nothing = (): void => undefined;
    const outcome = await parts.door.run({ cmdlet: 'Get-EXOMailbox', parameters: {} }, nothing, nothing);
    expect(parts.exchange.asked).toHaveLength(tried ? 1 : 0);
    const reason = 'no role of the account shows Get-EXOMailbox, as View-Only Recipients would';
    expect(outcome).toEqual(tried ? { ok: true, value: null } : { ok: false, error: { kind: 'forbidden', reason } });
  });

  it('hands on its objects', async () => {
    expect(await run(() => [{ Name: 'a' }])).toMatchObject({ objects: [{ Name: 'a' }], outcome: { ok: true } });
  });

  it.each([
    ["The term 'Get-Mailbox' is not recognized as a name of a cmdlet, function, script file, or executable program.", 'forbidden'],
    ["A parameter cannot be found that matches parameter name 'IncludeUnresolvedPermissions'.", 'forbidden'],
    ['User is not allowed to call Get-EXOMailbox', 'refused'],
    ["The operation couldn't be performed because object 'x' couldn't be found on 'DC1'.", 'notFound'],
    ['Something else altogether', 'refused'],
  ])('that fails with %s', async (message, kind) => {
    const { outcome, times } = await run(() => failed('NotSpecified', 'Some', message));
    expect(outcome).toMatchObject({ ok: false, error: { kind } });
    expect(times).toBe(1);
  });

  it('whose id says that a role is missing is forbidden, whatever its words', async () => {
    const { outcome } = await run(() =>
      failed('NotSpecified', 'Unauthorized,Microsoft.Exchange.Management.RestApiClient.GetExoMailbox', 'User is not allowed'),
    );
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
  });

  it.each([
    ['asks to wait', { kind: 'busy', status: 429, retryAfter: '25', date: null } as ExchangeAnswer, [25_000]],
    ['is busy', { kind: 'busy', status: 503, retryAfter: null, date: null } as ExchangeAnswer, [500]],
    ['reports a micro delay', failed('ResourceBusy', 'MicroDelay', 'Micro delay applied.'), [500]],
    [
      'fails on its own side',
      failed('NotSpecified', 'x', 'A server side error has occurred because of which the operation could not be completed.'),
      [500],
    ],
    ['breaks off', { kind: 'unreachable', message: 'the connection broke' } as ExchangeAnswer, [500]],
  ])('is run again where the service %s', async (_what, first, waits) => {
    const { outcome, clock, times } = await run((count) => (count === 0 ? first : []));
    expect(outcome).toMatchObject({ ok: true });
    expect(times).toBe(2);
    expect(clock.waits).toEqual(waits);
  });

  it('takes back what came before it broke off', async () => {
    const clock = new StandingClock();
    let times = 0;
    const port = {
      run: async (_command: unknown, _signal: unknown, take: (json: string) => Promise<void> | void): Promise<ExchangeAnswer> => {
        times += 1;
        await take(`[{"Name":"${times}"}]`);
        return times === 1 ? { kind: 'unreachable', message: 'the connection broke' } : { kind: 'done', warnings: [] };
      },
      commands: () => Promise.resolve({ kind: 'commands', names: null } as const),
    };
    const exchange = new ExchangeDoor({ port, clock, signal: new AbortController().signal });
    const objects: unknown[] = [];
    await exchange.run(
      COMMAND,
      (some) => void objects.push(...some),
      () => void objects.splice(0),
    );
    expect(objects).toEqual([{ Name: '2' }]);
  });

  it('goes with two others at most, with fewer where the service asks for it', async () => {
    const { door: exchange, exchange: asked } = door(() => []);
    const runs = (): Promise<unknown> =>
      Promise.all(
        Array.from({ length: 9 }, () =>
          exchange.run(
            COMMAND,
            () => undefined,
            () => undefined,
          ),
        ),
      );
    await runs();
    expect(asked.most).toBe(3);
    exchange.useConnections(1);
    asked.most = 0;
    await runs();
    expect(asked.most).toBe(1);
  });
});
