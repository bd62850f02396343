import { describe, expect, it } from 'vitest';
import { readOwnClient, withOwnClient, withoutOwnClient } from '../../../../../src/renderer/features/settings/own-client-list';
import type { OwnClient } from '../../../../../src/shared/ipc/account-shapes';

const ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
const global: OwnClient = { cloud: 'global', clientId: ID, tenant: null };
const china: OwnClient = { cloud: 'china', clientId: ID, tenant: 'contoso.cn' };

describe('the registration that is entered', () => {
  it('is read with its tenant, or for any', () => {
    expect(readOwnClient({ cloud: 'china', clientId: `{${ID}}`, tenant: ' contoso.cn ' })).toEqual({ client: china, problem: null });
    expect(readOwnClient({ cloud: 'global', clientId: ID, tenant: ' ' })).toEqual({ client: global, problem: null });
  });

  it('needs a client id', () => {
    expect(readOwnClient({ cloud: 'global', clientId: 'contoso', tenant: '' }).problem).toBe('clientId');
  });

  it('needs a tenant that can be one', () => {
    expect(readOwnClient({ cloud: 'global', clientId: ID, tenant: 'spaces in tenant' }).problem).toBe('tenant');
  });
});

describe('the registrations', () => {
  it('are one per cloud', () => {
    const newer = { ...global, tenant: 'contoso.com' };
    expect(withOwnClient([global, china], newer)).toEqual([china, newer]);
  });

  it('go one by one', () => {
    expect(withoutOwnClient([global, china], 'global')).toEqual([china]);
  });
});
