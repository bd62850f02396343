import { describe, expect, it } from 'vitest';
import {
  detailOf,
  failureOfConnection,
  failureOfRefusal,
  type ConnectionProblem,
  type Refusal,
  type RefusalContext,
} from '../../../../../src/main/adapters/identity/sign-in-errors';
import type { ErrorCode } from '../../../../../src/shared/ipc/error-codes';

const REFUSAL: Refusal = { error: 'invalid_grant', suberror: null, numbers: [], correlationId: null, timestamp: null };
const BROWSER: RefusalContext = { resource: 'graph', method: 'browser', claims: false, skewed: false };
const SILENT: RefusalContext = { ...BROWSER, method: 'silent' };

describe('a refusal with a number', () => {
  it.each<readonly [number, ErrorCode]>([
    [65004, 'consent-refused'],
    [90094, 'admin-approval-needed'],
    [90095, 'admin-approval-needed'],
    [90099, 'admin-approval-needed'],
    [65001, 'consent-needed'],
    [90008, 'consent-needed'],
    [50076, 'mfa-needed'],
    [50079, 'mfa-needed'],
    [50074, 'mfa-needed'],
    [50072, 'mfa-needed'],
    [53000, 'conditional-access'],
    [53001, 'conditional-access'],
    [53002, 'conditional-access'],
    [53003, 'conditional-access'],
    [530032, 'conditional-access'],
    [530035, 'conditional-access'],
    [530099, 'conditional-access'],
    [50131, 'conditional-access'],
    [500213, 'conditional-access'],
    [50020, 'wrong-tenant'],
    [90072, 'wrong-tenant'],
    [50034, 'wrong-tenant'],
    [50194, 'wrong-tenant'],
    [90002, 'tenant-not-found'],
    [90038, 'tenant-not-found'],
    [50057, 'account-disabled'],
    [50053, 'account-disabled'],
    [50055, 'password-expired'],
    [50173, 'password-expired'],
    [700016, 'client-unknown'],
    [7000112, 'client-disabled'],
    [50011, 'redirect-refused'],
    [7000218, 'public-client-refused'],
    [50105, 'user-not-assigned'],
    [70019, 'device-code-expired'],
    [70020, 'device-code-expired'],
    [700082, 'sign-in-needed'],
    [70043, 'sign-in-needed'],
    [90033, 'service-unavailable'],
    [90055, 'service-unavailable'],
    [500133, 'clock-skew'],
    [123456789, 'sign-in-failed'],
  ])('AADSTS%i is %s', (number, code) => {
    expect(failureOfRefusal({ ...REFUSAL, numbers: [number] }, BROWSER).code).toBe(code);
  });

  it('is told by the first number that is known', () => {
    expect(failureOfRefusal({ ...REFUSAL, numbers: [12, 50057, 53003] }, BROWSER).code).toBe('account-disabled');
  });

  it('from Conditional Access is a blocked code where a code was used', () => {
    expect(failureOfRefusal({ ...REFUSAL, numbers: [53003] }, { ...BROWSER, method: 'deviceCode' }).code).toBe('device-code-blocked');
  });

  it.each([65002, 650056, 650057])('AADSTS%i means another client for Exchange, and nothing known for Graph', (number) => {
    expect(failureOfRefusal({ ...REFUSAL, numbers: [number] }, { ...BROWSER, resource: 'exchange' }).code).toBe('exchange-client-missing');
    expect(failureOfRefusal({ ...REFUSAL, numbers: [number] }, BROWSER).code).toBe('sign-in-failed');
  });
});

describe('a refusal without a number', () => {
  it.each<readonly [Partial<Refusal>, RefusalContext['method'], ErrorCode]>([
    [{ error: 'access_denied' }, 'browser', 'consent-refused'],
    [{ error: 'authorization_declined' }, 'deviceCode', 'consent-refused'],
    [{ error: 'expired_token' }, 'deviceCode', 'device-code-expired'],
    [{ error: 'invalid_grant' }, 'silent', 'sign-in-needed'],
    [{ error: 'invalid_grant' }, 'browser', 'sign-in-failed'],
    [{ error: 'invalid_grant', suberror: 'basic_action' }, 'silent', 'mfa-needed'],
    [{ error: 'invalid_grant', suberror: 'message_only' }, 'silent', 'conditional-access'],
    [{ error: 'invalid_grant', suberror: 'consent_required' }, 'silent', 'consent-needed'],
    [{ error: 'interaction_required' }, 'silent', 'sign-in-needed'],
    [{ error: 'no_tokens_found' }, 'silent', 'sign-in-needed'],
    [{ error: 'unauthorized_client' }, 'browser', 'client-unknown'],
    [{ error: 'invalid_client' }, 'deviceCode', 'public-client-refused'],
    [{ error: 'temporarily_unavailable' }, 'browser', 'service-unavailable'],
    [{ error: 'something_new' }, 'browser', 'sign-in-failed'],
    [{ error: 'toString' }, 'browser', 'sign-in-failed'],
  ])('%o by %s is %s', (refusal, method, code) => {
    expect(failureOfRefusal({ ...REFUSAL, ...refusal }, { ...BROWSER, method }).code).toBe(code);
  });
});

describe('what a refusal was the answer to', () => {
  it.each<readonly [number, ErrorCode]>([
    [50076, 'claims-challenge'],
    [50173, 'password-expired'],
    [53003, 'conditional-access'],
  ])('counts where a claims challenge was to be met: AADSTS%i is %s', (number, code) => {
    expect(failureOfRefusal({ ...REFUSAL, numbers: [number] }, { ...SILENT, claims: true }).code).toBe(code);
  });

  it('counts where the clock is wrong', () => {
    expect(failureOfRefusal(REFUSAL, { ...SILENT, skewed: true }).code).toBe('clock-skew');
    expect(failureOfRefusal({ ...REFUSAL, numbers: [50057] }, { ...SILENT, skewed: true }).code).toBe('account-disabled');
  });
});

describe('the technical cause', () => {
  it('can be copied whole', () => {
    const refusal: Refusal = {
      error: 'invalid_grant',
      suberror: 'basic_action',
      numbers: [50076],
      correlationId: 'cccccccc-0000-4000-8000-00000000000c',
      timestamp: '2026-11-21 12:00:00Z',
    };
    expect(detailOf(refusal)).toBe(
      'AADSTS50076 · invalid_grant · basic_action\nCorrelation ID: cccccccc-0000-4000-8000-00000000000c\nTimestamp: 2026-11-21 12:00:00Z',
    );
  });

  it('holds nothing of a form it does not know', () => {
    expect(
      detailOf({ error: 'code=0.AAA secret', suberror: '<b>', numbers: [], correlationId: 'eyJ0eXAiOiJKV1Qi', timestamp: 'now or never' }),
    ).toBe('');
  });
});

describe('no answer at all', () => {
  it.each<readonly [ConnectionProblem, ErrorCode]>([
    ['offline', 'network-down'],
    ['nameNotFound', 'network-down'],
    ['refused', 'network-down'],
    ['timeout', 'network-down'],
    ['cut', 'network-down'],
    ['proxy', 'proxy-refused'],
    ['blocked', 'proxy-refused'],
    ['certificate', 'proxy-certificate'],
    ['unavailable', 'service-unavailable'],
    ['cancelled', 'cancelled'],
  ])('%s is %s', (problem, code) => {
    expect(failureOfConnection(problem).code).toBe(code);
  });
});
