import { describe, expect, it } from 'vitest';
import { DemoTenant, faultsOf, simulatorOf } from '../../../../src/main/services/demo-tenant';
import type { ReadableTenant, SimulatorFacts } from '../../../../src/main/ports/demo-tenant';
import { FakeLog } from '../../../support/fakes';

const FACTS: SimulatorFacts = { url: 'http://127.0.0.1:1', tenantId: 't', appId: 'a', secret: 's', operator: null };
const TENANT = { tenantId: 't' } as ReadableTenant;

interface Child {
  readonly ready: (facts: SimulatorFacts) => void;
  readonly exit: (code: number) => void;
  killed: boolean;
}

function demo(connects = true): { tenant: DemoTenant; children: Child[] } {
  const children: Child[] = [];
  const tenant = new DemoTenant({
    log: new FakeLog(),
    start: (ready, exit) => {
      const child: Child = { ready, exit, killed: false };
      children.push(child);
      return { kill: () => (child.killed = true) };
    },
    connect: () => Promise.resolve(connects ? TENANT : null),
  });
  return { tenant, children };
}

describe('the demo tenant', () => {
  it('is started when it is first asked for, and once', async () => {
    const { tenant, children } = demo();
    expect(children).toHaveLength(0);
    const both = Promise.all([tenant.connect(), tenant.connect()]);
    children[0]!.ready(FACTS);
    expect(await both).toEqual([
      { ok: true, value: TENANT },
      { ok: true, value: TENANT },
    ]);
    expect(children).toHaveLength(1);
  });

  it('that cannot be started is a failure, and is tried again the next time', async () => {
    const { tenant, children } = demo();
    const first = tenant.connect();
    children[0]!.exit(1);
    expect(await first).toMatchObject({ ok: false, error: { code: 'demo-unavailable' } });
    const second = tenant.connect();
    children[1]!.ready(FACTS);
    expect(await second).toMatchObject({ ok: true });
  });

  it('that stopped is started again by the next reading', async () => {
    const { tenant, children } = demo();
    const first = tenant.connect();
    children[0]!.ready(FACTS);
    await first;
    children[0]!.exit(9);
    const second = tenant.connect();
    expect(children).toHaveLength(2);
    children[1]!.ready(FACTS);
    expect(await second).toMatchObject({ ok: true });
  });

  it('that does not answer is a failure', async () => {
    const { tenant, children } = demo(false);
    const connected = tenant.connect();
    children[0]!.ready(FACTS);
    expect(await connected).toMatchObject({ ok: false, error: { code: 'tenant-unreachable' } });
  });

  it('runs from when it is asked for until it ends', async () => {
    const { tenant, children } = demo();
    expect(tenant.isRunning).toBe(false);
    const facts = tenant.facts();
    children[0]!.ready(FACTS);
    expect([await facts, tenant.isRunning]).toEqual([FACTS, true]);
    children[0]!.exit(0);
    expect(tenant.isRunning).toBe(false);
  });

  it('ends with the app', () => {
    const { tenant, children } = demo();
    void tenant.connect();
    tenant.stop();
    expect(children[0]?.killed).toBe(true);
  });
});

describe('faults of the demo tenant', () => {
  it.each([
    [false, undefined, []],
    [false, 'throttle=20:30,,slow=200', ['throttle=20:30', 'slow=200']],
    [true, 'throttle=20:30', []],
  ])('packaged %s, %s', (packaged, text, expected) => {
    expect(faultsOf(packaged, text)).toEqual(expected);
  });
});

describe('a simulator that a test runs', () => {
  const facts = { url: 'http://127.0.0.1:41234', tenantId: 't', appId: 'a', secret: 's', operator: null };

  const operator = { userPrincipalName: 'ada@contoso.example', password: 'p', clientId: 'c' };

  it.each([
    ['is used', false, JSON.stringify(facts), facts],
    ['may name who changes it', false, JSON.stringify({ ...facts, operator: { ...operator, more: 1 } }), { ...facts, operator }],
    ['names nobody by half a name', false, JSON.stringify({ ...facts, operator: { ...operator, password: 1 } }), facts],
    ['is no matter of a packaged app', true, JSON.stringify(facts), null],
    ['is none where nothing is said', false, undefined, null],
    ['is none where nonsense is said', false, '{', null],
    ['is on this machine', false, JSON.stringify({ ...facts, url: 'http://127.0.0.1.example.com:41234' }), null],
    ['is no other service of this machine by another name', false, JSON.stringify({ ...facts, url: 'https://localhost:1' }), null],
    ['tells everything', false, JSON.stringify({ ...facts, secret: undefined }), null],
  ])('%s', (_case, packaged, text, expected) => {
    expect(simulatorOf(packaged, text)).toEqual(expected);
  });
});
