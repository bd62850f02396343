import { describe, expect, it, test } from 'vitest';
import { appsSelection } from '../../../../src/renderer/features/apps/apps-selection';

describe('the apps that an address asks for', () => {
  it('are all of them, widest reach first and in no groups, where it asks for nothing', () => {
    expect(appsSelection('demo', {})).toEqual({
      list: 'apps',
      readingId: 'demo',
      filter: {},
      sort: { by: 'extent', direction: 'descending' },
      group: undefined,
    });
  });

  it('have its search, filters and order', () => {
    expect(appsSelection('demo', { q: 'crm', extent: 'all,some', sort: 'name' })).toMatchObject({
      filter: { text: 'crm', extent: ['all', 'some'] },
      sort: { by: 'name', direction: 'ascending' },
    });
  });

  test.each([
    ['extent', 'extent'],
    ['publisher', 'publisher'],
    ['owner', undefined],
    ['extent,publisher', undefined],
    ['', undefined],
  ])('group=%s groups by %s', (text, group) => {
    expect(appsSelection('demo', { group: text }).group).toBe(group);
  });
});
