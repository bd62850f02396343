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

  /** See the port. A token that is no longer taken is replaced; so is one that a claims challenge finds too old. */
  send(request: DirectoryRequest, signal: AbortSignal): Promise<DirectoryAnswer> {
    return this.tokens.use<DirectoryAnswer>(
      RESOURCE,
      signal,
      (token) => this.sendWith(token, request, signal),
      (answer) => answer.kind === 'answer' && answer.status === 401,
    );
  }

  private async sendWith(token: string, request: DirectoryRequest, signal: AbortSignal): Promise<DirectoryAnswer> {
    try {
      const headers = { ...request.headers, authorization: `Bearer ${token}` };
      const { message, body } = await this.http.text({ ...request, headers }, signal);
      return { kind: 'answer', status: message.statusCode ?? 0, headers: headersOf(message), body };
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'unreachable', message: connectionProblem(error) };
    }
  }
}
