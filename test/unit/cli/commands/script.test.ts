import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_FILE, demoModel } from '../../../support/demo-model';
import { runInMemory } from '../../../support/run-in-memory';

const model = await demoModel();
const app = model.audit.findings.find(({ id, title }) => id === 'dead-grant' && title.includes('Outlook REST'))?.subject.id ?? '';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-script-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function script(answers: unknown, more: readonly string[] = []): ReturnType<typeof runInMemory> {
  const path = join(folder, 'answers.json');
  writeFileSync(path, JSON.stringify({ format: 'mailscope-answers/1', profile: 'remove-grants', answers }));
  return runInMemory(['script', 'remove-grants', '--answers', path, '--reading', DEMO_FILE, '--quiet', ...more]);
}

describe('mailscope script', () => {
  it('writes a script that says what it is for, with line ends of Windows', async () => {
    const { code, stdout, stderr } = await script({ subject: app });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^\ufeff?<#\r\n\.SYNOPSIS\r\nPlan: /);
    expect(stdout).toContain("Method = 'DELETE'");
    expect(stdout.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('writes it to a file, byte for byte as it goes to standard output', async () => {
    const out = join(folder, 'plan.ps1');
    const now = ['--now', '2026-11-22T08:00:00Z'];
    expect(await script({ subject: app }, ['--out', out, ...now])).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(out, 'utf8')).toBe((await script({ subject: app }, now)).stdout);
  });

  it.each([
    ['md', '# Remove'],
    ['html', '<!DOCTYPE html>'],
    ['text', 'BEFORE YOU BEGIN'],
  ])('writes instructions by hand as %s', async (format, begins) => {
    const { code, stdout } = await script({ subject: app }, ['--format', format]);
    expect(code).toBe(0);
    expect(stdout).toContain(begins);
    expect(stdout).toContain('DELETE https://graph.microsoft.com/v1.0/');
  });

  it('names each wrong answer, writes nothing and ends with 2', async () => {
    const out = join(folder, 'none.ps1');
    const { code, stdout, stderr } = await script({ subject: 'nobody', nonsense: true }, ['--out', out]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n').length).toBeGreaterThan(0);
    expect(stderr).toMatch(/^mailscope: (subject|nonsense): /m);
    expect(() => readFileSync(out)).toThrow();
  });

  it.each([
    [['--steps', 'no-such-step'], 'the plan has no step "no-such-step". Its steps are '],
    [['--format', 'docx'], 'docx'],
    [['--out', join('none', 'at', 'all.ps1')], 'there is no folder'],
  ])('refuses %j', async (more, says) => {
    const { code, stdout, stderr } = await script({ subject: app }, more);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });

  it('writes only the steps that are asked for', async () => {
    const whole = (await script({ subject: app })).stdout;
    const ids = [...whole.matchAll(/^ {8}Id = '([^']+)'/gm)].map(([, id]) => id ?? '');
    const some = (await script({ subject: app }, ['--steps', ids.at(-1) ?? ''])).stdout;
    expect([...some.matchAll(/^ {8}Id = '([^']+)'/gm)].map(([, id]) => id)).toEqual([ids.at(-1)]);
  });

  it('has help with examples', async () => {
    const { code, stdout } = await runInMemory(['script', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('mailscope script restrict-app --answers answers.json');
  });
});
