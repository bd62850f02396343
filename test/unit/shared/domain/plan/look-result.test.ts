import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphLook } from '../../../../../src/shared/domain/plan/look';
import { judgeLook, readOutputs } from '../../../../../src/shared/domain/plan/look-result';

const members = (expect_: 'some' | 'none' = 'some', each?: string): ReturnType<typeof graphLook> =>
  graphLook('/v1.0/groups/g/members', {
    where: { name: 'ada' },
    says: 'Ada is a member.',
    expect: expect_,
    ...(each === undefined ? {} : { each }),
  });

describe('a look', () => {
  it.each<[what: string, look: ReturnType<typeof members>, objects: readonly unknown[], holds: boolean, saw: string]>([
    ['finds it', members(), [{ name: 'Bob' }, { name: ' Ada' }], true, 'Ada is a member.'],
    ['finds nothing at all', members(), [], false, 'Not so: “Ada is a member”. Nothing was found.'],
    ['finds one thing that is otherwise', members(), [{ name: 'Bob' }], false, 'Not so: “Ada is a member”. What was found is otherwise.'],
    ['finds others', members(), [{ name: 'Bob' }, { name: 'Cy' }], false, 'Not so: “Ada is a member”. None of the 2 found is so.'],
    ['misses what is to be gone', members('none'), [{ name: 'Bob' }], true, 'Ada is a member.'],
    [
      'finds what is to be gone, by name',
      members('none'),
      [{ name: 'ada', displayName: 'Ada L.' }],
      false,
      'Not so: “Ada is a member”. Found: Ada L.',
    ],
    [
      'opens the list in each object',
      members('some', 'members'),
      [{ members: [{ name: 'ada' }] }, { members: null }],
      true,
      'Ada is a member.',
    ],
    ['takes an object without that list for an empty one', members('none', 'members'), [{}], true, 'Ada is a member.'],
    ['passes over what is no object', members(), ['ada', null, ['ada']], false, 'Not so: “Ada is a member”. Nothing was found.'],
  ])('%s', (_what, look, objects, holds, saw) => {
    const result = judgeLook(look, objects);
    expect([result.holds, result.saw]).toEqual([holds, saw]);
  });

  const objects = fc.array(fc.record({ name: fc.constantFrom('ada', 'Ada ', 'bob', null), id: fc.string() }), { maxLength: 8 });

  it('holds for “some” exactly where it does not for “none”', () => {
    fc.assert(
      fc.property(objects, (all) => {
        const [some, none] = [judgeLook(members('some'), all), judgeLook(members('none'), all)];
        expect(some.holds).toBe(!none.holds);
        expect(some.found).toEqual(none.found);
        expect(some.found).toEqual(all.filter(({ name }) => name?.trim().toLowerCase() === 'ada'));
      }),
    );
  });

  it('finds more in more', () => {
    fc.assert(
      fc.property(objects, objects, (one, other) => {
        const together = judgeLook(members(), [...one, ...other]).found;
        expect(together).toEqual([...judgeLook(members(), one).found, ...judgeLook(members(), other).found]);
      }),
    );
  });
});

describe('the outputs of a step', () => {
  it('are properties of what was found, reached by dots too', () => {
    expect(readOutputs({ id: 'Identity', size: 'quota.size' }, { Identity: 'a', quota: { size: 5 } })).toEqual({ id: 'a', size: '5' });
  });

  it.each([null, {}, { Identity: null }, { Identity: ['a'] }])('are unknown where %j has none', (object) => {
    expect(readOutputs({ id: 'Identity' }, object)).toBeNull();
    expect(readOutputs({}, object)).toEqual({});
  });
});
