import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameLines, type BridgeLine } from '../../../../../src/main/adapters/powershell/frame-lines';

const CALL = '0123456789abcdef';

function frame(name: string, encoded = 'bnVsbA=='): string {
  return `#mailscope#${CALL}#${name}#${encoded}#`;
}

function readAll(chunks: readonly string[], longest?: number): readonly BridgeLine[] {
  const lines = new FrameLines(longest);
  return chunks.flatMap((chunk) => lines.push(chunk));
}

describe('FrameLines', () => {
  const whole = { kind: 'frame', call: CALL, name: 'done', encoded: 'bnVsbA==' };
  const cases: readonly (readonly [string, string, readonly object[]])[] = [
    ['a frame', `${frame('done')}\n`, [whole]],
    ['a frame with the line end of Windows', `${frame('done')}\r\n`, [whole]],
    ['two frames', `${frame('done')}\n\n${frame('done')}\n`, [whole, whole]],
    ['a frame after a prompt', `PS /home> ${frame('done')}\n`, [whole]],
    ['a frame after a byte order mark', `\u00ef\u00bb\u00bf${frame('done')}\n`, [whole]],
    ['a frame that has not ended', frame('done'), []],
    ['an empty payload', `${frame('end', '')}\n`, [{ ...whole, name: 'end', encoded: '' }]],
    ['noise', 'WARNING: something\nmore\n', []],
    ['half a frame', `#mailscope#${CALL}#done#bnV\n`, [{ kind: 'broken', start: `#mailscope#${CALL}#done#bnV` }]],
    ['a frame with something behind it', `${frame('done')} more\n`, [{ kind: 'broken', start: `${frame('done')} more` }]],
    ['a call that is no id', '#mailscope#XYZ#done#bnVsbA==#\n', [{ kind: 'broken', start: '#mailscope#XYZ#done#bnVsbA==#' }]],
  ];
  it.each(cases)('reads %s', (_name, text, expected) => {
    expect(readAll([text])).toEqual(expected);
  });

  const line = fc.oneof(
    fc.constant(frame('done')),
    fc.constant(frame('objects', 'W10=')),
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\n', ' ')),
    fc.constantFrom('#mailscope#', '#mailscop', '##mailscope#', '', '\r'),
  );

  it('finds the same however the output is cut', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(400), { maxLength: 30 }), (texts, cuts) => {
        const output = texts.map((text) => `${text}\n`).join('');
        const places = [...new Set([0, ...cuts.filter((cut) => cut < output.length), output.length])].sort((left, right) => left - right);
        const chunks = places.slice(1).map((place, index) => output.slice(places[index], place));
        expect(readAll(chunks)).toEqual(readAll([output]));
        expect(readAll([...output])).toEqual(readAll([output]));
      }),
    );
  });

  it('gives up a frame that is too long, and reads the next one', () => {
    const long = frame('objects', 'A'.repeat(10_000));
    const chunks = [...`${long}\n${frame('done')}\n`].reduce<string[]>((list, character, index) => {
      if (index % 100 === 0) list.push('');
      list[list.length - 1] += character;
      return list;
    }, []);
    expect(readAll(chunks, 5_000)).toEqual([{ kind: 'tooLong' }, whole]);
  });

  it('counts what is not the bridge’s', () => {
    const lines = new FrameLines();
    lines.push(`noise\n${frame('done')}\n`);
    expect(lines.noise).toBe(5);
  });
});
