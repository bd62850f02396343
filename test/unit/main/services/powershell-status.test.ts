import { describe, expect, it } from 'vitest';
import type { PowerShellHost } from '../../../../src/main/ports/powershell';
import { PowerShellStatus } from '../../../../src/main/services/powershell-status';
import { ok } from '../../../../src/shared/domain/result';
import { powerShellStateSchema } from '../../../../src/shared/ipc/powershell-shapes';
import { FakePowerShell } from '../../../support/fake-powershell';
import { powerShellHost } from '../../../support/fake-pwsh/make-fake-pwsh';

const NEVER = new AbortController().signal;
const CONTEXT = { signal: NEVER };

function setUp(hosts: readonly PowerShellHost[], chosen: string | null = null, dialog: string | null = null) {
  const powerShell = new FakePowerShell();
  powerShell.hosts = hosts;
  const settings = {
    current: { powerShellPath: chosen },
    change: (changes: { readonly powerShellPath: string }) => {
      settings.current = changes;
      return Promise.resolve(ok(null));
    },
  };
  const status = new PowerShellStatus({ powerShell, settings, dialogs: { chooseProgram: () => Promise.resolve(dialog) } });
  return { status, powerShell, settings };
}

const GOOD = powerShellHost({ path: '/good' });
const OLD = powerShellHost({ path: '/old', version: '7.2.1' });
const BARE = powerShellHost({ path: '/bare', moduleVersions: [] });

describe('PowerShellStatus', () => {
  const cases: readonly (readonly [string, readonly PowerShellHost[], string | null, string | null, RegExp | null])[] = [
    ['the best that works', [OLD, GOOD], null, '/good', null],
    ['none where there is none', [], null, null, /no PowerShell/],
    ['none where none has the module', [BARE, OLD], null, null, /ExchangeOnlineManagement is not installed/],
    ['the chosen one', [powerShellHost({ path: '/mine' }), GOOD], '/mine', '/mine', null],
    ['not another one than was chosen, even where that does not work', [BARE, GOOD], '/bare', null, /not installed/],
    ['the best where the chosen one is gone, and says so', [GOOD], '/gone', '/good', /not there any more/],
  ];
  it.each(cases)('uses %s', async (_name, hosts, chosen, used, problem) => {
    const { status } = setUp(hosts, chosen);
    const state = await status.status(CONTEXT);
    if (!state.ok) throw new Error('no state');
    expect(powerShellStateSchema.parse(state.value)).toEqual(state.value);
    expect(state.value.used).toBe(used);
    expect(state.value.hosts.map(({ path }) => path)).toEqual(hosts.map(({ path }) => path));
    if (problem === null) expect(state.value.problem).toBeNull();
    else expect(state.value.problem?.message).toMatch(problem);
    const host = await status.used(NEVER);
    expect(host.ok ? host.value.path : null).toBe(used);
  });

  it('says how to install what is missing', async () => {
    const { status } = setUp([BARE]);
    const state = await status.status(CONTEXT);
    expect(state).toMatchObject({
      ok: true,
      value: { problem: { command: 'Install-Module ExchangeOnlineManagement -Scope CurrentUser' } },
    });
    expect(await status.used(NEVER)).toMatchObject({ ok: false, error: { code: 'powershell-module-missing' } });
  });

  it('remembers what it found until somebody asks again, or chooses another one', async () => {
    const { status, powerShell, settings } = setUp([GOOD, powerShellHost({ path: '/mine' })]);
    await status.used(NEVER);
    await status.used(NEVER);
    expect(powerShell.searches).toEqual([null]);
    await status.status(CONTEXT);
    settings.current = { powerShellPath: '/mine' };
    expect(await status.used(NEVER)).toMatchObject({ ok: true, value: { path: '/mine' } });
    expect(powerShell.searches).toEqual([null, null, '/mine']);
  });

  it('looks again where nothing could be used: it may have been installed in the meantime', async () => {
    const { status, powerShell } = setUp([]);
    expect(await status.used(NEVER)).toMatchObject({ ok: false, error: { code: 'powershell-missing' } });
    powerShell.hosts = [GOOD];
    expect(await status.used(NEVER)).toMatchObject({ ok: true });
  });

  it('keeps the program that was chosen', async () => {
    const { status, settings } = setUp([powerShellHost({ path: '/mine' }), GOOD], null, '/mine');
    expect(await status.choose(CONTEXT)).toMatchObject({ ok: true, value: { used: '/mine' } });
    expect(settings.current).toEqual({ powerShellPath: '/mine' });
  });

  it('does not keep a program that is no PowerShell', async () => {
    const { status, settings } = setUp([GOOD], null, '/bin/sh');
    expect(await status.choose(CONTEXT)).toMatchObject({ ok: false, error: { code: 'powershell-missing', detail: '/bin/sh' } });
    expect(settings.current).toEqual({ powerShellPath: null });
  });

  it('leaves everything as it is where the dialog is closed', async () => {
    const { status, powerShell } = setUp([GOOD]);
    expect(await status.choose(CONTEXT)).toMatchObject({ ok: false, error: { code: 'dialog-closed' } });
    expect(powerShell.searches).toEqual([]);
  });

  it('does not remember a search that was cancelled', async () => {
    const { status, powerShell } = setUp([]);
    const controller = new AbortController();
    controller.abort();
    expect(await status.status({ signal: controller.signal })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    powerShell.hosts = [GOOD];
    expect(await status.used(NEVER)).toMatchObject({ ok: true });
  });
});
