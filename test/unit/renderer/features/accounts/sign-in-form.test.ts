import { describe, expect, it } from 'vitest';
import { emptyForm, readForm, withCloud } from '../../../../../src/renderer/features/accounts/sign-in-form';
import type { OwnClient } from '../../../../../src/shared/ipc/account-shapes';

const ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
const own: readonly OwnClient[] = [{ cloud: 'global', clientId: ID, tenant: 'northwind.example' }];
const anywhere: readonly OwnClient[] = [{ cloud: 'global', clientId: ID, tenant: null }];

describe('the application that is signed in to', () => {
  it.each([
    ['the own registration where there is one', 'global', own, 'own'],
    ['the quick start where there is none', 'global', [], 'quick'],
    ['the quick start where another cloud has one', 'usGovHigh', own, 'quick'],
    ['an own registration where the cloud has no quick start', 'china', [], 'own'],
  ] as const)('is at first %s', (_, cloud, clients, client) => {
    expect(emptyForm(cloud, clients).client).toBe(client);
  });

  it('is chosen anew with another cloud, and the rest stays', () => {
    const form = { ...emptyForm('global', own), account: 'ada@northwind.example' };
    expect(withCloud(form, 'usGovDod', own)).toEqual({ ...form, cloud: 'usGovDod', client: 'quick' });
  });
});

describe('the form of the sign-in', () => {
  it('needs nothing but what it begins with', () => {
    expect(readForm(emptyForm('global', own), own)).toEqual({
      wish: { cloud: 'global', tenant: null, asPartner: false, loginHint: null, client: 'own', method: 'browser' },
      newClient: null,
      problem: null,
    });
  });

  it('takes texts without the spaces around them', () => {
    const form = { ...emptyForm('global', []), account: ' ada@northwind.example ', tenant: ' northwind.example ', asPartner: true };
    expect(readForm(form, []).wish).toMatchObject({ loginHint: 'ada@northwind.example', tenant: 'northwind.example', asPartner: true });
  });

  it('asks a partner for the customer', () => {
    const form = { ...emptyForm('global', []), tenant: '  ', asPartner: true };
    expect(readForm(form, [])).toEqual({ wish: null, newClient: null, problem: 'tenantNeeded' });
  });

  it.each([
    ['nothing', {}, 'ownTenantNeeded'],
    ['an account without a domain', { account: 'ada' }, 'ownTenantNeeded'],
    ['an account that ends too early', { account: 'ada@ ' }, 'ownTenantNeeded'],
    ['an account', { account: 'ada@northwind.example' }, null],
    ['a tenant', { tenant: 'northwind.example' }, null],
    ['the quick start', { client: 'quick' as const }, null],
  ])('asks for the tenant of a registration where only %s tells it', (_, entered, problem) => {
    expect(readForm({ ...emptyForm('global', anywhere), ...entered }, anywhere).problem).toBe(problem);
  });

  it.each([
    ['the tenant that was entered', { tenant: ' fabrikam.example ', account: 'ada@northwind.example' }, 'fabrikam.example'],
    ['the tenant of the account', { account: 'ada@northwind.example' }, 'northwind.example'],
    ['no tenant where the one entered is a customer’s', { tenant: 'customer.example', asPartner: true }, null],
  ])('keeps a client id that is entered for the first time with %s', (_, entered, tenant) => {
    const form = { ...emptyForm('usGovHigh', own), client: 'own' as const, clientId: `{${ID.toUpperCase()}}`, ...entered };
    expect(readForm(form, own)).toMatchObject({ wish: { client: 'own' }, newClient: { cloud: 'usGovHigh', clientId: ID, tenant } });
  });

  it('refuses a tenant that can be none, before anything is asked', () => {
    const form = { ...emptyForm('global', own), tenant: 'consumers' };
    expect(readForm(form, own)).toEqual({ wish: null, newClient: null, problem: 'tenantInvalid' });
  });

  it('refuses a client id that is none', () => {
    const form = { ...emptyForm('china', []), clientId: 'Mailscope' };
    expect(readForm(form, [])).toEqual({ wish: null, newClient: null, problem: 'clientIdInvalid' });
  });
});
