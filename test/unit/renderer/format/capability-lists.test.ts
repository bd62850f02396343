import { describe, expect, it } from 'vitest';
import { distinctReach, ownCapabilities, shownVerdicts } from '../../../../src/renderer/format/capability-lists';
import { unresolvedText } from '../../../../src/renderer/format/unresolved-text';
import { CAPABILITY_WORDS, mailboxKindWord } from '../../../../src/renderer/format/words';
import { CAPABILITIES } from '../../../../src/shared/domain/reach/capability';

describe('capabilities in a list', () => {
  it('leave out what a stronger one says already', () => {
    expect(ownCapabilities(['mail.readBasic', 'mail.read', 'mail.write', 'mail.send', 'calendar.read', 'calendar.readBasic'])).toEqual([
      'mail.write',
      'mail.send',
      'calendar.read',
    ]);
  });

  it('keep a certain weak one beside an uncertain strong one', () => {
    expect(shownVerdicts({ 'mail.readBasic': 'yes', 'mail.read': 'yes', 'mail.write': 'unknown' }, CAPABILITIES)).toEqual([
      ['mail.read', 'yes'],
      ['mail.write', 'unknown'],
    ]);
  });

  it('show a weaker one only where it goes another way', () => {
    const wide = { reach: 'all', mailboxes: 60, unknownMailboxes: 0 };
    const narrow = { reach: 'some', mailboxes: 3, unknownMailboxes: 0 };
    expect(distinctReach({ 'mail.readBasic': wide, 'mail.read': wide, 'mail.write': narrow, 'mail.send': wide }, CAPABILITIES)).toEqual([
      'mail.read',
      'mail.write',
      'mail.send',
    ]);
  });

  it('each have words of their own', () => {
    expect(new Set(CAPABILITIES.map((capability) => CAPABILITY_WORDS[capability])).size).toBe(CAPABILITIES.length);
  });
});

describe('words', () => {
  it('name what is unknown as the source names it', () => {
    expect(mailboxKindWord('SharedMailbox')).toBe('Shared');
    expect(mailboxKindWord('NewKindMailbox')).toBe('NewKindMailbox');
    expect(mailboxKindWord(null)).toBe('–');
  });

  it('say of an unresolved right what, of whom, where and why', () => {
    expect(
      unresolvedText({ principals: 'people', right: 'fullAccess', trustee: 'Team', reason: 'two principals are called so', mailboxes: 1 }),
    ).toBe('Full Access of “Team” on 1 mailbox: two principals are called so');
    expect(unresolvedText({ principals: 'apps', right: 'entra', trustee: null, reason: 'the source was not read', mailboxes: 'all' })).toBe(
      'Application permissions of some app on every mailbox: the source was not read',
    );
  });
});
