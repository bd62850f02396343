import { describe, expect, it } from 'vitest';
import { ExchangeSessions, type ExchangeAccess } from '../../../../../src/main/adapters/tenant/exchange-sessions';
import { PowerShellExchange } from '../../../../../src/main/adapters/tenant/powershell-exchange';
import { PowerShellExchangeWriter } from '../../../../../src/main/adapters/tenant/powershell-exchange-writer';
import type { BridgeAnswer } from '../../../../../src/main/ports/powershell';
import { err, ok } from '../../../../../src/shared/domain/result';
import { failure } from '../../../../../src/shared/ipc/envelope';
import { FakePowerShell, usualAnswer, type FakeAnswer } from '../../../../support/fake-powershell';
import { powerShellHost } from '../../../../support/fake-pwsh/make-fake-pwsh';
import { FakeClock } from '../../../../support/fakes';

const quiet = new AbortController().signal;
const COMMAND = { cmdlet: 'New-ManagementScope', parameters: { Name: 'Only sales' } } as const;
const CHANGE = 'Invoke-MailscopeChange';

/** A writer, and a reader of the same account, over shells in memory. */
function setUp(answer?: BridgeAnswer | FakeAnswer) {
  const powerShell = new FakePowerShell();
  powerShell.answer = (call, options) => {
    if (call.name !== CHANGE || answer === undefined) return usualAnswer(call);
    return typeof answer === 'function' ? answer(call, options) : answer;
  };
  const sessions = new ExchangeSessions({
    powerShell,
    host: () => Promise.resolve(ok(powerShellHost())),
    clock: new FakeClock(),
    later: () => () => undefined,
  });
  const access: ExchangeAccess = {
    tenantId: 'tenant',
    accountId: 'account',
    organization: 'contoso.com',
    userPrincipalName: null,
    environment: 'O365Default',
    delegatedOrganization: null,
    signIn: { kind: 'module', useDeviceCode: false, disableWam: true },
  };
  const changes = () => powerShell.calls.filter(({ name }) => name === CHANGE);
  const names = () => powerShell.calls.map(({ session, name }) => `${String(session)} ${name}`);
  return {
    powerShell,
    sessions,
    access,
    changes,
    names,
    writer: new PowerShellExchangeWriter(sessions, access),
    reader: new PowerShellExchange(sessions, access, []),
  };
}

describe('a change by PowerShell', () => {
  it('is one call of the bridge’s own function, and answers what was written', async () => {
    const { writer, changes, powerShell } = setUp(async (call, { take }) => {
      await take?.('[{"Name":"Only sales"},{"Name":"b"}]');
      await take?.('[{"Name":"c"}]');
      return { kind: 'done', value: { count: 3 }, warnings: ['careful'] };
    });
    expect(await writer.change(COMMAND, quiet)).toEqual({
      kind: 'done',
      warnings: ['careful'],
      objects: [{ Name: 'Only sales' }, { Name: 'b' }, { Name: 'c' }],
    });
    expect(changes().map(({ argument }) => argument)).toEqual([COMMAND]);
    expect(powerShell.sessions).toHaveLength(1);
  });

  it.each<[string, BridgeAnswer, object]>([
    ['the shell died', { kind: 'gone', reason: 'exited', message: '' }, { kind: 'unreachable' }],
    ['the shell hangs', { kind: 'gone', reason: 'timeout', message: '' }, { kind: 'unreachable' }],
    ['the answer is damaged', { kind: 'gone', reason: 'garbled', message: '' }, { kind: 'unreachable' }],
    ['it is refused', { kind: 'error', category: 'InvalidOperation', id: 'X', message: 'It exists.' }, { kind: 'error', id: 'X' }],
    ['the service is busy', { kind: 'error', category: 'X', id: 'X', message: 'Micro delay applied (429)' }, { kind: 'busy', status: 429 }],
    [
      'nobody was reached',
      { kind: 'error', category: 'X', id: 'X', message: 'An error occurred while sending the request.' },
      { kind: 'unreachable' },
    ],
    ['the session has ended', { kind: 'error', category: 'X', id: 'X', message: 'The token has expired.' }, { kind: 'notSignedIn' }],
  ])('is sent once where %s', async (_case, answer, outcome) => {
    const { writer, changes } = setUp(answer);
    expect(await writer.change(COMMAND, quiet)).toMatchObject(outcome);
    expect(changes()).toHaveLength(1);
  });

  it('finds the connection made anew after one that had ended', async () => {
    const answers: BridgeAnswer[] = [{ kind: 'error', category: 'X', id: 'X', message: 'The token has expired.' }];
    const { writer, names } = setUp((call) => answers.shift() ?? usualAnswer(call));
    await writer.change(COMMAND, quiet);
    expect(await writer.change(COMMAND, quiet)).toMatchObject({ kind: 'done' });
    const CONNECT = 'Connect-MailscopeExchange';
    expect(names()).toEqual([`1 ${CONNECT}`, `1 ${CHANGE}`, `1 ${CONNECT}`, `1 ${CHANGE}`]);
  });

  it('is not begun where it was cancelled while it waited', async () => {
    const { writer, reader, changes, powerShell } = setUp();
    const cancelled = new AbortController();
    let release: () => void = () => undefined;
    powerShell.answer = (call) =>
      call.name === 'Invoke-MailscopeCmdlet' ? new Promise((resolve) => (release = () => resolve(usualAnswer(call)))) : usualAnswer(call);
    const reading = reader.run({ cmdlet: 'Get-Mailbox', parameters: {} }, quiet, () => undefined);
    const changing = writer.change(COMMAND, cancelled.signal);
    await new Promise((turn) => setImmediate(turn));
    cancelled.abort();
    expect(await changing).toEqual({ kind: 'cancelled' });
    release();
    await reading;
    expect(await writer.change(COMMAND, cancelled.signal)).toEqual({ kind: 'cancelled' });
    expect(changes()).toEqual([]);
  });

  it('is waited for where it was cancelled after it had begun', async () => {
    const cancelled = new AbortController();
    const { writer } = setUp(async (call, { signal }) => {
      cancelled.abort();
      await new Promise((turn) => setImmediate(turn));
      expect(signal.aborted).toBe(false);
      return usualAnswer(call);
    });
    expect(await writer.change(COMMAND, cancelled.signal)).toMatchObject({ kind: 'done' });
  });

  it('is none where Exchange Online cannot be connected', async () => {
    const { writer, powerShell, changes } = setUp();
    powerShell.refusal = failure('powershell-missing');
    expect(await writer.change(COMMAND, quiet)).toMatchObject({ kind: 'unreachable' });
    expect(changes()).toEqual([]);
    const away = new ExchangeSessions({
      powerShell,
      host: () => Promise.resolve(err(failure('account-unknown'))),
      clock: new FakeClock(),
    });
    expect(await new PowerShellExchangeWriter(away, setUp().access).change(COMMAND, quiet)).toMatchObject({ kind: 'notSignedIn' });
  });
});
