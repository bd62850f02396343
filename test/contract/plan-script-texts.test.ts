import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchangeLook } from '../../src/shared/domain/plan/look';
import { matchesAll } from '../../src/shared/domain/plan/match';
import type { Match, Plan } from '../../src/shared/domain/plan/plan.schema';
import { exportScript } from '../../src/shared/domain/plan/script/export-script';
import { lookData } from '../../src/shared/domain/plan/script/script-steps';
import { scriptLiteral, scriptText } from '../../src/shared/domain/plan/script/script-text';
import { expandText } from '../../src/shared/domain/plan/template';
import { singleQuoted } from '../../src/shared/domain/powershell/single-quoted';
import { startPowerShell } from '../support/collector/run-collector';
import { powershellPath } from '../support/find-powershell';
import { INJECTION_CORPUS } from '../support/injection-corpus';
import { planWithText } from '../support/plan-script/hand-made-plan';
import { temporaryFolder } from '../support/reading/read-simulator';

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  folder.remove();
});

/** A script without its last part: everything is known, and nothing is done. */
function withoutRun(plan: Plan): string {
  const script = exportScript({ plan, productVersion: '0.1.0' });
  return script.slice(script.startsWith('\ufeff') ? 1 : 0, script.indexOf('# ---- The run'));
}

/** What of a script is different from plan to plan. */
function dataOf(plan: Plan): string {
  const script = exportScript({ plan, productVersion: '0.1.0' });
  return script.slice(script.indexOf('# ---- The plan'), script.indexOf('# ---- What carries the steps out'));
}

describe.skipIf(powershellPath === null)('real PowerShell: the data of a script', { timeout: 120_000 }, () => {
  it('is what the plan says, whatever stands in its texts', async () => {
    const shown = [
      '$Steps[0].Title',
      '$Steps[0].Why',
      '$Steps[0].Change.Parameters.DisplayName',
      '$Steps[0].Change.Parameters.AppId[1]',
      '$Steps[0].Verification[0].Where.Name',
      '$Steps[3].Change.Person',
      '$Notes[0]',
    ];
    const say = (expression: string, kind: string): string => `Out-Text (Expand-Text ${expression} '${kind}')`;
    // As the characters are, halves of pairs included, which no encoding keeps.
    const outText = `function Out-Text { param([string] $Text)
      $bytes = New-Object byte[] ($Text.Length * 2)
      [System.Buffer]::BlockCopy($Text.ToCharArray(), 0, $bytes, 0, $bytes.Length)
      [Console]::Out.WriteLine([Convert]::ToBase64String($bytes)) }`;
    const plans = INJECTION_CORPUS.map(([, text]) => planWithText(text));
    const lines = plans.flatMap((plan) => [
      dataOf(plan),
      ...shown.map((expression) => say(expression, 'text')),
      say('$Steps[1].Change.Body', 'json'),
    ]);
    const path = join(folder.path, 'texts.ps1');
    const known = "$Output = @{ cmdlet = @{ identity = 'x' } }";
    writeFileSync(path, `\ufeff${withoutRun(plans[0]!)}${[outText, known, ...lines].join('\r\n')}\r\n`);
    const { output, errors } = await startPowerShell(`& ${singleQuoted(path)}`, {}, folder.path).ended;
    expect(errors).toBe('');
    const came = output
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => Buffer.from(line, 'base64').toString('utf16le'));
    const outputs = { cmdlet: { identity: 'x' } };
    const expected = plans.flatMap((plan) => {
      const [first, second, , person] = plan.steps;
      const own = expandText(first!.why, outputs);
      const title = expandText(first!.title, outputs);
      const instruction = person?.change?.api === 'person' ? expandText(person.change.instruction, outputs) : '';
      return [title, own, own, own, own, instruction, expandText(plan.notes[0]!.text, outputs), second!.change];
    });
    expect(came).toHaveLength(expected.length);
    for (const [index, value] of expected.entries()) {
      if (typeof value === 'string') expect(came[index]).toBe(value);
      else if (value?.api === 'graph') {
        const { displayName } = JSON.parse(came[index] ?? '') as { readonly displayName: string };
        expect(displayName).toBe(expandText(String(value.body?.['displayName']), outputs));
      }
    }
  });

  it('is compared as the app compares it', async () => {
    const scalar = fc.constantFrom<string | number | boolean | null>(
      'a',
      ' A ',
      'ab',
      '',
      'true',
      'False',
      '1',
      1,
      2.5,
      true,
      false,
      null,
      'ä',
      'Ä ',
    );
    const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ c: scalar }));
    const object = fc.record({ a: value, b: value, 'a.b': value }, { requiredKeys: [] });
    const match: fc.Arbitrary<Match> = fc.oneof(
      scalar,
      fc.record({ oneOf: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
      fc.record({ noneOf: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
      fc.record({ contains: scalar }),
      fc.record({ lacks: scalar }),
      fc.record({ not: scalar }),
    );
    const where = fc.record({ a: match, b: match, 'a.b': match, 'b.c': match }, { requiredKeys: [] });
    const cases = fc.sample(fc.tuple(object, where), { numRuns: 300, seed: 6 });
    const lines = cases.map(([item, wanted]) => {
      const data = lookData(exchangeLook('Get-User', {}, { where: wanted, says: '' })) as { readonly Where: object };
      return `[Console]::Out.Write([int] (Test-Where (Read-Json ${scriptText(JSON.stringify(item))}) (${scriptLiteral(data.Where as never)})))`;
    });
    const path = join(folder.path, 'match.ps1');
    writeFileSync(path, `\ufeff${withoutRun(planWithText('x'))}${lines.join('\r\n')}\r\n`);
    const { output, errors } = await startPowerShell(`& ${singleQuoted(path)}`, {}, folder.path).ended;
    expect(errors).toBe('');
    const wrong = cases.filter(([item, wanted], index) => (output[index] === '1') !== matchesAll(item, wanted));
    expect(wrong).toEqual([]);
    expect(new Set(output)).toEqual(new Set(['0', '1']));
  });
});
