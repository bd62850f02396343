import { describe, expect, it } from 'vitest';
import { singleQuoted } from '../../../../../src/shared/domain/powershell/single-quoted';

describe('a text in single quotes of PowerShell', () => {
  it.each([
    ['Global', "'Global'"],
    ['', "''"],
    ["O'Hara", "'O''Hara'"],
    ["'; Remove-Item x; '", "'''; Remove-Item x; '''"],
    ['\u2018\u2019\u201a\u201b', "'\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b'"],
    ['$(1+1) `n "x"', '\'$(1+1) `n "x"\''],
    ['two\nlines', "'two\nlines'"],
  ])('%j', (text, quoted) => {
    expect(singleQuoted(text)).toBe(quoted);
  });
});
