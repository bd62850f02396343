import { AccessTokens } from '../entra/access-tokens';
import { EntraFront } from '../entra/entra-front';
import type { SigningKey } from '../entra/signing-key';
import { ExchangeFront } from '../exchange/exchange-front';
import { FaultSwitch } from '../faults/fault-switch';
import { GraphFront } from '../graph/graph-front';
import type { MadeTenant } from '../generator/made-tenant';
import { RequestLog } from './request-log';

/** Everything that is served: a tenant with its three fronts, the faults, and what came in. */
export class World {
  readonly faults = new FaultSwitch();
  readonly log = new RequestLog();
  /** Answers that are held back; calling one lets it go. */
  readonly held = new Set<() => void>();
  private now: MadeTenant;
  private fronts: {
    readonly graph: GraphFront;
    readonly exchange: ExchangeFront;
    readonly entra: EntraFront;
    readonly tokens: AccessTokens;
  };

  /** `make` makes the tenant, at the start and at every reset. */
  constructor(
    private readonly make: () => MadeTenant,
    private readonly key: SigningKey,
    private readonly firstFaults: readonly string[],
  ) {
    this.now = make();
    this.fronts = this.build();
    this.switchFirstFaults();
  }

  get tenant(): MadeTenant {
    return this.now;
  }

  get graph(): GraphFront {
    return this.fronts.graph;
  }

  get exchange(): ExchangeFront {
    return this.fronts.exchange;
  }

  get entra(): EntraFront {
    return this.fronts.entra;
  }

  get tokens(): AccessTokens {
    return this.fronts.tokens;
  }

  /** Makes the tenant anew, as it was in the beginning, with the clock and the faults of the beginning and an empty log. */
  reset(): void {
    this.now = this.make();
    this.fronts = this.build();
    this.log.clear();
    this.faults.clearAll();
    this.switchFirstFaults();
    this.release();
  }

  /** Lets every answer go that is held back. */
  release(): number {
    const count = this.held.size;
    for (const letGo of [...this.held]) letGo();
    this.held.clear();
    return count;
  }

  private passwordOf(userPrincipalName: string): string | null {
    return this.now.users.find((user) => user.userPrincipalName === userPrincipalName)?.password ?? null;
  }

  private build(): World['fronts'] {
    const { state } = this.now;
    const tokens = new AccessTokens(state.clock, () => state.tenantId, this.key);
    return {
      tokens,
      graph: new GraphFront(state, tokens, this.faults),
      exchange: new ExchangeFront(state, tokens, this.faults),
      entra: new EntraFront(
        () => state,
        tokens,
        this.faults,
        (name) => this.passwordOf(name),
      ),
    };
  }

  private switchFirstFaults(): void {
    for (const text of this.firstFaults) this.faults.set(text);
  }
}
