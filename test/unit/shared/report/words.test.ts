import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../../../src/shared/domain/reach/capability';
import { SOURCE_PATHS } from '../../../../src/shared/domain/collection/sources';
import { dateTimeUtc, dateUtc } from '../../../../src/shared/report/dates';
import { counted, grouped, sentenceList } from '../../../../src/shared/report/numbers';
import { SOURCE_FACTS, sourceLabel, whatFollows } from '../../../../src/shared/report/source-facts';
import { applicationReachWords, capabilityWords, delegatedReachWords, withoutImplied } from '../../../../src/shared/report/words';
import { sampleAnswers } from '../../../support/sample-answers';

const path = { kind: 'entra', detail: 'granted', via: [] } as const;

describe('capabilities in words', () => {
  it('leave out what a stronger one implies', () => {
    expect(withoutImplied(['mail.readBasic', 'mail.read', 'mail.write', 'mail.send'])).toEqual(['mail.write', 'mail.send']);
    expect(withoutImplied(CAPABILITIES)).toEqual([
      'mail.write',
      'mail.send',
      'settings.write',
      'calendar.write',
      'contacts.write',
      'folders.write',
      'items.export',
      'items.import',
      'config.write',
    ]);
  });

  it('keep what is certain apart from what is not, and do not doubt what a certain one implies', () => {
    expect(
      capabilityWords({
        'mail.readBasic': { verdict: 'yes', paths: [path] },
        'mail.read': { verdict: 'yes', paths: [path] },
        'mail.write': { verdict: 'unknown', paths: [path] },
      }),
    ).toBe('mail.read, mail.write (not certain)');
  });
});

describe('how far an app goes', () => {
  const app = sampleAnswers().audit.apps[0]!;

  it.each([
    ['nothing held', {}, '–'],
    ['all', { 'mail.read': { reach: 'all', mailboxes: 412, unknownMailboxes: 0 } }, 'every mailbox'],
    ['some', { 'mail.read': { reach: 'some', mailboxes: 1, unknownMailboxes: 0 } }, '1 mailbox'],
    [
      'some and doubt',
      { 'mail.read': { reach: 'some', mailboxes: 12, unknownMailboxes: 3 } },
      '12 mailboxes (not certain for 3 mailboxes)',
    ],
    ['doubt', { 'mail.read': { reach: 'unknown', mailboxes: 0, unknownMailboxes: 412 } }, 'not certain for 412 mailboxes'],
    ['none', { 'mail.read': { reach: 'none', mailboxes: 0, unknownMailboxes: 0 } }, 'no mailbox (confined)'],
  ] as const)('%s', (_what, application, words) => {
    expect(applicationReachWords({ ...app, application })).toBe(words);
  });

  it('by delegation names the users, or anybody', () => {
    expect(delegatedReachWords(app)).toBe('through 3 users');
    expect(delegatedReachWords({ ...app, delegated: { 'mail.read': { consent: 'AllPrincipals', users: 40, mailboxes: 40 } } })).toBe(
      'any signed-in user',
    );
    expect(delegatedReachWords({ ...app, delegated: {} })).toBe('–');
  });
});

describe('dates, numbers and lists', () => {
  it('are the same on every machine', () => {
    expect(dateTimeUtc('2026-11-21T08:00:00+01:00')).toBe('2026-11-21 07:00 UTC');
    expect(dateUtc('2026-11-21T23:30:00-02:00')).toBe('2026-11-22');
    expect([dateUtc(null), dateUtc('soon')]).toEqual(['–', 'soon']);
    expect([grouped(0), grouped(999), grouped(1_234_567)]).toEqual(['0', '999', '1,234,567']);
    expect([counted(1, 'mailbox', 'mailboxes'), counted(2, 'app')]).toEqual(['1 mailbox', '2 apps']);
    expect([sentenceList([]), sentenceList(['a']), sentenceList(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  });
});

describe('sources in words', () => {
  it('every source of a reading has a label and says what follows without it', () => {
    expect(Object.keys(SOURCE_FACTS).sort()).toEqual([...SOURCE_PATHS].sort());
  });

  it('a source that this version does not know keeps its path', () => {
    expect([sourceLabel('graph.later'), whatFollows('__proto__')]).toEqual(['graph.later', 'not known']);
  });
});
