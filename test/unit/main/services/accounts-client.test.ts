import { describe, expect, it } from 'vitest';
import { chooseClient } from '../../../../src/main/services/accounts-client';
import { QUICK_CLIENT_ID } from '../../../../src/shared/domain/clouds/clouds';
import type { OwnClient, SignInWish } from '../../../../src/shared/ipc/account-shapes';

const CONTOSO: OwnClient = { cloud: 'global', clientId: '11111111-0000-4000-8000-000000000001', tenant: 'contoso.com' };
const FABRIKAM: OwnClient = { cloud: 'global', clientId: '22222222-0000-4000-8000-000000000002', tenant: 'fabrikam.com' };
const SEVERAL: OwnClient = { cloud: 'global', clientId: '33333333-0000-4000-8000-000000000003', tenant: null };
const CHINA: OwnClient = { cloud: 'china', clientId: '44444444-0000-4000-8000-000000000004', tenant: null };

type Wish = Pick<SignInWish, 'client' | 'cloud' | 'tenant' | 'loginHint'>;
const WISH: Wish = { client: 'own', cloud: 'global', tenant: null, loginHint: null };

describe('the client that is signed in to', () => {
  it.each<readonly [string, Partial<Wish>, readonly OwnClient[], { readonly clientId: string; readonly tenant: string | null } | null]>([
    ['Microsoft’s for a quick start', { client: 'quick' }, [CONTOSO], { clientId: QUICK_CLIENT_ID, tenant: null }],
    ['none where Microsoft’s does not exist', { client: 'quick', cloud: 'china' }, [CHINA], null],
    ['the only one there is, at its tenant', {}, [CONTOSO], { clientId: CONTOSO.clientId, tenant: 'contoso.com' }],
    ['that of the tenant', { tenant: 'Fabrikam.com' }, [CONTOSO, FABRIKAM], { clientId: FABRIKAM.clientId, tenant: 'Fabrikam.com' }],
    [
      'that of the account’s domain',
      { loginHint: 'a@fabrikam.com' },
      [CONTOSO, FABRIKAM],
      { clientId: FABRIKAM.clientId, tenant: 'fabrikam.com' },
    ],
    ['one for several tenants', { tenant: 'other.com' }, [CONTOSO, SEVERAL], { clientId: SEVERAL.clientId, tenant: 'other.com' }],
    [
      'the only one, under another name of its tenant',
      { tenant: 'contoso.onmicrosoft.com' },
      [CONTOSO],
      { clientId: CONTOSO.clientId, tenant: 'contoso.onmicrosoft.com' },
    ],
    [
      'one for several tenants, at that of the account',
      { loginHint: 'a@other.com' },
      [CONTOSO, SEVERAL],
      { clientId: SEVERAL.clientId, tenant: 'other.com' },
    ],
    [
      'one of a tenant, whatever the account’s domain is',
      { loginHint: 'a@mail.contoso.com' },
      [CONTOSO],
      { clientId: CONTOSO.clientId, tenant: 'contoso.com' },
    ],
    ['none of several where the tenant is not told', {}, [CONTOSO, FABRIKAM], null],
    ['none of another cloud', {}, [CHINA], null],
  ])('is %s', (_what, wish, own, expected) => {
    const chosen = chooseClient({ ...WISH, ...wish }, own);
    if (expected === null) expect(chosen).toMatchObject({ ok: false, error: { code: 'client-unknown' } });
    else expect(chosen).toEqual({ ok: true, value: expected });
  });
});
