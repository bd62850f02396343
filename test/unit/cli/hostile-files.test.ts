import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_FILES } from '../../support/hostile-files';
import { runInMemory, type RunResult } from '../../support/run-in-memory';

const NOBODY = 65_534;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-hostile-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

// Windows keeps permissions in lists of their own, which a mode does not change.
const makeable = HOSTILE_FILES.filter((file) => !(file.notAsRoot === true && process.platform === 'win32'));
const cases = makeable.filter((file) => file.heavy !== true).map((file, index) => ({ ...file, index }));

/** Permissions do not stop the superuser, as whom tests may run in a container. */
async function withoutPrivileges<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(NOBODY);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a file that nobody should have made', () => {
  it.each(cases.filter((file) => file.exit === 2))('is refused with one sentence: $what', async (file) => {
    const path = join(folder, file.name ?? `${file.index}.json`);
    file.make(path);
    const run = (): Promise<RunResult> => runInMemory(['matrix', path, '--format', 'json']);
    const { code, stdout, stderr } = await (file.notAsRoot === true ? withoutPrivileges(run) : run());
    expect({ code, stdout, stderr }).toMatchObject({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^mailscope: [^\n]{1,400}\.\n$/);
    expect(stderr).toContain(path);
    if (file.says !== undefined) expect(stderr).toContain(file.says);
  });

  it('a line break in its name does not break the one line that refuses it', async () => {
    const { code, stderr } = await runInMemory(['matrix', join(folder, 'two\nlines.json')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^mailscope: [^\n]*two␊lines\.json[^\n]*\.\n$/);
  });

  it.each(cases.filter((file) => file.exit === 0))('is read: $what', async (file) => {
    const path = join(folder, file.name ?? `${file.index}.json`);
    file.make(path);
    const { code, stdout, stderr } = await runInMemory(['matrix', path, '--format', 'json']);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ format: 'mailscope-matrix/1' });
    if (file.says !== undefined) expect(stderr).toContain(file.says);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
