import { describe, expect, it } from 'vitest';
import { readClientId } from '../../../../../src/renderer/features/accounts/client-id';

const ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

describe('a client id', () => {
  it.each([
    ['as the portal shows it', ID],
    ['in capitals', ID.toUpperCase()],
    ['in braces', `{${ID}}`],
    ['in parentheses', `(${ID})`],
    ['without hyphens', ID.replaceAll('-', '')],
    ['with spaces around it', `  ${ID} \n`],
    ['in braces with spaces', ` { ${ID} } `],
  ])('is read %s', (_, text) => {
    expect(readClientId(text)).toBe(ID);
  });

  it.each([
    ['nothing', ''],
    ['a name', 'Mailscope'],
    ['a digit too few', ID.slice(1)],
    ['a digit too many', `${ID}0`],
    ['a letter that is no digit', ID.replace('e', 'g')],
    ['two of them', `${ID} ${ID}`],
    ['one brace', `{${ID}`],
  ])('is not %s', (_, text) => {
    expect(readClientId(text)).toBeNull();
  });
});
