import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_SCHEMAS } from '../../../../../src/shared/domain/collection/collection.schema';
import { plainCheckOf } from '../../../../../src/shared/domain/collection/plain-check.schema';

const user = plainCheckOf(ITEM_SCHEMAS.graph.users);
const right = plainCheckOf(ITEM_SCHEMAS.exchange.mailboxPermissions);

describe('the quick check of items', () => {
  it.each([
    ['a sound user', user, { id: 'u', displayName: 'A', accountEnabled: true }, true],
    ['a null property', user, { id: 'u', displayName: null }, true],
    ['no id, which the schema makes up', user, { displayName: 'A' }, false],
    ['an id of null', user, { id: null }, false],
    ['a wrong type', user, { id: 'u', accountEnabled: 'yes' }, false],
    ['an unknown property, which is to be left out', user, { id: 'u', surplus: 1 }, false],
    ['no object', user, 'u', false],
    ['an array', user, [], false],
    ['one text for a list', right, { Identity: 'm', User: 'u', AccessRights: 'FullAccess' }, true],
    ['a list', right, { Identity: 'm', User: 'u', AccessRights: ['FullAccess'] }, true],
    ['a list with a null, which is to be left out', right, { Identity: 'm', User: 'u', AccessRights: ['FullAccess', null] }, false],
    ['a list with a number', right, { Identity: 'm', User: 'u', AccessRights: [1] }, false],
  ])('%s', (_name, check, value, expected) => {
    expect(check(value)).toBe(expected);
  });

  const schemas = [...Object.values(ITEM_SCHEMAS.graph), ...Object.values(ITEM_SCHEMAS.exchange)];
  const anything = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.oneof(fc.string(), fc.constant(null)), { maxLength: 2 }),
    fc.object({ maxDepth: 1, maxKeys: 2 }),
  );

  it('says yes only to what the schema accepts and leaves as it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...schemas).chain((schema) => {
          const names = fc.constantFrom(...Object.keys(schema.shape), 'surplus');
          return fc.tuple(fc.constant(schema), fc.dictionary(names, anything, { maxKeys: 6 }));
        }),
        ([schema, value]) => {
          if (!plainCheckOf(schema)(value)) return;
          const parsed = schema.safeParse(value);
          expect(parsed.success).toBe(true);
          expect(parsed.data).toEqual(value);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
