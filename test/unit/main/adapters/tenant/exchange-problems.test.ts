import { describe, expect, it } from 'vitest';
import { connectFailure, exchangeAnswer, isExpired, noAnswer } from '../../../../../src/main/adapters/tenant/exchange-problems';
import { failure } from '../../../../../src/shared/ipc/envelope';

function error(message: string, id = 'Some.Exception,Get-Mailbox', category = 'NotSpecified') {
  return { kind: 'error', category, id, message } as const;
}

describe('exchangeAnswer', () => {
  it('passes done, cancelled and errors of a cmdlet on', () => {
    expect(exchangeAnswer({ kind: 'done', value: { count: 3 }, warnings: ['w'] })).toEqual({ kind: 'done', warnings: ['w'] });
    expect(exchangeAnswer({ kind: 'cancelled' })).toEqual({ kind: 'cancelled' });
    const missing = error("The operation couldn't be performed because object 'x' couldn't be found.", 'ManagementObjectNotFoundException');
    expect(exchangeAnswer(missing)).toEqual(missing);
  });

  const busy: readonly (readonly [string, number, string | null])[] = [
    ['Micro delay applied. Actual delayed: 21956 msecs, Enforced: True', 429, '22'],
    ['Response status code does not indicate success: 429 (Too Many Requests).', 429, null],
    ['Too many requests. Retry after 30 seconds.', 429, '30'],
    ['The remote server returned an error: (503) Server Unavailable.', 503, null],
    ['The service is throttling your requests. Retry-After: 120', 429, '120'],
    ['The server is too busy, wait 2 min', 429, '120'],
    ['Micro delay of 99999999 s', 429, '3600'],
  ];
  it.each(busy)('waits after: %s', (message, status, retryAfter) => {
    expect(exchangeAnswer(error(message))).toEqual({ kind: 'busy', status, retryAfter, date: null });
  });

  it.each([
    error("The operation couldn't be performed because object 'Throttled Room (503)' couldn't be found.", 'NotFound', 'ObjectNotFound'),
    error('Room 503 has no such property.'),
  ])('does not wait because of a name: $message', (answer) => {
    expect(exchangeAnswer(answer)).toEqual(answer);
  });

  it.each(['exited', 'timeout', 'garbled', 'tooMuch'] as const)('says in a sentence that the shell is gone: %s', (reason) => {
    const answer = exchangeAnswer({ kind: 'gone', reason, message: 'pwsh: stack trace' });
    expect(answer).toMatchObject({ kind: 'unreachable' });
    expect('message' in answer && answer.message).toMatch(/^PowerShell [^!]*\.$/);
    expect('message' in answer && answer.message).not.toContain('stack trace');
  });

  it.each([
    'An error occurred while sending the request.',
    'No such host is known. (outlook.office365.com:443)',
    'Exception calling "GetResult" with "0" argument(s): "Connection refused (127.0.0.1:8080)"',
    'Resource temporarily unavailable (outlook.office365.com:443)',
    'Unable to connect to the remote server',
    "The remote name could not be resolved: 'outlook.office365.com'",
  ])('is worth another try where nothing answers: %s', (message) => {
    expect(exchangeAnswer({ kind: 'error', category: 'NotSpecified', id: 'Some', message })).toEqual({ kind: 'unreachable', message });
  });

  it('does not take the name of a mailbox for a broken network', () => {
    const message = "The operation couldn't be performed because object 'Network is down' couldn't be found on 'DC1'.";
    const error = { kind: 'error', category: 'ObjectNotFound', id: 'Some', message } as const;
    expect(exchangeAnswer(error)).toEqual(error);
  });

  it('asks for a new sign-in where the connection has ended for good', () => {
    expect(exchangeAnswer(error('The access token has expired.'))).toMatchObject({ kind: 'notSignedIn' });
  });
});

describe('isExpired', () => {
  it.each([
    ['IDX10223: Lifetime validation failed. The token is expired.', true],
    ['Response status code does not indicate success: 401 (Unauthorized).', true],
    ['You must call the Connect-ExchangeOnline cmdlet before calling any other cmdlets.', true],
    ['The session has expired.', true],
    ["The operation couldn't be performed because object 'room401' couldn't be found.", false],
    ['Access Denied: you are not within the scope of your role.', false],
    ['The user mailbox 40123 is not found.', false],
  ])('%s: %s', (message, expected) => {
    expect(isExpired(error(message))).toBe(expected);
  });
});

describe('connectFailure', () => {
  const cases = [
    [error('not installed', 'MailscopeModuleMissing'), 'powershell-module-missing'],
    [error('too old', 'MailscopeModuleTooOld'), 'powershell-module-version'],
    [error('The remote server returned an error: (407) Proxy Authentication Required.'), 'proxy-refused'],
    [error('The SSL connection could not be established, see inner exception.'), 'proxy-certificate'],
    [error('Name or service not known (outlook.office365.com:443)'), 'network-down'],
    [error('AADSTS50105: not assigned'), 'exchange-connect-failed'],
    [{ kind: 'gone', reason: 'timeout', message: '' }, 'powershell-silent'],
    [{ kind: 'gone', reason: 'exited', message: '' }, 'powershell-failed'],
    [{ kind: 'gone', reason: 'garbled', message: '' }, 'powershell-failed'],
    [{ kind: 'cancelled' }, 'cancelled'],
  ] as const;
  it.each(cases)('%j is %s', (answer, code) => {
    expect(connectFailure(answer).code).toBe(code);
  });

  it('keeps what the module said in the detail', () => {
    expect(connectFailure(error('AADSTS50105', 'X', 'ConnectionError')).detail).toBe('ConnectionError · X · AADSTS50105');
  });
});

describe('noAnswer', () => {
  it.each([
    ['cancelled', 'cancelled'],
    ['sign-in-needed', 'notSignedIn'],
    ['claims-challenge', 'notSignedIn'],
    ['exchange-client-missing', 'notSignedIn'],
    ['powershell-missing', 'unreachable'],
    ['exchange-connect-failed', 'unreachable'],
    ['network-down', 'unreachable'],
  ] as const)('%s is %s', (code, kind) => {
    expect(noAnswer(failure(code)).kind).toBe(kind);
  });
});
