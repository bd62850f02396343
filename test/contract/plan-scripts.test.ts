import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanContext } from '../../src/shared/domain/plan/family';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { powershellPath } from '../support/find-powershell';
import { runAsTheApp } from '../support/plan-script/run-executor';
import { changedRows, confirmAll, evidenceOf, placeScript, rowsOf, runScripts } from '../support/plan-script/run-plan-script';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../support/plan-script/sample-plans';
import { temporaryFolder } from '../support/reading/read-simulator';
import { referenceFolder } from '../support/reference';

let simulator: RunningSimulator;
let folder: ReturnType<typeof temporaryFolder>;
let stops: (() => Promise<void>)[];

beforeEach(async () => {
  folder = temporaryFolder();
  stops = [];
  simulator = await start();
});

afterEach(async () => {
  for (const stop of stops) await stop();
  folder.remove();
});

async function start(): Promise<RunningSimulator> {
  const started = await startSimulator({ size: 'S' });
  stops.push(() => started.stop());
  return started;
}

/** A mailbox with a switch of its own: where there is none, none can be put back. */
function ownSwitch({ reading }: PlanContext): string {
  const row = reading.collection.exchange.casMailboxes?.find((item) => item.SmtpClientAuthenticationDisabled === false);
  return row?.ExternalDirectoryObjectId ?? '';
}

describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: the scripts of plans', { timeout: 240_000 }, () => {
  it.each(BUILT_FAMILIES)('%s: shows, does as the app does, does nothing twice, and takes back', async (family) => {
    const context = contextOf(simulator.state());
    const plan = samplePlan(context, family, family === 'disable-smtp-basic' ? { subject: ownSwitch(context) } : {});
    const script = placeScript(simulator, folder.path, plan);
    const before = rowsOf(simulator);
    const runs = await runScripts(script, '-WhatIf', confirmAll(plan), confirmAll(plan), `-Rollback ${confirmAll(plan)}`);
    const said = runs.map(({ output, errors }) => `${output}${errors}`).join('\n');
    const [shown, done, doneAgain, back] = runs;
    const isWhole = plan.steps.every(({ undo }) => undo.kind !== 'impossible');
    expect(
      runs.map(({ code }) => code),
      said,
    ).toEqual([0, 0, 0, isWhole ? 0 : 5]);
    expect(runs.map(({ errors }) => errors)).toEqual(['', '', '', '']);
    expect(shown?.changes).toEqual([]);
    expect(done?.changes.length).toBe(plan.steps.filter(({ change }) => change !== null && change.api !== 'person').length);
    expect(doneAgain?.changes).toEqual([]);

    const other = await start();
    await runAsTheApp(other, plan);
    expect(changedRows(before, done?.rows ?? before)).toEqual(changedRows(before, rowsOf(other)));
    if (isWhole) expect(changedRows(before, back?.rows ?? before), said).toEqual([]);
    expect(Object.values(evidenceOf(script)?.steps ?? {}).filter(({ changed }) => changed).length).toBe(
      plan.steps.filter(({ undo }) => undo.kind === 'impossible').length,
    );
  });
});
