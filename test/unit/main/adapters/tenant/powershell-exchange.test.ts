import { describe, expect, it } from 'vitest';
import { ExchangeSessions, type ExchangeAccess } from '../../../../../src/main/adapters/tenant/exchange-sessions';
import { PowerShellExchange } from '../../../../../src/main/adapters/tenant/powershell-exchange';
import type { BridgeAnswer } from '../../../../../src/main/ports/powershell';
import { err, ok } from '../../../../../src/shared/domain/result';
import { failure } from '../../../../../src/shared/ipc/envelope';
import { FakeClock } from '../../../../support/fakes';
import { FakePowerShell, usualAnswer } from '../../../../support/fake-powershell';
import { powerShellHost } from '../../../../support/fake-pwsh/make-fake-pwsh';

const NEVER = new AbortController().signal;
const COMMAND = { cmdlet: 'Get-Mailbox', parameters: { ResultSize: 'Unlimited' } } as const;
const EXPIRED: BridgeAnswer = { kind: 'error', category: 'NotSpecified', id: 'X', message: 'The token has expired.' };
const CRASHED: BridgeAnswer = { kind: 'gone', reason: 'exited', message: '' };
const MINUTE = 60_000;

/** Everything around an exchange, in memory. Tokens live an hour and are numbered. */
function setUp(changes: Partial<ExchangeAccess> = {}, host = powerShellHost()) {
  const powerShell = new FakePowerShell();
  const clock = new FakeClock();
  const waits: { readonly milliseconds: number; readonly run: () => void; off: boolean }[] = [];
  const asked: boolean[] = [];
  const sessions = new ExchangeSessions({
    powerShell,
    host: () => Promise.resolve(ok(host)),
    clock,
    later: (milliseconds, run) => {
      const wait = { milliseconds, run, off: false };
      waits.push(wait);
      return () => {
        wait.off = true;
      };
    },
  });
  const access: ExchangeAccess = {
    tenantId: 'tenant',
    accountId: 'account',
    organization: 'contoso.com',
    userPrincipalName: 'adele@contoso.com',
    environment: 'O365Default',
    delegatedOrganization: null,
    signIn: {
      kind: 'token',
      tokens: (_signal, fresh) => {
        asked.push(fresh);
        return Promise.resolve(
          ok({ token: `token-${String(asked.length)}`, expiresAt: Date.parse(clock.now()) + 60 * MINUTE, scopes: [] }),
        );
      },
    },
    ...changes,
  };
  const exchange = new PowerShellExchange(sessions, access, ['Get-Mailbox', 'Get-ManagementScope']);
  const run = () => exchange.run(COMMAND, NEVER, () => undefined);
  const names = () =>
    powerShell.calls.map(({ session, name, secret }) => `${String(session)} ${name}${secret === undefined ? '' : ` ${secret}`}`);
  return { powerShell, clock, waits, asked, sessions, access, exchange, run, names };
}

const CONNECT = 'Connect-MailscopeExchange';
const INVOKE = 'Invoke-MailscopeCmdlet';

describe('PowerShellExchange', () => {
  it('connects once, by a token that is no part of the argument, and keeps the shell', async () => {
    const { run, names, powerShell } = setUp();
    expect(await run()).toEqual({ kind: 'done', warnings: [] });
    expect(await run()).toEqual({ kind: 'done', warnings: [] });
    expect(names()).toEqual([`1 ${CONNECT} token-1`, `1 ${INVOKE}`, `1 ${INVOKE}`]);
    expect(powerShell.calls[0]?.argument).toEqual({
      mode: 'token',
      organization: 'contoso.com',
      userPrincipalName: 'adele@contoso.com',
      environment: 'O365Default',
      delegatedOrganization: null,
    });
    expect(powerShell.calls[1]?.argument).toEqual(COMMAND);
  });

  it('lets the module sign in by itself where it should', async () => {
    const { exchange, powerShell, names } = setUp({ signIn: { kind: 'module', useDeviceCode: true, disableWam: false } });
    expect(await exchange.connect(NEVER)).toEqual(ok({ moduleVersion: '3.9.0', organization: 'contoso.com' }));
    expect(names()).toEqual([`1 ${CONNECT}`]);
    expect(powerShell.calls[0]?.argument).toMatchObject({ mode: 'module', useDeviceCode: true, disableWam: false });
  });

  it.each([
    ['module', true],
    ['token', false],
  ] as const)('uses the sign-in of the %s where logs keep what is run: %s', async (mode, scriptBlockLogging) => {
    const tokens = () => Promise.resolve(ok({ token: 'token', expiresAt: Number.POSITIVE_INFINITY, scopes: [] }));
    const whereLogged = { kind: 'module', useDeviceCode: false, disableWam: true } as const;
    const host = powerShellHost({ logging: { moduleLogging: null, scriptBlockLogging, transcription: false } });
    const { exchange, powerShell } = setUp({ signIn: { kind: 'token', tokens, whereLogged } }, host);
    await exchange.connect(NEVER);
    expect(powerShell.calls[0]).toMatchObject({ argument: { mode }, secret: mode === 'token' ? 'token' : undefined });
  });

  it('connects anew between two calls when the token is about to end', async () => {
    const { run, names, clock } = setUp();
    await run();
    clock.move(54 * MINUTE);
    await run();
    clock.move(2 * MINUTE);
    await run();
    expect(names()).toEqual([`1 ${CONNECT} token-1`, `1 ${INVOKE}`, `1 ${INVOKE}`, `1 ${CONNECT} token-2`, `1 ${INVOKE}`]);
  });

  it.each([
    ['an expired session', EXPIRED, [`1 ${CONNECT} token-1`, `1 ${INVOKE}`, `1 ${CONNECT} token-2`, `1 ${INVOKE}`], [false, true]],
    ['a crash', CRASHED, [`1 ${CONNECT} token-1`, `1 ${INVOKE}`, `2 ${CONNECT} token-2`, `2 ${INVOKE}`], [false, false]],
  ] as const)('asks once more after %s', async (_name, first, expected, fresh) => {
    const { run, names, powerShell, asked } = setUp();
    let times = 0;
    powerShell.answer = (call) => {
      if (call.name !== INVOKE) return usualAnswer(call);
      times += 1;
      return times === 1 ? first : usualAnswer(call);
    };
    expect(await run()).toMatchObject({ kind: 'done' });
    expect(names()).toEqual(expected);
    expect(asked).toEqual(fresh);
  });

  it.each([
    ['an expired session', EXPIRED, 'notSignedIn'],
    ['a crash', CRASHED, 'unreachable'],
  ] as const)('gives up where %s comes again', async (_name, answer, kind) => {
    const { run, powerShell } = setUp();
    powerShell.answer = (call) => (call.name === INVOKE ? answer : usualAnswer(call));
    expect(await run()).toMatchObject({ kind });
    expect(powerShell.calls.filter(({ name }) => name === INVOKE)).toHaveLength(2);
  });

  it.each([
    ['a shell that hangs', { kind: 'gone', reason: 'timeout', message: '' }, COMMAND],
    ['a crash while something is changed', CRASHED, { cmdlet: 'Set-Mailbox', parameters: {} }],
  ] as const)('does not ask again after %s', async (_name, answer, command) => {
    const { exchange, powerShell } = setUp();
    powerShell.answer = (call) => (call.name === INVOKE ? answer : usualAnswer(call));
    expect(await exchange.run(command, NEVER, () => undefined)).toMatchObject({ kind: 'unreachable' });
    expect(powerShell.calls.filter(({ name }) => name === INVOKE)).toHaveLength(1);
    expect(powerShell.sessions[0]?.alive).toBe(false);
  });

  it('does not hand objects on twice: what broke off after the first ones is the reading’s to repeat', async () => {
    const { exchange, powerShell } = setUp();
    powerShell.answer = async (call, options) => {
      if (call.name !== INVOKE) return usualAnswer(call);
      await options.take?.('[{"a":1}]');
      return CRASHED;
    };
    const pieces: string[] = [];
    expect(await exchange.run(COMMAND, NEVER, (json) => void pieces.push(json))).toMatchObject({ kind: 'unreachable' });
    expect(pieces).toEqual(['[{"a":1}]']);
  });

  it('does one call after the other, and never connects during one', async () => {
    const { exchange, powerShell } = setUp();
    let running = 0;
    let most = 0;
    powerShell.answer = async (call) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return usualAnswer(call);
    };
    await Promise.all([1, 2, 3].map(() => exchange.run(COMMAND, NEVER, () => undefined)));
    expect(most).toBe(1);
    expect(powerShell.calls).toHaveLength(4);
  });

  it('has a shell of its own for each tenant and account', async () => {
    const { sessions, access, run, powerShell } = setUp();
    await run();
    const other = new PowerShellExchange(sessions, { ...access, accountId: 'another' }, []);
    await other.run(COMMAND, NEVER, () => undefined);
    expect(powerShell.sessions).toHaveLength(2);
  });

  it('connects anew with a new token where somebody activated a role meanwhile', async () => {
    const { run, exchange, names, asked } = setUp();
    await run();
    expect(await exchange.reconnect(NEVER)).toMatchObject({ ok: true });
    await run();
    expect(names()).toEqual([`1 ${CONNECT} token-1`, `1 ${INVOKE}`, `1 ${CONNECT} token-2`, `1 ${INVOKE}`]);
    expect(asked).toEqual([false, true]);
  });

  it('says which cmdlets there are', async () => {
    const { exchange } = setUp();
    expect(await exchange.commands(NEVER)).toEqual({ kind: 'commands', names: ['Get-Mailbox', 'Get-ManagementScope'] });
  });

  it.each([
    ['an error', { kind: 'error', category: 'X', id: 'X', message: 'x' }, { kind: 'commands', names: null }],
    ['something else', { kind: 'done', value: 7, warnings: [] }, { kind: 'commands', names: null }],
    [
      'nothing any more',
      { kind: 'gone', reason: 'timeout', message: '' },
      { kind: 'unreachable', message: 'PowerShell did not answer in time.' },
    ],
    ['that it was cancelled', { kind: 'cancelled' }, { kind: 'cancelled' }],
  ] as const)('leaves it open where the bridge answers %s', async (_name, answer, expected) => {
    const { exchange, powerShell } = setUp();
    powerShell.answer = (call) => (call.name === 'Get-MailscopeCommand' ? answer : usualAnswer(call));
    expect(await exchange.commands(NEVER)).toEqual(expected);
  });

  it('says why Exchange Online is not there', async () => {
    const { exchange, powerShell } = setUp();
    powerShell.answer = () => ({ kind: 'error', category: 'NotInstalled', id: 'MailscopeModuleMissing', message: 'x' });
    expect(await exchange.connect(NEVER)).toMatchObject({ ok: false, error: { code: 'powershell-module-missing' } });
    expect(await exchange.run(COMMAND, NEVER, () => undefined)).toMatchObject({ kind: 'unreachable' });
  });

  it('passes on why there is no token, and no shell', async () => {
    const tokens = () => Promise.resolve(err(failure('sign-in-needed')));
    const { run, exchange } = setUp({ signIn: { kind: 'token', tokens } });
    expect(await run()).toMatchObject({ kind: 'notSignedIn' });
    expect(await exchange.connect(NEVER)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
    const second = setUp();
    second.powerShell.refusal = failure('powershell-damaged');
    expect(await second.run()).toMatchObject({ kind: 'unreachable' });
  });

  it('answers at once where it was cancelled before', async () => {
    const { exchange, powerShell } = setUp();
    const controller = new AbortController();
    controller.abort();
    expect(await exchange.run(COMMAND, controller.signal, () => undefined)).toEqual({ kind: 'cancelled' });
    expect(powerShell.sessions).toHaveLength(0);
  });

  it('ends a shell that nobody used for a quarter of an hour, and opens another when it is needed', async () => {
    const { run, waits, powerShell } = setUp();
    await run();
    await run();
    expect(waits.map(({ milliseconds, off }) => [milliseconds, off])).toEqual([
      [15 * MINUTE, true],
      [15 * MINUTE, false],
    ]);
    waits[1]?.run();
    expect(powerShell.sessions[0]?.alive).toBe(false);
    expect(await run()).toMatchObject({ kind: 'done' });
    expect(powerShell.sessions).toHaveLength(2);
  });

  it('answers at once where it is cancelled while another one is at work', async () => {
    const { exchange, powerShell, run } = setUp();
    let goOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    powerShell.answer = async (call) => {
      if (call.name === INVOKE) await gate;
      return usualAnswer(call);
    };
    const first = run();
    const controller = new AbortController();
    const second = exchange.run(COMMAND, controller.signal, () => undefined);
    controller.abort();
    expect(await second).toEqual({ kind: 'cancelled' });
    goOn();
    expect(await first).toMatchObject({ kind: 'done' });
    expect(powerShell.calls.filter(({ name }) => name === INVOKE)).toHaveLength(1);
  });

  it('begins nothing again for an account that signed out during a call', async () => {
    const { sessions, access, run, powerShell } = setUp();
    powerShell.answer = async (call) => {
      if (call.name !== INVOKE) return usualAnswer(call);
      await sessions.end(access);
      return CRASHED;
    };
    expect(await run()).toEqual({ kind: 'cancelled' });
    expect(powerShell.sessions).toHaveLength(1);
  });

  it('ends with the account, and with the app', async () => {
    const { run, sessions, access, powerShell } = setUp();
    await run();
    await sessions.end(access);
    expect(powerShell.sessions[0]?.alive).toBe(false);
    expect(await run()).toMatchObject({ kind: 'done' });
    await sessions.closeAll();
    expect(powerShell.sessions[1]?.alive).toBe(false);
    expect(await run()).toEqual({ kind: 'cancelled' });
  });
});
