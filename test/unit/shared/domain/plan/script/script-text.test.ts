import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentText, ScriptJson, scriptLiteral, scriptText } from '../../../../../../src/shared/domain/plan/script/script-text';
import { INJECTION_CORPUS } from '../../../../../support/injection-corpus';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...INJECTION_CORPUS.map(([, text]) => text.slice(0, 2_000))));

describe('a text in a script', () => {
  it.each([
    ['plain', "'plain'"],
    ['', "''"],
    ["O'Brien", "'O''Brien'"],
    ['a\u2018b\u2019', "'a\u2018\u2018b\u2019\u2019'"],
    ['$(exit 1) `n "x" ${a.b}', '\'$(exit 1) `n "x" ${a.b}\''],
    ['a\nb', "(-join ('', 'a', ([char]0x000a), 'b'))"],
    ['\u202ea', "(-join ('', ([char]0x202e), 'a'))"],
    ['a\ud83d', "(-join ('', 'a', ([char]0xd83d)))"],
    ['\u{1f469}\u200d\u{1f4bb}', "'\u{1f469}\u200d\u{1f4bb}'"],
  ])('%j is %s', (text, written) => {
    expect(scriptText(text)).toBe(written);
  });

  it('stands on one line, with nothing in it that cannot be seen', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(scriptText(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/u);
      }),
    );
  });

  it('comes back as itself when it is read as PowerShell reads it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readBack(scriptText(text))).toBe(text);
      }),
    );
  });
});

describe('a value in a script', () => {
  it.each([
    [null, '$null'],
    [true, '$true'],
    [3, '3'],
    [-1.5, '(-1.5)'],
    [[], '@()'],
    [['a', "b'"], "@('a', 'b''')"],
    [{}, '@{}'],
    [{ AppId: 'x', 'a.b': null, if: 1 }, "[ordered]@{ AppId = 'x'; 'a.b' = $null; 'if' = 1 }"],
    [new ScriptJson('{"a":1}'), '\'{"a":1}\''],
    [new ScriptJson('{\n  "a": 1\n}'), '@\'\n{\n  "a": 1\n}\n\'@'],
  ])('%j is %s', (value, written) => {
    expect(scriptLiteral(value)).toBe(written);
  });

  it('is broken into lines where it is long, each part on its own', () => {
    const long = 'x'.repeat(70);
    expect(scriptLiteral({ First: long, Second: [long, long] })).toBe(
      `[ordered]@{\n    First = '${long}'\n    Second = @(\n        '${long}',\n        '${long}'\n    )\n}`,
    );
  });

  it('is no number that PowerShell does not know', () => {
    expect(() => scriptLiteral(Number.NaN)).toThrow(RangeError);
  });
});

describe('a text in the head of a script', () => {
  it.each(INJECTION_CORPUS)('%s stays in its comment, on its line', (_name, text) => {
    const shown = commentText(text);
    expect(shown).not.toMatch(/#>|<#|[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  });
});

/** What PowerShell makes of a literal: doubled quotes are one, pieces are joined. */
function readBack(written: string): string {
  const single = /^'((?:[^'\u2018\u2019\u201a\u201b]|''|\u2018\u2018|\u2019\u2019|\u201a\u201a|\u201b\u201b)*)'$/u;
  const whole = single.exec(written);
  if (whole) return unquoted(whole[1] ?? '');
  const inner = /^\(-join \((.*)\)\)$/u.exec(written)?.[1];
  if (inner === undefined) throw new Error(`not readable: ${written.slice(0, 80)}`);
  const pieces = inner.matchAll(
    /'((?:[^'\u2018-\u201b]|''|\u2018\u2018|\u2019\u2019|\u201a\u201a|\u201b\u201b)*)'|\(\[char\]0x([0-9a-f]{4})\)/gu,
  );
  return [...pieces]
    .map(([, quoted, code]) => (code === undefined ? unquoted(quoted ?? '') : String.fromCharCode(parseInt(code, 16))))
    .join('');
}

function unquoted(text: string): string {
  return text.replace(/(['\u2018-\u201b])\1/gu, '$1');
}
