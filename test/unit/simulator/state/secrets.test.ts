import { describe, expect, it } from 'vitest';
import { hashSecret, isSecret } from '../../../../src/simulator/state/secrets';

describe('a secret', () => {
  it('is recognised by its hash and not to be read from it', () => {
    const hash = hashSecret('Owner', 'abc8Q~secret');
    expect(hash).not.toContain('secret');
    expect(isSecret('owner', 'abc8Q~secret', hash)).toBe(true);
  });

  it.each([
    ['another text', 'owner', 'abc8Q~Secret'],
    ['another owner', 'other', 'abc8Q~secret'],
    ['no text', 'owner', ''],
  ])('is not recognised: %s', (_case, owner, text) => {
    expect(isSecret(owner, text, hashSecret('owner', 'abc8Q~secret'))).toBe(false);
  });

  it('that nobody knows is never right', () => {
    expect(isSecret('owner', '', '')).toBe(false);
  });
});
