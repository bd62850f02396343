import { beforeEach, describe, expect, it } from 'vitest';
import { PlanChanges } from '../../../../src/main/services/plan-changes';
import { TenantLooks } from '../../../../src/main/services/tenant-looks';
import type { Change } from '../../../../src/shared/domain/plan/plan.schema';
import { exchangeChange, graphChange } from '../../../../src/shared/domain/plan/steps';
import { MissingOutput } from '../../../../src/shared/domain/plan/template';
import { answer, FakeChangeableTenant } from '../../../support/plan-runner/fake-tenant';

const never = new AbortController().signal;
type GraphChange = Extract<Change, { api: 'graph' }>;

let tenant: FakeChangeableTenant;
let changes: PlanChanges;

beforeEach(() => {
  tenant = new FakeChangeableTenant();
  const { clock, directory, exchange } = tenant;
  changes = new PlanChanges(tenant, new TenantLooks({ clock, directory, exchange }));
});

async function send(change: Change, outputs = {}): Promise<string> {
  if (change.api === 'person') throw new Error('nothing sends what a person does');
  const ready = await changes.prepare(change, outputs, never);
  if (ready.kind !== 'ready') return ready.kind;
  return (await ready.send()).kind;
}

const edit = (
  property: string,
  add: NonNullable<GraphChange['edit']>['add'],
  remove: NonNullable<GraphChange['edit']>['remove'],
): GraphChange => ({
  ...(graphChange('PATCH', '/v1.0/applications/app') as GraphChange),
  edit: { property, add, remove },
});

describe('a change that is sent', () => {
  it('carries what earlier steps brought, in a path as one part of it', async () => {
    await send(graphChange('POST', '/v1.0/things', { name: '${make.id}', owner: ['$${make.id}'] }), { make: { id: 'a/b' } });
    await send(graphChange('DELETE', '/v1.0/things/${make.id}'), { make: { id: 'a/b?x' } });
    await send(exchangeChange('New-Scope', { Name: '${make.id}' }), { make: { id: 'a/b' } });
    expect(tenant.sent).toEqual([
      'POST /v1.0/things {"name":"a/b","owner":["${make.id}"]}',
      'DELETE /v1.0/things/a%2Fb%3Fx',
      'New-Scope {"Name":"a/b"}',
    ]);
  });

  it('is not sent where something that it needs is not known', async () => {
    await expect(send(graphChange('DELETE', '/v1.0/things/${make.id}'))).rejects.toThrow(MissingOutput);
    expect(tenant.sent).toEqual([]);
  });
});

describe('a list that is written back whole', () => {
  it.each<[what: string, before: unknown, change: GraphChange, body: unknown]>([
    ['gains an item', { keys: [{ id: 1 }] }, edit('keys', [{ id: 2 }], []), { keys: [{ id: 1 }, { id: 2 }] }],
    ['does not gain what it has', { keys: [{ id: 1 }] }, edit('keys', [{ id: 1 }], []), { keys: [{ id: 1 }] }],
    [
      'loses those that match',
      {
        keys: [
          { id: 1, name: 'A' },
          { id: 2, name: 'b' },
        ],
      },
      edit('keys', [], [{ name: 'a' }]),
      { keys: [{ id: 2, name: 'b' }] },
    ],
    [
      'may lie inside an object',
      { web: { redirectUris: ['http://a', 'https://b'] } },
      edit('web.redirectUris', ['https://a'], [{ '': 'http://a' }]),
      { web: { redirectUris: ['https://b', 'https://a'] } },
    ],
    ['is begun where there is none', {}, edit('keys', [{ id: 1 }], []), { keys: [{ id: 1 }] }],
  ])('%s', async (_what, before, change, body) => {
    tenant.list('applications').push({ id: 'app', ...(before as object) });
    expect(await send(change)).toBe('made');
    expect(JSON.parse(tenant.sent[0]?.slice(tenant.sent[0].indexOf('{')) ?? '')).toEqual(body);
  });

  it('is not written where it cannot be read, or is gone', async () => {
    expect(await send(edit('keys', [], []))).toBe('gone');
    tenant.readFaults = [answer(403, { error: { code: 'Authorization_RequestDenied' } })];
    expect(await send(edit('keys', [], []))).toBe('not-readable');
    expect(tenant.sent).toEqual([]);
  });
});
