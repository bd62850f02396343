import { describe, expect, it } from 'vitest';
import { placesIn } from '../../../../src/main/ipc/error-places';

describe('what of an error may be logged', () => {
  it('is its name and places, without its message and without folders', () => {
    const error = new TypeError('secret value\nsecond secret line');
    error.stack = `TypeError: secret value\nsecond secret line\n    at open (/home/anna/mailscope/out/main/index.cjs:10:5)\n    at C:\\Users\\anna\\app\\index.cjs:3:1`;
    const { errorName, stack } = placesIn(error);
    expect(errorName).toBe('TypeError');
    expect(stack).toContain('index.cjs:10:5');
    expect(stack).not.toMatch(/secret|anna/);
  });

  it('is the type of what was thrown where that is no error', () => {
    expect(placesIn('secret')).toEqual({ errorName: 'string', stack: '' });
  });
});
