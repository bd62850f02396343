import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSorting, readChoices, writeSorting } from '../../../../src/renderer/routing/list-query';
import {
  parsePlace,
  readinessPath,
  readQuery,
  registrationPath,
  sectionPath,
  SECTIONS,
  settingsPath,
  writeQuery,
} from '../../../../src/renderer/routing/routes';

describe('addresses', () => {
  it.each([
    ['/', { kind: 'start' }],
    ['', { kind: 'start' }],
    ['/nonsense', { kind: 'start' }],
    ['/run', { kind: 'run' }],
    ['/history?q=x', { kind: 'history' }],
    ['/history/x', { kind: 'start' }],
    ['/r/demo/nonsense', { kind: 'start' }],
    ['/r/demo', { kind: 'section', readingId: 'demo', section: 'overview', rest: [] }],
    ['/r/demo/apps', { kind: 'section', readingId: 'demo', section: 'apps', rest: [] }],
    ['/r/demo/apps/a1/grants?q=x', { kind: 'section', readingId: 'demo', section: 'apps', rest: ['a1', 'grants'] }],
    [
      '/r/demo/findings/aap-wildcard%3Apolicy%3At%5Ca%3AS-1%3Bb',
      { kind: 'section', readingId: 'demo', section: 'findings', rest: ['aap-wildcard:policy:t\\a:S-1;b'] },
    ],
    ['/r/demo/apps/%E0%A4%A', { kind: 'section', readingId: 'demo', section: 'apps', rest: ['%E0%A4%A'] }],
  ])('%s is understood', (location, place) => {
    expect(parsePlace(location)).toEqual(place);
  });

  it('come back as they were written, whatever an id contains', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SECTIONS),
        fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 3 }),
        (section, rest) => {
          expect(parsePlace(sectionPath('demo', section, rest))).toEqual({ kind: 'section', readingId: 'demo', section, rest });
        },
      ),
    );
  });

  it('can be made of an id with half a surrogate pair', () => {
    expect(parsePlace(sectionPath('demo', 'apps', ['a\ud800b']))).toMatchObject({ rest: ['a\ufffdb'] });
  });

  it('keep their query, and equal views have equal addresses', () => {
    expect(writeQuery({ q: 'a&b=c', extent: ['all', 'some'], empty: '', missing: undefined })).toBe('?extent=all%2Csome&q=a%26b%3Dc');
    expect(writeQuery({ b: '2', a: '1' })).toBe(writeQuery({ a: '1', b: '2' }));
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })), (query) => {
        expect({ ...readQuery(writeQuery(query)) }).toEqual({ ...query });
      }),
    );
  });
});

describe('the query of a list', () => {
  const columns = ['name', 'extent'] as const;

  it.each([
    ['name', { by: 'name', direction: 'ascending' }],
    ['-extent', { by: 'extent', direction: 'descending' }],
    ['-nothing', null],
    ['', null],
    [undefined, null],
  ])('sort=%s', (text, sorting) => {
    expect(readSorting(text, columns)).toEqual(sorting);
  });

  it('writes an order as it reads it', () => {
    for (const text of ['name', '-extent']) {
      const sorting = readSorting(text, columns);
      expect(sorting && writeSorting(sorting)).toBe(text);
    }
  });

  it('takes known values of a filter only, and none of them is no filter', () => {
    expect(readChoices('some,all,hack', ['all', 'some'] as const)).toEqual(['all', 'some']);
    expect(readChoices('hack', ['all', 'some'] as const)).toBeUndefined();
    expect(readChoices(undefined, ['all'] as const)).toBeUndefined();
  });
});

describe('pages that stand by themselves', () => {
  it.each(['run', 'history', 'settings', 'readiness', 'registration', 'offline'] as const)('/%s is one of them', (kind) => {
    expect(parsePlace(`/${kind}`)).toEqual({ kind });
    expect(parsePlace(`/${kind}/more`)).toEqual({ kind: 'start' });
  });

  it.each([
    [settingsPath(), '/settings'],
    [settingsPath('privacy'), '/settings?section=privacy'],
    [readinessPath(null), '/readiness'],
    [readinessPath('00112233445566aa'), '/readiness?account=00112233445566aa'],
    [registrationPath('usGovHigh'), '/registration?cloud=usGovHigh'],
  ])('%s is an address', (address, expected) => {
    expect(address).toBe(expected);
  });
});
