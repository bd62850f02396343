import { describe, expect, test } from 'vitest';
import { nameOf, proposedName } from '../../../../src/main/services/export-files';

describe('the name proposed for an export is a plain file name, whatever the tenant is called', () => {
  test.each([
    [['Contoso', 'audit', '2026-11-21'], 'html', 'mailscope-contoso-audit-2026-11-21.html'],
    [['../../etc', 'apps'], 'csv', 'mailscope-etc-apps.csv'],
    [['C:\\Windows\\con', 'apps'], 'csv', 'mailscope-c-windows-con-apps.csv'],
    [['Grüße & Söhne', 'apps'], 'json', 'mailscope-grüße-söhne-apps.json'],
    [['', '\u202e', 'apps'], 'json', 'mailscope-apps.json'],
  ])('%j', (words, extension, expected) => {
    expect(proposedName(words, extension)).toBe(expected);
  });
});

describe('the name of a file', () => {
  test.each([
    ['/home/anna/a.json', 'a.json'],
    ['C:\\Users\\anna\\a.json', 'a.json'],
    ['a.json', 'a.json'],
  ])('%s', (path, expected) => {
    expect(nameOf(path)).toBe(expected);
  });
});
