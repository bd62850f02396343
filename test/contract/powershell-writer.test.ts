import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { descendants, killAll } from '../../src/main/adapters/powershell/process-tree';
import { OperatorTokens } from '../../src/main/adapters/tenant/operator-tokens';
import type { ExchangeWriter } from '../../src/main/ports/tenant-writer';
import type { ExchangePort } from '../../src/shared/ipc/tenant-access';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { powershellPath } from '../support/find-powershell';
import { BridgeMachine } from '../support/reading/read-with-account';
import { referenceFolder } from '../support/reference';

const quiet = new AbortController().signal;

describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: changes of Exchange Online by an account', () => {
  let simulator: RunningSimulator;
  let machine: BridgeMachine;
  let folder: string;
  let exchange: ExchangePort;
  let writer: ExchangeWriter;
  let close: () => Promise<void> | void;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailscope-writer-'));
    simulator = await startSimulator({ standing: true });
    machine = await BridgeMachine.open(folder, simulator, resolve('resources/powershell'));
    const tokens = new OperatorTokens({
      http: new NodeHttp(),
      address: simulator.url,
      tenantId: simulator.tenantId,
      operator: simulator.operator!,
      now: () => simulator.clock().now(),
    });
    const token = (resource: 'graph' | 'exchange') => (fresh: boolean) => tokens.token(resource, { fresh }, quiet);
    ({ exchange, exchangeWriter: writer, close } = machine.exchangeOf({ graph: token('graph'), exchange: token('exchange') }));
  });

  beforeEach(() => {
    simulator.faults.clearAll();
    simulator.log.clear();
  });

  afterAll(async () => {
    await close();
    await machine.close();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const make = (name: string) => ({
    cmdlet: 'New-ManagementScope',
    parameters: { Name: name, RecipientRestrictionFilter: "City -eq 'Ulm'" },
  });
  const arrived = (): number => simulator.log.all().filter(({ cmdlet }) => cmdlet === 'New-ManagementScope').length;
  const there = (name: string): number => [...simulator.state().managementScopes].filter(({ Name }) => Name === name).length;

  it('are made once, and answer what was written', async () => {
    expect(await writer.change(make('one'), quiet)).toMatchObject({ kind: 'done', objects: [{ Name: 'one' }] });
    expect([arrived(), there('one')]).toEqual([1, 1]);
    const found: unknown[] = [];
    const take = (json: string): void => void found.push(...(JSON.parse(json) as unknown[]));
    await exchange.run({ cmdlet: 'Get-ManagementScope', parameters: { Identity: 'one' } }, quiet, take);
    expect(found).toMatchObject([{ Name: 'one', RecipientFilter: "City -eq 'Ulm'" }]);
  });

  it('are not made where the session has ended; the next one finds a new session', async () => {
    simulator.faults.set('expired-token=1');
    expect(await writer.change(make('two'), quiet)).toMatchObject({ kind: 'notSignedIn' });
    expect(there('two')).toBe(0);
    expect(await writer.change(make('two'), quiet)).toMatchObject({ kind: 'done' });
    expect(there('two')).toBe(1);
  });

  it('are not made where the service asks to wait', async () => {
    simulator.faults.set('throttle=1:30');
    expect(await writer.change(make('three'), quiet)).toMatchObject({ kind: 'busy', status: 429 });
    expect([arrived(), there('three')]).toEqual([1, 0]);
  });

  it('are made once where the shell is killed before the answer has come, and nobody knows of it', async () => {
    simulator.faults.set('hold=1');
    const changing = writer.change(make('four'), quiet);
    await expect.poll(arrived, { timeout: 20_000 }).toBe(1);
    await killAll(await descendants(process.pid));
    expect(await changing).toMatchObject({ kind: 'unreachable' });
    await fetch(`${simulator.url}/_simulator/release`, { method: 'POST' });
    expect([arrived(), there('four')]).toEqual([1, 1]);
    // Somebody who looks finds it, in a new shell.
    expect(await exchange.run({ cmdlet: 'Get-ManagementScope', parameters: { Identity: 'four' } }, quiet, () => undefined)).toMatchObject({
      kind: 'done',
    });
  });

  it('cannot be made by what reads', async () => {
    expect(await exchange.run(make('five'), quiet, () => undefined)).toMatchObject({
      kind: 'error',
      id: expect.stringContaining('MailscopeCmdletNotAllowed') as string,
    });
    expect(arrived()).toBe(0);
  });
});
