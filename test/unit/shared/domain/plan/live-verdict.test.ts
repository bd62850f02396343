import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agrees,
  disagreement,
  explainRound,
  isSettled,
  judgeCall,
  LIVE_CALLS,
  type LiveCall,
  type LiveOperation,
  type LiveTry,
} from '../../../../../src/shared/domain/plan/live-verdict';

const tried = (expected: LiveTry['expected'], exists = true): LiveTry => ({ operation: 'mail.read', mailbox: 'Orders', expected, exists });
const answer = (status: number, code = '', message = ''): LiveCall => ({ kind: 'answer', status, code, message });
const RAOP = 'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.';

describe('what a call proves', () => {
  it.each<[what: string, call: LiveCall, exists: boolean, outcome: string, by: string | null]>([
    ['200', answer(200), true, 'allowed', null],
    ['202, as a message is sent', answer(202), true, 'allowed', null],
    ['403 ErrorAccessDenied', answer(403, 'ErrorAccessDenied', 'Access is denied.'), true, 'refused', 'rbac'],
    ['403 ErrorAccessDenied by a policy', answer(403, 'ErrorAccessDenied', RAOP), true, 'refused', 'policy'],
    ['403 at a mailbox that may not be there', answer(403, 'ErrorAccessDenied', 'Access is denied.'), false, 'proves-nothing', 'rbac'],
    ['403 of another kind', answer(403, 'Authorization_RequestDenied', 'Insufficient privileges'), true, 'proves-nothing', null],
    ['404', answer(404, 'ErrorInvalidUser'), true, 'proves-nothing', null],
    ['404 MailboxNotEnabledForRESTAPI', answer(404, 'MailboxNotEnabledForRESTAPI'), true, 'proves-nothing', null],
    ['401', answer(401, 'InvalidAuthenticationToken'), true, 'proves-nothing', null],
    ['429', answer(429, 'TooManyRequests'), true, 'proves-nothing', null],
    ['503', answer(503), true, 'proves-nothing', null],
    ['no answer', { kind: 'none', message: 'the connection broke' }, true, 'not-tried', null],
  ])('%s', (_what, call, exists, outcome, by) => {
    expect(judgeCall(tried('refused', exists), call)).toMatchObject({ outcome, by });
    expect(judgeCall(tried('allowed', exists), call)).toMatchObject({ outcome, by });
  });

  it('is said with the name of the mailbox, and that it should be otherwise', () => {
    expect(judgeCall(tried('refused'), answer(200)).says).toBe('It can read mail of Orders. It must not.');
    expect(judgeCall(tried('allowed'), answer(403, 'ErrorAccessDenied', RAOP)).says).toBe(
      'It cannot read mail of Orders. An application access policy keeps it out. It should be able to.',
    );
  });

  it('outside is never proven by anything but one answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.string(), fc.string(), fc.boolean(), (status, code, message, exists) => {
        const { outcome } = judgeCall(tried('refused', exists), answer(status, code, message));
        expect(outcome === 'refused').toBe(status === 403 && code === 'ErrorAccessDenied' && exists);
        expect(outcome === 'allowed').toBe(status < 300);
      }),
    );
  });
});

describe('a round of calls', () => {
  type Row = Parameters<typeof explainRound>[0]['results'][number];
  const row = (expected: Row['expected'], outcome: Row['outcome'], by: Row['by'] = null, operation: LiveOperation = 'mail.read'): Row => ({
    expected,
    outcome,
    by,
    operation,
  });

  it.each<[what: string, rows: readonly Row[], settled: boolean, says: RegExp]>([
    ['as it should be', [row('allowed', 'allowed'), row('refused', 'refused', 'rbac')], true, /as it should be/],
    ['with inside alone', [row('allowed', 'allowed')], true, /Every call got through/],
    ['with nothing tried', [], false, /^$/],
    ['with a cache', [row('refused', 'allowed')], false, /30 minutes, of a busy one for 2 hours/],
    ['with a mailbox that is not there', [row('refused', 'proves-nothing')], false, /One call proves nothing/],
    ['with a policy inside', [row('allowed', 'refused', 'policy')], false, /an application access policy stops the app/],
    [
      'with no right inside yet',
      [row('allowed', 'refused', 'rbac'), row('allowed', 'refused', 'rbac')],
      false,
      /2 calls inside are refused: Exchange Online does not see/,
    ],
  ])('%s', (_what, rows, settled, says) => {
    expect(isSettled({ results: rows })).toBe(settled);
    expect(explainRound({ results: rows, tokenRoles: [] })).toMatch(says);
  });

  it('names the grant in the token that lets it through', () => {
    const says = explainRound({ results: [row('refused', 'allowed')], tokenRoles: ['Mail.Read', 'User.Read.All'] });
    expect(says).toContain('the token carries Mail.Read, a grant of Entra for every mailbox');
  });
});

describe('calls and the reach engine', () => {
  it.each([
    ['allowed', 'yes', true],
    ['allowed', 'no', false],
    ['refused', 'no', true],
    ['refused', 'yes', false],
    ['refused', 'unknown', null],
    ['allowed', null, null],
    ['proves-nothing', 'yes', null],
    ['not-tried', 'no', null],
  ] as const)('%s and %s: %s', (outcome, engine, same) => {
    expect(agrees(outcome, engine)).toBe(same);
  });

  it('that disagree are told as a sentence', () => {
    expect(disagreement('PCEmail', tried('refused'), 'allowed')).toBe(
      'PCEmail could read mail of Orders, although by the reading nothing lets it.',
    );
    expect(disagreement('PCEmail', tried('allowed'), 'refused')).toContain('although by the reading something lets it');
  });

  it('try nothing that changes anything, but the message that is asked for', () => {
    for (const [operation, { path }] of Object.entries(LIVE_CALLS)) expect(path.includes('sendMail')).toBe(operation === 'mail.send');
  });
});
