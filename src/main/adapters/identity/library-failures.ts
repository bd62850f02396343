import { AuthError } from '@azure/msal-node';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import { refusalOfError } from './read-refusal';
import { failureOfConnection, failureOfRefusal, type RefusalContext } from './sign-in-errors';
import { ConnectionError, type SignInNetwork } from './sign-in-network';

/** Turns what the library threw into a failure. */
export function failureOfError(error: unknown, network: SignInNetwork, context: Omit<RefusalContext, 'skewed'>): Failure {
  if (error instanceof ConnectionError) return failureOfConnection(error.problem, error.refusal);
  if (!(error instanceof AuthError)) return failure('sign-in-failed', { detail: error instanceof Error ? kindOf(error) : null });
  return failureOfRefusal(refusalOfError(error, network.lastRefusal), { ...context, skewed: network.skewed });
}

/** The kind of an error of the system (`EADDRINUSE`), never its text: addresses and paths stand there. */
function kindOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? error.code : '';
  return code === '' ? error.name : `${error.name} ${code}`;
}
