import { describe, expect, it } from 'vitest';
import { AccountTokens, noAnswer, type ExchangeTokens } from '../../../../../src/main/adapters/tenant/account-tokens';
import { err, ok } from '../../../../../src/shared/domain/result';
import { failure } from '../../../../../src/shared/ipc/envelope';

const signal = new AbortController().signal;
const issue: ExchangeTokens = ({ fresh }) => Promise.resolve(ok({ token: fresh ? 'new' : 'old', expiresAt: 0, scopes: [] }));

async function use(tokens: ExchangeTokens, refused: readonly string[]): Promise<{ answer: unknown; sent: string[] }> {
  const sent: string[] = [];
  const answer = await new AccountTokens(tokens).use(
    'https://outlook.office365.com',
    signal,
    (token) => {
      sent.push(token);
      return Promise.resolve(refused.includes(token) ? 'refused' : 'answer');
    },
    (text) => text === 'refused',
  );
  return { answer, sent };
}

describe('the tokens of an account', () => {
  it.each([
    ['are used as they are', [], ['old'], 'answer'],
    ['are replaced once where one is refused', ['old'], ['old', 'new'], 'answer'],
    ['are not replaced again and again', ['old', 'new'], ['old', 'new'], 'refused'],
  ])('%s', async (_case, refused, sent, answer) => {
    expect(await use(issue, refused)).toEqual({ answer, sent });
  });

  it('are asked for in vain where the account has to sign in again', async () => {
    const needed = failure('sign-in-needed');
    expect(await use(() => Promise.resolve(err(needed)), [])).toEqual({
      answer: { kind: 'notSignedIn', message: needed.message },
      sent: [],
    });
    const renewed = await use(({ fresh }) => (fresh ? Promise.resolve(err(needed)) : issue({ fresh }, signal)), ['old']);
    expect(renewed.answer).toEqual({ kind: 'notSignedIn', message: needed.message });
  });
});

describe('a token that does not come', () => {
  it.each([
    ['cancelled', 'cancelled'],
    ['network-down', 'unreachable'],
    ['service-unavailable', 'unreachable'],
    ['claims-challenge', 'notSignedIn'],
    ['account-disabled', 'notSignedIn'],
  ] as const)('for %s is %s', (code, kind) => {
    expect(noAnswer(failure(code)).kind).toBe(kind);
  });
});
