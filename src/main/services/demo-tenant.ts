import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type {
  ConnectSimulator,
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
    this.ready ??= this.begin();
    const facts = await this.ready;
    const tenant = facts === null ? null : await this.parts.connect(facts);
    return tenant === null ? err(failure('demo-unavailable')) : ok(tenant);
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
