import type { AccessToken } from '../../../src/main/ports/identity';
import { ok, type Result } from '../../../src/shared/domain/result';
import type { Failure } from '../../../src/shared/ipc/envelope';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { EXCHANGE, GRAPH, tokenOf } from '../simulator-client';
import { refresh, tokensOf } from '../simulator-sign-in';

/** Less than this left, and a token is replaced before it is used, as the sign-in library does. */
const MARGIN = 5 * 60_000;

/** Whoever has tokens for a tenant; `fresh`: not the one that is held. */
export interface TokenHolder {
  graph(fresh: boolean): Promise<Result<AccessToken, Failure>>;
  exchange(fresh: boolean): Promise<Result<AccessToken, Failure>>;
}

/** The app of a simulated tenant that may read all of it. */
export function appTokens(simulator: RunningSimulator): TokenHolder {
  const held = new Map<string, Promise<Result<AccessToken, Failure>>>();
  const fetched = async (resource: string): Promise<Result<AccessToken, Failure>> =>
    ok({ token: await tokenOf(simulator, resource), expiresAt: simulator.clock().now() + 3_600_000, scopes: [] });
  const token = (resource: string, fresh: boolean): Promise<Result<AccessToken, Failure>> => {
    const found = (fresh ? undefined : held.get(resource)) ?? fetched(resource);
    held.set(resource, found);
    return found;
  };
  return { graph: (fresh) => token(GRAPH, fresh), exchange: (fresh) => token(EXCHANGE, fresh) };
}

/** Somebody who signed in to a simulated tenant once, and has tokens since then without being asked again. */
export class SignedInPerson implements TokenHolder {
  /** How often a token was fetched, by resource. */
  readonly fetched = new Map<string, number>();
  private readonly held = new Map<string, AccessToken>();

  private constructor(
    private readonly simulator: RunningSimulator,
    private refreshToken: string,
  ) {}

  /** Signs in an administrator by the directory role, at the sign-in page. */
  static async signIn(simulator: RunningSimulator, role: string): Promise<SignedInPerson> {
    const { body } = await tokensOf(simulator, role);
    return new SignedInPerson(simulator, String(body['refresh_token']));
  }

  /** A token for Microsoft Graph. */
  graph(fresh: boolean): Promise<Result<AccessToken, Failure>> {
    return this.token(GRAPH, fresh);
  }

  /** A token for Exchange Online. */
  exchange(fresh: boolean): Promise<Result<AccessToken, Failure>> {
    return this.token(EXCHANGE, fresh);
  }

  private async token(resource: string, fresh: boolean): Promise<Result<AccessToken, Failure>> {
    const now = this.simulator.clock().now();
    const held = this.held.get(resource);
    if (held && !fresh && held.expiresAt - now > MARGIN) return ok(held);
    const { status, body, text } = await refresh(this.simulator, this.refreshToken, { scope: `${resource}/.default offline_access` });
    if (status !== 200) throw new Error(text);
    this.refreshToken = String(body['refresh_token'] ?? this.refreshToken);
    const token = { token: String(body['access_token']), expiresAt: now + Number(body['expires_in']) * 1000, scopes: [] };
    this.held.set(resource, token);
    this.fetched.set(resource, (this.fetched.get(resource) ?? 0) + 1);
    return ok(token);
  }
}
