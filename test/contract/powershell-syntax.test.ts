import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { POWERSHELL_ENVIRONMENT, powershellPath } from '../support/find-powershell';
import { encodingProblems, GRAMMAR_LIMITS, ScriptParser } from '../support/powershell-syntax';

const ROOT = join(import.meta.dirname, '../..');
const scripts = readdirSync(join(ROOT, 'resources'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ps1|psm1|psd1)$/.test(name))
  .map((name) => join('resources', name))
  .sort();

/** Scripts that are wrong, one way each. */
const BROKEN: readonly (readonly [what: string, text: string])[] = [
  ['a brace that is not closed', 'function Get-It {\n  if ($true) { 1 \n}\n'],
  ['a parenthesis too many', '$a = (1 + 2))\n'],
  ['a text that does not end', '$a = "never\n$b = 1\n'],
  ['an operator without a right side', '$a = 1 +\n'],
];

/** Scripts that run on PowerShell 7 alone. */
const NEWER: readonly (readonly [what: string, text: string])[] = [
  ['a ternary', '$a = $b ? 1 : 2\n'],
  ['a ternary in a text', '$a = "x $($b ? 1 : 2) y"\n'],
  ['a null-coalescing operator', '$a = $b ?? 1\n'],
  ['a null-coalescing assignment', '$a ??= 1\n'],
  ['a null-conditional member', '${a}?.Length\n'],
  ['a null-conditional index', '${a}?[0]\n'],
  ['an and between pipelines', 'Get-Item x && Get-Item y\n'],
  ['an or between pipelines', 'Get-Item x || Get-Item y\n'],
  ['a hashtable of JSON', "ConvertFrom-Json -InputObject '{}' -AsHashtable\n"],
  ['a parallel loop', '1, 2 | ForEach-Object -Parallel { $_ }\n'],
  ['a status code of an error', "Invoke-RestMethod -Uri 'x' -SkipHttpErrorCheck\n"],
  ['an escape of the escape character', '$a = "`e[0m"\n'],
  ['an escape of a code point', '$a = "`u{1F600}"\n'],
  ['a command that is newer', "Join-String -InputObject 'x'\n"],
];

/** What only looks like it. */
const OLD: readonly (readonly [what: string, text: string])[] = [
  ['operators in a text', "$a = 'x ?? y && z || w ? 1 : 2'\n"],
  ['operators in an expandable text', '$a = "x ?? y && z || w"\n'],
  ['operators in a here-string', "$a = @'\na ?? b && c || d\n-AsHashtable\n'@\n"],
  ['operators in a comment', '# a ?? b && c\n<# a ? b : c -Parallel #>\n$a = 1\n'],
  ['the short name of Where-Object', '1, 2 | ? { $_ -gt 1 }\n'],
  ['an escaped backtick before an e', '$a = "``e"\n'],
];

let parser: ScriptParser;

beforeAll(async () => {
  parser = await ScriptParser.load();
});

describe('the scripts that are shipped', () => {
  it('are there', () => {
    expect(scripts).toContain(join('resources', 'powershell', 'Mailscope.Bridge.psm1'));
  });

  it.each(scripts)('%s parses', (script) => {
    expect(parser.errors(textOf(script))).toEqual([]);
  });

  it.each(scripts)('%s has nothing that Windows PowerShell 5.1 does not have', (script) => {
    expect(parser.newerThan51(textOf(script))).toEqual([]);
    expect(encodingProblems(readFileSync(join(ROOT, script)))).toEqual([]);
  });
});

describe('the check of scripts', () => {
  it.each(BROKEN)('finds %s', (_what, text) => {
    expect(parser.errors(text).length).toBeGreaterThan(0);
  });

  it('says where it is', () => {
    expect(parser.errors('$a = 1\n$b = 2\n$c = (1 + 2))\n')[0]).toMatchObject({ line: 3, column: 13 });
  });

  it.each(NEWER)('finds %s', (_what, text) => {
    expect([...parser.errors(text), ...parser.newerThan51(text)].length).toBeGreaterThan(0);
  });

  it.each(OLD)('is not misled by %s', (_what, text) => {
    expect([...parser.errors(text), ...parser.newerThan51(text)]).toEqual([]);
  });

  it.each(GRAMMAR_LIMITS)('still has to know that the grammar does not take $what', ({ example }) => {
    expect(parser.errorsAsIs(example).length).toBeGreaterThan(0);
    expect(parser.errors(example)).toEqual([]);
  });

  it.each([
    ['ASCII', Buffer.from('$a = 1\n'), []],
    ['a byte order mark', Buffer.from('\ufeff$a = "\u00e4"\n'), []],
    ['neither', Buffer.from('$a = 1\n$b = "\u00e4"\n'), [{ line: 2, column: 7 }]],
  ])('judges the encoding of a file with %s', (_what, bytes, problems) => {
    expect(encodingProblems(bytes)).toMatchObject(problems);
  });
});

describe.skipIf(powershellPath === null)('real PowerShell: its own parser', () => {
  it('takes every script that is shipped', async () => {
    expect(await parseErrors(scripts.map((script) => join(ROOT, script)))).toEqual([]);
  });

  it('agrees about what is broken, and about what only looks like it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mailscope-syntax-'));
    const write = (name: string, text: string): string => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };
    const broken = BROKEN.map(([, text], index) => write(`broken-${index}.ps1`, text));
    const sound = [...OLD.map(([, text]) => text), ...NEWER.map(([, text]) => text), ...GRAMMAR_LIMITS.map(({ example }) => example)];
    const errors = await parseErrors([...broken, ...sound.map((text, index) => write(`sound-${index}.ps1`, text))]);
    rmSync(folder, { recursive: true, force: true });
    expect([...new Set(errors.map(({ path }) => path))].sort()).toEqual(broken.sort());
  });
});

function textOf(script: string): string {
  return readFileSync(join(ROOT, script), 'utf8').replace(/^\ufeff/, '');
}

async function parseErrors(
  paths: readonly string[],
): Promise<readonly { readonly path: string; readonly line: number; readonly message: string }[]> {
  const command = `$found = foreach ($path in ($env:TEST_PATHS -split '\\n')) {
    $tokens = $null; $errors = $null
    [void][System.Management.Automation.Language.Parser]::ParseFile($path, [ref]$tokens, [ref]$errors)
    foreach ($problem in $errors) { @{ path = $path; line = $problem.Extent.StartLineNumber; message = $problem.Message } }
  }
  ConvertTo-Json -InputObject @($found) -Compress`;
  const { stdout } = await promisify(execFile)(powershellPath!, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', command], {
    env: { ...process.env, ...POWERSHELL_ENVIRONMENT, TEST_PATHS: paths.join('\n') },
  });
  return JSON.parse(stdout) as { path: string; line: number; message: string }[];
}
