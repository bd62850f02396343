import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ObjectPieces } from '../../../../../src/main/adapters/tenant/object-pieces';

/** Feeds a text in pieces and answers what came out. */
function cut(text: string, sizes: readonly number[]): { objects: unknown[]; rest: string } {
  const pieces = new ObjectPieces();
  const objects: unknown[] = [];
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    const size = Math.max(1, sizes[turn % Math.max(1, sizes.length)] ?? 1);
    for (const json of pieces.push(text.slice(at, at + size))) objects.push(...(JSON.parse(json) as unknown[]));
    at += size;
  }
  return { objects, rest: pieces.rest() };
}

describe('the answer of a cmdlet, cut into pieces while it arrives', () => {
  it('comes out as it went in, however it was cut', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 20 });
    fc.assert(
      fc.property(
        objects,
        fc.array(fc.string(), { maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        (given, warnings, sizes) => {
          const answer = cut(JSON.stringify({ objects: given, warnings }), sizes);
          expect(answer.objects).toEqual(JSON.parse(JSON.stringify(given)));
          expect(JSON.parse(answer.rest)).toEqual({ objects: [], warnings });
        },
      ),
    );
  });

  it('never holds more than a piece of it', () => {
    const pieces = new ObjectPieces();
    const object = JSON.stringify({ Name: 'x'.repeat(1000) });
    let longest = 0;
    let count = 0;
    pieces.push('{"objects":[');
    for (let turn = 0; turn < 2000; turn += 1) {
      for (const json of pieces.push(`${turn === 0 ? '' : ','}${object}`)) {
        longest = Math.max(longest, json.length);
        count += (JSON.parse(json) as unknown[]).length;
      }
    }
    for (const json of pieces.push('],"warnings":[]}')) count += (JSON.parse(json) as unknown[]).length;
    expect(count).toBe(2000);
    expect(longest).toBeLessThan(300_000);
  });

  it.each(['{"error":{"category":"a","id":"b","message":"c"}}', '<html>502</html>', '', '{"objects":null}'])('leaves %s alone', (text) => {
    expect(cut(text, [3])).toEqual({ objects: [], rest: text });
  });

  it('shows that the end is missing', () => {
    const { rest } = cut('{"objects":[{"a":1},{"b":', [4]);
    expect(() => JSON.parse(rest) as unknown).toThrow();
  });
});
