import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAN_FAMILIES, planSchema } from '../../../../src/shared/domain/plan/plan.schema';
import { questionSchema } from '../../../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../src/shared/domain/plan/registry';
import { DEMO_FILE, demoModel } from '../../../support/demo-model';
import { runInMemory, type RunOptions } from '../../../support/run-in-memory';

const model = await demoModel();
const app = model.audit.findings.find(({ id, title }) => id === 'dead-grant' && title.includes('Outlook REST'))?.subject.id ?? '';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-plan-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function answersFile(answers: unknown, profile = 'remove-grants'): string {
  const path = join(folder, `answers-${String(Math.random()).slice(2)}.json`);
  writeFileSync(path, JSON.stringify({ format: 'mailscope-answers/1', profile, answers }));
  return path;
}

function plan(answers: string, more: readonly string[] = [], options: RunOptions = {}) {
  return runInMemory(['plan', 'remove-grants', '--answers', answers, '--reading', DEMO_FILE, '--quiet', ...more], options);
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

describe('mailscope plan', () => {
  it('writes the plan as data, the same again from the same input', async () => {
    const answers = answersFile({ subject: app });
    const first = await plan(answers, ['--format', 'json', '--now', '2026-11-22T08:00:00Z']);
    expect([first.code, first.stderr]).toEqual([0, '']);
    const parsed = planSchema.parse(JSON.parse(first.stdout));
    expect(parsed).toMatchObject({
      format: 'mailscope-plan/1',
      family: 'remove-grants',
      madeAt: '2026-11-22T08:00:00Z',
      subject: { id: app },
    });
    expect((await plan(answers, ['--format', 'json', '--now', '2026-11-22T08:00:00Z'])).stdout).toBe(first.stdout);
  });

  it('gives another plan another id, and the same plan the same one at another time', async () => {
    const idOf = async (answers: string, now: string): Promise<string> =>
      planSchema.parse(JSON.parse((await plan(answers, ['--format', 'json', '--now', now])).stdout)).id;
    const grants = model.reading.collection.graph.appRoleAssignments ?? [];
    const other = model.engine.apps.find(
      (entry) => entry.appId !== app && entry.servicePrincipal && grants.some((row) => row.principalId === entry.servicePrincipal?.id),
    );
    const own = answersFile({ subject: app });
    expect(await idOf(own, '2026-11-22')).toBe(await idOf(own, '2026-11-23'));
    expect(await idOf(answersFile({ subject: other?.appId ?? '' }), '2026-11-22')).not.toBe(await idOf(own, '2026-11-22'));
  });

  it('shows people what it would change and for whom', async () => {
    const { code, stdout } = await plan(answersFile({ subject: app }));
    expect(code).toBe(0);
    for (const word of [
      'WHO GAINS AND WHO LOSES',
      'Nobody gains or loses reach by this plan.',
      'STEPS',
      'https://graph.microsoft.com/v1.0/',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it.each(['md', 'html'])('writes %s into a file', async (format) => {
    const out = join(folder, `plan.${format}`);
    const { code, stdout } = await plan(answersFile({ subject: app }), ['--format', format, '--out', out]);
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(out, 'utf8')).toContain('Who gains and who loses');
  });

  it('takes the answers from standard input, with a byte order mark', async () => {
    const stdin = Buffer.from(`\ufeff${readFileSync(answersFile({ subject: app }), 'utf8')}`);
    expect((await plan('-', ['--format', 'json'], { stdin })).code).toBe(0);
  });

  it('names everything that is wrong with the answers, one line each', async () => {
    const { code, stdout, stderr } = await plan(answersFile({ subject: 'nobody', permissions: 3, permissons: [] }));
    expect([code, stdout]).toEqual([2, '']);
    expect(lines(stderr)).toEqual([
      'mailscope: subject: No app of the reading has the app id "nobody". Read the tenant again if the app is new.',
      'mailscope: permissions: Give a list of texts, not "3".',
      'mailscope: permissons: There is no question "permissons".',
    ]);
  });

  it.each<readonly [string, readonly string[], string]>([
    [
      'a profile that there is not',
      ['plan', 'nothing', '--answers', '-'],
      'There is no profile "nothing". The profiles are restrict-app, ',
    ],
    [
      'no reading',
      ['plan', 'remove-grants', '--answers', '-'],
      'The plan "remove-grants" is made from a reading of the tenant: give its file with --reading FILE.',
    ],
    [
      'standard input twice',
      ['plan', 'remove-grants', '--answers', '-', '--reading', '-'],
      'Only one of --answers and --reading can be standard input.',
    ],
    [
      'an answers file that is not there',
      ['plan', 'remove-grants', '--answers', '/nowhere.json', '--reading', DEMO_FILE],
      'There is no file /nowhere.json.',
    ],
  ])('refuses %s', async (_words, args, message) => {
    const stdin = Buffer.from(readFileSync(answersFile({ subject: app })));
    const { code, stdout, stderr } = await runInMemory(args, { stdin });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`mailscope: ${message}`);
    expect(lines(stderr)).toHaveLength(1);
  });

  it.each<readonly [string, string, string]>([
    ['that is no JSON', '{', 'is not JSON.'],
    ['of another format', '{"format":"x","profile":"remove-grants","answers":{}}', '$.format: expected "mailscope-answers/1".'],
    [
      'with an answer of a wrong type',
      '{"format":"mailscope-answers/1","profile":"remove-grants","answers":{"a":{}}}',
      '$.answers.a: expected ',
    ],
    ['that Windows PowerShell wrote as UTF-16', '\ufeff{}', 'standard input is UTF-16 text; save it as UTF-8.'],
    [
      'for another profile',
      '{"format":"mailscope-answers/1","profile":"add-owner","answers":{}}',
      'has the answers for "add-owner", not for "remove-grants".',
    ],
    [
      'with a missing answer',
      '{"format":"mailscope-answers/1","profile":"remove-grants","answers":{}}',
      'subject: An answer is missing: Which app?',
    ],
  ])('refuses an answers file %s', async (_words, text, message) => {
    const { code, stderr } = await plan('-', [], { stdin: Buffer.from(text, message.includes('UTF-16') ? 'utf16le' : 'utf8') });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('the file of a plan', () => {
  it.each(['plan', 'script'])('of mailscope %s never takes the place of the answers', async (command) => {
    const answers = answersFile({ subject: app });
    const before = readFileSync(answers, 'utf8');
    const { code, stderr } = await runInMemory([command, 'remove-grants', '--answers', answers, '--reading', DEMO_FILE, '--out', answers]);
    expect(code).toBe(2);
    expect(stderr).toContain('this is the answers file itself; choose another name.');
    expect(readFileSync(answers, 'utf8')).toBe(before);
  });
});

it('says that one standard input is not enough, whatever is in it', async () => {
  const args = ['plan', 'remove-grants', '--answers', '-', '--reading', '-'];
  const { stderr } = await runInMemory(args, { stdin: readFileSync(DEMO_FILE) });
  expect(stderr).toContain('Only one of --answers and --reading can be standard input.');
});

describe('mailscope profiles', () => {
  it('lists every kind of plan that can be made', async () => {
    const { code, stdout } = await runInMemory(['profiles', '--format', 'json']);
    const answer = JSON.parse(stdout) as { readonly format: string; readonly profiles: readonly { readonly profile: string }[] };
    expect([code, answer.format]).toEqual([0, 'mailscope-profiles/1']);
    expect(answer.profiles.map(({ profile }) => profile)).toEqual(PLAN_FAMILIES.filter((family) => PLAN_FAMILY_DEFINITIONS[family]));
    const text = await runInMemory(['profiles']);
    for (const { profile } of answer.profiles) expect(text.stdout).toContain(profile);
  });

  it.each(PLAN_FAMILIES)('says what %s asks, without any reading', async (family) => {
    const { code, stdout } = await runInMemory(['profiles', family, '--format', 'json']);
    const answer = JSON.parse(stdout) as { readonly format: string; readonly profile: string; readonly questions: readonly unknown[] };
    expect([code, answer.format, answer.profile]).toEqual([0, 'mailscope-profile-questions/1', family]);
    const questions = answer.questions.map((question) => questionSchema.parse(question));
    expect(questions[0]?.id).toBe('subject');
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect((await runInMemory(['profiles', family])).code).toBe(0);
  });

  it('offers what the subject has to choose from', async () => {
    const { stdout } = await runInMemory([
      'profiles',
      'remove-grants',
      '--reading',
      DEMO_FILE,
      '--subject',
      app,
      '--format',
      'json',
      '--quiet',
    ]);
    const { questions } = JSON.parse(stdout) as {
      readonly questions: readonly { readonly id: string; readonly default?: readonly string[] }[];
    };
    expect(questions.map(({ id }) => id)).toEqual(['permissions']);
    expect(questions[0]?.default?.length).toBeGreaterThan(0);
  });

  it.each<readonly [string, readonly string[], string]>([
    ['a profile that there is not', ['nothing'], 'There is no profile "nothing".'],
    [
      'a subject that there is not',
      ['remove-grants', '--reading', DEMO_FILE, '--subject', 'nobody'],
      'The reading holds nothing called "nobody"',
    ],
    ['a reading that there is not', ['remove-grants', '--reading', '/nowhere.json'], '/nowhere.json'],
    ['a subject without a reading', ['remove-grants', '--subject', 'nobody'], 'give its file with --reading FILE'],
  ])('refuses %s', async (_words, args, message) => {
    const { code, stdout, stderr } = await runInMemory(['profiles', ...args, '--quiet']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
