import { describe, expect, it } from 'vitest';
import {
  actionOf,
  chooseAccount,
  MACHINE,
  measureKey,
  sectionState,
  summaryOf,
} from '../../../../../src/renderer/features/readiness/readiness-view';
import type { Account } from '../../../../../src/shared/ipc/account-shapes';
import type { FeatureReadiness } from '../../../../../src/shared/ipc/readiness-shapes';
import { ACCOUNT } from '../../../../support/readiness/fake-tenant';

const OTHER: Account = { ...ACCOUNT, id: 'fedcba9876543210' };
const NO_REMEDY = { text: 'Ask.', link: null, command: null, consent: null };

type Lack = FeatureReadiness['lacks'][number];

function lack(kind: Lack['kind'], remedy: Partial<Lack['remedy']>): Lack {
  return { kind, what: 'W.', consequence: 'C.', remedy: { ...NO_REMEDY, ...remedy } };
}

describe('the account that is measured', () => {
  it.each([
    ['the one of the address', OTHER.id, [ACCOUNT, OTHER], OTHER.id],
    ['the first where the address names none', undefined, [ACCOUNT, OTHER], ACCOUNT.id],
    ['the first where the address names one that is gone', 'ffffffffffffffff', [ACCOUNT], ACCOUNT.id],
    ['none where the address names this computer', MACHINE, [ACCOUNT], undefined],
    ['none where nobody is signed in', undefined, [], undefined],
  ])('is %s', (_title, named, accounts, expected) => {
    expect(chooseAccount(named, accounts)?.id).toBe(expected);
  });

  it('is measured anew when it was granted something, and not when nothing changed', () => {
    const granted = { ...ACCOUNT, scopes: [...ACCOUNT.scopes, 'AuditLog.Read.All'] };
    expect(measureKey(granted)).not.toBe(measureKey(ACCOUNT));
    expect(measureKey({ ...granted, scopes: [...granted.scopes].reverse() })).toBe(measureKey(granted));
    expect(measureKey({ ...ACCOUNT, state: 'signInNeeded' })).not.toBe(measureKey(ACCOUNT));
  });
});

describe('what is done about a lack', () => {
  it.each([
    ['asks for consent', lack('scope', { consent: 'apps' }), { kind: 'consent', feature: 'apps' }],
    ['signs in again', lack('signIn', { consent: 'apps' }), { kind: 'signIn' }],
    ['opens a page', lack('licence', { link: 'https://learn.microsoft.com/' }), { kind: 'link', address: 'https://learn.microsoft.com/' }],
    ['shows a command', lack('module', { command: 'Install-Module x' }), { kind: 'command', command: 'Install-Module x' }],
    ['is words alone', lack('notMeasured', {}), null],
  ])('%s', (_title, given, expected) => {
    expect(actionOf(given)).toEqual(expected);
  });
});

describe('the words of the page', () => {
  const feature = (state: FeatureReadiness['state']): FeatureReadiness => ({ id: 'apps', label: 'A', why: 'W.', state, lacks: [] });

  it('count what is ready', () => {
    expect(summaryOf({ features: [feature('ready'), feature('limited'), feature('blocked')] })).toBe('1 of 3 features are ready.');
    expect(summaryOf({ features: [feature('ready'), feature('ready')] })).toBe('All 2 features are ready.');
  });

  it.each([
    [['good', 'unknown', 'attention', 'missing'], 'missing'],
    [['good', 'unknown', 'attention'], 'attention'],
    [['good', 'unknown'], 'unknown'],
    [['good'], 'good'],
    [[], 'good'],
  ] as const)('say the worst of %j of a section', (states, expected) => {
    expect(sectionState(states.map((state) => ({ state })))).toBe(expected);
  });
});
