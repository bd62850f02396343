import { z } from 'zod';
import { CLOUDS } from '../../../shared/domain/clouds/clouds';
import { err, ok, type Result } from '../../../shared/domain/result';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { DemoOperator } from '../../ports/demo-tenant';
import type { HttpOutcome, HttpPort } from '../../ports/http';
import type { AccessToken, TokenResource } from '../../ports/identity';
import { refusalOfBody } from '../identity/read-refusal';
import { failureOfRefusal } from '../identity/sign-in-errors';

/** What the tokens of the demo's operator are made of. */
export interface OperatorTokensParts {
  readonly http: HttpPort;
  /** Where the simulator listens. */
  readonly address: string;
  readonly tenantId: string;
  readonly operator: DemoOperator;
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly now: () => number;
}

const RESOURCES: Readonly<Record<TokenResource, string>> = { graph: CLOUDS.demo.graphResource, exchange: CLOUDS.demo.exchange };
/** A token that ends so soon is replaced before it is used. */
const RENEW_BEFORE = 5 * 60_000;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number(), scope: z.string().nullish() });

/**
 * Tokens of the made-up administrator as whom the demo changes its tenant, by name and password: nobody should have to sign in to
 * try something out. Loopback only; of a real tenant no password is ever asked for.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc
 */
export class OperatorTokens {
  private readonly held = new Map<TokenResource, AccessToken>();

  constructor(private readonly parts: OperatorTokensParts) {}

  /** A token for a resource; `fresh`: not the one that was just refused. */
  async token(
    resource: TokenResource,
    wish: { readonly fresh: boolean; readonly claims?: string | null },
    signal: AbortSignal,
  ): Promise<Result<AccessToken, Failure>> {
    const held = this.held.get(resource);
    if (held && !wish.fresh && held.expiresAt - this.parts.now() > RENEW_BEFORE) return ok(held);
    const asked = await this.ask(resource, wish.claims ?? null, signal);
    if (asked.ok) this.held.set(resource, asked.value);
    return asked;
  }

  private async ask(resource: TokenResource, claims: string | null, signal: AbortSignal): Promise<Result<AccessToken, Failure>> {
    const { http, address, tenantId, operator, now } = this.parts;
    const form = new URLSearchParams({
      grant_type: 'password',
      client_id: operator.clientId,
      username: operator.userPrincipalName,
      password: operator.password,
      scope: `${RESOURCES[resource]}/.default`,
      ...(claims === null ? {} : { claims }),
    });
    const outcome = await http.send(
      {
        method: 'POST',
        url: `${address}/${tenantId}/oauth2/v2.0/token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
      },
      signal,
    );
    const body = bodyOf(outcome);
    if (!body.ok) return body;
    const token = tokenSchema.safeParse(body.value);
    if (token.success) {
      const { access_token, expires_in, scope } = token.data;
      return ok({ token: access_token, expiresAt: now() + expires_in * 1000, scopes: shortNames(scope ?? '') });
    }
    const refusal = refusalOfBody(body.value);
    if (refusal === null) return err(failure('tenant-unreachable'));
    return err(failureOfRefusal(refusal, { resource, method: 'browser', claims: claims !== null, skewed: false }));
  }
}

function bodyOf(outcome: HttpOutcome): Result<Readonly<Record<string, unknown>>, Failure> {
  if (outcome.kind === 'cancelled') return err(failure('cancelled'));
  if (outcome.kind === 'unreachable') return err(failure('tenant-unreachable', { detail: outcome.message }));
  try {
    const value: unknown = JSON.parse(outcome.body);
    if (typeof value === 'object' && value !== null) return ok({ ...value });
  } catch {
    // What is no JSON is no answer of a sign-in service.
  }
  return err(failure('tenant-unreachable'));
}

function shortNames(scope: string): readonly string[] {
  return scope
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => name.slice(name.lastIndexOf('/') + 1));
}
