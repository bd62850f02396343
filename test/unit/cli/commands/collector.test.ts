import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../support/reading/read-simulator';
import { runInMemory } from '../../../support/run-in-memory';

const SCRIPT = '<#\n.SYNOPSIS\nReads.\n#>\n';
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  folder.remove();
});

describe('mailscope collector', () => {
  it('writes the script, and nothing else, to standard output', async () => {
    expect(await runInMemory(['collector'], { collectorScript: SCRIPT })).toEqual({ code: 0, stdout: SCRIPT, stderr: '' });
  });

  it('writes it to a file', async () => {
    const path = join(folder.path, 'collect.ps1');
    expect(await runInMemory(['collector', '--out', path], { collectorScript: SCRIPT })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe(SCRIPT);
  });

  it('says so where the folder of the file is missing', async () => {
    const path = join(folder.path, 'none', 'collect.ps1');
    const { code, stderr } = await runInMemory(['collector', '--out', path], { collectorScript: SCRIPT });
    expect(code).toBe(2);
    expect(stderr).toContain('there is no folder');
  });

  it('says so where this copy has no script, and leaves no file', async () => {
    const path = join(folder.path, 'collect.ps1');
    const { code, stdout, stderr } = await runInMemory(['collector', '--out', path], { collectorScript: null });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('not complete');
    expect(() => {
      rmSync(path);
    }).toThrow();
  });

  it.each([[['collector', 'file.json']], [['collector', '--format', 'json']]])('takes no %j', async (args) => {
    expect((await runInMemory(args)).code).toBe(2);
  });

  it('has help with examples', async () => {
    const { code, stdout } = await runInMemory(['collector', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('mailscope collector --out Collect-MailscopeTenant.ps1');
  });
});
