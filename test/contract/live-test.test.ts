import { afterEach, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { HttpAppIdentity } from '../../src/main/adapters/identity/http-app-identity';
import { connectChangeableSimulator } from '../../src/main/adapters/tenant/changeable-simulator';
import { GraphAppCalls } from '../../src/main/adapters/tenant/graph-app-calls';
import type { ClockPort } from '../../src/main/ports/clock';
import type { ChangeableTenant } from '../../src/main/ports/tenant-writer';
import { LiveTests } from '../../src/main/services/live-test';
import type { Capability } from '../../src/shared/domain/reach/capability';
import { ok } from '../../src/shared/domain/result';
import { EVENTS } from '../../src/shared/ipc/events';
import type { LiveTestStart, LiveTestState } from '../../src/shared/ipc/plan-shapes';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { FakeEvents } from '../support/fakes';
import { FakeVault } from '../support/identity/fake-vault';
import { contextOf } from '../support/plan-script/sample-plans';

const quiet = new AbortController().signal;
const READING = '0123456789abcdef0123456789abcdef';

/** The simulated tenant, the real ways to it, and a clock that whoever waits moves. */
class Bench {
  readonly events = new FakeEvents();
  readonly clock: ClockPort = {
    now: () => new Date(this.simulator.clock().now()).toISOString(),
    sleep: (milliseconds) => {
      this.simulator.clock().advance(milliseconds);
      return Promise.resolve();
    },
  };
  readonly tests: LiveTests;

  private constructor(
    readonly simulator: RunningSimulator,
    readonly tenant: ChangeableTenant,
  ) {
    const { url, tenantId } = simulator;
    const hosts = { 'https://login.demo.invalid': url, 'https://graph.demo.invalid': url };
    const http = new NodeHttp({ hosts });
    const { directory, exchange } = tenant;
    this.tests = new LiveTests({
      identity: new HttpAppIdentity({
        http,
        now: () => Promise.resolve(simulator.clock().now()),
        audience: (address) => Promise.resolve(address.replace('https://login.demo.invalid', url)),
      }),
      calls: new GraphAppCalls(http, new NodeHttp({ hosts, sendsOnce: true })),
      vault: new FakeVault(),
      tenants: { connect: () => Promise.resolve(ok({ tenantId, cloud: 'global', mode: 'simulator', now: 0, directory, exchange })) },
      queries: { ask: ((_name: string, question: Question) => Promise.resolve(ok(this.verdicts(question)))) as never },
      events: this.events,
      placeOf: () => Promise.resolve({ cloud: 'demo', clock: this.clock }),
    });
  }

  static async start(replication: 'none' | 'real' = 'none'): Promise<Bench> {
    const simulator = await startSimulator({ size: 'S', standing: true, replication });
    if (simulator.operator === null) throw new Error('the tenant has no administrator');
    const now = (): string => new Date(simulator.clock().now()).toISOString();
    const clock = { now, sleep: () => Promise.resolve(), look: () => Promise.resolve(now()), advance: () => Promise.resolve(now()) };
    const tenant = await connectChangeableSimulator(simulator, simulator.operator, clock, quiet);
    if (!tenant.ok) throw new Error(tenant.error.message);
    return new Bench(simulator, tenant.value);
  }

  /** What the reach engine says, from a reading of the tenant as it is now. */
  verdicts({
    appId,
    mailboxIds,
    capabilities,
  }: Question): readonly { mailboxId: string; capability: Capability; verdict: 'yes' | 'no' | 'unknown' }[] {
    const { engine, reading } = contextOf(this.simulator.state());
    const app = engine.app(appId);
    if (!app) throw new Error(`there is no app ${appId}`);
    const reach = engine.applicationReach(app);
    return mailboxIds.flatMap((mailboxId) => {
      const match = reading.mailboxes.match(mailboxId);
      if (match.kind !== 'mailbox') return [];
      return capabilities.map((capability) => ({
        mailboxId,
        capability,
        verdict: engine.sets.verdict(reach.of(capability), match.mailbox.index),
      }));
    });
  }

  mailboxes(): readonly string[] {
    return [...this.simulator.state().mailboxes].map(({ ExternalDirectoryObjectId: id }) => id);
  }

  async run(displayName: string, wish: Partial<LiveTestStart>): Promise<LiveTestState> {
    const app = this.simulator.apps.find((candidate) => candidate.displayName === displayName);
    if (!app) throw new Error(`there is no app ${displayName}`);
    const came = await this.tests.run(
      {
        target: 'demo',
        readingId: READING,
        appId: app.appId,
        credential: { kind: 'secret', text: app.secret },
        inside: [],
        outside: [],
        operations: ['mail.read'],
        patience: 0,
        ...wish,
      },
      { requestId: 'r' },
    );
    if (!came.ok) throw new Error(`${came.error.code} ${came.error.detail ?? ''}`);
    return came.value;
  }
}

interface Question {
  readonly appId: string;
  readonly mailboxIds: readonly string[];
  readonly capabilities: readonly Capability[];
}

let bench: Bench;

afterEach(() => bench.simulator.stop());

describe('a live test against the simulated tenant', () => {
  it('finds of every app that it has a credential of what the reach engine says', async () => {
    bench = await Bench.start();
    const all = bench.mailboxes();
    const seen = new Set<string>();
    for (const { displayName, appId } of bench.simulator.apps) {
      const says = new Map(
        bench.verdicts({ appId, mailboxIds: all, capabilities: ['mail.readBasic'] }).map(({ mailboxId, verdict }) => [mailboxId, verdict]),
      );
      const of = (verdict: string): string[] => all.filter((id) => says.get(id) === verdict).slice(0, 50);
      const state = await bench.run(displayName, { inside: of('yes'), outside: of('no') });
      expect([displayName, state.settled, state.disagreements]).toEqual([displayName, true, []]);
      for (const { outcome, by } of state.results) seen.add(`${outcome} ${by ?? ''}`.trim());
    }
    expect([...seen].sort()).toEqual(['allowed', 'refused policy', 'refused rbac']);
  });

  it('goes on after a policy was changed until Exchange Online has noticed', async () => {
    bench = await Bench.start('real');
    const { simulator, tenant } = bench;
    const app = simulator.apps.find(({ appId }) => {
      const verdicts = bench.verdicts({ appId, mailboxIds: bench.mailboxes(), capabilities: ['mail.readBasic'] });
      return verdicts.every(({ verdict }) => verdict === 'yes') && verdicts.length > 0;
    });
    if (!app) throw new Error('no app reaches everything');
    const people = [...simulator.state().mailboxes].filter(({ RecipientTypeDetails }) => RecipientTypeDetails === 'UserMailbox');
    const [inside, outside] = people.map(({ ExternalDirectoryObjectId: id }) => id);
    const [box] = people;
    if (!inside || !outside || !box) throw new Error('there are no mailboxes');
    const before = await bench.run(app.displayName, { inside: [inside], outside: [outside] });
    expect(before).toMatchObject({ settled: false });
    const made = await tenant.exchangeWriter.change(
      {
        cmdlet: 'New-ApplicationAccessPolicy',
        parameters: { AppId: app.appId, AccessRight: 'RestrictAccess', PolicyScopeGroupId: box.PrimarySmtpAddress, Description: 'x' },
      },
      quiet,
    );
    expect(made).toMatchObject({ kind: 'done' });
    bench.events.sent.length = 0;
    const began = simulator.clock().now();
    const state = await bench.run(app.displayName, { inside: [inside], outside: [outside], patience: 4 * 3_600 });
    expect(state).toMatchObject({ settled: true, disagreements: [] });
    expect(state.results[1]).toMatchObject({ outcome: 'refused', by: 'policy', engine: 'no', agrees: true });
    const rounds = bench.events.sent.map(({ payload }) => EVENTS.liveTestProgress.parse(payload).state);
    expect(rounds.length).toBeGreaterThan(1);
    // Until then the calls and the rules disagree, and the caches are what is said of it.
    expect(rounds[0]).toMatchObject({
      settled: false,
      disagreements: [expect.stringContaining('although by the reading nothing lets it') as string],
    });
    // Two hours at most, and the time until the next round.
    expect(simulator.clock().now() - began).toBeLessThanOrEqual(2 * 3_600_000 + 5 * 60_000);
  });

  it('proves nothing at an account without a mailbox', async () => {
    bench = await Bench.start();
    const { state } = bench.simulator;
    const without = [...state().users].find(({ id }) => state().mailboxes.get(id) === undefined);
    const app = bench.simulator.apps.find(({ displayName }) => displayName !== 'Tenant Reader');
    const came = await bench.run(app?.displayName ?? '', { outside: [without?.id ?? '', '00000000-0000-4000-8000-000000000000'] });
    expect(came.results.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['proves-nothing', 404],
      ['proves-nothing', 404],
    ]);
  });
});
