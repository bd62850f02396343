import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { powershellPath } from '../support/find-powershell';
import {
  changedRows,
  changesIn,
  codesOf,
  confirmAll,
  evidenceOf,
  placeScript,
  runScripts,
  rowsOf,
} from '../support/plan-script/run-plan-script';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../support/plan-script/sample-plans';
import { temporaryFolder } from '../support/reading/read-simulator';
import { referenceFolder } from '../support/reference';

let simulator: RunningSimulator;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(async () => {
  folder = temporaryFolder();
  simulator = await startSimulator({ size: 'S' });
});

afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: the scripts of plans', { timeout: 240_000 }, () => {
  it.each(BUILT_FAMILIES)('%s: shows, does, does nothing twice, and takes back', async (family) => {
    const plan = samplePlan(contextOf(simulator.state()), family);
    const script = placeScript(simulator, folder.path, plan);
    const before = rowsOf(simulator);
    const dry = await runScripts(script, '-WhatIf');
    expect(dry, dry.output).toMatchObject({ code: 0, errors: '' });
    expect(changesIn(simulator)).toEqual([]);
    expect(evidenceOf(script)).toBeNull();

    const run = await runScripts(script, confirmAll(plan), confirmAll(plan));
    expect(run.errors, run.output).toBe('');
    expect(codesOf(run)).toEqual([0, 0]);
    const back = await runScripts(script, `-Rollback ${confirmAll(plan)}`);
    expect(back.errors, back.output).toBe('');
    expect(changedRows(before, rowsOf(simulator))).toEqual([]);
  });
});
