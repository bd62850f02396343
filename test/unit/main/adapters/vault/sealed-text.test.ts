import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newKey, seal, sealedFileName, unseal } from '../../../../../src/main/adapters/vault/sealed-text';

const anyName = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const anyText = fc.string({ maxLength: 300, unit: 'grapheme' });
const key = newKey();

describe('a sealed text', () => {
  it('comes back as it was, under its name and key', () => {
    fc.assert(
      fc.property(anyName, anyText, (name, text) => {
        expect(unseal(name, seal(name, text, key), key)).toEqual({ kind: 'text', text });
      }),
    );
  });

  it('comes back when it is large', () => {
    const text = 'ä€😀\0"\\'.repeat(200_000);
    expect(unseal('tokens/global', seal('tokens/global', text, key), key)).toEqual({ kind: 'text', text });
  });

  it('shows every byte that was flipped', () => {
    const whole = seal('tokens/global', 'a planted secret', key);
    for (let at = 0; at < whole.length; at += 1) {
      for (const bit of [1, 128]) {
        const flipped = Buffer.from(whole);
        flipped[at] = flipped[at]! ^ bit;
        expect(unseal('tokens/global', flipped, key).kind, `byte ${at}`).not.toBe('text');
      }
    }
  });

  it('shows that its end or its beginning is missing', () => {
    const whole = seal('tokens/global', 'a planted secret', key);
    for (let length = 0; length < whole.length; length += 1) {
      expect(unseal('tokens/global', whole.subarray(0, length), key)).toEqual({ kind: 'damaged' });
      expect(unseal('tokens/global', whole.subarray(whole.length - length), key)).toEqual({ kind: 'damaged' });
    }
    expect(unseal('tokens/global', Buffer.concat([whole, Buffer.from([0])]), key)).toEqual({ kind: 'damaged' });
  });

  it('is of no use under another name or with another key', () => {
    fc.assert(
      fc.property(anyName, anyName, anyText, (name, other, text) => {
        fc.pre(name !== other);
        expect(unseal(other, seal(name, text, key), key)).toEqual({ kind: 'damaged' });
        expect(unseal(name, seal(name, text, key), newKey())).toEqual({ kind: 'damaged' });
      }),
    );
  });

  it('of a later version is told apart from damage', () => {
    const later = seal('tokens/global', 'x', key);
    later[4] = 2;
    expect(unseal('tokens/global', later, key)).toEqual({ kind: 'newer' });
  });

  it('is another one each time, and shows nothing of the text', () => {
    const text = 'a planted secret';
    const sealed = Array.from({ length: 50 }, () => seal('tokens/global', text, key));
    expect(new Set(sealed.map((each) => each.subarray(37, 49).toString('hex'))).size).toBe(50);
    for (const each of sealed) expect(each.includes('planted')).toBe(false);
  });

  it('lies in a file whose name any file system takes', () => {
    for (const name of ['tokens/global', '../../etc/passwd', 'CON', 'a'.repeat(300), 'ä:*?']) {
      expect(sealedFileName(name)).toMatch(/^[0-9a-f]{64}\.bin$/);
    }
  });
});
