import type { DirectoryAnswer, DirectoryPort, DirectoryRequest } from '../../../shared/ipc/tenant-access';
import { connectionProblem, headersOf, type LoopbackHttp } from './loopback-http';
import type { SimulatorTokens } from './simulator-tokens';

const RESOURCE = 'https://graph.microsoft.com';

/** Microsoft Graph of the simulated tenant. */
export class SimulatorDirectory implements DirectoryPort {
  constructor(
    private readonly http: LoopbackHttp,
    private readonly tokens: SimulatorTokens,
  ) {}

  /** See the port. A token that is no longer taken is replaced once; that a claims challenge asks for, too. */
  async send(request: DirectoryRequest, signal: AbortSignal): Promise<DirectoryAnswer> {
    const first = await this.try(request, signal);
    if (first.kind !== 'answer' || first.status !== 401) return first;
    this.tokens.drop(RESOURCE);
    return this.try(request, signal);
  }

  private async try(request: DirectoryRequest, signal: AbortSignal): Promise<DirectoryAnswer> {
    const token = await this.tokens.get(RESOURCE, signal);
    if (typeof token !== 'string') return token;
    try {
      const headers = { ...request.headers, authorization: `Bearer ${token}` };
      const { message, body } = await this.http.text({ ...request, headers }, signal);
      return { kind: 'answer', status: message.statusCode ?? 0, headers: headersOf(message), body };
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'unreachable', message: connectionProblem(error) };
    }
  }
}
