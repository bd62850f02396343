import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonChunks } from '../../../../src/shared/report/json';

const join = (chunks: Iterable<string>): string => [...chunks].join('');

describe('JSON in pieces', () => {
  it('is what JSON.stringify would have made, but for its layout', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (answer) => {
        expect(JSON.parse(join(jsonChunks(answer)))).toEqual(JSON.parse(JSON.stringify(answer)));
      }),
    );
  });

  it('leaves out what is undefined', () => {
    expect(join(jsonChunks({ a: undefined, b: 1 }))).toBe('{\n  "b": 1\n}\n');
    expect(join(jsonChunks({}))).toBe('{}\n');
  });

  it('puts each item of a list on a line of its own', () => {
    expect(join(jsonChunks({ apps: [{ id: 1 }, { id: 2 }], people: [] }))).toBe(
      '{\n  "apps": [\n    {"id":1},\n    {"id":2}\n  ],\n  "people": []\n}\n',
    );
  });

  it('writes a long list inside an item piece by piece, and whole', () => {
    const yes = Array.from({ length: 50_000 }, (_, index) => `mailbox-${index}`);
    const answer = { apps: [{ name: 'x', capabilities: { 'mail.read': { yes, unknown: [], none: undefined } } }] };
    const chunks = [...jsonChunks(answer)];
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(200_000);
    expect(JSON.parse(chunks.join(''))).toEqual(JSON.parse(JSON.stringify(answer)));
  });

  it('makes items only as they are written', () => {
    let made = 0;
    function* items(): Generator<number> {
      for (; made < 1_000; made += 1) yield made;
    }
    const chunks = jsonChunks({ items: items() });
    for (let taken = 0; taken < 6; taken += 1) chunks.next();
    expect(made).toBeLessThan(5);
  });
});
