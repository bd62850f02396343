import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, formsOf } from '../../../../../src/main/adapters/files/redact';

const SECRET = 'Pa55"w\\ord+é /ü?~!x';
const redact = createRedactor(() => [SECRET]);
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

describe('a secret is taken out of a text', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['as it is', SECRET],
    ['in a sentence', `it said ${SECRET}, and stopped`],
    ['as JSON', JSON.stringify({ password: SECRET })],
    ['as JSON within JSON', JSON.stringify({ body: JSON.stringify({ password: SECRET }) })],
    ['in an address', `https://x.example/?p=${encodeURIComponent(SECRET)}&q=1`],
    [
      'in an address with small letters',
      `https://x.example/?p=${encodeURIComponent(SECRET).replace(/%../g, (code) => code.toLowerCase())}`,
    ],
    ['in a form', new URLSearchParams({ client_secret: SECRET }).toString()],
    ['as base64', base64(SECRET)],
    ['as base64 of an address', base64(SECRET).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')],
    ['as base64 in an address', encodeURIComponent(base64(SECRET))],
    ['in a basic header', `Basic ${base64(`client:${SECRET}`)}`],
    ['twice', `${SECRET}${SECRET}`],
  ];

  it.each(cases)('%s', (_name, text) => {
    const clean = redact(text);
    expect(clean).toContain('[secret]');
    for (const form of formsOf(SECRET)) expect(clean).not.toContain(form);
    expect(clean).not.toContain(SECRET.slice(2, 12));
  });

  it('wherever it stands within something that is encoded as a whole', () => {
    const surroundings = fc.string({ maxLength: 12 });
    const secret = fc.string({ minLength: 8, maxLength: 60, unit: 'grapheme' });
    fc.assert(
      fc.property(surroundings, secret, surroundings, (before, text, after) => {
        const whole = base64(before + text + after);
        const clean = createRedactor(() => [text])(whole);
        const bytes = Buffer.byteLength(text);
        expect(clean.includes('[secret]') || clean.length < whole.length).toBe(true);
        // What is left beside the mark can hold no more than what is around the secret, and a part of a byte at each end.
        expect(clean.replace('[secret]', '').length).toBeLessThanOrEqual(whole.length - Math.floor((bytes * 8) / 6) + 4);
      }),
    );
  });

  it('of two the longer one, where one begins like the other', () => {
    expect(createRedactor(() => ['secret', 'secret-and-more'])('x secret-and-more y secret z')).toBe('x [secret] y [secret] z');
  });

  it('also one that is held later, and one that is no longer', () => {
    let held: readonly string[] = Object.freeze(['first-secret']);
    const later = createRedactor(() => held);
    expect(later('first-secret second-secret')).toBe('[secret] second-secret');
    held = Object.freeze(['second-secret']);
    expect(later('first-secret second-secret')).toBe('[secret] [secret]');
  });

  it.each(['', 'abc', 'nothing to see'])('and nothing else of "%s"', (text) => {
    expect(redact(text)).toBe(text);
    expect(createRedactor(() => ['abc', '', 'x'])(text)).toBe(text);
  });

  it('that holds half a surrogate pair', () => {
    expect(createRedactor(() => ['broken\ud800secret'])('a broken\ud800secret b')).toBe('a [secret] b');
  });

  it('without taking longer where many are held', () => {
    const many = Object.freeze(Array.from({ length: 1000 }, (_, count) => `eyJ0eXAiOiJKV1QiLCJ${base64(String(count * 7919)).repeat(60)}`));
    const quick = createRedactor(() => many);
    const line = 'an ordinary line of a log '.repeat(60);
    expect(quick(line)).toBe(line);
    const start = performance.now();
    for (let count = 0; count < 200; count += 1) quick(line);
    // Some hundredths of a millisecond a line where this was measured; looking for each form in turn takes a hundred times that.
    expect((performance.now() - start) / 200).toBeLessThan(5);
  });
});
