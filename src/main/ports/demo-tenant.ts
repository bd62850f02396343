import type { Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { ClockPort } from './clock';
import type { TenantPorts } from './engine';

/** A tenant that can be read. */
export interface ReadableTenant extends TenantPorts {
  readonly tenantId: string;
  readonly cloud: string;
  readonly mode: 'live' | 'simulator';
  /** The time in the tenant, milliseconds since 1970. */
  readonly now: number;
}

/** The made-up administrator as whom the demo changes its tenant, and the client that takes name and password. */
export interface DemoOperator {
  readonly userPrincipalName: string;
  readonly password: string;
  readonly clientId: string;
}

/** What the simulator says when it is ready. */
export interface SimulatorFacts {
  readonly url: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly secret: string;
  /** Null where nobody may change the tenant. */
  readonly operator: DemoOperator | null;
}

/** A running simulator. */
export interface SimulatorChild {
  kill(): void;
}

/** Starts the simulator: `onReady` once, or `onExit` alone where it could not start. */
export type StartSimulator = (onReady: (facts: SimulatorFacts) => void, onExit: (code: number) => void) => SimulatorChild;

/** Connects to a simulator; null where it does not answer. */
export type ConnectSimulator = (facts: SimulatorFacts) => Promise<ReadableTenant | null>;

/** The demo tenant, started when it is first asked for. */
export interface DemoTenantPort {
  connect(): Promise<Result<ReadableTenant, Failure>>;
}

/** The demo tenant's clock. Who sleeps by it wakes early when it is moved. */
export interface DemoClockPort extends ClockPort {
  /** Looks what time it is there; null where the demo tenant does not answer. */
  look(): Promise<string | null>;
  /** Moves it forward, and answers what time it is then; null where the demo tenant does not answer. */
  advance(minutes: number): Promise<string | null>;
}
