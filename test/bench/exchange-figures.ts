import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSimulator } from '../../src/simulator/server/start-simulator';
import { powershellPath } from '../support/find-powershell';
import { appTokens } from '../support/reading/account-tokens';
import { BridgeMachine, plainExchangeOf, readAsPerson, type ExchangeWay } from '../support/reading/read-with-account';
import { referenceFolder } from '../support/reference';
import type { Figure } from './figures';

const SIZES = ['S', 'M'] as const;

/**
 * Readings of the simulated tenants, Full Access of every mailbox included: Exchange Online through a real PowerShell with the
 * bridge, and over HTTP. Simulator and reading share a process. Nothing where there is no PowerShell.
 */
export async function exchangeFigures(): Promise<Figure[]> {
  if (powershellPath === null || referenceFolder === null) return [];
  const figures: Figure[] = [];
  for (const size of SIZES) figures.push(...(await figuresOf(size)));
  return figures;
}

async function figuresOf(size: (typeof SIZES)[number]): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-bench-'));
  const simulator = await startSimulator({ size });
  const machine = await BridgeMachine.open(folder, simulator, resolve('resources/powershell'));
  try {
    const reader = appTokens(simulator);
    const timeOf = async (way: ExchangeWay): Promise<number> => {
      const { result, milliseconds } = await readAsPerson(simulator, reader, way.exchange, { folder: mkdtempSync(join(folder, 'run-')) });
      await way.close();
      if (!result.ok || result.value.unread !== null) throw new Error(`${size} was not read in full`);
      return milliseconds;
    };
    const plain = await timeOf(plainExchangeOf(simulator, reader));
    const bridge = await timeOf(machine.exchangeOf(reader));
    const mailboxes = simulator.state().mailboxes.size.toLocaleString('en');
    return [
      { name: `${size}: time of a reading, Exchange over HTTP (${mailboxes} mailboxes)`, value: plain, unit: 'ms' },
      { name: `${size}: time of a reading, Exchange through PowerShell`, value: bridge, unit: 'ms' },
      { name: `${size}: through PowerShell against HTTP`, value: bridge / plain, unit: '×' },
    ];
  } finally {
    await machine.close();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
