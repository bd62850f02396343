import { expect, it } from 'vitest';
import { UniqueLookup } from '../../../../../src/shared/domain/collection/lookup';

it('finds the one holder of a key', () => {
  const lookup = new UniqueLookup<string>();
  lookup.add('alex', 'first');
  expect([lookup.find('alex'), lookup.find('sam'), lookup.all('alex'), lookup.all('sam')]).toEqual(['first', undefined, ['first'], []]);
});

it('answers null where several have a key, and names all of them', () => {
  const lookup = new UniqueLookup<string>();
  for (const holder of ['first', 'second', 'third', 'second']) lookup.add('alex', holder);
  expect([lookup.find('alex'), lookup.all('alex')]).toEqual([null, ['first', 'second', 'third']]);
});

it('keeps a key unique where the same holder is added twice', () => {
  const lookup = new UniqueLookup<string>();
  lookup.add('alex', 'first');
  lookup.add('alex', 'first');
  expect(lookup.find('alex')).toBe('first');
});

it('has no holder for the empty key', () => {
  const lookup = new UniqueLookup<string>();
  lookup.add('', 'first');
  expect(lookup.find('')).toBeUndefined();
});
