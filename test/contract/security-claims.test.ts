import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const rows = readFileSync(resolve(root, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| promise'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, promise = '', proof = '']) => [promise, proof.replaceAll('`', '')] as const);

describe('every security promise names the test that proves it', () => {
  it('and there are promises', () => {
    expect(rows.length).toBeGreaterThan(25);
  });

  test.each(rows)('%s', (_promise, proof) => {
    expect(proof).toMatch(/^test\/.*\.(test|spec)\.ts$/);
    const path = resolve(root, proof);
    expect(existsSync(path), `${proof} does not exist`).toBe(true);
    expect(readFileSync(path, 'utf8')).toMatch(/\b(it|test)(\.each|\.skipIf)?\(/);
  });
});
