import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type {
  ConnectSimulator,
  DemoOperator,
  DemoTenantPort,
  ReadableTenant,
  SimulatorChild,
  SimulatorFacts,
  StartSimulator,
} from '../ports/demo-tenant';
import type { LogPort } from '../ports/log';

/** Faults that a test switches on in the demo tenant, written `throttle=20:30,slow=200`. A packaged app knows no such thing. */
export function faultsOf(packaged: boolean, text: string | undefined): readonly string[] {
  return packaged || text === undefined ? [] : text.split(',').filter((fault) => fault !== '');
}

const FACTS = ['url', 'tenantId', 'appId', 'secret'] as const;
const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d{1,5}$/;

/**
 * A simulator that a test runs itself, so that it outlives the app: JSON of what it said when it was ready. On this machine
 * only, and a packaged app knows no such thing.
 */
export function simulatorOf(packaged: boolean, text: string | undefined): SimulatorFacts | null {
  if (packaged || text === undefined || text === '') return null;
  let given: Partial<Record<string, unknown>>;
  try {
    given = JSON.parse(text) as Partial<Record<string, unknown>>;
  } catch {
    return null;
  }
  const [url, tenantId, appId, secret] = FACTS.map((name) => String(given[name] ?? ''));
  if (!url || !tenantId || !appId || !secret || !LOOPBACK.test(url)) return null;
  return { url, tenantId, appId, secret, operator: operatorOf(given['operator']) };
}

/** Whom a simulator names as its operator; null where it names none, and the tenant is only read. */
export function operatorOf(value: unknown): DemoOperator | null {
  if (typeof value !== 'object' || value === null) return null;
  const { userPrincipalName, password, clientId } = value as Partial<Record<string, unknown>>;
  if (typeof userPrincipalName !== 'string' || typeof password !== 'string' || typeof clientId !== 'string') return null;
  return { userPrincipalName, password, clientId };
}

/** What the demo tenant works with. */
export interface DemoTenantParts {
  readonly start: StartSimulator;
  readonly connect: ConnectSimulator;
  readonly log: LogPort;
}

/** Keeps one simulator for as long as the app runs. One that stopped is started again by the next reading. */
export class DemoTenant implements DemoTenantPort {
  private child: SimulatorChild | null = null;
  private ready: Promise<SimulatorFacts | null> | null = null;

  constructor(private readonly parts: DemoTenantParts) {}

  /** See the port. */
  async connect(): Promise<Result<ReadableTenant, Failure>> {
    const facts = await this.facts();
    if (facts === null) return err(failure('demo-unavailable'));
    const tenant = await this.parts.connect(facts);
    return tenant === null ? err(failure('tenant-unreachable')) : ok(tenant);
  }

  /** Whether it was asked for, and has not ended since. */
  get isRunning(): boolean {
    return this.ready !== null;
  }

  /** What the simulator said when it was ready; it is started when that is first asked for. Null where it could not be started. */
  facts(): Promise<SimulatorFacts | null> {
    this.ready ??= this.begin();
    return this.ready;
  }

  /** Where the simulator listens; it is started when that is first asked for. Null where it could not be started. */
  async address(): Promise<string | null> {
    return (await this.facts())?.url ?? null;
  }

  /** Ends the simulator for good. */
  stop(): void {
    this.child?.kill();
    this.child = null;
    this.ready = null;
  }

  private begin(): Promise<SimulatorFacts | null> {
    return new Promise((resolve) => {
      const child = this.parts.start(resolve, (code) => {
        if (this.child === child) {
          this.parts.log.warn('simulator-exited', { code });
          this.child = null;
          this.ready = null;
        }
        resolve(null);
      });
      this.child = child;
    });
  }
}
