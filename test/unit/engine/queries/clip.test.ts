import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipName, clipNullable, clipSentence } from '../../../../src/engine/queries/clip';

describe('texts of a row', () => {
  it('are left alone up to what a real name needs', () => {
    expect(clipName('x'.repeat(256))).toHaveLength(256);
    expect(clipSentence('A sentence.')).toBe('A sentence.');
    expect([clipNullable(''), clipNullable(undefined), clipNullable('a')]).toEqual([null, null, 'a']);
  });

  it('show what would turn the reading direction or break the line instead of doing it', () => {
    expect(clipName('\u202Excod.exe')).toBe('[U+202E]xcod.exe');
    expect(clipNullable('a\u2066b\nc')).toBe('a[U+2066]b␊c');
    expect(clipSentence('nobody is called "\u200Bx"')).toBe('nobody is called "[U+200B]x"');
    expect(clipName('\u202E'.repeat(300))).toHaveLength(256);
  });

  it('are cut with a mark beyond it, never through a character', () => {
    expect(clipName('x'.repeat(1_000_000))).toBe(`${'x'.repeat(255)}…`);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite', minLength: 250, maxLength: 300 }), (text) => {
        const cut = clipName(text);
        expect(cut.length).toBeLessThanOrEqual(256);
        expect(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(cut)).toBe(false);
      }),
    );
  });
});
