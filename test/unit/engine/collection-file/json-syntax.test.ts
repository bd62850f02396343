import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSyntaxProblem } from '../../../../src/engine/collection-file/json-syntax';

const problem = (text: string): string => {
  const found = findSyntaxProblem(Buffer.from(text, 'utf8'));
  return found === null ? 'none' : `${found.offset}${found.cutOff ? ' cut off' : ''}`;
};

describe('the first byte that cannot stand where it does', () => {
  it.each([
    ['{}', 'none'],
    [' [1, -2.5e+3, 0, true, false, null, "a\\u00e9\\n"] ', 'none'],
    ['', '0 cut off'],
    ['[1', '2 cut off'],
    ['"abc', '4 cut off'],
    ['"abc\\', '5 cut off'],
    ['"\\u12', '5 cut off'],
    ['-', '1 cut off'],
    ['1.', '2 cut off'],
    ['1e', '2 cut off'],
    ['tru', '3 cut off'],
    ['01', '1'],
    ['.5', '0'],
    ['1.e5', '2'],
    ['+1', '0'],
    ['truth', '3'],
    ['[1 2]', '3'],
    ['[,1]', '1'],
    ['[1,]', '3'],
    ['{a:1}', '1'],
    ['{"a" 1}', '5'],
    ['{"a":1]', '6'],
    ["'a'", '0'],
    ['"\\u12g4"', '5'],
    ['"\t"', '1'],
    ['{} x', '3'],
    ['\u00a0{}', '0'],
  ])('%j: %s', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});

describe('the verdict is that of JSON.parse', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it('for JSON, and for JSON with a piece of it changed', () => {
    const pieces = fc.constantFrom(
      '',
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '-',
      '+',
      '.',
      '0',
      '1',
      'e',
      'E',
      't',
      'null',
      '\\u00',
      ' ',
      '\n',
      '\u0007',
      'é',
    );
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat({ max: 3 }), pieces, (text, place, length, piece) => {
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + piece + text.slice(at + length);
        // Half a surrogate pair cannot be written as UTF-8.
        fc.pre(Buffer.from(changed, 'utf8').toString('utf8') === changed);
        expect({ text: changed, json: problem(changed) === 'none' }).toEqual({ text: changed, json: isJson(changed) });
      }),
      { numRuns: 2000 },
    );
  });
});
