import { describe, expect, it } from 'vitest';
import { MailboxDirectory } from '../../../../../src/shared/domain/collection/mailbox-directory';
import { guid, mailbox, sharedMailbox } from '../../../../support/collection-builder';

const sales = sharedMailbox('Sales', { EmailAddresses: ['SMTP:sales@contoso.com', 'smtp:orders@contoso.com', 'SIP:sales@contoso.com'] });
const alex = mailbox('Alex', { DisplayName: 'Alex' });
const otherAlex = mailbox('Alexander', { DisplayName: 'Alex' });
const directory = new MailboxDirectory([sales, alex, otherAlex]);

function found(text: string): string {
  const match = directory.match(text);
  if (match.kind === 'mailbox') return match.mailbox.name;
  return match.kind === 'ambiguous' ? `ambiguous: ${match.candidates.map((item) => item.address).join(', ')}` : 'none';
}

describe('a mailbox is found by id, then address, then distinguished name, then a name that only one has', () => {
  it.each([
    ['its ExternalDirectoryObjectId', sales.ExternalDirectoryObjectId ?? '', 'Sales'],
    ['its Guid', sales.Guid ?? '', 'Sales'],
    ['an id in another case', (sales.ExternalDirectoryObjectId ?? '').toUpperCase(), 'Sales'],
    ['its primary address', 'sales@contoso.com', 'Sales'],
    ['an address in another case', 'Sales@Contoso.COM', 'Sales'],
    ['an address with its prefix', 'SMTP:sales@contoso.com', 'Sales'],
    ['another of its addresses', 'orders@contoso.com', 'Sales'],
    ['its distinguished name', sales.DistinguishedName ?? '', 'Sales'],
    ['its name', 'Sales', 'Sales'],
    ['white space around', ' sales@contoso.com ', 'Sales'],
    ['a display name that two have', 'Alex', 'ambiguous: alex@contoso.com, alexander@contoso.com'],
    ['a name that only one has', 'Alexander', 'Alex'],
    ['a name that nobody has', 'Marketing', 'none'],
    ['nothing', '', 'none'],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toBe(expected);
  });

  it('an id comes before a name that reads like it', () => {
    const confusing = mailbox('Confusing', { DisplayName: sales.Guid ?? null });
    const match = new MailboxDirectory([confusing, sales]).match(sales.Guid ?? '');
    expect(match.kind === 'mailbox' ? match.mailbox.name : match.kind).toBe('Sales');
  });
});

describe('the id of a mailbox', () => {
  it.each([
    ['ExternalDirectoryObjectId in lower case', mailbox('A', { ExternalDirectoryObjectId: guid('user A').toUpperCase() }), guid('user A')],
    ['Guid where that is empty', mailbox('A', { ExternalDirectoryObjectId: '' }), guid('mailbox A')],
    ['Guid where that is null', mailbox('A', { ExternalDirectoryObjectId: null }), guid('mailbox A')],
    ['the address where both are missing', { PrimarySmtpAddress: 'A@contoso.com' }, 'a@contoso.com'],
  ])('is its %s', (_, item, expected) => {
    expect(new MailboxDirectory([item]).all.map(({ id }) => id)).toEqual([expected]);
  });

  it('does not hide a mailbox whose id is the Guid of another, in either order', () => {
    const first = mailbox('A', { Guid: guid('shared') });
    const second = mailbox('B', { ExternalDirectoryObjectId: guid('shared') });
    for (const items of [
      [first, second],
      [second, first],
    ]) {
      const both = new MailboxDirectory(items);
      expect(both.size).toBe(2);
      expect(both.byId(guid('shared'))?.name).toBe('B');
    }
  });
});
