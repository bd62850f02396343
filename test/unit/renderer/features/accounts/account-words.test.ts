import { describe, expect, it } from 'vitest';
import {
  accountTarget,
  accountTenant,
  newestReading,
  offeredClouds,
  targetAccount,
} from '../../../../../src/renderer/features/accounts/account-words';
import { signedInAccount, storedReading } from '../../../../support/fake-bridge';

describe('the tenant of an account', () => {
  it.each([
    ['its name', {}, 'Northwind Traders'],
    ['the customer where it has no name', { tenantName: null, customer: 'fabrikam.example' }, 'fabrikam.example'],
    ['its id where it has neither', { tenantName: ' ' }, '11111111-2222-3333-4444-555555555555'],
  ])('is shown by %s', (_, overrides, name) => {
    expect(accountTenant(signedInAccount(overrides))).toBe(name);
  });
});

describe('the target of an account', () => {
  it('leads back to the account, and the demo to none', () => {
    expect(targetAccount(accountTarget('00112233445566aa'))).toBe('00112233445566aa');
    expect(targetAccount('demo')).toBeNull();
    expect(targetAccount(null)).toBeNull();
    expect(targetAccount(undefined)).toBeNull();
  });

  it('finds the newest of its own readings', () => {
    const target = accountTarget('00112233445566aa');
    const readings = [
      storedReading({ id: 'other', collectedAt: '2026-11-23T07:00:00Z', target: 'demo' }),
      storedReading({ id: 'old', collectedAt: '2026-11-20T07:00:00Z', target }),
      storedReading({ id: 'new', collectedAt: '2026-11-22T07:00:00Z', target }),
    ];
    expect(newestReading('00112233445566aa', readings)?.id).toBe('new');
    expect(newestReading('ffffffffffffffff', readings)).toBeNull();
  });
});

it('where real tenants cannot be signed in to, the demo alone is offered', () => {
  expect(offeredClouds('This runtime is too old.')).toEqual(['demo']);
  expect(offeredClouds(null)).toEqual(['global', 'usGovHigh', 'usGovDod', 'china', 'demo']);
});
