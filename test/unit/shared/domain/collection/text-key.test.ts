import { describe, expect, it } from 'vitest';
import { hasWord, addressOf, isGuid, keyOf, listOf, wordsOf } from '../../../../../src/shared/domain/collection/text-key';

describe('texts are compared trimmed and without case', () => {
  it.each([
    [' ABC ', 'abc'],
    [null, ''],
    [undefined, ''],
  ])('%j becomes %j', (text, expected) => {
    expect(keyOf(text)).toBe(expected);
  });

  it.each([
    ['SMTP:Alex@Contoso.com', 'alex@contoso.com'],
    ['sip:alex@contoso.com', 'alex@contoso.com'],
    ['X500:/o=Contoso', '/o=contoso'],
    ['alex@contoso.com', 'alex@contoso.com'],
  ])('the address in %s is %s', (text, expected) => {
    expect(addressOf(text)).toBe(expected);
  });
});

describe('AccessRights comes as an array or as one text with commas', () => {
  it.each([
    [
      ['FullAccess', 'ReadPermission'],
      ['fullaccess', 'readpermission'],
    ],
    ['FullAccess, ReadPermission', ['fullaccess', 'readpermission']],
    [
      ['FullAccess, ReadPermission', 'DeleteItem'],
      ['fullaccess', 'readpermission', 'deleteitem'],
    ],
    [null, []],
    ['', []],
  ])('%j', (value, expected) => {
    expect(wordsOf(value)).toEqual(expected);
  });
});

it('reads one text and several alike', () => {
  expect([listOf('a'), listOf(['a', 'b']), listOf(null), listOf(undefined)]).toEqual([['a'], ['a', 'b'], [], []]);
});

it.each([
  ['810c84a8-4a9e-49e6-bf7d-12d183f40d01', true],
  ['810c84a8-4a9e-49e6-bf7d-12d183f40d0', false],
  ['alex@contoso.com', false],
])('whether %s is a GUID: %s', (text, expected) => {
  expect(isGuid(text)).toBe(expected);
});

describe('whether a property holds a word', () => {
  it.each([
    [undefined, false],
    [null, false],
    ['FullAccess', true],
    [' fullaccess ', true],
    ['FullAccess, ReadPermission', true],
    ['ReadPermission,FullAccess', true],
    ['FullAccessToo', false],
    [['ReadPermission'], false],
    [['ReadPermission', 'FULLACCESS'], true],
    [['ReadPermission, FullAccess'], true],
    [[], false],
  ])('%j', (value, expected) => {
    expect(hasWord(value, 'fullaccess')).toBe(expected);
  });
});
