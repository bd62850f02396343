import { z } from 'zod';
import { recordsTokens } from '../../../shared/domain/powershell/powershell-problems';
import { err, ok, type Result } from '../../../shared/domain/result';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { ClockPort } from '../../ports/clock';
import type { AccessToken } from '../../ports/identity';
import type { BridgeAnswer, BridgeCall, PowerShellHost, PowerShellPort, PowerShellSession } from '../../ports/powershell';
import { connectFailure } from './exchange-problems';

/** Tokens for Exchange Online. `fresh`: the last one was refused, so one out of a cache would be too. */
export type ExchangeTokens = (signal: AbortSignal, fresh: boolean) => Promise<Result<AccessToken, Failure>>;

/** How Exchange Online is signed in to. */
export type ExchangeSignIn =
  | {
      readonly kind: 'token';
      readonly tokens: ExchangeTokens;
      /** What is done instead on a machine whose policies would write the token into a log. */
      readonly whereLogged?: ModuleSignIn;
    }
  | ModuleSignIn;

/** The module signs in by itself. */
export interface ModuleSignIn {
  readonly kind: 'module';
  readonly useDeviceCode: boolean;
  readonly disableWam: boolean;
}

/** A tenant as an account sees it. */
export interface ExchangeAccess {
  /** The tenant. */
  readonly tenantId: string;
  /** The account: `homeAccountId`, or whatever else names it. */
  readonly accountId: string;
  /** A domain of the tenant that is connected to. */
  readonly organization: string | null;
  readonly userPrincipalName: string | null;
  /** `Cloud.exchangeEnvironment`. */
  readonly environment: string | null;
  /** The customer's domain, for partners. */
  readonly delegatedOrganization: string | null;
  readonly signIn: ExchangeSignIn;
}

/** What the module answered when it was connected. */
export interface ExchangeConnection {
  readonly moduleVersion: string;
  readonly organization: string;
}

/** What the sessions need. */
export interface SessionParts {
  readonly powerShell: PowerShellPort;
  /** The PowerShell to use. */
  readonly host: (signal: AbortSignal) => Promise<Result<PowerShellHost, Failure>>;
  readonly clock: ClockPort;
  /** Runs something later; answers what takes it back. */
  readonly later?: (milliseconds: number, run: () => void) => () => void;
}

/** A shell that is connected. */
export interface ConnectedSession {
  readonly connection: ExchangeConnection;
  call: PowerShellSession['call'];
}

type SessionTask<Outcome> = (session: ConnectedSession, renew: () => Promise<Result<ConnectedSession, Failure>>) => Promise<Outcome>;

/** A token that ends sooner than this is replaced before the next call. */
const TOKEN_MARGIN = 5 * 60_000;
const IDLE = 15 * 60_000;
/** Loading the module takes a minute under a virus scanner; somebody who signs in takes five. */
const CONNECT_SILENCE = { token: 2 * 60_000, module: 6 * 60_000 } as const;

const connectionSchema = z.object({ moduleVersion: z.string(), organization: z.string().nullable() });

interface Warm {
  session: PowerShellSession | null;
  connection: ExchangeConnection | null;
  expiresAt: number;
  turn: Promise<unknown>;
  stopIdle: (() => void) | null;
  /** Nothing begins here any more. */
  over: boolean;
}

/** Shells that are connected to Exchange Online: one for each tenant and account, kept while it is used. */
export class ExchangeSessions {
  private readonly warm = new Map<string, Warm>();
  private closed = false;

  constructor(private readonly parts: SessionParts) {}

  /** Gives the connected shell of an access to a task; tasks of the same access wait for each other. `renew` makes the connection anew. */
  use<Outcome>(access: ExchangeAccess, signal: AbortSignal, task: SessionTask<Outcome>): Promise<Result<Outcome, Failure>> {
    const warm = this.warmOf(access);
    return new Promise((resolve, reject) => {
      // Who waits for a turn, or for a shell to start, need not wait until then to be told.
      const cancel = (): void => {
        resolve(err(failure('cancelled')));
      };
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      warm.turn = warm.turn
        .then(() => this.serve(warm, access, signal, task))
        .then(resolve, reject)
        .finally(() => {
          signal.removeEventListener('abort', cancel);
        });
    });
  }

  /** Ends the shell of an access: it signed out, or another PowerShell was chosen. */
  async end(access: Pick<ExchangeAccess, 'tenantId' | 'accountId'>): Promise<void> {
    const key = keyOf(access);
    const warm = this.warm.get(key);
    this.warm.delete(key);
    if (!warm) return;
    warm.over = true;
    await closeWarm(warm);
  }

  /** Ends them all; none begins after it. */
  async closeAll(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.warm.values()].map(closeWarm));
    this.warm.clear();
  }

  private async serve<Outcome>(
    warm: Warm,
    access: ExchangeAccess,
    signal: AbortSignal,
    task: SessionTask<Outcome>,
  ): Promise<Result<Outcome, Failure>> {
    if (signal.aborted) return err(failure('cancelled'));
    warm.stopIdle?.();
    try {
      const session = await this.ready(warm, access, signal, false);
      if (!session.ok) return session;
      return ok(await task(session.value, () => this.ready(warm, access, signal, true)));
    } finally {
      this.waitIdle(warm);
    }
  }

  private warmOf(access: ExchangeAccess): Warm {
    const key = keyOf(access);
    const held = this.warm.get(key) ?? {
      session: null,
      connection: null,
      expiresAt: 0,
      turn: Promise.resolve(),
      stopIdle: null,
      over: false,
    };
    this.warm.set(key, held);
    return held;
  }

  private async ready(warm: Warm, access: ExchangeAccess, signal: AbortSignal, renew: boolean): Promise<Result<ConnectedSession, Failure>> {
    if (this.isOver(warm)) return err(failure('cancelled'));
    if (!warm.session?.alive) {
      const opened = await this.open(signal);
      if (!opened.ok) return opened;
      warm.session = opened.value;
      warm.connection = null;
      // It was asked to end while it began.
      if (this.isOver(warm)) {
        await closeWarm(warm);
        return err(failure('cancelled'));
      }
    }
    const { session } = warm;
    const ending = warm.expiresAt - Date.parse(this.parts.clock.now()) < TOKEN_MARGIN;
    if (renew || warm.connection === null || ending) {
      const connected = await this.connect(session, access, signal, renew && warm.connection !== null);
      if (!connected.ok) {
        warm.connection = null;
        return connected;
      }
      warm.connection = connected.value.connection;
      warm.expiresAt = connected.value.expiresAt;
    }
    return ok({ connection: warm.connection, call: (name, argument, options) => session.call(name, argument, options) });
  }

  private isOver(warm: Warm): boolean {
    return this.closed || warm.over;
  }

  private async open(signal: AbortSignal): Promise<Result<PowerShellSession, Failure>> {
    const host = await this.parts.host(signal);
    return host.ok ? this.parts.powerShell.open(host.value) : host;
  }

  private async connect(
    session: PowerShellSession,
    access: ExchangeAccess,
    signal: AbortSignal,
    fresh: boolean,
  ): Promise<Result<{ connection: ExchangeConnection; expiresAt: number }, Failure>> {
    const { organization, userPrincipalName, environment, delegatedOrganization } = access;
    const signIn = signInOn(session.host, access.signIn);
    const target = { mode: signIn.kind, organization, userPrincipalName, environment, delegatedOrganization };
    let options: BridgeCall = { signal, silence: CONNECT_SILENCE[signIn.kind] };
    let expiresAt = Number.POSITIVE_INFINITY;
    if (signIn.kind === 'token') {
      const token = await signIn.tokens(signal, fresh);
      if (!token.ok) return token;
      options = { ...options, secret: token.value.token };
      ({ expiresAt } = token.value);
    }
    const how = signIn.kind === 'token' ? {} : { useDeviceCode: signIn.useDeviceCode, disableWam: signIn.disableWam };
    const answer: BridgeAnswer = await session.call('Connect-MailscopeExchange', { ...target, ...how }, options);
    if (answer.kind !== 'done') return err(connectFailure(answer));
    const connection = connectionSchema.safeParse(answer.value);
    if (!connection.success) return err(failure('exchange-connect-failed', { detail: 'the bridge did not say to what it is connected' }));
    const { moduleVersion, organization: shown } = connection.data;
    return ok({ connection: { moduleVersion, organization: shown ?? organization ?? '' }, expiresAt });
  }

  private waitIdle(warm: Warm): void {
    const later = this.parts.later ?? laterByTimer;
    warm.stopIdle?.();
    warm.stopIdle = null;
    if (warm.session === null) return;
    warm.stopIdle = later(IDLE, () => {
      void closeWarm(warm);
    });
  }
}

function signInOn(host: PowerShellHost, signIn: ExchangeSignIn): ExchangeSignIn {
  return signIn.kind === 'token' && signIn.whereLogged && recordsTokens(host) ? signIn.whereLogged : signIn;
}

function keyOf({ tenantId, accountId }: Pick<ExchangeAccess, 'tenantId' | 'accountId'>): string {
  return `${tenantId}\n${accountId}`;
}

async function closeWarm(warm: Warm): Promise<void> {
  const { session } = warm;
  warm.stopIdle?.();
  warm.stopIdle = null;
  warm.session = null;
  warm.connection = null;
  await session?.close();
}

function laterByTimer(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
}
