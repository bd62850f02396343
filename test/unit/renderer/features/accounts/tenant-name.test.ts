import { describe, expect, it } from 'vitest';
import { readTenant } from '../../../../../src/renderer/features/accounts/tenant-name';

const ID = '2f17b1c6-6d82-465d-9eb8-894bdab3de29';

describe('a tenant that is entered', () => {
  it.each([
    [' contoso.com ', 'contoso.com'],
    ['contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    [ID, ID],
    [`{${ID.toUpperCase()}}`, ID],
  ])('is read from %j', (text, tenant) => {
    expect(readTenant(text)).toBe(tenant);
  });

  it.each([
    '',
    'contoso',
    'consumers',
    'contoso . com',
    'https://login.microsoftonline.com/contoso.com',
    '../../common',
    'x?y=z&client_id=other',
    '\u202Emoc.osotnoc',
    '🏢.🏢',
    '-contoso.com',
    'contoso..com',
    `${'y'.repeat(300)}.com`,
  ])('is none in %j', (text) => {
    expect(readTenant(text)).toBeNull();
  });
});
