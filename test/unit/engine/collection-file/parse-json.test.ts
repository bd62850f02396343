import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../src/engine/collection-file/parse-json';
import { DEPTH_LIMIT } from '../../../../src/engine/collection-file/scan-json';
import { randomTenant } from '../../../support/random-tenant';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const whole = (text: string | Buffer): unknown => parseJson(typeof text === 'string' ? bytes(text) : text);
/** As a text that is too large for one string is parsed. */
const inPieces = (text: string | Buffer, size = -1): unknown => parseJson(typeof text === 'string' ? bytes(text) : text, size);
/** Every value alone, neighbours together, and whole lists. */
const SIZES = [-1, 10, 60, 400];

/** Comparing by text tells own properties from inherited ones, whatever they are called. */
const written = (value: unknown): string => JSON.stringify(value);

const NAMES = ['format', 'graph', 'exchange', 'users', 'mailboxes', 'coverage', '__proto__', 'constructor', '0', ''];
const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('object')),
  leaf: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...NAMES),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('value')), { maxLength: 5 }).map((entries) => {
    const holder = {};
    for (const [key, value] of entries) Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
    return holder;
  }),
}));

describe('text that is parsed in pieces gives the same as text that is parsed at once', () => {
  it('for collections', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const text = JSON.stringify(randomTenant(seed), null, seed % 3);
      for (const size of [...SIZES, 10_000]) expect(inPieces(text, size)).toEqual(whole(text));
    }
  });

  it('for any JSON, whatever stands where', () => {
    fc.assert(
      fc.property(json.value, (value) => {
        const text = JSON.stringify(value);
        for (const size of SIZES) expect(written(inPieces(text, size))).toBe(written({ ok: true, value: JSON.parse(text) as unknown }));
      }),
      { numRuns: 500 },
    );
  });

  it('for any JSON with one byte changed or cut off: both read it, or both refuse it and name the same place', () => {
    fc.assert(
      fc.property(
        json.object,
        fc.nat(),
        fc.constantFrom('', '"', ',', '}', ']', '{', '\\', 'x', '1', ' ', '\n', '-'),
        (value, place, insertion) => {
          const text = JSON.stringify(value);
          const at = place % text.length;
          const spoiled = text.slice(0, at) + insertion + text.slice(at + 1);
          expect(written(inPieces(spoiled))).toBe(written(whole(spoiled)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a key that stands twice: the last one counts', '{"graph":{"users":[1],"users":[2]},"graph":{"users":[3]}}'],
    ['a list in the place of a section', '{"graph":[1,2],"exchange":{"0":1}}'],
    ['a text in the place of a section', '{"graph":"none","exchange":null}'],
    ['an object in the place of a list', '{"graph":{"users":{"0":1,"a":2}}}'],
    ['empty sections and lists', '{"graph":{},"exchange":{"mailboxes":[]}}'],
    ['a number that ends the text', '12'],
    ['large numbers and escapes', '{"a":1e308,"b":-0.5,"c":"\\u00e9\\ud83d\\ude00\\n","d":12345678901234567890}'],
    ['white space around', ' \r\n{"graph":{"users":[1]}}\t\n'],
  ])('%s', (_, text) => {
    expect(inPieces(text)).toStrictEqual({ ok: true, value: JSON.parse(text) as unknown });
  });

  it('across the borders of chunks, within characters of several bytes', () => {
    const text = JSON.stringify({ graph: { users: Array.from({ length: 200_000 }, (_, index) => `ü😀${index} of many`) } });
    expect(bytes(text).length).toBeGreaterThan(4 * 1024 ** 2);
    expect(inPieces(text, 1024 ** 2)).toStrictEqual(whole(text));
  });

  it('a single value that is larger than a piece', () => {
    const text = JSON.stringify({ graph: { users: ['a', 'b'.repeat(1000), 'c'] } });
    expect(inPieces(text, 100)).toStrictEqual(whole(text));
  });
});

describe('an error names line and column, counted in bytes from 1', () => {
  const cases: readonly (readonly [what: string, text: string | Buffer, expected: string])[] = [
    ['a word that is none', '{"a": nope}', 'line 1, column 8: this is not JSON'],
    ['on a later line', '{\n  "a": 1,\n  "b": x\n}', 'line 3, column 8: this is not JSON'],
    ['a comma too many', '{"a":1,}', 'line 1, column 8: this is not JSON'],
    ['something after the end', '{}\n{}', 'line 2, column 1: this is not JSON'],
    ['a line break in a text', '{"a":"b\nc"}', 'line 1, column 8: this is not JSON'],
    ['an escape that is none', '{"a":"\\q"}', 'line 1, column 8: this is not JSON'],
    ['cut off in a text', '{"a":"b', 'line 1, column 8: the file ends too early; it was cut off'],
    ['cut off between lines', '{"a":[1,\n2,\n', 'line 3, column 1: the file ends too early; it was cut off'],
    ['white space alone', ' \n', 'line 2, column 1: the file ends too early; it was cut off'],
    ['nothing', '', 'the file holds no text'],
    ['a byte order mark alone', '\ufeff', 'the file holds nothing but a byte order mark'],
    ['UTF-16, little endian', Buffer.from('\ufeff{}', 'utf16le'), 'the file is UTF-16 text; save it as UTF-8'],
    ['UTF-16, big endian', Buffer.from('\ufeff{}', 'utf16le').swap16(), 'the file is UTF-16 text; save it as UTF-8'],
    ['Latin-1', Buffer.from('{"a":"\u00e9"}', 'latin1'), 'the file is not UTF-8 text'],
    ['nested too deeply', `\n${'['.repeat(DEPTH_LIMIT + 1)}`, `line 2, column ${DEPTH_LIMIT + 1}: nested too deeply for a collection`],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(whole(text)).toEqual({ ok: false, error: expected });
    expect(inPieces(text)).toEqual({ ok: false, error: expected });
  });

  it('in a text of many chunks too', () => {
    const lines = Array.from({ length: 300_000 }, (_, index) => `"line ${index}",`);
    const text = `[\n${lines.join('\n')}\n"ü", oops\n]`;
    expect(whole(text)).toEqual({ ok: false, error: 'line 300002, column 7: this is not JSON' });
    expect(inPieces(text)).toEqual({ ok: false, error: 'line 300002, column 7: this is not JSON' });
  });

  it('within a text that goes on over a border of chunks', () => {
    const text = `{"note":"${'a'.repeat(5 * 1024 ** 2)}\n"}`;
    expect(whole(text)).toEqual({ ok: false, error: `line 1, column ${5 * 1024 ** 2 + 10}: this is not JSON` });
  });

  it('cut off after many chunks', () => {
    const text = `{"note":"${'a'.repeat(5 * 1024 ** 2)}`;
    expect(whole(text)).toEqual({ ok: false, error: `line 1, column ${5 * 1024 ** 2 + 10}: the file ends too early; it was cut off` });
  });
});

describe('what is read', () => {
  it('a byte order mark before the text', () => {
    expect(whole('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
    expect(inPieces('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  });

  it('as many levels as the limit', () => {
    expect(whole('['.repeat(DEPTH_LIMIT) + ']'.repeat(DEPTH_LIMIT))).toMatchObject({ ok: true });
  });

  it('brackets and quotes within texts', () => {
    const text = JSON.stringify({ note: `${'['.repeat(500)}\\"${'{'.repeat(500)}` });
    expect(whole(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
  });
});
