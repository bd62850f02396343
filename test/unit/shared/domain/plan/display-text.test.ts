import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathPart, plainName, shown } from '../../../../../src/shared/domain/plan/display-text';
import { referencesIn } from '../../../../../src/shared/domain/plan/template';
import { HOSTILE_NAMES } from '../../../../support/hostile-names';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...Object.values(HOSTILE_NAMES)),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'a', ' ', '${', '}', '.', "'") }),
);

describe('a name in a sentence', () => {
  it.each([
    ['PCEmail', 'PCEmail'],
    ['  two\r\nlines ', 'two lines'],
    ['a\u202egnp.exe', 'a gnp.exe'],
    ['${group.id}', '$ {group.id}'],
    ['x'.repeat(200), `${'x'.repeat(99)}…`],
  ])('%j is shown as %j', (name, expected) => {
    expect(shown(name)).toBe(expected);
  });

  it('stays on one line, within its length, and refers to nothing', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 200 }), (name, limit) => {
        const text = shown(name, limit);
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}]/u);
        expect(referencesIn(text)).toEqual([]);
      }),
    );
  });
});

describe('a plain name', () => {
  it('has only what an object in Exchange Online may be called, and says the same of itself', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 64 }), (name, limit) => {
        const plain = plainName(name, limit);
        expect(plain).toMatch(/^[\p{L}\p{N} ._-]*$/u);
        expect(plain.length).toBeLessThanOrEqual(limit);
        expect(plainName(plain, limit)).toBe(plain);
      }),
    );
  });
});

describe('a part of a path', () => {
  it('begins no part of its own, ends none, and never refers to an output', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom('', '.', '..', '...')), (text) => {
        const part = pathPart(text);
        expect(part).not.toMatch(/[/?#&$]/);
        expect(new URL(`https://graph.example/v1.0/users/${part}/x`).pathname.split('/')).toHaveLength(5);
      }),
    );
  });
});
