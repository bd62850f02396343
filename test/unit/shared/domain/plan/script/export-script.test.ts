import { beforeAll, describe, expect, it } from 'vitest';
import { exchangeLook } from '../../../../../../src/shared/domain/plan/look';
import { exportScript } from '../../../../../../src/shared/domain/plan/script/export-script';
import { exchangeChange, stepOf, UNDO_NOTHING } from '../../../../../../src/shared/domain/plan/steps';
import { reference } from '../../../../../../src/shared/domain/plan/template';
import { createSimulatedTenant } from '../../../../../../src/simulator/generator/create-tenant';
import { createSimulatedClock, DEFAULT_START } from '../../../../../../src/simulator/state/clock';
import { INJECTION_CORPUS } from '../../../../../support/injection-corpus';
import { planOfSteps, planWithText } from '../../../../../support/plan-script/hand-made-plan';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../../../../../support/plan-script/sample-plans';
import { encodingProblems, ScriptParser } from '../../../../../support/powershell-syntax';

const requires = { entraRoles: [], exchangeRoles: ['Organization Management'], scopes: [] };
const DATA = '# ---- The plan';
const FIXED_PART = '# ---- What carries the steps out';
let parser: ScriptParser;

beforeAll(async () => {
  parser = await ScriptParser.load();
});

function problemsIn(script: string): readonly unknown[] {
  const text = script.replace(/^\ufeff/, '');
  return [...parser.errors(text), ...parser.newerThan51(text), ...encodingProblems(Buffer.from(script))];
}

const first = stepOf({
  id: 'first',
  title: 'Make it',
  why: 'It is needed.',
  requires,
  change: exchangeChange('New-ManagementScope', { Name: 'x' }),
  verification: [exchangeLook('Get-ManagementScope', {}, { where: { Name: 'x' }, says: 'It is there.' })],
  undo: UNDO_NOTHING,
  outputs: { name: 'Name' },
});
const second = stepOf({
  ...first,
  id: 'second',
  title: 'Use it',
  change: exchangeChange('Set-ManagementScope', { Identity: reference('first', 'name') }),
  outputs: {},
});

describe('the script of a plan', () => {
  const families = contextOf(createSimulatedTenant({ size: 'S', clock: createSimulatedClock(DEFAULT_START) }).state);

  it.each(BUILT_FAMILIES)('of the kind %s parses, also as Windows PowerShell 5.1', (family) => {
    expect(problemsIn(exportScript({ plan: samplePlan(families, family), productVersion: '0.1.0' }))).toEqual([]);
  });

  it('parses with every hostile text in every place of it', () => {
    // What carries the steps out is the same in every script, and is parsed with the plans of every kind.
    const data = INJECTION_CORPUS.map(([, text]) => {
      const script = exportScript({ plan: planWithText(text.slice(0, 500)), productVersion: '0.1.0' }).replace(/^\ufeff/, '');
      const head = script.slice(0, script.indexOf('#>'));
      expect(head.slice(2)).not.toMatch(/<#|#>/);
      return script.slice(script.indexOf(DATA), script.indexOf(FIXED_PART));
    });
    expect(problemsIn(`\ufeff${data.join('\r\n')}`)).toEqual([]);
  });

  it('has line ends of Windows, and a byte order mark only where it needs one', () => {
    const plain = exportScript({ plan: planOfSteps([first]), productVersion: '0.1.0' });
    expect(plain.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(plain.startsWith('<#')).toBe(true);
    expect(exportScript({ plan: planOfSteps([first], 'Müller'), productVersion: '0.1.0' }).startsWith('\ufeff<#')).toBe(true);
  });

  it('says in its head what it is for, for whom, from which reading, what it changes and who may run it', () => {
    const script = exportScript({ plan: planOfSteps([first, second]), productVersion: '1.2.3' });
    const head = script.slice(0, script.indexOf('#>'));
    for (const said of [
      'Tenant: Contoso (Contoso, 2f17b1c6-6d82-465d-9eb8-894bdab3de29)',
      'Made: 2026-11-21T08:00:00Z, by Mailscope 1.2.3',
      'From the reading of: 2026-11-21T07:00:00Z',
      '  1. Make it',
      '  2. Use it',
      'Exchange roles: Organization Management',
      'Exit codes: 0 done;',
    ])
      expect(head).toContain(said);
  });

  it('holds a cmdlet of a plan only where a script may run it', () => {
    const foreign = stepOf({ ...first, change: exchangeChange('Invoke-Expression', { Command: 'exit' }) });
    expect(() => exportScript({ plan: planOfSteps([foreign]), productVersion: '0.1.0' })).toThrow('Invoke-Expression');
  });

  it('for a hand-over has the steps that are asked for, and looks at those whose outcome they use', () => {
    const script = exportScript({ plan: planOfSteps([first, second]), productVersion: '0.1.0', steps: ['second'] });
    expect(script).toContain('1. Make it (done before; only looked at)');
    expect(script).not.toContain('New-ManagementScope\r\n');
    expect(script).toMatch(/Id = 'first'[\s\S]*OnlyLooked = \$true[\s\S]*Id = 'second'/);
    expect(script).toContain('$Basis = @()');
  });

  it('for a hand-over takes what is known as it is', () => {
    const script = exportScript({
      plan: planOfSteps([first, second]),
      productVersion: '0.1.0',
      steps: ['second'],
      outputs: { first: { name: "it's" } },
    });
    expect(script).not.toContain("Id = 'first'");
    expect(script).toContain("$Known = [ordered]@{ first = [ordered]@{ name = 'it''s' } }");
  });
});
