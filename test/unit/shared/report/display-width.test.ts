import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, padTo, wrapTo } from '../../../../src/shared/report/display-width';

describe('the width of a text in a terminal', () => {
  it.each([
    ['', 0],
    ['mail', 4],
    ['営業部', 6],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['🇨🇭', 2],
    ['␛[2J', 4],
  ])('of "%s" is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('padding', () => {
  it('fills up on the right, and for numbers on the left', () => {
    expect(padTo('営業', 6)).toBe('営業  ');
    expect(padTo('12', 5, 'right')).toBe('   12');
    expect(padTo('too long', 3)).toBe('too long');
  });
});

describe('wrapping', () => {
  it.each([
    ['a few words', 20, ['a few words']],
    ['a few words', 5, ['a few', 'words']],
    ['unbreakable', 4, ['unbr', 'eaka', 'ble']],
    ['go unbreakable', 4, ['go', 'unbr', 'eaka', 'ble']],
    ['営業部', 4, ['営業', '部']],
  ])('"%s" at %d columns', (text, width, lines) => {
    expect(wrapTo(text, width)).toEqual(lines);
  });

  it('loses nothing but the spaces it breaks at, and stays within the width', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z営é ]{0,60}$/), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrapTo(text, width);
        expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
