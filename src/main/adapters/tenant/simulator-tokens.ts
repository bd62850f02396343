import { z } from 'zod';
import type { NoAnswer } from '../../../shared/ipc/tenant-access';
import { connectionProblem, type LoopbackHttp } from './loopback-http';
import type { TokenUser } from './token-user';

/** Who signs in to the simulated tenant: an app of it, with the secret that the simulator tells whoever starts it. */
export interface DemoCredentials {
  readonly tenantId: string;
  readonly appId: string;
  readonly secret: string;
}

/** A token that is refused as soon as it was issued is refused for another reason than its age. */
const MOST_TOKENS = 3;

const tokenSchema = z.object({ access_token: z.string().min(1) });
const errorSchema = z.object({ error: z.string(), error_description: z.string().nullish() });

/**
 * Tokens of the simulated tenant by client credentials, one per resource, asked for when first needed and again after a 401.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export class SimulatorTokens implements TokenUser {
  private readonly held = new Map<string, Promise<string | NoAnswer>>();

  constructor(
    private readonly http: LoopbackHttp,
    private readonly credentials: DemoCredentials,
  ) {}

  /** See the interface. */
  async use<T>(
    resource: string,
    signal: AbortSignal,
    send: (token: string) => Promise<T>,
    isRefused: (answer: T) => boolean,
  ): Promise<T | NoAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const held = this.held.get(resource);
      const token = await this.get(resource, signal);
      if (typeof token !== 'string') return token;
      const answer = await send(token);
      if (!isRefused(answer) || attempt === MOST_TOKENS) return answer;
      // Whoever was refused first has it replaced; the others find the new one.
      const now = this.held.get(resource);
      if (now !== undefined && (held === undefined || now === held)) this.held.delete(resource);
    }
  }

  private async get(resource: string, signal: AbortSignal): Promise<string | NoAnswer> {
    const held = this.held.get(resource) ?? this.ask(resource, signal);
    this.held.set(resource, held);
    const token = await held;
    // Only what worked is kept: the next request tries again.
    if (typeof token !== 'string' && this.held.get(resource) === held) this.held.delete(resource);
    return token;
  }

  private async ask(resource: string, signal: AbortSignal): Promise<string | NoAnswer> {
    const { tenantId, appId, secret } = this.credentials;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: secret,
      scope: `${resource}/.default`,
    });
    try {
      const { message, body } = await this.http.text(
        {
          method: 'POST',
          path: `/${tenantId}/oauth2/v2.0/token`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: form.toString(),
        },
        signal,
      );
      if (message.statusCode === 200) return tokenSchema.parse(JSON.parse(body)).access_token;
      if ((message.statusCode ?? 500) >= 500) return { kind: 'unreachable', message: 'the sign-in service is not available' };
      return { kind: 'notSignedIn', message: refusalOf(body) };
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'unreachable', message: connectionProblem(error) };
    }
  }
}

function refusalOf(body: string): string {
  try {
    const parsed = errorSchema.safeParse(JSON.parse(body));
    if (parsed.success)
      return `sign-in was refused: ${(parsed.data.error_description ?? parsed.data.error).split(/[\r\n]/)[0]?.slice(0, 300) ?? ''}`;
  } catch {
    // The status alone says that it did not work.
  }
  return 'sign-in was refused';
}
