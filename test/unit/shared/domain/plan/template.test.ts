import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandJson, expandText, literal, MissingOutput, reference, referencesIn } from '../../../../../src/shared/domain/plan/template';

const outputs = { group: { id: '1', dn: "CN=O'Hara" }, 'scope-2': { name: '${group.id}' } };

describe('texts of others in a plan', () => {
  it.each(['${group.id}', '$${group.id}', '$$${group.id}', '${', '$', '${group.id', 'a ${group.id} b ${x.y}', '$&', '$1'])(
    'stay what they are: %s',
    (text) => {
      expect(referencesIn(literal(text))).toEqual([]);
      expect(expandText(literal(text), outputs)).toBe(text);
    },
  );

  it('stay what they are, whatever they hold', () => {
    const pieces = fc.array(fc.constantFrom('$', '{', '}', 'group', '.', 'id', 'a', '${group.id}')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pieces, pieces, (text, other) => {
        const whole = `${literal(text)}|${reference('group', 'id')}|${literal(other)}`;
        expect(expandText(whole, outputs)).toBe(`${text}|1|${other}`);
      }),
    );
  });
});

describe('outputs', () => {
  it('come in the place of references, and what they hold is not looked through again', () => {
    expect(expandJson({ a: [reference('scope-2', 'name')], b: `x ${reference('group', 'dn')}`, c: 3 }, outputs)).toEqual({
      a: ['${group.id}'],
      b: "x CN=O'Hara",
      c: 3,
    });
  });

  it('are encoded where a path is made', () => {
    expect(expandText(`/groups/${reference('group', 'dn')}/members`, outputs, encodeURIComponent)).toBe("/groups/CN%3DO'Hara/members");
  });

  it('that are not known are told', () => {
    expect(() => expandText(reference('group', 'other'), outputs)).toThrow(MissingOutput);
    expect(() => expandText(reference('other', 'id'), outputs)).toThrow('other');
  });
});
